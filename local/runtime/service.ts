import type { IncomingHttpHeaders } from 'node:http';
import type { DatabaseSync } from 'node:sqlite';

/** A JSON value as it crosses the wire. */
export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
export type JsonObject = { [name: string]: Json };

/** Who calls: a role of the template, a service of AWS on behalf of a resource, or the operator of this machine. */
export type Principal =
  | {
      readonly kind: 'role';
      readonly arn: string;
      /** What the session of the role was tagged with when it was taken. */
      readonly tags?: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'service'; readonly service: string; readonly sourceArn: string }
  | { readonly kind: 'operator' };

/** An error as AWS answers it; the name reaches the SDK as the error's name. */
export class AwsError extends Error {
  override readonly name: string;
  readonly statusCode: number;
  /** Members beside the message, such as CancellationReasons. */
  readonly members: JsonObject;

  constructor(name: string, message: string, statusCode = 400, members: JsonObject = {}) {
    super(message);
    this.name = name;
    this.statusCode = statusCode;
    this.members = members;
  }
}

/**
 * The one durable place: SQLite, every change in one file.
 * `write` runs its change synchronously inside a transaction shared with the other changes of the same turn
 * of the event loop, and resolves only after that transaction is on the disk. A change that throws is rolled
 * back alone and its promise rejects. Read with `database` directly; a read never sees an uncommitted change
 * of another.
 */
export interface Store {
  readonly database: DatabaseSync;
  write<Result>(change: () => Result): Promise<Result>;
}

/** Milliseconds since the epoch on the clock that everything here reads; it can run at wall time or jump. */
export interface VirtualClock {
  now(): number;
}

/** Decides by the template's policies whether a call is allowed; throws {@link AwsError} AccessDenied that names the missing statement. */
export interface Authorizer {
  authorize(
    principal: Principal,
    action: string,
    resourceArn: string,
    context?: Readonly<Record<string, string>>,
  ): void;
}

/** What a service is given when it is made. */
export interface ServiceWorld {
  readonly store: Store;
  readonly clock: VirtualClock;
  readonly authorizer: Authorizer;
  readonly region: string;
  readonly account: string;
  /** Tells the scheduler that `nextDueAt` or `busy` of some service may have changed. */
  readonly wake: () => void;
  /** Adds to the counters that the bench reads, for example `count('dynamodb', 'UpdateItem')`, `count('states', 'transition')`. */
  readonly count: (service: string, what: string, amount?: number) => void;
  /** Calls another service inside the process, under the same authorization as over the wire. */
  readonly call: (
    service: string,
    operation: string,
    input: JsonObject,
    principal: Principal,
  ) => Promise<JsonObject>;
}

/** One AWS API, served. */
export interface AwsService {
  /** The name in the credential scope of a signed request: dynamodb, sqs, s3, states, events, scheduler, lambda, kms. */
  readonly name: string;
  /** When something of this service falls due next, in milliseconds of the virtual clock. */
  nextDueAt(): number | undefined;
  /** Does what is due at `now`; called by the scheduler only. */
  runDue(now: number): void;
  /** Why the clock must not jump now, or undefined when this service only waits for time to pass. */
  busy(): string | undefined;
}

/** A service of the JSON protocols (`X-Amz-Target`): dynamodb, sqs, states, events, kms. The server does the wire. */
export interface JsonService extends AwsService {
  /** The part of X-Amz-Target before the dot, for example `DynamoDB_20120810`. */
  readonly targetPrefixes: readonly string[];
  call(operation: string, input: JsonObject, principal: Principal): Promise<JsonObject>;
}

export interface HttpRequest {
  readonly method: string;
  /** Decoded path with its leading slash, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string;
}

/** A service of the REST protocols: s3, lambda, scheduler. It answers its own errors in its own form. */
export interface RestService extends AwsService {
  handle(request: HttpRequest, principal: Principal): Promise<HttpResponse>;
}
