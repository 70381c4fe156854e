import { Field, InputType } from 'type-graphql';

@InputType({ description: 'The input of verifyAuditLog.' })
export class VerifyAuditLogInput {
  @Field(() => String, {
    nullable: true,
    description:
      'A seal that was taken along earlier, such as the last line of an exported log: it has to be among those that are there. Without it, entries that were cut off at the end do not show.',
  })
  readonly expectedSeal!: string | null;
}
