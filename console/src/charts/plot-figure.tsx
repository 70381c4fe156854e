import { Skeleton } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useIsPrinting } from '../shell/use-is-printing.ts';
import { type ChartData, ChartTable } from './chart-table.tsx';
import styles from './plot-figure.module.css';

type PlotLibrary = typeof import('@observablehq/plot');
type Drawing = ReturnType<PlotLibrary['plot']>;

interface PlotFigureProps {
  /** What the picture shows, in a sentence: it stands for the picture where that is not seen. */
  readonly label: string;
  /** How high it is about to be, so that nothing jumps when it comes. */
  readonly height: number;
  /** The same as a table, which the keyboard reaches. */
  readonly data: ChartData;
  draw(Plot: PlotLibrary, width: number): Drawing;
  /** Called with the datum that was chosen by a click. */
  onChoose?(datum: unknown): void;
}

/** How wide a chart is on a sheet of A4 between its margins, in pixels: drawn for a desk, its words would be too small there. */
const PAPER_WIDTH = 660;

/** A chart by Observable Plot, which is loaded when the first of them is needed. */
export function PlotFigure({ label, height, data, draw, onChoose }: PlotFigureProps) {
  const { ref: frame, width } = useElementSize<HTMLDivElement>();
  const stage = useRef<HTMLDivElement>(null);
  const isPrinting = useIsPrinting();
  const [library, setLibrary] = useState<PlotLibrary>();

  useEffect(() => {
    void import('@observablehq/plot').then(setLibrary);
  }, []);

  // Before the browser paints, or takes the page to print it.
  useLayoutEffect(() => {
    if (library === undefined || width === 0) return;
    const drawing = draw(library, isPrinting ? PAPER_WIDTH : Math.floor(width));
    // Plot's own style element would need the nonce: its few rules stand in plot-figure.module.css.
    for (const style of drawing.querySelectorAll('style')) style.remove();
    // The stage has the label; Plot's own would be read out mark by mark.
    drawing.setAttribute('aria-hidden', 'true');
    const choose = () => {
      if (drawing.value !== null && drawing.value !== undefined) onChoose?.(drawing.value);
    };
    drawing.addEventListener('click', choose);
    stage.current?.replaceChildren(drawing);
    return () => {
      drawing.removeEventListener('click', choose);
      drawing.remove();
    };
  }, [library, width, isPrinting, draw, onChoose]);

  return (
    <>
      <figure ref={frame} className={styles.figure} style={{ minHeight: height }}>
        {library === undefined && <Skeleton height={height} radius="md" />}
        <div
          ref={stage}
          role="img"
          aria-label={label}
          className={styles.stage}
          data-choosable={onChoose !== undefined}
        />
      </figure>
      <ChartTable data={data} />
    </>
  );
}
