import * as fc from 'fast-check';
import type { Cents } from '#contracts/cents.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { Adjustment, OutpatientAdjudication } from '#domain/x12/adjudication.ts';
import { type Delimiters, type Envelope, isLineLength } from '#domain/x12/interchange.ts';
import type {
  Contact,
  DatePeriod,
  Demographics,
  EntityName,
  PostalAddress,
  QualifiedDate,
  Reference,
} from '#domain/x12/party.ts';

/** Characters of data; none is ever a delimiter below. */
const signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcxyz0123456789'(),-./#";

/** Text of a length, without blanks at its ends. */
export const text = (minimum: number, maximum: number): fc.Arbitrary<string> =>
  fc
    .array(fc.constantFrom(...signs.split(''), ' '), {
      minLength: minimum,
      maxLength: Math.min(maximum, minimum + 12),
    })
    .map((letters) => letters.join('').replace(/^ /, 'A').replace(/ $/, 'Z'));

export const code = (...codes: string[]): fc.Arbitrary<string> => fc.constantFrom(...codes);

export const cents = (from = -1_000_000, to = 5_000_000): fc.Arbitrary<Cents> =>
  fc.integer({ min: from, max: to }).map((value) => (value === 0 ? 0 : value) as Cents);

export const plainDate: fc.Arbitrary<PlainDate> = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10) as PlainDate);

export const quantity: fc.Arbitrary<number> = fc.oneof(
  fc.integer({ min: 1, max: 9999 }),
  fc.integer({ min: 1, max: 99_999 }).map((tenths) => tenths / 100),
);

export const npi: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom('1', '2'), fc.integer({ min: 0, max: 99_999_999 }))
  .map(([first, rest]) => {
    const nine = `${first}${String(rest).padStart(8, '0')}`;
    let sum = 24;
    for (let at = 0; at < 9; at++) {
      const digit = Number(nine[8 - at]);
      const doubled = at % 2 === 0 ? digit * 2 : digit;
      sum += doubled > 9 ? doubled - 9 : doubled;
    }
    return `${nine}${(10 - (sum % 10)) % 10}`;
  });

export const list = <T>(item: fc.Arbitrary<T>, maximum: number): fc.Arbitrary<T[]> =>
  fc.array(item, { minLength: 1, maxLength: maximum });

/** A list that may be empty. */
export const anyList = <T>(item: fc.Arbitrary<T>, maximum = 2): fc.Arbitrary<T[]> =>
  fc.array(item, { maxLength: maximum });

type Optional<T> = { [K in keyof T as object extends Pick<T, K> ? K : never]: T[K] };

/** A model: every field it must have, and any of those it may have. */
export function model<T extends object>(
  fields: {
    [K in keyof T]-?: fc.Arbitrary<Exclude<T[K], undefined>>;
  },
  optional: readonly (keyof Optional<T>)[],
): fc.Arbitrary<T> {
  const required = Object.keys(fields).filter((key) => !optional.some((one) => one === key));
  return fc
    .record(fields as Record<string, fc.Arbitrary<unknown>>, {
      requiredKeys: required,
    })
    .map((value) => Object.fromEntries(Object.entries(value)) as T);
}

export const person = (
  qualifier?: string,
  id: fc.Arbitrary<string> = text(2, 20),
): fc.Arbitrary<EntityName> =>
  fc
    .record({
      name: text(1, 60),
      rest: fc.record(
        { firstName: text(1, 35), middleName: text(1, 25), suffix: text(1, 10) },
        { requiredKeys: [] },
      ),
      value: id,
    })
    .map(({ name, rest, value }): EntityName => ({
      entityType: 'person',
      name,
      ...rest,
      ...(qualifier === undefined ? {} : { identifier: { qualifier, value } }),
    }));

export const organization = (
  qualifier?: string,
  id: fc.Arbitrary<string> = text(2, 20),
): fc.Arbitrary<EntityName> =>
  fc.record({ name: text(1, 60), value: id }).map(({ name, value }): EntityName => ({
    entityType: 'organization',
    name,
    ...(qualifier === undefined ? {} : { identifier: { qualifier, value } }),
  }));

export const address: fc.Arbitrary<PostalAddress> = fc.oneof(
  fc.record(
    {
      line1: text(1, 55),
      line2: text(1, 55),
      city: text(2, 30),
      state: code('OH', 'NY'),
      zip: code('43004', '100011234'),
    },
    { requiredKeys: ['line1', 'city', 'state', 'zip'] },
  ),
  fc.record({
    line1: text(1, 55),
    city: text(2, 30),
    country: code('FR', 'DE'),
    countrySubdivision: code('75'),
  }),
);

