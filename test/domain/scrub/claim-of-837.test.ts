import { array, assert, boolean, constantFrom, integer, option, property, record } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cents } from '#domain/money/cents.ts';
import type { Claim } from '#contracts/claim.ts';
import { Instant, type PlainDate } from '#contracts/dates.ts';
import type { Npi, PayerId } from '#contracts/identifiers.ts';
import type { Practice } from '#contracts/practice.ts';
import { ScrubRule } from '#contracts/scrub-rule.ts';
import { seedTables } from '#domain/code-sets/seed-tables.ts';
import { caseCoverage, caseLocation, cleanClaim, withLines } from '#domain/scrub/edit-case.ts';
import { noHistory } from '#domain/scrub/edit.ts';
import { claimOf837, type FileClaim } from '#domain/scrub/file/claim-of-837.ts';
import { scrubClaim } from '#domain/scrub/scrub-claim.ts';
import type { ScrubbedClaim, ScrubbedPractice } from '#domain/scrub/scrubbed-claim.ts';
import { buildClaim837P } from '#domain/submission/build-claim-837p.ts';
import type { Claim837P } from '#domain/x12/guides/005010X222A1-837P/model.ts';
import { practice as sample } from '../samples/encounters.ts';

const at = Instant.parse('2026-10-20T12:00:00.000Z');
const day = (text: string) => text as PlainDate;
const npi = (text: string) => text as Npi;

/** The sample practice, with a hospital where it sees patients and another place under its own roof. */
const practice: Practice = {
  ...sample,
  locations: [
    {
      ...caseLocation('hospital', '21'),
      name: 'Alder Falls Hospital',
      npi: npi('2000009003'),
      aliases: [],
    },
    {
      ...caseLocation('surgery-center', '24'),
      name: 'Surgery center',
      address: { ...sample.address },
      aliases: [],
    },
  ],
  payers: sample.payers.map((payer) =>
    payer.payerId === 'JUNIP'
      ? {
          ...payer,
          authorizationRequired: [{ codes: ['206*'], source: 'Juniper provider bulletin' }],
        }
      : payer,
  ),
};

function findingsOf(claim: ScrubbedClaim, own: ScrubbedPractice = practice) {
  return scrubClaim(claim, own, seedTables, { at, history: noHistory }).findings;
}

function read(model: Claim837P, own?: ScrubbedPractice): FileClaim {
  return claimOf837(model, at, own);
}

const holder = {
  lastName: 'Larch',
  firstName: 'Otto',
  birthDate: day('1950-03-01'),
  sex: 'M' as const,
  address: cleanClaim.patient.address,
};

const anyLine = record({
  code: constantFrom('99213', '20610', '76942', '36415', 'ABCDE', 'A0425', 'J1100', '99499', '85025'),
  modifiers: array(constantFrom('25', '59', 'RT', '95', '26', 'QW'), { maxLength: 4 }),
  units: integer({ min: 1, max: 5 }),
  chargeCents: integer({ min: 1, max: 30_000 }),
  diagnosisPointers: array(integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 4 }),
  serviceDate: constantFrom(...['2026-10-05', '2026-10-06', '2026-11-30', '1979-01-01'].map(day)),
  description: option(constantFrom('A visit of its own kind'), { nil: undefined }),
  drug: option(
    record({
      ndc: constantFrom('00409123401', '63323049610'),
      quantity: integer({ min: 1, max: 50 }),
      unit: constantFrom('ML' as const, 'UN' as const),
    }),
    { nil: undefined },
  ),
});

