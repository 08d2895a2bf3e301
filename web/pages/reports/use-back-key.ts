import { useEffect, useMemo, useRef } from 'react';
import type { KeyBinding } from '../../keys/key-sequence.ts';
import { useKeys } from '../../keys/keys.tsx';

/** The key that leads from the claims of a row back to the sums. */
export function useBackKey(isInside: boolean, onBack: () => void): void {
  const latest = useRef(onBack);
  useEffect(() => {
    latest.current = onBack;
  });
  useKeys(
    useMemo<readonly KeyBinding[]>(
      () =>
        isInside
          ? [{ keys: 'u', does: 'Back to the sums', group: 'Report', run: () => latest.current() }]
          : [],
      [isInside],
    ),
  );
}
