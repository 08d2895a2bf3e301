import type { Cents } from '#contracts/cents.ts';
import type { PayerId } from '#contracts/identifiers.ts';
import type { VarianceGroup } from '#contracts/variance-group.ts';
import type { SeenVariance } from '#contracts/variances.ts';
import { addCents, zeroCents } from '../money/cents.ts';

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

  /** What is not checked, the most frequent reason first. */
  get unknown(): UnknownLines[] {
    return [...this.#unknown.values()].toSorted(
      (one, other) => other.count - one.count || (one.why < other.why ? -1 : 1),
    );
  }

  /** Adds what was gathered before, of other days. */
  merge(groups: Iterable<VarianceGroup>): void {
    for (const group of groups) {
      const key = keyOf(group);
      const before = this.#groups.get(key);
      this.#groups.set(
        key,
        before === undefined
          ? group
          : {
              ...before,
              count: before.count + group.count,
              chargeCents: addCents(before.chargeCents, group.chargeCents),
              expectedCents: addCents(before.expectedCents, group.expectedCents),
              contractCents: addCents(before.contractCents, group.contractCents),
              allowedCents: addCents(before.allowedCents, group.allowedCents),
              differenceCents: addCents(before.differenceCents, group.differenceCents),
              first: group.first < before.first ? group.first : before.first,
              last: group.last > before.last ? group.last : before.last,
              lines:
                before.lines.length < linesShown
                  ? [...before.lines, ...group.lines].slice(0, linesShown)
                  : before.lines,
            },
      );
    }
  }

  #addLine(line: SeenVariance): void {
    const { chargeCents, expectedCents = zeroCents, allowedCents = zeroCents, serviceDate } = line;
    this.merge([
      {
        verdict: line.verdict,
        payerId: line.payerId,
        code: line.code,
        contractId: line.contractId ?? '',
        count: 1,
        chargeCents,
        expectedCents,
        contractCents: line.contractCents ?? expectedCents,
        allowedCents,
        differenceCents: differenceOf(line),
        first: serviceDate,
        last: serviceDate,
        lines: [line],
      },
    ]);
  }

  #addUnknown({ payerId, because, code }: SeenVariance): void {
    // The code and the day in the reason would make every line a reason of its own; the year says what is to be loaded.
    const why = (because.at(-1) ?? 'no reason is known')
      .replaceAll(code, 'the code')
      .replace(/ (?:on|for) (\d{4})-\d{2}-\d{2}/, ' in $1');
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

/** What lines and groups have in common that belong together. */
export function keyOf(of: Pick<SeenVariance, 'verdict' | 'payerId' | 'code' | 'contractId'>): string {
  return [of.verdict, of.payerId, of.code, of.contractId ?? ''].join(separator);
}
