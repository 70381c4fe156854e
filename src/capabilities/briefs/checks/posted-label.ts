import type { BriefRequest } from '../serving/brief.ts';
import { PLATFORM_RULES } from './platform-rules.ts';

/** Where a label has to stand in what is posted: in the part that is seen before the text folds, or anywhere in it. */
export type LabelPlace = 'BEGINNING' | 'CAPTION';

/** The label that says in the post itself that it is an advertisement. */
export interface PostedLabel {
  /** The one to set. */
  readonly label: string;
  /** All that will do, the one to set among them. */
  readonly accepted: readonly string[];
  readonly place: LabelPlace;
  /** Whose rule it is. */
  readonly source: string;
}

type CountryRule = Omit<PostedLabel, 'label' | 'accepted'> & {
  readonly accepted: readonly [string, ...string[]];
};

const beginning = (source: string, ...accepted: [string, ...string[]]): CountryRule => ({
  accepted,
  place: 'BEGINNING',
  source,
});

/**
 * What a paid post says of itself in its own text, country by country: the first label is the one that is set. Platforms' own
 * labels do not stand in for it there, or are advised as an addition only. By the names of the rules as their authors
 * published them; it is no legal advice. A country that is not listed has the platform's own label alone.
 */
const COUNTRY_RULES: Readonly<Record<string, CountryRule>> = {
  US: beginning(
    'FTC, 16 CFR Part 255 and "Disclosures 101 for Social Media Influencers"',
    '#ad',
    '#sponsored',
    'Ad',
    'Advertisement',
    'Sponsored',
  ),
  CA: beginning(
    'Ad Standards, Influencer Marketing Disclosure Guidelines',
    '#ad',
    '#sponsored',
    'Ad',
    'Sponsored',
  ),
  GB: beginning(
    'CAP Code section 2; ASA and CMA, "Influencers\' guide to making clear that ads are ads"',
    '#ad',
    'Ad',
    'Advert',
    'Advertisement',
  ),
  IE: beginning(
    'CCPC and ASA, Guidance on Influencer Advertising and Marketing',
    '#Ad',
    '#Fógra',
    'Ad',
    'Advertising',
  ),
  AU: beginning('AANA Code of Ethics, section 2.7', '#ad', 'Ad', 'Advert', 'Advertising'),
  NZ: beginning('ASA New Zealand, Influencers AdHelp', '#ad', 'Ad', 'Advertisement'),
  ZA: beginning('ARB Code of Advertising Practice, Appendix K', '#AD', '#Advertisement', '#Sponsored'),
  IN: beginning(
    'ASCI, Guidelines for Influencer Advertising in Digital Media',
    '#ad',
    'Advertisement',
    'Ad',
    'Sponsored',
    'Collaboration',
  ),
  DE: beginning(
    'UWG section 5a(4), Medienstaatsvertrag section 22; Medienanstalten, Leitfaden Werbekennzeichnung',
    'Anzeige',
    'Werbung',
  ),
  AT: beginning('Mediengesetz section 26, UWG', 'Werbung', 'Anzeige', 'Entgeltliche Einschaltung'),
  CH: beginning(
    'Schweizerische Lauterkeitskommission, Grundsatz B.15',
    'Werbung',
    'Anzeige',
    'Publicité',
    'Pubblicità',
  ),
  FR: beginning('Loi 2023-451, article 5', 'Collaboration commerciale', 'Publicité'),
  BE: beginning(
    'SPF Economie and Jury d’éthique publicitaire, influencer guidelines',
    'Publicité',
    'Reclame',
    'Advertentie',
    'Werbung',
  ),
  NL: beginning(
    'Stichting Reclame Code, Reclamecode Social Media & Influencer Marketing',
    '#advertentie',
    '#reclame',
    'Advertentie',
    'Reclame',
  ),
  ES: beginning(
    'Autocontrol, Código sobre el uso de influencers en la publicidad',
    'Publicidad',
    '#publi',
    'Publi',
  ),
  IT: beginning('IAP, Regolamento Digital Chart', '#pubblicità', 'Pubblicità', '#adv', 'Advertising'),
  PT: beginning(
    'Direção-Geral do Consumidor, Guia de boas práticas para influenciadores',
    '#pub',
    'Publicidade',
    'PUB',
  ),
  BR: beginning(
    'CONAR, Guia de Publicidade por Influenciadores Digitais',
    '#publi',
    '#publicidade',
    'Publicidade',
    'Publi',
  ),
  SE: beginning('Marknadsföringslagen; Konsumentverket, marknadsföring i sociala medier', 'Reklam', 'Annons'),
  NO: beginning('Markedsføringsloven section 3; Forbrukertilsynet, merking av reklame', 'Reklame', 'Annonse'),
  DK: beginning('Markedsføringsloven section 6; Forbrugerombudsmanden, sociale medier', 'Reklame', 'Annonce'),
  FI: beginning('Kuluttaja-asiamies, vaikuttajamarkkinointi', 'Mainos', 'Kaupallinen yhteistyö'),
  PL: beginning(
    'UOKiK, rekomendacje dotyczące oznaczania treści reklamowych',
    '#reklama',
    'Reklama',
    'Materiał reklamowy',
  ),
  JP: {
    accepted: ['#PR', '#広告', 'PR', '広告', 'プロモーション'],
    place: 'CAPTION',
    source: 'CAA, notification on stealth marketing',
  },
};

