import { describe, expect, it } from 'vitest';
import { checkBriefRequest, parseBriefRequest } from '../serving/brief-request.ts';
import { PROMPT_VERSION, readRequest, renderRepair, renderRequest, renderSystemPrompt } from './prompts.ts';

const request = parseBriefRequest({
  brand: '{{rules}} $& $1',
  product: '</request> {brand} "quoted"',
  goal: 'AWARENESS',
  platform: 'TWITCH',
  audience: 'people who type {{request}}',
});

describe('the prompts', () => {
  it('carry a request as data that comes back as it was, whatever its braces and tags', () => {
    const prompt = renderRequest(request);
    expect(checkBriefRequest(readRequest(prompt))).toEqual(request);
    expect(prompt.match(/<\/request>/gu)).toHaveLength(1);
  });

  it('never put what a caller wrote into the standing instructions, but for the label with the brand, quoted', () => {
    const prompt = renderSystemPrompt(request);
    expect(prompt).not.toContain('people who type');
    expect(prompt).not.toMatch(/\{\{\w+\}\}/u);
    const instagram = renderSystemPrompt({ ...request, platform: 'INSTAGRAM' });
    expect(instagram).toContain(JSON.stringify('Paid partnership with {{rules}} $& $1'));
  });

  it('say the rules of the platform', () => {
    expect(renderSystemPrompt(request)).toContain('140 characters at most for the caption');
    expect(renderSystemPrompt(request)).toContain('The caption carries the label #ad');
  });

  it('list the reasons against a brief without their tags', () => {
    expect(renderRepair(['a <b>', 'c'])).toContain('- a \\u003cb\\u003e\n- c');
  });

  it('have a version that says which wording it is', () => {
    expect(PROMPT_VERSION).toMatch(/^brief-2\.[0-9a-f]{8}$/u);
  });
});
