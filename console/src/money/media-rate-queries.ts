import { graphql, type ResultOf } from '../graph/graphql.ts';

export const MEDIA_RATES = graphql(`
  query ConsoleMediaRates {
    mediaRates {
      platform
      currency
      perView
      perLike
      perComment
      perShare
    }
  }
`);

export const SET_MEDIA_RATE = graphql(`
  mutation ConsoleSetMediaRate($input: SetMediaRateInput!) {
    setMediaRate(input: $input) {
      mediaRate {
        platform
      }
      errors {
        message
        path
      }
    }
  }
`);

export const REMOVE_MEDIA_RATE = graphql(`
  mutation ConsoleRemoveMediaRate($platform: String!) {
    removeMediaRate(input: { platform: $platform }) {
      platform
      errors {
        message
        path
      }
    }
  }
`);

export type MediaRate = NonNullable<ResultOf<typeof MEDIA_RATES>['mediaRates']>[number];
