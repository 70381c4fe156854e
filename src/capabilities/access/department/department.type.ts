import { type ClassType, Ctx, Field, FieldResolver, ID, ObjectType, Resolver, Root } from 'type-graphql';
import { createConnectionType } from '../../../platform/graph/connection.type.ts';
import { DateTime } from '../../../platform/graph/date-time.type.ts';
import { createNodeIdResolver, Node } from '../../../platform/graph/node.type.ts';
import { BY_CREATION, BY_NAME, createOrderType } from '../../../platform/graph/order.type.ts';
import { createPayloadType } from '../../../platform/graph/payload.ts';
import type { AccessContext } from '../viewer/context.ts';
import type { Department } from './department.ts';

@ObjectType('Department', {
  implements: [Node],
  description: 'A part of an organization. A role in it also applies in every department below it.',
})
export class DepartmentType {
  @Field(() => ID, { description: 'The id.' })
  readonly id!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The parent department; null: directly below the organization.',
  })
  readonly parentId!: string | null;

  @Field(() => String, {
    description: 'The name, unique within its parent.',
  })
  readonly name!: string;

  @Field(() => DateTime, { description: 'When it was made.' })
  readonly createdAt!: Date;
}

export const DepartmentConnection = createConnectionType(
  DepartmentType,
  'Department',
  'in the order that was asked for',
);
export const DepartmentOrderEnum = createOrderType('DepartmentOrder', 'How departments are ordered.', {
  ...BY_NAME,
  ...BY_CREATION,
});

export const DepartmentNodeIdResolver = createNodeIdResolver(
  DepartmentType,
  'Department',
  ({ id }: DepartmentType) => [id],
);

/** The resolver class that gives the objects of a type the department that stands in their departmentId. */
export function createDepartmentResolver(
  type: ClassType,
  description: string,
): new (
  ...deps: readonly unknown[]
) => object {
  @Resolver(() => type)
  class DepartmentOfResolver {
    @FieldResolver(() => DepartmentType, { nullable: true, description })
    async department(
      @Ctx() { access }: AccessContext,
      @Root() { departmentId }: { readonly departmentId: string | null },
    ): Promise<Department | undefined> {
      return departmentId === null ? undefined : access.departments.load(departmentId);
    }
  }
  return DepartmentOfResolver;
}

const DEPARTMENT = {
  department: { type: () => DepartmentType, description: 'The department as it is now;' },
} as const;

export const CreateDepartmentPayload = createPayloadType('CreateDepartmentPayload', DEPARTMENT);
export const RenameDepartmentPayload = createPayloadType('RenameDepartmentPayload', DEPARTMENT);
export const MoveDepartmentPayload = createPayloadType('MoveDepartmentPayload', DEPARTMENT);

export const DeleteDepartmentPayload = createPayloadType('DeleteDepartmentPayload', {
  departmentId: { type: () => ID, description: 'The id that is gone;' },
});
