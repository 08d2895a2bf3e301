import type { MeasuredRun } from './measure-run.ts';
import { priceList } from './price-list.ts';

/** What one claim took and cost, on average over a run. */
export interface PerClaim {
  readonly claimsPerSecond: number;
  readonly processorMilliseconds: number;
  readonly stateTransitions: number;
  readonly functionCalls: number;
  readonly functionMilliseconds: number;
  readonly sdkCalls: number;
  readonly writeRequestUnits: number;
  readonly readRequestUnits: number;
  readonly queueRequests: number;
  readonly putRequests: number;
  readonly getRequests: number;
  readonly objectEvents: number;
  readonly keyRequests: number;
  readonly costDollars: number;
  /** Parts of the cost, by service. */
  readonly cost: Readonly<Record<string, number>>;
}

export function perClaim(run: MeasuredRun): PerClaim {
  const { services, functions } = run.counters;
  const count = (service: string, ...what: readonly string[]): number =>
    what.reduce((sum, name) => sum + (services[service]?.[name] ?? 0), 0) / run.claims;
  const all = (service: string, except: readonly string[] = []): number =>
    Object.entries(services[service] ?? {})
      .filter(([name]) => !except.includes(name))
      .reduce((sum, [, number]) => sum + number, 0) / run.claims;
  const statistics = Object.values(functions);
  const functionCalls = statistics.reduce((sum, { invocations }) => sum + invocations, 0) / run.claims;
  const functionMilliseconds =
    statistics.reduce((sum, { billedMilliseconds }) => sum + billedMilliseconds, 0) / run.claims;
  const gigabyteSeconds =
    statistics.reduce(
      (sum, { billedMilliseconds, memoryMegabytes }) =>
        sum + (billedMilliseconds / 1000) * (memoryMegabytes / 1024),
      0,
    ) / run.claims;
  const figures = {
    stateTransitions: count('states', 'transition'),
    writeRequestUnits: count('dynamodb', 'write-request-units'),
    readRequestUnits: count('dynamodb', 'read-request-units'),
    queueRequests: all('sqs'),
    putRequests: count('s3', 'PUT', 'COPY', 'POST', 'LIST'),
    getRequests: count('s3', 'GET'),
    objectEvents: count('events', 'delivery'),
    keyRequests: all('kms'),
  };
  const cost = {
    'Step Functions':
      figures.stateTransitions * priceList.stateTransition +
      count('states', 'express-request') * priceList.expressRequest +
      // An Express execution is billed for 64 MB while it lasts.
      (count('states', 'express-milliseconds') / 1000 / 16) * priceList.expressGigabyteSecond,
    Lambda: functionCalls * priceList.lambdaRequest + gigabyteSeconds * priceList.lambdaGigabyteSecond,
    DynamoDB:
      figures.writeRequestUnits * priceList.writeRequestUnit +
      figures.readRequestUnits * priceList.readRequestUnit,
    SQS: figures.queueRequests * priceList.queueRequest,
    S3: figures.putRequests * priceList.putRequest + figures.getRequests * priceList.getRequest,
    EventBridge: figures.objectEvents * priceList.objectEvent,
    KMS: figures.keyRequests * priceList.keyRequest,
  };
  return {
    claimsPerSecond: run.claims / run.seconds,
    processorMilliseconds: (run.processorSeconds * 1000) / run.claims,
    ...figures,
    functionCalls,
    functionMilliseconds,
    // Invocations over the wire are the bench's own questions.
    sdkCalls: all('sdk', ['lambda.POST']),
    cost,
    costDollars: Object.values(cost).reduce((sum, part) => sum + part, 0),
  };
}
