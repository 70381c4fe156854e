import { type ClassType, Field, ObjectType, registerEnumType } from 'type-graphql';
import { CallerError, type PlatformErrorCode } from '../../errors.ts';
import { redactSecrets } from '../telemetry/secret-values.ts';

/** How the one argument of every mutation is described. */
export const INPUT = { description: 'What is to be done.' };

/** The codes of what the caller of a mutation can mend; GraphQL wants an object for an enum. */
const UserErrorCodeEnum = {
  BAD_USER_INPUT: 'BAD_USER_INPUT',
  NOT_FOUND: 'NOT_FOUND',
  CONFLICT: 'CONFLICT',
  UNAUTHENTICATED: 'UNAUTHENTICATED',
  FORBIDDEN: 'FORBIDDEN',
  RATE_LIMITED: 'RATE_LIMITED',
} as const satisfies Partial<Readonly<Record<PlatformErrorCode, PlatformErrorCode>>>;

type UserErrorCode = keyof typeof UserErrorCodeEnum;

registerEnumType(UserErrorCodeEnum, {
  name: 'UserErrorCode',
  description: 'What kind of error the caller of a mutation can correct.',
  valuesConfig: {
    BAD_USER_INPUT: { description: 'A value is not allowed; the message says which are.' },
    NOT_FOUND: { description: 'There is nothing with this id that the viewer may see.' },
    CONFLICT: { description: 'It contradicts what is there already, such as a name that is taken.' },
    UNAUTHENTICATED: { description: 'Wrong credentials. Only where somebody asks to be let in.' },
    FORBIDDEN: { description: 'The credentials do not fit. Only where somebody asks to be let in.' },
    RATE_LIMITED: { description: 'Too many attempts; the message says when to try again.' },
  },
});

/** What the caller can mend by themselves, as data: a form shows it beside the field. */
@ObjectType({ description: 'Why a mutation changed nothing, for the user of the form.' })
export class UserError {
  @Field(() => UserErrorCodeEnum, { description: 'What kind of error it is.' })
  readonly code!: UserErrorCode;

  @Field(() => String, { description: 'What was wrong, and how to correct it.' })
  readonly message!: string;

  @Field(() => [String], {
    nullable: true,
    description:
      'The path to the value at fault in the arguments, such as ["input", "name"]; null if it is not a single one.',
  })
  readonly path!: readonly string[] | null;
}

interface PayloadField {
  readonly type: () => ClassType | object;
  readonly description: string;
}

/** The type of a mutation's payload: its results, null where it changed nothing, and the errors that say why. */
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

/** The payload of a mutation: what it gave, or what the caller can mend. */
export type Payload<Results extends object> = (Results & Errors) | Errors;

interface Errors {
  readonly errors: readonly UserError[];
}

const MENDABLE: readonly UserErrorCode[] = ['BAD_USER_INPUT', 'NOT_FOUND', 'CONFLICT', 'RATE_LIMITED'];
/** Where somebody asks to be let in, not to be is an outcome like any other. */
export const LETTING_IN: readonly UserErrorCode[] = [...MENDABLE, 'UNAUTHENTICATED', 'FORBIDDEN'];

/**
 * Runs a mutation; what the caller can mend becomes data, so that a form can show it and no other mutation of the request
 * loses its result. Everything else stays an error.
 */
export async function toPayload<Results extends object>(
  work: () => Promise<Results>,
  codes: readonly UserErrorCode[] = MENDABLE,
): Promise<Payload<Results>> {
  try {
    return { ...(await work()), errors: [] };
  } catch (error) {
    if (!(error instanceof CallerError)) throw error;
    const code = codes.find((mendable) => mendable === error.code);
    if (code === undefined) throw error;
    const message = redactSecrets(error.message);
    return { errors: pathsOf(error).map((path) => ({ code, message, path })) };
  }
}

/** Where in the input the fault is: an error for each place. */
function pathsOf({ details: { argument, fields } }: CallerError): (readonly string[] | null)[] {
  if (typeof argument === 'string') return [['input', argument]];
  const named = Array.isArray(fields) ? fields.filter((field) => typeof field === 'string') : [];
  return named.length === 0 ? [null] : named.map((field) => ['input', ...field.split('.')]);
}