const anyCoverages = record({
  payerId: constantFrom('JUNIP' as PayerId, 'FEDMB' as PayerId, 'STMCD' as PayerId),
  relationship: constantFrom('self' as const, 'spouse' as const, 'child' as const, 'other' as const),
  memberId: constantFrom('JHM40001', 'UNKNOWN'),
  second: option(
    record({
      payerId: constantFrom('JUNIP' as PayerId, 'FEDMB' as PayerId),
      medicareSecondaryReason: option(constantFrom('12' as const, '43' as const), { nil: undefined }),
      relationship: constantFrom('self' as const, 'spouse' as const),
    }),
    { nil: undefined },
  ),
}).map(({ payerId, relationship, memberId, second }): Claim['coverages'] => [
  {
    ...caseCoverage,
    payerId,
    memberId,
    relationship,
    ...(relationship === 'self' ? {} : { subscriber: holder }),
  },
  ...(second === undefined
    ? []
    : [
        {
          ...caseCoverage,
          order: 'secondary' as const,
          payerId: second.payerId,
          relationship: second.relationship,
          ...(second.relationship === 'self' ? {} : { subscriber: holder }),
          ...(second.medicareSecondaryReason === undefined
            ? {}
            : { medicareSecondaryReason: second.medicareSecondaryReason }),
        },
      ]),
]);

const anyClaim = record({
  patient: record({
    birthDate: constantFrom(...['1980-04-02', '2026-10-05', '2010-06-30', '1940-01-01'].map(day)),
    sex: constantFrom('F' as const, 'M' as const, 'U' as const),
    deathDate: option(constantFrom(day('2026-10-05')), { nil: undefined }),
  }),
  coverages: anyCoverages,
  renderingNpi: constantFrom(...['2000001018', '2000000010', '2000001019', '2000009995'].map(npi)),
  diagnoses: array(
    constantFrom('I10', 'M54.5', 'E11', 'E11.9', 'V43.52XA', 'S52.501A', 'M25.561', 'O80', 'N40.0'),
    { minLength: 1, maxLength: 12 },
  ),
  placeOfService: constantFrom('11', '10', '88', '21', '24'),
  locationId: constantFrom('hospital', 'surgery-center', undefined),
  authorizationNumber: constantFrom('A 12 34', 'AUTH77', undefined),
  accident: option(
    record({
      kind: constantFrom('auto' as const, 'work' as const, 'other' as const),
      date: constantFrom(day('2026-09-30')),
      state: option(constantFrom('OR'), { nil: undefined }),
    }),
    { nil: undefined },
  ),
  admissionDate: option(constantFrom(day('2026-10-04')), { nil: undefined }),
  onsetDate: option(constantFrom(day('2026-10-01')), { nil: undefined }),
  lines: array(anyLine, { minLength: 1, maxLength: 6 }),
  isBalanced: boolean(),
}).map(({ patient, lines, isBalanced, accident, ...changes }): Claim => {
  const made = withLines(
    ...lines.map(({ description, drug, ...line }) => ({
      ...line,
      ...(description === undefined ? {} : { description }),
      ...(drug === undefined ? {} : { drug }),
    })),
  );
  const days = made.lines.map(({ serviceDate }) => serviceDate).toSorted();
  return {
    ...cleanClaim,
    ...changes,
    ...made,
    ...(isBalanced ? {} : { totalChargeCents: cents(made.totalChargeCents + 1) }),
    serviceDateFrom: days[0] ?? cleanClaim.serviceDateFrom,
    serviceDateTo: days.at(-1) ?? cleanClaim.serviceDateTo,
    patient: { ...cleanClaim.patient, ...patient },
    ...(accident === undefined
      ? {}
      : {
          accident: {
            kind: accident.kind,
            date: accident.date,
            ...(accident.state === undefined ? {} : { state: accident.state }),
          },
        }),
  };
});

/** A claim at another place than any of the practice's says so in the file only by its address. */
function isTold({ locationId, placeOfService }: Claim): boolean {
  return locationId === 'surgery-center'
    ? placeOfService === '24'
    : locationId !== undefined || placeOfService !== '24';
}

