import type { PlainDate } from '#contracts/dates.ts';
import { priceList } from './price-list.ts';

/** What a claim on its straight way uses of one thing that is billed. */
export interface CloudUse {
  readonly service: string;
  readonly unit: string;
  /** Units that a claim uses which needs no person, from upload to closed. */
  readonly perClaim: number;
  /** US dollars. */
  readonly dollarsPerUnit: number;
}

/** What the cloud is taken to cost from a day on, until the next edition. Days before the first count by the first. */
export interface CloudUseEdition {
  readonly from: PlainDate;
  /** When the use was measured, and when the prices were looked up. */
  readonly asOf: string;
  readonly source: string;
  /** So many moves such a claim makes; each move of any claim is taken to use as much. */
  readonly movesPerClaim: number;
  readonly uses: readonly CloudUse[];
}

/**
 * Editions, the latest last. The use is that of the measured run of a thousand claims in `docs/measurements.md`, at list
 * prices; storage, logs and traffic are not in it, nor what people do at their screens. It is an estimate, and gives way
 * to the bill.
 */
export const cloudUseEditions: readonly [CloudUseEdition, ...CloudUseEdition[]] = [
  {
    from: '2026-01-01' as PlainDate,
    asOf: priceList.asOf,
    source: `docs/measurements.md, 1000 claims; list prices of AWS, ${priceList.region}, on demand`,
    movesPerClaim: 8,
    uses: [
      {
        service: 'Step Functions',
        unit: 'state transitions',
        perClaim: 17.02,
        dollarsPerUnit: priceList.stateTransition,
      },
      { service: 'Lambda', unit: 'invocations', perClaim: 6.03, dollarsPerUnit: priceList.lambdaRequest },
      {
        service: 'Lambda',
        unit: 'GB-seconds',
        perClaim: 0.12,
        dollarsPerUnit: priceList.lambdaGigabyteSecond,
      },
      {
        service: 'DynamoDB',
        unit: 'write request units',
        perClaim: 258.01,
        dollarsPerUnit: priceList.writeRequestUnit,
      },
      {
        service: 'DynamoDB',
        unit: 'read request units',
        perClaim: 14.66,
        dollarsPerUnit: priceList.readRequestUnit,
      },
      { service: 'SQS', unit: 'requests', perClaim: 5.99, dollarsPerUnit: priceList.queueRequest },
      {
        service: 'S3',
        unit: 'PUT, LIST and COPY requests',
        perClaim: 6.19,
        dollarsPerUnit: priceList.putRequest,
      },
      {
        service: 'S3',
        unit: 'GET and HEAD requests',
        perClaim: 6.19,
        dollarsPerUnit: priceList.getRequest,
      },
      { service: 'EventBridge', unit: 'events', perClaim: 4.02, dollarsPerUnit: priceList.objectEvent },
      { service: 'KMS', unit: 'requests', perClaim: 0.08, dollarsPerUnit: priceList.keyRequest },
    ],
  },
];

/** What each service of the cloud is taken to have cost, in millionths of a dollar. @param moves of claims, on that day. */
export function estimatedCloudCost(
  day: PlainDate,
  moves: number,
  editions: readonly [CloudUseEdition, ...CloudUseEdition[]] = cloudUseEditions,
): { readonly service: string; readonly microdollars: number }[] {
  const { movesPerClaim, uses } = editions.findLast(({ from }) => from <= day) ?? editions[0];
  const services = Map.groupBy(uses, ({ service }) => service);
  return [...services].map(([service, ofService]) => ({
    service,
    microdollars: Math.round(
      ofService.reduce(
        (sum, { perClaim, dollarsPerUnit }) =>
          sum + (moves / movesPerClaim) * perClaim * dollarsPerUnit * 1_000_000,
        0,
      ),
    ),
  }));
}
