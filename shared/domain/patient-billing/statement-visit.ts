import type { Cents } from '#contracts/cents.ts';
import type { Claim } from '#contracts/claim.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { Posting } from '#contracts/ledger.ts';
import type { Practice } from '#contracts/practice.ts';
import type { OwedReason, StatementVisit } from '#contracts/statement.ts';
import { daysBetween } from '../calendar/plain-date.ts';
import { openingReason } from '../cutover/opening-balance.ts';
import { coveredReason } from '../denials/denial-decisions.ts';
import { balancesOf } from '../ledger/balances.ts';
import { primaryPayerOf } from '../ledger/post-charge.ts';
import { addCents, formatDollars, negateCents, subtractCents, sumCents, zeroCents } from '../money/cents.ts';
import { paidByPatient } from '../payment-batches/post-patient-payment.ts';
import { laterReason } from '../remittance/adjudication-posting.ts';
import { plainService } from './plain-service.ts';
import type { VisitFacts } from './statement-holds.ts';

/** What a statement says does not add up: the ledger or the account is damaged, and no statement may go out. */
export class StatementOutOfBalance extends Error {
  override readonly name = 'StatementOutOfBalance';
}

const wordsOf: Readonly<Record<OwedReason, string>> = {
  deductible: 'Deductible: what your plan has you pay each year before it pays',
  coinsurance: 'Coinsurance: your percentage of the price',
  copay: 'Copay: your fixed amount for a visit',
  'non-covered': 'Not covered by your plan',
  'self-pay': 'No insurance was billed for this visit',
  'other-insurance': 'Covered by your other insurance',
  'opening-balance': 'Still open from our former billing system',
};

const reasonByCode: ReadonlyMap<string, OwedReason> = new Map([
  ['PR-1', 'deductible'],
  ['PR-66', 'deductible'],
  ['PR-2', 'coinsurance'],
  ['PR-3', 'copay'],
  ['self-pay', 'self-pay'],
  [laterReason, 'other-insurance'],
  [coveredReason, 'other-insurance'],
  [openingReason, 'opening-balance'],
]);

/**
 * What a statement says of one visit: all from the ledger.
 * @throws StatementOutOfBalance when charge, payments, reductions and balance do not add up.
 */
export function statementVisit(
  { claim, postings, visit }: VisitFacts,
  practice: Practice,
  billed: { readonly today: PlainDate; readonly firstBilledOn: PlainDate; readonly statements: number },
): StatementVisit {
  const balances = balancesOf(postings);
  const provider = practice.providers.find(({ npi }) => npi === claim.renderingNpi);
  const insurerName = practice.payers.find(({ payerId }) => payerId === primaryPayerOf(claim))?.name;
  const { legacy } = claim;
  const settledBeforeCents =
    legacy === undefined ? undefined : addCents(legacy.paidCents, legacy.adjustedCents);
  const chargeCents = subtractCents(legacy?.chargeCents ?? zeroCents, balances.charges);
  const patientPaidCents = paidByPatientCents(postings);
  const insurancePaidCents = subtractCents(
    addCents(
      balances['cash-in-transit'],
      balances.suspense,
      balances['unapplied-payment'],
      // What was refunded, or is to be, was not paid.
      balances['refund-payable'],
      balances.bank,
    ),
    patientPaidCents,
  );
  const contractualCents = balances['contractual-adjustment'];
  const otherReductionCents = addCents(balances['write-off'], balances['other-adjustment']);
  const reducedCents = addCents(
    insurancePaidCents,
    patientPaidCents,
    contractualCents,
    otherReductionCents,
    settledBeforeCents ?? zeroCents,
  );
  const whyYouOwe = owedByReason(postings);
  const owedCents = subtractCents(
    sumCents(whyYouOwe, ({ amountCents }) => amountCents),
    patientPaidCents,
  );
  if (chargeCents - reducedCents !== visit.balanceCents || owedCents !== visit.balanceCents) {
    throw new StatementOutOfBalance(
      `Claim ${claim.claimId}: charge ${formatDollars(chargeCents)} less payments and reductions ${formatDollars(
        reducedCents,
      )} and reasons of ${formatDollars(owedCents)} must both make the balance ${formatDollars(visit.balanceCents)}`,
    );
  }
  return {
    claimId: claim.claimId,
    serviceDate: claim.serviceDateFrom,
    patientName: `${claim.patient.firstName} ${claim.patient.lastName}`,
    providerName: provider === undefined ? practice.name : `${provider.firstName} ${provider.lastName}`,
    ...(insurerName === undefined ? {} : { insurerName }),
    services: servicesOf(claim),
    chargeCents,
    insurancePaidCents,
    ...(patientPaidCents === 0 ? {} : { patientPaidCents }),
    contractualCents,
    otherReductionCents,
    ...(settledBeforeCents === undefined ? {} : { settledBeforeCents }),
    whyYouOwe,
    balanceCents: visit.balanceCents,
    firstBilledOn: billed.firstBilledOn,
    ageDays: daysBetween(billed.firstBilledOn, billed.today),
    statements: billed.statements,
  };
}

/** An old system may have told the sum of a visit alone. */
function servicesOf(claim: Claim): StatementVisit['services'] {
  return claim.lines.length === 0
    ? [
        {
          serviceDate: claim.serviceDateFrom,
          service: 'Services of this visit',
          units: 1,
          chargeCents: claim.totalChargeCents,
        },
      ]
    : claim.lines.map((line) => ({
        serviceDate: line.serviceDate,
        service: plainService(line.code),
        units: line.units,
        chargeCents: line.chargeCents,
      }));
}

/** What the patient paid of the visit, less what was taken back again. */
function paidByPatientCents(postings: readonly Posting[]): Cents {
  const legs = postings.flatMap((posting) => posting.legs).filter(({ reason }) => reason === paidByPatient);
  return negateCents(
    sumCents(
      legs.filter(({ account }) => account === 'patient-receivable'),
      ({ amountCents }) => amountCents,
    ),
  );
}

/** The patient's receivable by reason, without what was taken back again and what the patient paid. */
function owedByReason(postings: readonly Posting[]): StatementVisit['whyYouOwe'] {
  const sums = new Map<OwedReason, Cents>();
  for (const { account, amountCents, reason } of postings.flatMap(({ legs }) => legs)) {
    if (account === 'patient-receivable' && reason !== paidByPatient) {
      const owedReason = reasonByCode.get(reason ?? '') ?? 'non-covered';
      sums.set(owedReason, addCents(sums.get(owedReason) ?? zeroCents, amountCents));
    }
  }
  return [...sums]
    .filter(([, amountCents]) => amountCents !== 0)
    .map(([reason, amountCents]) => ({ reason, words: wordsOf[reason], amountCents }));
}
