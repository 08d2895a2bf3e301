import type { InterchangeEnvelope } from './read-result.ts';

/** Ranges beyond which numbers are no longer remembered: memory stays bounded. */
const rangeLimit = 100_000;

/**
 * Control numbers that were met. They nearly always count up, so they are kept as ranges: a file with a million
 * transactions in order takes the room of one number. Text that is no number is remembered as it is.
 */
export class ControlNumberSet {
  /** First and last of each range, in order, none touching the next. */
  readonly #firsts: number[] = [];
  readonly #lasts: number[] = [];
  readonly #others = new Set<string>();
  readonly #limit: number;

  /** `limit`: ranges, and texts that are no numbers, beyond which no more are remembered. */
  constructor(limit = rangeLimit) {
    this.#limit = limit;
  }

  /** Remembers a control number; false when it was there before. */
  add(controlNumber: string): boolean {
    if (!/^\d{1,9}$/.test(controlNumber)) {
      if (this.#others.has(controlNumber)) return false;
      if (this.#others.size < this.#limit) this.#others.add(controlNumber);
      return true;
    }
    return this.#addNumber(Number(controlNumber));
  }

  #addNumber(number: number): boolean {
    const after = this.#rangeAfter(number);
    const lastBefore = this.#lasts[after - 1];
    if (lastBefore !== undefined && number <= lastBefore) return false;
    const touchesBefore = lastBefore === number - 1;
    const touchesAfter = this.#firsts[after] === number + 1;
    if (touchesBefore && touchesAfter) {
      this.#lasts[after - 1] = this.#lasts[after] ?? number;
      this.#firsts.splice(after, 1);
      this.#lasts.splice(after, 1);
    } else if (touchesBefore) this.#lasts[after - 1] = number;
    else if (touchesAfter) this.#firsts[after] = number;
    else if (this.#firsts.length < this.#limit) {
      this.#firsts.splice(after, 0, number);
      this.#lasts.splice(after, 0, number);
    }
    return true;
  }

  /** Index of the first range that starts after the number. */
  #rangeAfter(number: number): number {
    let low = 0;
    let high = this.#firsts.length;
    if ((this.#firsts[high - 1] ?? Infinity) <= number) return high;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#firsts[middle] ?? 0) <= number) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Senders and receivers in one file, and ranges of each, beyond which no more are remembered. */
const pairLimit = 1000;
const pairRangeLimit = 100;

/** Control numbers of interchanges that were met in one file: each sender numbers what it sends to each receiver. */
export class InterchangeNumbers {
  readonly #pairs = new Map<string, ControlNumberSet>();

  /** Remembers the number of an interchange; false when it was there before. */
  add({
    senderQualifier,
    senderId,
    receiverQualifier,
    receiverId,
    controlNumber,
  }: Pick<
    InterchangeEnvelope,
    'senderQualifier' | 'senderId' | 'receiverQualifier' | 'receiverId' | 'controlNumber'
  >): boolean {
    const pair = JSON.stringify([senderQualifier, senderId, receiverQualifier, receiverId]);
    let numbers = this.#pairs.get(pair);
    if (numbers === undefined) {
      if (this.#pairs.size >= pairLimit) return true;
      numbers = new ControlNumberSet(pairRangeLimit);
      this.#pairs.set(pair, numbers);
    }
    return numbers.add(controlNumber);
  }
}
