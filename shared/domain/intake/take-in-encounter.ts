import type { Claim, ClaimState } from '#contracts/claim.ts';
import type { Instant } from '#contracts/dates.ts';
import type { Encounter } from '#contracts/encounter.ts';
import type { ClaimId } from '#contracts/identifiers.ts';
import type { Practice } from '#contracts/practice.ts';
import type { RecordProblem } from '#contracts/upload-answer.ts';
import { stateTable } from '../claims/claim-lifecycle.ts';
import { amendClaim, moveClaim, type ClaimMoved } from '../claims/move-claim.ts';
import { needsCoding } from '../coding/needs-coding.ts';
import { canonicalJson, contentHashOf } from '../identity/content-hash.ts';
import { claimIdFor } from '../identity/ids.ts';
import { zeroCents } from '../money/cents.ts';
import type { Write } from '../writes/write.ts';
import { contentOf, type ClaimContent, type IntakeOrigin } from './claim-content.ts';

export type TakenIn =
  | {
      readonly outcome: 'accepted' | 'updated' | 'unchanged';
      readonly claimId: ClaimId;
      readonly writes: readonly Write[];
    }
  | {
      readonly outcome: 'refused';
      readonly claimId: ClaimId;
      readonly problem: RecordProblem;
      readonly writes: readonly [];
    };

/** The content hash of an encounter: everything but its version number. An empty list says what none says. */
export function encounterHash(encounter: Encounter): string {
  const { version: _, clinicalCodes = [], unmappedCharges = [], ...content } = encounter;
  return contentHashOf({
    ...content,
    ...(clinicalCodes.length === 0 ? {} : { clinicalCodes }),
    ...(unmappedCharges.length === 0 ? {} : { unmappedCharges }),
  });
}

/**
 * Takes one accepted record in. The same encounter again changes nothing. New content for a claim that has not been
 * sent replaces the old as far as the claim's state allows and what staff changed is not lost; for a claim that was
 * sent it never does. An older version than the one we hold is refused.
 * @param existing the claim that this encounter names, if there is one.
 */
export function takeInEncounter(
  encounter: Encounter,
  practice: Practice,
  existing: Claim | undefined,
  origin: IntakeOrigin & { readonly at: Instant },
): TakenIn {
  const claimId = claimIdFor(practice.practiceId, encounter.sourceSystem, encounter.encounterId);
  const contentHash = encounterHash(encounter);
  if (existing === undefined) {
    return accept(encounter, practice, claimId, contentHash, origin);
  }
  if (existing.source.contentHash === contentHash) {
    return { outcome: 'unchanged', claimId, writes: [] };
  }
  const refuse = (
    code: RecordProblem['code'],
    found: string,
    expected: string,
    howToFix: string,
  ): TakenIn => ({
    outcome: 'refused',
    claimId,
    problem: {
      recordNumber: origin.recordNumber,
      encounterId: encounter.encounterId,
      field: '',
      code,
      found,
      expected,
      howToFix,
    },
    writes: [],
  });
  if (encounter.version < existing.source.version) {
    return refuse(
      'older-version',
      `version ${encounter.version}`,
      `version ${existing.source.version} or later, since we hold that one`,
      'Send the latest version of the encounter.',
    );
  }
  const stand = `the claim is already at "${stateTable[existing.state].meaning}"`;
  if ((existing.staffDecisions ?? []).some(({ fields }) => fields.length > 0)) {
    return refuse(
      'changed-by-staff',
      `other content, while ${stand} and staff have changed it since`,
      'content that staff have not yet worked on',
      'Make the change in the task of the claim.',
    );
  }
  const content = contentOf(encounter, practice, claimId, existing.version + 1);
  const source = sourceOf(encounter, contentHash, origin, 'updated');
  const updated = update(existing, { ...content, source }, origin.at);
  return updated === undefined
    ? refuse(
        'already-billed',
        `other content, while ${stand}`,
        'a claim that can still take new content',
        `It expects that ${stateTable[existing.state].expects}; correct it in its task.`,
      )
    : { outcome: 'updated', claimId, writes: updated.writes };
}

