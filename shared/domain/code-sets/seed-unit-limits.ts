import type { UnitLimitRow } from './code-tables.ts';

/**
 * A seed of medically unlikely edits for practitioners: the codes that the samples need.
 * Source: MUE table of CMS (public domain), second quarter of 2024. A code that is not here is reported as not checked.
 */
export const seedUnitLimits: readonly UnitLimitRow[] = [
  { code: '20610', units: 2, counts: 'day-clinical' },
  { code: '36415', units: 2, counts: 'day-clinical' },
  { code: '97110', units: 6, counts: 'day-clinical' },
  { code: '99213', units: 2, counts: 'day-clinical' },
  { code: 'A6460', units: 1, counts: 'line' },
  { code: 'G0438', units: 1, counts: 'day-absolute' },
  { code: 'G0439', units: 1, counts: 'day-absolute' },
  { code: 'J1100', units: 120, counts: 'day-clinical' },
  { code: 'J3301', units: 16, counts: 'day-clinical' },
];
