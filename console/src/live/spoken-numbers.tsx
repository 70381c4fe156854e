import { VisuallyHidden } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { countOf, formatRate } from '../format/numbers.ts';
import type { LiveNumbers } from './live-queries.ts';

/** Numbers that move each second would talk over everything else. */
const SPOKEN_AT_MOST_EVERY = 15_000;

interface SpokenNumbersProps {
  /** Over which time they are. */
  readonly window: string;
  readonly numbers: LiveNumbers;
}

/** Tells a screen reader the numbers in a sentence: at first, and then now and then where they have changed. */
export function SpokenNumbers({ window, numbers }: SpokenNumbersProps) {
  const sentence = describe(window, numbers);
  const [spoken, setSpoken] = useState('');
  const spokenAt = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    if (sentence === spoken) return;
    const wait = Math.max(0, spokenAt.current + SPOKEN_AT_MOST_EVERY - performance.now());
    const waiting = setTimeout(() => {
      spokenAt.current = performance.now();
      setSpoken(sentence);
    }, wait);
    return () => clearTimeout(waiting);
  }, [sentence, spoken]);
  return (
    <VisuallyHidden role="status" aria-label="Live numbers">
      {spoken}
    </VisuallyHidden>
  );
}

function describe(window: string, numbers: LiveNumbers): string {
  const { views, interactions, engagementRate, clicks, couponUses, conversions } = numbers;
  const rate = engagementRate === null ? '' : `, an engagement rate of ${formatRate(engagementRate)}`;
  return `${window}: ${countOf(views, 'view')}, ${countOf(interactions, 'interaction')}${rate}, ${countOf(clicks, 'click')}, ${countOf(couponUses, 'coupon use')} and ${countOf(conversions, 'conversion')}.`;
}
