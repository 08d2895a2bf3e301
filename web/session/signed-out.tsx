import type { ReactNode } from 'react';
import { Button } from '../parts/button.tsx';
import { Notice } from '../parts/states.tsx';
import type { SignedOutBecause } from './session.ts';
import css from './session.module.css';

function Brand() {
  return (
    <div className={css['brand']}>
      <img src={new URL('../mark.svg', import.meta.url).href} width="28" height="28" alt="" />
      Claimwright
    </div>
  );
}

/** While it is not known yet who is here. */
export function Opening({ children }: { readonly children?: ReactNode }) {
  return (
    <main className={css['ground']} aria-busy={children === undefined}>
      {children ?? <Brand />}
    </main>
  );
}

const words: Readonly<Record<SignedOutBecause, { readonly title: string; readonly text: string }>> = {
  never: { title: 'Sign in', text: 'To work tasks and claims of your practice.' },
  'signed-out': { title: 'You are signed out', text: 'Nothing of the practice is kept in this browser.' },
  idle: {
    title: 'You were signed out',
    text: 'Nobody did anything for 15 minutes. What you had typed is kept in this window until you sign in again.',
  },
  expired: {
    title: 'Your session has ended',
    text: 'What you had typed is kept in this window. Sign in again and go on where you were.',
  },
  refused: { title: 'That did not work', text: 'Try to sign in once more.' },
};

interface SignedOutProps {
  readonly because: SignedOutBecause;
  readonly problem: string | undefined;
  readonly onSignIn: () => void;
  readonly onSignInBeside: () => void;
}

export function SignedOut({ because, problem, onSignIn, onSignInBeside }: SignedOutProps) {
  const { title, text } = words[because];
  const keepsWhatWasTyped = because === 'idle' || because === 'expired';
  return (
    <main className={css['ground']}>
      <div className={css['card']}>
        <Brand />
        <h1>{title}</h1>
        <p>{text}</p>
        {problem !== undefined && <Notice tone="warning" title={problem} />}
        <Button look="primary" takesFocus onPress={keepsWhatWasTyped ? onSignInBeside : onSignIn}>
          {keepsWhatWasTyped ? 'Sign in again' : 'Sign in'}
        </Button>
      </div>
    </main>
  );
}
