import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type * as z from 'zod';
import { Claim, ScrubReport } from '#contracts/claim.ts';
import { LoadCodeSets, LoadCodeSetsAnswer } from '#contracts/code-sets.ts';
import { Encounter } from '#contracts/encounter.ts';
import { Posting } from '#contracts/ledger.ts';
import { ObjectCreated, TaskMessage } from '#contracts/messages.ts';
import { WorkTaskRequest } from '#contracts/queries.ts';
import { ClaimStepAnswer, ClaimStepInput } from '#contracts/steps.ts';
import { Task } from '#contracts/task.ts';
import { taskOutcomes } from '#contracts/claim-task-outcomes.ts';
import { UploadAnswer } from '#contracts/upload-answer.ts';
import { stateTable } from '#domain/claims/claim-lifecycle.ts';
import { readInterchanges } from '#domain/x12/read-interchanges.ts';

const folder = new URL('../../events/examples/', import.meta.url);
const files = readdirSync(folder).toSorted();
const read = (file: string): string => readFileSync(new URL(file, folder), 'utf8');

/** The contract of every example, by what its name says after the number. */
const schemas: Readonly<Record<string, z.ZodType>> = {
  'object-created': ObjectCreated,
  encounter: Encounter,
  'upload-answer': UploadAnswer,
  'claim-step-input': ClaimStepInput,
  'claim-step-answer': ClaimStepAnswer,
  'signal-output': ClaimStepAnswer,
  'task-message': TaskMessage,
  task: Task,
  'task-decision': WorkTaskRequest,
  'scrub-report': ScrubReport,
  'posting-of-charges': Posting,
  'posting-of-a-payment': Posting,
  claim: Claim,
  'order-to-load-codes': LoadCodeSets,
  'answer-to-a-load-of-codes': LoadCodeSetsAnswer,
};

/** The set code of every X12 example. */
const setCodes: Readonly<Record<string, string>> = {
  '270': '270',
  '271': '271',
  '837p': '837',
  '999': '999',
  '277ca': '277',
  '835': '835',
};

describe('the examples', () => {
  test('are numbered without a gap', () => {
    expect(files.map((file) => Number(file.slice(0, 2)))).toEqual(files.map((_, index) => index + 1));
  });

  test.each(files.filter((file) => file.endsWith('.json')))('%s fits its contract', (file) => {
    const name = file.replace(/^\d\d-(.+)\.json$/, '$1');
    const result = schemas[name]?.safeParse(JSON.parse(read(file)));
    expect(result?.error?.issues ?? (result === undefined ? 'no contract' : [])).toEqual([]);
  });

  test.each(files.filter((file) => file.endsWith('.edi')))('%s is accepted by its guide', (file) => {
    const [, kind = ''] = /\.(\w+)\.edi$/.exec(file) ?? [];
    const { interchanges, readable } = readInterchanges(readFileSync(new URL(file, folder)));
    const transactions = interchanges.flatMap(({ groups }) => groups.flatMap((group) => group.transactions));
    expect(readable).toBe(true);
    expect(transactions.map(({ setCode, accepted }) => [setCode, accepted])).toEqual([
      [setCodes[kind], true],
    ]);
  });

  test('show a task and a decision that this kind of task allows', () => {
    const task = Task.parse(JSON.parse(read(files.find((file) => file.endsWith('-task.json')) ?? '')));
    const decision = WorkTaskRequest.parse(
      JSON.parse(read(files.find((file) => file.endsWith('-task-decision.json')) ?? '')),
    );
    expect(decision.taskId).toBe(task.taskId);
    expect(taskOutcomes.coverage.safeParse(decision.outcome).success).toBe(true);
  });

  test('show the order of a load, and the answer to it', () => {
    const named = (ending: string): unknown =>
      JSON.parse(read(files.find((file) => file.endsWith(ending)) ?? ''));
    const order = LoadCodeSets.parse(named('-order-to-load-codes.json'));
    const { editions } = LoadCodeSetsAnswer.parse(named('-answer-to-a-load-of-codes.json'));
    expect(editions).toMatchObject([{ edition: { edition: order.edition, from: order.from } }]);
  });

  test('end the way of a claim with one that says what is expected next', () => {
    const last = files.findLast((file) => file.endsWith('-claim.json'));
    const claim = Claim.parse(JSON.parse(read(last ?? '')));
    expect(claim.summary).toContain(`Next: ${stateTable[claim.state].expects}.`);
  });
});
