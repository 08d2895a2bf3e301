import type { DataElement } from './segments/data-elements.ts';
import { dateFrom, isDecimal, isTime } from './values.ts';

/** Why a value is none of its data element; `elementErrorCode` is IK403 of a 999. */
interface Fault {
  readonly code: string;
  readonly elementErrorCode: string;
  readonly expected: string;
}

/** What is wrong with a value of this data element; `before` is the element before it. */
export function faultOf(simple: DataElement, value: string, before: string | undefined): Fault | undefined {
  let length = value.length;
  switch (simple.type) {
    case 'R':
      if (!isDecimal(value))
        return { code: 'invalid-number', elementErrorCode: '6', expected: 'a decimal number' };
      if (value.includes('-')) length--;
      if (value.includes('.')) length--;
      break;
    case 'N0':
    case 'N2':
      if (!/^-?\d+$/.test(value))
        return { code: 'invalid-number', elementErrorCode: '6', expected: 'a whole number' };
      if (value.includes('-')) length--;
      break;
    case 'DT':
      if (dateFrom(value) === undefined)
        return { code: 'invalid-date', elementErrorCode: '8', expected: 'a day as CCYYMMDD' };
      break;
    case 'TM':
      if (!isTime(value))
        return { code: 'invalid-time', elementErrorCode: '9', expected: 'a time as HHMM or HHMMSS' };
      break;
    case 'AN':
    case 'ID':
      if (hasControlCharacter(value))
        return {
          code: 'invalid-character',
          elementErrorCode: '6',
          expected: 'printable characters',
        };
      break;
  }
  if (length < simple.minimumLength) {
    return {
      code: 'too-short',
      elementErrorCode: '4',
      expected: `at least ${simple.minimumLength} characters`,
    };
  }
  if (length > simple.maximumLength) {
    return {
      code: 'too-long',
      elementErrorCode: '5',
      expected: `at most ${simple.maximumLength} characters`,
    };
  }
  if (simple.number === '1251' && before !== undefined) return faultOfPeriod(before, value);
  return undefined;
}

/** What is wrong with a date or period in the format that the element before it names. */
function faultOfPeriod(format: string, value: string): Fault | undefined {
  switch (format) {
    case 'D8':
      return dateFrom(value) === undefined
        ? { code: 'invalid-date', elementErrorCode: '8', expected: 'a day as CCYYMMDD' }
        : undefined;
    case 'RD8': {
      const [from = '', to = '', ...rest] = value.split('-');
      if (dateFrom(from) !== undefined && dateFrom(to) !== undefined && rest.length === 0 && from <= to)
        return undefined;
      return {
        code: 'invalid-date',
        elementErrorCode: '8',
        expected: 'a period as CCYYMMDD-CCYYMMDD, the first day not after the last',
      };
    }
    case 'DT':
      return dateFrom(value.slice(0, 8)) === undefined || !isTime(value.slice(8))
        ? {
            code: 'invalid-date',
            elementErrorCode: '8',
            expected: 'a day and time as CCYYMMDDHHMM',
          }
        : undefined;
    case 'TM':
      return isTime(value)
        ? undefined
        : { code: 'invalid-time', elementErrorCode: '9', expected: 'a time as HHMM' };
    default:
      return undefined;
  }
}

function hasControlCharacter(value: string): boolean {
  for (let at = 0; at < value.length; at++) {
    const code = value.charCodeAt(at);
    if (code < 0x20 || code === 0x7f) return true;
  }
  return false;
}
