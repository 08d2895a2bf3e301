import { DollarText } from '#contracts/cents.ts';
import { EnterPaymentsRequest } from '#contracts/payment-batch.ts';
import type { ReportAnswer } from '#contracts/reports.ts';
import { paymentRoutes } from '#contracts/staff-api/payments.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import * as z from 'zod';
import { routeNamed } from '../../api/api-client.ts';
import { useChange } from '../../api/use-change.ts';
import { SchemaForm } from '../../forms/schema-form.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { DoneNotice } from '../../parts/done-notice.tsx';
import { Amount } from '../../parts/figures.tsx';
import parts from '../../parts/parts.module.css';
import { itemKindWords, itemsToMove } from './batch-words.ts';
import { useUntilDone } from './use-until-done.ts';

const takeBackPayments = routeNamed(paymentRoutes, 'take-back-payments');
const applyPayment = routeNamed(paymentRoutes, 'apply-payment');
const unApplyPayment = routeNamed(paymentRoutes, 'un-apply-payment');
const moveOn = routeNamed(paymentRoutes, 'move-payments-on');

const [, takeBack, apply] = EnterPaymentsRequest.options;
const whyForm = takeBack.pick({ reason: true }).strict();
const applyForm = z.strictObject({
  claim: apply.shape.claimId,
  amount: DollarText.optional(),
  postingDate: apply.shape.postingDate,
});

type ShownBatch = Extract<ReportAnswer, { outcome: 'batch' }>;

/** What a person is about to do with a batch. */
export type BatchWork =
  | { readonly what: 'apply' | 'take-back' | 'move-on' }
  | { readonly what: 'un-apply'; readonly postingId: string };

interface BatchDialogsProps {
  readonly shown: ShownBatch;
  readonly work: BatchWork | undefined;
  readonly onClose: () => void;
}

const titles: Readonly<Record<BatchWork['what'], string>> = {
  apply: 'Apply money to a claim',
  'take-back': 'Take the batch back',
  'move-on': 'Move out of its day',
  'un-apply': 'Take money back from a claim',
};

export function BatchDialogs({ shown, work, onClose }: BatchDialogsProps) {
  return (
    <Dialog title={work === undefined ? '' : titles[work.what]} isOpen={work !== undefined} onClose={onClose}>
      {work?.what === 'apply' && <Apply shown={shown} onClose={onClose} />}
      {work?.what === 'take-back' && <TakeBack shown={shown} onClose={onClose} />}
      {work?.what === 'move-on' && <MoveOn shown={shown} onClose={onClose} />}
      {work?.what === 'un-apply' && <UnApply shown={shown} postingId={work.postingId} onClose={onClose} />}
    </Dialog>
  );
}

interface FormProps {
  readonly shown: ShownBatch;
  readonly onClose: () => void;
}

function useLookAgain(): () => void {
  const queries = useQueryClient();
  return () => void queries.invalidateQueries({ queryKey: ['show-payment-batch'] });
}

function Apply({ shown: { batch, items, unapplied }, onClose }: FormProps) {
  const open = unapplied.filter(({ leftCents }) => leftCents > 0);
  const [item, setItem] = useState(open[0]?.item);
  const change = useChange(applyPayment, useLookAgain());
  const money = unapplied.find((one) => one.item === item);
  if (change.data !== undefined) {
    return <DoneNotice words={change.data.summary} onClose={onClose} />;
  }
  if (money === undefined) {
    return <DoneNotice words="Nothing of it is left without a claim." onClose={onClose} />;
  }
  return (
    <SchemaForm
      schema={applyForm}
      root="batch.apply"
      submit="Apply"
      isWaiting={change.isPending}
      error={change.error}
      onCancel={onClose}
      onHandIn={({ claim, amount, postingDate }) =>
        change.mutate({
          place: { batchId: batch.batchId },
          request: {
            item: money.item,
            sequence: money.sequence,
            claimId: claim,
            ...(amount !== undefined && { amountCents: amount }),
            ...(postingDate !== undefined && { postingDate }),
          },
        })
      }
    >
      <label>
        Item{' '}
        <select
          className={parts['select']}
          value={item}
          onChange={({ target }) => setItem(Number(target.value))}
        >
          {open.map((one) => {
            const kind = items[one.item - 1]?.kind ?? 'unapplied';
            return (
              <option key={one.item} value={one.item}>
                {`${one.item}, ${itemKindWords[kind]}`}
              </option>
            );
          })}
        </select>
      </label>
      <p>
        <Amount of={money.leftCents} /> of it belong to no claim yet. A patient’s money goes to what the
        patient owes, a payer’s to what that payer has open.
      </p>
    </SchemaForm>
  );
}

