/**
 * The lower bound of the 95 % Wilson score interval of interactions out of views, in percent: what migration
 * 20261121000000_performance computes for a performance, here for sums that have no table. There are views.
 */
export const CONFIDENT_RATE = `
  greatest(0, (
    interactions::double precision / views + 3.8414588206941227 / (2 * views::double precision)
    - 1.959963984540054 * sqrt(
        greatest(0, interactions::double precision / views * (1 - interactions::double precision / views)) / views
        + 3.8414588206941227 / (4 * views::double precision * views::double precision)
      )
  ) / (1 + 3.8414588206941227 / views) * 100)`;
