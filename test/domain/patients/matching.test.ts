import { assert, constantFrom, property, record, subarray } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PlainDate } from '#contracts/dates.ts';
import type { PatientFacts } from '#contracts/patient-identity.ts';
import { matchingRules, ruleFor } from '#domain/patients/matching-rules.ts';
import { normalFirstName, normalLastName, normalStreet } from '#domain/patients/normal-name.ts';
import { isNearDate, isNearName } from '#domain/patients/near-miss.ts';
import { patientFacts, tokensOf } from '#domain/patients/patient-identity.ts';
import { receivedClaim } from '../samples/encounters.ts';

const odette: PatientFacts = {
  sourceSystem: 'clinic',
  sourcePatientId: 'P-1',
  lastName: 'WAXWING',
  firstName: 'ODETTE',
  birthDate: PlainDate.parse('1979-04-23'),
  sex: 'F',
  street: '14NETTLEROW',
  zip: '97099',
  phone: '5035550142',
  members: ['JUNIP JHM1'],
};
const other = { sourceSystem: 'hospital', sourcePatientId: 'X-77' };
const elsewhere = { ...other, street: '1MAINST', zip: '10001', phone: '2125550100', members: ['MEDB 1EG4'] };
describe('A name is compared', () => {
  test.each([
    ['Núñez', 'NUNEZ'],
    ["O'Brien", 'OBRIEN'],
    ['Smith-Jones', 'SMITHJONES'],
    ['Waxwing Jr.', 'WAXWING'],
    ['van der Berg III', 'VANDERBERG'],
    ['Jr', 'JR'],
  ])('%s as %s', (name, expected) => {
    expect(normalLastName(name)).toBe(expected);
  });

  test.each([
    ['Bob', 'ROBERT'],
    ['ODETTE M.', 'ODETTE'],
    ['Mary-Ann', 'MARY'],
    ['Zoë', 'ZOE'],
    ['', ''],
  ])('by its first name %s as %s', (name, expected) => {
    expect(normalFirstName(name)).toBe(expected);
  });

  test('and a street by its letters and digits', () => {
    expect(normalStreet('14 Nettle Row, Apt. 2')).toBe('14NETTLEROWAPT2');
  });
});

describe('Two patients', () => {
  test.each<[string, Partial<PatientFacts>, string]>([
    ['under two numbers of one system', { sourcePatientId: 'P-2' }, 'two-numbers-of-one-system'],
    [
      'of the same insurance',
      { ...other, lastName: 'MARRIED', street: 'X', phone: '' },
      'member-and-birth-date',
    ],
    ['of the same telephone', { ...elsewhere, phone: odette.phone }, 'name-and-phone'],
    ['of the same address', { ...elsewhere, street: odette.street, zip: odette.zip }, 'name-and-address'],
    ['of the same name and birth date only', elsewhere, 'name-alone'],
    ['of the same name, where a sex is not known', { ...elsewhere, sex: 'U' }, 'name-alone'],
    [
      'of the same insurance, born on another day',
      { ...other, birthDate: PlainDate.parse('1979-04-24') },
      'all-but-one',
    ],
    ['of one system and insurance, married', { sourcePatientId: 'P-2', lastName: 'MARRIED' }, 'all-but-one'],
    [
      'of one telephone, married',
      { ...elsewhere, lastName: 'MARRIED', phone: odette.phone },
      'other-last-name',
    ],
    [
      'of one address, with another last name',
      { ...other, lastName: 'WAXWIGN', phone: '', members: [] },
      'other-last-name',
    ],
    ['of one first name, misspelt', { ...other, firstName: 'ODETE', phone: '' }, 'first-name-misspelt'],
    [
      'born on two days that are one slip apart',
      { ...other, birthDate: PlainDate.parse('1979-04-24'), members: [] },
      'birth-date-mistyped',
    ],
    [
      'of one first name, misspelt, of whom nothing else is the same',
      { ...elsewhere, firstName: 'ODETE' },
      'none',
    ],
    ['who are twins', { ...other, firstName: 'OLIVE' }, 'none'],
    ['who are twins in one system', { sourcePatientId: 'P-2', firstName: 'OLIVE' }, 'none'],
    [
      'who are mother and child',
      { ...other, firstName: 'OLIVE', birthDate: PlainDate.parse('2012-01-01') },
      'none',
    ],
    [
      'who are father and son of one name',
      { ...other, birthDate: PlainDate.parse('2001-01-01'), members: [] },
      'none',
    ],
    [
      'who are father and son of one name, born on one day of the year',
      { ...other, birthDate: PlainDate.parse('1999-04-23'), members: [] },
      'none',
    ],
    ['of one name and other birth dates', { ...elsewhere, birthDate: PlainDate.parse('1960-01-01') }, 'none'],
    ['of whom nothing is known', { ...elsewhere, lastName: '', firstName: '' }, 'none'],
  ])('%s are judged', (_, changes, expected) => {
    const them = { ...odette, ...changes };
    expect(ruleFor(odette, them)?.id ?? 'none').toBe(expected);
    expect(ruleFor(them, odette)?.id ?? 'none').toBe(expected);
  });

  test('every rule is shown by a case, and says what is the same', () => {
    expect(new Set(matchingRules.map(({ id }) => id)).size).toBe(matchingRules.length);
    expect(matchingRules.filter(({ says }) => says.length < 10)).toEqual([]);
  });
});

