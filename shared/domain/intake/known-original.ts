import type { Claim } from '#contracts/claim.ts';
import type { Encounter } from '#contracts/encounter.ts';
import type { Practice } from '#contracts/practice.ts';
import type { RecordProblem } from '#contracts/upload-answer.ts';
import type { Instant } from '#contracts/dates.ts';
import type { IntakeOrigin } from './claim-content.ts';
import { olderVersion, takeInEncounter, encounterHash } from './take-in-encounter.ts';
import { answerTaken } from './answer-taken.ts';
import type { VisitDecision } from './visit/decide-visit.ts';
import { reviveVisit, withdrawVisit } from './visit/withdraw-visit.ts';

type Origin = IntakeOrigin & { readonly at: Instant };

/** Claims that a record of another billing system may be about. */
export interface KnownClaims {
  /** The claim that its source and number name. */
  readonly existing: Claim | undefined;
  /** The claim of an old system that was taken over under this number. */
  readonly takenOver: Claim | undefined;
}

/**
 * Takes one whole visit in. Of a claim of another billing system: one that replaces a claim is new content of that claim
 * or nothing, for the payer that has the original would deny a second one as a duplicate; and one that was taken over
 * from an old system is not billed a second time.
 * @param bill what an 837 says of the claim; left out for a visit that is no claim yet.
 */
export function takeInBill(
  encounter: Encounter,
  bill: 'original' | 'replacement' | undefined,
  { existing, takenOver }: KnownClaims,
  practice: Practice,
  origin: Origin,
): VisitDecision {
  const about = { recordNumber: origin.recordNumber, encounterId: encounter.encounterId };
  if (existing === undefined && takenOver !== undefined) {
    return refused(alreadyTakenOver(takenOver, about));
  }
  if (existing === undefined && bill === 'replacement') {
    return refused(unknownOriginal('a replacement (frequency 7) of', about));
  }
  if (existing?.source.withdrawn === true && encounter.version > existing.source.version) {
    return reviveVisit(existing, encounter, practice, origin);
  }
  if (existing?.source.withdrawn === true && existing.source.contentHash !== encounterHash(encounter)) {
    return refused(olderVersion(encounter, existing.source.version + 1, origin));
  }
  const taken = takeInEncounter(encounter, practice, existing, origin);
  return { answer: answerTaken(taken, existing, origin), writes: taken.writes };
}

/**
 * Takes the void of a claim in: the claim is taken back where it was not billed, and else a person is asked. Of a claim
 * that is not known nothing is made; it must never be billed as a new one.
 */
export function takeInVoid(
  taken: { readonly encounterId: string; readonly version: number },
  { existing, takenOver }: KnownClaims,
  practice: Practice,
  origin: Origin,
): VisitDecision {
  const { encounterId, version } = taken;
  const about = { recordNumber: origin.recordNumber, encounterId };
  if (existing === undefined) {
    return refused(
      takenOver === undefined
        ? unknownOriginal('the void (frequency 8) of', about)
        : alreadyTakenOver(takenOver, about),
    );
  }
  const { source, pendingChange } = existing;
  // A void that waits for a person counts as the next version; the same void again is not older than it.
  const pending = pendingChange?.content === undefined ? 0 : pendingChange.version;
  const held = Math.max(source.version, pending);
  return version < held
    ? refused(olderVersion({ encounterId, version }, held, origin))
    : withdrawVisit({ ...existing, source: { ...source, version } }, practice, origin);
}

function refused(problem: RecordProblem): VisitDecision {
  return { answer: { outcome: 'refused', problems: [problem] }, writes: [] };
}

type About = Pick<RecordProblem, 'recordNumber' | 'encounterId'>;

function unknownOriginal(what: string, about: About): RecordProblem {
  return {
    ...about,
    field: '2300 CLM^5^3',
    code: 'original-unknown',
    found: `${what} a claim that is not known here`,
    expected: 'a claim that came in from the same source under the same number (CLM01)',
    howToFix:
      'Send the original first, if it was never billed. Else finish it in the system that billed it, or take it over with "cutover import" and correct it here.',
  };
}

function alreadyTakenOver({ claimId, legacy }: Claim, about: About): RecordProblem {
  return {
    ...about,
    field: '2300 CLM^1',
    code: 'claim-taken-over',
    found: `a claim that was taken over from ${legacy?.system ?? 'an old system'} as ${claimId}`,
    expected: 'a claim that no payer has had',
    howToFix: `Work claim ${claimId}: a correction goes out as a replacement, under the payer's number.`,
  };
}
