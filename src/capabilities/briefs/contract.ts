/**
 * What commands build on without the graph: a request, the writers, the prompt that a model would see, and a brief's two faces.
 */
export { describePrompt, recordPrompt } from './agent/record-prompt.ts';
export { refuseRequest } from './checks/refusals.ts';
export { faceForCreator, faceForManager } from './plan/faces.ts';
export { createShortlist } from './plan/shortlist.ts';
export { GOALS, PLATFORMS } from './serving/brief.ts';
export { checkBriefRequest } from './serving/brief-request.ts';
export { createWriters } from './serving/writers.ts';
export { briefSettings } from './settings.ts';
export { NO_RESULTS } from './tools/no-results.ts';
export { scopeOf, type TeamResults } from './tools/team-results.ts';
