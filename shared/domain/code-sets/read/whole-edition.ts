import type { PlainDate } from '#contracts/dates.ts';
import type { CodeSetKind, DiagnosisOrderRow } from '../rows.ts';
import { refuseFile } from './code-set-refused.ts';
import { rowBounds } from './row-bounds.ts';

const cutOff =
  'The file was cut off, or is a part: load the whole, or say --slice, and what it lacks is then not checked.';

/** Errors: more rows than any edition has, or, where no part is meant, fewer, refuse the load. */
export function checkRowCount(kind: CodeSetKind, rowCount: number, isSlice: boolean, file: string): void {
  const { least, most, isUsuallyPart = false } = rowBounds[kind];
  if (rowCount > most) {
    refuseFile(`${rowCount} rows of ${kind} in ${file}`, `at most ${most}`);
  }
  if (rowCount < least && !isSlice && !isUsuallyPart) {
    refuseFile(`${rowCount} rows of ${kind} in ${file}`, `at least ${least} in a whole edition`, cutOff);
  }
}

/** The last codes of the order file, and the first day of the edition that had them first. */
const lastDiagnoses: readonly (readonly [code: string, since: string])[] = [
  ['Z9989', '2015-10-01'],
  ['U071', '2020-04-01'],
  ['U099', '2021-10-01'],
];

/**
 * The order file ends with Z and then U, its last chapter: a text that was cut off at the end of a line has still most of
 * its rows. Errors: a list without the last codes, or that ends with a heading, refuses the load.
 */
export function checkDiagnosesEnd(rows: readonly DiagnosisOrderRow[], from: PlainDate, file: string): void {
  const expected = lastDiagnoses.filter(([, since]) => from >= since).map(([code]) => code);
  // They stand near the end, and looking from there finds them soon.
  const missing = expected.find((code) => !rows.some((_, index) => rows.at(-1 - index)?.code === code));
  const last = rows.at(-1);
  if (missing !== undefined || last?.isBillable !== true) {
    refuseFile(
      `diagnoses that end with ${last?.code ?? 'none'} in ${file}`,
      missing === undefined
        ? 'a billable code at the end'
        : `a list that goes on to ${expected.at(-1) ?? ''}`,
      'The file was cut off: download it again.',
    );
  }
}

/** How many numbers of CPT may lie between two that have pairs; a part of the table spans many more. */
const mostNumbersBetween = 5_000;

/**
 * Pairs come in parts by their first code: the first part begins with those of 0, the last one ends with HCPCS Level II
 * (R0075 in old editions, U0003 since 2020; pairs that ended stay in it). Two or three of four parts have more rows than a
 * small edition, so their number says nothing. Errors: first codes that are missing at either end or in the midst refuse
 * the load.
 */
export function checkPairsWhole(columns1: Iterable<string>, file: string): void {
  const codes = [...columns1].toSorted();
  const [first, last] = [codes[0] ?? '', codes.at(-1) ?? ''];
  const whole = 'all parts of the table in one load, f1 to the last';
  if (!first.startsWith('0') || last < 'R') {
    refuseFile(
      `pairs whose first codes go from ${first} to ${last} in ${file}`,
      `${whole}: from codes that begin with 0 to those of R or U`,
      cutOff,
    );
  }
  const numbers = codes.filter((code) => /^[1-9]\d{4}$/.test(code));
  const gap = numbers.findIndex(
    (code, index) => index > 0 && Number(code) - Number(numbers[index - 1]) > mostNumbersBetween,
  );
  if (gap !== -1) {
    refuseFile(
      `no pairs between ${numbers[gap - 1] ?? ''} and ${numbers[gap] ?? ''} in ${file}`,
      whole,
      cutOff,
    );
  }
}

/** `ccipra-v323r0-f2.txt` is the second part of its table. */
const partForm = /(?<![a-z\d])f(\d)(?!\d)/i;

/** The number of a part by the name of its file, or else of its archive. */
export function partNumberOf(name: string, archive: string | undefined): number | undefined {
  const number = partForm.exec(name)?.[1] ?? partForm.exec(archive ?? '')?.[1];
  return number === undefined ? undefined : Number(number);
}

/** Errors: parts whose numbers leave one out, or come twice, refuse the load. */
export function checkPartNumbers(numbers: readonly (number | undefined)[], file: string): void {
  const known = numbers.filter((number) => number !== undefined).toSorted((one, other) => one - other);
  const wrong = known.findIndex((number, index) => number !== index + 1);
  if (wrong === -1) {
    return;
  }
  const found = known.map((number) => `f${number}`).join(', ');
  refuseFile(
    `the parts ${found} in ${file}`,
    `every part once, f1 to the last: ${known[wrong] === known[wrong - 1] ? `f${known[wrong] ?? ''} came twice` : `f${wrong + 1} is missing`}`,
    cutOff,
  );
}
