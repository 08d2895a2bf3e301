import { describe, expect, test } from 'vitest';
import { s3Clearinghouse } from '#adapters/s3/s3-clearinghouse.ts';
import { Practice } from '#contracts/practice.ts';
import { faultSentence } from '#domain/practice/practice-fault.ts';
import { practiceFaults } from '#domain/practice/practice-faults.ts';
import { loadPracticeStep } from '../../functions/load-practice/load-practice-step.ts';
import { receiveExchangeFileStep } from '../../functions/receive-exchange-file/receive-exchange-file-step.ts';
import { requestEligibilityStep } from '../../functions/request-eligibility/request-eligibility-step.ts';
import { scrubClaimStep } from '../../functions/scrub-claim/scrub-claim-step.ts';
import { submitClaimStep } from '../../functions/submit-claim/submit-claim-step.ts';
import { practice } from '../domain/samples/encounters.ts';
import { memoryWorld } from './memory-world.ts';

const training = Practice.parse({
  ...practice,
  mode: 'training',
  submitterId: 'TRAINCEDAR',
  clearinghouse: { receiverId: 'TRAINING', name: 'Synthetic payer' },
});

/** A world whose only practice is a training practice, on a stage that sends real files. */
async function trainingWorld() {
  const world = await memoryWorld();
  world.stored.practices.set(training.practiceId, training);
  world.stored.submitters.set(training.submitterId, training.practiceId);
  return { ...world, usageIndicator: 'P' as const };
}

type World = Awaited<ReturnType<typeof trainingWorld>>;

const exchanged = (world: World): string[] =>
  [...world.stored.documents.keys()].filter((key) => key.startsWith('exchange/'));

async function fileIn(world: World, key: string): Promise<string> {
  return new TextDecoder().decode((await world.documents.get('exchange', key))?.body);
}

async function deliver(world: World, key: string, text: string): Promise<unknown> {
  await world.documents.put('exchange', key, text, 'application/edi-x12');
  return await receiveExchangeFileStep(world.arrived('exchange', key, text.length), world);
}

describe('The first lock of a training practice: its document', () => {
  test.each([
    [
      "a training practice with a clearinghouse's id",
      { ...training, clearinghouse: practice.clearinghouse },
      /^clearinghouse\.receiverId: found OPENFIELD; expected TRAINING/,
    ],
    [
      "a training practice with a live practice's id",
      { ...training, submitterId: 'CEDARHILL' },
      /^submitterId: found CEDARHILL; expected an id that starts with TRAIN/,
    ],
    [
      'a live practice that sends to training',
      { ...practice, clearinghouse: training.clearinghouse },
      /^clearinghouse\.receiverId: found TRAINING; expected the clearinghouse's id/,
    ],
    [
      'a live practice that is called like one in training',
      { ...practice, submitterId: 'TRAINS' },
      /^submitterId: found TRAINS; expected an id that does not start with TRAIN/,
    ],
  ])('refuses %s', (_, document, expected) => {
    expect(practiceFaults(document).map(faultSentence)).toEqual([expect.stringMatching(expected)]);
  });

  test('cannot be made live, nor a live one be made training', async () => {
    const world = await trainingWorld();
    const request = { by: 'maria', apply: true };
    expect(await loadPracticeStep({ ...request, document: practice }, world)).toMatchObject({
      outcome: 'refused',
      problems: [expect.stringMatching(/^mode: found live; expected training\. .*\(mode-fixed\)/)],
    });
    expect(await loadPracticeStep({ ...request, document: training }, await memoryWorld())).toMatchObject({
      outcome: 'refused',
      problems: [expect.stringMatching(/mode-fixed/)],
    });
  });
});

