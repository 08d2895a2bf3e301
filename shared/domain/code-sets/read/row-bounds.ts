import type { CodeSetKind } from '../rows.ts';

/** How many rows a whole edition has. */
interface RowBounds {
  readonly least: number;
  readonly most: number;
  /** Whether a part of the list is what is usually loaded: nobody but its publisher has the whole. */
  readonly isUsuallyPart?: true;
}

/**
 * Rows of whole editions, with room for years of growth: a file that was cut off, or of which only a part was saved, has
 * fewer; two files in one have more.
 */
export const rowBounds: Readonly<Record<CodeSetKind, RowBounds>> = {
  'icd-10-cm': { least: 90_000, most: 150_000 },
  'icd-10-cm-notes': { least: 40_000, most: 80_000 },
  'poa-exempt': { least: 30_000, most: 80_000 },
  mce: { least: 5_000, most: 30_000 },
  cpt: { least: 10_000, most: 30_000, isUsuallyPart: true },
  hcpcs: { least: 7_000, most: 30_000 },
  modifiers: { least: 300, most: 2_000 },
  'place-of-service': { least: 45, most: 99 },
  'ncci-ptp-practitioner': { least: 1_000_000, most: 8_000_000 },
  'ncci-ptp-outpatient': { least: 1_000_000, most: 8_000_000 },
  'mue-practitioner': { least: 10_000, most: 60_000 },
  'mue-outpatient': { least: 10_000, most: 60_000 },
  'mue-equipment': { least: 2_500, most: 20_000 },
  'ncci-add-on': { least: 400, most: 5_000 },
  mpfs: { least: 14_000, most: 60_000 },
  gpci: { least: 100, most: 200 },
  localities: { least: 100, most: 400 },
  anesthesia: { least: 100, most: 200 },
  'zip-locality': { least: 40_000, most: 60_000 },
  carc: { least: 200, most: 1_000, isUsuallyPart: true },
  rarc: { least: 700, most: 3_000, isUsuallyPart: true },
  taxonomy: { least: 800, most: 3_000 },
};
