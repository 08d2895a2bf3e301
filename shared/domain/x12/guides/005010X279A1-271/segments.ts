import { type SegmentUse, segment } from '#domain/x12/guide.ts';
import {
  coverageLevels,
  personReference,
  procedure,
  serviceTypes,
} from '#domain/x12/segments/eligibility.ts';

export const transactionStart = segment(
  'ST',
  'transaction start',
  'R 1',
  'R:271 R R:005010X279A1,005010X279',
);
export const beginning = segment('BHT', 'transaction beginning', 'R 1', 'R:0022 R:06,11 S R R');

/** AAA; `reasons` of AAA03, `actions` of AAA04. */
export const rejection = (label: string, reasons: string, actions: string): SegmentUse =>
  segment('AAA', label, 'S 9', `R:N,Y - R:${reasons} R:${actions}`);
export const receiverReasons = '15,41,43,44,45,46,47,48,50,51,79,97,T4';
const personReasons = '15,35,42,43,45,47,48,49,51,52,56,57,58,60,61,62,63,71';
export const subscriberReasons = `${personReasons},72,73,74,75,76,78`;
export const dependentReasons = `${personReasons},64,65,66,67,68,77`;
export const benefitReasons = '15,33,52,53,54,55,56,57,60,61,62,63,69,70,98,AA,AE,AF,AG,AO,CI,E8,IA,MA';

const contactUse = (numbers: string): SegmentUse =>
  segment('PER', 'contact', 'S 3', `R:IC S S:${numbers} S S:${numbers},EX S S:${numbers},EX S`);
export const contact = contactUse('ED,EM,FX,TE,UR');
export const entityContact = contactUse('ED,EM,FX,TE,UR,WP');
/** N4 of a benefit's entity, which may name a region of the military health service. */
export const entityCity = segment('N4', 'city, state, ZIP', 'S 1', 'R S S S S:RJ S S');

const references = '18,1L,1W,49,6P,CE,CT,EA,EJ,F6,GH,HJ,IF,IG,N6,NQ,Q4,SY,Y4';
export const subscriberReference = personReference(`${references},3H`, 'S');
export const dependentReference = personReference(`${references},MRC`, 'S');
export const trace = segment('TRN', 'trace', 'S 3', 'R:1,2 R R S');
export const relationship = (person: string, codes: string): SegmentUse =>
  segment('INS', 'relationship', 'S 1', `R:${person} R:${codes} S:001 S:25 - - - - - - - - - - - - S`);
export const military = segment(
  'MPI',
  'military personnel',
  'S 9',
  'R:A,C,L,O,P,S,T R:AE,AO,AS,AT,AU,CC,DD,HD,IR,LX,PE,RE,RM,RR,RU R:A,B,C,D,E,F,G,H,I,J,K,L,M,N,O,Q,R,S,U,W S S S:D8,RD8 S',
);

const kinds = '1,2,3,4,5,6,7,8,A,B,C,CB,D,E,F,G,H,I,J,K,L,M,MC,N,O,P,Q,R,S,T,U,V,W,X,Y';
const periods = '6,7,13,21,22,23,24,25,26,27,28,29,30,31,32,33,34,35,36';
/** EB04. */
const insuranceTypes =
  '12,13,14,15,16,41,42,43,47,AP,C1,CO,CP,D,DB,EP,FF,GP,HM,HN,HS,IN,IP,LC,LD,LI,LT,MA,MB,MC,MH,MI,MP,OT,PE,PL,PP,PR,PS,QM,RP,SP,TF,WC,WU';
const quantities = '8H,99,CA,CE,D3,DB,DY,HS,LA,LE,M2,MN,P6,QA,S7,S8,VS,YY';
export const benefit = segment(
  'EB',
  'benefit',
  'R 1',
  `R:${kinds} S:${coverageLevels} S:${serviceTypes} S:${insuranceTypes} S S:${periods} S S S:${quantities} S S:N,U,Y S:N,U,W,Y ${procedure('S')} S(R S S S)`,
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
  'R:18,1L,1W,49,6P,9F,ALS,CLI,F6,FO,G1,IG,M7,N6,NQ R S',
);
export const message = segment('MSG', 'message', 'S 10', 'R');
export const furtherInformation = segment('III', 'further information', 'R 1', 'S:GR,NI,ZZ S S:44 S');
export const loopStart = segment('LS', 'start of benefit entities', 'S 1', 'R:2120');
export const loopEnd = segment('LE', 'end of benefit entities', 'S 1', 'R:2120');
export const entityName = segment(
  'NM1',
  'benefit entity',
  'R 1',
  'R:13,1I,1P,2B,36,73,FA,GP,GW,I3,IL,LR,OC,P3,P4,P5,PR,PRP,SEP,TTP,VER,VN,VY,X3,Y2 R:1,2 S S S - S S:24,34,46,FA,FI,II,MI,NI,PI,PP,SV,XV,XX S S:01,02,27,41,48,65,72',
);
