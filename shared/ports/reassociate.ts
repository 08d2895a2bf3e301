import type { AwaitedDeposit, OpenEntry } from '#contracts/bank.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { PracticeId } from '#contracts/identifiers.ts';
import type { Task } from '#contracts/task.ts';
import { applyMatch } from '#domain/bank/apply-match.ts';
import {
  bankTaskId,
  entryTaskKinds,
  isQuiet,
  returnedItemTask,
  unmatchedDepositTask,
} from '#domain/bank/bank-tasks.ts';
import { matchDeposits, type DepositMatch } from '#domain/bank/match-deposits.ts';
import { dateOf } from '#domain/calendar/plain-date.ts';
import { mootTask } from '#domain/tasks/moot-task.ts';
import type { Write } from '#domain/writes/write.ts';
import type { BankBook } from './bank-book.ts';
import type { Clock } from './clock.ts';
import type { Commit } from './commit.ts';
import type { LedgerStore } from './ledger-store.ts';
import type { TaskStore } from './task-store.ts';
import { decideAgainOnConflict } from './work-on-claim.ts';

export interface ReassociateWorld {
  readonly clock: Clock;
  readonly commit: Commit;
  readonly bank: Pick<BankBook, 'openEntries' | 'awaited'>;
  readonly ledger: Pick<LedgerStore, 'ofHolder'>;
  readonly tasks: Pick<TaskStore, 'load'>;
}

/** What belongs together, and what is open when all that does was posted. */
export interface Reassociated {
  readonly matches: readonly DepositMatch[];
  readonly entries: readonly OpenEntry[];
  /** Tasks that were opened. */
  readonly opened: number;
}

/**
 * Finds the money of what was announced among the entries of the bank, and posts each match by a transaction of its own,
 * together with what is left open on both sides: two who do this at the same time post nothing twice. What amounts and
 * days alone speak for, and what was returned, becomes a task.
 * @param by the step that asks for it.
 */
export async function reassociate(
  practiceId: PracticeId,
  by: string,
  world: ReassociateWorld,
): Promise<Reassociated> {
  const matches: DepositMatch[] = [];
  const found = await decideAgainOnConflict(async () => {
    const open = await openMoney(practiceId, world);
    const { matches: sure, proposals } = matchDeposits(
      [...open.entries.values()],
      [...open.deposits.values()],
    );
    for (const match of sure) {
      await postMatch(match, open, by, world);
      matches.push(match);
    }
    return { ...open, proposals };
  });
  const entries = [...found.entries.values()].filter(({ openCents }) => openCents !== 0);
  const deposits = [...found.deposits.values()].filter(({ openCents }) => openCents !== 0);
  const at = world.clock.now();
  let opened = 0;
  for (const entry of entries) {
    const proposal = found.proposals.find(({ bankEntryId }) => bankEntryId === entry.bankEntryId);
    if (entry.openCents < 0) {
      opened += await openOnce(returnedItemTask(entry, at), entry, world);
    } else if (proposal !== undefined) {
      opened += await openOnce(unmatchedDepositTask(entry, proposal, deposits, at), entry, world);
    }
  }
  return { matches, entries, opened };
}

/** Opens a task that is not there yet; 1 when it did. Who decided to wait is not asked before the day. */
export async function openOnce(
  task: Task,
  about: { readonly notBefore?: PlainDate | undefined },
  { clock, commit, tasks }: Pick<ReassociateWorld, 'clock' | 'commit' | 'tasks'>,
): Promise<number> {
  if (isQuiet(about, dateOf(clock.now())) || (await tasks.load(task.practiceId, task.taskId)) !== undefined) {
    return 0;
  }
  const { outcome } = await commit.apply([{ kind: 'open-task', task }]);
  return outcome === 'committed' ? 1 : 0;
}

/** The tasks about an entry and a deposit that end when they are found to belong together. */
export async function mootTasks(
  entry: OpenEntry,
  deposits: readonly AwaitedDeposit[],
  { at, by, except }: { readonly at: Task['openedAt']; readonly by: string; readonly except?: string },
  { tasks }: Pick<ReassociateWorld, 'tasks'>,
): Promise<Write[]> {
  const ids = [
    ...entryTaskKinds.map((kind) => bankTaskId(kind, entry.bankEntryId, entry.asked)),
    ...deposits.map(({ holder, asked }) => bankTaskId('missing-deposit', holder, asked)),
  ].filter((taskId, place, all) => taskId !== except && all.indexOf(taskId) === place);
  const found = await Promise.all(ids.map((taskId) => tasks.load(entry.practiceId, taskId)));
  return found.flatMap((task) => mootTask(task, 'matched', at, by));
}

/** How often this entry was posted for this holder. */
export async function timesPosted(
  { practiceId, bankEntryId }: Pick<OpenEntry, 'practiceId' | 'bankEntryId'>,
  holder: AwaitedDeposit['holder'],
  ledger: Pick<LedgerStore, 'ofHolder'>,
): Promise<number> {
  const postings = await ledger.ofHolder(practiceId, holder);
  return postings.filter((posting) => posting.bankEntryId === bankEntryId).length;
}

interface OpenMoney {
  readonly entries: Map<string, OpenEntry>;
  /** By holder and method. */
  readonly deposits: Map<string, AwaitedDeposit>;
}

async function openMoney(
  practiceId: PracticeId,
  { bank }: Pick<ReassociateWorld, 'bank'>,
): Promise<OpenMoney> {
  // What may be an entry that is posted already is the money of nothing until a person says that it is another.
  const entries = (await bank.openEntries(practiceId)).filter(({ mayBe }) => mayBe === undefined);
  // A practice that shows no statements has a long list of what it never looks for.
  const deposits = entries.some(({ openCents }) => openCents > 0) ? await bank.awaited(practiceId) : [];
  return {
    entries: new Map(entries.map((entry) => [entry.bankEntryId, entry])),
    deposits: new Map(deposits.map((deposit) => [depositName(deposit), deposit])),
  };
}

const depositName = ({ holder, method }: Pick<AwaitedDeposit, 'holder' | 'method'>): string =>
  `${holder} ${method}`;

async function postMatch(
  match: DepositMatch,
  open: OpenMoney,
  by: string,
  world: ReassociateWorld,
): Promise<void> {
  const entry = open.entries.get(match.bankEntryId);
  const deposit = open.deposits.get(depositName(match));
  if (entry === undefined || deposit === undefined) {
    return;
  }
  const at = world.clock.now();
  const sequence = (await timesPosted(entry, match.holder, world.ledger)) + 1;
  const applied = applyMatch({ ...match, sequence }, entry, deposit, { at, postingDate: dateOf(at), by });
  await world.commit.apply([...applied.writes, ...(await mootTasks(entry, [deposit], { at, by }, world))]);
  open.entries.set(match.bankEntryId, applied.entry);
  open.deposits.set(depositName(match), applied.deposit);
}
