/** Written in by the build, from data/trends.json. */
declare const BRIEF_CATEGORIES: readonly { readonly id: string; readonly name: string }[];

/** The categories of products that a brief can be for, by name. */
export const CATEGORIES = BRIEF_CATEGORIES;
