import type { Cents } from '#contracts/cents.ts';
import type { Claim } from '#contracts/claim.ts';
import type { PracticeId } from '#contracts/identifiers.ts';
import type { Posting } from '#contracts/ledger.ts';
import { stateTable } from '#domain/claims/claim-lifecycle.ts';
import { balancesOf, trialBalance } from '#domain/ledger/balances.ts';
import { addCents, decimalText, negateCents, subtractCents, sumCents } from '#domain/money/cents.ts';
import { allPostings, type Facts } from './facts.ts';
import { printLine, printTable } from './print.ts';

export interface ClaimRow {
  readonly encounterId: string;
  readonly claimId: string;
  readonly chargedCents: Cents;
  readonly allowedCents: Cents;
  readonly paidCents: Cents;
  readonly adjustedCents: Cents;
  readonly patientCents: Cents;
  readonly openCents: Cents;
  readonly state: string;
}

export interface ClaimsTable {
  readonly rows: readonly ClaimRow[];
  readonly differenceCents: Cents;
  /** Every leg of every posting, without ids and moments: what two runs of one story must have in common. */
  readonly entries: readonly string[];
}

/** Every claim of a practice with its money, from the ledger, in the order of the encounters. */
export async function claimsTable(facts: Facts, practiceId: PracticeId): Promise<ClaimsTable> {
  const claims = await facts.claims(practiceId);
  const postings = await allPostings(facts, practiceId);
  return {
    rows: claims
      .map((claim) =>
        rowOf(
          claim,
          postings.filter((posting) => posting.claimId === claim.claimId),
        ),
      )
      .toSorted((one, other) => (one.encounterId < other.encounterId ? -1 : 1)),
    differenceCents: trialBalance(postings).differenceCents,
    entries: postings.flatMap(entriesOf).toSorted(),
  };
}

function entriesOf({ claimId, cause, legs }: Posting): string[] {
  return legs.map(({ account, amountCents, payerId = '', reason = '' }) =>
    [claimId ?? 'no claim', cause, account, payerId, reason, decimalText(amountCents)].join(' '),
  );
}

function rowOf(claim: Claim, postings: readonly Posting[]): ClaimRow {
  const balances = balancesOf(postings);
  const chargedCents = negateCents(balances.charges);
  return {
    encounterId: claim.source.encounterId,
    claimId: claim.claimId,
    chargedCents,
    allowedCents: subtractCents(chargedCents, balances['contractual-adjustment']),
    paidCents: balances['cash-in-transit'],
    adjustedCents: addCents(
      balances['contractual-adjustment'],
      balances['write-off'],
      balances['other-adjustment'],
    ),
    patientCents: balances['patient-receivable'],
    openCents: addCents(balances['payer-receivable'], balances['denial-pending'], balances.suspense),
    state: stateTable[claim.state].meaning,
  };
}

export function printClaimsTable({ rows, differenceCents }: ClaimsTable): void {
  const amount = (title: string, amountOf: (row: ClaimRow) => Cents) => ({
    title,
    cell: (row: ClaimRow) => decimalText(amountOf(row)),
    align: 'right' as const,
  });
  printTable(rows, [
    { title: 'encounter', cell: (row) => row.encounterId },
    { title: 'claim', cell: (row) => row.claimId },
    amount('charged', (row) => row.chargedCents),
    amount('allowed', (row) => row.allowedCents),
    amount('paid', (row) => row.paidCents),
    amount('adjusted', (row) => row.adjustedCents),
    amount('patient', (row) => row.patientCents),
    amount('open', (row) => row.openCents),
    { title: 'state', cell: (row) => row.state },
  ]);
  const total = (amountOf: (row: ClaimRow) => Cents): string => decimalText(sumCents(rows, amountOf));
  printLine(
    `${rows.length} claims: charged ${total((row) => row.chargedCents)}, paid ${total((row) => row.paidCents)}, adjusted ${total((row) => row.adjustedCents)}, patients owe ${total((row) => row.patientCents)}, open ${total((row) => row.openCents)}`,
  );
  printLine(`trial balance ${decimalText(differenceCents)}`);
}
