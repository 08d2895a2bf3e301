import { type SegmentUse, segment } from '#domain/x12/guide.ts';
import { claimFilingCodes, insuranceTypeCodes, responsibilityCodes } from '#domain/x12/segments/shared.ts';

// Header and hierarchy

export const transactionStart = segment(
  'ST',
  'transaction start',
  'R 1',
  'R:837 R R:005010X222A1,005010X222A2,005010X222',
);
export const beginning = segment('BHT', 'transaction beginning', 'R 1', 'R:0019 R:00,18 R R R R:31,CH,RP');

/** NM103 to NM107: an organization has a name alone. */
const nameParts = (kinds: string): string => (kinds === '2' ? 'R - - - -' : 'R S S - S');

/** NM1 of a party with a required name and identifier. */
export const identifiedName = (code: string, label: string, qualifiers: string, kinds = '1,2'): SegmentUse =>
  segment('NM1', label, 'R 1', `R:${code} R:${kinds} ${nameParts(kinds)} R:${qualifiers} R`);

/** NM1 of a party whose identifier may be left out. */
export const name = (code: string, label: string, qualifiers: string, kinds = '1,2'): SegmentUse =>
  segment('NM1', label, 'R 1', `R:${code} R:${kinds} ${nameParts(kinds)} S:${qualifiers} S`);

/** NM1 of a place, with or without a name. */
export const bareName = (code: string, label: string, nameUsage: 'S' | '-'): SegmentUse =>
  segment('NM1', label, 'R 1', `R:${code} R:2 ${nameUsage}`);

export const submitter = segment('NM1', 'submitter', 'R 1', 'R:41 R:1,2 R S S - - R:46 R');
export const submitterContact = segment(
  'PER',
  'submitter contact',
  'R 2',
  'R:IC S R:EM,FX,TE R S:EM,EX,FX,TE S S:EM,EX,FX,TE S',
);
export const billingContact = segment(
  'PER',
  'billing provider contact',
  'S 2',
  'R:IC S R:EM,FX,TE R S:EM,EX,FX,TE S S:EM,EX,FX,TE S',
);
export const casualtyContact = segment('PER', 'casualty contact', 'S 1', 'R:IC S R:TE R S:EX S');
export const orderingContact = segment(
  'PER',
  'ordering provider contact',
  'S 1',
  'R:IC S R:EM,FX,TE R S:EM,EX,FX,TE S S:EM,EX,FX,TE S',
);

export const billingTaxonomy = segment('PRV', 'billing provider specialty', 'S 1', 'R:BI R:PXC R');
export const renderingTaxonomy = segment('PRV', 'rendering provider specialty', 'S 1', 'R:PE R:PXC R');
export const currency = segment('CUR', 'currency', 'S 1', 'R:85 R');

/** REF that may say in REF04 which other payer's identifier it is. */
export const payerReference = (codes: string, label: string, usage: string): SegmentUse =>
  segment('REF', label, usage, `R:${codes} R - S(R:2U R)`);

/** REF of a provider: only on a line may it be another payer's. */
export const providerReference = (loopId: string, codes: string, label: string, usage: string): SegmentUse =>
  loopId.startsWith('2420')
    ? payerReference(codes, label, usage)
    : segment('REF', label, usage, `R:${codes} R`);

export const exceptionReference = segment(
  'REF',
  'service authorization exception',
  'S 1',
  'R:4N R:1,2,3,4,5,6,7',
);
export const adjustedReference = segment('REF', 'claim adjustment indicator', 'S 1', 'R:T4 R:Y');

// Subscriber and patient

export const subscriberInformation = segment(
  'SBR',
  'subscriber',
  'R 1',
  `R:${responsibilityCodes} S:18 S S S:${insuranceTypeCodes} - - - S:${claimFilingCodes}`,
);
export const otherSubscriberInformation = segment(
  'SBR',
  'other subscriber',
  'R 1',
  `R:${responsibilityCodes} R:01,18,19,20,21,39,40,53,G8 S S S:${insuranceTypeCodes} - - - S:${claimFilingCodes}`,
);
export const subscriberPatient = segment('PAT', 'subscriber as patient', 'S 1', '- - - - S:D8 S S:01 S S:Y');
export const patientInformation = segment(
  'PAT',
  'patient',
  'R 1',
  'R:01,19,20,21,39,40,53,G8 - - - S:D8 S S:01 S S:Y',
);
export const demographics = (usage: string): SegmentUse =>
  segment('DMG', 'birth date and sex', usage, 'R:D8 R R:F,M,U');

// Claim

export const claim = segment(
  'CLM',
  'claim',
  'R 1',
  'R R - - R(R R:B R:1,6,7,8) R:N,Y R:A,B,C R:N,W,Y R:I,Y S:P S(R:AA,EM,OA S:AA,EM,OA S:AA,EM,OA S S) S:02,03,05,09 - - - - - - - S:1,10,11,15,2,3,4,5,6,7,8,9',
);

const reportTypes =
  '03,04,05,06,07,08,09,10,11,13,15,21,A3,A4,AM,AS,B2,B3,B4,BR,BS,BT,CB,CK,CT,D2,DA,DB,DG,DJ,DS,EB,HC,HR,I5,IR,LA,M1,MT,NN,OB,OC,OD,OE,OX,OZ,P4,P5,PE,PN,PO,PQ,PY,PZ,RB,RR,RT,RX,SG,V5,XP';
export const attachment = (usage: string): SegmentUse =>
  segment('PWK', 'attachment', usage, `R:${reportTypes} R:AA,BM,EL,EM,FT,FX - - S:AC S`);
