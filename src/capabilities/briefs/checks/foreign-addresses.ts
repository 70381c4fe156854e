import type { BriefDraft, BriefRequest } from '../serving/brief.ts';
import { publishedTexts } from './draft-texts.ts';

const LINK =
  /(?:https?:\/\/|www\.)[^\s"'”’)]+|(?<![\p{L}\p{N}@.-])(?:[a-z0-9-]+\.)+(?:com|net|org|io|co|app|dev|ai|shop|store|me|link|ly|gg|xyz|info|biz|site|online|ru|cn|de|fr|es|it|nl|uk|eu|us|in|br)(?:\/[^\s"'”’)]*)?(?![\p{L}\p{N}])/giu;
const HANDLE = /(?<![\p{L}\p{N}.])@[\p{L}\p{N}_](?:[\p{L}\p{N}_.]*[\p{L}\p{N}_])?/gu;

/**
 * Links and @handles in what is published that the request does not have, as sentences that say so: a model makes them
 * up, and whoever plants one in a caption wants it copied. A handle that spells the brand or the product passes.
 */
export function foreignAddresses(draft: BriefDraft, request: BriefRequest): string[] {
  const given = [request.brand, request.product, request.link ?? '', ...request.mustMention]
    .join('\n')
    .toLowerCase();
  const names = [request.brand, request.product].map(squeeze);
  const isKnownHandle = (handle: string) =>
    given.includes(handle.toLowerCase()) || names.some((name) => name !== '' && squeeze(handle) === name);
  return publishedTexts(draft).flatMap(({ field, text }) => {
    const links = text.match(LINK) ?? [];
    const handles = text.replace(LINK, ' ').match(HANDLE) ?? [];
    return [
      ...links.filter((link) => !given.includes(link.replace(/[.,!?;:]+$/u, '').toLowerCase())),
      ...handles.filter((handle) => !isKnownHandle(handle)),
    ].map((address) => `${field} names ${address}, which the request does not: leave it out.`);
  });
}

const squeeze = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
