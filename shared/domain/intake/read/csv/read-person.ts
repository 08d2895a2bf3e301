import { isUnitedStates, readZip, usState } from '../../map/us-state.ts';
import { sexFor } from '../../map/sex.ts';
import { describeText } from '../../mask-value.ts';
import { fieldIn, known, type CsvRow } from './csv-row.ts';
import { readDay } from './read-day.ts';

interface Name {
  readonly lastName?: string;
  readonly firstName?: string;
  readonly middleName?: string;
}

const suffixes = /^(?:JR|SR|II|III|IV|V)\.?$/i;

/** `LAST SUFFIX, FIRST MIDDLE` or `FIRST MIDDLE LAST SUFFIX`. */
function splitName(text: string, format: 'last-comma-first' | 'first-last'): Name & { suffix?: string } {
  const [last = '', rest = ''] = format === 'last-comma-first' ? text.split(/\s*,\s*/, 2) : ['', ''];
  const words = (format === 'last-comma-first' ? rest : text).split(/\s+/).filter((word) => word !== '');
  const family = last.split(/\s+/).filter((word) => word !== '');
  const suffix = [family, words].map((list) => (suffixes.test(list.at(-1) ?? '') ? list.pop() : undefined));
  const lastName = format === 'last-comma-first' ? family.join(' ') : (words.pop() ?? '');
  const [firstName, ...middle] = words;
  const found = suffix.find((word) => word !== undefined);
  return {
    ...(lastName === '' ? {} : { lastName }),
    ...(firstName === undefined ? {} : { firstName }),
    ...(middle.length === 0 ? {} : { middleName: middle.join(' ').slice(0, 25) }),
    ...(found === undefined ? {} : { suffix: found }),
  };
}

/** Last name, first name, and what else of a name there is: of columns of their own, else of one with the whole name. */
export function readName(row: CsvRow, prefix: string): Record<string, unknown> {
  const whole = row.text(fieldIn(prefix, 'name'));
  const split = whole === '' ? {} : splitName(whole, row.setting.compiled.mapping.nameFormat);
  const name: Readonly<Record<string, string | undefined>> = {
    ...split,
    ...known({
      lastName: row.optional(fieldIn(prefix, 'lastName')),
      firstName: row.optional(fieldIn(prefix, 'firstName')),
      middleName: row.optional(fieldIn(prefix, 'middleName')),
      suffix: row.optional(fieldIn(prefix, 'suffix')),
    }),
  };
  for (const field of ['lastName', 'firstName']) {
    if (name[field] === undefined) {
      const wholeName = fieldIn(prefix, 'name');
      row.missing(row.has(wholeName) ? wholeName : fieldIn(prefix, field), 'a last and a first name');
      break;
    }
  }
  return known(name) ?? {};
}

/** An address in the United States, checked field by field. */
export function readAddress(row: CsvRow, prefix: string): Record<string, unknown> | undefined {
  const at = (field: string): string => fieldIn(fieldIn(prefix, 'address'), field);
  if (!isUnitedStates(row.text(at('country')))) {
    row.object(at('country'), {
      code: 'address-foreign',
      found: 'a country other than the United States',
      expected: 'an address in the United States',
      howToFix: 'Send the mailing address in the United States.',
    });
    return undefined;
  }
  const line1 = row.required(at('line1'), 'street and number');
  const city = row.required(at('city'), 'the city');
  const stateText = row.required(at('state'), 'two letters of the USPS, or the name of the state');
  const zipText = row.required(at('zip'), 'a ZIP code of 5 or 9 digits');
  const state = stateText === undefined ? undefined : usState(stateText);
  const zip = zipText === undefined ? undefined : readZip(zipText, state);
  if (stateText !== undefined && state === undefined) {
    row.object(at('state'), {
      code: 'field-invalid',
      found: describeText(stateText, /^[A-Za-z]{1,2}$/),
      expected: 'two letters of the USPS, or the name of the state',
      howToFix: 'Correct the state.',
    });
  }
  if (zipText !== undefined && zip === undefined) {
    row.object(at('zip'), {
      code: 'field-invalid',
      found: describeText(zipText, /^$/),
      expected: 'a ZIP code of 5 or 9 digits',
      howToFix: 'Correct the ZIP code.',
    });
  }
  return known({ line1, line2: row.optional(at('line2')), city, state, zip });
}

/** Name, birth date, sex and address, each checked. */
export function readPerson(row: CsvRow, prefix: string): Record<string, unknown> {
  const { practice, compiled, sourceSystem, today } = row.setting;
  const birth = row.required(fieldIn(prefix, 'birthDate'), 'the birth date');
  const sex = row.required(fieldIn(prefix, 'sex'), 'F, M or U (unknown)');
  return (
    known({
      ...readName(row, prefix),
      birthDate:
        birth === undefined
          ? undefined
          : row.take(fieldIn(prefix, 'birthDate'), readDay(birth, compiled.mapping.dateFormat, today, true)),
      sex:
        sex === undefined
          ? undefined
          : row.take(fieldIn(prefix, 'sex'), sexFor(practice, { sourceSystem, text: sex })),
      address: readAddress(row, prefix),
    }) ?? {}
  );
}
