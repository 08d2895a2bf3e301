import type { EditFinding } from './edit.ts';

/** What is reported where the fee schedule was to be asked and could not be. */
export function feeNotKnown(
  where: string,
  codes: readonly string[],
  found: string,
  expected: string,
): EditFinding {
  return {
    result: 'not-checked',
    where,
    codes,
    found: `${found}, for which the loaded physician fee schedule has no row`,
    expected,
    fix: 'Load the physician fee schedule of that year.',
  };
}
