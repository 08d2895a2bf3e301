import { type SegmentUse, segment } from '#domain/x12/guide.ts';
import { coverageLevels, procedure } from '#domain/x12/segments/eligibility.ts';

export const transactionStart = segment(
  'ST',
  'transaction start',
  'R 1',
  'R:271 R R:005010X279A1,005010X279',
);
export const beginning = segment('BHT', 'transaction beginning', 'R 1', 'R:0022 R:06,11 S R R');

export const rejection = (label: string): SegmentUse =>
  segment(
    'AAA',
    label,
    'S 9',
    'R:N,Y - R:04,15,33,35,41,42,43,44,45,46,47,48,49,50,51,52,53,54,55,56,57,58,60,61,62,63,64,65,66,67,68,69,70,71,72,73,74,75,76,77,78,79,80,97,98,AA,AE,AF,AG,AO,CI,E8,IA,MA,T4 R:C,N,P,R,S,W,X,Y',
  );
const numbers = 'ED,EM,FX,TE,UR,EX,HP,WP';
export const contact = segment(
  'PER',
  'contact',
  'S 3',
  `R:IC S S:${numbers} S S:${numbers} S S:${numbers} S`,
);
export const trace = segment('TRN', 'trace', 'S 3', 'R:1,2 R R S');
export const relationship = (person: string, codes: string): SegmentUse =>
  segment('INS', 'relationship', 'S 1', `R:${person} R:${codes} S:001 S:25 - - - - - - - - - - - - S`);
export const military = segment('MPI', 'military personnel', 'S 9', 'R:A,C,L,O,P,S,T R R S S S:D8,RD8 S');

const kinds = '1,2,3,4,5,6,7,8,A,B,C,CB,D,E,F,G,H,I,J,K,L,M,MC,N,O,P,Q,R,S,T,U,V,W,X,Y';
const periods = '6,7,13,21,22,23,24,25,26,27,28,29,30,31,32,33,34,35,36';
const quantities = '8H,99,CA,CE,D3,DB,DY,HS,LA,LE,M2,MN,P6,QA,S7,S8,VS,YY,FL';
export const benefit = segment(
  'EB',
  'benefit',
  'R 1',
  `R:${kinds} S:${coverageLevels} S S S S:${periods} S S S:${quantities} S S:N,U,Y S:N,U,W,Y ${procedure} S(R S S S)`,
);
export const delivery = segment(
  'HSD',
  'delivery',
  'S 9',
  `S:DY,FL,HS,MN,VS S S:DA,MO,VS,WK,YR S S:${periods} S S S`,
);
export const benefitReference = segment(
  'REF',
  'further identifier of the benefit',
  'S 9',
  'R:18,1L,1W,49,6P,9F,ALS,CLI,F6,FO,G1,IG,M7,N6,NQ,Q4,SY R S',
);
export const message = segment('MSG', 'message', 'S 10', 'R');
export const furtherInformation = segment('III', 'further information', 'R 1', 'S:BF,BK,GR,NI,ZZ S S:44 S');
export const loopStart = segment('LS', 'start of benefit entities', 'S 1', 'R:2120');
export const loopEnd = segment('LE', 'end of benefit entities', 'S 1', 'R:2120');
export const entityName = segment(
  'NM1',
  'benefit entity',
  'R 1',
  'R:13,1I,1P,2B,36,73,FA,GP,GW,I3,IL,LR,OC,P3,P4,P5,PR,PRP,SEP,TTP,VN,VY,X3,Y2 R:1,2 S S S - S S:24,34,46,FA,FI,II,MI,NI,PI,PP,SV,XV,XX S S',
);
