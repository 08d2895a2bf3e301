import { type Guide, type LoopUse, type SegmentUse, loop, segment } from '#domain/x12/guide.ts';
import { dateOrPeriod, level, transactionEnd } from '#domain/x12/segments/shared.ts';
import { claimReferences, name, serviceLine } from '#domain/x12/segments/status.ts';

const code = 'R R S S';
const status = (label: string): SegmentUse =>
  segment('STC', label, 'R >', `R(${code}) S - S S S - S S S(${code}) S(${code})`);
const trace = segment('TRN', 'trace', 'R 1', 'R:2 R');
/** The provider level repeats the sender's own trace number, which is of kind 1. */
const providerTrace = segment('TRN', 'provider trace', 'R 1', 'R:1,2 R');

const claim = (letter: 'D' | 'E', usage: string): LoopUse =>
  loop(`2200${letter}`, 'claim', usage, [
    trace,
    status('claim status'),
    ...claimReferences,
    dateOrPeriod('472', 'service date', 'S 1', 'D8,RD8'),
    serviceLine(`2220${letter}`, [status('line status')]),
  ]);

const dependent = loop('2000E', 'dependent', 'S >', [
  level('23', 'dependent level', 'S'),
  loop('2100E', 'dependent name', 'R 1', [name('QC', 'dependent name', '1', 'MI', 'S')]),
  claim('E', 'R >'),
]);

const subscriber = loop('2000D', 'subscriber', 'S >', [
  level('22', 'subscriber level', 'R:0,1'),
  loop('2100D', 'subscriber name', 'R 1', [name('IL', 'subscriber name', '1,2', '24,II,MI')]),
  claim('D', 'S >'),
  dependent,
]);

const provider = loop('2000C', 'provider', 'S >', [
  level('19', 'provider level', 'R:0,1'),
  loop('2100C', 'provider name', 'R 2', [name('1P', 'provider', '1,2', 'FI,SV,XX')]),
  loop('2200C', 'provider trace', 'S 1', [providerTrace, status('provider status')]),
  subscriber,
]);

/** Health Care Claim Status Response. */
export const guide277: Guide = {
  id: '005010X212',
  name: '277',
  setCode: '277',
  functionalCode: 'HN',
  versions: ['005010X212'],
  transactionNamesGuide: true,
  root: loop('ST', 'transaction', 'R 1', [
    segment('ST', 'transaction start', 'R 1', 'R:277 R R:005010X212'),
    segment('BHT', 'transaction beginning', 'R 1', 'R:0010 R:08 R R R R:DG'),
    loop('2000A', 'information source', 'R >', [
      level('20', 'information source level', 'R:1', true),
      loop('2100A', 'payer name', 'R 1', [
        name('PR', 'payer', '2', 'PI,XV'),
        segment('PER', 'payer contact', 'S 1', 'R:IC S S:ED,EM,TE,FX S S:EM,EX,FX,TE S S:EX,FX S'),
      ]),
      loop('2000B', 'information receiver', 'R >', [
        level('21', 'information receiver level', 'R:0,1'),
        loop('2100B', 'information receiver name', 'R 1', [name('41', 'information receiver', '1,2', '46')]),
        loop('2200B', 'receiver trace', 'S 1', [trace, status('receiver status')]),
        provider,
      ]),
    ]),
    transactionEnd,
  ]),
};
