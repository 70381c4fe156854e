import { AXES, type Axis, type Preference, type Rubric } from './judge.ts';
import { HELD_OUT_LIMITS, LIMITS, type Limits } from './limits.ts';
import type { Figures } from './measure.ts';

/** All that an evaluation found. */
export interface Evaluation {
  readonly writer: { readonly kind: string; readonly model: string };
  readonly figures: Figures;
  /** Of other products; null where none were asked for. */
  readonly heldOut: Figures | null;
  /** Only where a model judged. */
  readonly judged: {
    readonly judge: string;
    readonly preference: Readonly<Record<Axis, Preference>>;
    readonly rubric: Readonly<Record<keyof Rubric, number>>;
  } | null;
}

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;

interface Line {
  readonly what: string;
  readonly value: string;
  readonly limit: string;
  readonly isKept: boolean;
}

/** Each figure with its limit. */
function linesOf(figures: Figures, limits: Limits): Line[] {
  const atLeast = (what: string, value: number, limit: number): Line => ({
    what,
    value: percent(value),
    limit: `at least ${percent(limit)}`,
    isKept: value >= limit,
  });
  const atMost = (what: string, value: number, limit: number, show = percent): Line => ({
    what,
    value: show(value),
    limit: `at most ${show(limit)}`,
    isKept: value <= limit,
  });
  const cited = figures.citedOnPlatform;
  return [
    atLeast('category right', figures.categoryRight, limits.categoryRight),
    atMost('category wrong', figures.categoryWrong, limits.categoryWrong),
    atLeast('kind right', figures.kindRight, limits.kindRight),
    atMost('numbers without evidence', figures.ungroundedNumbers, limits.ungroundedNumbers, String),
    atMost('faults by the checks', figures.faults, limits.faults, String),
    atMost(
      '5-grams of captions that another product has',
      figures.repeatedInCaptions,
      limits.repeatedInCaptions,
    ),
    atMost('5-grams of hooks that another product has', figures.repeatedInHooks, limits.repeatedInHooks),
    atMost('5-grams of angles that another product has', figures.repeatedInAngles, limits.repeatedInAngles),
    atLeast('specificity of captions', figures.specificity, limits.specificity),
    cited === null
      ? { what: 'cited posts on the platform', value: 'none cited', limit: '', isKept: true }
      : atLeast(`cited posts on the platform (of ${figures.citedPosts})`, cited, limits.citedOnPlatform),
    { what: 'words of the middle caption', value: String(figures.captionWords), limit: '', isKept: true },
    atMost('the fullest caption, of what its platform takes', figures.fullestCaption, 1),
    {
      what: 'captions with a line to fill in',
      value: percent(figures.captionsWithBlanks),
      limit: '',
      isKept: true,
    },
  ];
}

/** What is beyond its limit, as sentences. */
export function brokenLimits(figures: Figures, limits: Limits = LIMITS): string[] {
  return linesOf(figures, limits)
    .filter(({ isKept }) => !isKept)
    .map(({ what, value, limit }) => `${what}: ${value}; ${limit}`);
}

/** The evaluation as Markdown. */
export function tableOf({ writer, figures, heldOut, judged }: Evaluation): string {
  const by = writer.kind === 'OFFLINE' ? 'the offline writer' : writer.model;
  const counted = (title: string, lines: readonly Line[]) =>
    [
      `| ${title} | | limit |`,
      '|---|---|---|',
      ...lines.map(({ what, value, limit }) => `| ${what} | ${value} | ${limit} |`),
    ].join('\n');
  const mechanical = [
    counted(`${figures.briefs} briefs by ${by}`, linesOf(figures, LIMITS)),
    ...(heldOut === null
      ? []
      : [counted(`${heldOut.briefs} briefs by ${by}, of other products`, linesOf(heldOut, HELD_OUT_LIMITS))]),
  ].join('\n\n');
  if (judged === null) return mechanical;
  const pairs = AXES.map((axis) => {
    const { won, lost, tied, decided, all } = judged.preference[axis];
    return `| ${axis} | ${won} : ${lost} : ${tied} | ${intervalOf(decided)} | ${intervalOf(all)} |`;
  });
  const scores = Object.entries(judged.rubric).map(([axis, score]) => `| ${axis} | ${score.toFixed(2)} |`);
  return [
    mechanical,
    [
      `| pairs, judged by ${judged.judge} | won : lost : tied | of those decided | a tie as a half |`,
      '|---|---|---|---|',
      ...pairs,
    ].join('\n'),
    ['| rubric, 1 to 5 | mean |', '|---|---|', ...scores].join('\n'),
  ].join('\n\n');
}

const intervalOf = ({ share, low, high }: Preference['all']) =>
  `${percent(share)} (${percent(low)} to ${percent(high)})`;
