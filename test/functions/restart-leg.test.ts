import { describe, expect, test } from 'vitest';
import { waitKeyOf } from '#contracts/steps.ts';
import { restartLegStep } from '../../functions/restart-leg/restart-leg-step.ts';
import { recordMissedDeadlineStep } from '../../functions/record-missed-deadline/record-missed-deadline-step.ts';
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

  test('leaves a payer the rest of its time, however often, and no less than none', async () => {
    const world = await memoryWorld();
    const { claimId, deadlineSeconds } = await world.acceptedByPayer();
    const day = 86_400;
    expect(deadlineSeconds).toBeGreaterThan(10 * day);
    for (const days of [4, 6]) {
      world.advance(days * day * 1000);
      await restartLegStep(request(claimId), world);
    }
    expect(await world.claim(claimId)).toMatchObject({
      state: 'awaiting-remittance',
      deadlineSeconds: deadlineSeconds - 10 * day,
    });
    world.advance(deadlineSeconds * 1000);
    await restartLegStep(request(claimId), world);
    expect((await world.claim(claimId)).deadlineSeconds).toBe(1);
  });

  test('gives a person the whole time anew', async () => {
    const world = await memoryWorld();
    const { claimId } = await world.acceptedByPayer();
    const sent = await world.claim(claimId);
    const waitKey = waitKeyOf(sent.waitSequence);
    await recordMissedDeadlineStep({ ...world.inputOf(sent), waitName: 'remittance', waitKey }, world);
    const asked = await world.claim(claimId);
    expect(asked).toMatchObject({ state: 'awaiting-follow-up', deadlineSeconds: 30 * 86_400 });
    world.advance(20 * 86_400_000);
    await restartLegStep(request(claimId), world);
    expect((await world.claim(claimId)).deadlineSeconds).toBe(asked.deadlineSeconds);
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
