import { Field, ID, ObjectType } from 'type-graphql';
import { createConnectionType } from '../../../platform/graph/connection.type.ts';
import { DateTime } from '../../../platform/graph/date-time.type.ts';
import { createPayloadType } from '../../../platform/graph/payload.ts';

@ObjectType('Department', {
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

export const DepartmentConnection = createConnectionType(DepartmentType, 'Department', 'by id');

const DEPARTMENT = {
  department: { type: () => DepartmentType, description: 'The department as it is now;' },
} as const;

export const CreateDepartmentPayload = createPayloadType('CreateDepartmentPayload', DEPARTMENT);
export const RenameDepartmentPayload = createPayloadType('RenameDepartmentPayload', DEPARTMENT);
export const MoveDepartmentPayload = createPayloadType('MoveDepartmentPayload', DEPARTMENT);

export const DeleteDepartmentPayload = createPayloadType('DeleteDepartmentPayload', {
  departmentId: { type: () => String, description: 'The id that is gone;' },
});
