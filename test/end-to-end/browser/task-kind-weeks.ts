import { expect } from 'vitest';
import { refundsOf, type Refund } from '#domain/credit-balances/refunds.ts';
import { cents, decimalText, negateCents } from '#domain/money/cents.ts';
import { remittanceFile, reversalOf } from '../../functions/payer-files.ts';
import { bankAccount, bankHeader, payments, taskOf, visits, work } from './task-kind-causes.ts';
import type { TaskKindMachine } from './task-kind-machine.ts';
import {
  about,
  balance,
  come,
  comesBack,
  moved,
  ofAmount,
  type KindOfWeeks,
  type TaskKindRow,
} from './task-kind-row.ts';

/* Kinds of tasks that come only when weeks have passed: the clock is turned once the tasks of the first days are decided. */

const refundCheck = '20418';

/** What the clock brings of itself, and what payers and the bank send meanwhile. */
export async function bringWeeks(machine: TaskKindMachine): Promise<void> {
  const { days, bank, inDays, ask, receive, now } = machine;
  // The payer decides by itself what it had decided already; five days after that its month is over too.
  await days(10);
  const { takenBack } = payments;
  const came = `${inDays(0)},HCCLAIMPMT TRN*1*${takenBack.trace}*1990001111\\,ACH credit,,417.00,${bankAccount}`;
  await bank('december.csv', [bankHeader, came].join('\n'));
  await machine.settle();

  const task = await taskOf(machine, 'credit-balance', visits.underpaid);
  const amount = decimalText(cents(task.dollarsAtStakeCents));
  for (const user of ['biller', 'manager'] as const) {
    await work(machine, task, [user, user], {
      outcome: 'refund',
      to: 'payer',
      amount,
      reason: 'Both remittances pay the same visit',
    });
  }
  await ask('settle-refund', {
    action: 'paid',
    refund: (await refundOf(machine, visits.underpaid))?.refundId,
    checkNumber: refundCheck,
    user: 'finance',
    reason: 'Check run of Tuesday',
  });
  const paid = (await machine.payerOf(await machine.claimOf(visits.underpaid))).decision();
  await receive(remittanceFile([reversalOf(paid)], now()));
  // A day is totalled when it is over, and looked at after that.
  await days(1);
  await days(1);
}

/** The refund of a visit. */
async function refundOf(machine: TaskKindMachine, encounterId: string): Promise<Refund | undefined> {
  const { claimId } = await machine.claimOf(encounterId);
  const { postings } = await machine.facts.refunds(machine.practiceId);
  return refundsOf(postings).find(({ holder }) => holder === claimId);
}

/** The payer says that it has had the check, and pays what it took beside it. */
async function acknowledgeRefund(
  { receive, now, inDays, days }: TaskKindMachine,
  { amountCents }: Refund,
): Promise<void> {
  const today = inDays(0);
  await receive(
    remittanceFile([], now(), {
      payment: { handling: 'I', amountCents, creditOrDebit: 'C', method: 'CHK', date: today },
      providerAdjustments: [
        {
          providerId: '2000000010',
          fiscalPeriodEnd: today,
          reasonCode: '72',
          reference: refundCheck,
          amountCents: negateCents(amountCents),
        },
      ],
    }),
  );
  await days(1);
  await days(1);
}

/** How each of them is decided in the browser, and what follows from it. */
export const taskKindRowsOfWeeks: Readonly<Record<KindOfWeeks, TaskKindRow>> = {
  'late-payment': {
    comes: 'A payer pays late, and its month ends',
    by: 'biller',
    decisions: (_task, machine) => [{ does: 'Sent the letter', fields: [come(machine)] }],
    afterwards: comesBack,
  },
  'credit-balance': {
    comes: 'A payer pays a visit twice, and five days pass',
    isIt: about(visits.chargedTooLow),
    by: 'manager',
    decisions: ({ dollarsAtStakeCents }) => {
      const refund = {
        does: 'Refund',
        fields: [
          ['choose', 'Paid to', 'The payer'],
          ['fill', 'Amount', decimalText(cents(dollarsAtStakeCents))],
        ],
      } as const;
      return [{ ...refund, by: 'biller' }, refund];
    },
    before: balance('refund-payable'),
    afterwards: async (machine, task, before) => {
      await moved('refund-payable', 0 - task.dollarsAtStakeCents)(machine, task, before);
      const refund = await refundOf(machine, visits.chargedTooLow);
      expect(refund).toMatchObject({ state: 'approved', amountCents: task.dollarsAtStakeCents });
    },
  },
  'refund-taken-again': {
    comes: 'A credit is refunded by a check, and the payer takes the same money back',
    isIt: about(visits.underpaid),
    by: 'payment-poster',
    decisions: (_task, machine) => [{ does: 'Asked the payer', fields: [come(machine)] }],
    afterwards: async (machine, task, before) => {
      await comesBack(machine, task, before);
      const refund = await refundOf(machine, visits.underpaid);
      if (refund === undefined) {
        throw new Error('The payer took what was refunded to it');
      }
      await acknowledgeRefund(machine, refund);
      expect(await refundOf(machine, visits.underpaid)).toMatchObject({ state: 'acknowledged' });
      const asleep = await machine.facts.taskPage(machine.practiceId, { list: 'asleep' });
      const open = [...(await machine.openTasks()), ...asleep.tasks];
      expect(open.filter(({ kind, claimId }) => kind === task.kind && claimId === task.claimId)).toEqual([]);
    },
  },
  'missing-deposit': {
    comes: 'A remittance announces a payment of which the bank shows nothing for weeks',
    isIt: ofAmount(payments.neverInBank.amountCents),
    by: 'payment-poster',
    decisions: () => [{ does: 'It came elsewhere', fields: [] }],
    before: balance('cash-in-transit'),
    afterwards: moved('cash-in-transit', 0 - payments.neverInBank.amountCents),
  },
};
