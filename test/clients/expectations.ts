import { expect } from 'vitest';
import { REQUEST_ID } from './operations.ts';

interface ReadableError {
  readonly message: string;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

/** A mutation of three parts whose second and third failed keeps what the first made. */
export function expectTokenKept(data: unknown, errors: readonly ReadableError[] | undefined): void {
  expect(data).toMatchObject({
    createApiToken: { token: expect.stringMatching(/^mq_api_/), errors: [] },
    revokeApiToken: { errors: [{ code: 'NOT_FOUND', path: ['input', 'id'] }] },
    generateBrief: null,
  });
  expectErrors(errors, 'BRIEF_REJECTED');
}

/** There is one error, with its code, its request and a sentence. */
export function expectErrors(errors: readonly ReadableError[] | undefined, code: string): void {
  expect(errors).toHaveLength(1);
  const [error] = errors ?? [];
  expect(error?.extensions).toMatchObject({ code, requestId: expect.stringMatching(REQUEST_ID) });
  expect(error?.message).toMatch(/^\S.+\.$/s);
}

/** A brief was followed from its first tool to itself, and the stream has ended. */
export function expectBriefFollowed(events: readonly { readonly __typename: string }[]): void {
  const names = events.map(({ __typename }) => __typename);
  expect(names[0]).toBe('BriefToolStarted');
  expect(names).toContain('BriefToolFinished');
  expect(names.at(-1)).toBe('BriefFinished');
  expect(names.filter((name) => name === 'BriefFinished')).toHaveLength(1);
}