function sourceOf(
  encounter: Encounter,
  contentHash: string,
  origin: IntakeOrigin,
  outcome: 'accepted' | 'updated',
): Claim['source'] {
  return {
    sourceSystem: encounter.sourceSystem,
    encounterId: encounter.encounterId,
    version: encounter.version,
    contentHash,
    uploadId: origin.uploadId,
    recordNumber: origin.recordNumber,
    outcome,
  };
}

function accept(
  encounter: Encounter,
  practice: Practice,
  claimId: ClaimId,
  contentHash: string,
  origin: IntakeOrigin & { readonly at: Instant },
): TakenIn {
  const { practiceId } = practice;
  const { at } = origin;
  const words = 'Received from the practice';
  const claim: Claim = {
    practiceId,
    claimId,
    state: 'received',
    version: 1,
    leg: 1,
    waitSequence: 1,
    deadlineSeconds: 0,
    receivedAt: at,
    updatedAt: at,
    source: sourceOf(encounter, contentHash, origin, 'accepted'),
    ...contentOf(encounter, practice, claimId, 1),
    eligibility: [],
    submissions: [],
    adjudications: [],
    rounds: {},
    postedChargeCents: zeroCents,
    handedToPatientCents: zeroCents,
    summary: `${words}. Next: ${stateTable.received.expects}.`,
  };
  return {
    outcome: 'accepted',
    claimId,
    writes: [
      { kind: 'create-claim', claim },
      {
        kind: 'record-event',
        event: {
          practiceId,
          claimId,
          version: 1,
          event: 'received',
          to: 'received',
          at,
          by: `upload ${origin.uploadId}`,
          words: `${words}, record ${origin.recordNumber} of upload ${origin.uploadId}`,
          leg: 1,
        },
      },
      { kind: 'start-leg', practiceId, claimId, leg: 1, at },
    ],
  };
}

type Content = ClaimContent & Pick<Claim, 'source'>;

/**
 * How new content enters a claim in each state; undefined where it cannot. A running step that works on the claim right
 * now fails on the version and reads again.
 */
function update(claim: Claim, changes: Content, at: Instant): ClaimMoved | undefined {
  const by = `upload ${changes.source.uploadId}`;
  const amend = (): ClaimMoved =>
    amendClaim(claim, changes, at, {
      event: 'content-replaced',
      by,
      words: `The practice sent version ${changes.source.version} of the encounter`,
    });
  const move = (name: 'coverage-corrected' | 'coded' | 'corrected'): ClaimMoved =>
    moveClaim(claim, {
      move: name,
      at,
      by,
      origin: 'outside',
      changes,
      detail: `by version ${changes.source.version} of the encounter`,
    });
  const keepsCoverage = canonicalJson(coverageFacts(claim)) === canonicalJson(coverageFacts(changes));
  const isCoded = !needsCoding(changes);
  const entries: Partial<Record<ClaimState, () => ClaimMoved | undefined>> = {
    received: amend,
    'awaiting-eligibility': () => (keepsCoverage ? amend() : undefined),
    'awaiting-coverage': () => move('coverage-corrected'),
    'awaiting-coding': () => (keepsCoverage ? (isCoded ? move('coded') : amend()) : undefined),
    'ready-to-scrub': () => (keepsCoverage && isCoded ? amend() : undefined),
    'awaiting-correction': () => (keepsCoverage && isCoded ? move('corrected') : undefined),
  };
  return entries[claim.state]?.();
}

/** What the payer was asked about: where it changes, the payer's answer no longer counts. */
function coverageFacts(content: Pick<Claim, 'patient' | 'coverages' | 'serviceDateFrom'>): unknown {
  return { patient: content.patient, coverages: content.coverages, from: content.serviceDateFrom };
}
