import { Button, Rating, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useMutation } from 'urql';
import { formatTime } from '../../format/times.ts';
import { Failure } from '../../shell/states.tsx';
import { type Brief, RATE_BRIEF } from '../brief-queries.ts';
import styles from '../briefs.module.css';

/** The team's verdict on a brief. */
export function RatePanel({ brief: { id, rating } }: { readonly brief: Brief }) {
  const [score, setScore] = useState(rating?.score ?? 0);
  const [note, setNote] = useState(rating?.note ?? '');
  const [{ data, error, fetching }, rate] = useMutation(RATE_BRIEF);
  const kept = data?.rateBrief?.brief?.rating ?? rating;
  const refusal = data?.rateBrief?.errors[0];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void rate({ id, score, note: note.trim() === '' ? null : note.trim() });
  };
  return (
    <form className={styles.panel} onSubmit={submit} aria-labelledby="verdict">
      <h2 id="verdict">Rate this brief</h2>
      <Rating
        value={score}
        onChange={setScore}
        size="lg"
        color="lamp.5"
        aria-label="Rating from 1 (poor) to 5 (sent unchanged)"
        getSymbolLabel={(value) => (value === 1 ? '1 star' : `${value} stars`)}
      />
      <Textarea
        mt="sm"
        label="Comment"
        maxLength={2_000}
        autosize
        minRows={2}
        value={note}
        onChange={({ currentTarget }) => setNote(currentTarget.value)}
      />
      {(error !== undefined || refusal !== undefined) && (
        <Failure title="Rating could not be saved" error={error ?? new Error(refusal?.message)} />
      )}
      <div className={styles.verdict}>
        <Button type="submit" variant="default" disabled={score === 0} loading={fetching}>
          Save rating
        </Button>
        <span role="status">{kept !== null && `${kept.score} of 5, ${formatTime(kept.ratedAt)}`}</span>
      </div>
    </form>
  );
}
