import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Config } from '../../../config.ts';
import { answerNotFound } from '../errors/answer-error.ts';
import { isBrowserVisit } from '../graphql/playground.ts';

/** What the page's build leaves in its index.html for the server to fill in. */
const NONCE = '{{nonce}}';
const PLAYGROUND = '{{playground}}';
const SIGN_IN = '{{sign-in}}';

const NONCE_BYTES = 16;

/** A page that was built into a folder: `index.html`, and `assets/` whose names change with their content. */
export interface WebPage {
  readonly folder: string;
  /** Who else lets people in, by the names that stand in /auth/NAME. */
  readonly signInWith?: readonly string[];
}

/** Whether a page stands ready in its folder. */
export function isBuilt({ folder }: Pick<WebPage, 'folder'>): boolean {
  return existsSync(join(folder, 'index.html'));
}

/** What the page's build leaves for the playground; empty where the page was built without. */
export async function readPlaygroundScript({ folder }: Pick<WebPage, 'folder'>): Promise<string> {
  const path = join(folder, 'playground.js');
  return existsSync(path) ? readFile(path, 'utf8') : '';
}

/**
 * Serves a page at `/` and at every address that no other route has, since its own addresses are made in the browser.
 * A program that asks there is told that there is nothing.
 */
export function serveWebPage({ folder, signInWith = [] }: WebPage, config: Pick<Config, 'playground'>) {
  return async (scope: FastifyInstance): Promise<void> => {
    await scope.register(fastifyStatic, {
      root: join(folder, 'assets'),
      prefix: '/assets/',
      index: false,
      immutable: true,
      maxAge: '1y',
      // The build compressed each file once, as far as that goes.
      preCompressed: true,
    });
    scope.get('/*', async (request, reply) => {
      if (!isBrowserVisit(request)) return answerNotFound(request, reply);
      // Read at each visit: a page that is built anew beside a running server names other assets.
      const html = await readFile(join(folder, 'index.html'), 'utf8');
      return sendPage(
        reply,
        html.replaceAll(PLAYGROUND, config.playground).replaceAll(SIGN_IN, signInWith.join(',')),
      );
    });
  };
}

function sendPage(reply: FastifyReply, html: string): FastifyReply {
  const nonce = randomBytes(NONCE_BYTES).toString('base64url');
  return reply
    .header('content-security-policy', policyWith(nonce))
    .header('referrer-policy', 'same-origin')
    .header('cross-origin-opener-policy', 'same-origin')
    .header('cache-control', 'no-store')
    .header('vary', 'accept')
    .type('text/html; charset=utf-8')
    .send(html.replaceAll(NONCE, nonce));
}

function policyWith(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
