import type { Cents } from '#contracts/cents.ts';
import { addCents, cents, subtractCents } from '../money/cents.ts';
import { shareOf } from './share.ts';

/** One line of a day as it goes into the reductions, its own price for all of its units already worked out. */
export interface RankedLine {
  readonly lineNumber: number;
  readonly priceCents: Cents;
  /** Of Medicare's fee schedule: 0 none, 2 surgery, 3 endoscopy, 4 imaging, 5 therapy, 6 cardiovascular, 7 eyes. */
  readonly indicator: string;
  /** The line of the other side of the body, where the two are one procedure: they are ranked together. */
  readonly otherSideOf?: number | undefined;
  /** For indicator 3. */
  readonly endoscopicBase: string;
  /** What the base of its family is priced at, for indicator 3; undefined where no base is known. */
  readonly basePriceCents?: Cents | undefined;
  /** Of the price: the professional and the technical part, where the code has two (indicators 4, 6 and 7). */
  readonly parts?: { readonly professionalCents: Cents; readonly technicalCents: Cents } | undefined;
  readonly units: number;
  /** Of one unit: what stands for the practice's expense (indicator 5). */
  readonly practiceExpenseCents: Cents;
}

export interface Reduction {
  readonly lineNumber: number;
  readonly reducedCents: Cents;
  readonly because: string;
}

const surgeryShares: readonly number[] = [10_000, 5000];

/** What the second and every further study of the day is allowed of its parts. Source: the fee schedule's indicators. */
const laterParts: Readonly<Record<string, { readonly professional: number; readonly technical: number }>> = {
  '4': { professional: 9500, technical: 5000 },
  '6': { professional: 10_000, technical: 7500 },
  '7': { professional: 10_000, technical: 8000 },
};
const laterTherapyExpense = 5000;

/**
 * What several procedures of one day are reduced to by Medicare's indicators; lines that nothing reduces are left out.
 * Surgery: the dearest whole, every further at half. Endoscopies of one family: the dearest whole, the others by what
 * their price exceeds the base's; then the family counts as one procedure among the others. Imaging, cardiovascular and
 * eye studies: the parts of every further study. Therapy: half of the practice expense of every further unit.
 * Source: Medicare Claims Processing Manual, chapter 12, 40.6 and chapter 5, 10.7; 42 CFR 414.40.
 */
export function reduceByMedicare(lines: readonly RankedLine[]): Reduction[] {
  return [
    ...reduceSurgery(lines.filter(({ indicator }) => indicator === '2' || indicator === '3')),
    ...Object.entries(laterParts).flatMap(([indicator, later]) =>
      reduceParts(
        lines.filter((line) => line.indicator === indicator),
        later,
      ),
    ),
    ...reduceTherapy(lines.filter(({ indicator }) => indicator === '5')),
  ];
}

/** What several lines of one day are reduced to by shares of the contract's own, the dearest first. */
export function reduceByShares(
  lines: readonly Pick<RankedLine, 'lineNumber' | 'priceCents' | 'otherSideOf'>[],
  shares: readonly number[],
): Reduction[] {
  const procedures = [...Map.groupBy(lines, ({ lineNumber, otherSideOf }) => otherSideOf ?? lineNumber)];
  return byPrice(
    procedures.map(([lineNumber, sides]) => ({
      lineNumber,
      sides,
      priceCents: addCents(...sides.map(({ priceCents }) => priceCents)),
    })),
  ).flatMap(({ sides }, place) => sides.flatMap((line) => reducedTo(line, shareAt(shares, place), place)));
}

function reduceSurgery(lines: readonly RankedLine[]): Reduction[] {
  const families = new Map<string, RankedLine[]>();
  for (const line of lines) {
    const family =
      line.indicator === '3' ? line.endoscopicBase : `line ${line.otherSideOf ?? line.lineNumber}`;
    families.set(family, [...(families.get(family) ?? []), line]);
  }
  const procedures = [...families.values()]
    .map((family) => {
      const within = reduceFamily(family);
      return {
        lineNumber: within[0]?.lineNumber ?? 0,
        within,
        priceCents: addCents(...within.map(({ priceCents }) => priceCents)),
      };
    })
    .toSorted((one, other) => other.priceCents - one.priceCents || one.lineNumber - other.lineNumber);
  return procedures.flatMap(({ within }, place) =>
    within.flatMap((line) => {
      const share = shareAt(surgeryShares, place);
      const reducedCents = shareOf(line.priceCents, share);
      const because = [
        line.because,
        place === 0 ? undefined : `procedure ${place + 1} of the day at ${percent(share)}`,
      ]
        .filter((part) => part !== undefined)
        .join('; ');
      return because === '' ? [] : [{ lineNumber: line.lineNumber, reducedCents, because }];
    }),
  );
}

