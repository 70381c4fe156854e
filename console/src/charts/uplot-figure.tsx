import { Skeleton } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import type uPlot from 'uplot';
import './uplot.css';
import styles from './plot-figure.module.css';

type UplotLibrary = typeof uPlot;

/** How a chart looks and what it answers to; its size and its data come apart, for they change. */
export type UplotDesign = Omit<uPlot.Options, 'width' | 'height'>;

interface UplotFigureProps {
  /** What the picture shows, in a sentence: it stands for the picture where that is not seen. */
  readonly label: string;
  readonly height: number;
  readonly data: uPlot.AlignedData;
  /** Begins the chart anew where it is another function. */
  design(library: UplotLibrary, stage: HTMLElement): UplotDesign;
}

/** A chart whose data change often, by uPlot: drawn on a canvas that is kept. The library is loaded when the first of them is needed. */
export function UplotFigure({ label, height, data, design }: UplotFigureProps) {
  const { ref: frame, width } = useElementSize<HTMLDivElement>();
  const stage = useRef<HTMLDivElement>(null);
  const [library, setLibrary] = useState<UplotLibrary>();
  const [chart, setChart] = useState<uPlot>();
  const isMeasured = width > 0;

  useEffect(() => {
    void import('uplot').then((module) => setLibrary(() => module.default));
  }, []);

  useEffect(() => {
    const element = stage.current;
    if (library === undefined || element === null || !isMeasured) return;
    const made = new library(
      { ...design(library, element), width: element.clientWidth, height },
      undefined,
      element,
    );
    setChart(made);
    return () => {
      setChart(undefined);
      made.destroy();
    };
  }, [library, isMeasured, height, design]);

  useEffect(() => chart?.setData(data), [chart, data]);

  useEffect(() => chart?.setSize({ width: Math.floor(width), height }), [chart, width, height]);

  useEffect(() => chart && onNewColors(() => chart.setData(chart.data)), [chart]);

  return (
    <figure ref={frame} className={styles.figure} style={{ minHeight: height }}>
      {library === undefined && <Skeleton height={height} radius="md" />}
      <div ref={stage} role="img" aria-label={label} className={styles.canvas} />
    </figure>
  );
}

/** Calls back when the page turns light or dark, also for paper: a canvas does not follow by itself. */
function onNewColors(draw: () => void): () => void {
  const scheme = new MutationObserver(draw);
  scheme.observe(document.documentElement, { attributeFilter: ['data-mantine-color-scheme'] });
  const paper = window.matchMedia('print');
  paper.addEventListener('change', draw);
  return () => {
    scheme.disconnect();
    paper.removeEventListener('change', draw);
  };
}
