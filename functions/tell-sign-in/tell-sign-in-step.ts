import type { SignIn } from '#contracts/staff-member.ts';

/** Tells a browser where to sign in. Nothing in it is secret. */
export function tellSignInStep({
  url,
  clientId,
}: {
  readonly url: string;
  readonly clientId: string;
}): SignIn {
  return {
    outcome: 'sign-in',
    authorizeUrl: `${url}/oauth2/authorize`,
    tokenUrl: `${url}/oauth2/token`,
    logoutUrl: `${url}/logout`,
    clientId,
  };
}
