import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { CallerError } from '../../../errors.ts';
import type { AccessDeps } from '../deps.ts';
import { LETTING_IN, type Payload, toPayload } from '../payload.ts';
import { PersonOnly, Public } from '../rules/operation-rules.ts';
import type { AccessContext } from '../viewer/context.ts';
import { requirePerson, type Viewer } from '../viewer/viewer.ts';
import { joinByInvitation } from './join.ts';
import { SignOutPayload, SignUpPayload, TokenPairPayload } from './people.type.ts';
import { refresh, signIn, signOut, switchOrganization, type TokenPair } from './session.ts';
import { confirmSignUp, signUp } from './sign-up.ts';

type Tokens = Promise<Payload<{ tokens: TokenPair }>>;

@Resolver()
export class PeopleResolver {
  readonly #deps: AccessDeps;

  constructor(deps: AccessDeps) {
    this.#deps = deps;
  }

  @Public()
  @Mutation(() => SignUpPayload, {
    description:
      'Asks for an account. A link is sent to the address, and confirmSignUp creates the account; the answer does not tell whether there is one already.',
  })
  async signUp(
    @Ctx() { origin }: AccessContext,
    @Arg('email', () => String, { description: 'The address; case makes no difference.' }) email: string,
    @Arg('password', () => String, { description: '12 to 200 characters of any kind.' }) password: string,
    @Arg('name', () => String, { description: 'The name of the person.' }) name: string,
    @Arg('organizationName', () => String, {
      nullable: true,
      description: 'The name of the new organization; not used with an invitation.',
    })
    organizationName: string | null,
    @Arg('invitation', () => String, {
      nullable: true,
      description: 'The token of an invitation: the account joins its organization instead of creating one.',
    })
    invitation: string | null,
  ): Promise<Payload<{ isAccepted: boolean }>> {
    return toPayload(async () => {
      const request = {
        email,
        password,
        name,
        organizationName: organizationName ?? null,
        invitation: invitation ?? null,
      };
      await signUp(this.#deps, origin, request);
      return { isAccepted: true };
    }, LETTING_IN);
  }

  @Public()
  @Mutation(() => TokenPairPayload, {
    description: 'Creates the account of a sign-up link, and signs the person in.',
  })
  async confirmSignUp(
    @Ctx() { origin }: AccessContext,
    @Arg('token', () => String, { description: 'The token from the e-mail.' }) token: string,
  ): Tokens {
    return toPayload(async () => ({ tokens: await confirmSignUp(this.#deps, origin, token) }), LETTING_IN);
  }

  @Public()
  @Mutation(() => TokenPairPayload, {
    description: 'Signs in. The error does not tell whether the address or the password was wrong.',
  })
  async signIn(
    @Ctx() { origin }: AccessContext,
    @Arg('email', () => String, { description: 'The address; case makes no difference.' }) email: string,
    @Arg('password', () => String, { description: 'The password.' }) password: string,
  ): Tokens {
    return toPayload(
      async () => ({ tokens: await signIn(this.#deps, origin, { email, password }) }),
      LETTING_IN,
    );
  }

  @Public()
  @Mutation(() => TokenPairPayload, { description: 'Exchanges a refresh token, once, for the next pair.' })
  async refresh(
    @Ctx() { origin }: AccessContext,
    @Arg('refreshToken', () => String, { description: 'The refresh token.' }) refreshToken: string,
  ): Tokens {
    return toPayload(async () => ({ tokens: await refresh(this.#deps, origin, refreshToken) }), LETTING_IN);
  }

  @PersonOnly()
  @Mutation(() => SignOutPayload, { description: 'Ends the session: its tokens are no longer valid.' })
  async signOut(
    @Ctx() { viewer, origin }: AccessContext,
    @Arg('everywhere', () => Boolean, {
      nullable: true,
      defaultValue: false,
      description: 'Ends every session of the person, on every device.',
    })
    everywhere: boolean,
  ): Promise<Payload<{ isSignedOut: boolean }>> {
    const personId = requirePerson(viewer);
    return toPayload(async () => {
      await signOut(this.#deps, origin, { personId, sessionId: viewer.credentialId, everywhere });
      return { isSignedOut: true };
    });
  }

  @PersonOnly()
  @Mutation(() => TokenPairPayload, {
    description: 'Switches to another organization of the viewer: the returned tokens are for that one.',
  })
  async switchOrganization(
    @Ctx() { viewer }: AccessContext,
    @Arg('organizationId', () => ID, { description: 'The organization.' }) organizationId: string,
  ): Tokens {
    const session = requireSession(viewer);
    return toPayload(async () => ({
      tokens: await switchOrganization(this.#deps, { ...session, organizationId }),
    }));
  }

  @PersonOnly()
  @Mutation(() => TokenPairPayload, {
    description:
      'Accepts an invitation with the account that one has, and looks at its organization from now on.',
  })
  async acceptInvitation(
    @Ctx() { viewer, origin }: AccessContext,
    @Arg('token', () => String, { description: 'The token of the invitation.' }) token: string,
  ): Tokens {
    const session = requireSession(viewer);
    return toPayload(
      async () => ({ tokens: await joinByInvitation(this.#deps, origin, session, token) }),
      LETTING_IN,
    );
  }
}

/** @throws CallerError FORBIDDEN to the owner on loopback, who never signed in */
function requireSession(viewer: Viewer): { readonly personId: string; readonly sessionId: string } {
  const personId = requirePerson(viewer);
  if (viewer.credentialId !== null) return { personId, sessionId: viewer.credentialId };
  throw new CallerError('FORBIDDEN', 'The local owner has no session: sign in with an account.');
}
