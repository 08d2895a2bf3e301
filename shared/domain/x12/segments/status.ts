import { type LoopUse, type SegmentUse, loop, segment } from '../guide.ts';
import { dateOrPeriod, reference } from './shared.ts';

/** Segments that the claim status inquiry (276) and its answer (277) share. */

export const name = (
  code: string,
  label: string,
  kinds: string,
  qualifiers: string,
  usage: 'R' | 'S' = 'R',
): SegmentUse =>
  segment('NM1', label, 'R 1', `R:${code} R:${kinds} S S S - S ${usage}:${qualifiers} ${usage}`);

/** `paid` is the usage of what was paid, which only the answer tells. */
const service = (paid: 'S' | '-'): SegmentUse =>
  segment('SVC', 'service line', 'R 1', `R(R:AD,ER,HC,HP,IV,N4,NU,WK R S S S S) R ${paid} S - - S`);

/** What identifies a claim in both directions. */
export const claimReferences: readonly SegmentUse[] = [
  reference('1K', 'payer claim control number', 'S 1'),
  reference('BLT', 'bill type', 'S 1'),
  reference('LU', 'location', 'S 1'),
  reference('6P', 'group number', 'S 1'),
  reference('EJ', 'patient control number', 'S 1'),
  reference('XZ', 'prescription number', 'S 1'),
  reference('D9', 'clearinghouse trace', 'S 1'),
  reference('VV', 'voucher', 'S 1'),
];

/** The line of a claim; `statuses` only in the answer. */
export const serviceLine = (id: string, statuses: readonly SegmentUse[]): LoopUse =>
  loop(id, 'service line', 'S >', [
    service(statuses.length === 0 ? '-' : 'S'),
    ...statuses,
    reference('FJ', 'line control number', 'S 1'),
    dateOrPeriod('472', 'service date', 'S 1', 'D8,RD8'),
  ]);
