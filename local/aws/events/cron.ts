/** A cron expression of EventBridge, taken apart: which years, months, days, hours and minutes it names. */
export interface Cron {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly months: ReadonlySet<number>;
  readonly years: ReadonlySet<number>;
  /** Whether a calendar day (month from 1) is one of its days. */
  readonly isDay: (year: number, month: number, day: number) => boolean;
}

const monthNames = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const weekdayNames = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

interface Field {
  readonly name: string;
  readonly minimum: number;
  readonly maximum: number;
  /** Names of the values, the first that of `minimum`. */
  readonly names?: readonly string[];
}

const fields = {
  minutes: { name: 'minutes', minimum: 0, maximum: 59 },
  hours: { name: 'hours', minimum: 0, maximum: 23 },
  dayOfMonth: { name: 'day-of-month', minimum: 1, maximum: 31 },
  month: { name: 'month', minimum: 1, maximum: 12, names: monthNames },
  dayOfWeek: { name: 'day-of-week', minimum: 1, maximum: 7, names: weekdayNames },
  year: { name: 'year', minimum: 1970, maximum: 2199 },
} as const satisfies Record<string, Field>;

function readNumber(text: string, field: Field): number {
  const named = field.names?.indexOf(text.toUpperCase()) ?? -1;
  const value = named === -1 ? Number(text) : named + field.minimum;
  if (!/^\w+$/.test(text) || !Number.isInteger(value) || value < field.minimum || value > field.maximum) {
    throw new Error(
      `found ${JSON.stringify(text)} in the field ${field.name}, expected ${field.minimum} to ${field.maximum}`,
    );
  }
  return value;
}

/** The values of one item of a list: a number, a range, `*`, each with a step. */
function readItem(text: string, field: Field): number[] {
  const [range = '', stepText] = text.split('/');
  const step = stepText === undefined ? 1 : Number(stepText);
  if (!Number.isInteger(step) || step < 1) {
    throw new Error(
      `found the step ${JSON.stringify(stepText)} in the field ${field.name}, expected a whole number from 1`,
    );
  }
  let [first, last]: [number, number] = [field.minimum, field.maximum];
  if (range !== '*') {
    const [from = '', to] = range.split('-');
    first = readNumber(from, field);
    last = to === undefined ? (stepText === undefined ? first : field.maximum) : readNumber(to, field);
  }
  const values: number[] = [];
  if (first > last) {
    // A range such as FRI-MON goes round the end.
    last += field.maximum - field.minimum + 1;
  }
  for (let value = first; value <= last; value += step) {
    values.push(value > field.maximum ? value - (field.maximum - field.minimum + 1) : value);
  }
  return values;
}

function readField(text: string, field: Field): number[] {
  return [...new Set(text.split(',').flatMap((item) => readItem(item, field)))].sort(
    (left, right) => left - right,
  );
}

function lastDayOf(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** 1 is Sunday, as the expression counts. */
function weekdayOf(year: number, month: number, day: number): number {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 1;
}

/** The weekday (Monday to Friday) nearest to a day, inside its month. */
function nearestWeekday(year: number, month: number, day: number): number {
  const wanted = Math.min(day, lastDayOf(year, month));
  const weekday = weekdayOf(year, month, wanted);
  if (weekday === 7) {
    return wanted === 1 ? wanted + 2 : wanted - 1;
  }
  if (weekday === 1) {
    return wanted === lastDayOf(year, month) ? wanted - 2 : wanted + 1;
  }
  return wanted;
}

type DayTest = Cron['isDay'];

function dayOfMonthTest(text: string): DayTest {
  if (text === 'L') {
    return (year, month, day) => day === lastDayOf(year, month);
  }
  const fromEnd = /^L-(\d+)$/.exec(text)?.[1];
  if (fromEnd !== undefined) {
    return (year, month, day) => day === lastDayOf(year, month) - Number(fromEnd);
  }
  if (text === 'LW') {
    return (year, month, day) => day === nearestWeekday(year, month, lastDayOf(year, month));
  }
  const near = /^(\d+)W$/.exec(text)?.[1];
  if (near !== undefined) {
    const wanted = readNumber(near, fields.dayOfMonth);
    return (year, month, day) => day === nearestWeekday(year, month, wanted);
  }
  const days = new Set(readField(text, fields.dayOfMonth));
  return (_year, _month, day) => days.has(day);
}

function dayOfWeekTest(text: string): DayTest {
  const [, last] = /^(\w+)L$/.exec(text) ?? [];
  if (last !== undefined) {
    const wanted = readNumber(last, fields.dayOfWeek);
    return (year, month, day) => weekdayOf(year, month, day) === wanted && day + 7 > lastDayOf(year, month);
  }
  const [, weekday, nth] = /^(\w+)#([1-5])$/.exec(text) ?? [];
  if (weekday !== undefined && nth !== undefined) {
    const wanted = readNumber(weekday, fields.dayOfWeek);
    return (year, month, day) => weekdayOf(year, month, day) === wanted && Math.ceil(day / 7) === Number(nth);
  }
  if (text === 'L') {
    return (year, month, day) => weekdayOf(year, month, day) === 7;
  }
  const weekdays = new Set(readField(text, fields.dayOfWeek));
  return (year, month, day) => weekdays.has(weekdayOf(year, month, day));
}

/**
 * Reads the six fields inside `cron(...)`: minutes, hours, day of month, month, day of week, year.
 * Throws an error that says which field is wrong. Source: Amazon EventBridge user guide, "Cron expressions".
 */
export function parseCron(text: string): Cron {
  const [minutes, hours, dayOfMonth, month, dayOfWeek, year, ...rest] = text.trim().split(/\s+/);
  if (
    minutes === undefined ||
    hours === undefined ||
    dayOfMonth === undefined ||
    month === undefined ||
    dayOfWeek === undefined ||
    year === undefined ||
    rest.length > 0
  ) {
    throw new Error('expected six fields: minutes, hours, day-of-month, month, day-of-week, year');
  }
  if ((dayOfMonth === '?') === (dayOfWeek === '?')) {
    throw new Error('expected ? in exactly one of the fields day-of-month and day-of-week');
  }
  return {
    minutes: readField(minutes, fields.minutes),
    hours: readField(hours, fields.hours),
    months: new Set(readField(month, fields.month)),
    years: new Set(readField(year, fields.year)),
    isDay: dayOfWeek === '?' ? dayOfMonthTest(dayOfMonth) : dayOfWeekTest(dayOfWeek),
  };
}
