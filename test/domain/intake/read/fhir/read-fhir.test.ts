import { describe, expect, test } from 'vitest';
import {
  answerOf,
  fhirPractice,
  notesOf,
  outcomeOf,
  partsOf,
  read,
  readFile,
  refusals,
  thingsOf,
  visitsOf,
} from './fhir-practice.ts';
import {
  chargeItem,
  claim,
  concepts,
  condition,
  coverage,
  encounter,
  location,
  organization,
  patient,
  practitioner,
  syntheaBundle,
  visit,
} from './fhir-resources.ts';

type Json = Readonly<Record<string, unknown>>;

const practice = fhirPractice();
const readAll = (resources: readonly Json[], of = practice): ReturnType<typeof read> =>
  resources.flatMap((resource) => read(resource, of));
const outcome = (resources: readonly Json[], of = practice): string =>
  outcomeOf([...visitsOf(readAll(resources, of), of).values()][0], of);
const draft = (resources: readonly Json[], of = practice): unknown => {
  const [assembled] = visitsOf(readAll(resources, of), of).values();
  return assembled?.kind === 'encounter' ? assembled.draft : assembled;
};
const without = (resources: readonly Json[], ...types: readonly string[]): readonly Json[] =>
  resources.filter(({ resourceType }) => !types.includes(String(resourceType)));
const replaced = (resource: Json, change: Json): readonly Json[] => [
  ...visit.filter((one) => one !== resource),
  { ...resource, ...change },
];

