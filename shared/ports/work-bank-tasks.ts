import type * as z from 'zod';
import type { AwaitedDeposit, OpenEntry } from '#contracts/bank.ts';
import type { Instant } from '#contracts/dates.ts';
import { PaymentBatchId, RemittanceId, type PracticeId } from '#contracts/identifiers.ts';
import type { practiceTaskOutcomes } from '#contracts/practice-task-outcomes.ts';
import type { Task } from '#contracts/task.ts';
import { depositOfTask, entryOfTask } from '#domain/bank/bank-tasks.ts';
import { entryPostingId } from '#domain/bank/deposit-postings.ts';
import {
  anotherEntry,
  explainEntry,
  foundElsewhere,
  leaveDeposit,
  leaveEntry,
  neverAgain,
  placeEntry,
  redeposited,
  sameEntry,
  undoDeposit,
  type BankDecided,
} from '#domain/bank/decide-bank-tasks.ts';
import { dateOf } from '#domain/calendar/plain-date.ts';
import { dayFault } from '#domain/tasks/day-to-wait-for.ts';
import type { BankBook } from './bank-book.ts';
import type { LedgerStore } from './ledger-store.ts';
import type { PaymentBatches } from './payment-batches.ts';
import { mootTasks, timesPosted } from './reassociate.ts';
import type { RemittanceRegister } from './remittance-register.ts';
import type { TaskStore } from './task-store.ts';

export interface WorkBankTasksWorld {
  readonly bank: Pick<BankBook, 'entry' | 'openEntry' | 'awaited' | 'announced'>;
  readonly ledger: Pick<LedgerStore, 'ofHolder'>;
  readonly tasks: Pick<TaskStore, 'load'>;
}

interface ReturnedItemWorld extends WorkBankTasksWorld {
  readonly batches: Pick<PaymentBatches, 'load'>;
  readonly remittances: Pick<RemittanceRegister, 'load'>;
}

interface Occasion {
  readonly task: Task;
  readonly user: string;
  readonly at: Instant;
}

type Outcome<Kind extends keyof typeof practiceTaskOutcomes> = z.infer<(typeof practiceTaskOutcomes)[Kind]>;

/** It was explained meanwhile: the task ends, and nothing is written. */
const nothingOpen: BankDecided = { summary: 'Nothing of it is open any more.', writes: [] };

/** Decides a task about money of the bank that nothing explains. */
export async function decideUnmatchedDeposit(
  decision: Outcome<'unmatched-deposit'> | Outcome<'missing-remittance'>,
  { task, user, at }: Occasion,
  world: WorkBankTasksWorld,
): Promise<BankDecided> {
  const entry = await entryOf(task, world);
  if (entry === undefined) {
    return nothingOpen;
  }
  switch (decision.outcome) {
    case 'is':
      return await explainByHand(entry, decision.holders, { user, at, except: task.taskId }, world);
    case 'not-a-payment':
      return placeEntry(entry, decision.account, postingOccasion(user, at));
    case 'came-elsewhere':
      return {
        summary: 'Nobody is asked about it again; entered as a batch, it finds this money by its number.',
        writes: [leaveEntry(entry, neverAgain)],
      };
    case 'wait':
    case 'asked-payer': {
      const fault = dayFault(decision.by, at);
      return fault === undefined
        ? { summary: `It is looked at again on ${decision.by}.`, writes: [leaveEntry(entry, decision.by)] }
        : { refused: [fault] };
    }
  }
}

/** Decides a task about a payment that was announced and has not come to the bank. */
export async function decideMissingDeposit(
  decision: Outcome<'missing-deposit'>,
  { task, user, at }: Occasion,
  world: WorkBankTasksWorld,
): Promise<BankDecided> {
  const remittanceId = depositOfTask(task);
  const awaited = await world.bank.awaited(task.practiceId);
  const deposit = awaited.find(({ holder }) => holder === remittanceId);
  if (remittanceId === undefined || deposit === undefined) {
    return nothingOpen;
  }
  if (decision.outcome === 'came-elsewhere') {
    return foundElsewhere(deposit, remittanceId, postingOccasion(user, at));
  }
  const fault = dayFault(decision.by, at);
  return fault === undefined
    ? { summary: `It is looked at again on ${decision.by}.`, writes: [leaveDeposit(deposit, decision.by)] }
    : { refused: [fault] };
}

