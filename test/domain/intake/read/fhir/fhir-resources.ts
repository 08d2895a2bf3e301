/** Resources of our own making, in the shapes that feeds have. */
type Json = Readonly<Record<string, unknown>>;

const cpt = (code: string): Json => ({ coding: [{ system: 'http://www.ama-assn.org/go/cpt', code }] });
const icd10 = (code: string): Json => ({
  coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code }],
});
const snomed = (code: string, display: string): Json => ({
  coding: [{ system: 'http://snomed.info/sct', code, display }],
});
export const concepts = { cpt, icd10, snomed };

export const patient: Json = {
  resourceType: 'Patient',
  id: 'pat-1',
  meta: { versionId: '1', lastUpdated: '2026-10-06T10:00:00Z' },
  identifier: [
    {
      type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'MR' }] },
      system: 'urn:ehr',
      value: 'MRN-77',
    },
    { system: 'http://hl7.org/fhir/sid/us-ssn', value: '999-12-3456' },
  ],
  name: [
    { use: 'old', family: 'Alder', given: ['Wren'] },
    { use: 'usual', family: 'Larch', given: ['Wren', 'T.'], suffix: ['Jr'] },
  ],
  telecom: [
    { system: 'phone', value: '(503) 555-0142', use: 'home' },
    { system: 'email', value: 'wren@example.com' },
  ],
  gender: 'female',
  birthDate: '1980-02-03',
  address: [
    { use: 'old', line: ['1 Old Lane'], city: 'Salem', state: 'MA', postalCode: '1970' },
    { line: ['2 Mill Lane', 'Apt 3'], city: 'Boston', state: 'Massachusetts', postalCode: '02118-1234' },
  ],
};

export const practitioner: Json = {
  resourceType: 'Practitioner',
  id: 'prac-1',
  meta: { versionId: '1' },
  identifier: [{ system: 'http://hl7.org/fhir/sid/us-npi', value: '2000001018' }],
  name: [{ family: 'Rowan', given: ['Ada'], prefix: ['Dr'] }],
};

/** Who referred the patient. */
const referrer: Json = {
  resourceType: 'Practitioner',
  id: 'prac-7',
  identifier: [{ system: 'http://hl7.org/fhir/sid/us-npi', value: '2000001034' }],
  name: [{ family: 'Sorrel', given: ['June'] }],
};

export const organization: Json = {
  resourceType: 'Organization',
  id: 'org-payer',
  meta: { versionId: '1' },
  identifier: [{ system: 'urn:payers', value: '55555' }],
  name: 'Acme Health Plan',
};

export const coverage: Json = {
  resourceType: 'Coverage',
  id: 'cov-1',
  meta: { versionId: '1' },
  status: 'active',
  subscriberId: 'ZZ 889 001',
  beneficiary: { reference: 'Patient/pat-1' },
  relationship: { coding: [{ code: 'self' }] },
  period: { start: '2026-01-01' },
  payor: [{ reference: 'Organization/org-payer' }],
  class: [{ type: { coding: [{ code: 'group' }] }, value: 'G-12' }],
};

export const location: Json = {
  resourceType: 'Location',
  id: 'loc-9',
  meta: { versionId: '1' },
  name: 'Main clinic',
};

export const encounter: Json = {
  resourceType: 'Encounter',
  id: 'enc-1',
  meta: { versionId: '1', lastUpdated: '2026-10-06T10:00:00Z' },
  status: 'finished',
  class: { code: 'AMB' },
  type: [cpt('99213')],
  subject: { reference: 'Patient/pat-1' },
  participant: [
    { type: [{ coding: [{ code: 'REF' }] }], individual: { reference: 'Practitioner/prac-7' } },
    { type: [{ coding: [{ code: 'ATND' }] }], individual: { reference: 'Practitioner/prac-1' } },
  ],
  period: { start: '2026-10-06T01:30:00+00:00', end: '2026-10-06T02:10:00+00:00' },
  location: [{ location: { reference: 'Location/loc-9' } }],
};

export const condition: Json = {
  resourceType: 'Condition',
  id: 'cond-1',
  meta: { versionId: '1' },
  category: [{ coding: [{ code: 'encounter-diagnosis' }] }],
  code: {
    coding: [
      { system: 'http://snomed.info/sct', code: '44054006', display: 'Diabetes type 2' },
      { system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'E11.9' },
    ],
  },
  subject: { reference: 'Patient/pat-1' },
  encounter: { reference: 'Encounter/enc-1' },
};

