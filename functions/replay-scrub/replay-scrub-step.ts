import {
  problemsOf,
  ReplayScrubRequest,
  type QueryRefused,
  type ReplayScrubAnswer,
} from '#contracts/queries.ts';
import { dateOf } from '#domain/calendar/plain-date.ts';
import { primaryCoverage } from '#domain/eligibility/primary-coverage.ts';
import { editsOf } from '#domain/scrub/edits-of.ts';
import { replayEdit } from '#domain/scrub/replay-edit.ts';
import type { ClaimStore } from '#ports/claim-store.ts';
import type { Clock } from '#ports/clock.ts';
import { historyOf, type PatientHistory } from '#ports/patient-history.ts';
import type { PatientRegister } from '#ports/patient-register.ts';
import { loadPractice, type PracticeStore } from '#ports/practice-store.ts';
import type { TablesInForce } from '#ports/tables-in-force.ts';

export interface ReplayScrubWorld {
  readonly clock: Clock;
  readonly claims: Pick<ClaimStore, 'list'>;
  readonly practices: Pick<PracticeStore, 'load'>;
  readonly history: PatientHistory;
  readonly patients: Pick<PatientRegister, 'patientKeysOfSamePerson'>;
  readonly tables: TablesInForce;
}

/** Claims of one call: an edit may have to read the person's history of each. */
const pageClaims = 50;

/**
 * Holds a page of a practice's past claims against one edit or rule, be it a trial: those that were billed and whose
 * first day of service lies in the period. Changes nothing.
 */
export async function replayScrubStep(
  event: unknown,
  world: ReplayScrubWorld,
): Promise<ReplayScrubAnswer | QueryRefused> {
  const read = ReplayScrubRequest.safeParse(event);
  if (!read.success) {
    return { outcome: 'refused', problems: problemsOf(read.error) };
  }
  const { practiceId, editId, from, to, next } = read.data;
  const practice = await loadPractice(world.practices, practiceId);
  const edit = editsOf(practice).find(({ id }) => id === editId);
  if (edit === undefined) {
    return {
      outcome: 'refused',
      problems: [
        `rule: found ${editId}; expected the name of an edit, or "rule-" and the name of a rule of ${practiceId} that is not off`,
      ],
    };
  }
  const page = await world.claims.list(practiceId, {
    limit: pageClaims,
    ...(next === undefined ? {} : { next }),
  });
  const past = page.claims.filter(
    ({ submissions, serviceDateFrom }) =>
      submissions.length > 0 && serviceDateFrom >= from && serviceDateFrom <= to,
  );
  const replayed = await Promise.all(
    past.map(async (claim) => {
      const coverage = primaryCoverage(claim);
      const history = await historyOf(claim, practice, world);
      return await world.tables.decide((tables) =>
        replayEdit(edit, claim, {
          practice,
          payer: practice.payers.find(({ payerId }) => payerId === coverage?.payerId),
          tables,
          history,
          today: dateOf(claim.submissions[0]?.submittedAt ?? world.clock.now()),
        }),
      );
    }),
  );
  return {
    outcome: 'replayed',
    looked: past.length,
    held: replayed.filter((one) => one !== undefined),
    ...(page.next === undefined ? {} : { next: page.next }),
  };
}
