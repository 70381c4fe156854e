import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import { checkPageLength, type Page } from '../../../platform/graph/page.ts';
import { INPUT, type Payload, toPayload } from '../../../platform/graph/payload.ts';
import type { AccessDeps } from '../deps.ts';
import { Allows } from '../rules/operation-rules.ts';
import type { AccessContext } from '../viewer/context.ts';
import {
  CreateDepartmentInput,
  DeleteDepartmentInput,
  MoveDepartmentInput,
  RenameDepartmentInput,
} from './department.inputs.ts';
import {
  createDepartment,
  type Department,
  deleteDepartment,
  listDepartments,
  moveDepartment,
  renameDepartment,
  requireDepartment,
} from './department.ts';
import { DeleteDepartmentPayload, DepartmentConnection, DepartmentType } from './department.type.ts';

const ID_OF_DEPARTMENT = { description: 'The department.' };

import {
  CreateDepartmentPayload,
  MoveDepartmentPayload,
  RenameDepartmentPayload,
} from './department.type.ts';

@Resolver()
export class DepartmentResolver {
  readonly #deps: AccessDeps;

  constructor(deps: AccessDeps) {
    this.#deps = deps;
  }

  @Allows('READ', 'DEPARTMENT')
  @Query(() => DepartmentType, {
    nullable: true,
    description: 'One department. null, with a NOT_FOUND error, where there is none, or it may not be seen.',
  })
  async department(
    @Ctx() context: AccessContext,
    @Arg('id', () => ID, ID_OF_DEPARTMENT) id: string,
  ): Promise<Department> {
    return requireDepartment(context, id);
  }

  @Allows('READ', 'DEPARTMENT')
  @Query(() => DepartmentConnection, { description: 'The departments that the viewer may see.' })
  async departments(
    @Ctx() { viewer, database }: AccessContext,
    @Arg('first', () => Int, { nullable: true, defaultValue: 50, description: 'How many, from 1 to 100.' })
    first: number,
    @Arg('after', () => String, { nullable: true, description: 'Returns the rows after this cursor.' }) after:
      | string
      | null,
    @Arg('parentId', () => ID, {
      nullable: true,
      description: 'Only those directly beneath this department.',
    })
    parentId: string | null,
  ): Promise<Page<Department>> {
    return listDepartments(database, {
      organizationId: viewer.organizationId,
      filter: viewer.permissions.filter('READ', 'DEPARTMENT'),
      first: checkPageLength('first', first),
      after: after ?? null,
      parentId: parentId ?? null,
    });
  }

  @Allows('CREATE', 'DEPARTMENT')
  @Mutation(() => CreateDepartmentPayload, { nullable: true, description: 'Creates a department.' })
  async createDepartment(
    @Ctx() context: AccessContext,
    @Arg('input', () => CreateDepartmentInput, INPUT) { name, parentId }: CreateDepartmentInput,
  ): Promise<Payload<{ department: Department }>> {
    return toPayload(async () => ({
      department: await createDepartment(this.#deps.memory, context, { name, parentId: parentId ?? null }),
    }));
  }

  @Allows('UPDATE', 'DEPARTMENT')
  @Mutation(() => RenameDepartmentPayload, { nullable: true, description: 'Renames a department.' })
  async renameDepartment(
    @Ctx() context: AccessContext,
    @Arg('input', () => RenameDepartmentInput, INPUT) { id, name }: RenameDepartmentInput,
  ): Promise<Payload<{ department: Department }>> {
    return toPayload(async () => ({
      department: await renameDepartment(this.#deps.memory, context, { id, name }),
    }));
  }

  @Allows('UPDATE', 'DEPARTMENT')
  @Mutation(() => MoveDepartmentPayload, {
    nullable: true,
    description:
      'Moves a department with everything below it. It needs UPDATE on the old parent and CREATE on the new one.',
  })
  async moveDepartment(
    @Ctx() context: AccessContext,
    @Arg('input', () => MoveDepartmentInput, INPUT) { id, parentId }: MoveDepartmentInput,
  ): Promise<Payload<{ department: Department }>> {
    return toPayload(async () => ({
      department: await moveDepartment(this.#deps.memory, context, { id, parentId: parentId ?? null }),
    }));
  }

  @Allows('DELETE', 'DEPARTMENT')
  @Mutation(() => DeleteDepartmentPayload, {
    nullable: true,
    description: 'Deletes a department in which nothing is left, with its roles and grants.',
  })
  async deleteDepartment(
    @Ctx() context: AccessContext,
    @Arg('input', () => DeleteDepartmentInput, INPUT) { id }: DeleteDepartmentInput,
  ): Promise<Payload<{ departmentId: string }>> {
    return toPayload(async () => ({ departmentId: await deleteDepartment(this.#deps.memory, context, id) }));
  }
}
