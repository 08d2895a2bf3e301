import { AwsError } from '../../runtime/service.ts';

/** The error of AWS for a request that can never succeed as it stands. */
export function validationError(message: string): AwsError {
  return new AwsError('ValidationException', message);
}

/** The error of AWS for a value whose JSON type is not the one that the member has. */
export function serializationError(message: string): AwsError {
  return new AwsError('SerializationException', message);
}

/** The error of AWS for a table or stream that does not exist. */
export function resourceNotFound(detail?: string): AwsError {
  return new AwsError(
    'ResourceNotFoundException',
    detail === undefined ? 'Requested resource not found' : `Requested resource not found: ${detail}`,
  );
}

/** The refusal of a parameter that this runtime does not serve: it never guesses. */
export function notServed(what: string, instead: string): AwsError {
  return validationError(`${what} is not served by the one-machine runtime: use ${instead}`);
}
