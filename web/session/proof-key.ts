/** What proves at the token endpoint that whoever brings the code is whoever asked for it (PKCE, RFC 7636). */
export interface ProofKey {
  readonly verifier: string;
  readonly challenge: string;
}

export async function newProofKey(): Promise<ProofKey> {
  const verifier = randomText();
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  return { verifier, challenge: inBase64Url(new Uint8Array(digest)) };
}

/** 32 random bytes as text that may stand in an address. */
export function randomText(): string {
  return inBase64Url(crypto.getRandomValues(new Uint8Array(32)));
}

function inBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