/** The countries of which a rule is known, as ISO 3166-1 alpha-2. */
export const RULED_COUNTRIES: readonly string[] = Object.keys(COUNTRY_RULES);

/** The label that a post of this request carries in its caption; null where neither country nor platform wants one there. */
export function postedLabelOf({
  country,
  platform,
}: Pick<BriefRequest, 'country' | 'platform'>): PostedLabel | null {
  const rule = country === null ? undefined : COUNTRY_RULES[country];
  if (rule !== undefined) return { ...rule, label: rule.accepted[0] };
  const { captionLabel, name } = PLATFORM_RULES[platform];
  return captionLabel === null
    ? null
    : {
        label: captionLabel,
        accepted: [captionLabel],
        place: 'CAPTION',
        source: `${name} has no label that is enough`,
      };
}

/** Every label that a country wants in a post's own text, and the words of the platforms' own labels, where somebody wrote them there. */
export const KNOWN_LABELS: readonly string[] = [
  ...new Set([
    ...Object.values(COUNTRY_RULES).flatMap(({ accepted }) => accepted),
    ...Object.values(PLATFORM_RULES).map(({ disclosure }) => disclosure.replace(' {brand}', '')),
  ]),
];

/** How much of a caption is looked at for a label; null: all of it. */
export function lookedAt(
  { place }: Pick<PostedLabel, 'place'>,
  platform: BriefRequest['platform'],
): number | null {
  return place === 'BEGINNING' ? PLATFORM_RULES[platform].visibleLength : null;
}

/** Whether the caption carries such a label where it has to stand. */
export function hasPostedLabel(
  caption: string,
  posted: PostedLabel,
  { platform }: Pick<BriefRequest, 'platform'>,
): boolean {
  const length = lookedAt(posted, platform);
  return findLabels(length === null ? caption : caption.slice(0, length), posted.accepted).length > 0;
}

/** Which of these labels stand in a text as labels. */
export function findLabels(text: string, labels: readonly string[]): string[] {
  const folded = fold(text);
  return labels.filter((label) => {
    const wanted = fold(label);
    for (let at = folded.indexOf(wanted); at !== -1; at = folded.indexOf(wanted, at + 1)) {
      // A hashtag "#adventure" is not "#ad", and the word "ad" in the middle of a sentence is no label.
      if (isLetter(folded[at + wanted.length]) || isLetter(folded[at - 1])) continue;
      if (label.startsWith('#') || folded[at - 1] === '#' || isSetOff(folded, at, wanted.length)) return true;
    }
    return false;
  });
}

/** The caption with the label at its beginning, where it has none yet. */
export function withPostedLabel(
  caption: string,
  request: Pick<BriefRequest, 'country' | 'platform'>,
): string {
  const posted = postedLabelOf(request);
  if (posted === null || hasPostedLabel(caption, posted, request)) return caption;
  return posted.label.startsWith('#') ? `${posted.label} ${caption}` : `${posted.label}: ${caption}`;
}

/** A word is a label where it stands at the beginning, on a line of its own, in brackets, or before a colon or a bar. */
function isSetOff(text: string, at: number, length: number): boolean {
  const before = text.slice(0, at).replace(/[ \t]+$/u, '');
  const after = text.slice(at + length).replace(/^[ \t]+/u, '');
  const endsThere = after === '' || /^[:|/\n\])*–—-]/u.test(after);
  const beginsThere = before === '' || /[[(*|\n–—-]$/u.test(before);
  return beginsThere && (endsThere || before === '');
}

const isLetter = (character: string | undefined) =>
  character !== undefined && /[\p{L}\p{N}_]/u.test(character);

const fold = (text: string) => text.normalize('NFC').toLowerCase();
