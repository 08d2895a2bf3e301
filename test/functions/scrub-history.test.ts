import { beforeEach, describe, expect, test } from 'vitest';
import { Practice } from '#contracts/practice.ts';
import type { Claim } from '#contracts/claim.ts';
import { loadPracticeStep } from '../../functions/load-practice/load-practice-step.ts';
import { requestEligibilityStep } from '../../functions/request-eligibility/request-eligibility-step.ts';
import { scrubClaimStep } from '../../functions/scrub-claim/scrub-claim-step.ts';
import { practice } from '../domain/samples/encounters.ts';
import { memoryWorld, type MemoryWorld } from './memory-world.ts';

let world: MemoryWorld;

beforeEach(async () => {
  world = await memoryWorld();
});

const thatDay = { serviceDateFrom: '2026-10-05' };
const visit = { code: '99213', charge: '160.00', diagnosisPointers: [1] };

/** Takes a visit in, asks its payer for eligibility, and leaves it ready to scrub. */
async function readyToScrub(changes: Readonly<Record<string, unknown>>): Promise<Claim> {
  const received = await world.received(changes);
  await requestEligibilityStep(world.inputOf(received), world);
  await world.receive(await world.answer270(await world.claim(received.claimId)));
  return await world.claim(received.claimId);
}

async function scrubbed(claim: Claim): Promise<Claim> {
  await scrubClaimStep(world.inputOf(await world.claim(claim.claimId)), world);
  return await world.claim(claim.claimId);
}

/** Names of the edits that failed, with what they found. */
function failures({ scrub }: Claim): string[] {
  return (scrub?.findings ?? [])
    .filter(({ result }) => result === 'fail')
    .map(({ editId, found }) => `${editId}: ${found}`);
}

describe('a claim that is scrubbed', () => {
  test('at the same moment as another with the same services: each sees the other', async () => {
    const one = await readyToScrub({ encounterId: 'ENC-1', ...thatDay });
    const other = await readyToScrub({ encounterId: 'ENC-2', ...thatDay });
    const [first, second] = await Promise.all([scrubbed(one), scrubbed(other)]);
    expect(failures(first)).toContainEqual(
      `service-billed-twice: 99213 with 1 unit as on claim ${other.claimId}`,
    );
    expect(failures(second)).toContainEqual(
      `service-billed-twice: 99213 with 1 unit as on claim ${one.claimId}`,
    );
    expect([first.state, second.state]).toEqual(['awaiting-correction', 'awaiting-correction']);
  });

  test('after the other was found not billable goes out, and the other leaves the history', async () => {
    const one = await readyToScrub({ encounterId: 'ENC-1', ...thatDay });
    const other = await readyToScrub({ encounterId: 'ENC-2', ...thatDay });
    await scrubbed(other);
    await world.work(await world.onlyTask(), { outcome: 'not-billable', reason: 'It came in twice.' });
    expect((await world.claim(other.claimId)).state).toBe('closed');
    expect((await scrubbed(one)).state).toBe('ready-to-submit');
  });

  test('sees a claim that was sent, unless the patient is another or the day is', async () => {
    await world.sent({ encounterId: 'ENC-1', ...thatDay });
    const again = await scrubbed(await readyToScrub({ encounterId: 'ENC-2', ...thatDay }));
    expect(failures(again).join()).toContain('which was sent');
    const nextDay = await scrubbed(
      await readyToScrub({ encounterId: 'ENC-3', serviceDateFrom: '2026-10-06' }),
    );
    expect(failures(nextDay)).toEqual([]);
    const patient = {
      ...practicePatient,
      sourcePatientId: 'P-2',
      firstName: 'Opal',
      birthDate: '1981-01-01',
    };
    const another = await scrubbed(await readyToScrub({ encounterId: 'ENC-4', ...thatDay, patient }));
    expect(failures(another)).toEqual([]);
  });

  test('meets what another claim of the day says in pairs and units', async () => {
    await world.sent({
      encounterId: 'ENC-1',
      ...thatDay,
      lines: [{ code: '20610', charge: '90.00', diagnosisPointers: [1] }],
      totalCharge: '90.00',
    });
    const other = await scrubbed(
      await readyToScrub({
        encounterId: 'ENC-2',
        ...thatDay,
        lines: [
          { code: '76942', charge: '80.00', diagnosisPointers: [1] },
          { code: '20610', units: 2, charge: '180.00', diagnosisPointers: [1], modifiers: ['59'] },
        ],
        totalCharge: '260.00',
      }),
    );
    expect(failures(other).map((found) => found.split(':')[0])).toEqual(['ncci-pair', 'units-implausible']);
  });

  test('looks back as far as the practice says that its services are known', async () => {
    const newPatient = {
      ...thatDay,
      lines: [{ ...visit, code: '99203' }],
      totalCharge: '160.00',
    };
    const unsaid = await scrubbed(await readyToScrub({ encounterId: 'ENC-1', ...newPatient }));
    const about = ({ scrub }: Claim): string[] =>
      (scrub?.findings ?? [])
        .filter(({ editId }) => editId === 'patient-not-new')
        .map(({ result }) => result);
    expect(about(unsaid)).toEqual(['not-checked']);
    await loadPracticeStep(
      Practice.parse({
        ...practice,
        edition: practice.edition + 1,
        cutover: { ...practice.cutover, servicesKnownFrom: '2023-10-05' },
      }),
      world,
    );
    world.advance(3_600_000);
    const said = await scrubbed(
      await readyToScrub({
        encounterId: 'ENC-2',
        ...newPatient,
        patient: { ...practicePatient, sourcePatientId: 'P-2' },
      }),
    );
    expect(about(said)).toEqual([]);
  });
});

const practicePatient = {
  sourcePatientId: 'P-1',
  lastName: 'Waxwing',
  firstName: 'Odette',
  birthDate: '1979-04-23',
  sex: 'F',
  address: { line1: '14 Nettle Row', city: 'Alder Falls', state: 'OR', zip: '97099' },
};
