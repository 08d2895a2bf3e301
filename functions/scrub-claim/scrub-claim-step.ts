import { ClaimStepInput, type ClaimStepAnswer } from '#contracts/steps.ts';
import { dateOf } from '#domain/calendar/plain-date.ts';
import { withCharges } from '#domain/ledger/with-charges.ts';
import { decideScrub } from '#domain/scrub/decide-scrub.ts';
import { scrubClaim } from '#domain/scrub/scrub-claim.ts';
import type { Clock } from '#ports/clock.ts';
import type { LedgerStore } from '#ports/ledger-store.ts';
import { historyOf, type PatientHistory } from '#ports/patient-history.ts';
import type { PatientRegister } from '#ports/patient-register.ts';
import { loadPractice, type PracticeStore } from '#ports/practice-store.ts';
import type { TablesInForce } from '#ports/tables-in-force.ts';
import { workOnClaim, type ClaimWorld } from '#ports/work-on-claim.ts';

export interface ScrubClaimWorld extends ClaimWorld {
  readonly clock: Clock;
  readonly practices: Pick<PracticeStore, 'load'>;
  readonly ledger: Pick<LedgerStore, 'ofClaim'>;
  readonly history: PatientHistory;
  readonly patients: Pick<PatientRegister, 'patientKeysOfSamePerson'>;
  readonly tables: TablesInForce;
}

/** Scrubs the claim. A clean one has its charges posted in the same transaction; a held one becomes a task. */
export async function scrubClaimStep(event: unknown, world: ScrubClaimWorld): Promise<ClaimStepAnswer> {
  const input = ClaimStepInput.parse(event);
  return await workOnClaim(input, ['ready-to-scrub'], world, async (claim) => {
    const practice = await loadPractice(world.practices, claim.practiceId);
    const at = world.clock.now();
    const history = await historyOf(claim, practice, world);
    const report = await world.tables.decide((tables) =>
      scrubClaim(claim, practice, tables, { at, history }),
    );
    const decided = decideScrub(claim, report, practice, at);
    if (decided.outcome === 'held-by-scrubber') {
      return decided.writes;
    }
    // A claim whose charges were never posted has no posting to look at.
    const postings =
      claim.postedChargeCents === 0 && claim.submissions.length === 0
        ? []
        : await world.ledger.ofClaim(claim.practiceId, claim.claimId);
    return withCharges(decided, { at, postingDate: dateOf(at), by: 'scrub-claim', postings }).writes;
  });
}
