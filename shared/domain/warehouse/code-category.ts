import type { DimensionRow } from '#contracts/warehouse/tables.ts';

type Category = DimensionRow<'dim_code'>['category'];

/** Ranges of the first four or five digits, the first that fits counts. Sections of CPT by their numbers alone. */
const ranges: readonly (readonly [from: string, to: string, category: Category])[] = [
  ['99091', '99091', 'medicine'],
  ['99202', '99499', 'visit'],
  ['00100', '01999', 'surgery'],
  ['10004', '69990', 'surgery'],
  ['70010', '79999', 'radiology'],
  ['80047', '89398', 'laboratory'],
  ['90281', '99607', 'medicine'],
  ['G0402', 'G0402', 'visit'],
  ['G0438', 'G0439', 'visit'],
  ['J0000', 'J9999', 'drug'],
  ['Q0000', 'Q9999', 'drug'],
  ['P0000', 'P9999', 'laboratory'],
];

/** What kind of service a code is, by its range. */
export function categoryOf(code: string): Category {
  return ranges.find(([from, to]) => code >= from && code <= to)?.[2] ?? 'other';
}

/** CPT is five digits, or four and a letter; HCPCS Level II begins with a letter. */
export function codeSetOf(code: string): 'cpt' | 'hcpcs' {
  return /^\d/.test(code) ? 'cpt' : 'hcpcs';
}
