import type { Adjudication, Claim, LegacyFacts, Submission } from '#contracts/claim.ts';
import { Instant, type PlainDate } from '#contracts/dates.ts';
import { PatientControlNumber, type PayerId } from '#contracts/identifiers.ts';
import type { Posting } from '#contracts/ledger.ts';
import type { Payer, Practice } from '#contracts/practice.ts';
import { addDays, addWorkingDays, dateOf } from '../calendar/plain-date.ts';
import { stateTable } from '../claims/claim-lifecycle.ts';
import { moveClaim, type ClaimMoved } from '../claims/move-claim.ts';
import { denialBrief } from '../denials/denial-brief.ts';
import { openDenials } from '../denials/denial-decisions.ts';
import { payerOf } from '../eligibility/primary-coverage.ts';
import { remittanceIdFor, uploadIdFor } from '../identity/ids.ts';
import { contentOf } from '../intake/claim-content.ts';
import type { PostingOccasion } from '../ledger/make-posting.ts';
import { primaryPayerOf } from '../ledger/post-charge.ts';
import { formatDollars, zeroCents } from '../money/cents.ts';
import { adjudicationPosting } from '../remittance/adjudication-posting.ts';
import { missedRemittance } from '../submission/miss-deadline.ts';
import type { Write } from '../writes/write.ts';
import { coverageOwing } from './coverage-owing.ts';
import type { LegacyClaim, LegacyDenial } from './legacy-claim.ts';
import { legacyClaimId, legacyNumberOf } from './legacy-numbers.ts';
import { openCentsOf, openingPosting } from './opening-balance.ts';

export interface TakenOver {
  readonly claim: Claim;
  /** One transaction: the claim, its history, its opening balance, its task if a person must act, its first leg. */
  readonly writes: readonly Write[];
}

/**
 * Takes one claim of an old system over where it stands: with the payer until the payer's own deadline, counted from
 * when the old system sent it; with a person where that is past, or where it was denied; with the payer after the first, or with the patient. Its charges
 * are not posted again: what was open is, against the opening balance. Nothing is sent, and nobody is asked.
 */
export function takeOverClaim(
  legacyClaim: LegacyClaim,
  practice: Practice,
  occasion: PostingOccasion,
): TakenOver {
  const { legacy, denial } = legacyClaim;
  const opened = openedClaim(legacyClaim, practice, occasion);
  const payerId = primaryPayerOf(opened);
  const decision =
    denial === undefined || payerId === undefined ? undefined : denialOf(legacyClaim, denial, payerId);
  const claim = decision === undefined ? opened : { ...opened, adjudications: [decision] };
  const denied = decision === undefined ? undefined : adjudicationPosting(claim, decision, occasion);
  const postings = [openingPosting(claim, legacy, occasion), ...(denied === undefined ? [] : [denied])];
  const moved = isUnsent(legacyClaim)
    ? billElsewhere(claim, legacy, occasion)
    : moveOn(claim, practice, postings, occasion);
  const words = `Taken over from ${legacy.system}, where ${formatDollars(openCentsOf(legacy))} were open`;
  const { practiceId, claimId, state, version, leg } = claim;
  return {
    claim: moved.claim,
    writes: [
      { kind: 'create-claim', claim: moved.claim },
      {
        kind: 'record-event',
        event: {
          practiceId,
          claimId,
          version,
          event: 'taken-over',
          to: state,
          at: occasion.at,
          by: occasion.by,
          words,
          leg,
          chargeCents: claim.totalChargeCents,
        },
      },
      ...moved.writes.filter(({ kind }) => kind !== 'save-claim'),
      ...postings.map((posting): Write => ({ kind: 'post', posting })),
      { kind: 'start-leg', practiceId, claimId, leg, at: occasion.at },
    ],
  };
}

/** The claim as the payer or the patient has it, before anybody here looks at it. */
function openedClaim(legacyClaim: LegacyClaim, practice: Practice, { at }: PostingOccasion): Claim {
  const { encounter, legacy, contentHash, row } = legacyClaim;
  const { practiceId } = practice;
  const claimId = legacyClaimId(practiceId, legacy.system, legacy.claimNumber);
  const coverage = coverageOwing({ coverages: encounter.coverages, legacy });
  const payer = coverage === undefined ? undefined : payerOf(coverage, practice);
  const isSettled = legacy.status === 'patient' || legacy.status === 'credit';
  const state = isSettled ? 'ready-for-patient' : 'awaiting-remittance';
  return {
    practiceId,
    claimId,
    state,
    version: 1,
    leg: 1,
    waitSequence: 1,
    deadlineSeconds: state === 'awaiting-remittance' ? secondsToAnswer(legacyClaim, payer, at) : 0,
    waitingSince: at,
    receivedAt: at,
    updatedAt: at,
    source: {
      sourceSystem: legacy.system,
      encounterId: legacy.claimNumber,
      version: 1,
      contentHash,
      uploadId:
        legacyClaim.uploadId ?? uploadIdFor('cutover', legacy.system, legacyNumberOf(legacy.claimNumber)),
      recordNumber: row,
    },
    legacy,
    ...contentOf(encounter, practice, claimId, 1),
    totalChargeCents: legacy.chargeCents,
    eligibility: [],
    submissions: payer === undefined || isUnsent(legacyClaim) ? [] : [submissionOf(legacyClaim, payer)],
    adjudications: [],
    rounds: {},
    // The old system posted them; what was open of them is the opening balance.
    postedChargeCents: legacy.chargeCents,
    handedToPatientCents: zeroCents,
    summary: `Taken over from ${legacy.system}. Next: ${stateTable[state].expects}.`,
  };
}

