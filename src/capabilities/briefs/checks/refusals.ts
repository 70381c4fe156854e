import { CallerError } from '../../../errors.ts';
import { BRIEF_REFUSED } from '../error-codes.ts';
import type { BriefRequest } from '../serving/brief.ts';

/** For what no brief is written, whoever asks. */
export type RefusalRule = 'WEAPONS' | 'CURES' | 'MINORS' | 'HATE';

const RULES: Readonly<Record<RefusalRule, string>> = {
  WEAPONS: 'weapons, ammunition and explosives are not advertised',
  CURES: 'nothing is advertised as a cure of a disease',
  MINORS: 'gambling, alcohol, tobacco, vapes and drugs are not advertised to minors',
  HATE: 'nothing is advertised that is directed against people for what they are',
};

const words = (list: string) => new RegExp(`(?<![\\p{L}\\p{N}])(?:${list})(?![\\p{L}\\p{N}])`, 'iu');
const everyWord = (list: string) => new RegExp(words(list).source, 'giu');

const WEAPON = everyWord(
  String.raw`guns?|handguns?|firearms?|rifles?|pistols?|revolvers?|shotguns?|machine guns?|ar-?15s?|ak-?47s?|glocks?|ammo|ammunition|silencers?|suppressors?|hand grenades?|grenades?|explosives?|dynamite|bombs?|bomb-making|land ?mines?|switchblades?|flick knives|flick knife|combat knife|combat knives|throwing knives|brass knuckles|knuckle ?dusters?|ghost guns?|bump stocks?|tasers?|stun guns?|nunchucks|flamethrowers?|crossbows?`,
);
const HARMLESS_BEFORE =
  /(?:water|nerf|toy|foam|squirt|glue|hot glue|heat|massage|nail|staple|spray|paint|bubble|caulk(?:ing)?|price|radar|grease|solder(?:ing)?|ray|laser|tattoo|piercing|cap|gel|top|blaster|bath|photo|cherry|jager|seed|depth|fizz|flavour|flavor|hair|cream|caulking|infrared|percussion|muscle|temperature|label|tagging|rivet|airbrush|cordless|electric|dart|confetti|marshmallow|plush|cocktail|cold|sugar|snow ?ball|vacuum|engine|exhaust|noise|speaker|chocolate|tea|hot chocolate|cocoa|baby)[\s-]*$/iu;
