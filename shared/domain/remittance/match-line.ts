import type { ClaimLine } from '#contracts/claim.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { Procedure835, ServiceLine835 } from '../x12/guides/005010X221A1-835/model.ts';

/** What a line of the remittance says about which line of ours it decides. */
interface LineSigns {
  readonly controlNumber: string | undefined;
  readonly code: string;
  readonly modifiers: readonly string[];
  readonly date: PlainDate | undefined;
  readonly chargeCents: number;
}

/** The ways to match, the surest first. A later one counts only where no earlier one matches. */
const waysToMatch: readonly ((line: ClaimLine, signs: LineSigns) => boolean)[] = [
  (line, signs) =>
    sameCode(line, signs) && sameModifiers(line, signs) && sameDate(line, signs) && sameCharge(line, signs),
  (line, signs) => sameCode(line, signs) && sameDate(line, signs) && sameCharge(line, signs),
  (line, signs) => sameCode(line, signs) && sameCharge(line, signs),
];

/**
 * Finds the line of our claim that each line of the remittance decides: by our line control number (REF*6R); else by
 * code, modifiers, date and charge; else by code, date and charge; else by code and charge. The control number may
 * name one line twice (a payer may split units); the other ways take each line once. Lines of one code and date that
 * are left and together charge what one line of ours does are that line, split. A line without a match, such as one
 * that stands for several of ours, stays `undefined`, for a person.
 */
export function matchLines(
  ourLines: readonly ClaimLine[],
  theirLines: readonly ServiceLine835[],
): (number | undefined)[] {
  const taken = new Set<ClaimLine>();
  const signs = theirLines.map((line) => signsOf(line));
  const byControlNumber = signs.map(({ controlNumber }) =>
    controlNumber === undefined
      ? undefined
      : ourLines.find((line) => line.lineControlNumber === controlNumber),
  );
  for (const line of byControlNumber) {
    if (line !== undefined) {
      taken.add(line);
    }
  }
  const matches = [...byControlNumber];
  for (const way of waysToMatch) {
    for (const [index, lineSigns] of signs.entries()) {
      if (matches[index] === undefined) {
        const match = ourLines.find((line) => !taken.has(line) && way(line, lineSigns));
        if (match !== undefined) {
          taken.add(match);
          matches[index] = match;
        }
      }
    }
  }
  const left = [...signs.entries()].filter(([index]) => matches[index] === undefined);
  for (const parts of Map.groupBy(left, ([, { code, date }]) => `${code} ${date ?? ''}`).values()) {
    const [[, first] = []] = parts;
    if (first !== undefined && parts.length > 1) {
      const chargeCents = parts.reduce((sum, [, part]) => sum + part.chargeCents, 0);
      const split = ourLines.find(
        (line) =>
          !taken.has(line) &&
          sameCode(line, first) &&
          sameDate(line, first) &&
          sameCharge(line, { ...first, chargeCents }),
      );
      if (split !== undefined) {
        taken.add(split);
        for (const [index] of parts) {
          matches[index] = split;
        }
      }
    }
  }
  return matches.map((line) => line?.lineNumber);
}

/** The code we had sent (SVC06 where the payer decided on another), with modifiers that were glued to it taken off. */
export function procedureWeSent(line: Pick<ServiceLine835, 'procedure' | 'submittedProcedure'>): {
  readonly code: string;
  readonly modifiers: readonly string[];
} {
  const { code, modifiers }: Procedure835 = line.submittedProcedure ?? line.procedure;
  const glued = code.replaceAll(/[\s-]/g, '');
  if (glued.length > 5 && glued.length % 2 === 1 && glued.length <= 13) {
    return { code: glued.slice(0, 5), modifiers: [...(glued.slice(5).match(/../g) ?? []), ...modifiers] };
  }
  return { code, modifiers };
}

function signsOf(line: ServiceLine835): LineSigns {
  const { code, modifiers } = procedureWeSent(line);
  const service = line.dates.find(({ qualifier }) => qualifier === '472' || qualifier === '150');
  return {
    controlNumber: line.lineControlNumber,
    code,
    modifiers,
    date: service?.from,
    chargeCents: Math.abs(line.chargeCents),
  };
}

function sameCode(line: ClaimLine, signs: LineSigns): boolean {
  return line.code === signs.code;
}

function sameModifiers(line: ClaimLine, signs: LineSigns): boolean {
  return line.modifiers.toSorted().join() === signs.modifiers.toSorted().join();
}

/** A line without a date has the date of the claim, which fits every line. */
function sameDate(line: ClaimLine, signs: LineSigns): boolean {
  return signs.date === undefined || line.serviceDate === signs.date;
}

function sameCharge(line: ClaimLine, signs: LineSigns): boolean {
  return line.chargeCents === signs.chargeCents;
}
