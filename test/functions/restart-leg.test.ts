import { describe, expect, test } from 'vitest';
import { restartLegStep } from '../../functions/restart-leg/restart-leg-step.ts';
import { requestEligibilityStep } from '../../functions/request-eligibility/request-eligibility-step.ts';
import { practice } from '../domain/samples/encounters.ts';
import { memoryWorld } from './memory-world.ts';

const request = (claimId: string) => ({
  practiceId: practice.practiceId,
  claimId,
  user: 'operator.ana',
  reason: 'new definition of the pipeline',
});

describe('restarting a leg', () => {
  test('starts the next leg, which resumes where the claim stands, and ends the old one', async () => {
    const world = await memoryWorld();
    const claim = await world.received();
    const answer = await restartLegStep(request(claim.claimId), world);
    const after = await world.claim();
    expect(answer).toEqual({ outcome: 'restarted', claimId: claim.claimId, leg: claim.leg + 1 });
    expect(after).toMatchObject({ state: claim.state, waitSequence: claim.waitSequence, leg: claim.leg + 1 });
    expect(await requestEligibilityStep(world.inputOf(claim), world)).toMatchObject({ outcome: 'moved-on' });
    expect(await requestEligibilityStep(world.inputOf(after), world)).toMatchObject({
      outcome: 'eligibility-asked',
    });
  });

  test('is refused in words for a claim that does not exist and for a request that is none', async () => {
    const world = await memoryWorld();
    expect(await restartLegStep(request('C000000000000'), world)).toMatchObject({
      outcome: 'refused',
      problems: [expect.stringContaining('has no claim')],
    });
    expect(await restartLegStep({ claimId: 'nonsense' }, world)).toMatchObject({ outcome: 'refused' });
  });
});