/** How long the payer may still take; zero when it should have answered before. */
function secondsToAnswer({ submittedOn }: LegacyClaim, payer: Payer | undefined, at: Instant): number {
  if (submittedOn === undefined || payer === undefined) {
    return 0;
  }
  const deadline = Date.parse(startOf(addDays(submittedOn, payer.remittanceDeadlineDays)));
  return Math.max(0, Math.floor((deadline - Date.parse(at)) / 1000));
}

/** What the old system sent. A payer that has given it a number of its own has accepted it. */
function submissionOf(
  { encounter, legacy, submittedOn, payerControlNumber }: LegacyClaim,
  { payerId }: Payer,
): Submission {
  const submittedAt = startOf(submittedOn ?? encounter.serviceDateFrom);
  const fileKey = `sent by ${legacy.system}`;
  return {
    sequence: 1,
    payerId,
    patientControlNumber: PatientControlNumber.parse(legacy.claimNumber),
    frequency: '1',
    submittedAt,
    interchangeControlNumber: '',
    fileKey,
    acknowledgements:
      payerControlNumber === undefined
        ? []
        : [
            {
              receivedAt: submittedAt,
              kind: '277CA',
              outcome: 'accepted',
              code: 'number of the payer',
              sender: payerId,
              reason: `${legacy.system} knows the payer's number of the claim.`,
              payerClaimControlNumber: payerControlNumber,
              fileKey,
            },
          ],
  };
}

/** The payer's denial, over what is open of the claim. */
function denialOf(
  { legacy, payerControlNumber }: LegacyClaim,
  { decidedOn, groupCode, reasonCode, remarkCodes }: LegacyDenial,
  payerId: PayerId,
): Adjudication {
  const { payerBalanceCents, claimNumber, system } = legacy;
  return {
    remittanceId: remittanceIdFor('cutover', system, legacyNumberOf(claimNumber)),
    claimIndex: 1,
    postedAt: startOf(decidedOn),
    postingDate: decidedOn,
    payerId,
    traceNumber: `of ${system}`,
    patientControlNumber: claimNumber,
    statusCode: '4',
    payerClaimControlNumber: payerControlNumber ?? '',
    chargeCents: payerBalanceCents,
    paidCents: zeroCents,
    adjustments: [{ groupCode, reasonCode, amountCents: payerBalanceCents }],
    remarkCodes: [...remarkCodes],
    lines: [],
    contractualCents: zeroCents,
    patientResponsibilityCents: zeroCents,
    deniedCents: payerBalanceCents,
    otherCents: zeroCents,
  };
}

/** The first payer has decided, and nobody has sent the claim to the second. */
function isUnsent({ legacy, submittedOn }: LegacyClaim): boolean {
  return legacy.status === 'second-payer' && submittedOn === undefined;
}

/** Working days that a biller has to bill the second payer. */
const secondPayerDays = 2;

/** The payer after the first is not billed from here: a biller does it elsewhere, and waits for the remittance here. */
function billElsewhere(claim: Claim, legacy: LegacyFacts, { at, by }: PostingOccasion): ClaimMoved {
  const owing = coverageOwing(claim)?.payerId ?? '';
  const { payerBalanceCents, paidCents, adjustedCents, system } = legacy;
  return moveClaim(claim, {
    move: 'nothing-came-back',
    at,
    by,
    origin: 'leg',
    detail: 'it was not sent to the second payer',
    task: {
      why: `The first payer has decided; ${formatDollars(payerBalanceCents)} are to be asked of ${owing}, which nobody has billed.`,
      evidence: [
        `${formatDollars(paidCents)} were paid and ${formatDollars(adjustedCents)} taken off in ${system}.`,
        `The second payer is not billed from here: bill it in ${system}, in the payer's portal or on paper, under the number ${legacy.claimNumber}, and keep waiting for its remittance.`,
      ],
      dollarsAtStakeCents: payerBalanceCents,
      dueOn: addWorkingDays(dateOf(at), secondPayerDays),
    },
  });
}

/** A denied claim opens a biller's task, and so does one whose payer should have answered long ago. */
function moveOn(
  claim: Claim,
  practice: Practice,
  postings: readonly Posting[],
  { at, by }: PostingOccasion,
): ClaimMoved {
  const denials = openDenials(claim, postings);
  if (denials.length > 0) {
    const task = denialBrief(claim, practice, denials);
    return moveClaim(claim, { move: 'denied', at, by, origin: 'leg', detail: 'in the old system', task });
  }
  return claim.state === 'awaiting-remittance' && claim.deadlineSeconds === 0
    ? missedRemittance(claim, practice, at, postings)
    : { claim, writes: [] };
}

function startOf(day: PlainDate): Instant {
  return Instant.parse(`${day}T00:00:00.000Z`);
}
