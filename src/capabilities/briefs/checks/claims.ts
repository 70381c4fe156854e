import type { NamedText } from '../../../platform/agents/grounding/grounding.ts';
import type { BriefRequest, Fact } from '../serving/brief.ts';
import { foldForSearch } from './phrases.ts';

/** What a claim is about. Each has to be proved by whoever makes it. */
export type ClaimKind = 'MEDICAL' | 'CERTIFIED' | 'PRICE' | 'SCARCITY' | 'RESULT' | 'SUPERLATIVE';

/** A claim that a text makes, in its words. */
export interface FoundClaim {
  readonly kind: ClaimKind;
  readonly text: string;
}

const AILMENTS =
  'acne|allerg(?:y|ies)|anxiety|arthritis|asthma|autism|adhd|baldness|cancer|cellulite|cholesterol|colds?|covid(?:-19)?|dandruff|dementia|depression|diabetes|disease|diseases|eczema|fatigue|flu|hair loss|hangovers?|headaches?|heart disease|illness|indigestion|inflammation|injur(?:y|ies)|insomnia|joint pain|back pain|migraines?|obesity|pain|psoriasis|rosacea|scars?|sickness|stress|symptoms?|viruses|wounds?|wrinkles|blood pressure|bloating|addiction';

const AMOUNT = String.raw`\d+(?:[.,]\d+)?|two|three|four|five|six|seven|eight|nine|ten|half|twice|double`;

