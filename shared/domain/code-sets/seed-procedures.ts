import type { PlainDate } from '#contracts/dates.ts';
import type { ProcedureRow } from './code-tables.ts';

/**
 * A seed of procedure codes, enough for the samples: the code, our own words for a patient's statement and, where the
 * code was retired, its last day. The words are ours and say less than the code means; descriptors are licensed and
 * are loaded by whoever holds the licence.
 */
const rows: readonly (readonly [code: string, label: string, to?: string])[] = [
  ['10060', 'Abscess drainage'],
  ['11042', 'Wound cleaning'],
  ['11720', 'Nail treatment'],
  ['12001', 'Wound repair'],
  ['17110', 'Wart removal'],
  ['20610', 'Joint injection'],
  ['29877', 'Knee procedure'],
  ['29881', 'Knee procedure'],
  ['36415', 'Blood draw'],
  ['69210', 'Ear wax removal'],
  ['76942', 'Ultrasound guidance'],
  ['80048', 'Blood chemistry'],
  ['80053', 'Blood chemistry'],
  ['81002', 'Urine test'],
  ['85025', 'Blood count'],
  ['87880', 'Strep test'],
  ['90471', 'Giving a vaccine'],
  ['90472', 'Giving another vaccine'],
  ['90686', 'Flu vaccine'],
  ['93000', 'Heart tracing'],
  ['97110', 'Exercise therapy'],
  ['97597', 'Wound cleaning'],
  ['99201', 'Office visit', '2020-12-31'],
  ['99202', 'Office visit, new patient'],
  ['99203', 'Office visit, new patient'],
  ['99204', 'Office visit, new patient'],
  ['99205', 'Office visit, new patient'],
  ['99211', 'Office visit'],
  ['99212', 'Office visit'],
  ['99213', 'Office visit'],
  ['99214', 'Office visit'],
  ['99215', 'Office visit'],
  ['99381', 'Preventive visit, new patient'],
  ['99391', 'Preventive visit'],
  ['99392', 'Preventive visit'],
  ['99395', 'Preventive visit'],
  ['99396', 'Preventive visit'],
  ['A4262', 'Supply'],
  ['A4263', 'Supply'],
  ['A6460', 'Dressing'],
  ['G0438', 'First wellness visit'],
  ['G0439', 'Wellness visit'],
  ['J1100', 'Dexamethasone injection'],
  ['J3301', 'Triamcinolone injection'],
];

export const seedProcedures: readonly ProcedureRow[] = rows.map(([code, label, to]) => ({
  code,
  label,
  ...(to === undefined ? {} : { to: to as PlainDate }),
}));
