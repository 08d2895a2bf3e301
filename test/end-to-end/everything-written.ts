import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Runtime } from '../../local/runtime/runtime.ts';

/** One piece of text that a run left behind, and where. */
export interface Written {
  readonly place: string;
  readonly text: string;
}

/** What is kept only for a while, and must be caught when it is written: table and columns. */
const passing = {
  sqs_message: ['body', 'attributes'],
  events_delivery: ['payload'],
  lambda_async_invocation: ['payload'],
  states_executions: ['name', 'input', 'output', 'error', 'cause'],
  states_history: ['events'],
  states_threads: ['body', 'items'],
  states_map_runs: ['body', 'items'],
  s3_object: ['key', 'content', 'tags'],
} as const;

/** Notes from now on every row that passes through the tables above, also those that are removed again. */
export async function noteEverything(runtime: Runtime): Promise<void> {
  const { store } = runtime;
  await store.write(() => {
    store.database.exec('CREATE TABLE noted (place TEXT NOT NULL, text TEXT NOT NULL)');
    for (const [table, columns] of Object.entries(passing)) {
      const text = columns.map((column) => `coalesce(new.${column}, '')`).join(` || ' ' || `);
      for (const event of ['INSERT', 'UPDATE']) {
        store.database.exec(
          `CREATE TRIGGER note_${table}_${event} AFTER ${event} ON ${table}
           BEGIN INSERT INTO noted VALUES ('${table}', ${text}); END`,
        );
      }
    }
  });
}

/** Everything that people who may not see patients can see: logs, queues, metrics, keys, executions, index keys. */
export function everythingSeen(runtime: Runtime, dataFolder: string): Written[] {
  const noted = runtime.store.database.prepare('SELECT place, text FROM noted').all();
  const logs = readdirSync(join(dataFolder, 'logs')).map((name) => ({
    place: `log ${name}`,
    text: readFileSync(join(dataFolder, 'logs', name), 'utf8'),
  }));
  return [
    ...noted.map(({ place, text }) => ({ place: String(place), text: String(text) })),
    ...logs,
    { place: 'metrics', text: JSON.stringify(runtime.counters()) },
    { place: 'faults', text: JSON.stringify(runtime.faults()) },
    ...itemsOf(runtime).map((item) => ({
      place: 'item attributes',
      text: JSON.stringify({ ...item, document: undefined }),
    })),
  ];
}

/** Where patients may be named: documents of items, and the bodies of files. */
export function everythingKept(runtime: Runtime): Written[] {
  const bodies = runtime.store.database.prepare('SELECT bytes FROM s3_body').all();
  return [
    ...itemsOf(runtime).map(({ document }) => ({ place: 'document', text: JSON.stringify(document ?? '') })),
    ...bodies.map(({ bytes }) => ({
      place: 'body',
      text: Buffer.from(bytes instanceof Uint8Array ? bytes : []).toString('utf8'),
    })),
  ];
}

function itemsOf(runtime: Runtime): Record<string, unknown>[] {
  return runtime.store.database
    .prepare('SELECT item FROM dynamodb_item')
    .all()
    .map(({ item }) => JSON.parse(String(item)) as Record<string, unknown>);
}

/** Each place in which one of the words stands, once. Words are found in any case, as X12 writes them in capitals. */
export function placesOf(words: readonly string[], written: readonly Written[]): string[] {
  const anyOf = new RegExp(
    `(?<![A-Za-z0-9])(?:${words.map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)).join('|')})(?![A-Za-z0-9])`,
    'gi',
  );
  return [
    ...new Set(
      written.flatMap(({ place, text }) =>
        [...text.matchAll(anyOf)].map(([found]) => `${found} in ${place}`),
      ),
    ),
  ].toSorted();
}
