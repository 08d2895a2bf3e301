import { type SegmentUse, segment } from '../guide.ts';

/** Segments that the eligibility question (270) and its answer (271) share. */

const providerRoles = 'AD,AT,BI,CO,CV,H,HH,LA,OT,P1,P2,PC,PE,R,RF,SB,SK,SU';
const serviceQualifiers = 'AD,CJ,HC,ID,IV,N4,ZZ';

export const sourceName = segment(
  'NM1',
  'information source',
  'R 1',
  'R:2B,36,GP,P5,PR R:1,2 S S S - S R:24,46,FI,NI,PI,XV,XX R',
);
export const receiverName = segment(
  'NM1',
  'information receiver',
  'R 1',
  'R:1P,2B,36,80,FA,GP,P5,PR R:1,2 S S S - S R:24,34,FI,PI,PP,SV,XV,XX R',
);
export const receiverReference = segment(
  'REF',
  'information receiver identifier',
  'S 9',
  'R:0B,1C,1D,1J,4A,CT,EL,EO,HPI,JD,N5,N7,Q4,SY,TJ R S',
);
export const personName = (code: string, label: string): SegmentUse =>
  segment('NM1', label, 'R 1', `R:${code} R:1,2 S S S - S S:II,MI S`);
export const personReference = segment(
  'REF',
  'further identifier',
  'S 9',
  'R:0F,18,1L,1W,3H,49,6P,9F,ABB,CE,CT,EA,EJ,F6,G1,GH,HJ,IF,IG,ML,N6,NQ,Q4,SY,Y4 R S',
);
export const providerInformation = segment(
  'PRV',
  'provider',
  'S 1',
  `R:${providerRoles} S:9K,D3,EI,HPI,PXC,SY,TJ S`,
);
export const demographics = segment('DMG', 'birth date and sex', 'S 1', 'S:D8 S S:F,M,U');
export const diagnoses = segment(
  'HI',
  'diagnoses',
  'S 1',
  `R(R:ABK,BK R) ${Array(7).fill('S(R:ABF,BF R)').join(' ')}`,
);
export const procedure = `S(R:${serviceQualifiers} R S S S S S S)`;
export const coverageLevels = 'CHD,DEP,ECH,EMP,ESP,FAM,IND,SPC,SPO';
export const personDates =
  '096,102,152,291,307,318,340,341,342,343,346,347,356,357,382,435,442,458,472,539,540,636,771';
