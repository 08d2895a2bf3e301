import type { Claim, ClaimContent, ClaimState } from '#contracts/claim.ts';
import type { MoveName } from '../claims/claim-lifecycle.ts';
import { needsCoding } from '../coding/needs-coding.ts';
import { canonicalJson } from '../identity/content-hash.ts';

/**
 * How new content enters a claim. `amended`: where the claim stands. `in-flight`: not now; the file may be with the
 * clearinghouse already, and its answer must be waited for.
 */
export type Placement =
  | 'amended'
  | 'in-flight'
  | Extract<MoveName, 'coded' | 'corrected' | 'content-replaced' | 'charge-replaced'>;

interface PlacementRow {
  /** Whether an upload places it by itself, so long as nothing was sent and staff changed nothing. Else a person decides. */
  readonly unasked: boolean;
  /** With the coverage that the payer was asked about, and codes to bill. */
  readonly coded: Placement;
  /** With the same coverage, but to be coded first. */
  readonly uncoded: Placement;
  /** With another coverage: the payer's answer about the old one no longer counts. */
  readonly otherCoverage: Placement;
}

const afterSubmission: PlacementRow = {
  unasked: false,
  coded: 'charge-replaced',
  uncoded: 'content-replaced',
  otherCoverage: 'content-replaced',
};
const inFlight: PlacementRow = {
  unasked: false,
  coded: 'in-flight',
  uncoded: 'in-flight',
  otherCoverage: 'in-flight',
};

/** For every state of the lifecycle. A claim that is ready to submit may have been sent a moment ago: that is in flight. */
export const placementTable: Readonly<Record<ClaimState, PlacementRow>> = {
  received: { unasked: true, coded: 'amended', uncoded: 'amended', otherCoverage: 'amended' },
  'awaiting-eligibility': {
    unasked: true,
    coded: 'amended',
    uncoded: 'amended',
    otherCoverage: 'content-replaced',
  },
  'awaiting-coverage': {
    unasked: true,
    coded: 'amended',
    uncoded: 'amended',
    otherCoverage: 'content-replaced',
  },
  'awaiting-coding': {
    unasked: true,
    coded: 'coded',
    uncoded: 'amended',
    otherCoverage: 'content-replaced',
  },
  'awaiting-audit': {
    unasked: true,
    coded: 'content-replaced',
    uncoded: 'content-replaced',
    otherCoverage: 'content-replaced',
  },
  'ready-to-scrub': {
    unasked: true,
    coded: 'amended',
    uncoded: 'content-replaced',
    otherCoverage: 'content-replaced',
  },
  'awaiting-correction': {
    unasked: true,
    coded: 'corrected',
    uncoded: 'content-replaced',
    otherCoverage: 'content-replaced',
  },
  'ready-to-submit': inFlight,
  // Its charges are posted, though no payer has it.
  'on-hold': afterSubmission,
  'awaiting-acknowledgement': inFlight,
  'awaiting-rejection-work': afterSubmission,
  'awaiting-remittance': afterSubmission,
  'awaiting-follow-up': afterSubmission,
  'awaiting-denial-work': afterSubmission,
  'ready-for-patient': afterSubmission,
  closed: afterSubmission,
};

/** Where new content would enter the claim now. */
export function placementOf(claim: Claim, content: ClaimContent): Placement {
  const row = placementTable[claim.state];
  const keepsCoverage = canonicalJson(coverageFacts(claim)) === canonicalJson(coverageFacts(content));
  return keepsCoverage ? (needsCoding(content) ? row.uncoded : row.coded) : row.otherCoverage;
}

/**
 * Whether a person must decide about new content: the claim was sent or is settled, or staff have changed it since they
 * last took over what the practice sent.
 */
export function asksAPerson(claim: Claim): boolean {
  return !placementTable[claim.state].unasked || claim.submissions.length > 0 || staffChanged(claim);
}

/** Whether staff changed what the practice sent, and nobody has decided since that the practice's content holds. */
export function staffChanged(claim: Pick<Claim, 'staffDecisions'>): boolean {
  return fieldsOfStaff(claim).size > 0;
}

/** The fields that staff changed since somebody last decided that the practice's content holds. */
export function fieldsOfStaff({ staffDecisions = [] }: Pick<Claim, 'staffDecisions'>): Set<string> {
  const replaced = staffDecisions.findLastIndex(
    ({ task, outcome }) => task === 'charge-changed' && outcome === 'replace',
  );
  return new Set(staffDecisions.slice(replaced + 1).flatMap(({ fields }) => fields));
}

/** What the payer was asked about. */
function coverageFacts(content: Pick<Claim, 'patient' | 'coverages' | 'serviceDateFrom'>): unknown {
  return { patient: content.patient, coverages: content.coverages, from: content.serviceDateFrom };
}
