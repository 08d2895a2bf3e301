import type { PlainDate } from '#contracts/dates.ts';
import type { ProcedurePairRow } from './code-tables.ts';

/** Where the seed begins; the official table has each pair's own date. */
const seedFrom = '2020-01-01' as PlainDate;

const visits = ['99211', '99212', '99213', '99214', '99215'] as const;
const minorProcedures = ['10060', '11042', '11720', '12001', '17110', '20610', '69210', '90471'] as const;

/**
 * A seed of NCCI procedure-to-procedure edits for practitioners: the pairs that the samples need.
 * Source: NCCI edits of CMS (public domain); the whole table, about 1.7 million pairs, is loaded by whoever runs the
 * system. A pair that is not here is reported as not checked.
 */
export const seedProcedurePairs: readonly ProcedurePairRow[] = [
  { column1: '20610', column2: '76942', indicator: '1', from: seedFrom },
  { column1: '11042', column2: '97597', indicator: '1', from: seedFrom },
  { column1: '80053', column2: '80048', indicator: '0', from: seedFrom },
  { column1: '29881', column2: '29877', indicator: '0', from: seedFrom },
  { column1: 'G0438', column2: 'G0439', indicator: '0', from: seedFrom },
  { column1: 'A4263', column2: 'A4262', indicator: '9', from: seedFrom },
  ...minorProcedures.flatMap((column1) =>
    visits.map((column2): ProcedurePairRow => ({ column1, column2, indicator: '1', from: seedFrom })),
  ),
];