describe('a claim read from its 837P', () => {
  test('is found to have exactly what the claim itself has', () => {
    assert(
      property(anyClaim.filter(isTold), (claim) => {
        const { claim: told, practice: own } = read(buildClaim837P(claim, practice), practice);
        expect(findingsOf(told, own)).toEqual(findingsOf(claim));
      }),
      { numRuns: 200 },
    );
  });

  test('is held against what the file says of itself where no practice is given', () => {
    const wrong = { ...cleanClaim, ...withLines({ code: '20610' }, { code: '76942' }) };
    const { claim, practice: own } = read(buildClaim837P(wrong, practice));
    expect([own.npi, own.payers.map(({ payerId }) => payerId)]).toEqual([cleanClaim.billingNpi, ['JUNIP']]);
    expect(findingsOf(claim, own)).toContainEqual(
      expect.objectContaining({ editId: 'ncci-pair', result: 'fail', where: 'lines 1 and 2' }),
    );
  });
});

describe('what a file does not tell', () => {
  const clean = buildClaim837P(cleanClaim, practice);
  /** What an edit said of a file that is held against itself, or against a practice. */
  const saidBy = (editId: string, model: Claim837P, own?: ScrubbedPractice) => {
    const { claim, practice: known } = read(model, own);
    return findingsOf(claim, known)
      .filter((finding) => finding.editId === editId)
      .map(({ result, where }) => ({ result, where }));
  };

  test('is no birth date: what needs one is not checked', () => {
    const unborn: Claim837P = {
      ...clean,
      subscriber: { ...clean.subscriber, demographics: { sex: 'F' } },
      diagnoses: [{ code: 'O80' }],
    };
    expect(read(unborn).claim.patient.birthDate).toBeUndefined();
    expect(saidBy('service-date-illogical', unborn)).toEqual([{ result: 'not-checked', where: 'patient' }]);
    expect(saidBy('service-date-illogical', clean)).toEqual([]);
  });

  test('is no birth date of a subscriber whose dependent is the patient', () => {
    const dependent = buildClaim837P(
      { ...cleanClaim, coverages: [{ ...caseCoverage, relationship: 'child', subscriber: holder }] },
      practice,
    );
    const { claim } = read({
      ...dependent,
      subscriber: { ...dependent.subscriber, demographics: { sex: 'M' } },
    });
    expect(claim.coverages[0]?.subscriber?.birthDate).toBeUndefined();
    expect(claim.patient.birthDate).toBe(cleanClaim.patient.birthDate);
    expect(saidBy('subscriber-incomplete', dependent)).toEqual([]);
  });

  test('is no day of an accident', () => {
    const { claim } = read({ ...clean, relatedCauses: { codes: ['EM'] } });
    expect(claim.accident).toEqual({ kind: 'work' });
  });

  test.each(['patientAgeYears', 'accidentDate'] as const)(
    'is not checked by a rule of the practice that asks for it: %s',
    (field) => {
      const rule = ScrubRule.parse({
        ruleId: 'of-that-day',
        version: 1,
        title: 'A visit of that day or age',
        mode: 'blocking',
        when: {
          all: [
            { field: 'placeOfService', isAnyOf: ['11'] },
            { not: { field, atLeast: field === 'accidentDate' ? '2026-01-01' : 40 } },
          ],
        },
        expected: 'another claim',
        howToFix: 'Remove the line.',
        fixer: 'biller',
        source: 'Juniper provider bulletin 2026-08',
        effectiveFrom: '2026-01-01',
      });
      const own = { ...practice, scrub: { ...practice.scrub, rules: [rule] } };
      const silent: Claim837P = {
        ...clean,
        relatedCauses: { codes: ['EM'] },
        subscriber: { ...clean.subscriber, demographics: { sex: 'F' } },
      };
      expect(saidBy('rule-of-that-day', silent, own)).toEqual([{ result: 'not-checked', where: 'claim' }]);
      const telling: Claim837P = {
        ...clean,
        relatedCauses: { codes: ['EM'] },
        dates: [{ qualifier: '439', from: day('2026-02-01') }],
      };
      expect(saidBy('rule-of-that-day', telling, own)).toEqual([]);
    },
  );

  test('is no filing limit: nobody knows the contract, and an old claim is not held for it', () => {
    const old = {
      ...clean,
      lines: clean.lines.map((line) => ({ ...line, serviceDates: { from: day('2019-10-07') } })),
    };
    expect(saidBy('filing-limit-passed', old)).toEqual([{ result: 'not-checked', where: 'claim' }]);
    expect(saidBy('filing-limit-near', old)).toEqual([{ result: 'not-checked', where: 'claim' }]);
    expect(saidBy('filing-limit-passed', old, practice)).toEqual([{ result: 'fail', where: 'claim' }]);
  });

  test('is what a laboratory may test: its number is enough to bill, and no more', () => {
    const test = buildClaim837P({ ...cleanClaim, ...withLines({ code: '85025' }) }, practice);
    const tested: Claim837P = {
      ...test,
      subscriber: { ...test.subscriber, claimFilingIndicator: 'MB' },
    };
    expect(saidBy('laboratory-not-certified', tested)).toEqual([{ result: 'fail', where: 'line 1' }]);
    const numbered = { ...tested, cliaNumber: '38D1234567' };
    expect(saidBy('laboratory-not-certified', numbered)).toEqual([]);
    expect(saidBy('waived-test-unmarked', numbered)).toEqual([{ result: 'not-checked', where: 'line 1' }]);
  });

  test('is why Medicare pays first, where another payer is billed after it', () => {
    const supplement: Claim837P = {
      ...clean,
      subscriber: { ...clean.subscriber, payerResponsibility: 'S' },
      otherSubscribers: [
        {
          payerResponsibility: 'P',
          relationship: '18',
          claimFilingIndicator: 'MB',
          benefitsAssignment: 'Y',
          releaseOfInformation: 'Y',
          subscriber: { name: clean.subscriber.name },
          payer: {
            name: {
              entityType: 'organization',
              name: 'Medicare',
              identifier: { qualifier: 'PI', value: 'FEDMB' },
            },
          },
        },
      ],
    };
    expect(saidBy('medicare-secondary-reason-missing', supplement)).toEqual([]);
    const second: Claim837P = {
      ...clean,
      subscriber: { ...clean.subscriber, payerResponsibility: 'S', claimFilingIndicator: 'MB' },
    };
    expect(saidBy('medicare-secondary-reason-missing', second)).toEqual([
      { result: 'fail', where: 'secondary coverage' },
    ]);
    const reasoned = { ...second, subscriber: { ...second.subscriber, insuranceType: '12' } };
    expect(saidBy('medicare-secondary-reason-missing', reasoned)).toEqual([]);
    // The payer that is billed is the one that its edits look at.
    const { claim, practice: own } = read(supplement, practice);
    expect([claim.billedOrder, own.payers.length]).toEqual(['secondary', practice.payers.length]);
  });

  test('is looked for in its lines before anything is held for it', () => {
    const wanted = buildClaim837P({ ...cleanClaim, ...withLines({ code: '20610' }) }, practice);
    expect(saidBy('authorization-missing', wanted, practice)).toEqual([{ result: 'fail', where: 'line 1' }]);
    const lines = wanted.lines.map((line) => ({
      ...line,
      priorAuthorizations: [{ qualifier: 'G1', value: 'AUTH77' }],
    }));
    expect(saidBy('authorization-missing', { ...wanted, lines }, practice)).toEqual([]);
  });

  test('is said where a line has of its own what is looked at for the whole claim', () => {
    const [line] = clean.lines;
    const lines =
      line === undefined ? [] : [{ ...line, unit: 'MJ' as const, units: 47, placeOfService: '21' }];
    const { claim, notes } = read({ ...clean, lines }, practice);
    expect(claim.lines[0]?.units).toBe(1);
    expect(notes).toEqual([
      'Line 1 bills 47 minutes: looked at as done once.',
      "Line 1 has place of service 21 of its own: looked at with the claim's, 11.",
    ]);
  });

  test('of a transport is not what an ambulance company tells', () => {
    const ride = buildClaim837P({ ...cleanClaim, ...withLines({ code: 'A0425' }) }, practice);
    expect(saidBy('ambulance-facts-missing', ride)).toEqual([{ result: 'fail', where: 'line 1' }]);
    const told = { ...ride, ambulanceTransport: { reasonCode: 'A', miles: 12 } };
    expect(saidBy('ambulance-facts-missing', told)).toEqual([]);
  });
});

