import type { Cents } from '#contracts/cents.ts';
import type { Claim } from '#contracts/claim.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { Posting } from '#contracts/ledger.ts';
import type { AgingEntry } from '#contracts/reports.ts';
import { addCents, sumCents, zeroCents } from '../money/cents.ts';
import { addToAge, ageOf, noAges, type AgeName, type Ages } from './age.ts';

/** Accounts that make the accounts receivable together. */
export const receivableAccounts = ['payer-receivable', 'denial-pending', 'patient-receivable'] as const;

/**
 * What is owed of a claim, account by account and payer by payer, and since when. A payer's balance is due since the
 * posting day on which it last rose from nothing; so is the patient's.
 */
export function agingEntriesOf(claim: Claim, postings: readonly Posting[]): AgingEntry[] {
  const inOrder = postings.toSorted((one, other) =>
    `${one.postingDate}${one.knownAt}` < `${other.postingDate}${other.knownAt}` ? -1 : 1,
  );
  const balances = new Map<string, AgingEntry>();
  for (const { postingDate, legs } of inOrder) {
    const changes = new Map<string, AgingEntry>();
    for (const { account, payerId, amountCents } of legs) {
      const receivable = receivableAccounts.find((one) => one === account);
      if (receivable !== undefined) {
        const ofPayer = receivable === 'patient-receivable' ? undefined : payerId;
        const key = `${receivable} ${ofPayer ?? ''}`;
        const change = changes.get(key);
        changes.set(key, {
          claimId: claim.claimId,
          account: receivable,
          ...(ofPayer === undefined ? {} : { payerId: ofPayer }),
          guarantorId: claim.guarantorId,
          patientName: `${claim.patient.firstName} ${claim.patient.lastName}`,
          amountCents: addCents(change?.amountCents ?? zeroCents, amountCents),
          serviceDate: claim.serviceDateFrom,
          dueSince: postingDate,
        });
      }
    }
    for (const [key, change] of changes) {
      const before = balances.get(key);
      const amountCents = addCents(before?.amountCents ?? zeroCents, change.amountCents);
      const goesOn = before !== undefined && Math.sign(before.amountCents) === Math.sign(amountCents);
      balances.set(key, { ...change, amountCents, dueSince: goesOn ? before.dueSince : postingDate });
    }
  }
  return [...balances.values()].filter(({ amountCents }) => amountCents !== 0);
}

export interface AgingRow {
  /** The payer, or the guarantor's account. */
  readonly key: string;
  readonly name: string;
  readonly claims: number;
  /** What is owed, by age. */
  readonly ages: Ages;
  /** What is owed back, negative. */
  readonly creditCents: Cents;
  readonly totalCents: Cents;
}

export interface AgingReport {
  readonly rows: readonly AgingRow[];
  readonly total: Omit<AgingRow, 'key' | 'name'>;
}

/**
 * The aging of receivables: what payers owe and have denied, by payer; or what patients owe, by the account that is billed.
 * @param since from which day a balance is as old as it is: of service, or of falling due.
 */
export function agingReport(
  entries: readonly AgingEntry[],
  {
    by,
    since,
    on,
    nameOf = (key) => key,
  }: {
    readonly by: 'payer' | 'patient';
    readonly since: 'service' | 'due';
    readonly on: PlainDate;
    readonly nameOf?: (key: string) => string;
  },
): AgingReport {
  const wanted = entries.filter(({ account }) => (account === 'patient-receivable') === (by === 'patient'));
  const groups = Map.groupBy(wanted, ({ payerId, guarantorId }) =>
    by === 'payer' ? (payerId ?? 'no payer') : guarantorId,
  );
  const rows = [...groups]
    .map(([key, group]): AgingRow => ({
      key,
      name: by === 'payer' ? nameOf(key) : (group[0]?.patientName ?? key),
      ...sumsOf(group, since, on),
    }))
    .toSorted((one, other) => other.totalCents - one.totalCents || (one.key < other.key ? -1 : 1));
  return { rows, total: sumsOf(wanted, since, on) };
}

function sumsOf(
  entries: readonly AgingEntry[],
  since: 'service' | 'due',
  on: PlainDate,
): Omit<AgingRow, 'key' | 'name'> {
  const ages: Record<AgeName, Cents> = noAges();
  const credits = entries.filter(({ amountCents }) => amountCents < 0);
  for (const { amountCents, serviceDate, dueSince } of entries) {
    if (amountCents > 0) {
      addToAge(ages, ageOf(since === 'service' ? serviceDate : dueSince, on), amountCents);
    }
  }
  return {
    claims: new Set(entries.map(({ claimId }) => claimId)).size,
    ages,
    creditCents: sumCents(credits, ({ amountCents }) => amountCents),
    totalCents: sumCents(entries, ({ amountCents }) => amountCents),
  };
}
