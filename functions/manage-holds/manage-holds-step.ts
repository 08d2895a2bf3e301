import type * as z from 'zod';
import type { Claim } from '#contracts/claim.ts';
import { CommitConflict } from '#contracts/errors.ts';
import { Hold, ManageHoldsRequest, type HoldTarget, type ManageHoldsAnswer } from '#contracts/holds.ts';
import type { HoldId, PracticeId } from '#contracts/identifiers.ts';
import type { Practice } from '#contracts/practice.ts';
import { problemsOf } from '#contracts/queries.ts';
import { putOff, reviewFault } from '#domain/holds/change-hold.ts';
import { heldClaims } from '#domain/holds/held-claims.ts';
import { sameHold } from '#domain/holds/match-holds.ts';
import { targetInWords } from '#domain/holds/hold-words.ts';
import { holdIdFor } from '#domain/identity/ids.ts';
import { claimsOnHold, claimsThatWouldWait, holdsOnClaim, type HeldClaimsWorld } from '#ports/held-claims.ts';
import type { PatientRegister } from '#ports/patient-register.ts';
import { loadPractice, type PracticeStore } from '#ports/practice-store.ts';
import { releaseHold, reviewEnds } from '#ports/release-hold.ts';
import type { TaskStore } from '#ports/task-store.ts';

export interface ManageHoldsWorld extends HeldClaimsWorld {
  readonly practices: Pick<PracticeStore, 'load'>;
  readonly patients: Pick<PatientRegister, 'patientKeysOfSamePerson' | 'load'>;
  readonly tasks: Pick<TaskStore, 'load'>;
}

type Request<Action> = Extract<z.output<typeof ManageHoldsRequest>, { action: Action }>;

/** Each is read by every claim that is submitted. */
const mostHolds = 200;
const mostReleased = 100;
/** A person waits for the answer; what is left is released by itself. */
const releaseMilliseconds = 20_000;

/** Lists holds, says what one would stop or let go, places, releases and keeps them. */
export async function manageHoldsStep(event: unknown, world: ManageHoldsWorld): Promise<ManageHoldsAnswer> {
  const read = ManageHoldsRequest.safeParse(event);
  if (!read.success) {
    return refused(...problemsOf(read.error));
  }
  const request = read.data;
  try {
    switch (request.action) {
      case 'list':
        return await list(request, world);
      case 'preview':
        return await preview(request, world);
      case 'place':
        return await place(request, world);
      case 'preview-release':
        return await previewRelease(request, world);
      case 'release':
        return await release(request, world);
      case 'put-off':
        return await keep(request, world);
    }
  } catch (error) {
    if (error instanceof CommitConflict) {
      return refused('Somebody else changed this hold at the same moment; look at it again');
    }
    throw error;
  }
}

async function list(
  { practiceId, which }: Request<'list'>,
  world: ManageHoldsWorld,
): Promise<ManageHoldsAnswer> {
  const practice = await loadPractice(world.practices, practiceId);
  if (which === 'released') {
    const holds = await world.holds.released(practiceId, mostReleased);
    return {
      outcome: 'holds',
      holds: holds.map((hold) => ({ hold, held: heldClaims([], practice) })),
      isWhole: holds.length < mostReleased,
    };
  }
  const standing = await world.holds.standing(practiceId);
  const waiting =
    standing.length === 0 ? { claims: [], isWhole: true } : await claimsOnHold(practiceId, world);
  const byHold = new Map<HoldId, Claim[]>(standing.map(({ holdId }) => [holdId, []]));
  for (const claim of waiting.claims) {
    for (const { holdId } of await holdsOnClaim(claim, standing, world)) {
      byHold.get(holdId)?.push(claim);
    }
  }
  return {
    outcome: 'holds',
    holds: standing.map((hold) => ({ hold, held: heldClaims(byHold.get(hold.holdId) ?? [], practice) })),
    isWhole: waiting.isWhole,
  };
}

async function preview(
  { practiceId, target }: Request<'preview'>,
  world: ManageHoldsWorld,
): Promise<ManageHoldsAnswer> {
  const practice = await loadPractice(world.practices, practiceId);
  const problem = await unknownTarget(practiceId, target, practice, world);
  if (problem !== undefined) {
    return notFound(problem);
  }
  const { claims, isWhole } = await claimsThatWouldWait(
    practiceId,
    imagined(practiceId, target, world),
    world,
  );
  return { outcome: 'would-hold', held: heldClaims(claims, practice), isWhole };
}

/** A hold that nobody has placed, to see what it would stop. */
function imagined(practiceId: PracticeId, target: HoldTarget, { clock }: ManageHoldsWorld): Hold {
  const at = clock.now();
  return Hold.parse({
    practiceId,
    holdId: holdIdFor(practiceId, 'imagined'),
    target,
    reason: 'other',
    words: 'to see what it would stop',
    owner: 'nobody',
    reviewOn: at.slice(0, 10),
    placedAt: at,
    placedBy: 'nobody',
    version: 1,
    reviews: [],
  });
}

