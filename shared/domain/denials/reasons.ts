import type { PlainDate } from '#contracts/dates.ts';
import { isWithin } from '../calendar/plain-date.ts';
import { readReasonTable, type ReasonRow } from './reason-row.ts';
import { reasonsOfCoverage } from './reasons-of-coverage.ts';
import { reasonsOfTheClaim } from './reasons-of-the-claim.ts';
import { reasonsThatSettle } from './reasons-that-settle.ts';

/** Claim adjustment reason codes (CARC) that the pipeline knows, with what to do. The sentences are our own. */
export const reasonTable: ReadonlyMap<string, ReasonRow> = readReasonTable(
  reasonsThatSettle + reasonsOfCoverage + reasonsOfTheClaim,
);

/**
 * The row of a reason on a day. A code that the table does not have, or not on that day, gets a row that says so:
 * a person decides, and the patient is not asked meanwhile.
 */
export function reasonRow(
  code: string,
  on: PlainDate,
  table: ReadonlyMap<string, ReasonRow> = reasonTable,
): ReasonRow {
  const row = table.get(code);
  return row !== undefined && isWithin(on, row.from, row.until)
    ? row
    : {
        code,
        category: 'unmapped',
        action: 'review',
        owner: 'biller',
        hardness: 'soft',
        appealable: true,
        treatments: {},
        neverPatient: false,
        patientWithNotice: false,
        sentence: `Reason ${code} is unmapped; a person decides.`,
      };
}
