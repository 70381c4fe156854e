import type { BriefDraft, BriefRequest, WrittenBrief } from '../serving/brief.ts';
import { MOST_REMEMBERED, toldIn } from '../serving/variant.ts';
import type { EvaluationInput } from './evaluation-inputs.ts';
import {
  type Ask,
  AXES,
  type Axis,
  barePrompt,
  comparePair,
  countVerdicts,
  type Rubric,
  readable,
  scoreBrief,
  type Verdict,
} from './judge.ts';
import { type EvaluatedBrief, measureBriefs } from './measure.ts';
import type { Evaluation } from './report.ts';

export interface EvaluateDeps {
  readonly inputs: readonly EvaluationInput[];
  /** Requests that nothing was written for, counted beside the others and never judged. */
  readonly heldOut?: readonly EvaluationInput[];
  /** @param told what the briefs before it tell, as a server would have kept them for its team; see toldIn */
  write(request: BriefRequest, told: readonly string[]): Promise<WrittenBrief>;
  /** The model that is compared with itself and that judges; undefined: only what can be counted is. */
  readonly ask?: { readonly model: string; readonly ask: Ask } | undefined;
  /** Told after each brief. */
  onProgress?(done: number, of: number): void;
}

/** Writes every brief, one after the other, counts what can be counted, and has pairs judged where a model is given. */
export async function evaluateBriefs({
  inputs,
  heldOut = [],
  write,
  ask,
  onProgress,
}: EvaluateDeps): Promise<Evaluation> {
  const all: EvaluatedBrief[] = [];
  let writer: Evaluation['writer'] = { kind: 'OFFLINE', model: 'offline' };
  for (const asked of [...inputs, ...heldOut]) {
    const brief = await write(
      asked.request,
      all.slice(-MOST_REMEMBERED).flatMap((before) => toldIn(before.brief)),
    );
    writer = brief.writer;
    all.push({ asked, brief });
    onProgress?.(all.length, inputs.length + heldOut.length);
  }
  const evaluated = all.slice(0, inputs.length);
  return {
    writer: { kind: writer.kind, model: writer.model },
    figures: measureBriefs(evaluated),
    heldOut: heldOut.length === 0 ? null : measureBriefs(all.slice(inputs.length)),
    judged: ask === undefined ? null : { judge: ask.model, ...(await judgeAll(ask.ask, evaluated)) },
  };
}

async function judgeAll(ask: Ask, evaluated: readonly EvaluatedBrief[]) {
  const verdicts: Record<Axis, Verdict>[] = [];
  const rubrics: Rubric[] = [];
  for (const { asked, brief } of evaluated) {
    const ours = readable(brief satisfies BriefDraft);
    const other = await ask(barePrompt(asked.request));
    verdicts.push(await comparePair(ask, asked.request, ours, other));
    rubrics.push(await scoreBrief(ask, asked.request, ours));
  }
  const preferenceOf = (axis: (typeof AXES)[number]) =>
    countVerdicts(verdicts.map((verdict) => verdict[axis]));
  const meanOf = (axis: keyof Rubric) =>
    rubrics.reduce((sum, rubric) => sum + rubric[axis], 0) / Math.max(1, rubrics.length);
  return {
    preference: {
      posted: preferenceOf('posted'),
      strategy: preferenceOf('strategy'),
      whole: preferenceOf('whole'),
    },
    rubric: {
      usable: meanOf('usable'),
      fit: meanOf('fit'),
      strategy: meanOf('strategy'),
      platform: meanOf('platform'),
      creative: meanOf('creative'),
    },
  };
}
