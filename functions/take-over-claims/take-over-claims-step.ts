import {
  CutoverRequest,
  cutoverPrefix,
  type CutoverAnswer,
  type CutoverProblem,
  type CutoverProgress,
} from '#contracts/cutover.ts';
import { PayerId, type PracticeId } from '#contracts/identifiers.ts';
import type { Practice } from '#contracts/practice.ts';
import { problemsOf } from '#contracts/queries.ts';
import { dateOf } from '#domain/calendar/plain-date.ts';
import { nothingFound } from '#domain/cutover/cutover-check.ts';
import { uploadIdFor } from '#domain/identity/ids.ts';
import { zeroCents } from '#domain/money/cents.ts';
import type { Clock } from '#ports/clock.ts';
import {
  checkCutoverFile,
  formatOfFile,
  usualCutoverLimits,
  type CutoverFileName,
  type CutoverLimits,
} from '#ports/cutover/check-cutover-file.ts';
import { CutoverFiles } from '#ports/cutover/cutover-files.ts';
import {
  lookUpChunk,
  takeOverChunk,
  type TakeOverWorld,
  type TakingOver,
} from '#ports/cutover/take-over-chunk.ts';
import type { DocumentStore } from '#ports/document-store.ts';
import type { PracticeStore } from '#ports/practice-store.ts';

export interface TakeOverClaimsWorld extends TakeOverWorld {
  readonly clock: Clock;
  readonly practices: Pick<PracticeStore, 'edition'>;
  readonly documents: Pick<DocumentStore, 'get' | 'put' | 'stream'>;
}

/**
 * Checks a file of an old system, and takes over what it holds; nothing of it while anything is wrong, or while it does
 * not add up to its control totals. It works for one call's time and answers `more`; called again it goes on, also
 * after a crash. In the end the ledger is read and compared with the file. A claim that was taken over before changes
 * nothing, so that a file may be sent again.
 */
export async function takeOverClaimsStep(
  event: unknown,
  world: TakeOverClaimsWorld,
  limits: CutoverLimits = usualCutoverLimits,
): Promise<CutoverAnswer> {
  const request = CutoverRequest.safeParse(event);
  if (!request.success) {
    return refused(
      problemsOf(request.error).map((found) =>
        problem('request', found, 'a request as its contract says', 'Send it with "cutover".'),
      ),
    );
  }
  const { practiceId, key, versionId, user, apply } = request.data;
  const practice = await world.practices.edition(practiceId);
  if (practice === undefined) {
    return refused([
      problem('practice', practiceId, 'a practice that was loaded', 'Load it with "practice import".'),
    ]);
  }
  const system = systemOf(practice, request.data.system);
  if (typeof system !== 'string') {
    return refused([system]);
  }
  const format = await formatOf({ key, versionId }, practiceId, world);
  if (format === undefined) {
    return refused([
      problem(
        'file',
        'no such file',
        `a file under ${cutoverPrefix}${practiceId}/`,
        'Send it with "cutover".',
      ),
    ]);
  }
  const at = world.clock.now();
  const importId = uploadIdFor('cutover', key, versionId ?? '');
  const files = new CutoverFiles(world.documents, practiceId, importId);
  const fresh: CutoverProgress = {
    system,
    edition: practice.edition,
    checkedOn: dateOf(at),
    state: 'checking',
    findings: nothingFound(format),
    chunks: 0,
    ...nothingApplied,
  };
  const stored = await files.progress();
  let progress = stored === undefined || isStale(stored, fresh) ? fresh : stored;
  if (progress.state === 'checking') {
    progress = await checkCutoverFile({ key, versionId }, progress, practice, { ...world, files }, limits);
    await files.saveProgress(progress);
  }
  if (progress.state === 'checking') {
    return { outcome: 'more', doing: 'checking', records: progress.findings.totals.records };
  }
  if (progress.state === 'refused') {
    const { problems, moreProblems } = progress.findings;
    return refused(problems, moreProblems);
  }
  if (!apply) {
    return told('checked', { ...progress, ...nothingApplied });
  }
  if (progress.state !== 'taking-over') {
    // Of a file that is done all of it again: what is there is left as it is, and the ledger is read once more. Kept
    // before the first claim is: whoever goes on after this call knows by it what this call did.
    progress = { ...progress, ...nothingApplied, state: 'taking-over', takingOverSince: at };
    await files.saveProgress(progress);
  }
  const taking: TakingOver = {
    system,
    importId,
    // As it was checked: the practice may have changed since.
    practice: (await world.practices.edition(practiceId, progress.edition)) ?? practice,
    today: progress.checkedOn,
    occasion: { at, postingDate: dateOf(at), by: `user ${user}` },
    since: progress.takingOverSince ?? at,
  };
  for (let left = limits.takenRecords; progress.applied < progress.chunks;) {
    if (left <= 0) {
      return more('taking over', progress.appliedRecords, progress);
    }
    const chunk = await files.chunk(progress.applied + 1);
    progress = {
      ...progress,
      counted: await takeOverChunk(chunk, progress.counted, taking, world),
      applied: progress.applied + 1,
      appliedRecords: progress.appliedRecords + chunk.rows.length,
    };
    await files.saveProgress(progress);
    left -= chunk.rows.length;
  }
  for (let left = limits.takenRecords; progress.proved < progress.chunks && isLedgerRead(progress);) {
    if (left <= 0) {
      return more('proving', progress.provedRecords, progress);
    }
    const chunk = await files.chunk(progress.proved + 1);
    progress = {
      ...progress,
      inLedger: await lookUpChunk(chunk, progress.inLedger, taking, world),
      proved: progress.proved + 1,
      provedRecords: progress.provedRecords + chunk.rows.length,
    };
    await files.saveProgress(progress);
    left -= chunk.rows.length;
  }
  await files.saveProgress({ ...progress, state: 'done' });
  return told('taken-over', progress);
}

