import { type SegmentUse, segment } from '#domain/x12/guide.ts';

export const transactionStart = segment(
  'ST',
  'transaction start',
  'R 1',
  'R:837 R R:005010X223A2,005010X223A3,005010X223A1,005010X223',
);

export const claim = segment(
  'CLM',
  'claim',
  'R 1',
  'R R - - R(R R:A R) - R:A,B,C R:N,W,Y R:I,Y - - - - - - - - - - S:1,10,11,15,2,3,4,5,6,7,8,9',
);
export const institutionalCodes = segment('CL1', 'admission and discharge', 'R 1', 'R:1,2,3,4,5,9 S R');

const claimNotes = 'ALG,DCP,DGN,DME,MED,NTR,ODT,RHB,RLH,RNH,SET,SFM,SPT,UPI';
export const claimNote = segment('NTE', 'claim note', 'S 10', `R:${claimNotes} R`);
export const billingNote = segment('NTE', 'billing note', 'S 1', 'R:ADD R');

/** HI with one kind of code, up to so many composites, each of the same parts after the list and the code. */
function codes(lists: string, label: string, usage: string, count: number, parts: string): SegmentUse {
  const composite = `(R:${lists} R${parts})`;
  return segment(
    'HI',
    label,
    usage,
    [`R${composite}`, ...Array<string>(count - 1).fill(`S${composite}`)].join(' '),
  );
}

const presentOnAdmission = ' - - - - - - S:N,U,W,Y';
export const principalDiagnosis = codes('ABK,BK', 'principal diagnosis', 'R 1', 1, presentOnAdmission);
export const admittingDiagnosis = codes('ABJ,BJ', 'admitting diagnosis', 'S 1', 1, '');
export const visitReasons = codes('APR,PR', 'reasons for visit', 'S 1', 3, '');
export const externalCauses = codes('ABN,BN', 'external causes', 'S 1', 12, presentOnAdmission);
export const relatedGroup = codes('DR', 'diagnosis related group', 'S 1', 1, '');
export const otherDiagnoses = codes('ABF,BF', 'other diagnoses', 'S 2', 12, presentOnAdmission);
export const principalProcedure = codes('BBR,BR,CAH', 'principal procedure', 'S 1', 1, ' R:D8 R');
export const otherProcedures = codes('BBQ,BQ', 'other procedures', 'S 2', 12, ' R:D8 R');
export const occurrenceSpans = codes('BI', 'occurrence spans', 'S 2', 12, ' R:RD8 R');
export const occurrences = codes('BH', 'occurrences', 'S 2', 12, ' R:D8 R');
export const values = codes('BE', 'values', 'S 2', 12, ' - - R');
export const conditions = codes('BG', 'conditions', 'S 2', 12, '');
export const treatments = codes('TC', 'treatments', 'S 2', 12, '');

export const inpatientAdjudication = segment(
  'MIA',
  'inpatient adjudication',
  'S 1',
  `R ${Array<string>(23).fill('S').join(' ')}`,
);

export const institutionalService = segment(
  'SV2',
  'institutional service',
  'R 1',
  'R S(R:ER,HC,HP,IV,WK R S S S S S) R R:DA,UN R - S',
);
export const drug = segment('LIN', 'drug', 'R 1', '- R:N4 R');
export const lineAdjudication = segment(
  'SVD',
  'line adjudication',
  'R 1',
  'R R S(R:ER,HC,HP,IV,WK R S S S S S) R R S',
);
export const lineRepricing = segment(
  'HCP',
  'line repricing',
  'S 1',
  'R:00,01,02,03,04,05,06,07,08,09,10,11,12,13,14 R S S S S S S S:ER,HC,HP,IV,WK S S:DA,UN S S:T1,T2,T3,T4,T5,T6 S:1,2,3,4,5 S:1,2,3,4,5,6',
);
export const claimRepricing = segment(
  'HCP',
  'claim repricing',
  'S 1',
  'R:00,01,02,03,04,05,06,07,08,09,10,11,12,13,14 R S S S S S S - - S:DA,UN S S:T1,T2,T3,T4,T5,T6 S:1,2,3,4,5 S:1,2,3,4,5,6',
);
export const attendingTaxonomy = segment('PRV', 'attending provider specialty', 'S 1', 'R:AT R:PXC R');
