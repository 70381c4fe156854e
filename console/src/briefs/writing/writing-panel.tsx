import { Button, Loader } from '@mantine/core';
import { Check, CircleAlert } from 'lucide-react';
import styles from '../briefs.module.css';
import { keysOf } from '../row-keys.ts';
import { type Step, TOOL_WORDS, type Writing } from './writing.ts';

/** The agent's steps as they happen, and the caption as it grows. */
export function WritingPanel({ writing, onStop }: { readonly writing: Writing; onStop(): void }) {
  const { steps, text, variant, variants } = writing;
  // A tool may be called twice.
  const keys = keysOf(steps.map(({ tool }) => tool));
  return (
    <section className={styles.writing} aria-label="The brief is being written">
      <ol className={styles.steps} aria-live="polite">
        {steps.map((step, index) => (
          <StepLine key={keys[index]} step={step} />
        ))}
        <li data-state="running">
          <Loader size={16} aria-hidden />
          <span>
            <b>
              {text === '' ? 'Thinking' : 'Writing'}
              {variants > 1 && `, variant ${variant + 1} of ${variants}`}
            </b>
          </span>
        </li>
      </ol>
      <blockquote className={styles.growing} data-empty={text === ''}>
        {text === '' ? 'The caption appears here.' : text}
      </blockquote>
      <Button variant="default" onClick={onStop}>
        Stop
      </Button>
    </section>
  );
}

function StepLine({ step: { tool, state, summary } }: { readonly step: Step }) {
  return (
    <li data-state={state}>
      {state === 'running' && <Loader size={16} aria-hidden />}
      {state === 'done' && <Check size={16} aria-label="done" />}
      {state === 'failed' && <CircleAlert size={16} aria-label="failed" />}
      <span>
        <b>{TOOL_WORDS[tool] ?? tool}</b>
        {summary !== null && <span className={styles.summary}>{summary}</span>}
      </span>
    </li>
  );
}
