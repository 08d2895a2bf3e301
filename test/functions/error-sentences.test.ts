import type { Context } from 'aws-lambda';
import { afterEach, expect, test, vi } from 'vitest';
import { claimsHandler } from '#adapters/lambda/claims-handler.ts';
import { CommitConflict } from '#contracts/errors.ts';
import { LooksFailed } from '#ports/round-of-looks.ts';

const context = { functionName: 'submit-claim', awsRequestId: 'request-1' } as Context;

class WriteRefused extends Error {
  override readonly name = 'WriteRefused';
}

afterEach(() => {
  vi.restoreAllMocks();
});

async function failureOf(error: Error, logged: string[] = []): Promise<unknown> {
  const log = (line: unknown): boolean => {
    logged.push(String(line));
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation(log);
  vi.spyOn(process.stderr, 'write').mockImplementation(log);
  const handler = claimsHandler('submit-claim', () => Promise.reject(error));
  try {
    return await handler({}, context);
  } catch (failure) {
    return failure;
  }
}

test('an error leaves a function under its own name, without the sentence that may name a patient', async () => {
  const failure = await failureOf(new WriteRefused('NM103 holds "Alder"', { cause: new Error('Alder') }));
  expect(failure).toMatchObject({ name: 'WriteRefused' });
  expect(
    JSON.stringify([String(failure), failure instanceof Error ? failure.stack : '', failure]),
  ).not.toContain('Alder');
});

test('an error whose class promises to name no patient leaves with its sentence', async () => {
  expect(await failureOf(new CommitConflict('Another writer was first (save-claim)'))).toMatchObject({
    name: 'CommitConflict',
    message: 'Another writer was first (save-claim)',
  });
});

test('what a told error was made from is logged by name and place, and does not leave the function', async () => {
  const lines: string[] = [];
  const failure = await failureOf(
    new LooksFailed('Of this round 2 entries were looked at', { cause: new RangeError('Alder') }),
    lines,
  );
  expect(failure).toMatchObject({ name: 'LooksFailed', message: 'Of this round 2 entries were looked at' });
  expect(failure instanceof Error ? failure.cause : 'no error').toBeUndefined();
  expect(lines.join('')).toContain('"cause":{"error":"RangeError","fault":"at ');
  expect(lines.join('')).not.toContain('Alder');
});

test('of an answer its outcome is logged, and only those sentences that the function says name no patient', async () => {
  const lines: string[] = [];
  const log = (line: unknown): boolean => {
    lines.push(String(line));
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation(log);
  vi.spyOn(console, 'info').mockImplementation(log);
  const answer = { outcome: 'refused', problems: ['charges differ by $1.00'], patient: 'Alder' };
  const handler = claimsHandler(
    'stage-warehouse-day',
    () => Promise.resolve(answer),
    ({ problems }) => problems,
  );
  expect(await handler({}, context)).toEqual(answer);
  const logged = lines.join(' ');
  expect(logged).toContain('charges differ by $1.00');
  expect(logged).toContain('refused');
  expect(logged).not.toContain('Alder');
});
