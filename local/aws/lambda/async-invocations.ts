import * as z from 'zod';
import type { Resource } from '../../runtime/identity.ts';
import type { ServiceWorld } from '../../runtime/service.ts';

/** What happens to an event that a function was given without waiting for its answer. */
export interface AsyncSettings {
  readonly retries: number;
  readonly maximumAgeSeconds: number;
  readonly onFailureArn: string | undefined;
  readonly onSuccessArn: string | undefined;
}

const defaultSettings: AsyncSettings = {
  retries: 2,
  maximumAgeSeconds: 21_600,
  onFailureArn: undefined,
  onSuccessArn: undefined,
};

const invokeConfigSchema = z.object({
  FunctionName: z.string(),
  MaximumRetryAttempts: z.coerce.number().int().min(0).max(2).optional(),
  MaximumEventAgeInSeconds: z.coerce.number().int().min(60).max(21_600).optional(),
  DestinationConfig: z
    .object({
      OnFailure: z.object({ Destination: z.string() }).optional(),
      OnSuccess: z.object({ Destination: z.string() }).optional(),
    })
    .optional(),
});

/** Reads the AWS::Lambda::EventInvokeConfig resources, by function name. */
export function readAsyncSettings(
  resources: readonly Resource[],
  functionNameOf: (reference: string) => string,
): Map<string, AsyncSettings> {
  const settings = new Map<string, AsyncSettings>();
  for (const resource of resources) {
    if (resource.type === 'AWS::Lambda::EventInvokeConfig') {
      const parsed = invokeConfigSchema.safeParse(resource.properties);
      if (!parsed.success) {
        throw new Error(`${resource.path} (${resource.type}): ${z.prettifyError(parsed.error)}`);
      }
      const config = parsed.data;
      settings.set(functionNameOf(config.FunctionName), {
        retries: config.MaximumRetryAttempts ?? defaultSettings.retries,
        maximumAgeSeconds: config.MaximumEventAgeInSeconds ?? defaultSettings.maximumAgeSeconds,
        onFailureArn: config.DestinationConfig?.OnFailure?.Destination,
        onSuccessArn: config.DestinationConfig?.OnSuccess?.Destination,
      });
    }
  }
  return settings;
}

/** One event that waits for its function, or for the next attempt. */
export interface AsyncInvocation {
  readonly id: number;
  readonly requestId: string;
  readonly functionName: string;
  readonly payload: string;
  readonly attempts: number;
  readonly createdAt: number;
  readonly dueAt: number;
}

const firstRetryMilliseconds = 60_000;

const schema = `
  CREATE TABLE IF NOT EXISTS lambda_async_invocation (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    request_id TEXT NOT NULL,
    function_name TEXT NOT NULL,
    payload TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS lambda_async_invocation_due ON lambda_async_invocation (due_at, id);
`;

/** The durable queue of asynchronous invocations. Delivery is at least once, as on AWS. */
export function openAsyncInvocations(world: ServiceWorld) {
  const { database } = world.store;
  database.exec(schema);
  const insert = database.prepare(
    'INSERT INTO lambda_async_invocation (request_id, function_name, payload, attempts, created_at, due_at) VALUES (?, ?, ?, 0, ?, ?)',
  );
  const remove = database.prepare('DELETE FROM lambda_async_invocation WHERE id = ?');
  const postpone = database.prepare(
    'UPDATE lambda_async_invocation SET attempts = ?, due_at = ? WHERE id = ?',
  );
  const due = database.prepare(
    'SELECT * FROM lambda_async_invocation WHERE due_at <= ? ORDER BY due_at, id LIMIT 200',
  );
  const dates = database.prepare('SELECT id, due_at FROM lambda_async_invocation ORDER BY due_at, id');
  /** Being run now, by id. */
  const running = new Set<number>();
  /** The dates of what waits, kept beside the table: the scheduler asks at every turn. */
  const dueAt = new Map<number, number>();
  for (const row of dates.all()) {
    dueAt.set(Number(row['id']), Number(row['due_at']));
  }

  return {
    /** Keeps an event; its function gets it at once, at least once. */
    add: async (functionName: string, payload: string, requestId: string): Promise<void> => {
      const now = world.clock.now();
      const id = await world.store.write(() =>
        Number(insert.run(requestId, functionName, payload, now, now).lastInsertRowid),
      );
      dueAt.set(id, now);
      world.wake();
    },
    /** Those due that do not run yet; they count as running from now on. */
    takeDue: (now: number): AsyncInvocation[] => {
      const taken: AsyncInvocation[] = [];
      for (const row of due.all(now)) {
        const id = Number(row['id']);
        if (!running.has(id)) {
          running.add(id);
          taken.push({
            id,
            requestId: String(row['request_id']),
            functionName: String(row['function_name']),
            payload: String(row['payload']),
            attempts: Number(row['attempts']),
            createdAt: Number(row['created_at']),
            dueAt: Number(row['due_at']),
          });
        }
      }
      return taken;
    },
    /** It succeeded, or was given up. */
    finish: async ({ id }: AsyncInvocation): Promise<void> => {
      await world.store.write(() => remove.run(id));
      dueAt.delete(id);
      running.delete(id);
      world.wake();
    },
    /** It failed and is tried again: after one minute, then after two. */
    retry: async ({ id, attempts }: AsyncInvocation): Promise<void> => {
      const at = world.clock.now() + firstRetryMilliseconds * (attempts + 1);
      await world.store.write(() => postpone.run(attempts + 1, at, id));
      dueAt.set(id, at);
      running.delete(id);
      world.wake();
    },
    nextDueAt: (): number | undefined => {
      let least: number | undefined;
      for (const [id, at] of dueAt) {
        if (!running.has(id) && (least === undefined || at < least)) {
          least = at;
        }
      }
      return least;
    },
    settingsOf: (settings: ReadonlyMap<string, AsyncSettings>, functionName: string): AsyncSettings =>
      settings.get(functionName) ?? defaultSettings,
  };
}