const CLAIMS: Readonly<Record<ClaimKind, readonly string[]>> = {
  MEDICAL: [
    String.raw`(?:clinical(?:ly)?|medical(?:ly)?|scientifical(?:ly)?|laboratory|lab)[\s-](?:proven|tested|studied|shown|validated|approved|backed|strength|grade|trials?|stud(?:y|ies))`,
    String.raw`(?:dermatologist|dermatological(?:ly)?|doctor|dentist|pediatrician|paediatrician|vet|physician|nutritionist|midwife|expert)s?[\s-](?:tested|recommended|approved|recommends?|swears? by|developed|endorsed)`,
    String.raw`(?:recommended|approved|endorsed|developed|tested) by (?:doctors|dermatologists|dentists|paediatricians|pediatricians|vets|physicians|scientists|experts|midwives|nutritionists)`,
    String.raw`(?:proven|shown) (?:to|by)|(?:science|research|studies|study|a study|trials) (?:shows?|proves?|confirms?|says?|found)|(?:backed|supported|confirmed) by (?:science|research|studies|clinical)|proof that it works`,
    String.raw`(?:cures?|heals?|treats?|relieves?|prevents?|eliminates?|eases?|fights?|reverses?|soothes?|reduces?|stops?|removes?|ends?|kills?|combats?|alleviates?|cured|healed|treated|relieved|curing|healing|treating|relieving|preventing|reversing)(?: (?:your|my|all|any|the|chronic|severe|signs of|symptoms of|risk of|even|of|every))* (?:${AILMENTS})`,
    String.raw`(?:cured|healed) (?:me|my|him|her|us|them)|miracle (?:cure|drug|product|treatment)|(?:a|the) cure for|goodbye to (?:${AILMENTS})|(?:${AILMENTS})[\s-]free`,
    String.raw`(?:boosts?|strengthens?|supports?|boosting) (?:your |the |my )?(?:immunity|immune system|metabolism|fertility|testosterone|hormones|gut health|heart health|brain function)`,
    String.raw`(?:lowers?|lowering|regulates?|balances?) (?:your |the )?(?:blood pressure|blood sugar|cholesterol|hormones|cortisol)`,
    String.raw`regrow(?:s|n|th)?(?: (?:your|my|lost))? hair|anti-inflammatory|antibacterial|hypoallergenic|non-comedogenic|detox(?:es|ifies|ify)?(?: your)? (?:body|liver|skin)|burns? fat|fat[\s-]burning|fda[\s-](?:approved|cleared)|ce[\s-]marked|kills 9\d|safe for (?:pregnancy|babies|children|pregnant)|no side[\s-]effects?|without side[\s-]effects?`,
  ],
  CERTIFIED: [
    String.raw`(?<!non-)certified(?! of)|certification|accredited|award[\s-]winning|patented|patent[\s-]pending|officially (?:approved|licensed|recognised|recognized)|tested and approved|t[üu]v|iso[\s-]?\d+|b[\s-]corp|fair[\s-]?trade|gots|fsc|oeko-tex|test winner|seal of approval|government[\s-]approved`,
    String.raw`(?:carbon|climate|co2)[\s-](?:neutral|negative|positive|free)|zero[\s-](?:emissions?|carbon|impact)|net[\s-]zero|eco[\s-]?friendly|environmentally friendly|biodegradable|compostable|(?:100 ?% |fully )?recyclable|good for the planet|planet[\s-]friendly|saves the planet|cruelty[\s-]free|non[\s-]toxic|toxin[\s-]free|chemical[\s-]free|gluten[\s-]free|sugar[\s-]free|allergen[\s-]free|bpa[\s-]free`,
  ],
  PRICE: [
    String.raw`(?:[$€£¥]|usd|eur|gbp|chf) ?\d[\d.,]*|\d[\d.,]* ?(?:[$€£¥]|usd\b|eur\b|euros?\b|dollars?\b|pounds?\b(?! of)|bucks\b|francs?\b|cents?\b)`,
    String.raw`(?:\d+(?:[.,]\d+)? ?(?:%|percent|per cent)|half|(?:[$€£]) ?\d+) (?:off|discount|cheaper|less|cashback|savings?|reduction|reduced)|(?:save|saves|saving|discount of|cut by|reduced by) (?:up to )?(?:[$€£] ?)?\d+`,
    String.raw`half[\s-]price|for free|free (?:shipping|delivery|returns?|trial|gift|sample|samples|refund|refunds|month|months|of charge|upgrade|installation|with every|entry|admission)|no (?:extra|additional) cost|money[\s-]back|refund|discount(?:s|ed)?(?! code)|on sale|cheapest|cheaper than|lowest[\s-]price|best[\s-](?:price|value|deal)|unbeatable price|special offer|exclusive (?:offer|deal|discount)|bargain|bogo|buy one,? get one|two for one|2[\s-]for[\s-]1|price drop|at cost|costs? (?:only|less|just|next to nothing|nothing)|(?:only|just|under|from) (?:[$€£]) ?\d+|less than a coffee|pays for itself`,
  ],
  SCARCITY: [
    String.raw`only (?:\d+|a few|a handful|a couple|one|two|three|few)(?: \p{L}+)? (?:left|remaining|available|in stock)|(?:just|last) (?:\d+|few|ones?)(?: \p{L}+)? (?:left|remaining|available)|\d+ (?:left|remaining)|last (?:chance|days?|hours|pieces|units|tickets|seats|spots)`,
    String.raw`(?:while|until) (?:stocks?|supplies|supply) lasts?|limited (?:time|stock|offer|availability|quantit(?:y|ies)|spots|seats|supply|run|edition|drop)|sell(?:s|ing)? out (?:fast|soon|quickly)|selling (?:out|fast)|almost (?:gone|sold out)|nearly (?:gone|sold out)|(?:already|always) sold out|going fast|today only|only today|this weekend only|only this weekend|ends (?:tonight|today|tomorrow|soon|this|on|at midnight)|(?:final|last) (?:hours|call)|before (?:it'?s|they'?re) gone|(?<!\b(?:in a|no|a|without|the) )hurry(?: up)?(?=[,!.]| while| before)|(?<=(?:^|[.!?:;,–—“(]\s*|\b(?:so|and|but|please|just) ))(?:don'?t|do not) wait|act (?:now|fast)|now or never|one[\s-]time offer`,
  ],
  RESULT: [
    String.raw`guarantee(?:d|s)?|risk[\s-]free|(?:works?|works every time|delivers?|results?) (?:instantly|immediately|overnight|every time|for everyone|100 ?%)|instant results?|visible results?|see results?|results? (?:in|after|within) (?:just |only |as little as )?(?:\d+|a|one|two|three|four|five|six|seven|days|weeks|a few|a week)|overnight (?:success|results)|(?:100|one hundred) ?(?:%|percent) (?:effective|safe|natural|pure|secure|waterproof|success|satisfaction)|completely safe|never (?:breaks?|fails?|fades?|crashes|dies)|indestructible|unbreakable|(?:lasts?|works?) (?:forever|a lifetime)|maintenance[\s-]free`,
    String.raw`(?:lose|loses|lost|losing|drop|dropped|shed|sheds) (?:up to )?(?:weight|inches|(?:${AMOUNT}) ?(?:kg|kilos?|pounds?|lbs?|inches|sizes))|(?:gain|build|builds) (?:muscle|(?:${AMOUNT}) ?(?:kg|kilos?)) (?:in|fast|within)|(?:doubles?|doubled|triples?|tripled|quadruples?|halves?|halved|skyrockets?|boosts?|boosted|increases?|increased|grows?|grew|cuts?) (?:your|my|our|their) (?:sales|revenue|income|followers|productivity|energy|speed|output|profits?|savings|bills?|costs?|conversion|traffic|skin|sleep|commute)(?: in half)?`,
    String.raw`(?:${AMOUNT})[\s-]?(?:x|times|fold) (?:faster|better|stronger|more|longer|less|as|the)|(?:twice|double|three times) (?:as|the) \p{L}+|\d+(?:[.,]\d+)? ?(?:%|percent) (?:more|less|fewer|faster|better|stronger|softer|smoother|brighter|whiter|longer|lighter|quieter|of (?:users|customers|women|men|people|buyers|parents))|(?:nine|9|eight|8|seven|7) (?:out of|in) (?:ten|10)`,
    String.raw`(?:saves?|saved|saving) (?:you |me |us |your team )?(?:up to )?(?:\p{L}+ )?(?:hours|thousands|hundreds|time and money|a fortune|money)|(?:earn|make|makes you|earned|made) (?:up to )?(?:[$€£] ?\d|thousands|hundreds|a fortune|money (?:while|from)|rich)|passive income|get rich|financial freedom|guaranteed returns?|beats? the market|(?:makes?|made|make) (?:you|me|your skin|my skin) (?:younger|look younger|ageless|flawless|slim|slimmer|irresistible)|transform(?:s|ed)? (?:your|my) (?:skin|hair|body|life|health|smile)|(?:changed|changes|saved) my life|life[\s-]changing|erases? (?:wrinkles|scars|lines|years)|permanent(?:ly)? (?:removes?|removal|hair removal|results?)`,
  ],
  SUPERLATIVE: [
    String.raw`(?:the |their |our |my )?(?:world|country|nation|market|industry|europe|america|germany|city|town)['’]?s (?:first|best|only|leading|largest|biggest|fastest|finest|favou?rite|most|no\.? ?1|number one|smartest|strongest|lightest|greenest|safest)`,
    String.raw`(?:best|greatest|finest|number one|no\.? ?1|#1|top|leading|most \p{L}+|\p{L}{3,}est)(?: \p{L}+){0,3} (?:in the world|on the market|on earth|in the country|in town|in the city|in its class|of its kind|there is|that exists|money can buy|you can (?:buy|get|find)|in the industry|of all time|ever made|ever built|in existence|on the planet|in europe|in america|anywhere)`,
    String.raw`(?<!\p{L})(?:is|are|simply|hands down,?|it['’]s|they['’]re|was|be|still|easily|officially|probably|quite simply) (?:simply |quite simply |hands down |easily |by far )?(?:the )(?:best(?! (?:part|bit|way|time|thing about|moment|kind of|seat|friend|light|of both|day|excuse|line|reason))|fastest|strongest|lightest|safest|healthiest|cheapest|cleanest|greenest|smartest|softest|tastiest|purest|finest|toughest|quietest|most (?:effective|advanced|powerful|popular|trusted|sustainable|reliable|innovative|comfortable|durable|nutritious|natural|secure|accurate|efficient|beautiful|delicious))`,
    String.raw`number one (?:brand|choice|app|product|in)|#1(?! of)|no\. ?1|market[\s-]lead(?:er|ing)|(?:the )?leading (?:brand|provider|maker|manufacturer)|industry[\s-]leading|world[\s-]class|best[\s-]in[\s-]class|unrivall?ed|unbeatable|unmatched|unparalleled|second to none|(?:better|stronger|faster|safer|healthier|cheaper) than (?:any|all|every|the competition|other|anything|ever|the rest|your (?:old|current|usual))|beats? (?:any|all|every|the competition)|nothing (?:beats|compares|comes close)|best[\s-]?sell(?:ing|er)|top[\s-]rated|(?:5|five)[\s-]stars?|(?:loved|trusted|used|chosen|recommended) by (?:millions|thousands|hundreds|everyone|everybody|professionals|pros|experts|athletes|celebrities|\d[\d,.]*)|everyone['’]?s favou?rite|the only (?:product|brand|app|tool|cream|serum|solution|service|company|system|device|drink|food|snack) (?:that|you|with|to|in|on)|revolutionary|one of a kind|perfect for everyone`,
  ],
};

