import type { ClaimLine } from '#contracts/claim.ts';
import type { CodeTables, PhysicianFeeRow } from '../code-sets/code-tables.ts';
import type { EditFinding } from './edit.ts';

/**
 * The fee schedule's row of a whole service on its day. `none` where the edition in force has all codes and not this
 * one; `unknown` where no edition can tell.
 */
export function feeOf(
  { code, serviceDate }: Pick<ClaimLine, 'code' | 'serviceDate'>,
  tables: CodeTables,
): PhysicianFeeRow | 'none' | 'unknown' {
  const edition = tables.physicianFees.inForceOn(serviceDate);
  return edition?.find(code, '') ?? (edition?.isWhole === true ? 'none' : 'unknown');
}

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
