/** All that briefs need of LangChain, in one module to be loaded when the first one is written. */
export { DEFAULT_RETRIES } from './model-calls.ts';
export { NO_WATCH } from './model-watch.ts';
export { connectModels, createOfflineModel } from './models.ts';
export { writeBrief } from './write-brief.ts';
