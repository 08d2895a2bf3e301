import { beforeAll, describe, expect, test } from 'vitest';
import {
  AccountStepInput,
  IntakePermitInput,
  IntakeStepInput,
  RemittanceChunkInput,
  UploadChunkInput,
} from '#contracts/steps.ts';
import { development } from '../../infra/stages/development.ts';
import { definitionsOf, type Definition } from '../../infra/state-machine-definitions.ts';
import { synthesisedStage } from '../infra/synthesised.ts';
import { ScriptedWorld, type Answer } from './scripted-world.ts';

const daySeconds = 86_400;

let definitions: ReadonlyMap<string, Definition>;
beforeAll(() => {
  definitions = definitionsOf(synthesisedStage(development).stacks[1]?.template);
});

async function run(
  machine: 'EncounterIntake' | 'RemittancePosting' | 'PatientAccount',
  input: object,
  functions: Readonly<Record<string, readonly Answer[]>>,
  objects: Readonly<Record<string, unknown>> = {},
) {
  const [, definition] = [...definitions].find(([logicalId]) => logicalId.includes(machine)) ?? [];
  if (definition === undefined) {
    throw new Error(`There is no ${machine}`);
  }
  const script = new ScriptedWorld('machine', definition, { functions, objects });
  const arn = await script.world.start('machine', input, 'one');
  await script.world.runToTheEnd();
  return {
    script,
    visited: await script.world.statesEntered(arn),
    status: (await script.world.describe(arn)).status,
    days: (script.world.now() - Date.parse('2026-01-05T08:00:00Z')) / (daySeconds * 1000),
  };
}

