import { type SegmentUse, segment } from '../guide.ts';

/** Segments that several guides use in the same way. */

export const transactionEnd = segment('SE', 'transaction end', 'R 1', 'R R');

export const streetAddress = (usage: string): SegmentUse => segment('N3', 'street address', usage, 'R S');

export const cityStateZip = (usage: string): SegmentUse =>
  segment('N4', 'city, state, ZIP', usage, 'R S S S - - S');

/** SBR in the 837: `relationships` of SBR02. */
export const responsibilityCodes = 'A,B,C,D,E,F,G,H,P,S,T,U';

export const claimFilingCodes = '11,12,13,14,15,16,17,AM,BL,CH,CI,DS,FI,HM,LM,MA,MB,MC,OF,TV,VA,WC,ZZ';

export const insuranceTypeCodes = '12,13,14,15,16,41,42,43,47';

export const claimAdjustment = (label: string, usage: string): SegmentUse =>
  segment('CAS', label, usage, 'R:CO,CR,OA,PI,PR R R S S S S S S S S S S S S S S S S');

/** HL of one level. `child` is the pattern of HL04: whether levels below must, may or may not follow. */
export const level = (code: string, label: string, child: string, top = false): SegmentUse =>
  segment('HL', label, 'R 1', `R ${top ? '-' : 'R'} R:${code} ${child}`);

/** DTP: qualifier, formats. */
export const dateOrPeriod = (codes: string, label: string, usage: string, formats = 'D8'): SegmentUse =>
  segment('DTP', label, usage, `R:${codes} R:${formats} R`);

export const reference = (codes: string, label: string, usage: string): SegmentUse =>
  segment('REF', label, usage, `R:${codes} R`);
