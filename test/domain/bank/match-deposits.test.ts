import { assert, constantFrom, integer, property, record, array } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PlainDate } from '#contracts/dates.ts';
import { BankEntryId, RemittanceId } from '#contracts/identifiers.ts';
import { matchDeposits, type ExpectedDeposit, type OpenBankEntry } from '#domain/bank/match-deposits.ts';
import { letterAbout, missingHalves } from '#domain/bank/missing-halves.ts';
import { cents, sumCents } from '#domain/money/cents.ts';

const day = (text: string) => PlainDate.parse(text);
/** The bank has shown every day before. */
const shown = (today: string) => ({ today: day(today), shownThrough: day(today) });
const named = (prefix: string, name: string) => `${prefix}${name.padStart(16, '0')}`;

/** `K1 500.00 TRN 77/1512345678` or `K1 500.00 check 451`; kind and day after it, as changes. */
function entry(text: string, changes: Partial<OpenBankEntry> = {}): OpenBankEntry {
  const [name = '', amount = '', how, reference = ''] = text.split(' ');
  const [traceNumber = '', originatorId] = reference.split('/');
  return {
    bankEntryId: BankEntryId.parse(named('K', name.slice(1))),
    kind: how === 'TRN' ? 'electronic-payment' : 'check-deposit',
    postedOn: day('2026-03-30'),
    openCents: cents(Math.round(Number(amount) * 100)),
    ...(how === 'TRN' ? { traceNumber, ...(originatorId === undefined ? {} : { originatorId }) } : {}),
    ...(how === 'check' ? { checkNumber: reference } : {}),
    ...changes,
  };
}

function deposit(text: string, changes: Partial<ExpectedDeposit> = {}): ExpectedDeposit {
  const [name = '', amount = '', method, reference = ''] = text.split(' ');
  const [traceNumber = '', originatorId] = reference.split('/');
  return {
    holder: RemittanceId.parse(named('R', name.slice(1))),
    method: method === 'TRN' ? 'electronic' : 'check',
    traceNumber,
    ...(originatorId === undefined ? {} : { originatorId }),
    issuedOn: day('2026-03-27'),
    openCents: cents(Math.round(Number(amount) * 100)),
    ...changes,
  };
}

interface Case {
  readonly what: string;
  readonly entries: readonly OpenBankEntry[];
  readonly expected: readonly ExpectedDeposit[];
  /** `K1 R1 50000` each. */
  readonly matches: readonly string[];
  readonly proposals?: readonly string[];
}

const cases: readonly Case[] = [
  {
    what: 'one payment of one remittance',
    entries: [entry('K1 500.00 TRN 77/1512345678')],
    expected: [deposit('R1 500.00 TRN 77/1512345678')],
    matches: ['K1 R1 50000'],
  },
  {
    what: 'the amount alone is a proposal',
    entries: [entry('K1 500.00 TRN 78/1512345678')],
    expected: [deposit('R1 500.00 TRN 77/1512345678')],
    matches: [],
    proposals: ['K1 R1'],
  },
  {
    what: 'two payers with one trace number and amount',
    entries: [entry('K1 500.00 TRN 77/1512345678'), entry('K2 500.00 TRN 77/1998877665')],
    expected: [deposit('R1 500.00 TRN 77/1998877665'), deposit('R2 500.00 TRN 77/1512345678')],
    matches: ['K1 R2 50000', 'K2 R1 50000'],
  },
  {
    what: 'the trace number of another payer',
    entries: [entry('K1 500.00 TRN 77/1512345678')],
    expected: [deposit('R1 500.00 TRN 77/1998877665')],
    matches: [],
    proposals: ['K1 R1'],
  },
  {
    what: 'a bank that passes the trace number on alone',
    entries: [entry('K1 500.00 TRN 0077')],
    expected: [deposit('R1 500.00 TRN 77/1512345678')],
    matches: ['K1 R1 50000'],
  },
  {
    what: 'one payment of two remittances with its trace number',
    entries: [entry('K1 800.00 TRN 77/1512345678')],
    expected: [deposit('R1 500.00 TRN 77/1512345678'), deposit('R2 300.00 TRN 77/1512345678')],
    matches: ['K1 R1 50000', 'K1 R2 30000'],
  },
  {
    what: 'two payments of one remittance',
    entries: [entry('K1 200.00 TRN 77/1512345678'), entry('K2 300.00 TRN 77/1512345678')],
    expected: [deposit('R1 500.00 TRN 77/1512345678')],
    matches: ['K1 R1 20000', 'K2 R1 30000'],
  },
  {
    what: 'a payment that is larger leaves the rest open',
    entries: [entry('K1 510.00 TRN 77/1512345678')],
    expected: [deposit('R1 500.00 TRN 77/1512345678')],
    matches: ['K1 R1 50000'],
  },
  {
    what: 'the exact one first, of two remittances with one trace number',
    entries: [entry('K1 300.00 TRN 77/1512345678')],
    expected: [deposit('R1 500.00 TRN 77/1512345678'), deposit('R2 300.00 TRN 77/1512345678')],
    matches: ['K1 R2 30000'],
  },
  {
    what: 'a check by its number',
    entries: [entry('K1 120.00 check 000451')],
    expected: [deposit('R1 120.00 check 451'), deposit('R2 120.00 check 452')],
    matches: ['K1 R1 12000'],
  },
  {
    what: 'a check by its number and another amount is a proposal of nothing',
    entries: [entry('K1 120.00 check 451')],
    expected: [deposit('R1 130.00 check 451')],
    matches: [],
  },
  {
    what: 'the only set of checks of the sum of a deposit',
    entries: [entry('K1 350.00')],
    expected: [deposit('R1 100.00 check 1'), deposit('R2 250.00 check 2'), deposit('R3 80.00 check 3')],
    matches: ['K1 R1 10000', 'K1 R2 25000'],
  },
  {
    what: 'two sets of one sum are for a person',
    entries: [entry('K1 350.00')],
    expected: [deposit('R1 100.00 check 1'), deposit('R2 250.00 check 2'), deposit('R3 350.00 check 3')],
    matches: [],
    proposals: ['K1 R3'],
  },
  {
    what: 'a check that is too old for the deposit',
    entries: [entry('K1 100.00')],
    expected: [deposit('R1 100.00 check 1', { issuedOn: day('2026-03-15') })],
    matches: [],
  },
  {
    what: 'a check just young enough',
    entries: [entry('K1 100.00')],
    expected: [deposit('R1 100.00 check 1', { issuedOn: day('2026-03-16') })],
    matches: ['K1 R1 10000'],
  },
  {
    what: 'an electronic payment is never a deposit of checks',
    entries: [entry('K1 100.00')],
    expected: [deposit('R1 100.00 TRN 77')],
    matches: [],
    proposals: ['K1 R1'],
  },
];

