/** What a client takes as an answer, of the two that there are. */
export interface AcceptedTypes {
  readonly json: boolean;
  readonly events: boolean;
}

const EVENTS = 'text/event-stream';
const JSON_TYPES: ReadonlySet<string> = new Set([
  'application/json',
  'application/graphql-response+json',
  'application/*',
  '*/*',
]);

/** Reads an Accept header. Events are taken where they are named: who takes anything expects JSON. */
export function readAcceptedTypes(accept = ''): AcceptedTypes {
  if (accept === '') return { json: true, events: false };
  const types = accept.split(',').flatMap((range) => {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    return parameters.some((parameter) => /^q=0(?:\.0*)?$/.test(parameter)) ? [] : [type];
  });
  return { json: types.some((type) => JSON_TYPES.has(type)), events: types.includes(EVENTS) };
}
