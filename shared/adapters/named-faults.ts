import { passingFaults, TemporaryFault } from '#contracts/errors.ts';

/** Errors that pass and that their status does not show: told by name, or by the code of a broken connection. */
const passing = new Set([
  'ProvisionedThroughputExceededException',
  'ThrottlingException',
  'Throttling',
  'RequestLimitExceeded',
  'TooManyRequestsException',
  'ExecutionLimitExceeded',
  'TransactionInProgressException',
  // A write of one item while a transaction holds it.
  'TransactionConflictException',
  // Two conditional writes of one object at the same moment; the one that is taken again finds what is there.
  'ConditionalRequestConflict',
  'OperationAborted',
  'RequestTimeout',
  'TimeoutError',
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
  'NetworkingError',
]);

/** Turns a vendor's passing error into ours, so that the step's Retry knows it by name; any other error goes on as it is. */
export async function withFaultsNamed<Result>(service: string, call: () => Promise<Result>): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof Error && isPassing(error)) {
      throw new TemporaryFault(`${service} did not answer (${error.name})`, { cause: error });
    }
    throw error;
  }
}

function isPassing(error: Error): boolean {
  return (
    error.name !== passingFaults.temporaryFault &&
    (passing.has(error.name) || passing.has(codeOf(error)) || isOfTheService(error))
  );
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** The service itself failed (5xx) or asks for fewer requests (429). */
function isOfTheService(error: Error): boolean {
  if (!('$metadata' in error) || typeof error.$metadata !== 'object' || error.$metadata === null) {
    return false;
  }
  const status = 'httpStatusCode' in error.$metadata ? Number(error.$metadata.httpStatusCode) : 0;
  return status >= 500 || status === 429;
}
