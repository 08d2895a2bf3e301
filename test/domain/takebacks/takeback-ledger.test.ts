import { array, assert, constantFrom, integer, property, record, shuffledSubarray, tuple } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { balancesOf } from '#domain/ledger/balances.ts';
import { correctingPosting } from '#domain/ledger/make-posting.ts';
import { sumCents } from '#domain/money/cents.ts';
import { recoupmentForecast } from '#domain/takebacks/recoupment-forecast.ts';
import { takebackLedger } from '#domain/takebacks/takeback-ledger.ts';
import { at } from '../ledger/sample-claim.ts';
import { dayNumber, takebackPostings, type Sketch } from './sample-takebacks.ts';

const today = dayNumber(31);
const ledgerOf = (...sketches: readonly Sketch[]) => takebackLedger(takebackPostings(...sketches), today);
/** What is open and what is in excess, as `code amount`. */
const leftOf = (...sketches: readonly Sketch[]) =>
  ledgerOf(...sketches).map(({ open, excess }) => ({
    open: open.map(({ announced, openCents }) => `${announced.code} ${openCents}`),
    excess: excess.map(({ taken, excessCents }) => `${taken.code} ${excessCents}`),
  }));
const nothing = [{ open: [], excess: [] }];

describe('The sub-ledger of takebacks', () => {
  test.each<[string, Sketch[]]>([
    [
      'a forwarded balance that the next remittance applies',
      [
        { day: 1, says: ['FB -250'] },
        { day: 8, says: ['FB 250'] },
      ],
    ],
    [
      'a recovery that was announced',
      [
        { day: 1, says: ['WO -30 ICN00001'] },
        { day: 8, says: ['WO 30 ICN00001'] },
      ],
    ],
    [
      'a balance that is carried on and on, and applied in parts',
      [
        { day: 1, says: ['FB -250'] },
        { day: 8, says: ['FB 250', 'FB -180'] },
        { day: 15, says: ['FB 100'] },
        { day: 22, says: ['FB 80'] },
      ],
    ],
    [
      'recoveries of two claims, taken in the other order',
      [
        { day: 1, says: ['WO -30 ICN00001', 'WO -45 ICN00002'] },
        { day: 8, says: ['WO 45 ICN00002'] },
        { day: 15, says: ['WO 30 ICN00001'] },
      ],
    ],
    [
      'a refund of ours with the recovery that it pays',
      [{ day: 1, says: ['WO 80 ICN00001', '72 -80 CHECK 1001'] }],
    ],
    [
      'a taking whose announcement comes after it',
      [
        { day: 8, says: ['WO 30 ICN00001'] },
        { day: 9, says: ['WO -30 ICN00001'] },
      ],
    ],
    [
      'a recovery collected as a forwarded balance',
      [
        { day: 1, says: ['WO -30 ICN00001'] },
        { day: 8, says: ['FB 30 EFT1'] },
      ],
    ],
    [
      'an advance that is withheld',
      [
        { day: 1, says: ['AP -900'] },
        { day: 8, says: ['AP 400'] },
        { day: 9, says: ['AP 500'] },
      ],
    ],
  ])('is even after %s', (_, sketches) => {
    const [account] = ledgerOf(...sketches);
    expect(account?.balanceCents).toBe(0);
    expect(leftOf(...sketches)).toEqual(nothing);
  });

  test('keeps payers and payees apart: what one owes is not what another took', () => {
    expect(
      leftOf(
        { day: 1, says: ['FB -250'], payee: '2000000010' },
        { day: 8, says: ['FB 250'], payee: '2000000028' },
        { day: 8, says: ['FB 250'], payer: 'FEDMB' },
      ),
    ).toEqual([
      { open: [], excess: ['FB 25000'] },
      { open: ['FB 25000'], excess: [] },
      { open: [], excess: ['FB 25000'] },
    ]);
  });

  test('matches by reference before amount and age: the claim that is named is the one that is paid', () => {
    const [account] = ledgerOf(
      { day: 1, says: ['WO -30 ICN00001'] },
      { day: 2, says: ['WO -30 ICN00002'] },
      { day: 8, says: ['WO 30 99ICN00002 C000000000001-1'] },
    );
    expect(account?.open.map(({ announced }) => announced.reference)).toEqual(['ICN00001']);
    expect(account?.matches).toMatchObject([{ how: 'reference' }]);
  });

  test('sets a recovery of one claim never off against what was announced for another', () => {
    expect(leftOf({ day: 1, says: ['WO -30 ICN00001'] }, { day: 8, says: ['WO 30 ICN00002'] })).toEqual([
      { open: ['WO 3000'], excess: ['WO 3000'] },
    ]);
  });

  test('takes the oldest first where nothing else tells them apart', () => {
    const [account] = ledgerOf(
      { day: 1, says: ['FB -100'] },
      { day: 2, says: ['FB -200'] },
      { day: 8, says: ['FB 150'] },
    );
    expect(account?.open).toMatchObject([{ openCents: 15_000, ageDays: 29 }]);
  });

  test('tells when the same claim is taken twice', () => {
    const [account] = ledgerOf(
      { day: 1, says: ['WO -30 ICN00001'] },
      { day: 8, says: ['WO 30 ICN00001'] },
      { day: 15, says: ['WO 30 ICN00001'] },
    );
    expect(account?.excess).toHaveLength(1);
    expect(account?.excess[0]?.excessCents).toBe(3000);
    expect(account?.excess[0]?.before?.postingDate).toBe(dayNumber(8));
  });

  test('forgets what was taken back by a correction', () => {
    const postings = takebackPostings({ day: 1, says: ['WO 30 ICN00001'] });
    const corrected = postings.map((posting) =>
      correctingPosting(posting, { at, postingDate: dayNumber(2), by: 'test', words: 'Wrong' }),
    );
    expect(takebackLedger([...postings, ...corrected], today)).toEqual([]);
  });

  test('adds up to the account, whatever payers announce and take, and leaves the smaller side empty where none names a claim', () => {
    const pair = tuple(constantFrom('FB', 'AP'), integer({ min: -300, max: 300 }));
    assert(
      property(
        array(record({ day: integer({ min: 1, max: 30 }), pairs: array(pair, { maxLength: 4 }) })),
        (days) => {
          const postings = days.flatMap(({ day, pairs }, index) =>
            takebackPostings({ day, says: pairs.map(([code, amount]) => `${code} ${amount}`) }).map(
              (posting) => ({
                ...posting,
                postingId: `${posting.postingId}-${index}` as typeof posting.postingId,
              }),
            ),
          );
          const [account] = takebackLedger(postings, today);
          const balance = balancesOf(postings)['takeback-payable'];
          expect(account?.balanceCents ?? 0).toBe(balance);
          const openCents = sumCents(account?.open ?? [], (entry) => entry.openCents);
          const excessCents = sumCents(account?.excess ?? [], (entry) => entry.excessCents);
          expect(excessCents - openCents).toBe(balance);
          expect(Math.min(openCents, excessCents)).toBe(0);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('is even after whole chains of takebacks, taken in parts, in whatever order their remittances come', () => {
    const chain = record({
      code: constantFrom('WO', 'FB'),
      parts: array(integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 4 }),
    });
    const chains = array(chain, { minLength: 1, maxLength: 5 });
    assert(
      property(
        chains.chain((made) => {
          const says = made.flatMap(({ code, parts }, index) => {
            const reference = code === 'WO' ? ` ICN9000${index}` : '';
            const whole = parts.reduce((sum, part) => sum + part, 0);
            return [`${code} -${whole}${reference}`, ...parts.map((part) => `${code} ${part}${reference}`)];
          });
          return shuffledSubarray(says, { minLength: says.length });
        }),
        (says) => {
          const sketches = says.map((text, index) => ({ day: index + 1, says: [text] }));
          expect(leftOf(...sketches)).toEqual(nothing);
          expect(ledgerOf(...sketches)[0]?.balanceCents).toBe(0);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('The recoupment forecast', () => {
  test('tells what the next remittance of each payer will withhold, and for which claims', () => {
    const forecast = recoupmentForecast(
      ledgerOf(
        { day: 1, says: ['WO -30 ICN00001 C000000000001-1', 'WO -45.50 C000000000002-3/ICN00002'] },
        { day: 5, says: ['FB -100'], payer: 'FEDMB' },
        { day: 8, says: ['WO 10 ICN00001'] },
      ),
    );
    expect(forecast.map(({ sentence }) => sentence)).toEqual([
      'Expect -$100.00 from FEDMB in the next remittance, for a balance that names no claim of ours.',
      'Expect -$65.50 from JUNIP in the next remittance, for 2 claims: C000000000001, C000000000002.',
    ]);
  });

  test('leaves out a payer of which nothing is open', () => {
    expect(recoupmentForecast(ledgerOf({ day: 1, says: ['FB -5'] }, { day: 2, says: ['FB 5'] }))).toEqual([]);
  });
});
