import { Field, ID, Int, ObjectType } from 'type-graphql';
import { createConnectionType } from '../../../platform/graph/connection.type.ts';
import { DateTime } from '../../../platform/graph/date-time.type.ts';
import { BY_CREATION, createOrderType } from '../../../platform/graph/order.type.ts';
import { createPayloadType } from '../../../platform/graph/payload.ts';
import { createDepartmentResolver } from '../department/department.type.ts';
import { AccessEnum, ShareableEnum } from '../enums.type.ts';
import { createPersonResolver } from '../people/person.type.ts';
import type { Access, Shareable } from '../rules/rules.ts';

const RESOURCE = { description: 'What kind of resource it is about.' };
const RESOURCE_ID = { description: 'The resource.' };
const ACCESS = { description: 'What it gives on the resource.' };

@ObjectType('Grant', { description: 'One resource shared with one person or one department.' })
export class GrantType {
  @Field(() => ID, { description: 'The id.' })
  readonly id!: string;

  @Field(() => ShareableEnum, RESOURCE)
  readonly resource!: Shareable;

  @Field(() => ID, RESOURCE_ID)
  readonly resourceId!: string;

  @Field(() => ID, { nullable: true, description: 'The person; null where it is a department.' })
  readonly personId!: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'The department: it reaches whoever has a role there, above it or beneath it. null where it is a person.',
  })
  readonly departmentId!: string | null;

  @Field(() => AccessEnum, ACCESS)
  readonly access!: Access;

  @Field(() => DateTime, { description: 'When it was given first.' })
  readonly createdAt!: Date;
}

const ORDERED = 'in the order that was asked for';

export const GrantConnection = createConnectionType(GrantType, 'Grant', ORDERED);
export const GrantOrderEnum = createOrderType('GrantOrder', 'How grants are ordered.', BY_CREATION);

export const GrantPersonResolver = createPersonResolver(
  GrantType,
  'The person; null where it is a department, or the viewer may not see them.',
);
export const GrantDepartmentResolver = createDepartmentResolver(
  GrantType,
  'The department; null where it is a person, or may not be seen.',
);

@ObjectType('GuestLink', { description: 'One resource shared with anyone who has the link.' })
export class GuestLinkType {
  @Field(() => ID, { description: 'The id.' })
  readonly id!: string;

  @Field(() => ShareableEnum, RESOURCE)
  readonly resource!: Shareable;

  @Field(() => ID, RESOURCE_ID)
  readonly resourceId!: string;

  @Field(() => AccessEnum, ACCESS)
  readonly access!: Access;

  @Field(() => Boolean, { description: 'Whether it needs a password.' })
  readonly hasPassword!: boolean;

  @Field(() => DateTime, { description: 'When it expires.' })
  readonly expiresAt!: Date;

  @Field(() => Int, {
    nullable: true,
    description: 'How often it may be opened; null: unlimited.',
  })
  readonly maxUses!: number | null;

  @Field(() => Int, { description: 'How often it was opened.' })
  readonly useCount!: number;

  @Field(() => DateTime, { nullable: true, description: 'When it was revoked; null: it was not.' })
  readonly revokedAt!: Date | null;

  @Field(() => DateTime, { description: 'When it was made.' })
  readonly createdAt!: Date;
}

export const GuestLinkConnection = createConnectionType(GuestLinkType, 'GuestLink', ORDERED);
export const GuestLinkOrderEnum = createOrderType(
  'GuestLinkOrder',
  'How guest links are ordered.',
  BY_CREATION,
);

const GRANT = {
  grant: { type: () => GrantType, description: 'The grant;' },
} as const;

export const ShareResourcePayload = createPayloadType('ShareResourcePayload', GRANT);
export const RevokeGrantPayload = createPayloadType('RevokeGrantPayload', GRANT);

export const CreateGuestLinkPayload = createPayloadType('CreateGuestLinkPayload', {
  guestLink: { type: () => GuestLinkType, description: 'The guest link;' },
  token: {
    type: () => String,
    description: 'For openGuestLink. It is shown only once and stored as a hash;',
  },
  link: { type: () => String, description: 'The same as a link to send;' },
});

export const RevokeGuestLinkPayload = createPayloadType('RevokeGuestLinkPayload', {
  guestLink: { type: () => GuestLinkType, description: 'The guest link as it is now;' },
});

export const OpenGuestLinkPayload = createPayloadType('OpenGuestLinkPayload', {
  accessToken: {
    type: () => String,
    description: 'For the header "Authorization: Bearer TOKEN", valid as long as an access token;',
  },
  guestLink: { type: () => GuestLinkType, description: 'What it opens, and what for;' },
});

export const AssignDepartmentPayload = createPayloadType('AssignDepartmentPayload', {
  departmentId: {
    type: () => ID,
    description: 'Where it is now; null for the organization as a whole, and',
  },
});
