import {
  EnterPaymentsRequest,
  PaymentBatchEntry,
  type EnterPaymentsAnswer,
  type PaymentBatch,
} from '#contracts/payment-batch.ts';
import { problemsOf } from '#contracts/queries.ts';
import { awaitedOfBatch } from '#domain/bank/awaited-batch.ts';
import { dateOf } from '#domain/calendar/plain-date.ts';
import { contentHashOf } from '#domain/identity/content-hash.ts';
import { paymentBatchIdFor, receiptNumberFor } from '#domain/identity/ids.ts';
import { batchProblems, methodTotals, postingDayFault } from '#domain/payment-batches/check-batch.ts';
import { deskBatch } from '#domain/payment-batches/desk-batch.ts';
import { drawnProblem } from '#domain/payment-batches/unapplied-money.ts';
import type { Posting } from '#contracts/ledger.ts';
import type { Practice } from '#contracts/practice.ts';
import { applyUnapplied, unapplyMoneyOfBatch } from '#ports/apply-unapplied.ts';
import { awaitDeposits, endWaitFor } from '#ports/await-deposits.ts';
import type { DeskBook } from '#ports/desk-book.ts';
import { openDayAgain } from '#ports/open-day-again.ts';
import { moveBatchOn, moveItemOn } from '#ports/move-payments-on.ts';
import { claimProblems, postItem, remittanceIdsOf } from '#ports/post-payment-items.ts';
import { postingsMadeBy, takeBackItem, type TakeBackItemsWorld } from '#ports/take-back-items.ts';
import type { LedgerDays } from '#ports/ledger-days.ts';
import { patientOnFile, type PatientOnFileWorld } from '#ports/patient-on-file.ts';
import type { PaymentBatches } from '#ports/payment-batches.ts';
import type { Periods } from '#ports/periods.ts';
import type { PracticeStore } from '#ports/practice-store.ts';
import type { ReassociateWorld } from '#ports/reassociate.ts';
import { firstPostingDay } from '#ports/see-ledger-days.ts';
import { InvariantBroken } from '#ports/work-on-claim.ts';

export interface EnterPaymentsWorld extends TakeBackItemsWorld, ReassociateWorld {
  readonly patients: PatientOnFileWorld['patients'];
  readonly desk: Pick<DeskBook, 'keepReceipt' | 'receipt'>;
  readonly ledger: TakeBackItemsWorld['ledger'] & ReassociateWorld['ledger'];
  readonly practices: Pick<PracticeStore, 'edition' | 'history'>;
  readonly batches: PaymentBatches;
  readonly periods: Pick<Periods, 'load'>;
  readonly ledgerDays: Pick<LedgerDays, 'load' | 'keep'>;
}

/** A call is over after half a minute; what is left then is done by the next call. */
const longestMilliseconds = 15_000;

/**
 * Posts a batch of payments that was entered by hand, or takes one back. A batch is checked whole before anything of it
 * is kept; then its items are posted one after the other, each by a transaction of its own. Called again with the same
 * batch it goes on where it was left, and changes nothing where it was done.
 */
export async function enterPaymentsStep(
  event: unknown,
  world: EnterPaymentsWorld,
): Promise<EnterPaymentsAnswer> {
  const read = EnterPaymentsRequest.safeParse(event);
  if (!read.success) {
    return refused(...problemsOf(read.error));
  }
  const request = read.data;
  const practice = await world.practices.edition(request.practiceId);
  if (practice === undefined) {
    return refused(`There is no practice ${request.practiceId}.`);
  }
  switch (request.action) {
    case 'enter':
      return await enter(request, practice, world);
    case 'take-back':
      return await takeBack(request, practice, world);
    case 'move-on':
      return await moveOn(request, practice, world);
    case 'apply':
      return await apply(request, practice, world);
    case 'take-at-desk':
      return await takeAtDesk(request, practice, world);
    case 'un-apply': {
      const at = world.clock.now();
      return await unapplyMoneyOfBatch(
        request,
        { at, postingDate: dateOf(at), by: `user ${request.user}` },
        world,
      );
    }
  }
}

type Request<Action extends string> = Extract<
  ReturnType<(typeof EnterPaymentsRequest)['parse']>,
  { action: Action }
>;