describe('The second lock: the way out', () => {
  const isa = (receiver: string, usage: string): string =>
    `ISA*00*          *00*          *ZZ*TRAINCEDAR     *ZZ*${receiver.padEnd(15)}*261120*1504*^*00501*000000001*0*${usage}*:~`;

  test.each([
    [
      'of a training practice that is addressed to somebody',
      'training',
      isa('OPENFIELD', 'T'),
      /addressed to somebody outside/,
    ],
    [
      'of a training practice that is not marked as a test',
      'training',
      isa('TRAINING', 'P'),
      /not marked as a test/,
    ],
    [
      'of a live practice that is addressed to training',
      'live',
      isa('TRAINING', 'T'),
      /addressed to training/,
    ],
  ] as const)('sends no interchange %s, and writes nothing', async (_, mode, text, expected) => {
    const world = await trainingWorld();
    const sending = s3Clearinghouse(world.documents).send({ ...training, mode }, 'a.edi', text);
    await expect(sending).rejects.toThrow(expected);
    expect(exchanged(world)).toEqual([]);
  });

  test('puts what may be sent where no transfer takes it from', async () => {
    const world = await trainingWorld();
    const text = isa('TRAINING', 'T');
    expect(await s3Clearinghouse(world.documents).send(training, 'a.edi', text)).toEqual({
      key: 'training/outbound/cedar-hill/a.edi',
      text,
    });
  });
});

describe('The third lock: the way in', () => {
  test('takes for a training practice nothing that the clearinghouse delivers', async () => {
    const world = await trainingWorld();
    const asked = await askedFor(world);
    const answer = await world.answer270(asked);
    await expect(deliver(world, 'inbound/traincedar/1.edi', answer)).rejects.toThrow(
      /cedar-hill is a training practice and takes files of training\/ only/,
    );
    expect((await world.claim()).state).toBe('awaiting-eligibility');
  });

  test('takes for a training practice nothing that is not marked as a test, or is of somebody else', async () => {
    const world = await trainingWorld();
    const answer = await world.answer270(await askedFor(world));
    const production = `${ofTraining(answer).slice(0, 102)}P${ofTraining(answer).slice(103)}`;
    for (const text of [production, answer]) {
      await expect(deliver(world, 'training/inbound/traincedar/1.edi', text)).rejects.toThrow(
        /takes tests \(ISA15 T\) of TRAINING only/,
      );
    }
  });

  test('takes for a live practice nothing of training', async () => {
    const world = { ...(await memoryWorld()), usageIndicator: 'P' as const };
    const answer = await world.answer270(await askedFor(world));
    await expect(deliver(world, 'training/inbound/cedarhill/1.edi', answer)).rejects.toThrow(
      /cedar-hill is a live practice and takes no file of training\//,
    );
    expect((await world.claim()).state).toBe('awaiting-eligibility');
  });
});

/** The file as the synthetic payer sends it: ISA06 has 15 characters, from the 36th on. */
function ofTraining(text: string): string {
  return `${text.slice(0, 35)}${'TRAINING'.padEnd(15)}${text.slice(50)}`;
}

async function askedFor(world: World) {
  const received = await world.received();
  await requestEligibilityStep(world.inputOf(received), world);
  return await world.claim(received.claimId);
}

test('A claim of a training practice is asked for, answered and sent, and no file of it lies outside of training', async () => {
  const world = await trainingWorld();
  const asked = await askedFor(world);
  await deliver(world, 'training/inbound/traincedar/1.edi', ofTraining(await world.answer270(asked)));
  await scrubClaimStep(world.inputOf(await world.claim()), world);
  await submitClaimStep(world.inputOf(await world.claim()), world);
  const sent = await world.claim();
  expect(sent.state).toBe('awaiting-acknowledgement');
  const keys = exchanged(world);
  // The inquiry, its answer, what acknowledges the answer, and the claim.
  expect(keys.length).toBeGreaterThanOrEqual(4);
  expect(keys.filter((key) => !key.startsWith('exchange/training/'))).toEqual([]);
  for (const key of keys) {
    const text = await fileIn(world, key.slice('exchange/'.length));
    expect(text.charAt(102)).toBe('T');
  }
});
