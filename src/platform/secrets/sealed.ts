import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/** Where a sealed value belongs. It opens there alone: moved to another row, it is worth nothing. */
export interface SealedFor {
  readonly organizationId: string;
  /** What it is, with the row that it stands in: `slack webhook of channel 7`. */
  readonly purpose: string;
}

/** Encrypts what customers entrust: tokens and keys of other services. */
export interface Sealer {
  /** The text encrypted, to be stored as it is: `v1.KEY.NONCE.DATA`. */
  seal(text: string, context: SealedFor): string;
  /** @throws SealError */
  open(sealed: string, context: SealedFor): string;
  /** Whether it was sealed with an earlier key: whoever opens it then seals it again. */
  isOutdated(sealed: string): boolean;
}

/** A value that cannot be opened. The message says why, and nothing of what it holds. */
export class SealError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SealError';
  }
}

const VERSION = 'v1';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Of 48 bits: two keys of one server have the same id by a chance of one in 10^14. */
const KEY_ID_BYTES = 6;

/** Whether a text is a key: 32 bytes in base64, as openssl rand -base64 32 prints them. */
export function isSecretsKey(text: string): boolean {
  return /^[A-Za-z0-9+/]{43}=$/.test(text) && Buffer.from(text, 'base64').toString('base64') === text;
}

/**
 * Seals with AES-256-GCM.
 * @param keys in base64, each of which passes {@link isSecretsKey}: the first seals, all open
 */
export function createSealer(keys: readonly [string, ...string[]]): Sealer {
  const known = new Map(keys.map((text) => [keyIdOf(text), Buffer.from(text, 'base64')]));
  const current = keyIdOf(keys[0]);
  const currentKey = Buffer.from(keys[0], 'base64');
  return {
    seal(text, context) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', currentKey, nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(describeContext(current, context));
      const data = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return [VERSION, current, nonce.toString('base64url'), data.toString('base64url')].join('.');
    },
    open(sealed, context) {
      const { keyId, nonce, data } = parse(sealed);
      const key = known.get(keyId);
      if (key === undefined) {
        throw new SealError(
          `The value was sealed with the key ${keyId}, which SECRETS_KEY does not list. Add that key after the others.`,
        );
      }
      const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
      decipher.setAAD(describeContext(keyId, context));
      decipher.setAuthTag(data.subarray(-TAG_BYTES));
      try {
        return decipher.update(data.subarray(0, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
      } catch {
        throw new SealError('The value was changed, or belongs to another organization or purpose.');
      }
    },
    isOutdated: (sealed) => parse(sealed).keyId !== current,
  };
}

/** Says which key it is, and nothing of the key. */
function keyIdOf(text: string): string {
  return createHash('sha256')
    .update(`marquee key id ${text}`)
    .digest()
    .subarray(0, KEY_ID_BYTES)
    .toString('base64url');
}

function describeContext(keyId: string, { organizationId, purpose }: SealedFor): Buffer {
  return Buffer.from(JSON.stringify([VERSION, keyId, organizationId, purpose]));
}

function parse(sealed: string): { keyId: string; nonce: Buffer; data: Buffer } {
  const [version, keyId, nonceText, dataText, ...rest] = sealed.split('.');
  if (version !== VERSION || keyId === undefined || dataText === undefined || rest.length > 0) {
    throw new SealError('The value is not a sealed one.');
  }
  const nonce = readBase64(nonceText ?? '');
  const data = readBase64(dataText);
  if (nonce.length !== NONCE_BYTES || data.length < TAG_BYTES) {
    throw new SealError('The sealed value is not whole.');
  }
  return { keyId, nonce, data };
}

/** Node passes over what is no base64; here each value has one spelling. */
function readBase64(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.toString('base64url') !== text) throw new SealError('The sealed value is not whole.');
  return bytes;
}
