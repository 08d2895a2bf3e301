import { DatabaseSync } from 'node:sqlite';
import type { StateMachineDefinition } from '../../../local/aws/step-functions/definition.ts';
import { createStepFunctions, type StepFunctions } from '../../../local/aws/step-functions/service.ts';
import type {
  Authorizer,
  JsonObject,
  Principal,
  ServiceWorld,
  Store,
} from '../../../local/runtime/service.ts';

/** A store that writes, like that of the runtime, once a turn of the event loop. */
export function openTestStore(file = ':memory:'): Store {
  const database = new DatabaseSync(file);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF');
  let queue: {
    change: () => unknown;
    resolve: (value: unknown) => void;
    reject: (error: unknown) => void;
  }[] = [];
  const flush = (): void => {
    const batch = queue;
    queue = [];
    if (!database.isOpen) {
      return;
    }
    const settle: (() => void)[] = [];
    database.exec('BEGIN');
    for (const { change, resolve, reject } of batch) {
      database.exec('SAVEPOINT one');
      try {
        const result = change();
        settle.push(() => resolve(result));
      } catch (error) {
        database.exec('ROLLBACK TO one');
        settle.push(() => reject(error));
      }
      database.exec('RELEASE one');
    }
    database.exec('COMMIT');
    for (const done of settle) {
      done();
    }
  };
  return {
    database,
    write: <Result>(change: () => Result) =>
      new Promise<Result>((resolve, reject) => {
        if (queue.length === 0) {
          setImmediate(flush);
        }
        queue.push({ change, resolve: (value) => resolve(value as Result), reject });
      }),
  };
}

/** A call that a state machine made of another service. */
export interface RecordedCall {
  readonly service: string;
  readonly operation: string;
  readonly input: JsonObject;
  readonly principal: Principal;
}

export interface ManualWorldOptions {
  readonly store?: Store;
  /** Answers the calls of state machines; those of Step Functions itself are answered by the service. */
  readonly answer?: (call: RecordedCall) => JsonObject | Promise<JsonObject>;
  readonly authorizer?: Authorizer;
  /** The time at which the clock stands, in milliseconds. */
  readonly startAt?: number;
}

export const operator: Principal = { kind: 'operator' };
const region = 'eu-central-1';
const account = '111122223333';

export function machineArn(name: string): string {
  return `arn:aws:states:${region}:${account}:stateMachine:${name}`;
}

export function executionArn(machine: string, name: string): string {
  return `arn:aws:states:${region}:${account}:execution:${machine}:${name}`;
}

/** Declares a state machine from an Amazon States Language document. */
export function machine(
  name: string,
  definition: object | string,
  type: 'STANDARD' | 'EXPRESS' = 'STANDARD',
): StateMachineDefinition {
  return {
    arn: machineArn(name),
    name,
    definition: typeof definition === 'string' ? definition : JSON.stringify(definition),
    roleArn: `arn:aws:iam::${account}:role/${name}-role`,
    type,
  };
}

