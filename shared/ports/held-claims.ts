import type { Claim, ClaimState } from '#contracts/claim.ts';
import type { Hold } from '#contracts/holds.ts';
import type { NameKey, PracticeId } from '#contracts/identifiers.ts';
import { releaseClaim } from '#domain/holds/hold-claim.ts';
import { holdsOn } from '#domain/holds/match-holds.ts';
import { patientKeyOf } from '#domain/patients/patient-identity.ts';
import type { ClaimStore } from './claim-store.ts';
import type { Clock } from './clock.ts';
import type { Commit } from './commit.ts';
import type { HoldBook } from './hold-book.ts';
import type { PatientRegister } from './patient-register.ts';
import { decideAgainOnConflict } from './work-on-claim.ts';

export interface HeldClaimsWorld {
  readonly clock: Clock;
  readonly commit: Commit;
  readonly claims: Pick<ClaimStore, 'load' | 'list'>;
  readonly holds: HoldBook;
  readonly patients: Pick<PatientRegister, 'patientKeysOfSamePerson'>;
}

/** Claims that one call looks at; what is left is looked at by the next, or within the hour. */
export const claimsAtOnce = 2000;
const pageSize = 200;
/** Claims that are released at the same time. */
const commitsAtOnce = 10;

/** States from which a claim may still come to where holds stop it. */
const onTheirWay: readonly ClaimState[] = [
  'received',
  'awaiting-eligibility',
  'awaiting-coverage',
  'awaiting-coding',
  'awaiting-audit',
  'ready-to-scrub',
  'awaiting-correction',
  'ready-to-submit',
  'on-hold',
];

/** The holds that stop a claim, among those that stand. */
export async function holdsOnClaim(
  claim: Claim,
  standing: readonly Hold[],
  { patients }: Pick<HeldClaimsWorld, 'patients'>,
): Promise<readonly Hold[]> {
  if (standing.length === 0) {
    return [];
  }
  // Who is who is only asked where some hold is on a patient.
  const samePerson: readonly NameKey[] = standing.some(({ target }) => target.by === 'patient')
    ? await patients.patientKeysOfSamePerson(claim.practiceId, patientKeyOf(claim))
    : [];
  return holdsOn(claim, standing, samePerson);
}

/** Claims of a state, as many as one call looks at. */
async function claimsIn(
  practiceId: PracticeId,
  state: ClaimState,
  most: number,
  { claims }: Pick<HeldClaimsWorld, 'claims'>,
): Promise<{ readonly claims: readonly Claim[]; readonly isWhole: boolean }> {
  const found: Claim[] = [];
  let next: string | undefined;
  do {
    const page = await claims.list(practiceId, {
      state,
      limit: pageSize,
      ...(next === undefined ? {} : { next }),
    });
    found.push(...page.claims);
    next = page.next;
  } while (next !== undefined && found.length < most);
  return { claims: found, isWhole: next === undefined };
}

/** Claims that wait, as many as one call looks at. */
export async function claimsOnHold(
  practiceId: PracticeId,
  world: Pick<HeldClaimsWorld, 'claims'>,
): Promise<{ readonly claims: readonly Claim[]; readonly isWhole: boolean }> {
  return await claimsIn(practiceId, 'on-hold', claimsAtOnce, world);
}

/** Claims that a hold would stop when they come to be submitted, as far as one call looks. */
export async function claimsThatWouldWait(
  practiceId: PracticeId,
  hold: Hold,
  world: Pick<HeldClaimsWorld, 'claims' | 'patients'>,
): Promise<{ readonly claims: readonly Claim[]; readonly isWhole: boolean }> {
  const found: Claim[] = [];
  let isWhole = true;
  for (const state of onTheirWay) {
    const page = await claimsIn(practiceId, state, claimsAtOnce / onTheirWay.length, world);
    isWhole &&= page.isWhole;
    for (const claim of page.claims) {
      if ((await holdsOnClaim(claim, [hold], world)).length > 0) {
        found.push(claim);
      }
    }
  }
  return { claims: found, isWhole };
}

/**
 * Lets every waiting claim go on that no hold stops any more: page after page, each claim by itself, so that a call that
 * breaks off, or is made twice, does no harm. A claim that somebody else moves meanwhile is left to them.
 * @param isOver whether the time of the call is used up.
 */
export async function releaseFreeClaims(
  practiceId: PracticeId,
  by: string,
  world: HeldClaimsWorld,
  isOver: () => boolean = () => false,
): Promise<{ readonly released: number; readonly stillHeld: number; readonly isWhole: boolean }> {
  const waiting = await claimsOnHold(practiceId, world);
  let released = 0;
  let stillHeld = 0;
  let start = 0;
  for (; start < waiting.claims.length && !isOver(); start += commitsAtOnce) {
    const done = await Promise.all(
      waiting.claims
        .slice(start, start + commitsAtOnce)
        .map(({ claimId }) => decideAgainOnConflict(() => releaseOne(practiceId, claimId, by, world))),
    );
    released += done.filter((one) => one === 'released').length;
    stillHeld += done.filter((one) => one === 'held').length;
  }
  return { released, stillHeld, isWhole: waiting.isWhole && start >= waiting.claims.length };
}

async function releaseOne(
  practiceId: PracticeId,
  claimId: Claim['claimId'],
  by: string,
  world: HeldClaimsWorld,
): Promise<'released' | 'held' | 'elsewhere'> {
  const claim = await world.claims.load(practiceId, claimId);
  if (claim?.state !== 'on-hold') {
    return 'elsewhere';
  }
  // Read anew for each claim: a hold that was placed a moment ago stops it as well.
  const holds = await holdsOnClaim(claim, await world.holds.standing(practiceId), world);
  if (holds.length > 0) {
    return 'held';
  }
  await world.commit.apply(releaseClaim(claim, by, world.clock.now()).writes);
  return 'released';
}