// No claim begins with the seconds of a chapter's time: "0:00 Left on the shelf".
const FORMS = Object.entries(CLAIMS).flatMap(([kind, forms]) =>
  forms.map((form) => ({
    kind,
    form: new RegExp(`(?<![\\p{L}\\p{N}-]|\\d:)(?:${form})(?![\\p{L}\\p{N}])`, 'giu'),
  })),
);

const isClaimKind = (text: string): text is ClaimKind => text in CLAIMS;

/** What takes a claim back: "no miracle cure", "not the cheapest", "I cannot guarantee". */
const DENIAL =
  /(?<![\p{L}])(?:no|not|never|without|nor|neither|cannot|isn['’]t|aren['’]t|won['’]t|can['’]t|don['’]t|doesn['’]t|didn['’]t|nobody|less|instead of|rather than|nothing is|far from)\s+(?:\p{L}+\s+){0,2}$/iu;

/** What a denial belongs to itself: "no side effects" and "no extra cost" are claims. */
const DENYING = /^(?:no|never|without|nothing|don['’]t|do not|non)\b/iu;

/** The claims that a text makes about a product. A claim that is taken back, such as "not the cheapest", is none. */
export function claimsIn(text: string): FoundClaim[] {
  const plain = text.normalize('NFKC').replace(/[‐‑]/gu, '-');
  return FORMS.flatMap(({ kind, form }) =>
    [...plain.matchAll(form)]
      .filter((match) => DENYING.test(match[0]) || !DENIAL.test(plain.slice(0, match.index)))
      .map((match) => ({ kind: isClaimKind(kind) ? kind : ('RESULT' as const), text: match[0].trim() })),
  );
}

const WHAT_IS_MISSING: Readonly<Record<ClaimKind, string>> = {
  MEDICAL: 'a medical claim',
  CERTIFIED: 'a claim of a certificate or a property that has to be proved',
  PRICE: 'a price or an offer',
  SCARCITY: 'a claim that something is scarce',
  RESULT: 'a promise of a result',
  SUPERLATIVE: 'a superlative that needs proof',
};

/**
 * The claims of the texts that none of the request's facts has, as sentences that say so. The names of brand and product are
 * no claims, and what the request wants mentioned is what it vouches for.
 */
export function unprovenClaims(texts: readonly NamedText[], request: BriefRequest): string[] {
  const { brand, product, mustMention, facts } = request;
  const proofs = [...facts.map(textOf), ...mustMention];
  return texts.flatMap(({ field, text }) => {
    const own = [brand, product, withoutArticle(product)].reduce(
      (rest, name) => withoutName(rest, name),
      text,
    );
    const reasons = claimsIn(own)
      .filter((claim) => !proofs.some((proof) => covers(proof, claim.text)))
      .map(
        (claim) =>
          `${field} says "${claim.text}", ${WHAT_IS_MISSING[claim.kind]} that no fact of the request has: leave it out.`,
      );
    return [...new Set(reasons)];
  });
}

const textOf = ({ claim, proof }: Fact) => `${claim} ${proof ?? ''}`;

/** The text without a name where it stands as words of its own: of "20%", the brand "2" is no part. */
function withoutName(text: string, name: string): string {
  const words = name.trim().replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');
  const before = /^[\p{L}\p{N}]/u.test(name.trim()) ? '(?<![\\p{L}\\p{N}])' : '';
  const after = /[\p{L}\p{N}]$/u.test(name.trim()) ? '(?![\\p{L}\\p{N}])' : '';
  return text.replace(new RegExp(`${before}${words}${after}`, 'giu'), ' _ ');
}

/** Without the article that a sentence drops: "a night cream" is "the night cream". */
const withoutArticle = (name: string) => name.replace(/^(?:an?|the|our|my|your)\s+(?=\S)/iu, '');

const FILLERS = new Set(
  'the a an is are be it its to by of in on for and or your my our their you me with that just only up simply'.split(
    ' ',
  ),
);

/** Whether a fact has all words of a claim that matter, in whatever form. */
export function covers(fact: string, claim: string): boolean {
  const known = new Set(stemsOf(fact));
  const wanted = stemsOf(claim);
  return wanted.length > 0 && wanted.every((stem) => known.has(stem));
}

function stemsOf(text: string): string[] {
  return (foldForSearch(text).match(/[$€£%]|[\p{L}]+|\p{N}+(?:[.,]\p{N}+)*/gu) ?? [])
    .filter((word) => !FILLERS.has(word))
    .map((word) =>
      (word.length > 4 ? word.replace(/(?:ically|ally|ies|ing|ed|es|ly|en|s)$/u, '') : word).slice(0, 7),
    );
}
