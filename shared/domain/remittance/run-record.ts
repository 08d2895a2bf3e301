import type { Instant } from '#contracts/dates.ts';
import type { RemittanceRun } from '#contracts/remittance-run.ts';
import type { Write } from '../writes/write.ts';

type SavedRun = Extract<Write, { kind: 'save-remittance-run' }>;

/** What becomes of a run record, on the condition that nobody has written it since it was read. */
export function savedRun(run: RemittanceRun, changes: Partial<RemittanceRun>): SavedRun {
  return {
    kind: 'save-remittance-run',
    run: { ...run, ...changes, version: run.version + 1 },
    expectedVersion: run.version,
  };
}

/** Whether nothing of a remittance was posted and a person decides. */
export function isHeld({ state }: Pick<RemittanceRun, 'state'>): boolean {
  return state === 'out-of-balance' || state === 'duplicate';
}

/** Ends a run of which nothing was posted, for good. */
export function setRunAside(
  run: RemittanceRun,
  why: NonNullable<RemittanceRun['setAside']>['why'],
  { by, at }: { readonly by: string; readonly at: Instant },
): SavedRun {
  const { taskId: _decided, ...rest } = run;
  return savedRun(rest, { state: 'set-aside', setAside: { why, by, at } });
}
