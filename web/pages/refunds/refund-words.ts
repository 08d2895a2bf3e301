import type { CreditOfTask, Payee, RepaymentClock } from '#contracts/credit-balance.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { Task } from '#contracts/task.ts';
import type { Refund, RefundState } from '#domain/credit-balances/refunds.ts';
import { clockOn } from '#domain/credit-balances/repayment-clock.ts';
import type { Tone } from '../../words/tone.ts';

export const refundStateWords: Readonly<
  Record<RefundState, { readonly name: string; readonly tone: Tone; readonly means: string }>
> = {
  approved: { name: 'To be paid', tone: 'warning', means: 'It was approved. Write the check and record it.' },
  paid: { name: 'Paid', tone: 'good', means: 'Its check was recorded.' },
  acknowledged: {
    name: 'Acknowledged',
    tone: 'good',
    means: 'The payer said in a remittance that it has it.',
  },
  withheld: { name: 'Withheld', tone: 'plain', means: 'The payer took the money itself: no check is sent.' },
  void: { name: 'Void', tone: 'plain', means: 'It was taken back before it was paid.' },
};

/** Who is owed, by name where the practice knows the payer. */
export function payeeInWords(payee: Payee | undefined, payerName: (payerId: string) => string): string {
  switch (payee?.kind) {
    case 'payer':
      return payerName(payee.payerId);
    case 'patient':
      return `Patient account ${payee.guarantorId}`;
    case 'unknown':
    case undefined:
      return 'Not known yet';
  }
}

/** How a clock stands, in a few words. */
export function clockInBrief(
  clock: RepaymentClock,
  today: PlainDate,
): { readonly words: string; readonly tone: Tone } {
  const { daysLeft, state } = clockOn(clock, today);
  const days = Math.abs(daysLeft) === 1 ? '1 day' : `${Math.abs(daysLeft)} days`;
  if (state === 'over') {
    return { words: `${days} late`, tone: 'danger' };
  }
  if (state === 'suspended') {
    return { words: `Suspended, ${days} left`, tone: 'note' };
  }
  return { words: `${days} left`, tone: daysLeft <= 14 ? 'warning' : 'plain' };
}

/** The law's clock of a refund: that of the task in which it was decided. */
export function clockOfRefund(
  { payee }: Pick<Refund, 'payee'>,
  tasks: readonly Pick<Task, 'credit'>[],
): RepaymentClock | undefined {
  return tasks
    .map(({ credit }) => credit)
    .filter((credit): credit is CreditOfTask => credit !== undefined && samePayee(credit.payee, payee))
    .findLast(({ clock }) => clock !== undefined)?.clock;
}

function samePayee(one: Payee, other: Payee | undefined): boolean {
  return one.kind === 'payer' && other?.kind === 'payer'
    ? one.payerId === other.payerId
    : one.kind === other?.kind;
}