export const contact = (functionCode: string, ...qualifiers: string[]): fc.Arbitrary<Contact> =>
  fc
    .record({
      name: text(1, 60),
      numbers: list(fc.record({ qualifier: code(...qualifiers), value: text(1, 20) }), 3),
    })
    .map((value): Contact => ({ functionCode, ...value }));

export const reference = (...qualifiers: string[]): fc.Arbitrary<Reference> =>
  fc.record({ qualifier: code(...qualifiers), value: text(1, 50) });

export const demographics: fc.Arbitrary<Demographics> = fc.record({
  birthDate: plainDate,
  sex: code('F', 'M', 'U'),
});

/** A day or a period. */
export const datePeriod: fc.Arbitrary<DatePeriod> = fc
  .record({ from: plainDate, to: plainDate, isDay: fc.boolean() })
  .map(({ from, to, isDay }): DatePeriod => {
    if (isDay) return { from };
    return from <= to ? { from, to } : { from: to, to: from };
  });

export const period = (...qualifiers: string[]): fc.Arbitrary<QualifiedDate> =>
  fc.record({ qualifier: code(...qualifiers), dates: datePeriod }).map(({ qualifier, dates }) => ({
    qualifier,
    ...dates,
  }));

export const day = (...qualifiers: string[]): fc.Arbitrary<QualifiedDate> =>
  fc.record({ qualifier: code(...qualifiers), from: plainDate });

export const adjustment: fc.Arbitrary<Adjustment> = fc.record(
  {
    group: code('CO', 'PR', 'OA', 'PI'),
    reason: code('45', '1', '2', '97', '253'),
    amountCents: cents(),
    quantity,
  },
  { requiredKeys: ['group', 'reason', 'amountCents'] },
);

const remarks = fc.oneof(
  fc.record({ remarkCodes: list(code('MA01', 'N130', 'MA18'), 5) }),
  fc.constantFrom(
    { remarkCodes: ['MA01', 'N130'], remarkPlaces: [4, 7] },
    { remarkCodes: ['MA18'], remarkPlaces: [5] },
  ),
);

export const outpatientAdjudication: fc.Arbitrary<OutpatientAdjudication> = fc
  .record({
    rates: fc.record({ reimbursementRate: quantity, hcpcsPayableCents: cents(0) }, { requiredKeys: [] }),
    remarks,
  })
  .map(({ rates, remarks }) => ({ ...rates, ...remarks }));

/** Four legal delimiters; none is a sign of the data above. */
export const delimiters: fc.Arbitrary<Required<Delimiters>> = fc
  .shuffledSubarray(['*', '~', ':', '^', '|', '>', '<', '!', '+', '_', '`', '\u001d', '\n', '\r'], {
    minLength: 4,
    maxLength: 4,
  })
  .filter(([element = '', component = '', repetition = '']) =>
    [element, component, repetition].every((sign) => sign !== '\n' && sign !== '\r'),
  )
  .map(([element = '', component = '', repetition = '', segment = '']) => ({
    element,
    component,
    repetition,
    segment,
  }));

export const envelope: fc.Arbitrary<Envelope> = fc
  .record({
    senderQualifier: code('ZZ', '30'),
    senderId: code('PRACTICE1', 'SUBMITTER ONE', 'ISAAC'),
    receiverQualifier: code('ZZ', '01'),
    receiverId: code('HOUSE', 'NARCISA'),
    usageIndicator: fc.constantFrom('P' as const, 'T' as const),
    acknowledgementRequested: fc.boolean(),
    delimiters,
    lines: fc.oneof(
      fc.record({ lineBreak: fc.constantFrom('' as const, '\n' as const, '\r\n' as const) }),
      fc.record({ lineLengthCharacters: fc.integer({ min: 40, max: 200 }).filter(isLineLength) }),
    ),
  })
  .filter(({ delimiters: used, lines }) => {
    const breaks = 'lineBreak' in lines ? lines.lineBreak : '\r\n';
    return !Object.values(used).some((sign) => breaks.includes(sign));
  })
  .map(({ lines, ...value }): Envelope => ({ ...value, ...lines, date: '2026-03-04', time: '0512' }));

/** A plain envelope with the usual delimiters. */
export const plainEnvelope: Envelope = {
  senderQualifier: 'ZZ',
  senderId: 'PRACTICE1',
  receiverQualifier: 'ZZ',
  receiverId: 'HOUSE',
  date: '2026-03-04',
  time: '0512',
  usageIndicator: 'T',
};