async function enter(
  { user, batch: entry }: Request<'enter'>,
  practice: Practice,
  world: EnterPaymentsWorld,
): Promise<EnterPaymentsAnswer> {
  const { practiceId } = practice;
  const batchId = paymentBatchIdFor(practiceId, entry.name);
  const contentHash = contentHashOf(entry);
  const former = await world.batches.load(practiceId, batchId);
  if (former !== undefined) {
    return former.contentHash === contentHash
      ? await goOn(former, entry, practice, world)
      : refused(
          `There is a batch "${entry.name}" of ${former.postingDate} already, with other items. Enter this one under another name; take the other back first where it was wrong.`,
        );
  }
  const at = world.clock.now();
  const today = dateOf(at);
  const postingDate = entry.postingDate ?? today;
  const fault = await dayFault(practice, postingDate, world);
  const problems = [
    ...(fault === undefined ? [] : [fault]),
    ...batchProblems(entry, practice),
    ...(await claimProblems(practiceId, entry.items, world)),
  ];
  if (problems.length > 0) {
    return refused(...problems);
  }
  // By its content: of two that are entered under one name at once each has its own.
  const documentKey = `payments/${practiceId}/${batchId}/${contentHash}.json`;
  await world.documents.put('exchange', documentKey, JSON.stringify(entry), 'application/json');
  const batch: PaymentBatch = {
    practiceId,
    batchId,
    version: 1,
    name: entry.name,
    kind: entry.kind,
    postingDate,
    control: entry.control,
    ...(entry.image === undefined ? {} : { image: entry.image }),
    contentHash,
    documentKey,
    byMethod: methodTotals(entry.items),
    remittances: remittanceIdsOf(batchId, entry.items),
    state: 'posting',
    done: 0,
    enteredAt: at,
    enteredBy: user,
  };
  if (!(await world.batches.save(batch, 0))) {
    return refused(`A batch "${entry.name}" was entered at the same moment; look at it and try again.`);
  }
  return await goOn(batch, entry, practice, world);
}

/**
 * Takes money at the desk: a batch of one item under the receipt's number, posted as every batch is. Pressed twice, the
 * number is the same, and so is the batch.
 */
async function takeAtDesk(
  { practiceId, user, payment }: Request<'take-at-desk'>,
  practice: Practice,
  world: EnterPaymentsWorld,
): Promise<EnterPaymentsAnswer> {
  const onFile = await patientOnFile(practiceId, payment.patientKey, world);
  if (onFile === undefined) {
    return refused(`Practice ${practiceId} has no patient ${payment.patientKey}.`);
  }
  const number = receiptNumberFor(practiceId, user, payment.entryKey);
  // Whoever is changed on file meanwhile: money that was taken is booked as it was taken.
  const before = await world.desk.receipt(practiceId, number);
  const guarantorId = before?.guarantorId ?? onFile.guarantorId;
  const batch = deskBatch(payment, number, guarantorId);
  const entered = await enter({ action: 'enter', practiceId, user, batch }, practice, world);
  if (entered.outcome !== 'entered') {
    return entered;
  }
  const { batchId, postingDate, enteredAt } = entered.batch;
  const receipt = await world.desk.keepReceipt({
    practiceId,
    number,
    batchId,
    patientKey: payment.patientKey,
    guarantorId,
    purpose: payment.purpose,
    method: payment.method,
    ...(payment.number === undefined ? {} : { reference: payment.number }),
    amountCents: payment.amountCents,
    postingDate,
    at: enteredAt,
    by: user,
  });
  return { outcome: 'taken', receipt };
}

/** Posts what is left of a batch. */
async function goOn(
  former: PaymentBatch,
  entry: PaymentBatchEntry,
  practice: Practice,
  world: EnterPaymentsWorld,
): Promise<EnterPaymentsAnswer> {
  if (former.state !== 'posting') {
    return { outcome: 'entered', batch: former, isDone: true };
  }
  const words = `Batch "${former.name}" is posted into it`;
  // The batch is kept, so whoever closes the day from now on finds it; who looked before finds the day changed by this,
  // or had closed it, which is found here.
  await openDayAgain(former, { at: world.clock.now(), by: `user ${former.enteredBy}`, words }, world);
  const fault = await dayFault(practice, former.postingDate, world);
  if (fault !== undefined) {
    return refused(fault);
  }
  const done = await inTime(former.done, entry.items.length, world, async (index) => {
    const item = entry.items[index];
    if (item !== undefined) {
      await postItem(item, { batch: former, item: index + 1 }, practice, world);
    }
    return true;
  });
  const isDone = done === entry.items.length;
  if (isDone) {
    await openDayAgain(former, { at: world.clock.now(), by: `user ${former.enteredBy}`, words }, world);
    await awaitDeposits(former.practiceId, awaitedOfBatch(former, entry.items), 'enter-payments', world);
  }
  return await saved({ ...former, done, state: isDone ? 'posted' : 'posting' }, isDone, world);
}

/** Money that was not applied when it was entered goes to a claim, on a day that is open. */
async function apply(
  request: Request<'apply'>,
  practice: Practice,
  world: EnterPaymentsWorld,
): Promise<EnterPaymentsAnswer> {
  const at = world.clock.now();
  const { practiceId, user, postingDate = dateOf(at) } = request;
  const by = `user ${user}`;
  const words = 'Money is applied to a claim in it';
  await openDayAgain({ practiceId, postingDate }, { at, by, words }, world);
  const fault = await dayFault(practice, postingDate, world);
  return fault === undefined ? await applyUnapplied(request, { at, postingDate, by }, world) : refused(fault);
}

