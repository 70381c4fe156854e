/** Bytes that mean something in a cell. */
export const TAB = 0x09;
export const SPACE = 0x20;
export const QUOTE = 0x22;
export const HASH = 0x23;
export const APOSTROPHE = 0x27;
export const PLUS = 0x2b;
export const POINT = 0x2e;
export const BACKSLASH = 0x5c;
export const FIRST_NOT_ASCII = 0x80;
