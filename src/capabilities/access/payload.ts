import { type ClassType, Field, ObjectType } from 'type-graphql';
import { CallerError, type PlatformErrorCode } from '../../errors.ts';

/** What the caller can mend by themselves, as data: a form shows it beside the field. */
@ObjectType({ description: 'Why a mutation changed nothing, for the user of the form.' })
export class UserError {
  @Field(() => String, {
    description:
      'BAD_USER_INPUT, CONFLICT or RATE_LIMITED; sign-in mutations also give UNAUTHENTICATED and NOT_FOUND.',
  })
  readonly code!: string;

  @Field(() => String, { description: 'What was wrong, and how to correct it.' })
  readonly message!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The argument at fault; null if it is not a single one.',
  })
  readonly argument!: string | null;
}

interface PayloadField {
  readonly type: () => ClassType | StringConstructor | NumberConstructor | BooleanConstructor;
  readonly description: string;
}

/** The type of a mutation's answer: its results, null where it did nothing, and the errors that say why. */
export function createPayloadType(name: string, results: Readonly<Record<string, PayloadField>>): ClassType {
  @ObjectType(name, { description: 'The result, or the errors that explain why there is none.' })
  class MutationPayload {
    @Field(() => [UserError], { description: 'Empty if the mutation succeeded.' })
    readonly errors!: readonly UserError[];
  }
  for (const [field, { type, description }] of Object.entries(results)) {
    Field(type, { nullable: true, description: `${description} null where there are errors.` })(
      MutationPayload.prototype,
      field,
    );
  }
  return MutationPayload;
}

/** A mutation's answer: what it gave, or what the caller can mend. */
export type Payload<Results extends object> = (Results & Errors) | Errors;

interface Errors {
  readonly errors: readonly UserError[];
}

const MENDABLE: readonly string[] = [
  'BAD_USER_INPUT',
  'CONFLICT',
  'RATE_LIMITED',
] satisfies PlatformErrorCode[];
/** Where somebody asks to be let in, not to be is an outcome like any other. */
export const LETTING_IN: readonly string[] = [
  ...MENDABLE,
  ...(['UNAUTHENTICATED', 'NOT_FOUND', 'FORBIDDEN'] satisfies PlatformErrorCode[]),
];

/** Runs a mutation; what the caller can mend becomes data, and everything else stays an error. */
export async function toPayload<Results extends object>(
  work: () => Promise<Results>,
  codes: readonly string[] = MENDABLE,
): Promise<Payload<Results>> {
  try {
    return { ...(await work()), errors: [] };
  } catch (error) {
    if (!(error instanceof CallerError) || !codes.includes(error.code)) throw error;
    const { code, message, details } = error;
    const argument = typeof details.argument === 'string' ? details.argument : null;
    return { errors: [{ code, message, argument }] };
  }
}
