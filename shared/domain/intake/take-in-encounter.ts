import type { Claim, ClaimContent } from '#contracts/claim.ts';
import type { Instant } from '#contracts/dates.ts';
import type { Encounter } from '#contracts/encounter.ts';
import type { ClaimId, TaskId } from '#contracts/identifiers.ts';
import type { Practice } from '#contracts/practice.ts';
import type { RecordProblem } from '#contracts/upload-answer.ts';
import { contentDifferences, informationOf } from '../charge-changes/content-differences.ts';
import { closePending, openChargeChange } from '../charge-changes/open-charge-change.ts';
import { asksAPerson, placementOf } from '../charge-changes/place-content.ts';
import { stateTable } from '../claims/claim-lifecycle.ts';
import { amendClaim, hasRoundLeft, moveClaim, type ClaimMoved } from '../claims/move-claim.ts';
import { contentHashOf } from '../identity/content-hash.ts';
import { claimIdFor } from '../identity/ids.ts';
import { zeroCents } from '../money/cents.ts';
import type { Write } from '../writes/write.ts';
import { contentOf, type IntakeOrigin } from './claim-content.ts';
import { intakeLag } from './intake-lag.ts';

export type TakenIn =
  | {
      readonly outcome: 'accepted' | 'updated' | 'unchanged';
      readonly claimId: ClaimId;
      readonly writes: readonly Write[];
    }
  | {
      readonly outcome: 'changed-after-billing';
      readonly claimId: ClaimId;
      /** The task that asks what to do with it. */
      readonly taskId: TaskId;
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
 * sent replaces the old, and the claim is checked anew as far as the change asks for it. Where the claim was sent, or
 * staff have changed it, the claim stays as it is and a person is asked; the same change again asks nobody a second
 * time. An older version than the one we hold is refused.
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
  const { source, pendingChange } = existing;
  if (source.contentHash === contentHash) {
    // What an audit found of the same content is no change of the practice's, which it could take back.
    return pendingChange !== undefined &&
      pendingChange.contentHash !== contentHash &&
      encounter.version > pendingChange.version
      ? { outcome: 'updated', claimId, writes: takeChangeBack(existing, encounter.version, origin).writes }
      : { outcome: 'unchanged', claimId, writes: [] };
  }
  if (pendingChange?.contentHash === contentHash) {
    return { outcome: 'changed-after-billing', claimId, taskId: pendingChange.taskId, writes: [] };
  }
  const heldVersion = Math.max(source.version, pendingChange?.version ?? 0);
  if (encounter.version < heldVersion) {
    return { outcome: 'refused', claimId, problem: olderVersion(encounter, heldVersion, origin), writes: [] };
  }
  const isSetAside = source.setAside?.some(
    (known) => known.contentHash === contentHash && encounter.version <= known.version,
  );
  if (isSetAside === true) {
    return { outcome: 'unchanged', claimId, writes: [] };
  }
  const content = contentOf(encounter, practice, claimId, existing.version + 1);
  const newSource = {
    ...sourceOf(encounter, contentHash, { ...origin, firstSeenAt: firstSeenOf(origin, existing) }, 'updated'),
    ...(source.setAside === undefined ? {} : { setAside: source.setAside }),
  };
  const updated = asksAPerson(existing)
    ? informed(existing, content, newSource, origin.at)
    : replaced(existing, { ...content, source: newSource }, origin.at);
  if (updated !== undefined) {
    return { outcome: 'updated', claimId, writes: [...updated.writes, ...asksNobody(existing, origin)] };
  }
  const differences = contentDifferences(existing, content);
  const { uploadId, recordNumber, at } = origin;
  const change = { content, contentHash, version: encounter.version, uploadId, recordNumber, differences };
  const { taskId, writes } = openChargeChange(existing, change, practice, at);
  return { outcome: 'changed-after-billing', claimId, taskId, writes };
}

/** The refusal of content that is older than what we hold. */
export function olderVersion(
  encounter: Pick<Encounter, 'encounterId' | 'version'>,
  heldVersion: number,
  origin: IntakeOrigin,
): RecordProblem {
  return {
    recordNumber: origin.recordNumber,
    encounterId: encounter.encounterId,
    field: '',
    code: 'older-version',
    found: `version ${encounter.version}`,
    expected: `version ${heldVersion} or later, since we hold that one`,
    howToFix: 'Send the latest version of the encounter.',
  };
}

