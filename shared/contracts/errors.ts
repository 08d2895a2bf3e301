/**
 * Names of errors that mean "try again": each is the `name` of the error that a step throws and the ErrorEquals of the
 * Retry that handles it. Everything else a step throws is a defect and is never retried.
 */
export const passingFaults = {
  /** Another writer changed the same item first: read again, decide again. */
  commitConflict: 'CommitConflict',
  /** A service did not answer, throttled or broke off. */
  temporaryFault: 'TemporaryFault',
} as const;

/** Errors of the Lambda service itself that pass. */
export const lambdaServiceFaults = [
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.ClientExecutionTimeoutException',
  'Lambda.TooManyRequestsException',
] as const;

/**
 * An error whose sentence is made of ids, names of fields and numbers only: it is logged as it stands. Of any other
 * error only the name and the place are logged, since its sentence may repeat what it was given.
 */
export class TellableError extends Error {}

export class CommitConflict extends TellableError {
  override readonly name = passingFaults.commitConflict;
}

export class TemporaryFault extends TellableError {
  override readonly name = passingFaults.temporaryFault;
}
