import type { PlainDate } from '#contracts/dates.ts';
import type { PaymentBatchId, PracticeId } from '#contracts/identifiers.ts';
import type { PaymentBatch } from '#contracts/payment-batch.ts';
import { isHeld, savedRun } from '#domain/remittance/run-record.ts';
import type { Clock } from './clock.ts';
import type { Commit } from './commit.ts';
import type { LedgerStore } from './ledger-store.ts';
import type { PaymentBatches } from './payment-batches.ts';
import type { RemittanceRegister } from './remittance-register.ts';

interface MovePaymentsWorld {
  readonly clock: Clock;
  readonly commit: Commit;
  readonly batches: Pick<PaymentBatches, 'load' | 'save'>;
  readonly ledger: Pick<LedgerStore, 'ofHolder'>;
  readonly remittances: Pick<RemittanceRegister, 'load'>;
}

interface Asked {
  readonly practiceId: PracticeId;
  readonly batchId: PaymentBatchId;
  readonly user: string;
  readonly reason: string;
}

type Moved = { readonly batch: PaymentBatch; readonly refused?: never } | { readonly refused: string };

/**
 * Moves a batch of which nothing is posted, because its day was closed at that moment, into another day. Its items say
 * nothing of a day, so that it is the same batch there.
 * @param fault why nothing may be posted into that day, if so.
 */
export async function moveBatchOn(
  asked: Asked,
  to: PlainDate,
  fault: string | undefined,
  world: MovePaymentsWorld,
): Promise<Moved> {
  const { practiceId, batchId } = asked;
  const batch = await world.batches.load(practiceId, batchId);
  if (batch === undefined || fault !== undefined) {
    return { refused: fault ?? `Practice ${practiceId} has no batch ${batchId}.` };
  }
  // What was moved already is only gone on with.
  if (batch.postingDate === to && batch.movedOn?.some(({ item }) => item === undefined) === true) {
    return { batch };
  }
  const runs = await Promise.all(
    batch.remittances.map(({ remittanceId }) => world.remittances.load(practiceId, remittanceId)),
  );
  const isBegun =
    batch.done > 0 ||
    runs.some((run) => run !== undefined) ||
    (await world.ledger.ofHolder(practiceId, batchId)).length > 0;
  if (batch.state !== 'posting' || isBegun) {
    return {
      refused: `Batch "${batch.name}" is ${batch.state}, and ${batch.done} of its ${batch.control.count} items are done; only one of which nothing is posted moves to another day. Enter it again, or take it back.`,
    };
  }
  return batch.postingDate === to
    ? { batch }
    : await kept({ ...batch, postingDate: to, movedOn: movedOn(batch, asked, world) }, batch, world);
}

/** Moves an item that is held out of the day of its batch: it is posted on the day on which it is decided. */
export async function moveItemOn(
  asked: Asked & { readonly item: number },
  world: MovePaymentsWorld,
): Promise<Moved> {
  const { practiceId, batchId, item } = asked;
  const batch = await world.batches.load(practiceId, batchId);
  const remittanceId = batch?.remittances.find((one) => one.item === item)?.remittanceId;
  const run = remittanceId === undefined ? undefined : await world.remittances.load(practiceId, remittanceId);
  if (batch === undefined || run === undefined || !isHeld(run)) {
    return {
      refused:
        batch === undefined
          ? `Practice ${practiceId} has no batch ${batchId}.`
          : `Item ${item} of batch "${batch.name}" is not held; only what a person has yet to decide moves to another day.`,
    };
  }
  // The batch first: where only that is written, it is moved by being asked once more.
  const isNoted = batch.movedOn?.some((one) => one.item === item) === true;
  const moved = isNoted
    ? { batch }
    : await kept({ ...batch, movedOn: movedOn(batch, asked, world) }, batch, world);
  if (moved.refused === undefined && run.postingDate !== undefined) {
    const { postingDate: _left, ...undated } = run;
    await world.commit.apply([savedRun(undated, {})]);
  }
  return moved;
}

function movedOn(
  batch: PaymentBatch,
  { user, reason, item }: Asked & { readonly item?: number },
  { clock }: MovePaymentsWorld,
): NonNullable<PaymentBatch['movedOn']> {
  return [
    ...(batch.movedOn ?? []),
    {
      ...(item === undefined ? {} : { item }),
      from: batch.postingDate,
      at: clock.now(),
      by: user,
      reason,
    },
  ];
}

async function kept(
  batch: PaymentBatch,
  former: PaymentBatch,
  { batches }: MovePaymentsWorld,
): Promise<Moved> {
  const next = { ...batch, version: former.version + 1 };
  return (await batches.save(next, former.version))
    ? { batch: next }
    : {
        refused: `Somebody else works at batch "${batch.name}" at this moment; look at it and try again.`,
      };
}
