import * as z from 'zod';

export const claimTaskKinds = [
  'coverage',
  'coding',
  'coding-audit',
  'authorization',
  'correction',
  'rejection',
  'denial',
  'appeal',
  'follow-up',
  'charge-changed',
  'hold',
] as const;
export const ClaimTaskKind = z.enum(claimTaskKinds);
export type ClaimTaskKind = z.infer<typeof ClaimTaskKind>;
/** Kinds of tasks that concern no single claim and that a person decides. */
export const practiceTaskKinds = [
  'missing-charge',
  'unmapped-alias',
  'quarantined-upload',
  'incomplete-visit',
  'unmatched-document',
  'unsigned-note',
  'physician-query',
  'duplicate-patient',
  'unexplained-adjustment',
  'takeback-differs',
  'unmatched-remittance',
  'out-of-balance-remittance',
  'underpayment',
  'overpayment-review',
  'charge-too-low',
  'late-payment',
  'credit-balance',
  'refund-taken-again',
  'unmatched-deposit',
  'missing-remittance',
  'missing-deposit',
  'returned-item',
  'repeated-bank-entry',
  'follow-up-date',
  'dispute',
  'hold-review',
  'write-off-approval',
] as const;
export type PracticeTaskKind = (typeof practiceTaskKinds)[number];
export const TaskKind = z.enum([...claimTaskKinds, ...practiceTaskKinds]);
export type TaskKind = z.infer<typeof TaskKind>;
