import type { PlainDate } from '#contracts/dates.ts';

/** A name that is shorter has no letter to spare: Al and Cal are two. */
const shortestName = 4;
/** Father and son of one name are further apart than this, and live at one address. */
const mostYearsApart = 12;

/** Whether one letter too many, too few, other or in its neighbour's place makes one name of the other. */
export function isNearName(one: string, other: string): boolean {
  if (one === other || Math.min(one.length, other.length) < shortestName) {
    return false;
  }
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  let start = 0;
  while (start < short.length && short[start] === long[start]) {
    start += 1;
  }
  const [restOfShort, restOfLong] = [short.slice(start), long.slice(start)];
  if (long.length === short.length + 1) {
    return restOfShort === restOfLong.slice(1);
  }
  return long.length === short.length && isOneSlip(restOfShort, restOfLong);
}

/** Whether two texts that begin to differ here differ by this one character, or by two that changed places. */
function isOneSlip(one: string, other: string): boolean {
  const isOtherLetter = one.slice(1) === other.slice(1);
  const haveChangedPlaces =
    one.length > 1 && one[0] === other[1] && one[1] === other[0] && one.slice(2) === other.slice(2);
  return isOtherLetter || haveChangedPlaces;
}

/** Whether one digit, two neighbours that changed places, or day and month the other way round make one of the other. */
export function isNearDate(one: PlainDate, other: PlainDate): boolean {
  if (one === other || Math.abs(Number(one.slice(0, 4)) - Number(other.slice(0, 4))) > mostYearsApart) {
    return false;
  }
  const [year, month, day] = one.split('-');
  if (other === `${year ?? ''}-${day ?? ''}-${month ?? ''}`) {
    return true;
  }
  const [digits, others] = [one.replaceAll('-', ''), other.replaceAll('-', '')];
  let start = 0;
  while (digits[start] === others[start]) {
    start += 1;
  }
  return isOneSlip(digits.slice(start), others.slice(start));
}
