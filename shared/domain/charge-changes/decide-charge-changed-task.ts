import type { Claim, ClaimContent, PendingChange } from '#contracts/claim.ts';
import type { Posting } from '#contracts/ledger.ts';
import type { PatientAccount } from '#contracts/patient-account.ts';
import type { Practice } from '#contracts/practice.ts';
import type { TaskOutcome } from '#contracts/claim-task-outcomes.ts';
import { dateOf } from '../calendar/plain-date.ts';
import { stateTable } from '../claims/claim-lifecycle.ts';
import { amendClaim, moveClaim, type ClaimMoved } from '../claims/move-claim.ts';
import { rememberDecision, type TaskWorked } from '../coding/work-task.ts';
import { billAgain, openDenials } from '../denials/denial-decisions.ts';
import type { StaffMember } from '../denials/write-off.ts';
import { payerOf, primaryCoverage } from '../eligibility/primary-coverage.ts';
import { receivableLeg } from '../ledger/post-charge.ts';
import { cents, zeroCents } from '../money/cents.ts';
import { handBalancesOver, holdsMoneyOfPayers } from '../patient-billing/hand-over.ts';
import { holdingOf, sendAgain, voidOf } from '../submission/next-submission.ts';
import type { Write } from '../writes/write.ts';
import { closePending } from './open-charge-change.ts';
import { placementOf, placementTable } from './place-content.ts';
import { refuseReplacement } from './refuse-replacement.ts';

interface Facts {
  readonly claim: Claim;
  readonly change: PendingChange;
  readonly practice: Practice;
  readonly postings: readonly Posting[];
  readonly decision: TaskOutcome<'charge-changed'>;
  readonly staff: StaffMember;
  readonly account: PatientAccount | undefined;
}

/**
 * Carries out what a person decided about charges that the practice changed after they were billed: the new content is
 * billed in place of the old, the claim is voided, or all stays as it is. Refused in words where the claim is in flight,
 * or where the payer would not take it.
 * @param postings every posting of the claim.
 * @param account the guarantor's.
 */
export function decideChargeChangedTask(
  claim: Claim,
  practice: Practice,
  postings: readonly Posting[],
  decision: TaskOutcome<'charge-changed'>,
  staff: StaffMember,
  account: PatientAccount | undefined,
): TaskWorked {
  const change = claim.pendingChange;
  if (change === undefined) {
    return {
      refused: `No change of claim ${claim.claimId} waits for a decision any more; look at the claim again.`,
    };
  }
  const facts: Facts = { claim, change, practice, postings, decision, staff, account };
  if (decision.outcome === 'ignore') {
    return ignore(facts);
  }
  if (placementTable[claim.state].coded === 'in-flight') {
    return {
      refused: `The claim is at "${stateTable[claim.state].meaning}". Wait for the acknowledgement: until the payer has said whether it has the claim, nobody knows what to replace or void.`,
    };
  }
  if (decision.outcome === 'void') {
    return voidClaim(facts);
  }
  return change.content === undefined
    ? {
        refused:
          'The practice took the visit back; there is nothing to bill in its place. Void the claim, or ignore the change.',
      }
    : replace(facts, change.content);
}

/** The change is set aside: it is known when it comes again. What the patient owes is asked for again. */
function ignore(facts: Facts): TaskWorked {
  const { claim, staff, account } = facts;
  const { practiceId, guarantorId, claimId, serviceDateFrom: serviceDate } = claim;
  const amended = amendClaim(claim, setAside(facts), staff.at, {
    event: 'change-ignored',
    by: `user ${staff.user}`,
    words: "The practice's change is not billed",
  });
  const balanceCents =
    claim.state === 'closed' ? account?.visits.find((visit) => visit.claimId === claimId)?.balanceCents : 0;
  // While the change waited no statement asked for the visit, and the cycle may have ended meanwhile.
  const goesOn =
    balanceCents === undefined || balanceCents <= 0
      ? []
      : handBalancesOver(
          { practiceId, guarantorId },
          [{ claimId, serviceDate, balanceCents: cents(balanceCents) }],
          account,
          staff.at,
          'raised',
        );
  return worked(facts, 'ignored', { claim: amended.claim, writes: [...amended.writes, ...goesOn] });
}