const facts = record<PatientFacts>({
  sourceSystem: constantFrom('clinic', 'hospital', 'lab'),
  sourcePatientId: constantFrom('1', '2', '3'),
  lastName: constantFrom('ABLE', 'BAKER', ''),
  firstName: constantFrom('MARIA', 'MARIE', 'NELL', ''),
  birthDate: constantFrom(
    ...['1980-01-02', '1980-02-01', '1980-01-03', '2010-01-02'].map((day) => PlainDate.parse(day)),
  ),
  sex: constantFrom('F', 'M', 'U'),
  street: constantFrom('S', 'T', ''),
  zip: constantFrom('1', '2'),
  phone: constantFrom('5', '6'),
  members: subarray(['X 1', 'Y 2']),
});

describe('Matching', () => {
  test('finds by tokens whoever a rule would find alike, and judges both ways alike', () => {
    assert(
      property(facts, facts, (one, them) => {
        const rule = ruleFor(one, them);
        expect(ruleFor(them, one)).toBe(rule);
        const shared = tokensOf(one).some((token) => tokensOf(them).includes(token));
        expect(rule === undefined || shared).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('takes nobody for the same by a rule without first name and birth date, or within one source', () => {
    assert(
      property(facts, facts, (one, them) => {
        const isSure =
          one.firstName === them.firstName &&
          one.birthDate === them.birthDate &&
          one.sourceSystem !== them.sourceSystem;
        expect(ruleFor(one, them)?.verdict !== 'same' || isSure).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('takes the facts from a claim, as one compares them', () => {
    const claim = receivedClaim();
    expect(patientFacts(claim)).toMatchObject({
      sourceSystem: 'sample-pm',
      sourcePatientId: 'P-1',
      lastName: 'WAXWING',
      firstName: 'ODETTE',
      street: '14NETTLEROW',
      zip: '97099',
      members: ['JUNIP JHM90017'],
    });
  });

  test.each(['UNKNOWN', 'NONE', '999999999', '0000'])('knows nothing by the member id %s', (memberId) => {
    const claim = receivedClaim();
    const coverages = claim.coverages.map((coverage) => ({ ...coverage, memberId }));
    const patient = { ...claim.patient, phone: '9999999999' };
    expect(patientFacts({ ...claim, patient, coverages })).toMatchObject({ members: [] });
    expect(patientFacts({ ...claim, patient, coverages }).phone).toBeUndefined();
  });
});

describe('One slip of the hand', () => {
  test.each([
    ['ODETTE', 'ODETE', true],
    ['ODETTE', 'ODDETTE', true],
    ['ODETTE', 'ODTETE', true],
    ['ODETTE', 'ADETTE', true],
    ['ODETTE', 'ODETTA', true],
    ['ODETTE', 'ODETTE', false],
    ['ODETTE', 'ODET', false],
    ['ODETTE', 'DOETTA', false],
    ['MIA', 'MIAS', false],
    ['ALAN', 'ALMA', false],
  ])('makes of %s the name %s: %s', (one, other, expected) => {
    expect([isNearName(one, other), isNearName(other, one)]).toEqual([expected, expected]);
  });

  test.each([
    ['1979-04-23', '1979-04-24', true],
    ['1979-04-23', '1979-04-32', true],
    ['1979-04-05', '1979-05-04', true],
    ['1979-04-23', '1997-04-23', false],
    ['1979-04-23', '1989-04-23', true],
    ['1979-04-23', '1979-04-23', false],
    ['1979-04-23', '1999-04-23', false],
    ['1979-04-23', '1979-05-24', false],
  ])('makes of %s the day %s: %s', (one, other, expected) => {
    const [day, otherDay] = [one as PlainDate, other as PlainDate];
    expect([isNearDate(day, otherDay), isNearDate(otherDay, day)]).toEqual([expected, expected]);
  });
});