const short = (id: string) => `${id.slice(0, 1)}${id.slice(1).replace(/^0+/, '')}`;

describe('Deposits', () => {
  test.each(cases)('$what', ({ entries, expected, matches, proposals = [] }) => {
    const found = matchDeposits(entries, expected);
    expect(
      found.matches
        .map((one) => `${short(one.bankEntryId)} ${short(one.holder)} ${one.amountCents}`)
        .toSorted(),
    ).toEqual(matches);
    expect(
      found.proposals.map((one) => `${short(one.bankEntryId)} ${one.holders.map(short).join(' ')}`),
    ).toEqual(proposals);
  });

  test('are never matched beyond what either side has open, in whatever order they come', () => {
    const some = (prefix: 'K' | 'R') =>
      array(
        record({
          amount: integer({ min: 1, max: 6 }),
          trace: constantFrom('1', '2', '3'),
          way: constantFrom('TRN', 'check'),
        }),
        { maxLength: 7 },
      ).map((all) =>
        all.map(({ amount, trace, way }, place) => `${prefix}${place} ${amount}.00 ${way} ${trace}`),
      );
    assert(
      property(some('K'), some('R'), (ofBank, announced) => {
        const entries = ofBank.map((text) => entry(text));
        const expected = announced.map((text) => deposit(text));
        const { matches } = matchDeposits(entries, expected);
        for (const { bankEntryId, openCents } of entries) {
          expect(
            sumCents(
              matches.filter((one) => one.bankEntryId === bankEntryId),
              (one) => one.amountCents,
            ),
          ).toBeLessThanOrEqual(openCents);
        }
        for (const { holder, openCents } of expected) {
          expect(
            sumCents(
              matches.filter((one) => one.holder === holder),
              (one) => one.amountCents,
            ),
          ).toBeLessThanOrEqual(openCents);
        }
        expect(matches.every(({ amountCents }) => amountCents > 0)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe('A half that is missing', () => {
  // 2026-03-27 is a Friday.
  const payment = entry('K1 500.00 TRN 77/1512345678', { postedOn: day('2026-03-27') });
  const remittance = deposit('R1 500.00 TRN 77/1512345678');
  const check = deposit('R2 80.00 check 451');

  test.each<[string, readonly string[]]>([
    ['2026-04-01', []],
    ['2026-04-02', ['remittance', 'deposit']],
    ['2026-04-27', ['remittance', 'deposit']],
    ['2026-04-28', ['remittance', 'deposit', 'deposit']],
  ])('on %s: %j', (today, missing) => {
    expect(missingHalves([payment], [remittance, check], shown(today)).map((half) => half.missing)).toEqual(
      missing,
    );
  });

  test('is none where nothing is open, or where the bank gives no trace', () => {
    const later = day('2026-06-01');
    expect(
      missingHalves(
        [{ ...payment, openCents: cents(0) }],
        [{ ...remittance, openCents: cents(0) }],
        shown(later),
      ),
    ).toEqual([]);
    expect(missingHalves([entry('K1 500.00')], [], shown(later))).toEqual([]);
  });

  test('is asked for in a letter that names no patient', () => {
    const from = {
      practiceName: 'Cedar Hill',
      npi: '2000000010',
      taxId: '001234567',
      payerName: 'Juniper Health',
    };
    const [first, second] = missingHalves([payment], [remittance], shown('2026-04-02'));
    expect(first === undefined ? '' : letterAbout(first, from)).toContain(
      'On 2026-03-27 our bank received $500.00 from you under the trace number 77. The remittance advice (835) that explains it has not come.',
    );
    expect(second === undefined ? '' : letterAbout(second, from)).toContain(
      'of which $500.00 have not reached our bank. Please trace the payment',
    );
  });
});
