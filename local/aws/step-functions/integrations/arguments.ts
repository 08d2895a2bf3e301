import type { Json, JsonObject } from '../../../runtime/service.ts';
import { isObject } from '../json.ts';
import { StateError } from '../state-error.ts';
import type { Integration } from './resource.ts';

/** Who calls, for the members that Step Functions adds to a call. */
export interface Caller {
  readonly executionArn: string;
  readonly stateMachineArn: string;
}

/** Members that an API wants as a string and a definition may write as JSON. */
const textMembers: Readonly<Record<string, readonly string[]>> = {
  'events:PutEvents': ['Detail'],
  'lambda:Invoke': ['Payload'],
  'sqs:SendMessage': ['MessageBody'],
  'states:SendTaskSuccess': ['Output'],
  'states:StartExecution': ['Input'],
  'states:StartSyncExecution': ['Input'],
};

/**
 * The input of the call that a Task makes, from its evaluated Parameters or Arguments.
 *
 * @throws StateError `States.Runtime` when the arguments are no object.
 */
export function callInput(
  integration: Integration,
  resource: string,
  values: Json,
  caller: Caller,
): JsonObject {
  if (integration.kind === 'lambda-function') {
    return { FunctionName: resource, Payload: JSON.stringify(values) };
  }
  if (!isObject(values)) {
    throw new StateError(
      'States.Runtime',
      `The arguments of ${integration.resourceType}:${integration.resource} must be an object, found ${JSON.stringify(values)}`,
    );
  }
  const operation = `${integration.service}:${integration.operation}`;
  const asText = (entry: JsonObject): JsonObject => withTextMembers(entry, textMembers[operation] ?? []);
  if (operation === 'events:PutEvents') {
    return {
      ...values,
      Entries: entries(values).map((entry) => asText(addResources(integration, entry, caller))),
    };
  }
  const input = asText(values);
  return integration.service === 'states' ? withMemberCase(input, lowerFirst) : input;
}

function withTextMembers(entry: JsonObject, members: readonly string[]): JsonObject {
  const converted = { ...entry };
  for (const member of members) {
    const value = converted[member];
    if (value !== undefined && typeof value !== 'string') {
      converted[member] = JSON.stringify(value);
    }
  }
  return converted;
}

function entries(values: JsonObject): JsonObject[] {
  const list = values['Entries'];
  return Array.isArray(list) ? list.filter((entry) => isObject(entry)) : [];
}

/** The optimised integration says in each event which execution sent it. */
function addResources(integration: Integration, entry: JsonObject, caller: Caller): JsonObject {
  if (integration.kind !== 'optimised') {
    return entry;
  }
  const own = Array.isArray(entry['Resources']) ? entry['Resources'] : [];
  return { ...entry, Resources: [...own, caller.executionArn, caller.stateMachineArn] };
}

function lowerFirst(name: string): string {
  return `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
}

function upperFirst(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

function withMemberCase(value: JsonObject, convert: (name: string) => string): JsonObject {
  const renamed = (inner: Json): Json => {
    if (Array.isArray(inner)) {
      return inner.map(renamed);
    }
    return isObject(inner) ? withMemberCase(inner, convert) : inner;
  };
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [convert(name), renamed(inner)]));
}

/**
 * The result of a Task from the answer of its call.
 *
 * @throws StateError the function's own error when a Lambda function failed.
 */
export function callResult(integration: Integration, answer: JsonObject): Json {
  if (
    integration.service === 'lambda' &&
    integration.operation === 'Invoke' &&
    integration.kind !== 'aws-sdk'
  ) {
    return lambdaResult(integration, answer);
  }
  if (integration.service === 'states') {
    return datesAsText(withMemberCase(answer, upperFirst));
  }
  if (integration.kind === 'optimised' && integration.service === 'events') {
    refuseFailedEntries(answer);
  }
  return answer;
}

function datesAsText(answer: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(answer).map(([name, value]) => [
      name,
      name.endsWith('Date') && typeof value === 'number' ? new Date(value * 1000).toISOString() : value,
    ]),
  );
}

function refuseFailedEntries(answer: JsonObject): void {
  const failed = answer['FailedEntryCount'];
  if (typeof failed === 'number' && failed > 0) {
    throw new StateError('EventBridge.FailedEntry', JSON.stringify(answer));
  }
}

function lambdaResult(integration: Integration, answer: JsonObject): Json {
  const payloadText = typeof answer['Payload'] === 'string' ? answer['Payload'] : '';
  if (answer['FunctionError'] !== undefined) {
    throw functionError(payloadText);
  }
  const payload = readPayload(payloadText);
  if (integration.kind === 'lambda-function') {
    return payload;
  }
  return {
    ExecutedVersion: answer['ExecutedVersion'] ?? '$LATEST',
    Payload: payload,
    StatusCode: answer['StatusCode'] ?? 200,
  };
}

function readPayload(text: string): Json {
  if (text === '') {
    return null;
  }
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

/** The name of a failed function's error is its `errorType`; one that names none is Lambda.Unknown. */
function functionError(payloadText: string): StateError {
  const payload = readPayload(payloadText);
  const errorType = isObject(payload) ? payload['errorType'] : undefined;
  if (typeof errorType === 'string' && errorType !== '') {
    return new StateError(errorType, payloadText);
  }
  return new StateError(
    'Lambda.Unknown',
    `The cause could not be determined because Lambda did not return an error type. Returned payload: ${payloadText}`,
  );
}
