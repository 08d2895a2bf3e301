import { type SegmentUse, segment } from '#domain/x12/guide.ts';

export const transactionStart = segment('ST', 'transaction start', 'R 1', 'R:277 R R:005010X214');
export const beginning = segment('BHT', 'transaction beginning', 'R 1', 'R:0085 R:08 R R R R:TH');

export const name = (
  codes: string,
  label: string,
  kinds: string,
  qualifiers: string,
  usage: 'R' | 'S' = 'R',
): SegmentUse =>
  segment('NM1', label, 'R 1', `R:${codes} R:${kinds} S S S - S ${usage}:${qualifiers} ${usage}`);

export const trace = (code: string, label: string): SegmentUse => segment('TRN', label, 'R 1', `R:${code} R`);

const status = 'R R S S';
/** `date` is the usage of STC02. */
export const claimStatus = (usage: string, date: 'R' | 'S' = 'R'): SegmentUse =>
  segment('STC', 'status', usage, `R(${status}) ${date} R:U,WQ S - - - - - S(${status}) S(${status}) S`);
export const lineStatus = segment(
  'STC',
  'line status',
  'R >',
  `R(${status}) S S:U,WQ S - - - - - S(${status}) S(${status}) S`,
);

export const quantity = (code: string, label: string): SegmentUse =>
  segment('QTY', label, 'S 1', `R:${code} R`);
export const amount = (code: string, label: string): SegmentUse =>
  segment('AMT', label, 'S 1', `R:${code} R`);
export const service = segment(
  'SVC',
  'service line',
  'R 1',
  'R(R:AD,ER,HC,HP,IV,N4,NU,WK R S S S S) R - S - - S',
);
