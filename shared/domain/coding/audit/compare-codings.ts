import type { ClaimLine } from '#contracts/claim.ts';
import type { AuditedKind, Coding, CodingDifference } from '#contracts/coding-audit.ts';

type Found = Omit<CodingDifference, 'number'>;

/** Families of visits whose codes differ by their level alone: the first digits of the code. */
const visitFamilies: readonly RegExp[] = [
  /^9920[2-5]$|^9921[1-5]$/,
  /^9922[1-3]$|^9923[1-6]$/,
  /^9924[2-5]$/,
  /^9925[2-5]$/,
  /^9928[1-5]$/,
  /^9930[4-9]$|^99310$/,
  /^9934[1-9]$|^99350$/,
];

/** Whether a code is that of a visit whose level is chosen. */
export function isVisitLevel(code: string): boolean {
  return visitFamilies.some((family) => family.test(code));
}

function sameFamily(one: string, other: string): boolean {
  return visitFamilies.some((family) => family.test(one) && family.test(other));
}

/**
 * What two codings of a visit say differently, in the order of diagnoses, procedures and what is said of each procedure.
 * The order of codes means nothing, but for which diagnosis comes first.
 */
export function compareCodings(coder: Coding, auditor: Coding): CodingDifference[] {
  const found = [...compareDiagnoses(coder, auditor), ...compareLines(coder, auditor)];
  return found.map((difference, index) => ({ number: index + 1, ...difference }));
}

function compareDiagnoses({ diagnoses: coder }: Coding, { diagnoses: auditor }: Coding): Found[] {
  const [first, firstOfAuditor] = [coder.at(0), auditor.at(0)];
  const missing = auditor.filter((code) => !coder.includes(code));
  const extra = coder.filter((code) => !auditor.includes(code));
  const otherFirst =
    first !== undefined &&
    firstOfAuditor !== undefined &&
    first !== firstOfAuditor &&
    coder.includes(firstOfAuditor) &&
    auditor.includes(first);
  return [
    ...extra.map((code): Found => ({ kind: 'diagnosis', coder: code })),
    ...missing.map((code): Found => ({ kind: 'diagnosis', auditor: code })),
    ...(otherFirst
      ? [{ kind: 'diagnosis' as const, coder: `${first} first`, auditor: `${firstOfAuditor} first` }]
      : []),
  ];
}

function compareLines(coder: Coding, auditor: Coding): Found[] {
  const left = [...auditor.lines];
  const take = (fits: (line: ClaimLine) => boolean): ClaimLine | undefined => {
    const index = left.findIndex(fits);
    return index < 0 ? undefined : left.splice(index, 1)[0];
  };
  // First lines that are alike in all but the details, so that of two of a code each finds its own.
  const pairs = coder.lines.map((line) => ({
    line,
    other: take((other) => other.code === line.code && sameModifiers(other, line)),
  }));
  const found = pairs
    .map(({ line, other }) => ({ line, other: other ?? take(({ code }) => code === line.code) }))
    .map(({ line, other }) => ({ line, other: other ?? take(({ code }) => sameFamily(code, line.code)) }))
    .flatMap(({ line, other }): Found[] =>
      other === undefined
        ? [{ kind: kindOf(line), coder: line.code }]
        : [
            ...(line.code === other.code
              ? []
              : [{ kind: 'visit-level' as const, coder: line.code, auditor: other.code }]),
            ...compareDetails(line, other, coder, auditor),
          ],
    );
  return [...found, ...left.map((line): Found => ({ kind: kindOf(line), auditor: line.code }))];
}

const kindOf = ({ code }: ClaimLine): AuditedKind => (isVisitLevel(code) ? 'visit-level' : 'procedure');

function sameModifiers(one: ClaimLine, other: ClaimLine): boolean {
  return one.modifiers.toSorted().join() === other.modifiers.toSorted().join();
}

function compareDetails(line: ClaimLine, other: ClaimLine, coder: Coding, auditor: Coding): Found[] {
  const at = other.code;
  const pointed = pointedBy(line, coder);
  const pointedOther = pointedBy(other, auditor);
  return [
    ...line.modifiers
      .filter((modifier) => !other.modifiers.includes(modifier))
      .map((modifier): Found => ({ kind: 'modifier', coder: `${at}-${modifier}` })),
    ...other.modifiers
      .filter((modifier) => !line.modifiers.includes(modifier))
      .map((modifier): Found => ({ kind: 'modifier', auditor: `${at}-${modifier}` })),
    ...(line.units === other.units
      ? []
      : [{ kind: 'units' as const, coder: `${at} x ${line.units}`, auditor: `${at} x ${other.units}` }]),
    ...(pointed === pointedOther
      ? []
      : [{ kind: 'pointer' as const, coder: `${at} for ${pointed}`, auditor: `${at} for ${pointedOther}` }]),
  ];
}

/** The diagnoses that a line was done for, by their codes: the numbers differ with the order of the diagnoses. */
function pointedBy({ diagnosisPointers }: ClaimLine, { diagnoses }: Coding): string {
  const codes = diagnosisPointers.flatMap((pointer) => diagnoses[pointer - 1] ?? []);
  const [first, ...rest] = codes;
  return [first ?? 'none', ...rest.toSorted()].join(', ');
}
