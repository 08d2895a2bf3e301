import type { WarehouseReport } from '#contracts/warehouse/report.ts';
import { count, maybe, money, text } from './report-columns.ts';
import { countWhere, inPeriod, receivable, sumOf, sumWhere } from './sql-words.ts';

/** Postings that move what is owed, month by month, with what the other legs of each say about why. */
const movements = `
touching AS (
  SELECT posting_id FROM ledger_entry WHERE ${receivable} GROUP BY posting_id
),
movements AS (
  SELECT ledger_entry.posting_month,
    ${sumWhere(receivable, 'amount')} AS change_amount,
    ${sumWhere("account = 'charges'", '-amount')} AS charge_amount,
    ${sumWhere("account IN ('cash-in-transit', 'bank', 'suspense', 'unapplied-payment')", 'amount')} AS payment_amount,
    ${sumWhere("account = 'contractual-adjustment'", 'amount')} AS contractual_amount,
    ${sumWhere("account = 'write-off'", 'amount')} AS write_off_amount,
    ${sumWhere(
      `NOT ${receivable} AND account NOT IN ('charges', 'cash-in-transit', 'bank', 'suspense', 'unapplied-payment', 'contractual-adjustment', 'write-off')`,
      '-amount',
    )} AS other_amount
  FROM ledger_entry
  CROSS JOIN asked
  JOIN touching ON touching.posting_id = ledger_entry.posting_id
  WHERE ${inPeriod}
  GROUP BY ledger_entry.posting_month
),
before AS (
  SELECT ${sumWhere(receivable, 'amount')} AS before_amount
  FROM ledger_entry CROSS JOIN asked
  WHERE posting_date < from_date
),
roll AS (
  SELECT posting_month,
    before_amount
      + sum(change_amount) OVER (ORDER BY posting_month ROWS UNBOUNDED PRECEDING) AS closing_amount,
    change_amount, charge_amount, payment_amount, contractual_amount, write_off_amount, other_amount
  FROM movements CROSS JOIN before
)`;

export const receivablesRollForward: WarehouseReport = {
  name: 'receivables-roll-forward',
  title: 'Accounts receivable roll-forward',
  group: 'books',
  question: 'How did what is owed come from the beginning of each month to its end?',
  formula:
    'opening + charges − payments − contractual adjustments − write-offs + other = closing, for each month of the period; opening and closing are balances of the receivables, all between are the other legs of the postings that move them',
  source: 'The ledger; the difference is zero while every posting balances',
  asks: 'period',
  reads: ['ledger_entry'],
  columns: [
    text('month', 'The month, or the part of it that lies in the period.'),
    money('opening_amount', 'What was owed before.'),
    money('charge_amount', 'Charged.'),
    money('payment_amount', 'Paid and applied to claims, less what was taken back.'),
    money('contractual_amount', 'Taken off by contracts.'),
    money('write_off_amount', 'Written off, less what was taken back.'),
    money('other_amount', 'All else: balances taken over, refunds, other adjustments.'),
    money('closing_amount', 'What was owed after.'),
    money('difference_amount', 'Closing less all before it; zero.'),
  ],
  orderBy: ['month'],
  sql: `
WITH ${movements.trim()}
SELECT posting_month AS month, closing_amount - change_amount AS opening_amount,
  charge_amount, payment_amount, contractual_amount, write_off_amount, other_amount, closing_amount,
  change_amount - charge_amount + payment_amount + contractual_amount + write_off_amount - other_amount
    AS difference_amount
FROM roll`,
};

const accountSums = `
accounts AS (
  SELECT account,
    ${sumWhere('posting_date < from_date', 'amount')} AS opening_amount,
    ${sumWhere(`${inPeriod} AND amount > 0`, 'amount')} AS debit_amount,
    ${sumWhere(`${inPeriod} AND amount < 0`, '-amount')} AS credit_amount,
    ${sumWhere('posting_date <= to_date', 'amount')} AS closing_amount
  FROM ledger_entry CROSS JOIN asked
  WHERE posting_date <= to_date
  GROUP BY account
)`;

export const trialBalance: WarehouseReport = {
  name: 'trial-balance',
  title: 'Trial balance',
  group: 'books',
  question: 'What stood on each account before the period, what moved, and what stands after it?',
  formula:
    'sums of the legs on each account: before the period, its debits, its credits, up to its end; each of these columns adds up to zero over all accounts, debits less credits',
  source: 'The ledger',
  asks: 'period',
  reads: ['ledger_entry'],
  columns: [
    text('account', 'The account.'),
    money('opening_amount', 'Before the period; a credit is negative.'),
    money('debit_amount', 'Debits of the period.'),
    money('credit_amount', 'Credits of the period.'),
    money('closing_amount', 'After it.'),
  ],
  orderBy: ['account'],
  drillsInto: { report: 'ledger-entries', by: ['account'] },
  sql: `
WITH ${accountSums.trim()}
SELECT account, opening_amount, debit_amount, credit_amount, closing_amount FROM accounts`,
};

