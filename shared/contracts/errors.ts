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

export class CommitConflict extends Error {
  override readonly name = passingFaults.commitConflict;
}

export class TemporaryFault extends Error {
  override readonly name = passingFaults.temporaryFault;
}
