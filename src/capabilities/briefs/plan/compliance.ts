import { disclosureOf, PLATFORM_RULES } from '../checks/platform-rules.ts';
import { postedLabelOf } from '../checks/posted-label.ts';
import type { BriefPlan, BriefRequest } from '../serving/brief.ts';

type Rule = BriefPlan['compliance'][number];

/** What a rule is decided by. */
interface Subject {
  readonly request: BriefRequest;
  readonly categoryId: string | null;
  /** Product, brand and audience, in small letters. */
  readonly words: string;
}

/** The youngest to whom alcohol may be advertised, where it is not 18. */
const DRINKING_AGE: Readonly<Record<string, number>> = { US: 21, JP: 20, IN: 25 };

/** Countries of the Union, and those that have taken over its directive on unfair practices. */
const EUROPEAN = new Set(
  'AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE NO IS LI'.split(' '),
);

const speaksOf =
  (words: RegExp) =>
  ({ words: text }: Subject) =>
    words.test(text);
const isOf =
  (...ids: readonly string[]) =>
  ({ categoryId }: Subject) =>
    categoryId !== null && ids.includes(categoryId);

/** Each rule, of what it holds, and what it wants; country by country where that differs. It is no legal advice. */
const RULES: readonly {
  readonly rule: string;
  holds(subject: Subject): boolean;
  want(country: string | null): readonly string[];
}[] = [
  {
    rule: 'alcohol',
    holds: (subject) =>
      isOf('alcohol')(subject) ||
      speaksOf(
        /\b(?:alcohol|whisk(?:e)?y|gin|vodka|rum|beer|wine|champagne|liqueur|tequila|cider)\b(?!.{0,3}(?:free|-free))/u,
      )(subject),
    want: (country) => [
      `For adults of ${DRINKING_AGE[country ?? ''] ?? 18} and older only: set the age limit of the post, and take creators who look older than 25. Nobody younger is seen.`,
      'No drinking and driving, no amounts, no success, health or courage by drinking.',
      ...(country === 'FR'
        ? [
            'Loi Évin: describe origin, composition, making and taste only, and add "L’abus d’alcool est dangereux pour la santé, à consommer avec modération."',
          ]
        : []),
      ...(country === 'GB'
        ? ['CAP Code section 18: nobody who plays a significant part is, or looks, under 25.']
        : []),
    ],
  },
  {
    rule: 'finance',
    holds: isOf('finance'),
    want: (country) => [
      'No promise of returns, and no urgency. Risks stand as clearly as benefits.',
      ...(country === 'GB'
        ? [
            'FCA FG24/1: an authorised firm approves the post before it goes live, and the risk warning is seen without a tap.',
          ]
        : []),
      ...(country === 'US'
        ? ['SEC, Securities Act section 17(b): where it is about a security, say what was paid.']
        : []),
      ...(country === 'FR'
        ? [
            'Loi 2023-451, article 4: no promotion of crypto-assets without a registered provider, nor of risky contracts.',
          ]
        : []),
    ],
  },
  {
    rule: 'health',
    holds: (subject) =>
      isOf('health')(subject) ||
      speaksOf(/\b(?:supplement|vitamin|probiotic|medic(?:al|ine)|hair[- ]loss|pain relief)/u)(subject),
    want: (country) => [
      'Nothing that says or shows that it treats, cures or prevents an illness. Effects only where a fact of the request proves them.',
      ...(country !== null && EUROPEAN.has(country)
        ? ['Health claims on food: only those that Regulation (EC) 1924/2006 lists, in their wording.']
        : []),
      ...(country === 'US' ? ['FTC: a health claim needs competent and reliable scientific evidence.'] : []),
      ...(country === 'DE'
        ? [
            'Heilmittelwerbegesetz section 11: no stories of recovery, no recommendations by experts to laypeople.',
          ]
        : []),
      ...(country === 'FR' ? ['Loi 2023-451, article 4: no promotion of cosmetic surgery.'] : []),
    ],
  },
  {
    rule: 'children',
    holds: (subject) =>
      isOf('baby', 'family')(subject) ||
      speaksOf(/\b(?:kids?|child(?:ren)?|teens?|toddlers?|pupils?|bab(?:y|ies))\b/u)(subject),
    want: (country) => [
      'Speak to parents. Children are not told to buy, or to ask somebody to.',
      'A child is seen with the written consent of both parents, without name, school or whereabouts.',
      ...(country === 'FR'
        ? [
            'Loi 2020-1266: a child under 16 in paid posts needs an authorisation, and the earnings are kept for them.',
          ]
        : []),
      ...(country === 'GB'
        ? ['CAP Code section 5: nothing that makes a child feel inferior for not having it.']
        : []),
      ...(country === 'US'
        ? ['COPPA: no data of children under 13 are collected by giveaways or links.']
        : []),
    ],
  },
  {
    rule: 'gambling',
    holds: speaksOf(/\b(?:casino|bet(?:s|ting)?|poker|lotter(?:y|ies)|lotto|slots?|sportsbook|gambling)\b/u),
    want: (country) => [
      `For adults of ${country === 'US' ? 21 : 18} and older only, where the operator has a licence. Say where help is found.`,
      'No promise of winning, no way out of money troubles, nobody under 25 playing.',
      ...(country === 'GB'
        ? ['CAP Code section 16: nothing, and nobody, of strong appeal to under-18s.']
        : []),
    ],
  },
  {
    rule: 'offer',
    holds: ({ request }) => request.code !== null,
    want: () => [
      'Say beside the code how long it holds and what it does not cover, as far as the request tells.',
    ],
  },
  {
    rule: 'music',
    holds: ({ request: { platform } }) =>
      ['INSTAGRAM', 'TIKTOK', 'FACEBOOK', 'YOUTUBE', 'SNAPCHAT'].includes(platform),
    want: () => [
      'Music only from the library for commercial use, or with a licence: the free one does not cover paid posts.',
    ],
  },
];

/** What a post of this request has to hold to: the disclosure first. */
export function planCompliance(request: BriefRequest, categoryId: string | null): Rule[] {
  const { product, brand, audience, country, platform } = request;
  const words = [product, brand, audience ?? ''].join(' ').toLowerCase();
  const subject = { request, categoryId, words };
  return [
    ...describeDisclosure(request),
    ...RULES.filter(({ holds }) => holds(subject)).flatMap(({ rule, want }) =>
      want(country).map((text) => ({ rule, text })),
    ),
    ...(country === null
      ? [
          {
            rule: 'country',
            text: `No country was given: check what ${PLATFORM_RULES[platform].name} posts need where the audience lives.`,
          },
        ]
      : []),
  ];
}

function describeDisclosure(request: BriefRequest): Rule[] {
  const posted = postedLabelOf(request);
  const ownLabel = `Set the platform's label: ${disclosureOf(request.platform, request.brand)}.`;
  if (posted === null) return [{ rule: 'disclosure', text: ownLabel }];
  const where = posted.place === 'BEGINNING' ? 'at the beginning of the caption' : 'in the caption';
  return [
    { rule: 'disclosure', text: `“${posted.label}” stands ${where} (${posted.source}).` },
    { rule: 'disclosure', text: ownLabel },
  ];
}