/** The practice sent, as its latest version, what the claim says: the change that a person was asked about is none. */
function takeChangeBack(
  claim: Claim,
  version: number,
  { uploadId, at }: IntakeOrigin & { readonly at: Instant },
): ClaimMoved {
  const by = `upload ${uploadId}`;
  const amended = amendClaim(claim, { pendingChange: undefined, source: { ...claim.source, version } }, at, {
    event: 'change-taken-back',
    by,
    words: `The practice sent version ${version} of the encounter, which says what the claim says`,
  });
  return {
    claim: amended.claim,
    writes: [...amended.writes, ...asksNobody(claim, { uploadId, at })],
  };
}

/** The task of a change that waited is moot: what the practice sent since has no question any more. */
function asksNobody(
  claim: Claim,
  { uploadId, at }: Pick<IntakeOrigin, 'uploadId'> & { readonly at: Instant },
): Write[] {
  const closedBy = `upload ${uploadId}`;
  return closePending(claim, { status: 'moot', outcome: 'change-taken-back', closedBy }, at);
}

function sourceOf(
  encounter: Encounter,
  contentHash: string,
  origin: IntakeOrigin & { readonly firstSeenAt: Instant },
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
    firstSeenAt: origin.firstSeenAt,
  };
}

/** When the first that is known of the visit came in. A claim that is older than the note of it was received then. */
export function firstSeenOf(
  { at, firstSeenAt = at }: Pick<IntakeOrigin, 'firstSeenAt'> & { readonly at: Instant },
  existing: Claim | undefined,
): Instant {
  const before = existing?.source.firstSeenAt ?? existing?.receivedAt ?? firstSeenAt;
  return before < firstSeenAt ? before : firstSeenAt;
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
    source: sourceOf(
      encounter,
      contentHash,
      { ...origin, firstSeenAt: firstSeenOf(origin, undefined) },
      'accepted',
    ),
    ...contentOf(encounter, practice, claimId, 1),
    intake: intakeLag(
      encounter.serviceDateTo ?? encounter.serviceDateFrom,
      practice,
      at,
      firstSeenOf(origin, undefined),
    ),
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
          chargeCents: claim.totalChargeCents,
        },
      },
      { kind: 'start-leg', practiceId, claimId, leg: 1, at },
    ],
  };
}

/**
 * New content of which no payer would see anything: what informs is taken over and nothing is sent again. Undefined
 * where a payer would see it.
 */
function informed(
  claim: Claim,
  content: ClaimContent,
  source: Claim['source'],
  at: Instant,
): ClaimMoved | undefined {
  if (contentDifferences(claim, content).length > 0) {
    return undefined;
  }
  return amendClaim(claim, { ...informationOf(claim, content), source, pendingChange: undefined }, at, {
    event: 'content-replaced',
    by: `upload ${source.uploadId}`,
    words: `The practice sent version ${source.version} of the encounter, in which nothing differs that is billed`,
  });
}

/**
 * How new content enters a claim that nobody has billed. Undefined where a person must decide: the content was replaced
 * too often. A running step that works on the claim right now fails on the version and reads again.
 */
function replaced(
  claim: Claim,
  content: ClaimContent & Pick<Claim, 'source'>,
  at: Instant,
): ClaimMoved | undefined {
  const { version, uploadId } = content.source;
  const changes = { ...content, pendingChange: undefined };
  const by = `upload ${uploadId}`;
  const placement = placementOf(claim, content);
  if (placement === 'amended') {
    return amendClaim(claim, changes, at, {
      event: 'content-replaced',
      by,
      words: `The practice sent version ${version} of the encounter`,
    });
  }
  if (placement === 'in-flight' || !hasRoundLeft(claim, placement)) {
    return undefined;
  }
  return moveClaim(claim, {
    move: placement,
    at,
    by,
    origin: 'outside',
    changes,
    detail: `by version ${version} of the encounter`,
  });
}