export const ledgerEntries: WarehouseReport = {
  name: 'ledger-entries',
  title: 'Ledger entries',
  group: 'books',
  question: 'Which legs were posted to an account?',
  formula: 'one row for each leg of each posting of the period',
  source: 'The ledger',
  asks: 'period',
  reads: ['ledger_entry'],
  columns: [
    { name: 'posting_date', type: 'date', meaning: 'The day in whose books it is.' },
    text('posting_id', 'The posting.'),
    count('leg_number', 'The leg.'),
    text('account', 'The account.'),
    text('cause', 'Why it was posted.'),
    maybe(text('claim_id', 'The claim.')),
    maybe(text('payer_id', 'The payer.')),
    maybe(text('reason', 'The reason of the leg.')),
    money('amount', 'Debit; credit where negative.'),
  ],
  orderBy: ['posting_date', 'posting_id', 'leg_number'],
  sql: `
SELECT posting_date, posting_id, leg_number, account, cause, claim_id, payer_id, reason, amount
FROM ledger_entry CROSS JOIN asked
WHERE ${inPeriod}`,
};

/** A line of the pack. */
function packLine(
  place: number,
  section: string,
  item: string,
  amount: string,
  from: string,
  number = 'NULL',
) {
  return `SELECT ${place} AS line, '${section}' AS section, '${item}' AS item, ${amount} AS amount, CAST(${number} AS BIGINT) AS items FROM ${from}`;
}

export const monthEndClosePack: WarehouseReport = {
  name: 'month-end-close-pack',
  title: 'Month-end close pack',
  group: 'books',
  question: 'Do the books of the period tie, and what do they say?',
  formula:
    'the roll-forward of the receivables over the whole period, the balances that must be explained, and checks that must all be zero: accounts that do not add up to zero, postings that do not balance, charges of the ledger that are not those of the claims',
  source: 'The ledger and the charges',
  asks: 'period',
  reads: ['ledger_entry', 'charge'],
  columns: [
    count('line', 'The place in the pack.'),
    text('section', 'receivables, balances or checks.'),
    text('item', 'What it is.'),
    money('amount', 'Its amount; of a check what does not tie.'),
    maybe(count('items', 'How many there are, where they are counted.')),
  ],
  orderBy: ['line'],
  sql: `
WITH ${movements.trim()},
totals AS (
  SELECT ${sumOf('charge_amount')} AS charge_amount, ${sumOf('payment_amount')} AS payment_amount,
    ${sumOf('contractual_amount')} AS contractual_amount, ${sumOf('write_off_amount')} AS write_off_amount,
    ${sumOf('other_amount')} AS other_amount, ${sumOf('change_amount')} AS change_amount
  FROM movements
),
balances AS (
  SELECT
    ${sumWhere(receivable, 'amount')} AS receivable_amount,
    ${sumWhere("account = 'denial-pending'", 'amount')} AS denied_amount,
    ${sumWhere("account = 'cash-in-transit'", 'amount')} AS transit_amount,
    ${sumWhere("account = 'suspense'", 'amount')} AS suspense_amount,
    ${sumWhere("account = 'unapplied-payment'", 'amount')} AS unapplied_amount,
    ${sumWhere("account = 'refund-payable'", 'amount')} AS refund_amount,
    ${sumWhere("account = 'takeback-payable'", 'amount')} AS takeback_amount,
    ${sumOf('amount')} AS all_amount
  FROM ledger_entry CROSS JOIN asked
  WHERE posting_date <= to_date
),
postings AS (
  SELECT posting_id, sum(amount) AS amount
  FROM ledger_entry CROSS JOIN asked
  WHERE ${inPeriod}
  GROUP BY posting_id
),
unbalanced AS (
  SELECT ${sumWhere('amount > 0', 'amount')} AS amount, ${countWhere('amount <> 0')} AS items FROM postings
),
charged AS (
  SELECT ${sumOf('amount')} AS amount FROM charge CROSS JOIN asked WHERE ${inPeriod}
),
credited AS (
  SELECT ${sumWhere("account = 'charges'", '-amount')} AS amount FROM ledger_entry CROSS JOIN asked WHERE ${inPeriod}
)
${[
  packLine(1, 'receivables', 'opening', 'before_amount', 'before'),
  packLine(2, 'receivables', 'charges', 'charge_amount', 'totals'),
  packLine(3, 'receivables', 'payments', '-payment_amount', 'totals'),
  packLine(4, 'receivables', 'contractual adjustments', '-contractual_amount', 'totals'),
  packLine(5, 'receivables', 'write-offs', '-write_off_amount', 'totals'),
  packLine(6, 'receivables', 'other', 'other_amount', 'totals'),
  packLine(7, 'receivables', 'closing', 'receivable_amount', 'balances'),
  packLine(8, 'balances', 'denied, to be worked', 'denied_amount', 'balances'),
  packLine(9, 'balances', 'cash in transit', 'transit_amount', 'balances'),
  packLine(10, 'balances', 'suspense', 'suspense_amount', 'balances'),
  packLine(11, 'balances', 'unapplied payments', 'unapplied_amount', 'balances'),
  packLine(12, 'balances', 'refunds payable', 'refund_amount', 'balances'),
  packLine(13, 'balances', 'takebacks payable', 'takeback_amount', 'balances'),
  packLine(14, 'checks', 'all accounts together', 'all_amount', 'balances'),
  packLine(15, 'checks', 'postings that do not balance', 'amount', 'unbalanced', 'items'),
  packLine(
    16,
    'checks',
    'roll-forward less closing',
    'before_amount + charge_amount - payment_amount - contractual_amount - write_off_amount + other_amount - receivable_amount',
    'before CROSS JOIN totals CROSS JOIN balances',
  ),
  packLine(
    17,
    'checks',
    'charges of claims less charges of the ledger',
    'charged.amount - credited.amount',
    'charged CROSS JOIN credited',
  ),
].join('\nUNION ALL\n')}`,
};
