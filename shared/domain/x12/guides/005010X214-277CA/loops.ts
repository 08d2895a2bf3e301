import { type Guide, loop } from '#domain/x12/guide.ts';
import { dateOrPeriod, level, reference, transactionEnd } from '#domain/x12/segments/shared.ts';
import * as s from './segments.ts';

const totals = (accepted: string, rejected: string) => [
  s.quantity(accepted, 'accepted count'),
  s.quantity(rejected, 'rejected count'),
  s.amount('YU', 'accepted amount'),
  s.amount('YY', 'rejected amount'),
];

const claim = loop('2000D', 'patient', 'S >', [
  level('PT', 'patient level', 'S:0'),
  loop('2100D', 'patient name', 'R 1', [s.name('QC', 'patient name', '1', 'II,MI', 'S')]),
  loop('2200D', 'claim', 'S >', [
    s.trace('2', 'patient control number'),
    s.claimStatus('R >'),
    reference('1K', 'payer claim control number', 'S 1'),
    reference('D9', 'clearinghouse trace', 'S 1'),
    reference('BLT', 'bill type', 'S 1'),
    dateOrPeriod('472', 'service date', 'S 1', 'D8,RD8'),
    loop('2220D', 'service line', 'S >', [
      s.service,
      s.lineStatus,
      reference('FJ', 'line control number', 'S 1'),
      reference('XZ', 'prescription number', 'S 1'),
      dateOrPeriod('472', 'service date', 'S 1', 'D8,RD8'),
    ]),
  ]),
]);

const provider = loop('2000C', 'billing provider', 'S >', [
  level('19', 'billing provider level', 'R:0,1'),
  loop('2100C', 'billing provider name', 'R 1', [s.name('85', 'billing provider name', '1,2', 'FI,XX')]),
  loop('2200C', 'provider trace', 'S 1', [
    s.trace('1', 'provider trace'),
    s.claimStatus('S >', 'S'),
    reference('0B,1G,G2,LU,SY,TJ', 'billing provider identifier', 'S 3'),
    ...totals('QA', 'QC'),
  ]),
  claim,
]);

const receiver = loop('2000B', 'information receiver', 'R >', [
  level('21', 'information receiver level', 'R:0,1'),
  loop('2100B', 'information receiver name', 'R 1', [s.name('41', 'information receiver', '1,2', '46')]),
  loop('2200B', 'batch', 'R 1', [
    s.trace('2', 'batch reference'),
    s.claimStatus('R >'),
    ...totals('90', 'AA'),
  ]),
  provider,
]);

/** Health Care Claim Acknowledgment. */
export const guide277CA: Guide = {
  id: '005010X214',
  name: '277CA',
  setCode: '277',
  functionalCode: 'HN',
  versions: ['005010X214'],
  transactionNamesGuide: true,
  root: loop('ST', 'transaction', 'R 1', [
    s.transactionStart,
    s.beginning,
    loop('2000A', 'information source', 'R 1', [
      level('20', 'information source level', 'R:0,1', true),
      loop('2100A', 'information source name', 'R 1', [
        s.name('AY,PR', 'information source', '2', '46,FI,PI,XV'),
      ]),
      loop('2200A', 'transmission', 'R 1', [
        s.trace('1', 'transmission trace'),
        dateOrPeriod('050', 'received', 'R 1'),
        dateOrPeriod('009', 'processed', 'R 1'),
      ]),
      receiver,
    ]),
    transactionEnd,
  ]),
};
