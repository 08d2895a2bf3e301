import { type LoopUse, type SegmentUse, loop, segment } from '../guide.ts';
import { cityStateZip, dateOrPeriod, reference, streetAddress } from './shared.ts';

/** Segments that the request for authorization (278) and its answer share. */

export const transactionStart = segment('ST', 'transaction start', 'R 1', 'R:278 R R:005010X217');

export const address = [streetAddress('S 1'), cityStateZip('S 1')];

const numbers = 'EM,EX,FX,TE,UR';
export const contact = (usage = 'S 1'): SegmentUse =>
  segment('PER', 'contact', usage, `R:IC S S:${numbers} S S:${numbers} S S:${numbers} S`);

/** Names of providers and reviewers. */
export const name = (codes: string, label: string, pattern: string): SegmentUse =>
  segment('NM1', label, 'R 1', `R:${codes} ${pattern}`);
export const reviewerPattern = 'R:1,2 S S S - S R:24,34,46,PI,XV,XX R';
export const requesterPattern = 'R:1,2 S S S - S R:24,34,46,XX R';
const providerPattern = 'R:1,2 S S S S S S:24,34,46,XX S';
export const subscriberPattern = 'R:1 S S S S S R:II,MI R';
export const requesterReference = reference('1G,1J,EI,G5,N5,N7,SY,ZH', 'requester identifier', 'S 8');
export const requesterInformation = segment(
  'PRV',
  'requester taxonomy',
  'S 1',
  'R:AD,AS,AT,CO,CV,OP,OR,OT,PC,PE,RF S:PXC S',
);

export const subscriberReference = reference(
  '1L,3L,6P,DP,EJ,F6,HJ,IG,N6,NQ,SY',
  'subscriber identifier',
  'S 9',
);
export const dependentReference = reference('EJ,SY', 'dependent identifier', 'S 3');
export const demographics = segment('DMG', 'birth date and sex', 'S 1', 'R:D8 R S:F,M,U');
export const subscriberRelationship = (employment: 'R' | 'S'): SegmentUse =>
  segment('INS', 'relationship', 'S 1', `R:Y R:18 - - - - - ${employment}`);
export const dependentRelationship = segment(
  'INS',
  'relationship',
  'S 1',
  'R:N R:01,19,G8 - - - - - - - - - - - - - - S',
);

export const trace = (kinds: string, usage: string): SegmentUse =>
  segment('TRN', 'trace', usage, `R:${kinds} R R S`);

const certifications = '1,2,3,4,I,N,R,S';
const reviewRest = 'S S(R R:A,B) S(R:AA,AP,EM S:AA,AP,EM S:AA,AP,EM S S) S S S S S';
/** What is to be reviewed, of a whole patient event. */
export const eventReview = segment('UM', 'review', 'R 1', `R:AR,HS,IN,SC R:${certifications} ${reviewRest}`);
/** What is to be reviewed, where a service differs from its event. */
export const serviceReview = segment(
  'UM',
  'review of the service',
  'S 1',
  `R:HS,SC S:${certifications} ${reviewRest}`,
);
export const previousAuthorization = reference('BB', 'previous authorization number', 'S 1');
export const administrativeReference = reference('NT', 'administrative reference number', 'S 1');

/** DTP of a patient event. The order among them is free. */
export const eventDates: readonly SegmentUse[] = [
  dateOrPeriod('439', 'accident date', 'S 1'),
  dateOrPeriod('484', 'last menstrual period', 'S 1'),
  dateOrPeriod('ABC', 'estimated birth date', 'S 1'),
  dateOrPeriod('431', 'onset date', 'S 1'),
  dateOrPeriod('AAH', 'event date', 'S 1', 'D8,RD8'),
  dateOrPeriod('435', 'admission date', 'S 1', 'D8,RD8'),
  dateOrPeriod('096', 'discharge date', 'S 1'),
];
export const serviceDate = dateOrPeriod('472', 'service date', 'S 1', 'D8,RD8');

/** HI of a patient event: only the first may be the principal diagnosis. `more` are further code lists of the answer. */
export const diagnoses = (more: string): SegmentUse => {
  const others = `ABF,ABJ,APR,BF,BJ,DR,PR${more}`;
  const first = `R(R:ABK,BK,${others} R S:D8 S)`;
  return segment('HI', 'diagnoses', 'S 1', `${first} ${Array(11).fill(`S(R:${others} R S:D8 S)`).join(' ')}`);
};

