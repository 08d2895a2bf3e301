import type { PlainDate } from '#contracts/dates.ts';
import type { Hl7Field } from '#contracts/intake-settings/hl7-mapping.ts';
import { mapCode } from '../../map/map-code.ts';
import { ifNamed } from '../../map/resolved.ts';
import { isUnitedStates, readZip, usState } from '../../map/us-state.ts';
import { describeText } from '../../mask-value.ts';
import { componentOf, whereOf, type Repetition } from './field-path.ts';
import { readMessageTime } from './message-time.ts';
import { addMissing, addWrong, repetitionsFor, valueFor, type Reading, type Scope } from './reading.ts';

export interface PersonName {
  readonly lastName?: string;
  readonly firstName?: string;
  readonly middleName?: string;
  readonly suffix?: string;
}

export interface PostalAddress {
  readonly line1?: string;
  readonly line2?: string;
  readonly city?: string;
  readonly state?: string;
  readonly zip?: string;
}

/** Members that have a value; the shapes of the encounter have no others. */
export function given<Shape extends object>(members: {
  [Key in keyof Shape]: Shape[Key] | undefined;
}): Shape {
  const shape: Record<string, unknown> = {};
  for (const name in members) {
    const value = members[name];
    if (value !== undefined && value !== '') {
      shape[name] = value;
    }
  }
  return shape as Shape;
}

/** A name of data type XPN (2.1 to 2.3: PN); a family name may have parts of its own (FN). */
export function nameOf(reading: Reading, repetition: Repetition): PersonName {
  const first = componentOf(repetition, 1);
  if (reading.settings.mapping.nameFormat === 'last-comma-first' && first.includes(',')) {
    const [last = '', others = ''] = first.split(',', 2);
    const [firstName = '', ...middle] = others.trim().split(/\s+/);
    return given<PersonName>({ lastName: last.trim(), firstName, middleName: middle.join(' ') });
  }
  return given<PersonName>({
    lastName: first,
    firstName: componentOf(repetition, 2),
    middleName: componentOf(repetition, 3),
    suffix: componentOf(repetition, 4),
  });
}

/** The name in a field; a name without last or first name is told as missing. */
export function readName(reading: Reading, field: Hl7Field, scope?: Scope): PersonName {
  const [repetition] = repetitionsFor(reading, field, scope);
  const name = repetition === undefined ? {} : nameOf(reading, repetition);
  if (name.lastName === undefined || name.firstName === undefined) {
    addMissing(reading, field, 'a last name and a first name', scope);
  }
  return name;
}

/** An address of data type XAD (2.1 and 2.2: AD); its street may have parts of its own (SAD). */
export function readAddress(reading: Reading, field: Hl7Field, scope?: Scope): PostalAddress | undefined {
  const [repetition] = repetitionsFor(reading, field, scope);
  if (repetition === undefined) {
    addMissing(reading, field, 'an address with street, city, state and ZIP code', scope);
    return undefined;
  }
  const component = (number: number): string => componentOf(repetition, number);
  const where = (number: number): string => whereOf(repetition.segment, repetition.field, number);
  const country = component(6);
  if (!isUnitedStates(country)) {
    addWrong(reading, where(6), {
      code: 'address-foreign',
      found: describeText(country, /^[A-Z]{2,3}$/),
      expected: 'an address in the United States',
      howToFix: 'Send the address in the United States to which bills go.',
    });
    return undefined;
  }
  const stateText = component(4);
  const state = usState(stateText);
  if (stateText !== '' && state === undefined) {
    addWrong(reading, where(4), {
      code: 'field-invalid',
      found: describeText(stateText, /^[A-Za-z]{1,2}$/),
      expected: 'a state or territory of the USPS',
      howToFix: 'Correct the state in the address.',
    });
  }
  const zipText = component(5);
  const zip = readZip(zipText, state);
  if (zipText !== '' && zip === undefined) {
    addWrong(reading, where(5), {
      code: 'field-invalid',
      found: describeText(zipText, /^$/),
      expected: 'a ZIP code of 5 or 9 digits',
      howToFix: 'Correct the ZIP code in the address.',
    });
  }
  const missing = [
    ...(component(1) === '' ? ['street'] : []),
    ...(component(3) === '' ? ['city'] : []),
    ...(stateText === '' ? ['state'] : []),
    ...(zipText === '' ? ['ZIP code'] : []),
  ];
  if (missing.length > 0) {
    addMissing(reading, field, `an address with ${missing.join(', ')}`, scope);
  }
  return given<PostalAddress>({
    line1: component(1),
    line2: component(2),
    city: component(3),
    state,
    zip,
  });
}