/** What keeps a day open is moved out of it by name: a batch into the present day, an item to the day of its decision. */
async function moveOn(
  request: Request<'move-on'>,
  practice: Practice,
  world: EnterPaymentsWorld,
): Promise<EnterPaymentsAnswer> {
  if (request.item !== undefined) {
    const moved = await moveItemOn({ ...request, item: request.item }, world);
    return moved.refused === undefined
      ? { outcome: 'entered', batch: moved.batch, isDone: true }
      : refused(moved.refused);
  }
  const today = dateOf(world.clock.now());
  const moved = await moveBatchOn(request, today, await dayFault(practice, today, world), world);
  return moved.refused === undefined
    ? await goOn(moved.batch, await entryOf(moved.batch, world), practice, world)
    : refused(moved.refused);
}

async function takeBack(
  { practiceId, batchId, user, reason }: Request<'take-back'>,
  practice: Practice,
  world: EnterPaymentsWorld,
): Promise<EnterPaymentsAnswer> {
  const former = await world.batches.load(practiceId, batchId);
  if (former === undefined) {
    return refused(`Practice ${practiceId} has no batch ${batchId}.`);
  }
  if (former.state === 'posting') {
    return refused(
      `Batch "${former.name}" is not posted whole: ${former.done} of ${former.control.count} items are. Enter it again first, so that it is; then take it back.`,
    );
  }
  if (former.state === 'taken-back') {
    return { outcome: 'entered', batch: former, isDone: true };
  }
  const at = world.clock.now();
  const batch: PaymentBatch =
    former.takenBack === undefined
      ? {
          ...former,
          state: 'taking-back',
          done: 0,
          takenBack: { at, by: user, reason, postingDate: dateOf(at) },
        }
      : former;
  const entry = await entryOf(batch, world);
  if (batch !== former) {
    const postings = await world.ledger.ofHolder(practiceId, batchId);
    const drawn = entry.items.flatMap((_, index) => drawnProblem(batchId, index + 1, postings) ?? []);
    if (drawn.length > 0) {
      return refused(...drawn);
    }
    const next = { ...batch, version: former.version + 1 };
    if (!(await world.batches.save(next, former.version))) {
      return refused(
        `Somebody else works at batch "${former.name}" at this moment; look at it and try again.`,
      );
    }
    return await goOnTakingBack(next, entry, practice, world);
  }
  return await goOnTakingBack(batch, entry, practice, world);
}

async function goOnTakingBack(
  batch: PaymentBatch,
  entry: PaymentBatchEntry,
  practice: Practice,
  world: EnterPaymentsWorld,
): Promise<EnterPaymentsAnswer> {
  const problems: string[] = [];
  let made: Promise<readonly Posting[]> | undefined;
  const ofBatch = () => (made ??= postingsMadeBy(batch, world));
  const done = await inTime(batch.done, entry.items.length, world, async (index) => {
    const item = entry.items[index];
    if (item !== undefined) {
      problems.push(...(await takeBackItem(item, { batch, item: index + 1 }, practice, ofBatch, world)));
    }
    return problems.length === 0;
  });
  const isDone = done === entry.items.length;
  if (isDone) {
    await endWaitFor(batch, world);
  }
  const answer = await saved({ ...batch, done, state: isDone ? 'taken-back' : 'taking-back' }, isDone, world);
  return problems.length === 0 ? answer : refused(...problems);
}

/** Does one after the other until one cannot be done or the time of a call is used up; gives how many are done. */
async function inTime(
  done: number,
  count: number,
  { clock }: Pick<EnterPaymentsWorld, 'clock'>,
  work: (index: number) => Promise<boolean>,
): Promise<number> {
  const began = Date.parse(clock.now());
  for (let index = done; index < count; index += 1) {
    if (index > done && Date.parse(clock.now()) - began > longestMilliseconds) {
      return index;
    }
    if (!(await work(index))) {
      return index;
    }
  }
  return count;
}

async function saved(
  batch: PaymentBatch,
  isDone: boolean,
  { batches }: Pick<EnterPaymentsWorld, 'batches'>,
): Promise<EnterPaymentsAnswer> {
  const next = { ...batch, version: batch.version + 1 };
  // Where another call did the same at the same moment, the batch stands as that call left it.
  const kept = (await batches.save(next, batch.version))
    ? next
    : ((await batches.load(batch.practiceId, batch.batchId)) ?? next);
  return { outcome: 'entered', batch: kept, isDone };
}

async function entryOf(
  batch: PaymentBatch,
  { documents }: Pick<EnterPaymentsWorld, 'documents'>,
): Promise<PaymentBatchEntry> {
  const stored = await documents.get('exchange', batch.documentKey);
  if (stored === undefined) {
    throw new InvariantBroken(`The items of batch ${batch.batchId} are gone`);
  }
  return PaymentBatchEntry.parse(JSON.parse(new TextDecoder().decode(stored.body)));
}

async function dayFault(
  { practiceId }: Practice,
  postingDate: PaymentBatch['postingDate'],
  world: EnterPaymentsWorld,
): Promise<string | undefined> {
  const today = dateOf(world.clock.now());
  const [firstDay = today, book] = await Promise.all([
    firstPostingDay(world.practices, practiceId),
    world.periods.load(practiceId),
  ]);
  return postingDayFault(postingDate, { firstDay, today, book });
}

function refused(...problems: string[]): EnterPaymentsAnswer {
  return { outcome: 'refused', problems };
}
