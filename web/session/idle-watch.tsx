import { useEffect, useRef, useState } from 'react';
import { Button } from '../parts/button.tsx';
import { Dialog, DialogActions } from '../parts/dialog.tsx';
import { idlenessAt } from './idle-clock.ts';
import type { Session } from './session.ts';

const signsOfLife = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

/** Signs a person out who has not done anything for a while, after a warning that any answer to takes back. */
export function IdleWatch({ session }: { readonly session: Session }) {
  const lastActive = useRef(0);
  const [secondsLeft, setSecondsLeft] = useState<number>();
  const isWarned = secondsLeft !== undefined;

  useEffect(() => {
    const live = () => {
      lastActive.current = Date.now();
    };
    // Once warned, only the answer to the warning counts: a mouse that is pushed by accident is nobody.
    if (!isWarned) {
      for (const sign of signsOfLife) {
        document.addEventListener(sign, live, { passive: true });
      }
    }
    return () => {
      for (const sign of signsOfLife) {
        document.removeEventListener(sign, live);
      }
    };
  }, [isWarned]);

  useEffect(() => {
    lastActive.current = Date.now();
    const timer = setInterval(() => {
      const idleness = idlenessAt(lastActive.current, Date.now());
      setSecondsLeft(idleness.state === 'warned' ? idleness.secondsLeft : undefined);
      if (idleness.state === 'over') {
        void session.signOut('idle');
      }
    }, 1000);
    return () => clearInterval(timer);
  }, [session]);

  const stay = () => {
    lastActive.current = Date.now();
    setSecondsLeft(undefined);
  };
  return (
    <Dialog title="Are you still there?" isOpen={isWarned} onClose={stay} isUrgent>
      <p>
        You will be signed out in {secondsLeft ?? 0} {secondsLeft === 1 ? 'second' : 'seconds'}, so that
        nobody else sees patients’ records here. What you have typed stays in this window.
      </p>
      <DialogActions>
        <Button onPress={() => void session.signOut('idle')}>Sign out now</Button>
        <Button look="primary" takesFocus onPress={stay}>
          Stay signed in
        </Button>
      </DialogActions>
    </Dialog>
  );
}