function TakeBack({ shown: { batch }, onClose }: FormProps) {
  const change = useUntilDone(takeBackPayments, () => {});
  return change.data !== undefined ? (
    <DoneNotice words={`Batch “${batch.name}” is taken back.`} onClose={onClose} />
  ) : (
    <SchemaForm
      schema={whyForm}
      root="batch"
      submit="Take back"
      isWaiting={change.isPending}
      error={change.error}
      onCancel={onClose}
      onHandIn={(request) => change.mutate({ place: { batchId: batch.batchId }, request })}
    >
      <p>
        Every posting of its {batch.control.count} items, <Amount of={batch.control.amountCents} />, is
        corrected by its opposite, today. Nothing is erased. Enter what is right as another batch, under
        another name.
      </p>
    </SchemaForm>
  );
}

function MoveOn({ shown: { batch, runs }, onClose }: FormProps) {
  const [first] = itemsToMove(batch, runs);
  const [item, setItem] = useState(first);
  const change = useUntilDone(moveOn, () => {});
  if (change.data !== undefined) {
    const words =
      item === undefined
        ? `Batch “${batch.name}” is posted into the present day.`
        : `Item ${item} is posted on the day of its decision.`;
    return <DoneNotice words={words} onClose={onClose} />;
  }
  return (
    <SchemaForm
      schema={whyForm}
      root="batch"
      submit="Move"
      isWaiting={change.isPending}
      error={change.error}
      onCancel={onClose}
      onHandIn={({ reason }) =>
        change.mutate({
          place: { batchId: batch.batchId },
          request: { reason, ...(item !== undefined && { item }) },
        })
      }
    >
      {item === undefined ? (
        <p>
          Nothing of the batch is posted yet, and its day cannot be finished on it. It is posted into the
          present day, and the day sheet of its former day says so.
        </p>
      ) : (
        <>
          <label>
            Item{' '}
            <select
              className={parts['select']}
              value={item}
              onChange={({ target }) => setItem(Number(target.value))}
            >
              {itemsToMove(batch, runs).map((number) => (
                <option key={number} value={number}>
                  {number}
                </option>
              ))}
            </select>
          </label>
          <p>
            It is held until its task is decided, and keeps its day open. Moved, it is posted on the day of
            that decision, and its money is on the deposit slip of that day.
          </p>
        </>
      )}
    </SchemaForm>
  );
}

function UnApply({ shown: { batch }, postingId, onClose }: FormProps & { readonly postingId: string }) {
  const change = useChange(unApplyPayment, useLookAgain());
  return change.data !== undefined ? (
    <DoneNotice words={change.data.summary} onClose={onClose} />
  ) : (
    <SchemaForm
      schema={whyForm}
      root="batch"
      submit="Take back"
      isWaiting={change.isPending}
      error={change.error}
      onCancel={onClose}
      onHandIn={({ reason }) =>
        change.mutate({ place: { batchId: batch.batchId }, request: { postingId, reason } })
      }
    >
      <p>The money belongs to no claim again, and the claim is owed again, from today on.</p>
    </SchemaForm>
  );
}
