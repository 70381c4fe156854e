import { graphql, type ResultOf } from '../graph/graphql.ts';

const AMOUNT_FIELDS = graphql(`
  fragment AmountFields on MoneyFigure @_unmask {
    value {
      amount
      currency
    }
    unknownBecause
    currencies
    postCount
    postShare
  }
`);

const RATIO_FIELDS = graphql(`
  fragment RatioFields on RatioFigure @_unmask {
    value
    unknownBecause
    currencies
    postCount
    postShare
  }
`);

/** What is shown of money, wherever it stands. */
export const MONEY_FIELDS = graphql(
  `
  fragment MoneyFields on MoneyFigures @_unmask {
    cost {
      ...AmountFields
    }
    revenue {
      ...AmountFields
    }
    cpm {
      ...AmountFields
    }
    cpe {
      ...AmountFields
    }
    cpc {
      ...AmountFields
    }
    cpa {
      ...AmountFields
    }
    roas {
      ...RatioFields
    }
    emv {
      ...AmountFields
    }
  }
`,
  [AMOUNT_FIELDS, RATIO_FIELDS],
);

export type Money = ResultOf<typeof MONEY_FIELDS>;

/** One figure, of which it is not said here whether it is an amount or a ratio. */
export type MoneyFigure = Money['cost'] | Money['roas'];
