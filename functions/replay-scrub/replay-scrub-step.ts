import type { Practice } from '#contracts/practice.ts';
import { problemsOf, type QueryRefused } from '#contracts/queries.ts';
import type { ScrubRule } from '#contracts/scrub-rule.ts';
import { ReplayScrubRequest, type ReplayScrubAnswer } from '#contracts/scrub-replay.ts';
import { dateOf } from '#domain/calendar/plain-date.ts';
import { primaryCoverage } from '#domain/eligibility/primary-coverage.ts';
import type { Edit } from '#domain/scrub/edit.ts';
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
 * Holds a page of a practice's past claims against one edit or rule, be it a trial, off, or not loaded yet: those that
 * were billed and whose first day of service lies in the period. Changes nothing.
 */
export async function replayScrubStep(
  event: unknown,
  world: ReplayScrubWorld,
): Promise<ReplayScrubAnswer | QueryRefused> {
  const read = ReplayScrubRequest.safeParse(event);
  if (!read.success) {
    return { outcome: 'refused', problems: problemsOf(read.error) };
  }
  const { practiceId, editId, rule, overrides, from, to, next } = read.data;
  const practice = await loadPractice(world.practices, practiceId);
  const edit = editCalled(editId, rule, practice);
  if (typeof edit === 'string') {
    return { outcome: 'refused', problems: [edit] };
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
      const facts = {
        practice,
        payer: practice.payers.find(({ payerId }) => payerId === coverage?.payerId),
        history,
        today: dateOf(claim.submissions[0]?.submittedAt ?? world.clock.now()),
      };
      const made = await world.tables.decide((tables) =>
        replayEdit(edit, claim, { ...facts, tables }, overrides),
      );
      return { claimId: claim.claimId, made };
    }),
  );
  return {
    outcome: 'replayed',
    looked: past.length,
    held: replayed.flatMap(({ made }) => made?.held ?? []),
    lifted: replayed.flatMap(({ claimId, made }) =>
      made?.liftedBy === undefined ? [] : [{ claimId, overrideId: made.liftedBy }],
    ),
    ...(page.next === undefined ? {} : { next: page.next }),
  };
}

/** The edit of that name; a sentence where there is none. A rule is tried whatever its mode is. */
function editCalled(editId: string, rule: ScrubRule | undefined, practice: Practice): Edit | string {
  const strange = rule?.payerIds?.filter(
    (payerId) => !practice.payers.some((payer) => payer.payerId === payerId),
  );
  if (strange !== undefined && strange.length > 0) {
    return `rule: found payer ${strange.join(', ')}, which ${practice.practiceId} does not have; expected one of ${practice.payers.map(({ payerId }) => payerId).join(', ')}`;
  }
  const rules = [
    ...(rule === undefined ? [] : [rule]),
    ...practice.scrub.rules.filter(({ ruleId }) => ruleId !== rule?.ruleId),
  ].map((one) => (one.mode === 'off' ? { ...one, mode: 'trial' as const } : one));
  return (
    editsOf({ scrub: { ...practice.scrub, rules } }).find(({ id }) => id === editId) ??
    `rule: found ${editId}; expected the name of an edit, or "rule-" and the name of a rule of ${practice.practiceId}: ${practice.scrub.rules.map(({ ruleId }) => `rule-${ruleId}`).join(', ') || 'it has none'}`
  );
}
