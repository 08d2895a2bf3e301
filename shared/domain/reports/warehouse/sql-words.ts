/* Pieces of SQL that several reports are made of, so that each thing is reckoned in one way. */

/** The accounts that are the accounts receivable together. */
export const receivable = "account IN ('payer-receivable', 'denial-pending', 'patient-receivable')";

/**
 * The legs of a claim by which its payments are reckoned: what came in and what was given back. What is parked beside a
 * claim, and what a payer took or owes besides, cancels out; a deposit only moves money from the drawer to the bank.
 */
export const cashOfClaim =
  "claim_id IS NOT NULL AND account IN ('cash-in-transit', 'bank', 'suspense', 'takeback-payable') AND cause NOT IN ('deposit', 'opening-balance')";

/** Of payments: all money of the practice, not what belongs to an old system. */
export const cashIn = "source <> 'legacy'";

export const inPeriod = 'posting_date BETWEEN from_date AND to_date';

/** What a claim brings once its contract has taken its part: the net patient service revenue, as a sum over the ledger. */
export const netRevenue = sumWhere("account IN ('charges', 'contractual-adjustment')", '-amount');

/** One over the other, empty where the other is nothing. Both in whole cents, which a floating number holds exactly. */
export function share(part: string, whole: string): string {
  return `CAST(100 * ${inParentheses(part)} AS DOUBLE) / nullif(100 * ${inParentheses(whole)}, 0)`;
}

function inParentheses(expression: string): string {
  return /^\w+(?:\([^()]*\))?$/.test(expression) ? expression : `(${expression})`;
}

/** So much money for each, to the cent; empty where there is none. */
export function forEach(amount: string, number: string): string {
  // In cents: half a cent is a number that a floating number holds exactly, half a cent in dollars is not.
  return `round(CAST(100 * ${inParentheses(amount)} AS DOUBLE) / nullif(${inParentheses(number)}, 0)) / 100`;
}

export function sumOf(what: string): string {
  return `coalesce(sum(${what}), 0)`;
}

export function sumWhere(condition: string, what: string): string {
  return `coalesce(sum(CASE WHEN ${condition} THEN ${what} END), 0)`;
}

export function countWhere(condition: string): string {
  return `count(CASE WHEN ${condition} THEN 1 END)`;
}

/** `place` and `among` of each row: where it stands by a number, the least first, and how many there are. */
export function placed(by: string, within?: string): string {
  const partition = within === undefined ? '' : `PARTITION BY ${within}`;
  return `row_number() OVER (${partition} ORDER BY ${by}) AS place, count(*) OVER (${partition}) AS among`;
}

/** The median of what was placed: of an even number of rows the lower of the two in the middle. */
export function median(what: string): string {
  return `min(CASE WHEN 2 * place >= among THEN ${what} END)`;
}

/** Nine of ten are no greater. */
export function ninetieth(what: string): string {
  return `min(CASE WHEN 10 * place >= 9 * among THEN ${what} END)`;
}

/** What stands for a set of days of age, as columns of sums. */
export const ages = [
  { name: 'days_0_to_30', words: '0 to 30 days old', from: undefined, to: 30 },
  { name: 'days_31_to_60', words: '31 to 60 days old', from: 31, to: 60 },
  { name: 'days_61_to_90', words: '61 to 90 days old', from: 61, to: 90 },
  { name: 'days_91_to_120', words: '91 to 120 days old', from: 91, to: 120 },
  { name: 'days_over_120', words: 'more than 120 days old', from: 121, to: undefined },
] as const;

/** The sum of what is of each age, a column each. */
export function sumsByAge(what: string, age: string, condition: string): string {
  return ages
    .map(({ name, from, to }) => {
      const bounds = [
        ...(from === undefined ? [] : [`${age} >= ${from}`]),
        ...(to === undefined ? [] : [`${age} <= ${to}`]),
      ];
      return `${sumWhere([condition, ...bounds].join(' AND '), what)} AS ${name}`;
    })
    .join(',\n  ');
}
