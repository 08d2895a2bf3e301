import type { MeasuredRun } from './measure-run.ts';
import { priceList } from '#domain/costs/price-list.ts';

/** What one claim uses of one thing that AWS bills. */
export interface Use {
  readonly what: string;
  readonly unit: string;
  readonly perClaim: number;
  /** US dollars. */
  readonly costPerClaim: number;
}

/** Express executions are billed for at least 100 ms at 64 MB. */
const shortestExpressGigabyteSeconds = (0.1 * 64) / 1024;

/** What one claim uses and costs at list prices, by service. Storage, logs and traffic are not in it. */
export function usesPerClaim({ counts, claims }: MeasuredRun): Use[] {
  const count = (service: string, what: string): number => (counts[service]?.[what] ?? 0) / claims;
  const sum = (service: string): number =>
    Object.values(counts[service] ?? {}).reduce((total, number) => total + number, 0) / claims;
  const use = (what: string, unit: string, perClaim: number, price: number): Use => ({
    what,
    unit,
    perClaim,
    costPerClaim: perClaim * price,
  });
  const express = count('states', 'express-request');
  return [
    use('Step Functions', 'state transitions', count('states', 'transition'), priceList.stateTransition),
    use(
      'Step Functions Express',
      'requests',
      express,
      priceList.expressRequest + shortestExpressGigabyteSeconds * priceList.expressGigabyteSecond,
    ),
    use('Lambda', 'invocations', count('lambda', 'Invoke'), priceList.lambdaRequest),
    use(
      'Lambda',
      'GB-seconds',
      count('lambda', 'billedMegabyteMilliseconds') / 1024 / 1000,
      priceList.lambdaGigabyteSecond,
    ),
    use(
      'DynamoDB',
      'write request units',
      count('dynamodb', 'write-request-units'),
      priceList.writeRequestUnit,
    ),
    use('DynamoDB', 'read request units', count('dynamodb', 'read-request-units'), priceList.readRequestUnit),
    use('SQS', 'requests', sum('sqs'), priceList.queueRequest),
    use('S3', 'PUT, LIST and COPY requests', count('s3', 'PUT'), priceList.putRequest),
    use('S3', 'GET and HEAD requests', count('s3', 'GET'), priceList.getRequest),
    // An object of the exchange and upload buckets is an event; each goes to one rule.
    use('EventBridge', 'events', count('events', 'delivery'), priceList.objectEvent),
    use('KMS', 'requests', sum('kms'), priceList.keyRequest),
  ];
}

export function costPerClaim(run: MeasuredRun): number {
  return usesPerClaim(run).reduce((total, { costPerClaim: cost }) => total + cost, 0);
}

/** Calls over the wire, of functions and of the command line. */
export function sdkCallsPerClaim({ counts, claims }: MeasuredRun): number {
  return Object.values(counts['sdk'] ?? {}).reduce((total, number) => total + number, 0) / claims;
}

/** The calls over the wire by operation, most frequent first. */
export function sdkOperationsPerClaim({ counts, claims }: MeasuredRun): [string, number][] {
  return Object.entries(counts['sdk'] ?? {})
    .map(([operation, number]): [string, number] => [operation, number / claims])
    .filter(([, perClaim]) => perClaim >= 0.005)
    .toSorted(([, one], [, other]) => other - one);
}

export function lambdaMillisecondsPerClaim({ counts, claims }: MeasuredRun): number {
  return (counts['lambda']?.['billedMilliseconds'] ?? 0) / claims;
}
