import { timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import { AwsError, type HttpResponse, type Json } from './service.ts';
import type { ArrivedRequest } from './signature.ts';
import type { Scheduler } from './scheduler.ts';
import { controlPrefix, jsonResponse } from './server.ts';

/** What the control paths can ask of the runtime. */
export interface ControlWorld {
  readonly operatorToken: string;
  readonly scheduler: Scheduler;
  readonly now: () => number;
  readonly status: () => Json;
  readonly counters: () => Json;
  readonly explain: () => Json;
  readonly outputs: () => Json;
  readonly resources: () => Json;
  readonly faults: () => Json;
  /** Begins to stop; the answer is sent first. */
  readonly stop: () => void;
}

type Route = (body: unknown) => Promise<Json> | Json;

const longestWaitSeconds = 3_600;

const advanceInput = z.object({ milliseconds: z.number().int().min(0) });
const holdInput = z.object({ name: z.string().min(1), seconds: z.number().positive().max(86_400) });
const releaseInput = z.object({ id: z.string() });
const waitInput = z.object({ timeoutSeconds: z.number().positive().max(longestWaitSeconds).default(60) });

function parse<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const parsed = schema.safeParse(body);
  if (!parsed.success) {
    throw new AwsError('ValidationException', z.prettifyError(parsed.error));
  }
  return parsed.data;
}

/** Whether `waited` came before the time was over. */
async function within(seconds: number, waited: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), seconds * 1000);
  });
  try {
    return await Promise.race([waited.then(() => true), over]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * The paths under `/_claimwright/`: what the command line asks and says, for the operator's token alone.
 * Bodies and answers are JSON.
 */
export function createControl(world: ControlWorld): (request: ArrivedRequest) => Promise<HttpResponse> {
  const { scheduler } = world;
  const clock = (): Json => ({ now: world.now(), time: new Date(world.now()).toISOString() });

  const routes: Readonly<Record<string, Route>> = {
    'GET status': world.status,
    'GET counters': world.counters,
    'GET explain': world.explain,
    'GET outputs': world.outputs,
    'GET resources': world.resources,
    'GET faults': world.faults,
    'GET clock': clock,
    'POST clock/advance': async (body) => {
      await scheduler.advance(parse(advanceInput, body).milliseconds);
      return clock();
    },
    'POST hold': (body) => {
      const { name, seconds } = parse(holdInput, body);
      return { id: scheduler.hold(name, seconds) };
    },
    'POST release': (body) => ({ released: scheduler.release(parse(releaseInput, body).id) }),
    'POST step': async () => {
      const moved = await scheduler.step();
      return { moved, status: world.status() };
    },
    'POST quiet': async (body) => {
      const { timeoutSeconds } = parse(waitInput, body);
      return { quiet: await within(timeoutSeconds, scheduler.quiet()), status: world.status() };
    },
    'POST settled': async (body) => {
      const { timeoutSeconds } = parse(waitInput, body);
      return { settled: await within(timeoutSeconds, scheduler.settled()), status: world.status() };
    },
    'POST stop': () => {
      world.stop();
      return { stopping: true };
    },
  };

  const authorized = (request: ArrivedRequest): boolean => {
    const given = Buffer.from(request.headers.authorization ?? '');
    const expected = Buffer.from(`Bearer ${world.operatorToken}`);
    return given.length === expected.length && timingSafeEqual(given, expected);
  };

  return async (request) => {
    if (!authorized(request)) {
      throw new AwsError('AccessDenied', 'The control paths need the operator token of runtime.json.', 403);
    }
    const path = request.url.slice(controlPrefix.length).replace(/\?.*$/, '');
    const route = routes[`${request.method} ${path}`];
    if (route === undefined) {
      throw new AwsError(
        'UnknownOperationException',
        `${request.method} ${request.url} is not a control path; known are ${Object.keys(routes).join(', ')}.`,
        404,
      );
    }
    let body: unknown = {};
    if (request.body.length > 0) {
      try {
        body = JSON.parse(request.body.toString('utf8'));
      } catch {
        throw new AwsError('SerializationException', 'The request body is not JSON.');
      }
    }
    return jsonResponse(await route(body));
  };
}
