import type { Claim } from '#contracts/claim.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { HeldClaims } from '#contracts/holds.ts';
import type { Practice } from '#contracts/practice.ts';
import { primaryCoverage } from '../eligibility/primary-coverage.ts';
import { sumCents } from '../money/cents.ts';
import { lastFilingDay } from '../submission/filing-limit.ts';

/** As many claims as anybody looks through one by one. */
const shownClaims = 20;

/** The last day on which the claim's payer takes it; none where the patient pays, or the practice does not know the payer. */
export function filingDayOf(claim: Claim, practice: Pick<Practice, 'payers'>): PlainDate | undefined {
  const coverage = primaryCoverage(claim);
  const payer = practice.payers.find(({ payerId }) => payerId === coverage?.payerId);
  return payer === undefined ? undefined : lastFilingDay(claim, payer);
}

/** How many claims, of how much, and until when payers take the first of them. */
export function heldClaims(claims: readonly Claim[], practice: Pick<Practice, 'payers'>): HeldClaims {
  const rows = claims
    .map((claim) => ({
      claimId: claim.claimId,
      lastFilingDay: filingDayOf(claim, practice),
      chargeCents: claim.totalChargeCents,
    }))
    .toSorted((one, other) =>
      `${one.lastFilingDay ?? '9'}#${one.claimId}` < `${other.lastFilingDay ?? '9'}#${other.claimId}`
        ? -1
        : 1,
    );
  const earliest = rows[0]?.lastFilingDay;
  return {
    claims: rows.length,
    chargeCents: sumCents(rows, ({ chargeCents }) => chargeCents),
    ...(earliest === undefined ? {} : { earliestFilingDay: earliest }),
    first: rows.slice(0, shownClaims).map(({ lastFilingDay: day, ...row }) => ({
      ...row,
      ...(day === undefined ? {} : { lastFilingDay: day }),
    })),
  };
}
