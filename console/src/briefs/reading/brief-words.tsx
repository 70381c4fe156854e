import { Button, CopyButton } from '@mantine/core';
import type { Brief } from '../brief-queries.ts';
import styles from '../briefs.module.css';

/** What the creator is told besides the words to publish. */
export function BriefWords({ brief }: { readonly brief: Brief }) {
  const { creativeAngle, hookIdeas, persona, cta, tone, disclosure } = brief;
  return (
    <section className={styles.panel} aria-labelledby="words">
      <div className={styles.panelHead}>
        <h2 id="words">For the creator</h2>
        <CopyButton value={writeOut(brief)} timeout={2_000}>
          {({ copied, copy }) => (
            <Button size="compact-sm" variant="default" onClick={copy}>
              {copied ? 'Copied' : 'Copy all'}
            </Button>
          )}
        </CopyButton>
      </div>
      <h3>Creative angle</h3>
      <p>{creativeAngle}</p>
      <h3>Hook ideas</h3>
      <ol className={styles.hooks}>
        {hookIdeas.map((hook) => (
          <li key={hook}>{hook}</li>
        ))}
      </ol>
      <dl className={styles.facts}>
        <div>
          <dt>Persona</dt>
          <dd>
            <b>{persona.name}.</b> {persona.description}
          </dd>
        </div>
        <div>
          <dt>Call to action</dt>
          <dd>{cta}</dd>
        </div>
        <div>
          <dt>Tone</dt>
          <dd>{tone}</dd>
        </div>
        <div>
          <dt>Disclosure</dt>
          <dd>{disclosure}</dd>
        </div>
      </dl>
    </section>
  );
}

function writeOut({
  request,
  caption,
  hashtags,
  hookIdeas,
  persona,
  creativeAngle,
  cta,
  tone,
  disclosure,
}: Brief) {
  return [
    `${request.brand}: ${request.product}`,
    `Caption\n${caption}\n\n${hashtags.join(' ')}`,
    `Angle\n${creativeAngle}`,
    `Hooks\n${hookIdeas.map((hook) => `- ${hook}`).join('\n')}`,
    `Persona\n${persona.name}. ${persona.description}`,
    `Call to action\n${cta}`,
    `Sounds\n${tone}`,
    `Label\n${disclosure}`,
  ].join('\n\n');
}
