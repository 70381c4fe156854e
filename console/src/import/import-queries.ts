import { graphql, type ResultOf } from '../graph/graphql.ts';

export const IMPORTS = graphql(`
  query ConsoleImports($after: String) {
    imports(first: 50, after: $after) {
      edges {
        node {
          id
          source
          status
          createdAt
          readCount
          loadedCount
          rejectedCount
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export const IMPORT = graphql(`
  query ConsoleImport($id: ID!) {
    import(id: $id) {
      id
      source
      status
      code
      createdAt
      finishedAt
      readCount
      loadedCount
      rejectedCount
      supersededCount
      progress {
        readCount
        rejectedCount
      }
      header
      message
      departmentId
      overlappingCount
      columns {
        name
        field
        nearest
        numberFormat
      }
      rejectedByCode {
        code
        rowCount
        example {
          line
          column
          message
          advice {
            sentence
            option
          }
        }
      }
    }
  }
`);

export const REJECTED_ROWS = graphql(`
  query ConsoleRejectedRows($id: ID!, $after: String) {
    import(id: $id) {
      rejectedRows(first: 100, after: $after) {
        edges {
          node {
            line
            byteOffset
            raw
            cells
            column
            code
            message
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`);

export type Import = NonNullable<ResultOf<typeof IMPORT>['import']>;
export type ListedImport = NonNullable<ResultOf<typeof IMPORTS>['imports']>['edges'][number]['node'];
type RejectedPage = NonNullable<NonNullable<ResultOf<typeof REJECTED_ROWS>['import']>['rejectedRows']>;
export type RejectedRow = RejectedPage['edges'][number]['node'];
