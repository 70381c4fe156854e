import type { BriefEvent, BriefInput } from '../brief-queries.ts';
import type { BriefForm } from '../brief-search.ts';

/** A tool that the agent called. */
export interface Step {
  readonly tool: string;
  readonly state: 'running' | 'done' | 'failed';
  readonly summary: string | null;
}

/** What has come of a brief that is being written. */
export interface Writing {
  readonly steps: readonly Step[];
  /** The caption as far as it has grown. */
  readonly text: string;
}

export const BEGUN: Writing = { steps: [], text: '' };

/** What each tool does, in the words of somebody who watches. */
export const TOOL_WORDS: Readonly<Record<string, string>> = {
  TREND_FETCHER: 'Hashtags and trends',
  PERSONA_CLASSIFIER: 'Persona',
  TOP_PERFORMERS: 'Your top performers',
  CREATIVE_ANGLE: 'Creative angle',
};

/** The writing after one more event. */
export function afterEvent(writing: Writing, event: BriefEvent): Writing {
  switch (event.__typename) {
    case 'BriefToolStarted':
      return {
        ...writing,
        steps: [...writing.steps, { tool: event.tool, state: 'running', summary: null }],
      };
    case 'BriefToolFinished': {
      const at = writing.steps.findIndex(({ tool, state }) => tool === event.tool && state === 'running');
      const ended: Step = {
        tool: event.tool,
        state: event.summary === null ? 'failed' : 'done',
        summary: event.summary,
      };
      return { ...writing, steps: writing.steps.map((step, index) => (index === at ? ended : step)) };
    }
    case 'BriefText':
      return { ...writing, text: event.text };
    case 'BriefFinished':
      return writing;
  }
}

/** A form as the graph takes it: what was left blank is not said. */
export function toInput(form: BriefForm, refresh: boolean): BriefInput {
  const { brand, product, goal, platform, locale } = form;
  const optional = (text: string) => (text.trim() === '' ? null : text.trim());
  const lines = (text: string) =>
    text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
  return {
    brand: brand.trim(),
    product: product.trim(),
    goal,
    platform,
    campaignId: optional(form.campaignId),
    audience: optional(form.audience),
    tone: optional(form.tone),
    locale: optional(locale) ?? 'en',
    mustMention: lines(form.mustMention),
    mustAvoid: lines(form.mustAvoid),
    refresh,
  };
}