describe('the place that a file names', () => {
  const inHospital = buildClaim837P(
    { ...cleanClaim, placeOfService: '21', locationId: 'hospital' },
    practice,
  );
  const facility = inHospital.serviceFacility;
  const placed = (changes: Partial<NonNullable<Claim837P['serviceFacility']>>, placeOfService = '21') => {
    if (facility === undefined) {
      throw new Error('The file names no facility');
    }
    const made = read(
      { ...inHospital, placeOfService, serviceFacility: { ...facility, ...changes } },
      practice,
    );
    return {
      at: made.claim.locationId,
      locations: made.practice.locations.length,
      held: findingsOf(made.claim, made.practice).filter(
        ({ editId }) => editId === 'service-facility-missing',
      ),
    };
  };
  const named = (identifier?: string) => ({
    name: {
      entityType: 'organization' as const,
      name: 'ALDER FALLS HOSPITAL',
      ...(identifier === undefined ? {} : { identifier: { qualifier: 'XX', value: identifier } }),
    },
  });

  test.each([
    { title: 'is the location with its NPI', changes: named('2000009003'), at: 'hospital', locations: 2 },
    {
      title: 'is the location with its NPI, wherever the file says that it lies',
      changes: { ...named('2000009003'), address: { line1: '9 Elsewhere', zip: '10001' } },
      at: 'hospital',
      locations: 2,
    },
    {
      title: 'is the location at its address, as files write it',
      changes: { ...named(), address: { line1: '1 FERRY ROAD.', zip: '970990003' } },
      at: 'hospital',
      locations: 2,
    },
    {
      title: 'is another one than the location at its address, when its NPI is another',
      changes: named('2000009995'),
      at: 'facility-of-the-file',
      locations: 3,
    },
    {
      title: 'is taken from the file when the practice has none there',
      changes: { ...named(), address: { line1: '9 Elsewhere', zip: '10001' } },
      at: 'facility-of-the-file',
      locations: 3,
    },
  ])('$title', ({ changes, at: place, locations }) => {
    expect(placed(changes)).toEqual({ at: place, locations, held: [] });
  });

  test('is the address of the billing provider when it names none', () => {
    const { serviceFacility: _, ...without } = inHospital;
    const own = read({ ...without, placeOfService: '24' }, practice).claim;
    expect(own.locationId).toBe('surgery-center');
    expect(read({ ...without, placeOfService: '11' }, practice).claim.locationId).toBeUndefined();
  });
});