/** The endoscopies of one family: what each is worth beside the dearest of them. */
function reduceFamily(
  family: readonly RankedLine[],
): { readonly lineNumber: number; readonly priceCents: Cents; readonly because?: string }[] {
  return byPrice(family).map(({ lineNumber, priceCents, basePriceCents, endoscopicBase }, place) =>
    place === 0 || basePriceCents === undefined
      ? { lineNumber, priceCents }
      : {
          lineNumber,
          priceCents: cents(Math.max(0, subtractCents(priceCents, basePriceCents))),
          because: `less its base ${endoscopicBase}`,
        },
  );
}

function reduceParts(
  lines: readonly RankedLine[],
  later: { readonly professional: number; readonly technical: number },
): Reduction[] {
  // The parts are ranked each by itself: the dearest reading need not be the dearest picture.
  const place = (part: 'professionalCents' | 'technicalCents') => {
    const ranked = lines
      .filter(({ parts }) => (parts?.[part] ?? 0) > 0)
      .toSorted(
        (one, other) =>
          (other.parts?.[part] ?? 0) - (one.parts?.[part] ?? 0) || one.lineNumber - other.lineNumber,
      );
    return (line: RankedLine) => ranked.indexOf(line);
  };
  const professionalPlace = place('professionalCents');
  const technicalPlace = place('technicalCents');
  return lines.flatMap((line): Reduction[] => {
    const { parts } = line;
    if (parts === undefined) {
      return [];
    }
    const reducedCents = addCents(
      professionalPlace(line) > 0
        ? shareOf(parts.professionalCents, later.professional)
        : parts.professionalCents,
      technicalPlace(line) > 0 ? shareOf(parts.technicalCents, later.technical) : parts.technicalCents,
    );
    return reducedCents === line.priceCents
      ? []
      : [
          {
            lineNumber: line.lineNumber,
            reducedCents,
            because: `a further study of the day: ${percent(later.professional)} of the reading, ${percent(later.technical)} of the technical part`,
          },
        ];
  });
}

function reduceTherapy(lines: readonly RankedLine[]): Reduction[] {
  const whole = lines.toSorted(
    (one, other) =>
      other.practiceExpenseCents - one.practiceExpenseCents || one.lineNumber - other.lineNumber,
  )[0];
  return lines.flatMap((line): Reduction[] => {
    const laterUnits = line === whole ? line.units - 1 : line.units;
    const off = subtractCents(
      line.practiceExpenseCents,
      shareOf(line.practiceExpenseCents, laterTherapyExpense),
    );
    return laterUnits === 0 || off === 0
      ? []
      : [
          {
            lineNumber: line.lineNumber,
            reducedCents: subtractCents(line.priceCents, cents(off * laterUnits)),
            because: `half of the practice expense of ${laterUnits} further unit${laterUnits === 1 ? '' : 's'} of therapy`,
          },
        ];
  });
}

function byPrice<Line extends Pick<RankedLine, 'lineNumber' | 'priceCents'>>(lines: readonly Line[]): Line[] {
  return lines.toSorted(
    (one, other) => other.priceCents - one.priceCents || one.lineNumber - other.lineNumber,
  );
}

function reducedTo(
  line: Pick<RankedLine, 'lineNumber' | 'priceCents'>,
  share: number,
  place: number,
): Reduction[] {
  return share === 10_000
    ? []
    : [
        {
          lineNumber: line.lineNumber,
          reducedCents: shareOf(line.priceCents, share),
          because: `procedure ${place + 1} of the day at ${percent(share)}`,
        },
      ];
}

function shareAt(shares: readonly number[], place: number): number {
  return shares[place] ?? shares.at(-1) ?? 10_000;
}

/** Hundredths of a percent as people write them. */
export function percent(basisPoints: number): string {
  return `${basisPoints / 100} %`;
}
