import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { checkPageLength, type Page } from '../../../platform/graph/page.ts';
import { AFTER, firstOf, orderByOf } from '../../../platform/graph/page-arguments.ts';
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
  type DepartmentOrder,
  deleteDepartment,
  listDepartments,
  moveDepartment,
  renameDepartment,
  requireDepartment,
} from './department.ts';
import {
  CreateDepartmentPayload,
  DeleteDepartmentPayload,
  DepartmentConnection,
  DepartmentOrderEnum,
  DepartmentType,
  MoveDepartmentPayload,
  RenameDepartmentPayload,
} from './department.type.ts';

const ID_OF_DEPARTMENT = { description: 'The department.' };

@Resolver(() => DepartmentType)
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
    return requireDepartment(context, id, 'id');
  }

  @Allows('READ', 'DEPARTMENT')
  @Query(() => DepartmentConnection, {
    nullable: true,
    description: 'The departments that the viewer may see.',
  })
  async departments(
    @Ctx() context: AccessContext,
    @Arg('first', () => Int, firstOf(50)) first: number,
    @Arg('after', () => String, AFTER) after: string | null,
    @Arg('orderBy', () => DepartmentOrderEnum, orderByOf<DepartmentOrder>('NAME_ASC'))
    orderBy: DepartmentOrder,
    @Arg('parentId', () => ID, {
      nullable: true,
      description: 'Only those directly beneath this department. NOT_FOUND where there is none.',
    })
    parentId: string | null,
  ): Promise<Page<Department>> {
    return listDepartments(context, {
      first: checkPageLength('first', first),
      after: after ?? null,
      orderBy,
      parentId: parentId ?? null,
    });
  }

  @FieldResolver(() => DepartmentType, {
    nullable: true,
    description: 'The parent department; null where it is the organization, or may not be seen.',
  })
  async parent(
    @Ctx() { access }: AccessContext,
    @Root() { parentId }: Department,
  ): Promise<Department | undefined> {
    return parentId === null ? undefined : access.departments.load(parentId);
  }

  @FieldResolver(() => DepartmentConnection, {
    nullable: true,
    description: 'The departments directly beneath it that the viewer may see.',
  })
  async children(
    @Ctx() { access }: AccessContext,
    @Root() { id }: Department,
    @Arg('first', () => Int, firstOf(50)) first: number,
    @Arg('after', () => String, AFTER) after: string | null,
    @Arg('orderBy', () => DepartmentOrderEnum, orderByOf<DepartmentOrder>('NAME_ASC'))
    orderBy: DepartmentOrder,
  ): Promise<Page<Department>> {
    const request = { first: checkPageLength('first', first), after: after ?? null, orderBy };
    return access.children(request).load(id);
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
