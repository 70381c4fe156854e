import { z } from 'zod';
import { type BriefSettings, listModels } from '../../src/capabilities/briefs/settings.ts';
import { describeError, type Finding } from './finding.ts';

const TIMEOUT_MS = 10_000;

const ModelList = z.object({ data: z.array(z.object({ id: z.string() })) });

/** Whether the model's server answers, takes the key and offers the models that are set. It costs no tokens. */
export async function checkModel(settings: BriefSettings): Promise<Finding> {
  const { apiKey, baseUrl } = settings;
  const models = listModels(settings);
  if (apiKey === undefined) {
    return { part: 'model', state: 'skip', message: 'OPENAI_API_KEY is not set: briefs are written offline' };
  }
  const fault = (message: string, remedy: string): Finding => ({
    part: 'model',
    state: 'fault',
    message,
    remedy,
  });
  try {
    const response = await fetch(`${baseUrl.replace(/\/$/, '')}/models`, {
      headers: { authorization: `Bearer ${apiKey}` },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const { status } = response;
    if (status === 401 || status === 403)
      return fault(`${baseUrl} refuses the key (${status}).`, 'Put a valid key into OPENAI_API_KEY.');
    const list = ModelList.safeParse(await response.json().catch(() => undefined));
    if (!response.ok || !list.success) {
      return fault(
        `${baseUrl}/models answers ${status}${response.ok ? ', but with no list of models' : ''}.`,
        'Correct OPENAI_BASE_URL: most servers want it to end in /v1.',
      );
    }
    const offered = new Set(list.data.data.map(({ id }) => id));
    const missing = models.filter((model) => !offered.has(model));
    if (missing.length === 0)
      return { part: 'model', state: 'ok', message: `${baseUrl} offers ${models.join(', ')}` };
    return {
      part: 'model',
      state: 'warn',
      message: `${baseUrl} does not list ${missing.join(', ')}.`,
      remedy:
        'Correct BRIEF_MODEL and BRIEF_FALLBACK_MODELS, unless the server takes models that it does not list.',
    };
  } catch (error) {
    return fault(
      `${baseUrl} does not answer: ${describeError(error)}.`,
      'Start the server, or correct OPENAI_BASE_URL; until then no brief is written by a model.',
    );
  }
}
