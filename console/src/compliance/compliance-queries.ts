import { graphql, type ResultOf } from '../graph/graphql.ts';
import type { Connection } from '../graph/use-connection.ts';
import { POST_FIELDS, type Post } from '../influencer/post-fields.ts';

/** How many posts say that they are paid for. */
export const DISCLOSURE = graphql(`
  query ConsoleDisclosure($campaignId: ID!, $country: String) {
    campaign(id: $campaignId) {
      id
      disclosure(country: $country) {
        disclosedCount
        undisclosedCount
        unknownCount
        notNeededCount
      }
    }
  }
`);

/** Those that do not. */
export const UNDISCLOSED = graphql(
  `
  query ConsoleUndisclosed($campaignId: ID!, $country: String, $after: String) {
    campaign(id: $campaignId) {
      id
      disclosure(country: $country) {
        undisclosedPosts(first: 50, after: $after) {
          edges {
            node {
              finding
              foundLabels
              rule {
                acceptedLabels
                place
                source
              }
              post {
                influencerId
                ...PostFields
              }
            }
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
      }
    }
  }
`,
  [POST_FIELDS],
);

type UndisclosedPage = NonNullable<
  NonNullable<NonNullable<ResultOf<typeof UNDISCLOSED>['campaign']>['disclosure']>['undisclosedPosts']
>;
type Undisclosed = UndisclosedPage['edges'][number]['node'];

/** A post with what its caption lacks. */
export type UndisclosedRow = Post &
  Pick<Undisclosed, 'finding' | 'foundLabels' | 'rule'> & {
    readonly influencerId: string;
  };

/** A page of them, each with its post in its row. */
export function toRows({ edges, pageInfo }: UndisclosedPage): Connection<UndisclosedRow> {
  return {
    pageInfo,
    edges: edges.map(({ node: { post, ...others } }) => ({ node: { ...post, ...others } })),
  };
}