describe('The intake of an upload', () => {
  const input = { contractVersion: 1, practiceId: 'riverside', uploadId: 'U0123456789ABCDEF' };
  const chunks = [1, 2, 3].map((chunkNumber) => ({ ...input, chunkNumber }));
  const objects = { 'chunks/index.json': chunks, 'chunks/visits/index.json': chunks.slice(0, 2) };
  const split = {
    outcome: 'split',
    chunks: 3,
    hasParts: false,
    chunkIndex: { bucket: 'documents', key: 'chunks/index.json' },
  };
  const gathered = {
    outcome: 'gathered',
    chunks: 2,
    chunkIndex: { bucket: 'documents', key: 'chunks/visits/index.json' },
  };
  const granted = { outcome: 'granted', waitSeconds: 0, chunksAtOnce: 2 };
  const wait = { outcome: 'wait', waitSeconds: 40, chunksAtOnce: 2 };
  const more = (answer: object) => ({ ...answer, outcome: 'more' });
  const functions = {
    'ask-permit': [granted],
    'split-upload': [split],
    'take-in-encounters': [{ outcome: 'taken-in', records: 25 }],
    'gather-visits': [gathered],
    'take-in-visits': [{ outcome: 'taken-in', visits: 10 }],
    'write-upload-answer': [{ outcome: 'answered' }],
  };
  const start = [
    'Count the calls from none',
    'Ask for the permit of the practice',
    'May the upload be worked now?',
    'Split the upload',
    'Can the upload be read?',
  ];
  const end = [
    'Write the answer',
    'Is the answer written?',
    'Give the permit back',
    'The practice has its answer',
  ];
  const actionsOf = (script: ScriptedWorld): unknown[] =>
    script.payloadsOf('ask-permit').map((payload) => IntakePermitInput.strict().parse(payload).action);

  test('takes in every chunk once and then answers', async () => {
    const { script, visited, status } = await run('EncounterIntake', input, functions, objects);
    expect(visited).toEqual([...start, 'Take in every chunk', 'May there be parts of visits?', ...end]);
    const taken = script
      .payloadsOf('take-in-encounters')
      .map((payload) => UploadChunkInput.strict().parse(payload));
    expect(new Set(taken.map(({ chunkNumber }) => chunkNumber))).toEqual(new Set([1, 2, 3]));
    expect(taken).toHaveLength(3);
    expect(IntakeStepInput.strict().parse(script.payloadsOf('write-upload-answer')[0])).toEqual(input);
    expect(actionsOf(script)).toEqual(['ask', 'give-back']);
    expect(status).toBe('SUCCEEDED');
  });

  test('puts the visits together when all parts are kept, each chunk of them once', async () => {
    const { script, visited } = await run(
      'EncounterIntake',
      input,
      { ...functions, 'split-upload': [{ ...split, hasParts: true }] },
      objects,
    );
    expect(visited).toEqual([
      ...start,
      'Take in every chunk',
      'May there be parts of visits?',
      'Gather the visits',
      'Are all visits gathered?',
      'Take in every visit',
      ...end,
    ]);
    const taken = script
      .payloadsOf('take-in-visits')
      .map((payload) => UploadChunkInput.strict().parse(payload));
    expect(new Set(taken.map(({ chunkNumber }) => chunkNumber))).toEqual(new Set([1, 2]));
    expect(taken).toHaveLength(2);
    expect(script.payloadsOf('take-in-encounters')).toHaveLength(3);
  });

  test('waits as long as it is told to, until the practice has a permit for it', async () => {
    const { script, visited, days } = await run(
      'EncounterIntake',
      input,
      { ...functions, 'ask-permit': [wait, { ...wait, waitSeconds: 60 }, granted] },
      objects,
    );
    expect(visited.filter((name) => name === 'Wait for a permit')).toHaveLength(2);
    expect(days * daySeconds).toBe(100);
    expect(actionsOf(script)).toEqual(['ask', 'ask', 'ask', 'give-back']);
    expect(script.payloadsOf('ask-permit')[0]).toMatchObject({
      execution: expect.stringMatching(/^arn:aws:states:.*:one$/),
    });
  });

  test('calls a step again that has used up its time', async () => {
    const { script, status } = await run(
      'EncounterIntake',
      input,
      {
        ...functions,
        'split-upload': [more(split), more(split), { ...split, hasParts: true }],
        'gather-visits': [more(gathered), gathered],
        'write-upload-answer': [{ outcome: 'more' }, { outcome: 'more' }, { outcome: 'answered' }],
      },
      objects,
    );
    expect(status).toBe('SUCCEEDED');
    expect(script.payloadsOf('split-upload')).toEqual([input, input, input]);
    expect(script.payloadsOf('gather-visits')).toEqual([input, input]);
    expect(script.payloadsOf('write-upload-answer')).toEqual([input, input, input]);
  });

  test.each(['refused', 'quarantined'])('answers at once when the file is %s', async (outcome) => {
    const { script, visited, status } = await run('EncounterIntake', input, {
      ...functions,
      'split-upload': [{ ...split, outcome, chunks: 0 }],
    });
    expect(visited).toEqual([...start, ...end]);
    expect(script.payloadsOf('write-upload-answer')).toHaveLength(1);
    expect(status).toBe('SUCCEEDED');
  });

  test('reports the chunk that meets a defect, and the upload', async () => {
    const { script, status } = await run(
      'EncounterIntake',
      input,
      { ...functions, 'take-in-encounters': [{ throws: 'ZodError' }] },
      { 'chunks/index.json': chunks.slice(0, 1) },
    );
    expect(status).toBe('FAILED');
    expect(script.messages).toEqual([
      expect.objectContaining({ machine: 'encounter-intake', error: 'ZodError', chunkNumber: 1 }),
      expect.objectContaining({ machine: 'encounter-intake', uploadId: input.uploadId, execution: 'one' }),
    ]);
  });

  const defect = [{ throws: 'ZodError' }];
  test.each<[string, Readonly<Record<string, readonly Answer[]>>]>([
    ['the permit', { 'ask-permit': [...defect, { ...granted, outcome: 'given-back' }] }],
    ['the split', { 'split-upload': defect }],
    ['the gathering', { 'split-upload': [{ ...split, hasParts: true }], 'gather-visits': defect }],
    ['the answer', { 'write-upload-answer': defect }],
  ])('gives the permit back before it reports a defect in %s', async (_step, broken) => {
    const { script, visited, status } = await run(
      'EncounterIntake',
      input,
      { ...functions, ...broken },
      objects,
    );
    expect(visited.slice(-3)).toEqual([
      'Give the permit back after a defect',
      'Report a defect',
      'Stopped by a defect',
    ]);
    expect(actionsOf(script)).toEqual(['ask', 'give-back']);
    expect(script.messages).toEqual([
      expect.objectContaining({ machine: 'encounter-intake', error: 'ZodError', uploadId: input.uploadId }),
    ]);
    expect(status).toBe('FAILED');
  });

  test('reports what stopped it, also when the permit cannot be given back', async () => {
    const { script, status } = await run('EncounterIntake', input, {
      ...functions,
      'ask-permit': [granted, { throws: 'AccessDenied' }],
      'split-upload': defect,
    });
    expect(script.messages).toEqual([expect.objectContaining({ error: 'ZodError' })]);
    expect(status).toBe('FAILED');
  });

  test.each<[string, Readonly<Record<string, readonly Answer[]>>, string, number]>([
    ['asks', { 'ask-permit': [{ ...wait, waitSeconds: 1 }] }, 'ask-permit', 1_002],
    ['splits', { 'split-upload': [more(split)] }, 'split-upload', 501],
    [
      'gathers',
      { 'split-upload': [{ ...split, hasParts: true }], 'gather-visits': [more(gathered)] },
      'gather-visits',
      501,
    ],
    ['writes', { 'write-upload-answer': [{ outcome: 'more' }] }, 'write-upload-answer', 501],
    ['is told what it does not know', { 'split-upload': [{ ...split, outcome: 'else' }] }, 'split-upload', 1],
  ])('that %s without end is a defect', async (_what, endless, name, calls) => {
    const { script, status } = await run('EncounterIntake', input, { ...functions, ...endless }, objects);
    expect(script.payloadsOf(name)).toHaveLength(calls);
    expect(script.messages).toEqual([expect.objectContaining({ error: 'CalledTooOften' })]);
    expect(status).toBe('FAILED');
  });
});

