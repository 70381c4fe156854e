import type { BriefEvent } from '../brief-queries.ts';

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
  /** Which of the variants is written, from 0. */
  readonly variant: number;
  /** How many were asked for. */
  readonly variants: number;
}

/** Nothing yet of one of so many variants. */
export function begin(variants: number, variant = 0): Writing {
  return { steps: [], text: '', variant, variants };
}

/** What each tool does, in the words of somebody who watches. */
export const TOOL_WORDS: Readonly<Record<string, string>> = {
  TREND_FETCHER: 'Hashtags and trends',
  CREATIVE_DIRECTION: 'Personas and angles',
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
      return begin(writing.variants, writing.variant + 1);
  }
}