/** Decides a task about an item that the bank took out again. */
export async function decideReturnedItem(
  decision: Outcome<'returned-item'>,
  { task, user, at }: Occasion,
  world: ReturnedItemWorld,
): Promise<BankDecided> {
  const entry = await entryOf(task, world);
  if (entry === undefined) {
    return nothingOpen;
  }
  const { practiceId } = task;
  const occasion = postingOccasion(user, at);
  switch (decision.outcome) {
    case 'redeposited':
      return redeposited(entry, await world.bank.openEntry(practiceId, decision.entry));
    case 'not-a-payment':
      return placeEntry(entry, decision.account, occasion);
    case 'take-back-payment': {
      const { holder } = decision;
      const announced = await world.bank.announced(practiceId, holder);
      if (announced.length === 0) {
        return {
          refused: [
            `holder: ${holder} never announced a payment; those that did are listed with the remittances`,
          ],
        };
      }
      const [awaited, postings, isTakenBack] = await Promise.all([
        world.bank.awaited(practiceId),
        world.ledger.ofHolder(practiceId, holder),
        wasTakenBack(practiceId, holder, world),
      ]);
      const ofHolder = awaited.filter((deposit) => deposit.holder === holder);
      return undoDeposit(entry, holder, { announced, awaited: ofHolder, postings, isTakenBack }, occasion);
    }
  }
}

/** Decides whether an entry that came with two files is one or two. */
export async function decideRepeatedEntry(
  decision: Outcome<'repeated-bank-entry'>,
  { task, user, at }: Occasion,
  world: WorkBankTasksWorld,
): Promise<BankDecided> {
  const open = await entryOf(task, world);
  if (open?.mayBe === undefined) {
    return nothingOpen;
  }
  if (decision.outcome === 'the-same') {
    const { mayBe, practiceId } = open;
    const ofOther = await world.ledger.ofHolder(practiceId, mayBe);
    return ofOther.some(({ postingId }) => postingId === entryPostingId(mayBe))
      ? sameEntry(open)
      : {
          refused: [
            `Entry ${mayBe} is not posted either: it may be one with a third entry, or was found to be. Decide its task first; where it is that third entry and this one is not, this is "another"`,
          ],
        };
  }
  const entry = await world.bank.entry(task.practiceId, open.bankEntryId);
  return entry === undefined ? nothingOpen : anotherEntry(open, entry, postingOccasion(user, at));
}

/** What is written when a person says which remittances and batches an entry is the money of. */
export async function explainByHand(
  entry: OpenEntry,
  holders: readonly AwaitedDeposit['holder'][],
  { user, at, except }: { readonly user: string; readonly at: Instant; readonly except?: string },
  world: WorkBankTasksWorld,
): Promise<BankDecided> {
  const awaited = await world.bank.awaited(entry.practiceId);
  const deposits = awaited.filter(({ holder }) => holders.includes(holder));
  const times = new Map(
    await Promise.all(
      holders.map(async (holder) => [holder, await timesPosted(entry, holder, world.ledger)] as const),
    ),
  );
  const occasion = postingOccasion(user, at);
  const decided = explainEntry(entry, holders, deposits, times, occasion);
  if (decided.refused !== undefined) {
    return decided;
  }
  const ended = { at, by: occasion.by, ...(except === undefined ? {} : { except }) };
  return {
    summary: decided.summary,
    writes: [...decided.writes, ...(await mootTasks(entry, deposits, ended, world))],
  };
}

/** Whether the batch, or the batch in which the remittance came on paper, was taken back. */
async function wasTakenBack(
  practiceId: PracticeId,
  holder: AwaitedDeposit['holder'],
  { batches, remittances }: Pick<ReturnedItemWorld, 'batches' | 'remittances'>,
): Promise<boolean> {
  const remittanceId = RemittanceId.safeParse(holder).data;
  const batchId =
    remittanceId === undefined
      ? PaymentBatchId.parse(holder)
      : (await remittances.load(practiceId, remittanceId))?.paymentBatchId;
  const batch = batchId === undefined ? undefined : await batches.load(practiceId, batchId);
  return batch?.takenBack !== undefined;
}

async function entryOf(
  task: Task,
  { bank }: Pick<WorkBankTasksWorld, 'bank'>,
): Promise<OpenEntry | undefined> {
  const bankEntryId = entryOfTask(task);
  return bankEntryId === undefined ? undefined : await bank.openEntry(task.practiceId, bankEntryId);
}

function postingOccasion(user: string, at: Instant) {
  return { at, postingDate: dateOf(at), by: `user ${user}` };
}
