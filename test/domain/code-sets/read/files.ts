/* Small files of our own in the layouts of the publishers: made-up rows, none of them copied. */

/** Lines with the line ends of the publishers. */
export function lines(...all: readonly string[]): string {
  return `${all.join('\r\n')}\r\n`;
}

/** A line of the ICD-10-CM order file. */
export function orderLine(order: number, code: string, flag: string, title: string): string {
  return `${String(order).padStart(5, '0')} ${code.padEnd(7)} ${flag} ${title.slice(0, 60).padEnd(60)} ${title}`;
}

/** A record of the HCPCS text file, by what stands in its columns. */
export function hcpcsRecord(fields: {
  readonly code: string;
  readonly record: '3' | '4' | '7' | '8';
  readonly long?: string;
  readonly short?: string;
  readonly coverage?: string;
  readonly added?: string;
  readonly changed?: string;
  readonly ended?: string;
  readonly action?: string;
}): string {
  const line = Array.from({ length: 320 }, () => ' ');
  const put = (from: number, text: string): void => {
    line.splice(from - 1, text.length, ...text.split(''));
  };
  put(1, fields.code.padStart(5));
  put(6, '00100');
  put(11, fields.record);
  put(12, fields.long ?? '');
  put(92, fields.short ?? '');
  put(230, fields.coverage ?? '');
  put(269, fields.added ?? '');
  put(277, fields.changed ?? '');
  put(285, fields.ended ?? '');
  put(293, fields.action ?? '');
  return line.join('');
}

/** What comes before the pairs in the official file. */
export const pairHeader = [
  'A notice of one line',
  'Column 1\tColumn 2\t*=in existence\tEffective\tDeletion\tModifier\tRationale',
  '\t\tprior to 1996\tDate\tDate\t0=not allowed\t',
  '\t\t\t\t*=no data\t1=allowed\t',
  '\t\t\t\t\t9=not applicable\t',
  '\t\t\t\t\t\t',
] as const;

const feeColumns = [
  ['', '', 'HCPCS'],
  ['', '', 'MOD'],
  ['', '', 'DESCRIPTION'],
  ['', 'STATUS', 'CODE'],
  ['MEDICARE', 'NOT USED', 'PAYMENT'],
  ['', 'WORK', 'RVU'],
  ['', 'NON-FAC', 'PE RVU'],
  ['NON-FAC', 'NA', 'INDICATOR'],
  ['', 'FACILITY', 'PE RVU'],
  ['FACILITY', 'NA', 'INDICATOR'],
  ['', 'MP', 'RVU'],
  ['', 'NON-FACILITY', 'TOTAL'],
  ['', 'FACILITY', 'TOTAL'],
  ['', 'PCTC', 'IND'],
  ['', 'GLOB', 'DAYS'],
  ['', 'PRE', 'OP'],
  ['', 'INTRA', 'OP'],
  ['', 'POST', 'OP'],
  ['', 'MULT', 'PROC'],
  ['', 'BILAT', 'SURG'],
  ['', 'ASST', 'SURG'],
  ['', 'CO-', 'SURG'],
  ['', 'TEAM', 'SURG'],
  ['', 'ENDO', 'BASE'],
  ['', 'CONV', 'FACTOR'],
] as const;

/** A row of the fee schedule by its columns of 2025. */
export const feeRow = [
  'G0001',
  '',
  'words of a publisher',
  'A',
  '',
  '1.92',
  '1.50',
  '',
  '0.75',
  'NA',
  '0.49',
  '3.91',
  '3.16',
  '0',
  '090',
  '0.10',
  '0.69',
  '0.21',
  '2',
  '1',
  '0',
  '1',
  '2',
  'G0000',
  '32.3465',
] as const;

/** The same row as text in columns. */
export const feeTextRow = [
  'G0001  ',
  'words of a publisher'.padEnd(50),
  'A ',
  '  1.92',
  '   1.50',
  '  ',
  '   0.75',
  'NA',
  '   0.49',
  '  3.91',
  '  3.16',
  '0090',
  '.10.69.21',
  '21012',
  '       ',
  'G0000',
  ' 32.3465 090 99      0.00   0.00   0.00',
].join('');

/** A fee schedule of 2025, or of 2026 with a column more in its midst. */
export function feeSchedule(
  rows: readonly (readonly string[])[],
  { year = '2025', hasPricingColumn = false, missing = '' } = {},
): string {
  const kept = feeColumns.map((column) => column.join(' ').trim() !== missing);
  const withColumn = (cells: readonly string[], pricing: string): string[] => {
    const all = cells.filter((_, index) => kept[index]);
    return hasPricingColumn ? [...all.slice(0, 23), pricing, ...all.slice(23)] : all;
  };
  const header = [0, 1, 2].map((row) =>
    withColumn(
      feeColumns.map((column) => column[row] ?? ''),
      ['', 'PRIC', 'IND'][row] ?? '',
    ).join(','),
  );
  return lines(
    `,,${year} National Physician Fee Schedule Relative Value File October Release,,`,
    ',,A notice,,',
    ',,,,',
    ...header,
    ...rows.map((cells) => withColumn(cells, '0').join(',')),
  );
}