const HARMLESS_AFTER =
  /^[\s-]*(?:n['’]? ?roses|metal|violence|control|safety|safes?|lockers?|locks?|jackets?|shelter|smoke|oak|dog|dogs|reform|buy-?back|disposal|detection|museum)/iu;
const HARMLESS_ANYWHERE = words(
  'museums?|exhibitions?|video games?|games?|board games?|shooter|novels?|films?|movies?|books?|thriller|documentary|history|memorial|toys?|nerf|plush|costumes?|cosplay|props?|replicas? for film|awareness|charity|awards?|bouquet|prevention|victims|demining|clearance|removal|detectors?|laser tag|paintball|album|concert|series|podcast',
);

const DISEASE = String.raw`cancers?|tumou?rs?|diabetes|autism|adhd|alzheimer['’]?s?|dementia|parkinson['’]?s?|hiv|aids|covid(?:-?19)?|coronavirus|arthritis|asthma|depression|anxiety|epilepsy|eczema|psoriasis|infertility|herpes|tinnitus|acne|baldness|migraines?|multiple sclerosis|ms|hepatitis|lupus|stroke|heart disease|kidney disease|high blood pressure|hypertension|obesity|addiction|alcoholism|schizophrenia|blindness|deafness|paralysis|leuk(?:a)?emia|all diseases|any disease|every disease|diseases?|illness(?:es)?`;
const CURE = words(
  String.raw`(?:cures?|cured|curing|heals?|healed|healing|reverses?|reversing|eradicates?|eliminates?|gets? rid of) (?:\p{L}+ ){0,3}(?:${DISEASE})|(?:${DISEASE})(?:[\s-]\p{L}+)?[\s-](?:cures?|healer|healing|remover|eliminator|reversal)|(?:cure|remedy|antidote) (?:for|against|to) (?:\p{L}+ ){0,2}(?:${DISEASE})|miracle (?:cures?|remed(?:y|ies)|drugs?|treatments?)|cure-?alls?|instead of (?:chemo(?:therapy)?|insulin|vaccines?|vaccination)|(?:replaces|without|no need for) (?:chemo(?:therapy)?|insulin|vaccines?)|treats? cancer`,
);
const HARMLESS_CURE = words(
  'research|charity|charities|donations?|donate|fundraiser|fundraising|awareness|race for|run for|walk for|ride for|foundation|museum|novel|book|film|documentary|album|support group|clinical trial|screening|history|find a cure|towards a cure|boredom',
);

const VICE = words(
  String.raw`casinos?|betting|bets?|sportsbooks?|gambling|slot machines?|slots|lottery|lotto|scratch ?cards?|poker for money|online poker|roulette|blackjack|vapes?|vaping|e-?cigarettes?|e-?cigs?|e-?liquids?|cigarettes?|cigars?|tobacco|nicotine|snus|hookahs?|shisha|alcohol|alcoholic|alcopops?|whisk(?:e)?ys?|beers?|wines?|vodkas?|gins?|rums?|tequila|liqueurs?|liquor|schnapps|cocktails?|hard seltzers?|seltzers?|hard lemonade|ciders?|spirits|champagne|prosecco|bourbon|cannabis|marijuana|thc|weed gummies|weed|joints`,
);
const NO_VICE = words(
  String.raw`non-?alcoholic|alcohol-?free|zero-?alcohol|0\.0|ginger beers?|root beers?|butter ?beers?|wine gums?|virgin|mocktails?|apple cider vinegar|stop|stopping|quit|quitting|prevention|preventing|detectors?|awareness|help|helpline|against|anti|anti-?vaping|education|addiction|dangers?|harms?|vinegar|smoke-?free|vape-?free|sugar-?free cider|museum|fruit spirits|national lottery grants?|weed killers?|weed whackers?|slot cars?|school spirits?|team spirits?|spirit week|nicotine-?free`,
);
const MINOR = everyWord(
  String.raw`kids?|children|child|teens?|teenagers?|teenaged?|minors?|underage[d]?|under[- ]?(?:18|eighteen|21)s?|tweens?|pre-?teens?|toddlers?|bab(?:y|ies)|pupils?|school ?(?:kids|children|boys|girls|students)|high ?school(?:ers?| students?)?|middle ?school(?:ers?| students?)?|primary school(?:ers?| students?)?|gen(?:eration)? alpha|adolescents?|juveniles?|little ones|boys and girls`,
);
/** Whoever has children is none. */
const OF_ADULTS =
  /(?:parents?|mothers?|mums?|moms?|fathers?|dads?|guardians|grandparents|teachers|adults|couples|families|people|anyone|no|not for|not|without|away from|keep from|never)(?: \p{L}+)? (?:of|with|and|to|for|from)?\s*(?:\p{L}+ )?$/iu;
const NOT_FOR =
  /(?:not (?:for|to|aimed at)|no|never for|never|keep(?:s)? (?:it )?away from|out of reach of|without|exclud(?:es|ing)|except)\s+(?:any\s+)?$/iu;
const AGES =
  /(?<!\p{L})(?<from>\d{1,2})\s*(?:-|–|to|and|bis)\s*(?<to>\d{1,2})(?!\s*(?:%|p\.?m|a\.?m|€|\$))|(?<!\d)(?<age>\d{1,2})[\s-]*(?:-year-olds?|years? old|year olds?)|aged?\s+(?:from\s+)?(?<aged>\d{1,2})/giu;

const GROUPS = String.raw`jews|jewish people|muslims|christians|hindus|sikhs|immigrants|migrants|refugees|foreigners|gays|gay people|lesbians|homosexuals|trans people|transgender people|lgbtq?\+?|black people|blacks|white people|asians|arabs|latinos|mexicans|roma|gypsies|disabled people|women|natives|minorities`;
const HATE = words(
  String.raw`white power|white pride|white suprem(?:acy|acist|acists)|aryan|master race|neo-?nazis?|nazis?|swastikas?|hitler|heil|14[\s/-]?88|1488|kkk|ku klux klan|ethnic cleansing|racial purity|racially pure|great replacement|holocaust (?:denial|hoax|lie)|anti-?semitic|antisemitic|anti-?(?:jew|jewish|muslim|gay|lgbtq?|black|immigrant|migrant|refugee|trans)|(?:hate|hates|hating|kill|killing|gas|deport|expel|ban|exterminate|get rid of|lynch|burn|down with|death to) (?:all |the |every )?(?:${GROUPS})|(?:against|no) (?:all |the )?(?:${GROUPS})(?! (?:being|left|is left|in need))|(?:${GROUPS}) (?:are|is) (?:vermin|animals|inferior|subhuman|parasites|filth|criminals|rats|the enemy|a plague|a disease|scum|trash|not people|not welcome|not human)|(?:${GROUPS})[\s-](?:free zone|not allowed|not welcome|go home|out)`,
);
const HARMLESS_HATE = words(
  String.raw`museums?|exhibitions?|memorials?|history|historical|documentary|books?|novels?|films?|courses?|education|educational|remembrance|anti-?nazi|against (?:hate|nazis|nazism|racism|antisemitism|violence|discrimination|white supremacy)|stop (?:hate|racism|nazis)|survivors?|resistance|archive|victims|violence against|discrimination against|crimes? against|hate speech|help|helpline|exit programme|shelter|lecture|play|theatre|mel brooks`,
);

/** @throws CallerError BRIEF_REFUSED with the rule, where the request asks for what nothing is written for. */
export function refuseRequest(request: BriefRequest): void {
  for (const [rule, field] of refusals(request)) {
    throw new CallerError(
      BRIEF_REFUSED,
      `No brief is written for this: ${RULES[rule]} (${rule}, ${field}). If ${field} means something else, say it in other words.`,
      { rule, field },
    );
  }
}

function refusals(request: BriefRequest): (readonly [RefusalRule, string])[] {
  const { brand, product, audience, tone, mustMention, facts } = request;
  const asked: readonly (readonly [string, string])[] = [
    ['product', product],
    ['brand', brand],
    ['audience', audience ?? ''],
    ['tone', tone ?? ''],
    ...mustMention.map((phrase) => ['mustMention', phrase] as const),
    ...facts.map(({ claim }) => ['facts', claim] as const),
  ];
  const whole = asked.map(([, text]) => text).join('. ');
  const found: (readonly [RefusalRule, string])[] = [];
  for (const [field, text] of asked) {
    // An audience or a brand names many things: "Smith and Gun Oak Wines" sells no guns.
    if ((field === 'product' || field === 'mustMention' || field === 'facts') && isWeapon(text)) {
      found.push(['WEAPONS', field]);
    }
    if (field !== 'brand' && CURE.test(text) && !HARMLESS_CURE.test(whole)) found.push(['CURES', field]);
    if (HATE.test(text) && !HARMLESS_HATE.test(whole)) found.push(['HATE', field]);
  }
  if (VICE.test(product) && !NO_VICE.test(product)) {
    const field = asked.find(
      ([name, text]) => name !== 'brand' && isAboutMinors(text, name === 'audience'),
    )?.[0];
    if (field !== undefined) found.push(['MINORS', field]);
  }
  return found;
}

function isWeapon(text: string): boolean {
  if (HARMLESS_ANYWHERE.test(text)) return false;
  return [...text.matchAll(WEAPON)].some(
    (match) =>
      !HARMLESS_BEFORE.test(text.slice(0, match.index)) &&
      !HARMLESS_AFTER.test(text.slice(match.index + match[0].length)),
  );
}

function isAboutMinors(text: string, hasAges: boolean): boolean {
  const named = [...text.matchAll(MINOR)].some((match) => {
    const before = text.slice(0, match.index);
    return !OF_ADULTS.test(before) && !NOT_FOR.test(before);
  });
  if (named || !hasAges) return named;
  // "Open from 12 to 17" are hours.
  if (/(?<!\p{L})(?:open|opens|hours|o['’]clock|daily)(?!\p{L})/iu.test(text)) return false;
  return [...text.matchAll(AGES)].some(({ groups }) => {
    const youngest = Number(groups?.from ?? groups?.age ?? groups?.aged);
    return youngest >= 5 && youngest < 18;
  });
}
