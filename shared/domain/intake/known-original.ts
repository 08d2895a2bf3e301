import type { Claim } from '#contracts/claim.ts';
import type { Instant } from '#contracts/dates.ts';
import type { Encounter } from '#contracts/encounter.ts';
import type { Practice } from '#contracts/practice.ts';
import type { RecordProblem } from '#contracts/upload-answer.ts';
import { dateOf } from '../calendar/plain-date.ts';
import { takeOverClaim } from '../cutover/take-over-claim.ts';
import { contentHashOf } from '../identity/content-hash.ts';
import { addCents, subtractCents, sumCents, zeroCents } from '../money/cents.ts';
import { answerTaken } from './answer-taken.ts';
import { chargedLines } from './charged-lines.ts';
import type { IntakeOrigin } from './claim-content.ts';
import type { FirstDecision } from './read/intake-record.ts';
import { encounterHash, olderVersion, takeInEncounter } from './take-in-encounter.ts';
import type { VisitDecision } from './visit/decide-visit.ts';
import { reviveVisit, withdrawVisit } from './visit/withdraw-visit.ts';

type Origin = IntakeOrigin & { readonly at: Instant };

/** What a claim of another billing system says of itself. */
export interface SaidOfBill {
  readonly bill?: 'original' | 'replacement' | undefined;
  readonly decided?: FirstDecision | undefined;
}

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
 * One that the first payer has decided is taken over as the second payer's, and nobody is billed.
 * @param said what an 837 says of the claim; nothing of a visit that is no claim yet.
 */
export function takeInBill(
  encounter: Encounter,
  { bill, decided }: SaidOfBill,
  { existing, takenOver }: KnownClaims,
  practice: Practice,
  origin: Origin,
): VisitDecision {
  const about = { recordNumber: origin.recordNumber, encounterId: encounter.encounterId };
  if (decided !== undefined && bill !== 'replacement') {
    return takeInDecided(encounter, decided, { existing, takenOver }, practice, origin);
  }
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

/** A claim of which the first payer has spoken: what is left of it enters as owed by the second, once. */
function takeInDecided(
  encounter: Encounter,
  { system, paidCents, adjustedCents }: FirstDecision,
  { existing, takenOver }: KnownClaims,
  practice: Practice,
  { uploadId, recordNumber, at }: Origin,
): VisitDecision {
  const about = { recordNumber, encounterId: encounter.encounterId };
  if (existing !== undefined) {
    return refused(knownHere(existing, about));
  }
  const contentHash = contentHashOf({ encounter: encounterHash(encounter), paidCents, adjustedCents });
  if (takenOver !== undefined) {
    const { claimId, source } = takenOver;
    if (source.contentHash !== contentHash) {
      return refused(alreadyTakenOver(takenOver, about));
    }
    const isOwn = source.uploadId === uploadId && source.recordNumber === recordNumber;
    return { answer: { outcome: isOwn ? 'accepted' : 'unchanged', claimId, problems: [] }, writes: [] };
  }
  const chargeCents = sumCents(chargedLines(encounter, practice), ({ charge }) => charge);
  const legacy = {
    system,
    claimNumber: encounter.encounterId,
    status: 'second-payer',
    chargeCents,
    paidCents,
    adjustedCents,
    payerBalanceCents: subtractCents(chargeCents, addCents(paidCents, adjustedCents)),
    patientBalanceCents: zeroCents,
  } as const;
  const occasion = { at, postingDate: dateOf(at), by: `upload ${uploadId}` };
  const { claim, writes } = takeOverClaim(
    { row: recordNumber, legacy, encounter, contentHash, uploadId },
    practice,
    occasion,
  );
  return { answer: { outcome: 'accepted', claimId: claim.claimId, problems: [] }, writes };
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

/** The first payer has decided a claim that came in here as one that nobody had billed. */
function knownHere({ claimId, submissions }: Claim, about: About): RecordProblem {
  const problem = { ...about, field: '2320', code: 'decided-by-other-payer' } as const;
  return submissions.length > 0
    ? {
        ...problem,
        found: `a decision of the first payer on claim ${claimId}, which was billed from here`,
        expected: 'the decision by a remittance (835) of that payer',
        howToFix: 'Have the remittance sent here: it posts what the payer decided.',
      }
    : {
        ...problem,
        found: `a decision of the first payer on claim ${claimId}, which is kept here and was not billed from here`,
        expected: 'the decision of a claim that did not come in before it was decided',
        howToFix:
          'Have its void (frequency 8) sent, so that it is not billed a second time, and finish it in the system that billed it.',
      };
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
