import type { Adjudication, Claim, ClaimEvent } from '#contracts/claim.ts';
import type { CodingAudit } from '#contracts/coding-audit.ts';
import type { CostEntry } from '#contracts/costs.ts';
import type { JournalEntry } from '#contracts/journal.ts';
import type { AccountKind, Posting } from '#contracts/ledger.ts';
import type { Task } from '#contracts/task.ts';
import type { LineVariance } from '#domain/expected-payment/contract-variance.ts';

/*
 * The figures of finance a second time: from the postings of the ledger and the claims, in the simplest way that a person
 * would add them up with paper and pencil. Nothing here knows of the warehouse, of its rows or of its SQL. Each answers
 * with the rows of the report of the same name.
 */

/** The books of a practice. */
export interface Books {
  readonly postings: readonly Posting[];
  readonly claims: readonly Claim[];
  readonly history: readonly ClaimEvent[];
  /** Group of each payer; one that is not named is other. */
  readonly groupOf?: ReadonlyMap<string, string>;
  readonly payerNames?: ReadonlyMap<string, string>;
  readonly tasks: readonly Task[];
  readonly audits: readonly CodingAudit[];
  readonly statements: readonly Extract<JournalEntry, { kind: 'statement-sent' }>[];
  readonly costs: readonly CostEntry[];
  /** How a decision compares with the contract of its payer, line by line. */
  readonly comparedWithContract: (claim: Claim, decision: Adjudication) => readonly LineVariance[];
}

export interface Asked {
  readonly asOf: string;
  readonly from: string;
  readonly to: string;
}

export type Row = Record<string, string | number | boolean | null>;

export const receivables: readonly AccountKind[] = [
  'payer-receivable',
  'denial-pending',
  'patient-receivable',
];

export const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 86_400_000;
export const daysFrom = (from: string, to: string): number => dayNumber(to) - dayNumber(from);
export const monthNumber = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
export const total = (amounts: Iterable<number>): number => [...amounts].reduce((sum, one) => sum + one, 0);
/** By the sign that a person writes: no minus before a zero. */
export const opposite = (amount: number): number => (amount === 0 ? 0 : -amount);

export function rounded(value: number, places: number): number {
  const scale = 10 ** places;
  return opposite(opposite(Math.sign(value) * Math.round(Math.abs(value) * scale))) / scale;
}

export function over(part: number, whole: number, places = 4): number | null {
  return whole === 0 ? null : rounded(part / whole, places);
}

/** Of so many numbers the one at this share of the way, counted from below. */
export function nearest(numbers: readonly number[], tenths: number): number | null {
  const inOrder = numbers.toSorted((one, other) => one - other);
  return inOrder[Math.ceil((inOrder.length * tenths) / 10) - 1] ?? null;
}

export function until(postings: readonly Posting[], day: string): Posting[] {
  return postings.filter(({ postingDate }) => postingDate <= day);
}

export function within(postings: readonly Posting[], { asOf, from, to }: Asked): Posting[] {
  return until(postings, asOf).filter(({ postingDate }) => postingDate >= from && postingDate <= to);
}

export function sumOn(postings: readonly Posting[], accounts: readonly AccountKind[]): number {
  return total(
    postings.flatMap(({ legs }) =>
      legs.filter(({ account }) => accounts.includes(account)).map(({ amountCents }) => amountCents),
    ),
  );
}

/** All that a posting moves on other accounts than these, with the opposite sign: the same, for it adds up to zero. */
export function sumElsewhere(postings: readonly Posting[], accounts: readonly AccountKind[]): number {
  return opposite(
    total(
      postings.flatMap(({ legs }) =>
        legs.filter(({ account }) => !accounts.includes(account)).map(({ amountCents }) => amountCents),
      ),
    ),
  );
}

export const netRevenueOf = (postings: readonly Posting[]): number =>
  opposite(sumOn(postings, ['charges', 'contractual-adjustment']));

/** Whether a day is one of the period, and was over on the day asked for. */
export function isWithin(day: string, { asOf, from, to }: Asked): boolean {
  return day >= from && day <= to && day <= asOf;
}

export function byClaim(postings: readonly Posting[]): Map<string, Posting[]> {
  return Map.groupBy(
    postings.filter(({ claimId }) => claimId !== undefined),
    ({ claimId }) => claimId ?? '',
  );
}