const nothingApplied = {
  applied: 0,
  proved: 0,
  appliedRecords: 0,
  provedRecords: 0,
  counted: { takenOver: 0, unchanged: 0, differing: [], moreDiffering: 0, waitingVisits: 0 },
  inLedger: { payerBalanceCents: zeroCents, patientBalanceCents: zeroCents },
} satisfies Partial<CutoverProgress>;

/** Whether what is known of the file was found by something else than what holds now. A run that has begun goes on. */
function isStale(stored: CutoverProgress, fresh: CutoverProgress): boolean {
  return (
    stored.system !== fresh.system ||
    (stored.state !== 'taking-over' &&
      (stored.edition !== fresh.edition || stored.checkedOn !== fresh.checkedOn))
  );
}

/** Patients and insurances owe nothing by themselves. */
function isLedgerRead({ findings }: CutoverProgress): boolean {
  return findings.kind === 'claims';
}

/** How the file is written; undefined where there is none, or it is another practice's. */
async function formatOf(
  file: CutoverFileName,
  practiceId: PracticeId,
  { documents }: TakeOverClaimsWorld,
): Promise<'csv' | 'json' | undefined> {
  return file.key.startsWith(`${cutoverPrefix}${practiceId}/`)
    ? await formatOfFile(file, documents)
    : undefined;
}

function more(
  doing: 'taking over' | 'proving',
  records: number,
  { findings }: CutoverProgress,
): CutoverAnswer {
  return { outcome: 'more', doing, records, of: findings.totals.records };
}

function told(outcome: 'checked' | 'taken-over', progress: CutoverProgress): CutoverAnswer {
  const { kind = 'claims', totals, byPayer, statuses } = progress.findings;
  const { system, counted, inLedger } = progress;
  return {
    outcome,
    kind,
    system,
    totals,
    byPayer: Object.entries(byPayer)
      .map(([payerId, one]) => ({ payerId: PayerId.parse(payerId), ...one }))
      .toSorted((one, other) => other.balanceCents - one.balanceCents),
    statuses,
    ...counted,
    ...(outcome === 'taken-over' && kind === 'claims' ? { inLedger } : {}),
  };
}

/** The old system that is meant: the one named, or the only one there is. */
function systemOf({ cutover, practiceId }: Practice, named: string | undefined): string | CutoverProblem {
  const names = cutover.legacySystems.map(({ name }) => name);
  const [only, ...others] = names;
  if (only === undefined) {
    return problem(
      'system',
      `no old system in the practice document of ${practiceId}`,
      'cutover.legacySystems with the name of the old system and the pattern of its claim numbers',
      'Add it, and import the practice document.',
    );
  }
  if (named === undefined ? others.length > 0 : !names.includes(named)) {
    return problem('system', named ?? 'none', `one of ${names.join(', ')}`, 'Name one with --system.');
  }
  return named ?? only;
}

function problem(column: string, found: string, expected: string, howToFix: string): CutoverProblem {
  return { column, found, expected, howToFix };
}

function refused(problems: readonly CutoverProblem[], notListed = 0): CutoverAnswer {
  return { outcome: 'refused', problems: [...problems], more: notListed };
}
