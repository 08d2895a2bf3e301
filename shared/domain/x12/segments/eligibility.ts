import { type SegmentUse, segment } from '../guide.ts';

/** Segments that the eligibility question (270) and its answer (271) share. */

const providerRoles = 'AD,AT,BI,CO,CV,H,HH,LA,OT,P1,P2,PC,PE,R,RF,SK,SU';
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
/** NM1 of the subscriber, who has an identifier, or of a dependent, who has none. */
export const personName = (code: string, label: string): SegmentUse =>
  segment('NM1', label, 'R 1', `R:${code} ${code === 'IL' ? 'R:1,2 S S S - S S:II,MI S' : 'R:1 S S S - S'}`);
/** REF of a person; `description` is the usage of REF03, the name of the plan or group. */
export const personReference = (codes: string, description: 'S' | '-'): SegmentUse =>
  segment('REF', 'further identifier', 'S 9', `R:${codes} R ${description}`);
/** PRV of a person: who treats, by any of several identifiers. */
export const providerInformation = segment(
  'PRV',
  'provider',
  'S 1',
  `R:${providerRoles} S:9K,D3,EI,HPI,PXC,SY,TJ S`,
);
/** PRV of a receiver or a benefit's entity: its specialty. */
export const providerSpecialty = segment('PRV', 'provider specialty', 'S 1', `R:${providerRoles},SB S:PXC S`);
export const demographics = segment('DMG', 'birth date and sex', 'S 1', 'S:D8 S S:F,M,U');
export const diagnoses = segment(
  'HI',
  'diagnoses',
  'S 1',
  `R(R:ABK,BK R) ${Array(7).fill('S(R:ABF,BF R)').join(' ')}`,
);
/** EQ02 and EB13; `last` is the usage of the last code of a range. */
export const procedure = (last: 'S' | '-'): string => `S(R:${serviceQualifiers} R S S S S - ${last})`;
/** EQ01 and EB03. */
export const serviceTypes = [
  '1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,30,32,33,34,35,36,37,38,39,40,41,42,43,44',
  '45,46,47,48,49,50,51,52,53,54,55,56,57,58,59,60,61,62,63,64,65,66,67,68,69,70,71,72,73,74,75,76,77,78,79,80,81,82,83',
  '84,85,86,87,88,89,90,91,92,93,94,95,96,97,98,99,A0,A1,A2,A3,A4,A5,A6,A7,A8,A9,AA,AB,AC,AD,AE,AF,AG,AH,AI,AJ,AK,AL,AM',
  'AN,AO,AQ,AR,B1,B2,B3,BA,BB,BC,BD,BE,BF,BG,BH,BI,BJ,BK,BL,BM,BN,BP,BQ,BR,BS,BT,BU,BV,BW,BX,BY,BZ,C1,CA,CB,CC,CD,CE,CF',
  'CG,CH,CI,CJ,CK,CL,CM,CN,CO,CP,CQ,DG,DM,DS,GF,GN,GY,IC,MH,NI,ON,PT,PU,RN,RT,TC,TN,UC',
].join(',');
export const coverageLevels = 'CHD,DEP,ECH,EMP,ESP,FAM,IND,SPC,SPO';
export const personDates =
  '096,102,152,291,307,318,340,341,342,343,346,347,356,357,382,435,442,458,472,539,540,636,771';