function turnOfTheLoop(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** An event of a history as the API answers it. */
export interface ToldEvent {
  readonly id: number;
  readonly previousEventId: number;
  readonly type: string;
  readonly timestamp: number;
  readonly [details: string]: unknown;
}

/** A told execution. */
export interface ToldExecution {
  readonly status: string;
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
  readonly startDate: number;
  readonly stopDate?: number;
  readonly [member: string]: unknown;
}

/**
 * The Step Functions service in a world without AWS: a database in memory (or a file), a clock that only the
 * test moves, and one function that answers every call a state machine makes.
 */
export class ManualWorld {
  readonly service: StepFunctions;
  readonly store: Store;
  readonly machines: readonly StateMachineDefinition[];
  readonly calls: RecordedCall[] = [];
  readonly counts = new Map<string, number>();
  #now: number;
  #abandoned = false;

  constructor(machines: readonly StateMachineDefinition[], options: ManualWorldOptions = {}) {
    this.machines = machines;
    this.#now = options.startAt ?? Date.parse('2026-01-05T08:00:00Z');
    this.store = options.store ?? openTestStore();
    const answer = options.answer ?? (() => ({}));
    const world: ServiceWorld = {
      store: this.store,
      clock: { now: () => this.#now },
      authorizer: options.authorizer ?? { authorize: () => {} },
      region,
      account,
      wake: () => {},
      count: (service, what, amount = 1) => {
        const key = `${service} ${what}`;
        this.counts.set(key, (this.counts.get(key) ?? 0) + amount);
      },
      call: async (service, operation, input, principal) => {
        const call = { service, operation, input, principal };
        this.calls.push(call);
        // A process that was killed makes no calls any more.
        if (this.#abandoned) {
          return new Promise(() => {});
        }
        return service === 'states' ? this.service.call(operation, input, principal) : answer(call);
      },
    };
    this.service = createStepFunctions(world);
    this.service.provision(machines);
  }

  now(): number {
    return this.#now;
  }

  /** Turns the clock and lets nothing happen. */
  turnClock(milliseconds: number): void {
    this.#now += milliseconds;
  }

  call(operation: string, input: JsonObject): Promise<JsonObject> {
    return this.service.call(operation, input, operator);
  }

  /** Starts an execution and answers its ARN. */
  async start(machineName: string, input: unknown = {}, name?: string): Promise<string> {
    const answer = await this.call('StartExecution', {
      stateMachineArn: machineArn(machineName),
      input: JSON.stringify(input),
      ...(name === undefined ? {} : { name }),
    });
    return answer['executionArn'] as string;
  }

  /** Lets everything happen that happens without time passing. */
  async settle(): Promise<void> {
    for (let quiet = 0; quiet < 3;) {
      const due = this.service.nextDueAt();
      const isDue = due !== undefined && due <= this.#now;
      if (isDue) {
        this.service.runDue(this.#now);
      }
      quiet = isDue || this.service.busy() !== undefined ? 0 : quiet + 1;
      await turnOfTheLoop();
    }
  }

  /** Settles, then turns the clock by so many milliseconds, stopping at everything that falls due. */
  async advance(milliseconds: number): Promise<void> {
    const target = this.#now + milliseconds;
    await this.settle();
    for (
      let due = this.service.nextDueAt();
      due !== undefined && due <= target;
      due = this.service.nextDueAt()
    ) {
      this.#now = Math.max(this.#now, due);
      await this.settle();
    }
    this.#now = target;
    await this.settle();
  }

  /** Jumps from due event to due event until nothing falls due any more. */
  async runToTheEnd(): Promise<void> {
    await this.settle();
    for (let due = this.service.nextDueAt(); due !== undefined; due = this.service.nextDueAt()) {
      this.#now = Math.max(this.#now, due);
      await this.settle();
    }
  }

  /** Starts an execution, jumps until it can go no further, and tells how it stands. */
  async run(machineName: string, input: unknown = {}): Promise<ToldExecution> {
    const arn = await this.start(machineName, input);
    await this.runToTheEnd();
    return this.describe(arn);
  }

  async describe(arn: string): Promise<ToldExecution> {
    return (await this.call('DescribeExecution', { executionArn: arn })) as unknown as ToldExecution;
  }

  /** The output of an execution that succeeded; fails with what ended it otherwise. */
  async outputOf(arn: string): Promise<unknown> {
    const told = await this.describe(arn);
    if (told.output === undefined) {
      throw new Error(`${arn} is ${told.status}: ${told.error ?? ''} ${told.cause ?? ''}`);
    }
    return JSON.parse(told.output);
  }

  async history(arn: string): Promise<ToldEvent[]> {
    const answer = await this.call('GetExecutionHistory', { executionArn: arn, maxResults: 1000 });
    return answer['events'] as unknown as ToldEvent[];
  }

  async eventTypes(arn: string): Promise<string[]> {
    return (await this.history(arn)).map((event) => event.type);
  }

  /** The names of the states entered, in order. */
  async statesEntered(arn: string): Promise<string[]> {
    return (await this.history(arn)).flatMap((event) => {
      const details = event['stateEnteredEventDetails'] as { name: string } | undefined;
      return details === undefined ? [] : [details.name];
    });
  }

  /** Stops like a process that is killed: what is not on the disk is lost, and nothing more happens. */
  kill(): void {
    this.#abandoned = true;
    this.store.database.close();
  }
}
