import type { Claim } from '#contracts/claim.ts';
import type { Instant } from '#contracts/dates.ts';
import type { Encounter } from '#contracts/encounter.ts';
import type { Practice } from '#contracts/practice.ts';
import type { RecordProblem } from '#contracts/upload-answer.ts';
import { takeInWithdrawal } from '../../charge-changes/take-in-withdrawal.ts';
import { allows, stateTable } from '../../claims/claim-lifecycle.ts';
import { hasRoundLeft, moveClaim } from '../../claims/move-claim.ts';
import { contentOf, type IntakeOrigin } from '../claim-content.ts';
import { encounterHash, firstSeenOf } from '../take-in-encounter.ts';
import type { VisitDecision } from './decide-visit.ts';

/**
 * What becomes of a claim whose visit the source has taken back. One that was never billed is closed; what was billed
 * is for a person.
 */
export function withdrawVisit(
  existing: Claim | undefined,
  practice: Practice,
  { uploadId, recordNumber, at }: IntakeOrigin & { readonly at: Instant },
): VisitDecision {
  const answer = { notes: ['visit-taken-back'], problems: [] };
  if (existing === undefined) {
    return { answer: { outcome: 'kept', ...answer }, writes: [] };
  }
  const { claimId, source } = existing;
  if (source.withdrawn === true) {
    const outcome = source.uploadId === uploadId ? 'updated' : 'unchanged';
    return { answer: { outcome, claimId, ...answer }, writes: [] };
  }
  if (isBilled(existing) || !allows(existing.state, 'withdrawn')) {
    const { outcome, taskId, writes } = takeInWithdrawal(existing, practice, { uploadId, recordNumber, at });
    return {
      answer: { outcome, claimId, ...(taskId === undefined ? {} : { taskId }), ...answer },
      writes,
    };
  }
  const { writes } = moveClaim(existing, {
    move: 'withdrawn',
    at,
    by: `upload ${uploadId}`,
    origin: 'outside',
    changes: {
      source: { ...source, uploadId, recordNumber, outcome: 'updated', withdrawn: true },
    },
  });
  return { answer: { outcome: 'updated', claimId, ...answer }, writes };
}

/** A visit that was taken back, or could not be billed, and is there again after all: its claim goes the whole way, with what the visit says now. */
export function reviveVisit(
  existing: Claim,
  encounter: Encounter,
  practice: Practice,
  { uploadId, recordNumber, at, firstSeenAt }: IntakeOrigin & { readonly at: Instant },
): VisitDecision {
  const { claimId } = existing;
  if (!allows(existing.state, 'content-replaced') || !hasRoundLeft(existing, 'content-replaced')) {
    return {
      answer: { outcome: 'refused', problems: [alreadyBilled(existing, recordNumber)] },
      writes: [],
    };
  }
  const { sourceSystem, encounterId, version } = encounter;
  const { writes } = moveClaim(existing, {
    move: 'content-replaced',
    at,
    by: `upload ${uploadId}`,
    origin: 'outside',
    changes: {
      ...contentOf(encounter, practice, claimId, existing.version + 1),
      source: {
        sourceSystem,
        encounterId,
        version,
        contentHash: encounterHash(encounter),
        uploadId,
        recordNumber,
        outcome: 'updated',
        revived: true,
        firstSeenAt: firstSeenOf({ at, ...(firstSeenAt === undefined ? {} : { firstSeenAt }) }, existing),
      },
    },
    detail:
      existing.source.stopped === true
        ? 'the visit, which could not be billed'
        : 'the visit, which had been taken back',
  });
  return { answer: { outcome: 'updated', claimId, problems: [] }, writes };
}

/** Whether a payer or the patient was told of the claim. */
function isBilled({ submissions, postedChargeCents }: Claim): boolean {
  return submissions.length > 0 || postedChargeCents !== 0;
}

function alreadyBilled({ source, state }: Claim, recordNumber: number): RecordProblem {
  return {
    recordNumber,
    encounterId: source.encounterId,
    field: '',
    code: 'already-billed',
    found: `a visit that was taken back and is there again, while the claim is already at "${stateTable[state].meaning}"`,
    expected: 'a claim that nobody was billed for yet',
    howToFix: 'Ask the practice why the visit comes and goes; bill it as another encounter if it took place.',
  };
}