export const delivery = segment('HSD', 'service delivery', 'S 1', 'S:DY,FL,HS,MN,VS S S S S S S S');
export const admission = segment('CL1', 'institutional claim', 'S 1', 'S S S S');
export const ambulance = (transport: 'R' | 'S'): SegmentUse =>
  segment('CR1', 'ambulance transport', 'S 1', `S:KG,LB S ${transport}:I,R,T,X S S:DH S - - S S`);
export const spinalManipulation = (condition: 'R' | 'S'): SegmentUse =>
  segment(
    'CR2',
    'spinal manipulation',
    'S 1',
    `S S S S - - - ${condition}:A,C,D,E,F,G,M ${condition}:N,Y S S S:N,Y`,
  );
export const oxygen = (given: 'R' | 'S'): SegmentUse =>
  segment('CR5', 'home oxygen', 'S 1', `- - ${given} S S ${given} S S S S S S S S S S ${given} S`);
export const homeHealth = segment(
  'CR6',
  'home health care',
  'S 1',
  'R:1,2,3,4,5,6,7,8 R S:RD8 S - - R R S S S S S S S:RD8 S S',
);

const reports =
  '03,04,05,06,07,08,09,10,11,13,15,21,48,55,59,77,A3,A4,AM,AS,AT,B2,B3,BR,BS,BT,CB,CK,D2,DA,DB,DG,DJ,DS,FM,HC,HR,I5,IR,LA,M1,NN,OB,OC,OD,OE,OX,P4,P5,P6,P7,PE,PN,PO,PQ,PY,PZ,QC,QR,RB,RR,RT,RX,SG,V5,XP';
export const attachment = (transmissions: string): SegmentUse =>
  segment('PWK', 'attachment', 'S 10', `R:${reports} R:${transmissions} - - S:AC S S`);
export const message = segment('MSG', 'message', 'S 1', 'R');

const procedure = (qualifiers: string): string => `(R:${qualifiers} R S S S S S S)`;
/** The service itself: one of the three. */
export const services: readonly SegmentUse[] = [
  segment(
    'SV1',
    'professional service',
    'S 1',
    `R${procedure('HC,IV,N4,WK')} S S S - - S(R S S S) - - - S - - - - - - - - S`,
  ),
  segment('SV2', 'institutional service', 'S 1', `S S${procedure('HC,ID,IV,N4,WK,ZZ')} S S S S - - S S`),
  segment('SV3', 'dental service', 'S 1', `R${procedure('AD')} S - S(R S S S S) S S S`),
  segment('TOO', 'tooth', 'S 32', 'R:JP R S(R S S S S)'),
];

const entity = (
  id: string,
  label: string,
  usage: string,
  parts: { codes: string; references: string; roles: string; rejected: readonly SegmentUse[] },
): LoopUse =>
  loop(id, label, usage, [
    name(parts.codes, label, providerPattern),
    segment('REF', `${label} identifier`, 'S 9', `R:${parts.references} R S`),
    ...address,
    contact(),
    ...parts.rejected,
    segment('PRV', `${label} taxonomy`, 'S 1', `R:${parts.roles} R:PXC R`),
  ]);

/** 2010EA. `rejected` is AAA in the answer, nothing in the request. */
export const eventProvider = (rejected: readonly SegmentUse[]): LoopUse =>
  entity('2010EA', 'event provider', 'S 14', {
    codes: '71,72,73,77,AAJ,DD,DK,DN,FA,G3,P3,QB,QV,SJ',
    references: '0B,1G,1J,EI,N5,N7,SY,ZH',
    roles: 'AD,AS,AT,OP,OR,OT,PC,PE,RF',
    rejected,
  });

/** 2010F of the request, 2010FA of the answer. */
export const serviceProvider = (id: string, codes: string, rejected: readonly SegmentUse[]): LoopUse =>
  entity(id, 'service provider', 'S 13', {
    codes,
    references: '0B,1G,1J,EI,G5,N5,N7,SY,ZH',
    roles: 'AS,OP,OR,OT,PC,PE',
    rejected,
  });

/** 2010EB of the request, 2010EC of the answer: where the patient is taken from and to. */
export const transport = (id: string, rejected: readonly SegmentUse[]): LoopUse =>
  loop(id, 'transport location', 'S 5', [
    name('45,FS,ND,PW,R3', 'transport location', 'R:2 S'),
    streetAddress('S 1'),
    segment('N4', 'city, state, ZIP', 'S 1', 'S S S'),
    ...rejected,
  ]);
