import type { PartnerNumbers, UnsentNumber } from '#contracts/exchange-numbers.ts';
import type { Instant } from '#contracts/dates.ts';
import type { TradingPair } from '#contracts/trading-partner.ts';

/** ISA13 and GS06 have nine digits. */
export const largestControlNumber = 999_999_999;

/** The control number of the n-th interchange to a partner, n from 1: after 999999999 comes 1 again. */
export function numberOfSerial(serial: number): number {
  return ((serial - 1) % largestControlNumber) + 1;
}

/** The numbers given last, at most so many, as ranges of numbers that follow one another. */
export function lastNumbers(serial: number, limit: number): { readonly from: number; readonly to: number }[] {
  const count = Math.min(serial, limit);
  if (count <= 0) {
    return [];
  }
  const to = numberOfSerial(serial);
  const from = to - count + 1;
  return from >= 1
    ? [{ from, to }]
    : [
        { from: largestControlNumber + from, to: largestControlNumber },
        { from: 1, to },
      ];
}

/** What is recorded of a number of ours. */
export interface IssuedNumber {
  readonly number: number;
  readonly fileName: string;
  readonly issuedAt: Instant;
  /** When a file under it had left. */
  readonly sentAt?: Instant;
  /** Why it will never be used. */
  readonly voidReason?: string;
}

export type InterchangeVerdict = 'accepted' | 'partly-rejected' | 'rejected';

/** What is recorded of an interchange that came. */
export interface ReceivedInterchange {
  /** ISA13, as it stands there. */
  readonly controlNumber: string;
  readonly fileKey: string;
  /** The how many-th interchange of its file, from 0. */
  readonly interchangeIndex: number;
  readonly receivedAt: Instant;
  readonly verdict: InterchangeVerdict;
  /** The file that brought the number again, if one did. */
  readonly repeatedBy?: string;
}

/** What is recorded of the numbers exchanged with one partner, as far back as is looked at. */
export interface PartnerRecords {
  readonly pair: TradingPair;
  /** How many numbers were ever given. */
  readonly serial: number;
  /** How many numbers before the last were looked up. */
  readonly limit: number;
  readonly issued: readonly IssuedNumber[];
  readonly received: readonly ReceivedInterchange[];
}

/** Looks for numbers of ours without a file, and for numbers of the partner that are missing or came twice. */
export function reviewNumbers({ pair, serial, limit, issued, received }: PartnerRecords): PartnerNumbers {
  const known = new Map(issued.map((one) => [one.number, one]));
  const ranges = lastNumbers(serial, limit);
  const unsent = ranges.flatMap(({ from, to }) =>
    Array.from({ length: to - from + 1 }, (_, index) => from + index).flatMap((number) =>
      unsentNumber(number, known.get(number)),
    ),
  );
  const highest = received
    .map(({ controlNumber }) => controlNumber)
    .toSorted()
    .at(-1);
  return {
    ...pair,
    ...(serial === 0 ? {} : { lastIssued: numberOfSerial(serial) }),
    reviewed: Math.min(serial, limit),
    unsent,
    ...(highest === undefined ? {} : { lastReceived: highest }),
    received: received.length,
    gaps: gapsIn(received),
    repeated: received.flatMap(({ controlNumber, fileKey, repeatedBy }) =>
      repeatedBy === undefined ? [] : [{ controlNumber, firstFileKey: fileKey, fileKey: repeatedBy }],
    ),
    refused: received.flatMap(({ controlNumber, fileKey, verdict }) =>
      verdict === 'accepted' ? [] : [{ controlNumber, fileKey, verdict }],
    ),
  };
}

function unsentNumber(number: number, record: IssuedNumber | undefined): UnsentNumber[] {
  if (record === undefined) {
    return [{ number }];
  }
  const { fileName, issuedAt, sentAt, voidReason } = record;
  return sentAt === undefined
    ? [{ number, fileName, issuedAt, ...(voidReason === undefined ? {} : { voidReason }) }]
    : [];
}

function gapsIn(received: readonly ReceivedInterchange[]): { from: number; to: number }[] {
  const numbers = received
    .map(({ controlNumber }) => controlNumber)
    .filter((controlNumber) => /^\d{1,9}$/.test(controlNumber))
    .map(Number)
    .toSorted((one, other) => one - other);
  return numbers.flatMap((number, index) => {
    const next = numbers[index + 1];
    return next === undefined || next <= number + 1 ? [] : [{ from: number + 1, to: next - 1 }];
  });
}
