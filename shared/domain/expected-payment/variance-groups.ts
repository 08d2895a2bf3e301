import type { Cents } from '#contracts/cents.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { PayerId } from '#contracts/identifiers.ts';
import type { SeenVariance } from '#contracts/variances.ts';
import { addCents, zeroCents } from '../money/cents.ts';

/** Lines of one payer, code and contract that differ in one way. */
export interface VarianceGroup {
  readonly verdict: SeenVariance['verdict'];
  readonly payerId: PayerId;
  readonly code: string;
  readonly contractId: string;
  readonly count: number;
  readonly chargeCents: Cents;
  readonly expectedCents: Cents;
  readonly contractCents: Cents;
  readonly allowedCents: Cents;
  /** Expected less allowed; of charges that are too low what the contract would have allowed beyond them. */
  readonly differenceCents: Cents;
  /** Days of service. */
  readonly first: PlainDate;
  readonly last: PlainDate;
  /** The first lines, as many as a person reads. */
  readonly lines: readonly SeenVariance[];
}

/** Lines of which nobody can say what they should be, and why. */
export interface UnknownLines {
  readonly payerId: PayerId;
  readonly why: string;
  readonly count: number;
  readonly codes: readonly string[];
}

const linesShown = 20;
const codesShown = 10;
/** Of a code that was charged at several prices each is a line of its own in the list of low charges. */
const separator = '\n';

/** Gathers lines into groups by payer, code and contract, as they come; it keeps only some of the lines. */
export class VarianceGroups {
  readonly #groups = new Map<string, VarianceGroup>();
  readonly #unknown = new Map<string, UnknownLines>();

  add(variances: Iterable<SeenVariance>): void {
    for (const variance of variances) {
      if (variance.verdict === 'unknown') {
        this.#addUnknown(variance);
      } else {
        this.#addLine(variance);
      }
    }
  }

  /** The groups of some verdicts, the one with the most money first. */
  of(...verdicts: readonly SeenVariance['verdict'][]): VarianceGroup[] {
    return [...this.#groups.values()]
      .filter(({ verdict }) => verdicts.includes(verdict))
      .toSorted(
        (one, other) =>
          Math.abs(other.differenceCents) - Math.abs(one.differenceCents) ||
          (keyOf(one) < keyOf(other) ? -1 : 1),
      );
  }

  /** What cannot be compared, the most frequent reason first. */
  get unknown(): UnknownLines[] {
    return [...this.#unknown.values()].toSorted(
      (one, other) => other.count - one.count || (one.why < other.why ? -1 : 1),
    );
  }

  #addLine(line: SeenVariance): void {
    const key = keyOf(line);
    const before = this.#groups.get(key);
    const { chargeCents, expectedCents = zeroCents, allowedCents = zeroCents, serviceDate } = line;
    const contractCents = line.contractCents ?? expectedCents;
    const differenceCents = differenceOf(line);
    this.#groups.set(
      key,
      before === undefined
        ? {
            verdict: line.verdict,
            payerId: line.payerId,
            code: line.code,
            contractId: line.contractId ?? '',
            count: 1,
            chargeCents,
            expectedCents,
            contractCents,
            allowedCents,
            differenceCents,
            first: serviceDate,
            last: serviceDate,
            lines: [line],
          }
        : {
            ...before,
            count: before.count + 1,
            chargeCents: addCents(before.chargeCents, chargeCents),
            expectedCents: addCents(before.expectedCents, expectedCents),
            contractCents: addCents(before.contractCents, contractCents),
            allowedCents: addCents(before.allowedCents, allowedCents),
            differenceCents: addCents(before.differenceCents, differenceCents),
            first: serviceDate < before.first ? serviceDate : before.first,
            last: serviceDate > before.last ? serviceDate : before.last,
            lines: before.lines.length < linesShown ? [...before.lines, line] : before.lines,
          },
    );
  }

  #addUnknown({ payerId, because, code }: SeenVariance): void {
    // The code and the day in the reason would make every line a reason of its own.
    const why = (because.at(-1) ?? 'no reason is known')
      .replaceAll(code, 'the code')
      .replace(/ (?:on|for) \d{4}-\d{2}-\d{2}/, '');
    const key = [payerId, why].join(separator);
    const before = this.#unknown.get(key) ?? { payerId, why, count: 0, codes: [] };
    this.#unknown.set(key, {
      ...before,
      count: before.count + 1,
      codes:
        before.codes.includes(code) || before.codes.length >= codesShown
          ? before.codes
          : [...before.codes, code],
    });
  }
}

function differenceOf({ verdict, differenceCents, contractCents, chargeCents }: SeenVariance): Cents {
  return verdict === 'charge-too-low' && contractCents !== undefined
    ? ((contractCents - chargeCents) as Cents)
    : (differenceCents ?? zeroCents);
}

function keyOf(of: Pick<SeenVariance, 'verdict' | 'payerId' | 'code' | 'contractId'>): string {
  return [of.verdict, of.payerId, of.code, of.contractId ?? ''].join(separator);
}