/** A day of the calendar in a field; undefined when there is none, or none that exists. */
export function readDay(
  reading: Reading,
  field: Hl7Field,
  scope?: Scope,
  offset: 'counts' | 'ignored' = 'counts',
): PlainDate | undefined {
  const value = valueFor(reading, field, scope);
  if (value === undefined) {
    return undefined;
  }
  const text = offset === 'ignored' ? value.text.replace(/[+-]\d{4}$/, '') : value.text;
  const time = readMessageTime(text, reading.settings.timeZone);
  if (time === undefined) {
    addWrong(reading, value.where, {
      code: 'field-invalid',
      found: describeText(value.text, /^$/),
      expected: 'a day of the calendar as YYYYMMDD, with or without a time',
      howToFix: 'Correct the date in the sending system.',
    });
  }
  return time?.day;
}

/** A day of birth: as written, for people are born where they are and not in the practice's time zone. */
export function readBirthDate(reading: Reading, field: Hl7Field, scope?: Scope): PlainDate | undefined {
  const day = readDay(reading, field, scope, 'ignored');
  if (day === undefined && valueFor(reading, field, scope) === undefined) {
    addMissing(reading, field, 'a birth date', scope);
  }
  return day;
}

/** HL7 table 0001: what is neither female nor male is unknown to a claim. */
const sexes: ReadonlyMap<string, 'F' | 'M' | 'U'> = new Map([
  ['F', 'F'],
  ['FEMALE', 'F'],
  ['M', 'M'],
  ['MALE', 'M'],
  ['U', 'U'],
  ['UNKNOWN', 'U'],
  ['A', 'U'],
  ['O', 'U'],
  ['OTHER', 'U'],
  ['N', 'U'],
  ['C', 'U'],
  ['X', 'U'],
]);

export function readSex(reading: Reading, field: Hl7Field, scope?: Scope): 'F' | 'M' | 'U' | undefined {
  const value = valueFor(reading, field, scope);
  if (value === undefined) {
    addMissing(reading, field, 'F, M or U', scope);
    return undefined;
  }
  const { sourceSystem } = reading.settings;
  const mapped = mapCode(reading.practice, 'sex', { sourceSystem, code: value.text }) ?? value.text;
  const sex = sexes.get(mapped.toUpperCase());
  if (sex === undefined) {
    addWrong(reading, value.where, {
      ...ifNamed({ kind: 'sex', alias: value.text, sourceSystem }),
      code: 'field-invalid',
      found: describeText(value.text, /^[A-Za-z]{1,2}$/),
      expected: 'a code of HL7 table 0001: F, M, U, A, O or N',
      howToFix: 'Correct the sex, or have the practice administrator map the code.',
    });
  }
  return sex;
}

/** Ten digits of a phone number, in one component or in those of area and number; undefined for what is none. */
export function readPhone(reading: Reading, field: Hl7Field): string | undefined {
  for (const repetition of repetitionsFor(reading, field)) {
    const texts = [
      componentOf(repetition, 1),
      componentOf(repetition, 12),
      `${componentOf(repetition, 6)}${componentOf(repetition, 7)}`,
    ];
    for (const text of texts) {
      const digits = text.replaceAll(/\D/g, '').replace(/^1(?=\d{10}$)/, '');
      if (digits.length === 10) {
        return digits;
      }
    }
  }
  return undefined;
}
