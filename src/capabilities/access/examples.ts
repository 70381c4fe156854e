/** How to get a token and use it: the playground shows them ready to run. */
export const accessExamples = [
  {
    name: 'Get a token',
    query: `# 1. Run this. It is shown once: copy data.createApiToken.token.
# 2. Send it with every request: put {"Authorization": "Bearer THE TOKEN"} under Headers, below.
# 3. Who is asked for then? Run viewer. In a program: curl -H "Authorization: Bearer $TOKEN" ...
# 4. Signed out, get an access token first: signUp, confirmSignUp (the token is mailed), later signIn.
mutation CreateApiToken {
  createApiToken(input: { name: "my program", scopes: [READ, IMPORT, BRIEF], expiresInDays: 90 }) {
    token
    apiToken { id name scopes expiresAt }
    errors { code message path }
  }
}

query WhoAmI {
  viewer {
    kind
    scopes
    person { name email }
    organization { id name }
    memberships { nodes { role department { id name } } }
  }
}
`,
  },
] as const;
