/** The largest payload of a state, a task or an execution, in bytes of UTF-8 (the service's quota). */
export const payloadLimitBytes = 262_144;

/** How many events a Standard execution's history may hold (the service's quota). */
export const historyLimitEvents = 25_000;

/**
 * An error inside an execution: a name that Retry and Catch match, and a cause for the reader.
 * It never reaches a caller of the API; it ends or diverts an execution.
 */
export class StateError extends Error {
  override readonly name = 'StateError';
  /** The name that ErrorEquals matches, for example `States.Timeout`. */
  readonly error: string;
  override readonly cause: string;

  constructor(error: string, cause: string) {
    super(`${error}: ${cause}`);
    this.error = error;
    this.cause = cause;
  }
}

/**
 * Whether one name of an ErrorEquals list matches an error.
 * `States.TaskFailed` stands for every error but a timeout, `States.Timeout` also for a missed heartbeat,
 * no wildcard matches an oversized payload, and nothing at all a runtime fault.
 */
export function matchesError(pattern: string, error: string): boolean {
  if (error === 'States.Runtime') {
    return false;
  }
  if (pattern === error) {
    return true;
  }
  if (error === 'States.DataLimitExceeded') {
    return false;
  }
  if (pattern === 'States.ALL') {
    return true;
  }
  const timedOut = error === 'States.Timeout' || error === 'States.HeartbeatTimeout';
  if (pattern === 'States.Timeout') {
    return timedOut;
  }
  return pattern === 'States.TaskFailed' && !timedOut;
}

/** Turns whatever was thrown while a state was evaluated into an error of the execution. */
export function asStateError(thrown: unknown): StateError {
  if (thrown instanceof StateError) {
    return thrown;
  }
  return new StateError('States.Runtime', thrown instanceof Error ? thrown.message : String(thrown));
}
