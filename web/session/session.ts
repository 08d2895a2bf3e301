import { SignIn } from '#contracts/staff-member.ts';
import * as z from 'zod';
import { newProofKey, randomText } from './proof-key.ts';

/** Why somebody is not signed in. */
export type SignedOutBecause = 'never' | 'signed-out' | 'idle' | 'expired' | 'refused';

export type SessionState =
  | { readonly state: 'unknown' }
  | { readonly state: 'signed-out'; readonly because: SignedOutBecause; readonly problem?: string }
  | { readonly state: 'signed-in' };

const Tokens = z.object({
  id_token: z.string(),
  refresh_token: z.string().optional(),
  expires_in: z.number(),
});

/** Kept across the way to the sign-in page and back, in this tab only: nothing in it tells about a patient. */
const KeptRequest = z.object({
  verifier: z.string(),
  state: z.string(),
  goBackTo: z.string(),
  isSilent: z.boolean(),
});
const keptRequestName = 'claimwright-sign-in';

/** Between the window in which somebody signed in again and the page that waits for it. */
const channelName = 'claimwright-sign-in';
const HandedOver = z.object({ code: z.string(), state: z.string() });
const handOverMilliseconds = 1000;

/**
 * Says that somebody was signed out for being idle: the sign-in page, whose own session may still know the person, then
 * asks for the password, and no reload or other tab gets round that.
 */
const lockName = 'claimwright-locked';

/** A token is renewed this long before it ends. */
const renewBeforeSeconds = 60;

interface HeldTokens {
  readonly idToken: string;
  readonly refreshToken: string | undefined;
  readonly endsAt: number;
}

/** Under this address the sign-in page sends people back. */
const returnAddress = () => `${globalThis.location.origin}/`;

/**
 * Who is signed in. Tokens are held in the memory of this page and nowhere else; a reload gets new ones through the
 * session of the sign-in page, without asking.
 */
export class Session {
  #state: SessionState = { state: 'unknown' };
  #tokens: HeldTokens | undefined;
  #settings: Promise<SignIn> | undefined;
  #renewal: Promise<string | undefined> | undefined;
  #begun: Promise<string | undefined> | undefined;
  #channel: BroadcastChannel | undefined;
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly current = (): SessionState => this.#state;