export const chargeItem: Json = {
  resourceType: 'ChargeItem',
  id: 'charge-1',
  meta: { versionId: '1' },
  status: 'billable',
  code: cpt('99213'),
  subject: { reference: 'Patient/pat-1' },
  context: { reference: 'Encounter/enc-1' },
  occurrenceDateTime: '2026-10-05T21:40:00-04:00',
  quantity: { value: 1 },
  priceOverride: { value: 160, currency: 'USD' },
  reason: [icd10('E119')],
};

/** As Da Vinci's guides and CARIN's write them: a care team, diagnoses and items by numbers, money in each item. */
export const claim: Json = {
  resourceType: 'Claim',
  id: 'claim-1',
  meta: { versionId: '1' },
  status: 'active',
  type: { coding: [{ code: 'professional' }] },
  use: 'claim',
  patient: { reference: 'Patient/pat-1' },
  created: '2026-10-06',
  provider: { reference: 'Organization/org-practice' },
  careTeam: [
    { sequence: 1, provider: { reference: 'Practitioner/prac-1' }, role: { coding: [{ code: 'primary' }] } },
  ],
  diagnosis: [
    { sequence: 2, diagnosisCodeableConcept: icd10('I10') },
    { sequence: 1, diagnosisReference: { reference: 'Condition/cond-1' } },
  ],
  insurance: [
    { sequence: 1, focal: true, coverage: { reference: 'Coverage/cov-1' }, preAuthRef: ['AUTH-9'] },
  ],
  item: [
    {
      sequence: 1,
      diagnosisSequence: [1, 2],
      productOrService: cpt('99213'),
      modifier: [{ coding: [{ code: '25' }] }],
      servicedDate: '2026-10-05',
      locationCodeableConcept: { coding: [{ code: '11' }] },
      net: { value: 160.5, currency: 'USD' },
      encounter: [{ reference: 'Encounter/enc-1' }],
    },
    {
      sequence: 2,
      diagnosisSequence: [2],
      productOrService: cpt('81002'),
      servicedPeriod: { start: '2026-10-05', end: '2026-10-05' },
      quantity: { value: 2 },
      unitPrice: { value: 10.25, currency: 'USD' },
    },
  ],
};

/** A visit as an EHR's bulk export has it, with the charges of its practice management. */
export const visit: readonly Json[] = [
  patient,
  practitioner,
  referrer,
  organization,
  coverage,
  location,
  encounter,
  condition,
  chargeItem,
];

/** As a line of NDJSON each. */
export function withChange(resource: Json, change: Json): Json {
  return { ...resource, ...change };
}

/** As Synthea writes a patient: a transaction whose entries point at each other by UUID. */
export function syntheaBundle(): Json {
  const uuid = (number: number): string => `urn:uuid:00000000-0000-4000-8000-00000000000${number}`;
  const entry = (number: number, resource: Json): Json => ({
    fullUrl: uuid(number),
    resource: { ...resource, id: uuid(number).slice(9), meta: undefined },
    request: { method: 'POST', url: resource['resourceType'] },
  });
  return {
    resourceType: 'Bundle',
    type: 'transaction',
    entry: [
      entry(1, patient),
      entry(
        2,
        withChange(practitioner, {
          identifier: [{ system: 'http://hl7.org/fhir/sid/us-npi', value: '340' }],
        }),
      ),
      entry(3, {
        ...encounter,
        type: [snomed('185349003', 'Encounter for check up')],
        subject: { reference: uuid(1) },
        participant: [{ individual: { reference: uuid(2) } }],
        location: undefined,
      }),
      entry(4, {
        ...condition,
        category: undefined,
        code: snomed('10509002', 'Acute bronchitis'),
        encounter: { reference: uuid(3) },
      }),
      entry(5, {
        ...claim,
        careTeam: undefined,
        diagnosis: [{ sequence: 1, diagnosisReference: { reference: uuid(4) } }],
        insurance: [{ sequence: 1, focal: true, coverage: { display: 'private' } }],
        item: [
          {
            sequence: 1,
            productOrService: snomed('185349003', 'Encounter for check up'),
            encounter: [{ reference: uuid(3) }],
          },
          { sequence: 2, diagnosisSequence: [1], productOrService: snomed('10509002', 'Acute bronchitis') },
          {
            sequence: 3,
            productOrService: { coding: [{ system: 'http://hl7.org/fhir/sid/cvx', code: '140' }] },
            net: { value: 140.52, currency: 'USD' },
          },
        ],
      }),
    ],
  };
}
