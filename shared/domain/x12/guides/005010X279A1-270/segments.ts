import { type SegmentUse, segment } from '#domain/x12/guide.ts';
import {
  coverageLevels,
  personReference as reference,
  procedure,
  serviceTypes,
} from '#domain/x12/segments/eligibility.ts';

export const transactionStart = segment(
  'ST',
  'transaction start',
  'R 1',
  'R:270 R R:005010X279A1,005010X279',
);
export const beginning = segment('BHT', 'transaction beginning', 'R 1', 'R:0022 R:01,13,36 S R R S:RT');
export const trace = segment('TRN', 'trace', 'S 2', 'R:1 R R S');
export const personReference = reference('18,1L,1W,3H,6P,CT,EA,EJ,F6,GH,HJ,IG,MRC,N6,NQ,SY,Y4', '-');
export const relationship = (person: string, codes: string): SegmentUse =>
  segment(
    'INS',
    'relationship',
    'S 1',
    `R:${person} R:${codes} - - - - - - - - - - - - - - ${person === 'Y' ? 'R' : 'S'}`,
  );
export const question = (usage: string): SegmentUse =>
  segment('EQ', 'question', usage, `S:${serviceTypes} ${procedure('-')} S:${coverageLevels} - S(R S S S)`);
export const spendDown = segment('AMT', 'spend down amount', 'S 1', 'R:R R');
export const spendDownBilled = segment('AMT', 'spend down billed amount', 'S 1', 'R:PB R');
export const placeOfService = segment('III', 'place of service', 'S 1', 'R:ZZ R');
