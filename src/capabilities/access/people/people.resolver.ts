import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { INPUT, LETTING_IN, type Payload, toPayload } from '../../../platform/graph/payload.ts';
import type { AccessDeps } from '../deps.ts';
import { PersonOnly, Public } from '../rules/operation-rules.ts';
import type { AccessContext } from '../viewer/context.ts';
import { requirePerson, requireSession } from '../viewer/viewer.ts';
import { joinByInvitation } from './join.ts';
import { type LetInOutcome, signInWithCode } from './let-in.ts';
import {
  AcceptInvitationInput,
  ConfirmSignUpInput,
  RefreshTokensInput,
  SignInInput,
  SignInWithCodeInput,
  SignOutInput,
  SignUpInput,
  SwitchOrganizationInput,
} from './people.inputs.ts';
import { SignOutPayload, SignUpPayload } from './people.type.ts';
import { refresh, signOut, switchOrganization, type TokenPair } from './session.ts';
import { signIn } from './sign-in.ts';
import { confirmSignUp, signUp } from './sign-up.ts';

type Tokens = Promise<Payload<{ tokens: TokenPair }>>;

import {
  AcceptInvitationPayload,
  ConfirmSignUpPayload,
  RefreshTokensPayload,
  SignInPayload,
  SignInWithCodePayload,
  SwitchOrganizationPayload,
} from './people.type.ts';

@Resolver()
export class PeopleResolver {
  readonly #deps: AccessDeps;

  constructor(deps: AccessDeps) {
    this.#deps = deps;
  }

  @Public()
  @Mutation(() => SignUpPayload, {
    nullable: true,
    description:
      'Asks for an account. A link is sent to the address, and confirmSignUp creates the account; the answer does not tell whether there is one already.',
  })
  async signUp(
    @Ctx() { origin }: AccessContext,
    @Arg('input', () => SignUpInput, INPUT) { email, name, organizationName, invitation }: SignUpInput,
  ): Promise<Payload<{ isAccepted: boolean }>> {
    return toPayload(async () => {
      const request = {
        email,
        name,
        organizationName: organizationName ?? null,
        invitation: invitation ?? null,
      };
      await signUp(this.#deps, origin, request);
      return { isAccepted: true };
    }, LETTING_IN);
  }

  @Public()
  @Mutation(() => ConfirmSignUpPayload, {
    nullable: true,
    description:
      'Creates the account of a sign-up link with the password that is given here, and signs the person in.',
  })
  async confirmSignUp(
    @Ctx() { origin }: AccessContext,
    @Arg('input', () => ConfirmSignUpInput, INPUT) { token, password }: ConfirmSignUpInput,
  ): Tokens {
    return toPayload(
      async () => ({ tokens: await confirmSignUp(this.#deps, origin, { token, password }) }),
      LETTING_IN,
    );
  }

  @Public()
  @Mutation(() => SignInPayload, {
    nullable: true,
    description:
      'Signs in. The error does not tell whether the address or the password was wrong. Somebody with a second factor gets a challenge.',
  })
  async signIn(
    @Ctx() { origin }: AccessContext,
    @Arg('input', () => SignInInput, INPUT) { email, password, device }: SignInInput,
  ): Promise<Payload<LetInOutcome>> {
    return toPayload(
      () => signIn(this.#deps, origin, { email, password, device: device ?? null }),
      LETTING_IN,
    );
  }

  @Public()
  @Mutation(() => SignInWithCodePayload, {
    nullable: true,
    description: 'The second step of a sign-in, for somebody with a second factor.',
  })
  async signInWithCode(
    @Ctx() { origin }: AccessContext,
    @Arg('input', () => SignInWithCodeInput, INPUT) { challenge, code }: SignInWithCodeInput,
  ): Promise<Payload<LetInOutcome>> {
    return toPayload(() => signInWithCode(this.#deps, origin, { challenge, code }), LETTING_IN);
  }

  @Public()
  @Mutation(() => RefreshTokensPayload, {
    nullable: true,
    description: 'Exchanges a refresh token, once, for the next pair.',
  })
  async refreshTokens(
    @Ctx() { origin }: AccessContext,
    @Arg('input', () => RefreshTokensInput, INPUT) { refreshToken }: RefreshTokensInput,
  ): Tokens {
    return toPayload(async () => ({ tokens: await refresh(this.#deps, origin, refreshToken) }), LETTING_IN);
  }

  @PersonOnly()
  @Mutation(() => SignOutPayload, {
    nullable: true,
    description: 'Ends the session: its tokens are no longer valid.',
  })
  async signOut(
    @Ctx() { viewer, origin }: AccessContext,
    @Arg('input', () => SignOutInput, INPUT) { everywhere }: SignOutInput,
  ): Promise<Payload<{ isSignedOut: boolean }>> {
    const personId = requirePerson(viewer);
    return toPayload(async () => {
      await signOut(this.#deps, origin, { personId, sessionId: viewer.credentialId, everywhere });
      return { isSignedOut: true };
    });
  }

  @PersonOnly()
  @Mutation(() => SwitchOrganizationPayload, {
    nullable: true,
    description: 'Switches to another organization of the viewer: the returned tokens are for that one.',
  })
  async switchOrganization(
    @Ctx() { viewer }: AccessContext,
    @Arg('input', () => SwitchOrganizationInput, INPUT) { organizationId }: SwitchOrganizationInput,
  ): Tokens {
    const session = requireSession(viewer);
    return toPayload(async () => ({
      tokens: await switchOrganization(this.#deps, { ...session, organizationId }),
    }));
  }

  @PersonOnly()
  @Mutation(() => AcceptInvitationPayload, {
    nullable: true,
    description:
      'Accepts an invitation with the account that one has, and looks at its organization from now on.',
  })
  async acceptInvitation(
    @Ctx() { viewer, origin }: AccessContext,
    @Arg('input', () => AcceptInvitationInput, INPUT) { token }: AcceptInvitationInput,
  ): Tokens {
    const session = requireSession(viewer);
    return toPayload(
      async () => ({ tokens: await joinByInvitation(this.#deps, origin, session, token) }),
      LETTING_IN,
    );
  }
}