  /**
   * Called once when the page opens: takes the code that the sign-in page sent, or asks there whether the person is
   * signed in already. Tells to which address of the application to go.
   */
  readonly begin = (): Promise<string | undefined> => (this.#begun ??= this.#begin());

  async #begin(): Promise<string | undefined> {
    const { search, pathname } = globalThis.location;
    const answer = new URLSearchParams(search);
    const kept = takeKeptRequest();
    if (kept === undefined || kept.state !== answer.get('state')) {
      if (answer.has('code') || answer.has('error')) {
        if (await handOver(Object.fromEntries(answer))) {
          globalThis.close();
          return undefined;
        }
        this.#become({
          state: 'signed-out',
          because: 'refused',
          problem: 'That sign-in was not begun in this tab.',
        });
        return '/';
      }
      if (localStorage.getItem(lockName) !== null) {
        this.#become({ state: 'signed-out', because: 'idle' });
        return `${pathname}${search}`;
      }
      await this.#goToSignInPage(`${pathname}${search}`, true);
      return undefined;
    }
    const code = answer.get('code');
    if (code === null) {
      const isOrdinary = kept.isSilent && answer.get('error') === 'login_required';
      this.#become(
        isOrdinary
          ? { state: 'signed-out', because: 'never' }
          : {
              state: 'signed-out',
              because: 'refused',
              problem: answer.get('error_description') ?? 'The sign-in page refused.',
            },
      );
      return kept.goBackTo;
    }
    await this.#takeCode(code, kept.verifier);
    return kept.goBackTo;
  }

  /**
   * To the sign-in page in a window of its own, so that this page keeps what was typed in it. Where the browser opens
   * no window, in this tab.
   */
  async signInBeside(goBackTo: string): Promise<void> {
    // Opened at once: browsers open windows only while they handle what the person did.
    const beside = globalThis.open('about:blank', '_blank', 'popup,width=520,height=720');
    if (beside === null) {
      await this.signIn(goBackTo);
      return;
    }
    const { address, verifier, state } = await this.#signInAddress(false);
    this.#channel?.close();
    const channel = new BroadcastChannel(channelName);
    this.#channel = channel;
    channel.addEventListener('message', ({ data }) => {
      const answer = HandedOver.safeParse(data).data;
      if (answer?.state === state) {
        channel.postMessage({ taken: state });
        channel.close();
        void this.#takeCode(answer.code, verifier);
      }
    });
    beside.location.assign(address);
  }

  async #takeCode(code: string, verifier: string): Promise<void> {
    const tokens = await this.#fetchTokens({
      grant_type: 'authorization_code',
      code,
      redirect_uri: returnAddress(),
      code_verifier: verifier,
    });
    if (tokens === undefined) {
      this.#become({ state: 'signed-out', because: 'refused', problem: 'The sign-in did not come through.' });
    }
  }

  /** To the sign-in page, in this tab. */
  async signIn(goBackTo: string): Promise<void> {
    await this.#goToSignInPage(goBackTo, false);
  }

  /** A token that is good for some seconds yet; renewed quietly when it is about to end. */
  readonly token = async (): Promise<string | undefined> => {
    const held = this.#tokens;
    if (held === undefined) {
      return undefined;
    }
    if (held.endsAt - Date.now() > renewBeforeSeconds * 1000) {
      return held.idToken;
    }
    this.#renewal ??= this.#renew(held).finally(() => {
      this.#renewal = undefined;
    });
    return await this.#renewal;
  };

  /** The API does not take the token any more. */
  readonly expire = (): void => {
    this.#end('expired');
  };

  /** Ends the session here; at the sign-in page too where the person wants it, so that whoever sits down next is asked. */
  async signOut(because: 'signed-out' | 'idle'): Promise<void> {
    if (because === 'idle') {
      localStorage.setItem(lockName, 'yes');
    }
    this.#end(because);
    if (because === 'signed-out') {
      const { logoutUrl, clientId } = await this.#signInSettings();
      const query = new URLSearchParams({ client_id: clientId, logout_uri: returnAddress() });
      globalThis.location.assign(`${logoutUrl}?${query.toString()}`);
    }
  }

  async #renew({ refreshToken, idToken, endsAt }: HeldTokens): Promise<string | undefined> {
    const renewed =
      refreshToken === undefined
        ? undefined
        : await this.#fetchTokens({ grant_type: 'refresh_token', refresh_token: refreshToken });
    if (renewed !== undefined) {
      return renewed.idToken;
    }
    if (endsAt > Date.now()) {
      return idToken;
    }
    this.#end('expired');
    return undefined;
  }

  async #fetchTokens(asked: Readonly<Record<string, string>>): Promise<HeldTokens | undefined> {
    const { tokenUrl, clientId } = await this.#signInSettings();
    const response = await fetch(tokenUrl, {
      method: 'POST',
      body: new URLSearchParams({ client_id: clientId, ...asked }),
      cache: 'no-store',
      credentials: 'omit',
    }).catch(() => undefined);
    const read = Tokens.safeParse(response?.ok === true ? await response.json() : undefined);
    if (!read.success) {
      return undefined;
    }
    this.#tokens = {
      idToken: read.data.id_token,
      refreshToken: read.data.refresh_token ?? asked['refresh_token'],
      endsAt: Date.now() + read.data.expires_in * 1000,
    };
    localStorage.removeItem(lockName);
    this.#become({ state: 'signed-in' });
    return this.#tokens;
  }

  async #goToSignInPage(goBackTo: string, isSilent: boolean): Promise<void> {
    const { address, verifier, state } = await this.#signInAddress(isSilent);
    const kept: z.infer<typeof KeptRequest> = { verifier, state, goBackTo, isSilent };
    sessionStorage.setItem(keptRequestName, JSON.stringify(kept));
    globalThis.location.assign(address);
  }

  async #signInAddress(isSilent: boolean): Promise<{ address: string; verifier: string; state: string }> {
    const [{ authorizeUrl, clientId }, { verifier, challenge }] = await Promise.all([
      this.#signInSettings(),
      newProofKey(),
    ]);
    const state = randomText();
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: clientId,
      redirect_uri: returnAddress(),
      scope: 'openid',
      state,
      code_challenge: challenge,
      code_challenge_method: 'S256',
      ...promptOf(isSilent),
    });
    return { address: `${authorizeUrl}?${query.toString()}`, verifier, state };
  }

  async #signInSettings(): Promise<SignIn> {
    this.#settings ??= fetch('/api/sign-in', { cache: 'no-store' }).then(async (response) =>
      SignIn.parse(await response.json()),
    );
    try {
      return await this.#settings;
    } catch (error) {
      this.#settings = undefined;
      throw error;
    }
  }

  #end(because: SignedOutBecause): void {
    this.#tokens = undefined;
    this.#become({ state: 'signed-out', because });
  }

  #become(state: SessionState): void {
    this.#state = state;
    for (const listener of this.#listeners) {
      listener();
    }
  }
}

/** Nobody is asked for what the sign-in page knows already, but for who was signed out for being idle. */
function promptOf(isSilent: boolean): { readonly prompt?: string } {
  if (isSilent) {
    return { prompt: 'none' };
  }
  return localStorage.getItem(lockName) === null ? {} : { prompt: 'login' };
}

function takeKeptRequest(): z.infer<typeof KeptRequest> | undefined {
  const text = sessionStorage.getItem(keptRequestName);
  sessionStorage.removeItem(keptRequestName);
  return text === null ? undefined : KeptRequest.safeParse(JSON.parse(text)).data;
}

/** Gives an answer of the sign-in page to the page that waits for it; false where none does. */
async function handOver(answer: Readonly<Record<string, string>>): Promise<boolean> {
  const channel = new BroadcastChannel(channelName);
  try {
    return await new Promise<boolean>((resolve) => {
      channel.addEventListener('message', () => resolve(true));
      channel.postMessage(answer);
      setTimeout(() => resolve(false), handOverMilliseconds);
    });
  } finally {
    channel.close();
  }
}