function replace(facts: Facts, pending: ClaimContent): TaskWorked {
  const { claim, change, practice, postings, staff } = facts;
  const content = renumbered(claim, pending);
  const next = { ...claim, ...content };
  const refused = refuseReplacement(claim, next, practice, dateOf(staff.at));
  if (refused !== undefined) {
    return { refused };
  }
  const coverage = primaryCoverage(next);
  const latest = claim.submissions.at(-1);
  const { setAside: known } = claim.source;
  const changes: Partial<Claim> = {
    ...content,
    ...remembered(facts),
    source: {
      sourceSystem: claim.source.sourceSystem,
      encounterId: claim.source.encounterId,
      version: change.version,
      contentHash: change.contentHash,
      uploadId: change.uploadId,
      recordNumber: change.recordNumber,
      outcome: 'updated',
      ...(known === undefined ? {} : { setAside: known }),
    },
    pendingChange: undefined,
    voidedAt: undefined,
    nextSubmission:
      coverage === undefined || latest === undefined || latest.frequency === '8'
        ? undefined
        : sendAgain(claim, payerOf(coverage, practice)),
  };
  const request = {
    at: staff.at,
    by: `user ${staff.user}`,
    origin: 'outside',
    changes,
    detail:
      change.differences.length === 1 ? 'one thing differs' : `${change.differences.length} things differ`,
  } as const;
  const placement = placementOf(claim, content);
  const moved =
    placement === 'amended' || placement === 'in-flight'
      ? amendClaim(claim, changes, staff.at, {
          event: 'content-replaced',
          by: request.by,
          words: `The practice's change is taken over: ${request.detail}`,
        })
      : moveClaim(claim, { ...request, move: placement });
  // What the first payer denied of the old charges is billed again with the new ones.
  const { amountCents: _, ...owedBy } = receivableLeg(next, zeroCents);
  const reopened = billAgain(claim, openDenials(claim, postings), owedBy, {
    at: staff.at,
    postingDate: dateOf(staff.at),
    by: request.by,
    words: 'The denied amount is billed again, with changed charges',
  });
  return worked(facts, 'replaced', {
    claim: moved.claim,
    writes: [...moved.writes, ...reopened.map((posting): Write => ({ kind: 'post', posting }))],
  });
}

function voidClaim(facts: Facts): TaskWorked {
  const { claim, practice, postings, staff } = facts;
  const latest = claim.submissions.at(-1);
  const base = { at: staff.at, by: `user ${staff.user}`, origin: 'outside' } as const;
  const holding = latest === undefined ? undefined : holdingOf(claim, latest.payerId);
  if (holding === undefined) {
    if (claim.state === 'closed' && claim.postedChargeCents === 0) {
      return { refused: 'Nothing of this claim is billed, so there is nothing to void; ignore the change.' };
    }
    return worked(
      facts,
      'voided',
      moveClaim(claim, {
        ...base,
        move: 'voided',
        detail: 'no payer has the claim',
        changes: { ...setAside(facts), voidedAt: staff.at },
      }),
    );
  }
  const payer = practice.payers.find(({ payerId }) => payerId === holding.payerId);
  const name = payer?.name ?? holding.payerId;
  if (latest?.frequency === '8' && latest.acknowledgements.every(({ outcome }) => outcome !== 'rejected')) {
    return {
      refused: `A void has gone to ${name} already, as submission ${latest.sequence}; wait until it takes back what it paid.`,
    };
  }
  if (primaryCoverage(claim)?.payerId !== holding.payerId) {
    return {
      refused: `The claim names another payer than ${name}, which has it; a void would go to the wrong one. Correct the coverage first.`,
    };
  }
  if (payer?.takesReplacementClaims !== true) {
    return holdsMoneyOfPayers(postings)
      ? {
          refused: `${name} takes no replacements and no voids by claim. Tell it of the claim, so that it takes back what it paid, and void the claim once it has. While this task is open no statement asks for the visit; to ignore the change would bill it again.`,
        }
      : worked(
          facts,
          'voided',
          moveClaim(claim, {
            ...base,
            move: 'voided',
            detail: `${name} takes no voids by claim and no money of it stands; tell it that the claim is void`,
            changes: { ...setAside(facts), voidedAt: staff.at },
          }),
        );
  }
  const { payerClaimControlNumber } = holding;
  if (payerClaimControlNumber === undefined) {
    return {
      refused: `${name} has the claim and has told no control number yet, without which it can void nothing; wait for its decision.`,
    };
  }
  return worked(
    facts,
    'void-chosen',
    moveClaim(claim, {
      ...base,
      move: 'void-chosen',
      detail: `${name}, control number ${payerClaimControlNumber}`,
      changes: { ...setAside(facts), nextSubmission: voidOf(payerClaimControlNumber) },
    }),
  );
}

/** The lines get control numbers of the edition in which they enter the claim. */
function renumbered({ claimId, version }: Claim, content: ClaimContent): ClaimContent {
  return {
    ...content,
    lines: content.lines.map((line) => ({
      ...line,
      lineControlNumber: `${claimId}-${version + 1}-${line.lineNumber}`,
    })),
  };
}

function setAside(facts: Facts): Partial<Claim> {
  const { claim, change } = facts;
  const { contentHash, version } = change;
  return {
    ...remembered(facts),
    pendingChange: undefined,
    source: {
      ...claim.source,
      setAside: [...(claim.source.setAside ?? []), { contentHash, version }],
    },
  };
}

function remembered({ claim, decision: { outcome, reason }, staff }: Facts): Pick<Claim, 'staffDecisions'> {
  return rememberDecision(claim, staff, { task: 'charge-changed', outcome, reason });
}

/** The task of the change is worked; that of the wait in which the claim stood is moot if the claim was moved. */
function worked({ claim, decision, staff }: Facts, outcome: string, moved: ClaimMoved): TaskWorked {
  return {
    outcome,
    claim: moved.claim,
    writes: [
      ...moved.writes,
      ...closePending(claim, { status: 'worked', outcome: decision.outcome, closedBy: staff.user }, staff.at),
    ],
  };
}
