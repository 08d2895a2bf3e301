import { passingFaults, TemporaryFault } from '#contracts/errors.ts';

const passing = new Set([
  'ProvisionedThroughputExceededException',
  'ThrottlingException',
  'RequestLimitExceeded',
  'InternalServerError',
  'ServiceUnavailable',
  'TransactionInProgressException',
  'TimeoutError',
  'ECONNRESET',
  'ECONNREFUSED',
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
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return error.name !== passingFaults.temporaryFault && (passing.has(error.name) || passing.has(code));
}
