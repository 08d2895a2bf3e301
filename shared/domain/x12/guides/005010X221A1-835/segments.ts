import { type SegmentUse, segment } from '#domain/x12/guide.ts';

// Header

/** ST03 is not used by the guide; many payers send it, and it changes nothing. */
export const transactionStart = segment('ST', 'transaction start', 'R 1', 'R:835 R S');
export const payment = segment(
  'BPR',
  'payment',
  'R 1',
  'R:C,D,H,I,P,U,X R R:C,D R:ACH,BOP,CHK,FWT,NON S:CCP,CTX S:01,04 S S:DA S S S S:01,04 S S:DA,SG S R',
);
export const trace = segment('TRN', 'payment trace', 'R 1', 'R:1 R R S');
export const currency = segment('CUR', 'currency', 'S 1', 'R:PR R S');
export const receiverId = segment('REF', 'receiver', 'S 1', 'R:EV R');
export const versionId = segment('REF', 'version', 'S 1', 'R:F2 R');
export const productionDate = segment('DTM', 'production date', 'S 1', 'R:405 R');

export const payerName = segment('N1', 'payer', 'R 1', 'R:PR R S:XV S');
export const payerReference = segment('REF', 'payer identifier', 'S 4', 'R:2U,EO,HI,NF R');
export const claimsOffice = segment(
  'PER',
  'claims office',
  'S 1',
  'R:CX S S:EM,FX,TE S S:EM,EX,FX,TE S S:EX S',
);
export const technicalContact = segment(
  'PER',
  'technical contact',
  'R >',
  'R:BL S S:EM,TE,UR S S:EM,EX,FX,TE,UR S S:EM,EX,FX,UR S',
);
export const webSite = segment('PER', 'web site', 'S 1', 'R:IC - R:UR R');
export const payeeName = segment('N1', 'payee', 'R 1', 'R:PE R R:FI,XV,XX R');
export const payeeReference = segment('REF', 'payee identifier', 'S >', 'R:0B,D3,PQ,TJ R S');
export const remittanceDelivery = segment('RDM', 'remittance delivery', 'S 1', 'R:BM,EM,FT,OL S S');

// Claim

export const header = segment('LX', 'header number', 'R 1', 'R');
export const providerSummary = segment(
  'TS3',
  'provider summary',
  'S 1',
  'R R R R R - - - - - - - S - S - S S - S S S S S',
);
export const supplementalSummary = segment(
  'TS2',
  'supplemental summary',
  'S 1',
  Array(19).fill('S').join(' '),
);
export const claimPayment = segment(
  'CLP',
  'claim payment',
  'R 1',
  'R R:1,2,3,4,19,20,21,22,23,25 R R S R R S S - S S S',
);

/** NM1 of a claim. */
export const name = (code: string, label: string, usage: string, pattern: string): SegmentUse =>
  segment('NM1', label, usage, `R:${code} ${pattern}`);

export const inpatientAdjudication = segment(
  'MIA',
  'inpatient adjudication',
  'S 1',
  `R ${Array(23).fill('S').join(' ')}`,
);
export const outpatientAdjudication = segment('MOA', 'outpatient adjudication', 'S 1', 'S S S S S S S S S');
export const claimReference = segment(
  'REF',
  'other claim identifier',
  'S 5',
  'R:1L,1W,28,6P,9A,9C,BB,CE,EA,F8,G1,G3,IG,SY R',
);
export const claimProviderReference = segment(
  'REF',
  'rendering provider identifier',
  'S 10',
  'R:0B,1A,1B,1C,1D,1G,1H,1J,D3,G2,LU R',
);
export const date = (codes: string, label: string, usage: string): SegmentUse =>
  segment('DTM', label, usage, `R:${codes} R`);
export const claimContact = segment(
  'PER',
  'claim contact',
  'S 2',
  'R:CX S R:EM,FX,TE R S:EM,EX,FX,TE S S:EX S',
);
export const claimAmount = segment('AMT', 'claim amount', 'S 13', 'R:AU,D8,DY,F5,I,NL,T,T2,ZK,ZL,ZM,ZN,ZO R');
export const claimQuantity = segment(
  'QTY',
  'claim quantity',
  'S 14',
  'R:CA,CD,LA,LE,NE,NR,OU,PS,VS,ZK,ZL,ZM,ZN,ZO R',
);

// Service line

const submittedCodes = 'AD,ER,HC,HP,IV,N4,NU,WK';
export const service = segment(
  'SVC',
  'service payment',
  'R 1',
  `R(R:${submittedCodes},N6,UI R S S S S) R R S S S(R:${submittedCodes} R S S S S S) S`,
);
export const serviceReference = segment('REF', 'service identifier', 'S 8', 'R:1S,APC,BB,E9,G1,G3,LU,RB R');
export const lineControlNumber = segment('REF', 'line control number', 'S 1', 'R:6R R');
export const serviceProviderReference = segment(
  'REF',
  'rendering provider identifier',
  'S 10',
  'R:0B,1A,1B,1C,1D,1G,1H,1J,D3,G2,HPI,SY,TJ R',
);
export const policyReference = segment('REF', 'healthcare policy', 'S 5', 'R:0K R');
export const serviceAmount = segment('AMT', 'service amount', 'S 9', 'R:B6,KH,T,T2,ZK,ZL,ZM,ZN,ZO R');
export const serviceQuantity = segment('QTY', 'service quantity', 'S 6', 'R:ZK,ZL,ZM,ZN,ZO R');
export const remark = segment('LQ', 'remark', 'S 99', 'R:HE,RX R');

const adjustmentCodes =
  '50,51,72,90,AH,AM,AP,B2,B3,BD,BN,C5,CR,CS,CT,CV,CW,DM,E3,FB,FC,GO,HM,IP,IR,IS,J1,L3,L6,LE,LS,OA,OB,PI,PL,RA,RE,SL,TL,WO,WU';
export const providerAdjustment = segment(
  'PLB',
  'provider adjustments',
  'S >',
  `R R R(R:${adjustmentCodes} S) R ${Array(5).fill(`S(R:${adjustmentCodes} S) S`).join(' ')}`,
);
