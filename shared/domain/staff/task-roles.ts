import type { StaffRole } from '#contracts/staff-member.ts';
import type { TaskKind } from '#contracts/task.ts';

const billing = ['biller', 'manager'] as const;
const coding = ['coder', 'biller', 'manager'] as const;
const desk = ['front-desk', 'coder', 'biller', 'manager'] as const;
const posting = ['payment-poster', 'finance', 'manager'] as const;
const contracts = ['biller', 'finance', 'manager'] as const;
const everybodyAtWork = ['front-desk', 'coder', 'biller', 'payment-poster', 'finance', 'manager'] as const;
const credits = ['payment-poster', 'biller', 'finance', 'manager'] as const;

/** Who decides tasks of a kind. A kind that is not here does not compile. */
const deciders: Readonly<Record<TaskKind, readonly StaffRole[]>> = {
  coverage: ['front-desk', 'biller', 'manager'],
  coding: ['coder', 'manager'],
  correction: coding,
  rejection: billing,
  denial: billing,
  'follow-up': billing,
  'charge-changed': coding,
  'missing-charge': desk,
  'unmapped-alias': billing,
  'quarantined-upload': billing,
  'incomplete-visit': desk,
  'unmatched-document': desk,
  'unsigned-note': coding,
  'duplicate-patient': ['front-desk', 'biller', 'manager'],
  'unexplained-adjustment': posting,
  'takeback-differs': posting,
  'unmatched-remittance': posting,
  'out-of-balance-remittance': posting,
  'unmatched-deposit': posting,
  'missing-remittance': posting,
  'missing-deposit': posting,
  'returned-item': posting,
  'repeated-bank-entry': posting,
  underpayment: contracts,
  'overpayment-review': contracts,
  'charge-too-low': contracts,
  'late-payment': contracts,
  'credit-balance': credits,
  'refund-taken-again': credits,
};
  'follow-up-date': everybodyAtWork,

/**
 * Why a person with these roles does not decide a task so, if so. Whoever posts payments may propose a write-off, since it
 * is there that one sees that nothing more will come.
 */
export function refuseByRole(
  roles: readonly StaffRole[],
  kind: TaskKind,
  outcome: string,
): string | undefined {
  const who: readonly StaffRole[] =
    outcome === 'write-off' ? [...deciders[kind], 'payment-poster'] : deciders[kind];
  return roles.some((role) => who.includes(role))
    ? undefined
    : `A ${kind} task is decided as "${outcome}" by: ${who.join(', ')}`;
}
