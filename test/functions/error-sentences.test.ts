import type { Context } from 'aws-lambda';
import { afterEach, expect, test, vi } from 'vitest';
import { claimsHandler } from '#adapters/lambda/claims-handler.ts';
import { CommitConflict } from '#contracts/errors.ts';

const context = { functionName: 'submit-claim', awsRequestId: 'request-1' } as Context;

class WriteRefused extends Error {
  override readonly name = 'WriteRefused';
}

afterEach(() => {
  vi.restoreAllMocks();
});

async function failureOf(error: Error): Promise<unknown> {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
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