describe('A visit in resources of FHIR', () => {
  test('has what each of them says', () => {
    expect(draft(visit)).toEqual({
      sourceSystem: 'ehr',
      encounterId: 'enc-1',
      patient: {
        sourcePatientId: 'MRN-77',
        lastName: 'Larch',
        firstName: 'Wren',
        middleName: 'T.',
        suffix: 'Jr',
        birthDate: '1980-02-03',
        sex: 'F',
        phone: '5035550142',
        email: 'wren@example.com',
        address: { line1: '2 Mill Lane', line2: 'Apt 3', city: 'Boston', state: 'MA', zip: '021181234' },
      },
      renderingNpi: '2000001018',
      referringProvider: { npi: '2000001034', lastName: 'Sorrel', firstName: 'June' },
      locationId: 'main',
      placeOfService: '11',
      serviceDateFrom: '2026-10-05',
      coverages: [
        {
          order: 'primary',
          payerId: 'JUNIP',
          memberId: 'ZZ889001',
          groupNumber: 'G-12',
          relationship: 'self',
        },
      ],
      diagnoses: ['E11.9'],
      lines: [
        {
          sourceLineId: 'charge-1',
          code: '99213',
          units: 1,
          charge: '160.00',
          serviceDate: '2026-10-05',
          diagnosisPointers: [1],
        },
      ],
      totalCharge: '160.00',
      clinicalCodes: [{ system: 'CPT', code: '99213' }],
    });
    expect(outcome(visit)).toBe('accepted with charges');
  });

  test('that waits for a name to be mapped is whole once it is, though nothing of it comes again', () => {
    const strange = (names: object): typeof practice => ({
      ...practice,
      ...names,
    });
    const before = strange({
      providers: practice.providers.map((one) => ({ ...one, aliases: [] })),
      payers: practice.payers.map((one) => ({ ...one, aliases: [] })),
    });
    const resources = replaced(practitioner, {
      identifier: [{ system: 'http://hl7.org/fhir/sid/us-npi', value: '340' }],
    });
    const records = readAll(resources, before);
    const outcomeBy = (of: typeof practice): string => outcomeOf([...visitsOf(records, of).values()][0], of);
    expect(outcomeBy(before)).toBe('waiting coverage Acme Health Plan, rendering-provider us-npi|340');
    expect(outcomeBy(practice)).toBe('accepted with charges');
  });

  test('by a claim has its lines, diagnoses, insurance and authorization', () => {
    const resources = [...without(visit, 'ChargeItem'), claim];
    expect(draft(resources)).toMatchObject({
      renderingNpi: '2000001018',
      authorizationNumber: 'AUTH-9',
      coverages: [{ order: 'primary', memberId: 'ZZ889001' }],
      diagnoses: ['E11.9', 'I10'],
      lines: [
        { code: '99213', modifiers: ['25'], charge: '160.50', diagnosisPointers: [1, 2] },
        { code: '81002', units: 2, charge: '20.50', diagnosisPointers: [2] },
      ],
      totalCharge: '181.00',
    });
    expect(outcome(resources)).toBe('accepted with charges');
  });

  test('has its charges once when a claim repeats them', () => {
    expect(draft([...visit, claim])).toMatchObject({ lines: [{ sourceLineId: 'charge-1' }] });
  });

  test('as Synthea writes it goes to coding, with what its claim could not say in codes that are billed', () => {
    const of = fhirPractice({ noInsuranceMeans: 'self-pay' }, { defaults: { locationId: 'main' } });
    const records = readFile(JSON.stringify(syntheaBundle()), of).flat();
    const [assembled] = visitsOf(records, of).values();
    expect(refusals(records)).toEqual([]);
    expect(notesOf(records)).toEqual(['version-unclear', 'not-carried']);
    expect(assembled).toMatchObject({
      draft: {
        coverages: [],
        locationId: 'main',
        unmappedCharges: [{ code: '140', system: 'CVX', units: 1, charge: '140.52' }],
      },
    });
    expect(JSON.stringify(assembled)).toContain('10509002');
    expect(outcomeOf(assembled, of)).toBe('accepted to be coded');
  });

  test.each<[string, readonly Json[], string]>([
    ['without its patient', without(visit, 'Patient'), 'waiting person person/pat-1, patient, coverage'],
    ['without insurance', without(visit, 'Coverage', 'Organization'), 'waiting coverage'],
    ['without who insures', without(visit, 'Organization'), 'waiting organization organization/org-payer'],
    [
      'insured by nobody known',
      replaced(organization, { name: 'Nobody Mutual' }),
      'waiting coverage Nobody Mutual',
    ],
    [
      'without who treated',
      visit.filter((one) => one !== practitioner),
      'waiting practitioner practitioner/prac-1, rendering-provider',
    ],
    [
      'treated by nobody known',
      replaced(practitioner, {
        identifier: [{ system: 'http://hl7.org/fhir/sid/us-npi', value: '341' }],
        name: [],
      }),
      'waiting rendering-provider us-npi|341',
    ],
    ['without where it was', without(visit, 'Location'), 'waiting location location/loc-9'],
    ['without itself', without(visit, 'Encounter'), 'waiting visit, patient, coverage, rendering-provider'],
    ['that goes on', replaced(encounter, { status: 'in-progress' }), 'waiting visit, rendering-provider'],
    ['that was cancelled', replaced(encounter, { status: 'cancelled' }), 'void'],
    ['entered in error', replaced(encounter, { status: 'entered-in-error' }), 'void'],
    [
      'with a charge that points at a diagnosis that never came',
      [...without(visit, 'ChargeItem', 'Condition'), claim],
      'waiting diagnosis diagnosis:cond-1',
    ],
    [
      'with charges alone taken back',
      replaced(chargeItem, { status: 'entered-in-error' }),
      'accepted to be coded',
    ],
  ])('%s is settled as it should be', (_what, resources, expected) => {
    expect(outcome(resources)).toBe(expected);
  });

  test.each<[string, readonly Json[], unknown]>([
    [
      'the provider by the NPI in the reference itself',
      replaced(encounter, {
        participant: [
          { individual: { identifier: { system: 'http://hl7.org/fhir/sid/us-npi', value: '2000001026' } } },
        ],
      }),
      { renderingNpi: '2000001026' },
    ],
    [
      'the provider by a conditional reference',
      replaced(encounter, {
        participant: [
          { individual: { reference: 'Practitioner?identifier=http://hl7.org/fhir/sid/us-npi|2000001026' } },
        ],
      }),
      { renderingNpi: '2000001026' },
    ],
    [
      'the provider by a name that is an alias',
      replaced(encounter, { participant: [{ individual: { display: 'Dr. Miles Heron MD' } }] }),
      { renderingNpi: '2000001026' },
    ],
    [
      'the provider by way of a role',
      [
        ...replaced(encounter, { participant: [{ individual: { reference: 'PractitionerRole/role-1' } }] }),
        {
          resourceType: 'PractitionerRole',
          id: 'role-1',
          practitioner: { reference: 'Practitioner/prac-1' },
        },
      ],
      { renderingNpi: '2000001018' },
    ],
    [
      'the provider by a contained resource',
      replaced(encounter, {
        participant: [{ individual: { reference: '#me' } }],
        contained: [
          {
            resourceType: 'Practitioner',
            id: 'me',
            identifier: [{ system: 'http://hl7.org/fhir/sid/us-npi', value: '2000001026' }],
          },
        ],
      }),
      { renderingNpi: '2000001026' },
    ],
    [
      'the place by an address of the location and its version',
      replaced(encounter, {
        location: [{ location: { reference: 'https://ehr.example.org/fhir/Location/loc-main/_history/3' } }],
      }),
      { locationId: 'main', placeOfService: '11' },
    ],
    [
      'an emergency by its class',
      replaced(encounter, { class: { code: 'EMER' }, location: undefined }),
      { placeOfService: '23' },
    ],
    [
      'a stay with the day of admission',
      replaced(encounter, {
        class: { code: 'IMP' },
        location: undefined,
        period: { start: '2026-10-04T15:00:00-04:00', end: '2026-10-07T01:00:00+00:00' },
      }),
      {
        placeOfService: '21',
        admissionDate: '2026-10-04',
        serviceDateFrom: '2026-10-04',
        serviceDateTo: '2026-10-06',
      },
    ],
    [
      'a video visit by the mapping of its class',
      replaced(encounter, { class: { code: 'VR' }, location: undefined }),
      { placeOfService: '10' },
    ],
    [
      'the insurance of the day, and none of earlier and later days',
      [
        ...without(visit, 'Coverage'),
        { ...coverage, id: 'c1', subscriberId: 'OLD', period: { start: '2025-01-01', end: '2025-12-31' } },
        { ...coverage, id: 'c2', subscriberId: 'SECOND', order: 2 },
        { ...coverage, id: 'c3', subscriberId: 'FIRST', order: 1, period: { end: '2026-10-05' } },
        { ...coverage, id: 'c4', subscriberId: 'LATER', period: { start: '2026-11-01' } },
        { ...coverage, id: 'c5', subscriberId: 'CANCELLED', status: 'cancelled' },
      ],
      {
        coverages: [
          { order: 'primary', memberId: 'FIRST' },
          { order: 'secondary', memberId: 'SECOND' },
        ],
      },
    ],
    [
      'the insurance that ran out, for the payer to say so, where there is no other',
      replaced(coverage, { period: { start: '2020-01-01', end: '2020-12-31' } }),
      { coverages: [{ order: 'primary', memberId: 'ZZ889001' }] },
    ],
    [
      'the subscriber, who is not the patient',
      [
        ...replaced(coverage, {
          relationship: { coding: [{ code: 'child' }] },
          subscriber: { reference: 'RelatedPerson/mother' },
        }),
        {
          resourceType: 'RelatedPerson',
          id: 'mother',
          patient: { reference: 'Patient/pat-1' },
          name: [{ family: 'Larch', given: ['Ina'] }],
          gender: 'female',
          birthDate: '1955-01-02',
          address: [{ line: ['2 Mill Lane'], city: 'Boston', state: 'MA', postalCode: '02118' }],
        },
      ],
      {
        patient: { firstName: 'Wren' },
        coverages: [
          {
            relationship: 'child',
            subscriber: {
              lastName: 'Larch',
              firstName: 'Ina',
              birthDate: '1955-01-02',
              sex: 'F',
              address: { line1: '2 Mill Lane', city: 'Boston', state: 'MA', zip: '02118' },
            },
          },
        ],
      },
    ],
    [
      'the guarantor of the account',
      [
        ...visit,
        {
          resourceType: 'Account',
          id: 'acc-1',
          status: 'active',
          subject: [{ reference: 'Patient/pat-1' }],
          guarantor: [{ party: { reference: 'RelatedPerson/mother' } }],
        },
        {
          resourceType: 'RelatedPerson',
          id: 'mother',
          name: [{ family: 'Larch', given: ['Ina'] }],
          address: [{ line: ['2 Mill Lane'], city: 'Boston', state: 'MA', postalCode: '02118' }],
        },
      ],
      { guarantor: { sourceGuarantorId: 'mother', lastName: 'Larch', firstName: 'Ina' } },
    ],
    [
      'the order that it gives its diagnoses',
      [
        ...replaced(encounter, {
          diagnosis: [
            { condition: { reference: 'Condition/cond-1' }, rank: 2 },
            { condition: { reference: 'Condition/cond-2' }, rank: 1 },
          ],
        }),
        { ...condition, id: 'cond-2', code: concepts.icd10('I10') },
      ],
      { diagnoses: ['I10', 'E11.9'] },
    ],
    [
      'no diagnosis that is refuted, suspected or only on the list of problems',
      [
        ...visit,
        {
          ...condition,
          id: 'c2',
          code: concepts.icd10('I10'),
          verificationStatus: { coding: [{ code: 'refuted' }] },
        },
        {
          ...condition,
          id: 'c3',
          code: concepts.icd10('J45.909'),
          verificationStatus: { coding: [{ code: 'provisional' }] },
        },
        {
          ...condition,
          id: 'c4',
          code: concepts.icd10('M54.59'),
          category: [{ coding: [{ code: 'problem-list-item' }] }],
        },
      ],
      {
        diagnoses: ['E11.9'],
        clinicalCodes: [
          { code: '99213' },
          { system: 'ICD-10-CM', code: 'J45.909' },
          { system: 'ICD-10-CM', code: 'M54.59' },
        ],
      },
    ],
    [
      'a code of the source that the practice has mapped',
      replaced(chargeItem, { code: { coding: [{ system: 'urn:ehr:charges', code: 'office-3' }] } }),
      { lines: [{ code: '99213' }] },
    ],
    [
      'a code that nobody mapped, for a person',
      replaced(chargeItem, {
        code: { coding: [{ system: 'urn:ehr:charges', code: 'XYZ', display: 'Odd' }] },
      }),
      {
        unmappedCharges: [
          {
            code: 'XYZ',
            system: 'urn:ehr:charges',
            description: 'Odd',
            units: 1,
            charge: '160.00',
            serviceDate: '2026-10-05',
          },
        ],
      },
    ],
    [
      'what was done, for the coder',
      [
        ...without(visit, 'ChargeItem'),
        {
          resourceType: 'Procedure',
          id: 'proc-1',
          status: 'completed',
          code: concepts.snomed('23426006', 'Measurement of respiratory function'),
          encounter: { reference: 'Encounter/enc-1' },
        },
        {
          resourceType: 'Procedure',
          id: 'proc-2',
          status: 'not-done',
          code: concepts.snomed('1', 'Nothing'),
          encounter: { reference: 'Encounter/enc-1' },
        },
        {
          resourceType: 'Immunization',
          id: 'imm-1',
          status: 'completed',
          vaccineCode: { coding: [{ system: 'http://hl7.org/fhir/sid/cvx', code: '140' }] },
          encounter: { reference: 'Encounter/enc-1' },
        },
      ],
      {
        clinicalCodes: [
          { system: 'CPT', code: '99213' },
          { system: 'CVX', code: '140' },
          { system: 'SNOMED CT', code: '23426006', display: 'Measurement of respiratory function' },
        ],
      },
    ],
    [
      'notes, those that are not signed as such',
      [
        ...visit,
        {
          resourceType: 'DocumentReference',
          id: 'doc-1',
          meta: { versionId: '1' },
          status: 'current',
          docStatus: 'preliminary',
          context: { encounter: [{ reference: 'Encounter/enc-1' }] },
          content: [
            { attachment: { contentType: 'application/pdf', data: 'JVBERg==' } },
            { attachment: { contentType: 'text/plain; charset=utf-8', data: btoa('Seen today.\r\nWell.') } },
          ],
        },
        {
          resourceType: 'Composition',
          id: 'doc-2',
          meta: { versionId: '2' },
          status: 'final',
          encounter: { reference: 'Encounter/enc-1' },
          section: [{ title: 'Plan', text: { div: '<div><p>Rest &amp; water</p><script>x</script></div>' } }],
        },
      ],
      { note: '(not signed) Seen today.\nWell.\n\nPlan\nRest & water' },
    ],
  ])('takes %s', (_what, resources, expected) => {
    expect(draft(resources)).toMatchObject(expected as object);
  });

  test('takes procedures as charges where the source sends no others', () => {
    const of = fhirPractice({ proceduresAreCharges: true });
    const procedure = {
      resourceType: 'Procedure',
      id: 'proc-1',
      status: 'completed',
      code: concepts.cpt('81002'),
      performedDateTime: '2026-10-05',
      encounter: { reference: 'Encounter/enc-1' },
    };
    expect(draft([...without(visit, 'ChargeItem'), procedure], of)).toMatchObject({
      lines: [{ code: '81002', units: 1, serviceDate: '2026-10-05' }],
    });
  });

  test('keeps no line of a claim that a newer version of it has no more', () => {
    const newer = {
      ...claim,
      meta: { versionId: '2' },
      item: (claim['item'] as readonly Json[]).slice(0, 1),
    };
    const resources = without(visit, 'ChargeItem');
    for (const versions of [
      [claim, newer],
      [newer, claim],
    ]) {
      expect(draft([...resources, ...versions])).toMatchObject({
        lines: [{ code: '99213' }],
        totalCharge: '160.50',
      });
    }
  });

  test('that its history says was deleted is taken back', () => {
    const deletion = {
      fullUrl: 'https://ehr.example.org/fhir/Encounter/enc-1',
      request: { method: 'DELETE', url: 'Encounter/enc-1' },
      response: { lastModified: '2026-10-07T00:00:00Z' },
    };
    const records = [...readAll(visit), ...read(deletion, practice, 'fhir-bundle')];
    expect(outcomeOf(visitsOf(records).get('enc-1'), practice)).toBe('void');
  });
});

