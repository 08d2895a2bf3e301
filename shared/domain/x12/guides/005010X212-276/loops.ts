import { type Guide, type LoopUse, loop, segment } from '#domain/x12/guide.ts';
import { dateOrPeriod, level, transactionEnd } from '#domain/x12/segments/shared.ts';
import { claimReferences, name, serviceLine } from '#domain/x12/segments/status.ts';

const demographics = (usage: string) => segment('DMG', 'birth date and sex', usage, 'R:D8 R S:F,M');

const claim = (letter: 'D' | 'E', usage: string): LoopUse =>
  loop(`2200${letter}`, 'claim', usage, [
    segment('TRN', 'trace', 'R 1', 'R:1 R'),
    ...claimReferences,
    segment('AMT', 'claim charge', 'S 1', 'R:T3 R'),
    dateOrPeriod('472', 'service date', 'S 1', 'D8,RD8'),
    serviceLine(`2210${letter}`, []),
  ]);

const dependent = loop('2000E', 'dependent', 'S >', [
  level('23', 'dependent level', 'S'),
  demographics('R 1'),
  loop('2100E', 'dependent name', 'R 1', [segment('NM1', 'dependent name', 'R 1', 'R:QC R:1 R S S - S')]),
  claim('E', 'R >'),
]);

const subscriber = loop('2000D', 'subscriber', 'R >', [
  level('22', 'subscriber level', 'R:0,1'),
  demographics('S 1'),
  loop('2100D', 'subscriber name', 'R 1', [name('IL', 'subscriber name', '1,2', '24,II,MI')]),
  claim('D', 'S >'),
  dependent,
]);

/** Health Care Claim Status Request. */
export const guide276: Guide = {
  id: '005010X212',
  name: '276',
  setCode: '276',
  functionalCode: 'HR',
  versions: ['005010X212'],
  transactionNamesGuide: true,
  root: loop('ST', 'transaction', 'R 1', [
    segment('ST', 'transaction start', 'R 1', 'R:276 R R:005010X212'),
    segment('BHT', 'transaction beginning', 'R 1', 'R:0010 R:13 R R R'),
    loop('2000A', 'information source', 'R >', [
      level('20', 'information source level', 'R:1', true),
      loop('2100A', 'payer name', 'R 1', [name('PR', 'payer', '2', 'PI,XV')]),
      loop('2000B', 'information receiver', 'R >', [
        level('21', 'information receiver level', 'R:1'),
        loop('2100B', 'information receiver name', 'R 1', [name('41', 'information receiver', '1,2', '46')]),
        loop('2000C', 'provider', 'R >', [
          level('19', 'provider level', 'R:1'),
          loop('2100C', 'provider name', 'R 2', [name('1P', 'provider', '1,2', 'FI,SV,XX')]),
          subscriber,
        ]),
      ]),
    ]),
    transactionEnd,
  ]),
};