describe('the practice that a file is held against', () => {
  const model = buildClaim837P(cleanClaim, practice);

  test('is asked for the payer under its number for claims', () => {
    const other = practice.payers.map((payer) =>
      payer.payerId === 'JUNIP'
        ? { ...payer, transactionIds: { ...payer.transactionIds, claims: '60054' as PayerId } }
        : payer,
    );
    const named = {
      ...model,
      payer: { name: { ...model.payer.name, identifier: { qualifier: 'PI', value: '60054' } } },
    };
    const { claim, notes } = read(named, { ...practice, payers: other });
    expect([claim.coverages[0]?.payerId, notes]).toEqual(['JUNIP', []]);
  });

  test('need not have the payer: then the file is all that is known of it, and that is said', () => {
    const payers = practice.payers.filter(({ payerId }) => payerId !== 'JUNIP');
    const { claim, practice: own, notes } = read(model, { ...practice, payers });
    expect(notes).toEqual([
      'Practice cedar-hill has no payer JUNIP: the claim is held against what the file says of it.',
    ]);
    expect(findingsOf(claim, own)).toContainEqual(
      expect.objectContaining({ editId: 'filing-limit-passed', result: 'not-checked' }),
    );
  });

  test('is doubted when the file bills for another', () => {
    const { notes } = read(model, { ...practice, npi: npi('2000009995') });
    expect(notes).toEqual([
      'The file bills for NPI 2000000010; practice cedar-hill has 2000009995. Is it the right practice?',
    ]);
  });
});