async function place(request: Request<'place'>, world: ManageHoldsWorld): Promise<ManageHoldsAnswer> {
  const { practiceId, target, reason, words, owner, reviewOn, user } = request;
  const at = world.clock.now();
  const practice = await loadPractice(world.practices, practiceId);
  const fault = reviewFault(reviewOn, at);
  const problem = await unknownTarget(practiceId, target, practice, world);
  if (problem !== undefined || fault !== undefined) {
    return problem === undefined ? refused(fault ?? '') : notFound(problem);
  }
  const standing = await world.holds.standing(practiceId);
  const same = standing.find((hold) => sameHold(hold, request));
  if (same !== undefined) {
    return {
      outcome: 'placed',
      holdId: same.holdId,
      summary: `The ${targetInWords(target)} is on hold for that reason already, since ${same.placedAt.slice(0, 10)}.`,
    };
  }
  if (standing.length >= mostHolds) {
    return refused(
      `${mostHolds} holds stand already, which is the most; release what is not needed any more`,
    );
  }
  const hold: Hold = {
    practiceId,
    holdId: holdIdFor(practiceId, JSON.stringify(target), reason, at, user),
    target,
    reason,
    words,
    owner,
    reviewOn,
    placedAt: at,
    placedBy: user,
    version: 1,
    reviews: [],
  };
  await world.commit.apply([{ kind: 'save-hold', hold, expectedVersion: 0 }]);
  return {
    outcome: 'placed',
    holdId: hold.holdId,
    summary: `On hold: ${targetInWords(target)}. Claims wait before they are submitted; ${owner} is asked on ${reviewOn}.`,
  };
}

async function previewRelease(
  { practiceId, holdId }: Request<'preview-release'>,
  world: ManageHoldsWorld,
): Promise<ManageHoldsAnswer> {
  const hold = await world.holds.load(practiceId, holdId);
  if (hold === undefined) {
    return noHold(practiceId, holdId);
  }
  const practice = await loadPractice(world.practices, practiceId);
  const others = (await world.holds.standing(practiceId)).filter((one) => one.holdId !== holdId);
  const waiting = await claimsOnHold(practiceId, world);
  const goesOn: Claim[] = [];
  const staysHeld: Claim[] = [];
  for (const claim of waiting.claims) {
    const stops =
      hold.released === undefined
        ? (await holdsOnClaim(claim, [hold], world)).length > 0
        : claim.heldBy?.includes(holdId) === true;
    if (stops) {
      const byOthers = await holdsOnClaim(claim, others, world);
      (byOthers.length === 0 ? goesOn : staysHeld).push(claim);
    }
  }
  return {
    outcome: 'would-release',
    goesOn: heldClaims(goesOn, practice),
    staysHeld: heldClaims(staysHeld, practice),
    isWhole: waiting.isWhole,
  };
}

async function release(request: Request<'release'>, world: ManageHoldsWorld): Promise<ManageHoldsAnswer> {
  const { practiceId, holdId, words, user } = request;
  const hold = await world.holds.load(practiceId, holdId);
  if (hold === undefined) {
    return noHold(practiceId, holdId);
  }
  const until = Date.parse(world.clock.now()) + releaseMilliseconds;
  const done = await releaseHold(hold, { words, user }, world, () => Date.parse(world.clock.now()) > until);
  const rest = done.isWhole ? '' : ' The rest goes on by itself within the hour.';
  const others = done.stillHeld === 0 ? '' : ` ${done.stillHeld} stay held by other holds.`;
  return {
    outcome: 'released',
    holdId,
    claims: done.released,
    isWhole: done.isWhole,
    summary: `Released: ${targetInWords(hold.target)}. ${done.released} ${done.released === 1 ? 'claim goes' : 'claims go'} on.${others}${rest}`,
  };
}

async function keep(request: Request<'put-off'>, world: ManageHoldsWorld): Promise<ManageHoldsAnswer> {
  const { practiceId, holdId, reviewOn, owner, words, user } = request;
  const at = world.clock.now();
  const hold = await world.holds.load(practiceId, holdId);
  if (hold === undefined) {
    return noHold(practiceId, holdId);
  }
  const fault = hold.released === undefined ? reviewFault(reviewOn, at) : 'The hold is released already';
  if (fault !== undefined) {
    return refused(fault);
  }
  const kept = putOff(hold, { reviewOn, owner, words, user, at });
  await world.commit.apply([
    { kind: 'save-hold', hold: kept, expectedVersion: hold.version },
    ...(await reviewEnds(hold, 'review-put-off', { at, user }, world)),
  ]);
  return {
    outcome: 'put-off',
    holdId,
    summary: `The hold on ${targetInWords(hold.target)} stays; ${kept.owner} is asked on ${reviewOn}.`,
  };
}

/** Why nothing is held by this target, if so: a hold on what is not there would stop nothing, and nobody would notice. */
async function unknownTarget(
  practiceId: PracticeId,
  target: HoldTarget,
  practice: Practice,
  { claims, patients }: ManageHoldsWorld,
): Promise<string | undefined> {
  switch (target.by) {
    case 'claim': {
      const claim = await claims.load(practiceId, target.claimId);
      return claim === undefined
        ? `target.claimId: practice ${practiceId} has no claim ${target.claimId}`
        : undefined;
    }
    case 'patient':
      return (await patients.load(practiceId, target.patientKey)) === undefined
        ? `target.patientKey: practice ${practiceId} has no patient ${target.patientKey}`
        : undefined;
    case 'provider':
      return practice.providers.some(({ npi }) => npi === target.npi)
        ? undefined
        : `target.npi: practice ${practiceId} has no provider ${target.npi}`;
    case 'payer':
      return practice.payers.some(({ payerId }) => payerId === target.payerId)
        ? undefined
        : `target.payerId: practice ${practiceId} has no payer ${target.payerId}`;
    case 'location':
      return practice.locations.some(({ locationId }) => locationId === target.locationId)
        ? undefined
        : `target.locationId: practice ${practiceId} has no location ${target.locationId}`;
  }
}

type Refused = Extract<ManageHoldsAnswer, { outcome: 'refused' }>;

function refused(...problems: string[]): Refused {
  return { outcome: 'refused', problems };
}

function notFound(problem: string): Refused {
  return { outcome: 'refused', problems: [problem], because: 'not-found' };
}

function noHold(practiceId: PracticeId, holdId: HoldId): Refused {
  return notFound(`holdId: practice ${practiceId} has no hold ${holdId}`);
}
