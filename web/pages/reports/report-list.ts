import { moneyReaders } from '#contracts/staff-api/roles.ts';
import type { StaffRouteId } from '#contracts/staff-api/routes.ts';
import type { StaffRole } from '#contracts/staff-member.ts';

export interface ReportRow {
  readonly path: string;
  readonly name: string;
  /** The question that it answers. */
  readonly answers: string;
  /** The route that it cannot do without. */
  readonly needs: StaffRouteId;
  /** Who may call it, said again so that the list need not load every route. A test holds the two together. */
  readonly roles: readonly StaffRole[];
}

/** The reports, in the order in which they are looked at. */
export const reportRows: readonly ReportRow[] = [
  {
    path: '/reports/aging',
    name: 'Aging',
    answers: 'What payers and patients owe, and for how long',
    needs: 'report-aging',
    roles: moneyReaders,
  },
  {
    path: '/reports/unbilled',
    name: 'Unbilled',
    answers: 'Which charges no payer has yet, and where their claims wait',
    needs: 'report-unbilled',
    roles: moneyReaders,
  },
  {
    path: '/reports/unapplied',
    name: 'Unapplied cash',
    answers: 'Which money came and belongs to no claim yet',
    needs: 'report-unapplied',
    roles: moneyReaders,
  },
  {
    path: '/reports/deposits',
    name: 'Deposits',
    answers: 'Which payments the bank has shown, and which are still in transit',
    needs: 'report-deposits',
    roles: moneyReaders,
  },
  {
    path: '/reports/day-sheet',
    name: 'Day sheet',
    answers: 'What a posting day adds up to: charges, payments, adjustments, receivables',
    needs: 'report-day-sheet',
    roles: moneyReaders,
  },
  {
    path: '/reports/month-end',
    name: 'Month-end trial balance',
    answers: 'What stood on each account before a month, what moved, and what stands after it',
    needs: 'ledger-days',
    roles: moneyReaders,
  },
  {
    path: '/reports/underpayments',
    name: 'Underpayments',
    answers: 'What payers allowed below or above their contracts, and which charges were below them',
    needs: 'list-variances',
    roles: moneyReaders,
  },
  {
    path: '/reports/late-payments',
    name: 'Late payments',
    answers: 'What payers paid later than they may, and the interest that they owe for it',
    needs: 'list-late-payments',
    roles: moneyReaders,
  },
  {
    path: '/reports/coding-accuracy',
    name: 'Coding accuracy',
    answers: 'How right each coder was, by kind of code, and what the errors were worth',
    needs: 'report-coding-accuracy',
    roles: ['auditor', 'manager'],
  },
];

/** The reports for somebody with these roles. */
export function reportsFor(roles: readonly StaffRole[]): readonly ReportRow[] {
  return reportRows.filter((row) => row.roles.some((role) => roles.includes(role)));
}
