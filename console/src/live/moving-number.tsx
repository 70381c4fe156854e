import { useReducedMotion } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';

const DURATION = 700;

interface MovingNumberProps {
  readonly value: number;
  format(value: number): string;
}

/** A number that runs to its next value; for those who would rather have less motion, it is there at once. */
export function MovingNumber({ value, format }: MovingNumberProps) {
  const isStill = useReducedMotion();
  const [shown, setShown] = useState(value);
  const place = useRef(value);
  useEffect(() => {
    const start = place.current;
    const show = (next: number) => {
      place.current = next;
      setShown(next);
    };
    if (isStill || start === value) return show(value);
    const begun = performance.now();
    let frame = requestAnimationFrame(function move(now) {
      const part = Math.min(1, Math.max(0, now - begun) / DURATION);
      show(part === 1 ? value : start + (value - start) * (1 - (1 - part) ** 3));
      if (part < 1) frame = requestAnimationFrame(move);
    });
    return () => cancelAnimationFrame(frame);
  }, [value, isStill]);
  return <>{format(shown)}</>;
}
