/**
 * The right answers for the third-party samples of HL7 and FHIR, written down by reading the files: so many records of a
 * file have this outcome, and for these reasons. The page of samples is held to them.
 */

/** How many records, their outcome, and why: `code field` of problems, what is waited for, codes of notes. */
type Expected = readonly [records: number, outcome: string, ...why: readonly string[]];

// The messages of LinuxForHealth: made-up charges of a plan that nobody has, no visit number, no date of birth.
const noVisit = 'visit-number-missing PV1^1^19';
const fakeCharge = ['payer-unmapped IN1^1^3^1', 'procedure-code-invalid FT1^1^7^1'];
const noDemographics = ['field-missing PID^1^7', 'field-missing PID^1^11'];
const noProvider = 'field-missing FT1^1^20';
const isTest = 'test-message MSH^1^11';
const noSubscriber = ['field-missing IN1^1^18', 'field-missing IN1^1^43', 'field-missing IN1^1^19'];
const linuxForHealth = [noVisit, ...fakeCharge, ...noDemographics];
// Both of Medplum say the same of another sender: the visit stands in FT1-2, the state in the wrong component.
const medplum: readonly Expected[] = [
  [
    1,
    'refused',
    noVisit,
    'field-invalid PID^1^11^4',
    ...fakeCharge,
    'field-missing IN1^1^17',
    noProvider,
    'place-of-service-unmapped PV1^1^3',
  ],
];

// Synthea writes a Claim beside each visit, of the kind that facilities send, and one beside each prescription, of the
// kind of pharmacies. A practice bills neither; its visits come from the Encounters.
const facilityClaim = 'claim-kind-not-billed Claim.type';
const notUsed = 'resource-not-used';
// An Encounter that does not say when it was last changed.
const unclear = 'version-unclear';
const pharmacy = 'pharmacy-claim';
const noZip = 'field-missing patient.address.zip';

// The visit of US Core: its Location is in none of the files, its payer is not the practice's, and it names nobody who
// treated.
const usCoreVisit = [
  'waits for a location that the visit points at (location/hospital)',
  "waits for a payer that the practice's aliases name (Acme Health Plan)",
  'waits for who treated the patient',
];

export const expectedAnswers: Readonly<Record<string, readonly Expected[]>> = {
  'hl7v2/linuxforhealth_DFT_P03_01.hl7': [
    [1, 'refused', isTest, ...linuxForHealth, ...noSubscriber, noProvider],
  ],
  'hl7v2/linuxforhealth_DFT_P03_02.hl7': [
    [1, 'refused', isTest, ...linuxForHealth, 'field-missing IN1^1^17', noProvider],
  ],
  'hl7v2/linuxforhealth_DFT_P03_03.hl7': [[1, 'refused', isTest, ...linuxForHealth, noProvider]],
  'hl7v2/linuxforhealth_DFT_P03_04.hl7': [
    [1, 'refused', ...linuxForHealth, 'field-missing IN1^1^36', 'field-missing IN1^1^17', noProvider],
  ],
  'hl7v2/linuxforhealth_DFT_P03_05.hl7': [[1, 'refused', isTest, ...linuxForHealth, noProvider]],
  'hl7v2/linuxforhealth_DFT_P03_06.hl7': [
    [1, 'refused', ...linuxForHealth, 'field-missing IN1^1^16', ...noSubscriber, noProvider],
  ],
  'hl7v2/linuxforhealth_DFT_P03_07.hl7': [
    [
      1,
      'refused',
      ...linuxForHealth,
      'field-missing IN1^1^36',
      'field-missing IN1^1^16',
      ...noSubscriber,
      noProvider,
    ],
  ],
  'hl7v2/medplum_DFT_P03_multi.hl7': medplum,
  'hl7v2/medplum_DFT_P03_single.hl7': medplum,
  'hl7v2/redox_DFT_P03_v2.5.hl7': [
    [
      1,
      'refused',
      isTest,
      'ndc-invalid FT1^1^29^1',
      'modifier-invalid FT1^1^26^1',
      'diagnosis-icd-9 FT1^1^19^1',
      'provider-unmapped FT1^1^20^1',
      'location-unmapped PV1^1^3^1',
      'field-missing IN1^1^3',
    ],
  ],
  'synthea_fhir_r4/Clarence_Mills_0753ad6c-5935-4faa-9cfe-b7269e963d77.json': [
    // Patient, two Organizations, two Practitioners.
    [5, 'kept'],
    [7, 'accepted', unclear],
    // Three Conditions, seven Immunizations, a Procedure.
    [11, 'accepted'],
    [7, 'refused', facilityClaim],
    [1, 'kept', pharmacy],
    [73, 'kept', notUsed],
  ],
  'synthea_fhir_r4/Edward_Gulgowski_43481611-2459-44f5-ab20-4b142dac160f.json': [
    [3, 'kept'],
    [6, 'accepted', unclear],
    // Four Conditions, nine of what was done.
    [13, 'accepted'],
    [6, 'refused', facilityClaim],
    [3, 'kept', pharmacy],
    [43, 'kept', notUsed],
  ],
  'synthea_fhir_r4/Geoffrey_Abbott_73a7d6b7-0310-4fff-9b0b-7891a5e390f5.json': [
    [3, 'kept'],
    [11, 'accepted', unclear],
    // Seven Conditions, thirteen of what was done.
    [20, 'accepted'],
    [11, 'refused', facilityClaim],
    [3, 'kept', pharmacy],
    [61, 'kept', notUsed],
  ],
  // The address of this patient has no ZIP code: no visit of hers can be billed.
  'synthea_fhir_r4/Joie_Morissette_c47db034-eb1c-4100-9448-4d4b3cb6535c.json': [
    [3, 'kept'],
    [8, 'refused', noZip, unclear],
    // Three Conditions, eleven of what was done.
    [14, 'refused', noZip],
    [8, 'refused', facilityClaim],
    [1, 'kept', pharmacy],
    [75, 'kept', notUsed],
  ],
  'synthea_fhir_r4/hospitalInformation1559319163815.json': [[102, 'kept']],
  'synthea_fhir_r4/practitionerInformation1559319163815.json': [[102, 'kept']],
  'us_core/condition-encounter-diagnosis-example1.json': [[1, 'held', ...usCoreVisit]],
  'us_core/coverage-example.json': [[1, 'kept']],
  'us_core/encounter-example-1.json': [[1, 'held', ...usCoreVisit]],
  'us_core/organization-acme-payer.json': [[1, 'kept']],
  'us_core/patient-example.json': [[1, 'kept']],
  'us_core/practitioner-1.json': [[1, 'kept']],
};
