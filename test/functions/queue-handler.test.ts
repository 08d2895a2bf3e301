import type { Context, SQSEvent } from 'aws-lambda';
import { afterEach, expect, test, vi } from 'vitest';
import { queueHandler } from '#adapters/lambda/queue-handler.ts';

const context = { functionName: 'file-task', awsRequestId: 'request-1' } as Context;

function eventOf(bodies: Readonly<Record<string, string>>): SQSEvent {
  const Records = Object.entries(bodies).map(([messageId, body]) => ({ messageId, body }));
  return { Records } as SQSEvent;
}

class TaskRefused extends Error {
  override readonly name = 'TaskRefused';
}

const handler = queueHandler('file-task', async (body) => {
  if (body.startsWith('bad')) {
    throw new TaskRefused(`${body}\nof Maria Alder`);
  }
});

afterEach(() => {
  vi.restoreAllMocks();
});

/** What the logger wrote: it has a console of its own on the process's streams. */
async function loggedWhile(run: () => Promise<unknown>): Promise<Record<string, unknown>[]> {
  const written: string[] = [];
  const keep = (chunk: unknown) => {
    written.push(String(chunk));
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation(keep);
  vi.spyOn(process.stderr, 'write').mockImplementation(keep);
  await run();
  vi.restoreAllMocks();
  return written.flatMap((text) =>
    text
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line)),
  );
}

test('a message that fails goes back to its queue alone', async () => {
  let answer: unknown;
  await loggedWhile(async () => {
    answer = await handler(eventOf({ one: 'good', two: 'bad', three: 'good' }), context);
  });
  expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'two' }] });
});

test('a message that fails is logged with its id, the name of the error and the place, but not its sentence', async () => {
  const lines = await loggedWhile(() => handler(eventOf({ two: 'bad news' }), context));
  expect(lines.map(({ message, messageId, error }) => ({ message, messageId, error }))).toEqual([
    { message: 'message failed', messageId: 'two', error: 'TaskRefused' },
    { message: 'done', messageId: undefined, error: undefined },
  ]);
  expect(lines[0]?.['fault']).toMatch(/^at .*queue-handler\.test\.ts/);
  expect(JSON.stringify(lines)).not.toMatch(/Alder|bad news/);
});