describe('A resource of FHIR', () => {
  const changed = (resource: Json, change: Json): Json => ({ ...resource, ...change });
  const item = (change: Json): Json =>
    changed(claim, { item: [{ ...(claim['item'] as readonly Json[])[0], ...change }] });

  test.each<[string, unknown, string]>([
    ['an observation', { resourceType: 'Observation', status: 'final' }, 'nothing resource-not-used'],
    ['an explanation of benefit', { resourceType: 'ExplanationOfBenefit' }, 'nothing resource-not-used'],
    ['a condition of no visit', changed(condition, { encounter: undefined }), 'nothing resource-not-used'],
    [
      'a prior authorization of Da Vinci',
      changed(claim, { use: 'preauthorization' }),
      'nothing resource-not-used',
    ],
    [
      'a claim of a pharmacy',
      changed(claim, { type: { coding: [{ code: 'pharmacy' }] } }),
      'nothing pharmacy-claim',
    ],
    [
      'an institutional claim',
      changed(claim, { type: { coding: [{ code: 'institutional' }] } }),
      'refused claim-kind-not-billed Claim.type',
    ],
    [
      'a dental claim',
      changed(claim, { type: { coding: [{ code: 'oral' }] } }),
      'refused claim-kind-not-billed Claim.type',
    ],
    [
      'a claim of no visit',
      item({ encounter: undefined }),
      'refused visit-reference-missing Claim.item[0].encounter',
    ],
    [
      'a claim of two visits',
      changed(claim, {
        item: [
          ...(claim['item'] as readonly Json[]),
          { productOrService: concepts.cpt('99213'), encounter: [{ reference: 'Encounter/other' }] },
        ],
      }),
      'refused visit-reference-missing Claim.item',
    ],
    [
      'a claim with a fraction of a cent',
      item({ net: { value: 140.525 } }),
      'refused amount-not-in-cents Claim.item[0].net.value',
    ],
    [
      'a claim in another currency',
      item({ net: { value: 140, currency: 'EUR' } }),
      'refused field-invalid Claim.item[0].net.currency',
    ],
    [
      'a claim with half a unit',
      item({ quantity: { value: 0.5 } }),
      'refused units-not-whole Claim.item[0].quantity.value',
    ],
    [
      'a claim with a modifier that is none',
      item({ modifier: [{ text: 'twice' }] }),
      'refused modifier-invalid Claim.item[0].modifier[0]',
    ],
    [
      'a claim with a code that is none',
      item({ productOrService: concepts.cpt('99') }),
      'refused procedure-code-invalid Claim.item[0].productOrService.coding[0].code',
    ],
    [
      'a claim with words for a code',
      item({ productOrService: { text: 'office visit' } }),
      'refused field-missing Claim.item[0].productOrService',
    ],
    [
      'a claim with an ICD-9 diagnosis',
      changed(claim, {
        diagnosis: [
          {
            sequence: 1,
            diagnosisCodeableConcept: {
              coding: [{ system: 'http://hl7.org/fhir/sid/icd-9-cm', code: '250.00' }],
            },
          },
        ],
      }),
      'refused diagnosis-icd-9 Claim.diagnosis[0].diagnosisCodeableConcept.coding[0].code',
    ],
    [
      'a condition in ICD-9',
      changed(condition, {
        code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-9-cm', code: '250.00' }] },
      }),
      'refused diagnosis-icd-9 Condition.code.coding[0].code',
    ],
    [
      'a modifier extension',
      changed(encounter, { modifierExtension: [{ url: 'urn:not', valueBoolean: true }] }),
      'refused modifier-extension Encounter.modifierExtension',
    ],
    [
      'a modifier extension deep inside',
      item({ modifierExtension: [{ url: 'urn:not' }] }),
      'refused modifier-extension Claim.item[0].modifierExtension',
    ],
    ['a resource of no type', { id: '1' }, 'refused resource-unknown resourceType'],
    ['a resource of another standard', { resourceType: 'Dragon' }, 'refused resource-unknown resourceType'],
    [
      'a status that is none',
      changed(encounter, { status: 'over' }),
      'refused field-invalid Encounter.status',
    ],
    ['no status', changed(encounter, { status: undefined }), 'refused field-missing Encounter.status'],
    [
      'a list in place of a text',
      changed(patient, { birthDate: ['1980-02-03'] }),
      'refused field-invalid Patient.birthDate',
    ],
    [
      'a year for a birth date',
      changed(patient, { birthDate: '1980' }),
      'refused field-invalid Patient.birthDate',
    ],
    [
      'an address abroad',
      changed(patient, { address: [{ line: ['1 Rue'], city: 'Paris', country: 'FR' }] }),
      'refused address-foreign Patient.address[0].country',
    ],
    [
      'a state that is none',
      changed(patient, { address: [{ line: ['1 Rue'], city: 'Paris', state: 'Texass' }] }),
      'refused field-invalid Patient.address[0].state',
    ],
    [
      'a visit of a group',
      changed(encounter, { subject: { reference: 'Group/g' } }),
      'refused field-missing Encounter.subject',
    ],
    [
      'a provider with a name that nobody knows',
      changed(encounter, { participant: [{ individual: { display: 'Dr. Who' } }] }),
      'refused provider-unmapped Encounter.participant[0].individual',
    ],
    [
      'an insurance with a name that nobody knows',
      changed(coverage, { payor: [{ display: 'Nobody Mutual' }] }),
      'refused payer-unmapped Coverage.payor[0]',
    ],
    [
      'an insurance with a relationship that is none',
      changed(coverage, { relationship: { coding: [{ code: 'neighbour' }] } }),
      'refused code-unmapped Coverage.relationship',
    ],
    [
      'an insurance of nobody',
      changed(coverage, { beneficiary: undefined }),
      'refused field-missing Coverage.beneficiary',
    ],
    [
      'a charge of no visit',
      changed(chargeItem, { context: undefined }),
      'refused visit-reference-missing ChargeItem.context',
    ],
    ['a charge that is planned', changed(chargeItem, { status: 'planned' }), 'nothing resource-not-used'],
    ['a charge that is not billable', changed(chargeItem, { status: 'not-billable' }), 'part line void'],
    ['a claim that is a draft', changed(claim, { status: 'draft' }), 'nothing resource-not-used'],
    ['a claim that was cancelled', changed(claim, { status: 'cancelled' }), 'part charges void'],
    [
      'a document at an address',
      {
        resourceType: 'DocumentReference',
        id: 'd',
        status: 'current',
        context: { encounter: [{ reference: 'Encounter/enc-1' }] },
        content: [{ attachment: { contentType: 'application/pdf', url: 'Binary/1' } }],
      },
      'nothing document-elsewhere',
    ],
    [
      'a document that is not base64',
      {
        resourceType: 'DocumentReference',
        id: 'd',
        status: 'current',
        context: { encounter: [{ reference: 'Encounter/enc-1' }] },
        content: [{ attachment: { contentType: 'text/plain', data: '***' } }],
      },
      'refused field-invalid DocumentReference.content[0].attachment.data',
    ],
    ['something that is no JSON', '{"resourceType":', 'refused not-json '],
    ['a list', '[]', 'refused not-an-object '],
    ['a field twice', '{"resourceType":"Patient","id":"1","id":"2"}', 'refused field-repeated id'],
    [
      'a bundle on one line, with something wrong in it',
      { resourceType: 'Bundle', entry: [{ resource: patient }, { resource: { resourceType: 'Dragon' } }] },
      'refused resource-unknown Bundle.entry[1].resourceType',
    ],
    [
      'a bundle on one line',
      {
        resourceType: 'Bundle',
        entry: [{ resource: patient }, { resource: { resourceType: 'Observation' } }],
      },
      'kept person',
    ],
  ])('that is %s is answered', (_what, resource, expected) => {
    expect(answerOf(read(resource))).toBe(expected);
  });

  test('is refused when nothing says what system it is from', () => {
    const two = { ...practice, intake: { ...practice.intake, fhirMappings: [], sources: [] } };
    expect(refusals(read(patient, two))).toEqual(['source-unknown ']);
  });

  test('goes by every name that something may point at it by, but never by a social security number', () => {
    const [thing] = thingsOf(read({ fullUrl: 'urn:uuid:6f0c', resource: patient }, practice, 'fhir-bundle'));
    expect(thing?.names).toEqual(['person/6f0c', 'person/pat-1', 'person/urn:ehr|MRN-77']);
    expect(JSON.stringify(thing)).not.toContain('999-12-3456');
  });

  test('of which a later change is told counts more than one of which none is', () => {
    const order = (meta: unknown): string => partsOf(read({ ...encounter, meta }))[0]?.order ?? '';
    const orders = [
      undefined,
      { versionId: '2' },
      { versionId: '10' },
      { lastUpdated: '2026-10-06T10:00:00+02:00', versionId: '1' },
      { lastUpdated: '2026-10-06T09:00:00Z' },
    ].map(order);
    expect(orders.toSorted()).toEqual(orders);
    expect(new Set(orders).size).toBe(orders.length);
    expect(notesOf(read({ ...encounter, meta: undefined }))).toEqual(['version-unclear']);
    expect(notesOf(read(encounter))).toEqual([]);
  });

  test.each([
    ['replaced-by', { from: 'pat-1', into: 'pat-2' }],
    ['replaces', { from: 'pat-2', into: 'pat-1' }],
  ])('that says it is %s another patient says so to the practice', (type, expected) => {
    const records = read({ ...patient, link: [{ other: { reference: 'Patient/pat-2' }, type }] });
    expect(records.find(({ kind }) => kind === 'patient-merge')).toMatchObject(expected);
  });

  test.each([
    ['booked', 'booked'],
    ['arrived', 'arrived'],
    ['fulfilled', 'kept'],
    ['noshow', 'no-show'],
    ['cancelled', 'cancelled'],
  ])('that is an appointment %s is one that is %s', (status, expected) => {
    const appointment = {
      resourceType: 'Appointment',
      id: 'app-1',
      status,
      start: '2026-10-06T01:30:00Z',
      participant: [
        { actor: { reference: 'Patient/pat-1' } },
        { actor: { reference: 'Practitioner/prac-1' } },
        { actor: { reference: 'Location/loc-9' } },
      ],
    };
    expect(read(appointment)).toMatchObject([
      {
        kind: 'appointment',
        appointment: {
          appointmentId: 'app-1',
          sourcePatientId: 'pat-1',
          date: '2026-10-05',
          providerId: 'prac-1',
          locationId: 'loc-9',
          status: expected,
        },
      },
    ]);
  });

  test('repeats nothing about a person when it is refused', () => {
    const broken = {
      ...patient,
      birthDate: '19800203',
      gender: 'Wren',
      address: [{ line: ['2 Mill Lane'], city: 'Boston', state: 'Larch', postalCode: 'Wren' }],
    };
    // What is to be mapped goes into a task, and into no answer.
    const text = JSON.stringify(read(broken), (name, value: unknown) =>
      name === 'unmapped' ? undefined : value,
    );
    expect(text).toContain('refused');
    expect(text).not.toMatch(/Larch|Wren|Mill|1980/);
  });

  test('of a location that nobody knows is the usual place of the source', () => {
    const of = fhirPractice({}, { defaults: { placeOfService: '22' } });
    expect(draft(replaced(location, { name: 'Elsewhere' }), of)).toMatchObject({ placeOfService: '22' });
  });
});