/** Ten attachments, and one certificate of medical necessity, which is sent in other ways than an attachment. */
export const lineAttachment = segment(
  'PWK',
  'attachment or certificate of medical necessity',
  'S 11',
  `R:${reportTypes} R:AA,AB,AD,AF,AG,BM,EL,EM,FT,FX,NS - - S:AC S`,
);
export const contract = segment('CN1', 'contract', 'S 1', 'R:01,02,03,04,05,06,09 S S S S S');
export const amount = (code: string, label: string): SegmentUse =>
  segment('AMT', label, 'S 1', `R:${code} R`);
export const fileInformation = segment('K3', 'file information', 'S 10', 'R');
export const claimNote = segment('NTE', 'claim note', 'S 1', 'R:ADD,CER,DCP,DGN,TPO R');
export const lineNote = segment('NTE', 'line note', 'S 1', 'R:ADD,DCP R');
export const thirdPartyNote = segment('NTE', 'third party note', 'S 1', 'R:TPO R');
export const ambulanceTransport = segment(
  'CR1',
  'ambulance transport',
  'S 1',
  'S:LB S - R:A,B,C,D,E R:DH R - - S S',
);
export const spinalManipulation = segment(
  'CR2',
  'spinal manipulation',
  'S 1',
  '- - - - - - - R:A,C,D,E,F,G,M - S S',
);
export const equipmentCertification = segment('CR3', 'equipment certification', 'S 1', 'R:I,R,S R:MO R');

const ambulanceConditions = '01,04,05,06,07,08,09,12';
export const ambulanceCertification = segment(
  'CRC',
  'ambulance certification',
  'S 3',
  `R:07 R:N,Y R:${ambulanceConditions} S:${ambulanceConditions} S:${ambulanceConditions} S:${ambulanceConditions} S:${ambulanceConditions}`,
);
export const visionConditions = segment(
  'CRC',
  'vision conditions',
  'S 3',
  'R:E1,E2,E3 R:N,Y R:L1,L2,L3,L4,L5 S:L1,L2,L3,L4,L5 S:L1,L2,L3,L4,L5 S:L1,L2,L3,L4,L5 S:L1,L2,L3,L4,L5',
);
export const homebound = segment('CRC', 'homebound', 'S 1', 'R:75 R:Y R:IH');
export const epsdtReferral = segment(
  'CRC',
  'EPSDT referral',
  'S 1',
  'R:ZZ R:N,Y R:AV,NU,S2,ST S:AV,NU,S2,ST S:AV,NU,S2,ST',
);
export const hospiceEmployee = segment('CRC', 'hospice employee', 'S 1', 'R:70 R:N,Y R:65');
export const equipmentConditions = segment(
  'CRC',
  'equipment conditions',
  'S 1',
  'R:09 R:N,Y R:38,ZV S:38,ZV',
);

const furtherDiagnosis = 'S(R:ABF,BF R)';
export const diagnoses = segment(
  'HI',
  'diagnoses',
  'R 1',
  `R(R:ABK,BK R) ${Array(11).fill(furtherDiagnosis).join(' ')}`,
);
export const anesthesiaProcedures = segment(
  'HI',
  'anesthesia related procedures',
  'S 1',
  'R(R:BP R) S(R:BO R)',
);
export const conditionCodes = segment(
  'HI',
  'condition codes',
  'S 2',
  `R(R:BG R) ${Array(11).fill('S(R:BG R)').join(' ')}`,
);

const pricing = '00,01,02,03,04,05,06,07,08,09,10,11,12,13,14';
const rejectReasons = 'T1,T2,T3,T4,T5,T6';
export const claimRepricing = segment(
  'HCP',
  'claim repricing',
  'S 1',
  `R:${pricing} R S S S S S - - - - - S:${rejectReasons} S:1,2,3,4,5 S:1,2,3,4,5,6`,
);
export const lineRepricing = segment(
  'HCP',
  'line repricing',
  'S 1',
  `R:${pricing} R S S S S S - S:ER,HC,IV,WK S S:MJ,UN S S:${rejectReasons} S:1,2,3,4,5 S:1,2,3,4,5,6`,
);

// Other payers

export const otherCoverage = segment('OI', 'other coverage', 'R 1', '- - R:N,W,Y S:P - R:I,Y');
export const outpatientAdjudication = segment('MOA', 'outpatient adjudication', 'S 1', 'S S S S S S S S S');

// Service line

export const lineCounter = segment('LX', 'line counter', 'R 1', 'R');
export const professionalService = segment(
  'SV1',
  'professional service',
  'R 1',
  'R(R:ER,HC,IV,WK R S S S S S) R R:MJ,UN R S - R(R S S S) - S:Y - S:Y S:Y - - S:0',
);
export const durableEquipment = segment('SV5', 'durable equipment', 'S 1', 'R(R:HC R) R:DA R R R R:1,4,6');
export const quantity = (code: string, label: string): SegmentUse =>
  segment('QTY', label, 'S 1', `R:${code} R`);
export const testResult = segment('MEA', 'test result', 'S 5', 'R:OG,TR R:HT,R1,R2,R3,R4 R');
export const purchasedService = segment('PS1', 'purchased service', 'S 1', 'R R');
export const drug = segment('LIN', 'drug', 'R 1', '- R:EN,EO,HI,N4,ON,UK,UP R');
export const drugQuantity = segment('CTP', 'drug quantity', 'R 1', '- - - R R(R:F2,GR,ME,ML,UN)');
export const lineAdjudication = segment(
  'SVD',
  'line adjudication',
  'R 1',
  'R R R(R:ER,HC,IV,WK R S S S S S) - R S',
);
export const form = segment('LQ', 'form', 'R 1', 'R:AS,UT R');
export const formAnswer = segment('FRM', 'form answer', 'R 99', 'R S:N,W,Y S S S');
