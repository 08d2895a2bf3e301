import { AwsError } from '../../../runtime/service.ts';
import { StateError } from '../state-error.ts';
import type { Integration } from './resource.ts';

/** Errors that an API answers without modelling them: they get the integration's general name. */
const unmodelled = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'IncompleteSignature',
  'MissingAuthenticationToken',
  'UnrecognizedClientException',
]);

/** APIs that model no ValidationException. */
const withoutValidationException = new Set(['dynamodb', 'sqs']);

/**
 * The error of an execution for a call that failed, named as Step Functions names it:
 * `DynamoDB.ConditionalCheckFailedException` from the optimised integration,
 * `DynamoDb.ConditionalCheckFailedException` through `aws-sdk`.
 */
export function callFailure(integration: Integration, thrown: unknown): StateError {
  if (thrown instanceof StateError) {
    return thrown;
  }
  if (!(thrown instanceof AwsError)) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return new StateError(`${integration.errorPrefix}.SdkClientException`, message);
  }
  const cause = `${thrown.message} (Service: ${integration.errorPrefix}, Status Code: ${String(thrown.statusCode)}, Error Code: ${thrown.name})`;
  const validation =
    thrown.name === 'ValidationException' && withoutValidationException.has(integration.service);
  if (validation || unmodelled.has(thrown.name)) {
    return new StateError(integration.generalError, cause);
  }
  const own = thrown.name.split('.').at(-1) ?? thrown.name;
  return new StateError(
    `${integration.errorPrefix}.${own.endsWith('Exception') ? own : `${own}Exception`}`,
    cause,
  );
}