describe('The posting of a remittance', () => {
  const input = { contractVersion: 1, practiceId: 'riverside', remittanceId: 'R0123456789ABCDEF' };
  const objects = { 'chunks/index.json': [{ ...input, chunkNumber: 1 }] };
  const checked = (outcome: string) => ({
    outcome,
    claims: 4,
    chunkIndex: { bucket: 'documents', key: 'chunks/index.json' },
  });
  const functions = (outcome: string) => ({
    'validate-remittance': [checked(outcome)],
    'post-claim-payments': [{ outcome: 'posted' }],
    'close-remittance': [{ outcome: 'posted' }],
  });

  test('posts the claims, and what belongs to no claim last', async () => {
    const { script, visited } = await run('RemittancePosting', input, functions('balanced'), objects);
    expect(visited).toEqual([
      'Check that it balances',
      'Does it balance?',
      'Post every claim',
      'Post provider adjustments',
      'Remittance posted',
    ]);
    expect(RemittanceChunkInput.strict().parse(script.payloadsOf('post-claim-payments')[0])).toMatchObject({
      chunkNumber: 1,
    });
  });

  test.each([
    ['out-of-balance', 'Held for a person'],
    ['duplicate', 'Posted before'],
  ])('posts nothing of one that is %s', async (outcome, end) => {
    const { script, visited, status } = await run('RemittancePosting', input, functions(outcome), objects);
    expect(visited.at(-1)).toBe(end);
    expect(script.payloadsOf('post-claim-payments')).toEqual([]);
    expect(script.payloadsOf('close-remittance')).toEqual([]);
    expect(status).toBe('SUCCEEDED');
  });
});

describe('The cycle of a patient account', () => {
  const input = {
    contractVersion: 1,
    practiceId: 'riverside',
    guarantorId: 'G0123456789AB',
    cycle: 1,
    statement: 1,
    holds: 0,
  };
  const after = (outcome: string, statement: number, holds = 0) => ({
    outcome,
    statement,
    holds,
    waitSeconds: 25 * daySeconds,
  });

  test('collects visits for five days, then sends statements until nothing is due', async () => {
    const { script, visited, status, days } = await run('PatientAccount', input, {
      'produce-statement': [after('sent', 2), after('held', 2, 1), after('nothing-due', 2, 1)],
    });
    const given = script
      .payloadsOf('produce-statement')
      .map((payload) => AccountStepInput.strict().parse(payload))
      .map(({ statement, holds }) => ({ statement, holds }));
    expect(given).toEqual([
      { statement: 1, holds: 0 },
      { statement: 2, holds: 0 },
      { statement: 2, holds: 1 },
    ]);
    expect(visited.at(-1)).toBe('Cycle over');
    expect(status).toBe('SUCCEEDED');
    expect(days).toBeCloseTo(5 + 25 + 25, 5);
  });

  test('sends four statements at the most', async () => {
    const { script, visited } = await run('PatientAccount', input, {
      'produce-statement': [2, 3, 4, 5].map((next) => after('sent', next)).concat(after('limit-reached', 5)),
    });
    expect(script.payloadsOf('produce-statement')).toHaveLength(5);
    expect(visited.at(-1)).toBe('Cycle over');
  });

  test.each([
    ['sends a fifth', [2, 3, 4, 5, 6].map((next) => after('sent', next))],
    ['is held for ever', Array.from({ length: 13 }, (_, index) => after('held', 1, index + 1))],
  ])('is stopped and reported when it %s', async (_what, answers) => {
    const { script, status } = await run('PatientAccount', input, { 'produce-statement': answers });
    expect(script.payloadsOf('produce-statement')).toHaveLength(answers.length);
    expect(script.messages).toEqual([
      expect.objectContaining({
        machine: 'patient-account',
        error: 'CycleTooLong',
        guarantorId: input.guarantorId,
      }),
    ]);
    expect(status).toBe('FAILED');
  });
});
