import { array, assert, constantFrom, property, record, subarray } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PlainDate } from '#contracts/dates.ts';
import { PracticeId } from '#contracts/identifiers.ts';
import type { PatientIdentity } from '#contracts/patient-identity.ts';
import { nameKeyFor } from '#domain/identity/ids.ts';
import { matchPatient } from '#domain/patients/match-patient.ts';
import { matchingRules, ruleFor } from '#domain/patients/matching-rules.ts';
import { normalFirstName, normalLastName, normalStreet } from '#domain/patients/normal-name.ts';
import { patientFacts, tokensOf, type PatientFacts } from '#domain/patients/patient-identity.ts';
import { receivedClaim } from '../samples/encounters.ts';

const practiceId = PracticeId.parse('cedar-hill');
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
const keyOf = ({ sourceSystem, sourcePatientId }: PatientFacts) =>
  nameKeyFor(practiceId, sourceSystem, sourcePatientId);

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
    ['of one number of one system', { lastName: 'MARRIED', street: 'ELSEWHERE' }, 'same-number'],
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
  lastName: constantFrom('A', 'B', ''),
  firstName: constantFrom('M', 'N', ''),
  birthDate: constantFrom(PlainDate.parse('1980-01-01'), PlainDate.parse('1980-01-02')),
  sex: constantFrom('F', 'M', 'U'),
  street: constantFrom('S', 'T', ''),
  zip: constantFrom('1', '2'),
  phone: constantFrom('5', '6'),
  members: subarray(['X 1', 'Y 2']),
});

describe('Matching', () => {
  test('finds by tokens whoever a rule would take for the same, and judges both ways alike', () => {
    assert(
      property(facts, facts, (one, them) => {
        const rule = ruleFor(one, them);
        expect(ruleFor(them, one)).toBe(rule);
        const shared = tokensOf(one).some((token) => tokensOf(them).includes(token));
        expect(rule === undefined || rule.id === 'same-number' || shared).toBe(true);
      }),
    );
  });

  test('never makes two persons one, and never loses a patient', () => {
    assert(
      property(array(facts, { maxLength: 12 }), (all) => {
        const known = new Map<string, PatientIdentity>();
        for (const one of all) {
          const key = keyOf(one);
          const before = new Map([...known].map(([of, { personId }]) => [of, personId]));
          const { identity } = matchPatient(key, one, known.get(key), [...known.values()]);
          known.set(key, identity);
          for (const [of, personId] of before) {
            expect(known.get(of)?.personId).toBe(personId);
          }
          expect([...known.values()].some(({ personId }) => personId === identity.personId)).toBe(true);
        }
        expect(known.size).toBe(new Set(all.map(keyOf)).size);
      }),
    );
  });

  test('links a new patient to the person that a rule finds, and asks about everybody else', () => {
    const first = matchPatient(keyOf(odette), odette, undefined, []);
    expect(first.identity.personId).toBe(keyOf(odette));
    const sameInsurance: PatientFacts = { ...odette, ...other };
    const second = matchPatient(keyOf(sameInsurance), sameInsurance, undefined, [first.identity]);
    expect(second).toMatchObject({ identity: { personId: keyOf(odette) }, possible: [] });
    const doubtful: PatientFacts = { ...odette, ...elsewhere, sourceSystem: 'lab' };
    const third = matchPatient(keyOf(doubtful), doubtful, undefined, [first.identity, second.identity]);
    expect(third.identity.personId).toBe(keyOf(doubtful));
    expect(third.possible.map(({ rule }) => rule.id)).toEqual(['name-alone', 'name-alone']);
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
});
