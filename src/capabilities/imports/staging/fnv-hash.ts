/**
 * FNV-1a with 32 bits: Fowler, G., Noll, L. C. and Vo, K.-P., The FNV Non-Cryptographic Hash Algorithm (RFC 9923).
 * The hash starts with the offset basis; each byte is mixed in by XOR and multiplication by the prime.
 */
export const FNV_OFFSET = 0x811c9dc5;
export const FNV_PRIME = 0x01000193;

/** Continues FNV-1a over further bytes. */
export function continueHash(hash: number, bytes: Uint8Array, from: number, to: number): number {
  let continued = hash;
  for (let at = from; at < to; at++) continued = Math.imul(continued ^ (bytes[at] ?? 0), FNV_PRIME);
  return continued;
}
