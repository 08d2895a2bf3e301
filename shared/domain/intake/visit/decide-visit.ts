import type { Cents } from '#contracts/cents.ts';
import type { Claim } from '#contracts/claim.ts';
import type { Instant } from '#contracts/dates.ts';
import type { Encounter } from '#contracts/encounter.ts';
import type { Practice } from '#contracts/practice.ts';
import type { Unmapped } from '#contracts/task.ts';
import type { RecordAnswer, ReleasedRecords } from '#contracts/upload-answer.ts';
import { dateOf } from '../../calendar/plain-date.ts';
import type { Write } from '../../writes/write.ts';
import { answerTaken } from '../answer-taken.ts';
import { checkDraft } from '../check-encounter.ts';
import type { IntakeOrigin } from '../claim-content.ts';
import { knownCharges } from '../map/total-of-charges.ts';
import { usualPlaceUnmapped } from '../map/resolved.ts';
import type { SharedThing } from '../read/intake-record.ts';
import { takeInEncounter } from '../take-in-encounter.ts';
import { assembleVisit, type AboutVisit, type Need } from './assemble-visit.ts';
import { describeNeed } from './describe-need.ts';
import { newestByKey } from './newest.ts';
import type { VisitPart } from './part.ts';
import { firstSeenOfParts, releasedRecords } from './released.ts';
import { stopClaim } from './stop-claim.ts';
import { reviveVisit, withdrawVisit } from './withdraw-visit.ts';

/** What becomes of a visit, as far as its parts say. */
export interface VisitDecision {
  readonly answer: Pick<
    RecordAnswer,
    'outcome' | 'claimId' | 'taskId' | 'notes' | 'waitsFor' | 'problems'
  > & {
    /** Records of earlier uploads that waited and are part of the claim now. */
    readonly released?: ReleasedRecords[];
  };
  readonly writes: readonly Write[];
  /** Names that the practice has yet to map before the visit can be taken in. */
  readonly unmapped?: readonly Unmapped[];
  /** The charges of a visit that waits for them. */
  readonly chargeCents?: Cents;
  /** What never came, in words; names that wait to be mapped are asked for by tasks of their own. */
  readonly lacks?: readonly string[];
  /** Of a visit that is no claim yet: its patient's number, its first day and its provider, as far as its parts say. */
  readonly about?: AboutVisit;
}

/**
 * Puts a visit together from its parts and takes it in. What it says decides, not when it came: a source of parts has
 * no versions of the whole, so that each other content of it counts as the next version.
 * @param existing the claim that the visit is already, if it is one.
 */
export function decideVisit(
  visit: { readonly parts: readonly VisitPart[]; readonly things: readonly SharedThing[] },
  practice: Practice,
  existing: Claim | undefined,
  origin: IntakeOrigin & { readonly at: Instant },
): VisitDecision {
  const assembled = assembleVisit(visit.parts, visit.things, practice);
  if (assembled.kind === 'void' || isChargedNoMore(visit.parts)) {
    return withdrawVisit(existing, practice, origin);
  }
  if (assembled.kind === 'waiting') {
    const waitsFor = [...new Set(assembled.needs.map(describeNeed))];
    const unmapped = unmappedOf(assembled.needs, visit.parts);
    // Names and signatures are asked for by tasks of their own.
    const lacks = assembled.needs.filter(
      (need) => need.kind !== 'signature' && unmappedOf([need], visit.parts).length === 0,
    );
    const held: VisitDecision = {
      answer: { outcome: 'held', waitsFor, problems: [] },
      writes: [],
      ...(unmapped.length === 0 ? {} : { unmapped, chargeCents: chargedIn(visit.parts) }),
      ...(lacks.length === 0 ? {} : { lacks: [...new Set(lacks.map(describeNeed))] }),
      about: assembled.about,
    };
    return stopClaim(existing, held, origin);
  }
  const { recordNumber, at, uploadId } = origin;
  const checked = checkDraft(recordNumber, assembled.draft, practice, dateOf(at));
  if (checked.accepted === undefined) {
    const refused = { answer: { outcome: 'refused' as const, problems: [...checked.problems] }, writes: [] };
    return stopClaim(existing, refused, origin);
  }
  const encounter = { ...checked.accepted, version: nextVersion(existing) };
  const firstSeenAt = firstSeenOfParts(visit.parts);
  const since = { ...origin, ...(firstSeenAt === undefined ? {} : { firstSeenAt }) };
  const decided = takeInOrRevive(encounter, practice, existing, since);
  const released = releasedRecords(visit.parts, decided.answer.outcome, existing, uploadId);
  const notes = [...(decided.answer.notes ?? []), ...(assembled.isWithout ? ['provider-left-out'] : [])];
  return {
    ...decided,
    answer: {
      ...decided.answer,
      ...(notes.length === 0 ? {} : { notes }),
      ...(released.length === 0 ? {} : { released: [...released] }),
    },
  };
}

function takeInOrRevive(
  encounter: Encounter,
  practice: Practice,
  existing: Claim | undefined,
  origin: IntakeOrigin & { readonly at: Instant },
): VisitDecision {
  if (existing?.source.withdrawn === true) {
    return reviveVisit(existing, encounter, practice, origin);
  }
  const taken = takeInEncounter(encounter, practice, existing, origin);
  return { answer: answerTaken(taken, existing, { uploadId: origin.uploadId }), writes: taken.writes };
}

/** The charges of a visit as far as they can be read. */
function chargedIn(parts: readonly VisitPart[]): Cents {
  return knownCharges(
    newestByKey(parts, ({ partKey }) => partKey).flatMap(({ content }) =>
      content.kind === 'line'
        ? [content.line['charge']]
        : content.kind === 'charges'
          ? content.lines.map(({ line }) => line['charge'])
          : [],
    ),
  );
}

const worthBilling: ReadonlySet<VisitPart['content']['kind']> = new Set([
  'line',
  'charges',
  'clinical',
  'note',
  'document',
]);

/** Whether every charge of the visit was taken back by itself, and nothing is left that a coder could read. */
function isChargedNoMore(parts: readonly VisitPart[]): boolean {
  const newest = newestByKey(parts, ({ partKey }) => partKey);
  const hadCharges = newest.some(
    ({ partKey, content }) => content.kind === 'void' && /^(?:line|charges):/.test(partKey),
  );
  // A line of fields is a charge with a code that nobody has mapped.
  return (
    hadCharges &&
    !newest.some(
      ({ partKey, content }) =>
        worthBilling.has(content.kind) || (partKey.startsWith('line:') && content.kind === 'fields'),
    )
  );
}

/** What a directory calls a payer or a provider, where nobody has said which one that is. */
function unmappedOf(needs: readonly Need[], [part]: readonly VisitPart[]): readonly Unmapped[] {
  const source = part === undefined ? {} : { sourceSystem: part.sourceSystem };
  return needs.flatMap(({ kind, name = '' }): readonly Unmapped[] => {
    if (kind === 'place') return [usualPlaceUnmapped(source.sourceSystem ?? '').unmapped];
    // A name with its kind before it is one that nothing has come under yet.
    const isAlias =
      name !== '' && !/^(?:person|coverage|practitioner|organization|location|account)\//.test(name);
    if (!isAlias || (kind !== 'coverage' && kind !== 'rendering-provider')) return [];
    return [{ kind: kind === 'coverage' ? 'payer' : 'provider', alias: name, ...source }];
  });
}

/** One more than any content that we hold of the visit. */
function nextVersion(existing: Claim | undefined): number {
  return Math.max(existing?.source.version ?? 0, existing?.pendingChange?.version ?? 0) + 1;
}
