/**
 * The right answers for the third-party samples of FHIR, taken from the files by reading them: the day of a visit is
 * the day in Boston, where the sample practice is put for this.
 */

/** What becomes of the records of a file: how many of each. */
export const recordAnswers: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'Clarence_Mills_0753ad6c-5935-4faa-9cfe-b7269e963d77.json': {
    'kept person': 1,
    'kept organization': 2,
    'kept practitioner': 2,
    // One for each Encounter.
    'part head fields': 7,
    // Three Condition resources, with SNOMED CT codes only.
    'part diagnosis clinical': 3,
    // Seven of Immunization, one Procedure.
    'part clinical clinical': 8,
    'refused claim-kind-not-billed Claim.type': 7,
    'nothing pharmacy-claim': 1,
    // Observation, DiagnosticReport, ExplanationOfBenefit, MedicationRequest, CarePlan.
    'nothing resource-not-used': 73,
  },
  'Edward_Gulgowski_43481611-2459-44f5-ab20-4b142dac160f.json': {
    'kept person': 1,
    'kept organization': 1,
    'kept practitioner': 1,
    'part head fields': 6,
    'part diagnosis clinical': 4,
    'part clinical clinical': 9,
    'refused claim-kind-not-billed Claim.type': 6,
    'nothing pharmacy-claim': 3,
    'nothing resource-not-used': 43,
  },
  'Geoffrey_Abbott_73a7d6b7-0310-4fff-9b0b-7891a5e390f5.json': {
    'kept person': 1,
    'kept organization': 1,
    'kept practitioner': 1,
    'part head fields': 11,
    'part diagnosis clinical': 7,
    'part clinical clinical': 13,
    'refused claim-kind-not-billed Claim.type': 11,
    'nothing pharmacy-claim': 3,
    'nothing resource-not-used': 61,
  },
  'Joie_Morissette_c47db034-eb1c-4100-9448-4d4b3cb6535c.json': {
    'kept person': 1,
    'kept organization': 1,
    'kept practitioner': 1,
    'part head fields': 8,
    'part diagnosis clinical': 3,
    'part clinical clinical': 11,
    'refused claim-kind-not-billed Claim.type': 8,
    'nothing pharmacy-claim': 1,
    'nothing resource-not-used': 75,
  },
  'hospitalInformation1559319163815.json': { 'kept organization': 102 },
  'practitionerInformation1559319163815.json': { 'kept practitioner': 102 },
  'condition-encounter-diagnosis-example1.json': { 'part diagnosis diagnosis': 1 },
  'coverage-example.json': { 'kept coverage': 1 },
  'encounter-example-1.json': { 'part head fields': 1 },
  'organization-acme-payer.json': { 'kept organization': 1 },
  'patient-example.json': { 'kept person': 1 },
  'practitioner-1.json': { 'kept practitioner': 1 },
};

type ExpectedVisit = readonly [
  id: string,
  from: string,
  to: string,
  kind: string,
  provider: string,
  codes: string,
];

/** Each visit: its id's beginning, first and last day, class, the provider's number, the codes for the coder. */
export const visits: Readonly<Record<string, readonly ExpectedVisit[]>> = {
  'Clarence_Mills_0753ad6c-5935-4faa-9cfe-b7269e963d77.json': [
    ['04ddd706', '2014-11-13', '2014-11-13', 'AMB', '340', '140 185349003'],
    ['089f6bef', '2020-06-04', '2020-06-04', 'AMB', '340', '140 162864005 185349003 52'],
    ['2559d6cc', '2021-01-24', '2021-01-24', 'AMB', '340', '185345009 195662009'],
    ['65e920a8', '2017-11-16', '2017-11-16', 'AMB', '340', '140 185349003'],
    ['820324c6', '2017-06-01', '2017-06-01', 'AMB', '93440', '140 371883000'],
    ['86e9c67f', '2011-11-10', '2011-11-10', 'AMB', '340', '113 140 185349003'],
    ['e38d7a93', '2017-05-25', '2017-05-25', 'AMB', '340', '10509002 185345009 23426006'],
  ],
  'Edward_Gulgowski_43481611-2459-44f5-ab20-4b142dac160f.json': [
    ['0746b498', '2011-03-27', '2011-03-27', 'AMB', '240', '185349003 38341003'],
    ['2a3b56e8', '2016-03-16', '2016-03-16', 'AMB', '240', '185345009 444814009'],
    ['755fd601', '2018-04-08', '2018-04-08', 'AMB', '240', '140 185349003 428191000124101'],
    ['b8afc50f', '2012-04-01', '2012-04-01', 'AMB', '240', '140 185349003 428191000124101'],
    ['c253b648', '2013-01-26', '2013-01-26', 'EMER', '240', '283385000 288086009 50849002'],
    ['cb640590', '2015-04-05', '2015-04-05', 'AMB', '240', '113 114 140 162864005 185349003 43'],
  ],
  'Geoffrey_Abbott_73a7d6b7-0310-4fff-9b0b-7891a5e390f5.json': [
    ['050fd4d2', '2017-01-23', '2017-01-23', 'AMB', '190', '117015009 185345009 195662009'],
    ['1c93688c', '2016-09-27', '2016-09-27', 'AMB', '190', '185345009 444814009'],
    ['1e38b771', '2019-05-17', '2019-05-17', 'AMB', '190', '140 185349003'],
    ['25e95ec9', '2014-10-04', '2014-10-04', 'AMB', '190', '185345009 444814009'],
    ['3d19b2c1', '2016-05-08', '2016-05-08', 'AMB', '190', '185345009 444814009'],
    ['7e062155', '2018-06-17', '2018-06-17', 'AMB', '190', '185345009 444814009'],
    ['ab2559be', '2016-05-13', '2016-05-13', 'AMB', '190', '140 185349003 428191000124101 43'],
    ['ba5cf724', '2015-06-05', '2015-06-05', 'AMB', '190', '113 114 140 185349003 428191000124101 43'],
    ['caaafd34', '2015-05-30', '2015-05-30', 'AMB', '190', '185345009 444814009'],
    ['e2eec903', '2012-06-01', '2012-06-01', 'AMB', '190', '140 185349003 428191000124101'],
    ['ffbebef5', '2011-05-27', '2011-05-27', 'AMB', '190', '140 185349003 38341003'],
  ],
  'Joie_Morissette_c47db034-eb1c-4100-9448-4d4b3cb6535c.json': [
    ['1f960d27', '2018-06-20', '2018-06-20', 'AMB', '500', '10509002 185345009'],
    ['5b421a2d', '2000-09-29', '2000-09-29', 'AMB', '500', '19169002 424441002 72892002'],
    ['97b0c9e9', '2015-12-24', '2015-12-24', 'AMB', '500', '113 140 185349003 428191000124101 52'],
    ['9bf3f7a0', '2020-07-03', '2020-07-03', 'AMB', '500', '140 185349003 428191000124101'],
    ['a3d67e81', '2018-06-29', '2018-06-29', 'AMB', '500', '140 185349003'],
    ['bbd58864', '2019-09-27', '2019-09-27', 'AMB', '500', '185345009 195662009'],
    ['e44397ea', '2013-12-19', '2013-12-19', 'AMB', '500', '140 185349003 428191000124101'],
    ['fbe6f0d2', '2017-12-28', '2017-12-28', 'AMB', '500', '140 185349003 52'],
  ],
};
