import type {
  DataReviewed,
  DecisionLevel,
  ProblemsAddressed,
  RiskItem,
  VisitFamily,
} from '#contracts/visit-level.ts';

/** An item of the table of decision making, with the level that it reaches at most by itself. */
export interface ItemWords {
  readonly name: string;
  readonly reaches: string;
}

export const familyWords: Readonly<Record<VisitFamily, string>> = {
  office: 'Office or other outpatient',
  emergency: 'Emergency department',
  'hospital-initial': 'Hospital, first day',
  'hospital-subsequent': 'Hospital, a later day',
  'hospital-same-day': 'Hospital, in and out on one day',
  'hospital-discharge': 'Hospital discharge',
  'nursing-initial': 'Nursing facility, first visit',
  'nursing-subsequent': 'Nursing facility, a later visit',
  'nursing-discharge': 'Nursing facility discharge',
  home: 'Home or residence',
  'consultation-office': 'Consultation, office',
  'consultation-hospital': 'Consultation, hospital',
  preventive: 'Preventive visit',
};

/** The family that a place of service speaks for; an office where it says nothing. */
export function familyOfPlace(placeOfService: string): VisitFamily {
  switch (placeOfService) {
    case '23':
      return 'emergency';
    case '21':
    case '51':
    case '61':
      return 'hospital-subsequent';
    case '31':
    case '32':
      return 'nursing-subsequent';
    case '12':
    case '13':
    case '14':
    case '33':
      return 'home';
    default:
      return 'office';
  }
}

export const levelWords: Readonly<Record<DecisionLevel | 'none', string>> = {
  none: 'None',
  straightforward: 'Straightforward',
  low: 'Low',
  moderate: 'Moderate',
  high: 'High',
};

/** In the order of the table: what reaches least stands first. */
export const problemWords: Readonly<Record<keyof ProblemsAddressed, ItemWords>> = {
  selfLimited: { name: 'Self-limited or minor', reaches: '2: low' },
  acuteUncomplicated: { name: 'Acute, uncomplicated illness or injury', reaches: 'low' },
  acuteStable: { name: 'Acute illness, stable', reaches: 'low' },
  acuteInHospital: { name: 'Acute, uncomplicated, needing the hospital', reaches: 'low' },
  stableChronic: { name: 'Chronic illness, stable', reaches: '1: low, 2: moderate' },
  chronicWorse: { name: 'Chronic illness, worse or with side effects', reaches: 'moderate' },
  undiagnosed: { name: 'New problem of uncertain outlook', reaches: 'moderate' },
  acuteSystemic: { name: 'Acute illness with systemic symptoms', reaches: 'moderate' },
  injuryComplicated: { name: 'Acute complicated injury', reaches: 'moderate' },
  chronicSevere: { name: 'Chronic illness, severely worse', reaches: 'high' },
  threatening: { name: 'Threat to life or bodily function', reaches: 'high' },
};

export const countedDataWords: Readonly<
  Record<'externalNotes' | 'testsReviewed' | 'testsOrdered', ItemWords>
> = {
  externalNotes: { name: 'Outside notes, each source', reaches: '2: low, 3: moderate' },
  testsReviewed: { name: 'Results reviewed, each test', reaches: '2: low, 3: moderate' },
  testsOrdered: { name: 'Tests ordered, each', reaches: '2: low, 3: moderate' },
};

export const tickedDataWords: Readonly<
  Record<Exclude<keyof DataReviewed, keyof typeof countedDataWords>, ItemWords>
> = {
  independentHistorian: { name: 'Independent historian', reaches: 'low' },
  independentInterpretation: { name: 'Tracing or image interpreted', reaches: 'moderate, 2 of 3: high' },
  discussion: { name: 'Discussed with another professional', reaches: 'moderate, 2 of 3: high' },
};

export const riskWords: Readonly<Record<RiskItem, ItemWords>> = {
  'nothing-beside-rest': { name: 'Rest, dressings, reassurance', reaches: 'minimal' },
  'over-the-counter': { name: 'Over-the-counter drug', reaches: 'low' },
  therapy: { name: 'Physical or occupational therapy', reaches: 'low' },
  'minor-surgery': { name: 'Minor surgery, no risk factors', reaches: 'low' },
  prescription: { name: 'Prescription drug management', reaches: 'moderate' },
  'minor-surgery-with-risk': { name: 'Minor surgery, risk factors', reaches: 'moderate' },
  'major-surgery': { name: 'Elective major surgery, no risk factors', reaches: 'moderate' },
  'social-circumstances': { name: 'Limited by how the patient lives', reaches: 'moderate' },
  'toxic-drug-monitored': { name: 'Drug watched for toxicity', reaches: 'high' },
  'major-surgery-with-risk': { name: 'Elective major surgery, risk factors', reaches: 'high' },
  'emergency-surgery': { name: 'Emergency major surgery', reaches: 'high' },
  'hospital-care': { name: 'Admission or more hospital care', reaches: 'high' },
  'not-resuscitate': { name: 'Not to resuscitate, less care', reaches: 'high' },
  'parenteral-controlled-drug': { name: 'Controlled drug by injection', reaches: 'high' },
};
