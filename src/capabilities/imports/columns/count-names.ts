/** What exports call a count, as normalized names: `view`, `viewCount`, `Total Views`, `Number of views`, ... */
export function countNames(one: string, many: string): string[] {
  return [
    one,
    many,
    `${one}count`,
    `${one}counts`,
    `${many}count`,
    `${one}total`,
    `${many}total`,
    `total${one}`,
    `total${many}`,
    `num${one}`,
    `num${many}`,
    `n${one}`,
    `n${many}`,
    `numberof${many}`,
    `noof${many}`,
    `countof${many}`,
    `vidn${one}`,
    `video${many}`,
    `video${one}count`,
    `post${many}`,
  ];
}

/** What exports call the average of a count. */
export function averageNames(many: string): string[] {
  return [`${many}avg`, `avg${many}`, `${many}average`, `average${many}`, `mean${many}`];
}
