import { type ClassType, Field, ObjectType } from 'type-graphql';
import { Count } from './count.type.ts';
import type { Page } from './page.ts';

@ObjectType({ description: 'Where a page of a list begins and ends.', simpleResolvers: true })
export class PageInfo {
  @Field(() => Boolean, {
    description: 'Whether there are rows after this page: ask again with after = endCursor.',
  })
  readonly hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Whether this page started after a cursor.' })
  readonly hasPreviousPage!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'The cursor of the first row; null for an empty page.',
  })
  readonly startCursor!: string | null;

  @Field(() => String, { nullable: true, description: 'The cursor of the last row; null for an empty page.' })
  readonly endCursor!: string | null;
}

/**
 * The Relay connection over a type: `NameConnection` with edges of `NameEdge`.
 * @param node the type that the list is of
 * @param name how the types are called
 * @param order in what order the rows come, for the description
 */
export function createConnectionType<Node extends object>(
  node: ClassType<Node>,
  name: string,
  order: string,
): ClassType<Page<Node>> {
  @ObjectType(`${name}Edge`, { description: `One row of a ${name}Connection.`, simpleResolvers: true })
  class Edge {
    @Field(() => node, { description: 'The row itself.' })
    readonly node!: Node;

    @Field(() => String, {
      description: 'The cursor of this row: pass it as after to get the rows that follow.',
    })
    readonly cursor!: string;
  }

  @ObjectType(`${name}Connection`, { description: `A page of a list, ${order}.`, simpleResolvers: true })
  class Connection {
    @Field(() => [Edge], { description: 'The rows of this page with their cursors.' })
    readonly edges!: Edge[];

    @Field(() => PageInfo, { description: 'Where this page begins and ends.' })
    readonly pageInfo!: PageInfo;

    readonly countAll!: Page<Node>['countAll'];

    @Field(() => [node], { description: 'The rows of this page without their cursors.' })
    nodes(): Node[] {
      return this.edges.map((edge) => edge.node);
    }

    @Field(() => Count, {
      description: 'How many rows the list has over all pages. It is counted only where it is asked for.',
    })
    totalCount(): Promise<number | bigint> {
      return this.countAll();
    }
  }

  return Connection;
}
