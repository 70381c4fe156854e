import { z } from 'zod';
import type { NamedText } from '../../../platform/agents/grounding/grounding.ts';
import type { BriefRequest, Evidence } from '../serving/brief.ts';
import { PLATFORM_RULES } from './platform-rules.ts';

const Results = z.object({
  performers: z.array(z.object({ influencerId: z.string() })).catch([]),
  creator: z.object({ influencerId: z.string() }).nullish().catch(null),
});

/** A name as platforms give them: luna.lopez, creator_17, @luna. Not "e.g.", not "end.Then", no address. */
const HANDLE_LIKE =
  /(?<![\p{L}\p{N}_./:@-])(?:@[\p{L}\p{N}_](?:[\p{L}\p{N}_.]*[\p{L}\p{N}_])?|\p{L}[\p{L}\p{N}]+(?:[._]+[\p{Ll}\p{N}][\p{Ll}\p{N}]+)+)(?![\p{L}\p{N}_/])/gu;

/** Somebody who is said to have achieved a figure: "Luna leads with 7 %". */
const ACHIEVER =
  /(?<![\p{L}\p{N}_.@#])(?<name>\p{Lu}[\p{L}\p{N}_]+(?: \p{Lu}[\p{L}\p{N}_]+)?)(?:['’]s (?:posts?|reels?|videos?|rate))? (?:leads?|led|reached|reaches|averaged|averages|earned|earns|scored|scores|got|gets|achieved|hit)(?! (?:me|us|you))[^.!?]{0,30}\d/gu;

const NOBODY =
  /^(?:It|They|He|She|We|You|This|That|These|Those|The|Their|Your|Our|My|Its|His|Her|Both|All|Each|One|Posts?|Reels?|Videos?|Nobody|Everybody|Who|Which|What|And|But|So|Top|Best|Engagement|Creators?|Performers?|Others?|Average|Campaign)$/u;

/**
 * Creators of whom neither the results nor the request know, as sentences that say so: a model makes them up, and
 * figures with them.
 */
export function foreignCreators(
  texts: readonly NamedText[],
  evidence: readonly Evidence[],
  request: BriefRequest,
): string[] {
  const found = evidence.flatMap(({ data }) => {
    const { performers, creator } = Results.parse(data);
    return [...performers, ...(creator == null ? [] : [creator])].map(({ influencerId }) => influencerId);
  });
  const { brand, product, campaignId, creator, mustMention, facts, audience, link } = request;
  const given = [
    ...[brand, product, campaignId, creator, audience, link].map((text) => text ?? ''),
    ...mustMention,
    ...facts.flatMap(({ claim, proof }) => [claim, proof ?? '']),
    ...Object.values(PLATFORM_RULES).map(({ name }) => name),
    ...found,
  ].map(squeeze);
  const isKnown = (name: string) => given.some((text) => text.includes(squeeze(name)));
  return texts.flatMap(({ field, text }) => {
    const plain = text.replace(/(?:https?:\/\/|www\.)\S+/giu, ' ');
    const names = [
      ...(plain.match(HANDLE_LIKE) ?? []),
      ...[...plain.matchAll(ACHIEVER)]
        .map(({ groups }) => groups?.name ?? '')
        .filter((name) => !NOBODY.test(name)),
    ];
    return [...new Set(names)]
      .filter((name) => !isKnown(name))
      .map((name) => `${field} names ${name}, of whom no result and no request knows: leave it out.`);
  });
}

const squeeze = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
