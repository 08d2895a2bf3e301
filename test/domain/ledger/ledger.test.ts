import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cents } from '#contracts/cents.ts';
import { accountKinds, Posting, type Leg } from '#contracts/ledger.ts';
import { ClaimId, PayerId } from '#contracts/identifiers.ts';
import { balancesByClaim, balancesByPayer, balancesOf, trialBalance } from '#domain/ledger/balances.ts';
import {
  correctingPosting,
  EmptyPosting,
  makePosting,
  standingPostings,
  UnbalancedPosting,
} from '#domain/ledger/make-posting.ts';
import { postCharge } from '#domain/ledger/post-charge.ts';
import { cents } from '#domain/money/cents.ts';
import { at, day, postingsIn, sampleClaim } from './sample-claim.ts';

const occasion = { at, postingDate: day, by: 'test' };

function posting(postingId: string, legs: readonly Leg[]): Posting {
  const { practiceId, claimId } = sampleClaim();
  return makePosting({
    practiceId,
    claimId,
    postingId,
    cause: 'charge',
    postingDate: day,
    knownAt: at,
    by: 'test',
    words: 'Charges',
    legs: [...legs],
  });
}

const amount = fc.integer({ min: -1_000_000, max: 1_000_000 }).filter((cents) => cents !== 0);
const balancedPosting = fc
  .tuple(
    fc.uuid(),
    fc.array(fc.tuple(fc.constantFrom(...accountKinds), amount), { minLength: 1, maxLength: 8 }),
  )
  .filter(([, legs]) => legs.reduce((sum, [, legAmount]) => sum + legAmount, 0) !== 0)
  .map(([id, legs]) =>
    posting(id, [
      ...legs.map(([account, legAmount]) => ({ account, amountCents: cents(legAmount) })),
      { account: 'suspense', amountCents: cents(-legs.reduce((sum, [, legAmount]) => sum + legAmount, 0)) },
    ]),
  );

describe('a posting', () => {
  it('is refused when debits exceed credits, and the difference is named', () => {
    const make = () =>
      posting('charge-1', [
        { account: 'payer-receivable', amountCents: cents(15_000) },
        { account: 'charges', amountCents: cents(-14_999) },
      ]);
    expect(make).toThrow(UnbalancedPosting);
    expect(make).toThrow('debits exceed credits by $0.01');
  });

  it('is refused when credits exceed debits, and the difference is named', () => {
    expect(() =>
      posting('charge-1', [
        { account: 'payer-receivable', amountCents: cents(100) },
        { account: 'charges', amountCents: cents(-350) },
      ]),
    ).toThrow('credits exceed debits by $2.50');
  });

  it('is refused with a leg of zero', () => {
    expect(() =>
      posting('charge-1', [
        { account: 'payer-receivable', amountCents: cents(100) },
        { account: 'suspense', amountCents: cents(0) },
        { account: 'charges', amountCents: cents(-100) },
      ]),
    ).toThrow(EmptyPosting);
  });

  it('is refused without legs', () => {
    expect(() => posting('charge-1', [])).toThrow(EmptyPosting);
  });

  it('satisfies its contract', () => {
    fc.assert(
      fc.property(balancedPosting, (made) => {
        expect(Posting.parse(made)).toEqual(made);
      }),
      {
        numRuns: 30,
      },
    );
  });
});

describe('a correcting posting', () => {
  it('is the exact negation of the original and names it', () => {
    fc.assert(
      fc.property(balancedPosting, (original) => {
        const correction = correctingPosting(original, { ...occasion, words: 'Taken back' });
        expect(correction.corrects).toBe(original.postingId);
        const balances = balancesOf([original, correction]);
        expect(Object.values(balances).every((balance) => balance === 0)).toBe(true);
        expect(correction.legs).toHaveLength(original.legs.length);
      }),
      { numRuns: 30 },
    );
  });

  it('leaves neither itself nor the original standing', () => {
    const [first, second] = [1, 2].map((number) =>
      posting(`charge-${number}`, [
        { account: 'payer-receivable', amountCents: cents(number) },
        { account: 'charges', amountCents: cents(-number) },
      ]),
    );
    if (first === undefined || second === undefined) {
      throw new Error('two postings were made');
    }
    const correction = correctingPosting(first, { ...occasion, words: 'Taken back' });
    expect(standingPostings([first, second, correction])).toEqual([second]);
  });
});

describe('balances', () => {
  it('are zero over all accounts after any sequence of postings, and agree with the trial balance', () => {
    fc.assert(
      fc.property(fc.array(balancedPosting, { maxLength: 12 }), (postings) => {
        const { rows, differenceCents, debitCents, creditCents } = trialBalance(postings);
        expect(differenceCents).toBe(0);
        expect(debitCents).toBe(creditCents);
        const balances = balancesOf(postings);
        for (const { account, balanceCents } of rows) {
          expect(balances[account]).toBe(balanceCents);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('are kept by claim and by payer', () => {
    const payerId = PayerId.parse('JUNIP');
    const claimId = ClaimId.parse('C000000000009');
    const one = posting('charge-1', [
      { account: 'payer-receivable', payerId, amountCents: cents(100) },
      { account: 'charges', amountCents: cents(-100) },
    ]);
    const two: Posting = { ...posting('charge-2', one.legs), claimId };
    expect(balancesByClaim([one, two]).get(claimId)?.['payer-receivable']).toBe(100);
    expect(balancesByPayer([one, two]).get(payerId)?.['payer-receivable']).toBe(200);
    expect(balancesByPayer([one, two]).get(payerId)?.charges).toBe(0);
  });

  it('of a damaged ledger show the difference', () => {
    const sound = posting('charge-1', [
      { account: 'payer-receivable', amountCents: cents(100) },
      { account: 'charges', amountCents: cents(-100) },
    ]);
    const damaged: Posting = { ...sound, legs: [{ account: 'charges', amountCents: -100 as Cents }] };
    expect(trialBalance([sound, damaged]).differenceCents).toBe(-100);
  });
});

describe('posting the charges of a claim', () => {
  it('debits the primary payer and credits charges', () => {
    const claim = sampleClaim();
    const { writes, postedChargeCents } = postCharge(claim, { ...occasion, postings: [] });
    expect(postedChargeCents).toBe(20_000);
    const [made] = postingsIn(writes);
    expect(made?.postingId).toBe('charge-C000000000001-1');
    expect(made?.legs).toEqual([
      { account: 'payer-receivable', payerId: 'JUNIP', amountCents: 20_000 },
      { account: 'charges', amountCents: -20_000 },
    ]);
  });

  it('debits the patient when there is no coverage', () => {
    const { writes } = postCharge(sampleClaim({ coverages: [] }), { ...occasion, postings: [] });
    expect(balancesOf(postingsIn(writes))['patient-receivable']).toBe(20_000);
  });

  it('posts nothing when the ledger holds the charges already', () => {
    const claim = sampleClaim();
    const first = postCharge(claim, { ...occasion, postings: [] });
    const again = postCharge(
      { ...claim, postedChargeCents: first.postedChargeCents },
      { ...occasion, postings: postingsIn(first.writes) },
    );
    expect(again.writes).toEqual([]);
  });

  it('posts the difference as a correction when the charges changed', () => {
    const claim = sampleClaim();
    const first = postingsIn(postCharge(claim, { ...occasion, postings: [] }).writes);
    const lowered = sampleClaim({ postedChargeCents: 20_000, totalChargeCents: 18_500 });
    const second = postingsIn(postCharge(lowered, { ...occasion, postings: first }).writes);
    expect(second.map(({ postingId, cause }) => [postingId, cause])).toEqual([
      ['charge-C000000000001-2', 'charge-correction'],
    ]);
    expect(balancesOf([...first, ...second]).charges).toBe(-18_500);
  });

  it('takes the sum off and charges it again when other services are charged for it, once', () => {
    const claim = sampleClaim();
    const first = postingsIn(postCharge(claim, { ...occasion, postings: [] }).writes);
    const [office, urine] = claim.lines;
    const recoded = sampleClaim({ postedChargeCents: 20_000, lines: [{ ...office, code: '99214' }, urine] });
    const second = postingsIn(postCharge(recoded, { ...occasion, postings: first }).writes);
    expect(second).toMatchObject([
      {
        postingId: 'charge-C000000000001-2',
        cause: 'charge-correction',
        services: { lines: [{ code: '99214' }, { code: '81002' }] },
        legs: [
          { account: 'charges', amountCents: 20_000 },
          { account: 'charges', amountCents: -20_000 },
        ],
      },
    ]);
    expect(balancesOf([...first, ...second])).toEqual(balancesOf(first));
    const all = [...first, ...second];
    expect(postCharge(recoded, { ...occasion, postings: all }).writes).toEqual([]);
    const cameAgain = { ...recoded, receivedAt: occasion.at };
    expect(postCharge(cameAgain, { ...occasion, postings: all }).writes).toEqual([]);
    // A replay knows no lines; it is told.
    const told = { ...occasion, postings: first, isRecoded: true };
    expect(postingsIn(postCharge({ ...claim, postedChargeCents: cents(20_000) }, told).writes)).toMatchObject(
      [{ legs: second[0]?.legs }],
    );
  });

  it('says with the last of its postings what is charged then, and nothing where the lines do not make up the charge', () => {
    const claim = sampleClaim({ diagnoses: ['E11.9', 'I10'] });
    const first = postingsIn(postCharge(claim, { ...occasion, postings: [] }).writes);
    expect(first[0]?.services).toMatchObject({
      payerId: 'JUNIP',
      receivedAt: claim.receivedAt,
      lines: [
        { code: '99213', modifiers: ['25'], chargeCents: 15_000, diagnoses: ['E11.9'] },
        { code: '81002', chargeCents: 5000 },
      ],
    });
    const moved = sampleClaim({
      postedChargeCents: 20_000,
      totalChargeCents: 15_000,
      lines: claim.lines.slice(0, 1),
      coverages: [{ order: 'primary', payerId: 'STMCD', memberId: 'S-1', relationship: 'self' }],
    });
    const second = postingsIn(postCharge(moved, { ...occasion, postings: first }).writes);
    expect(second.map(({ services }) => services?.lines.map(({ code }) => code))).toEqual([
      undefined,
      ['99213'],
    ]);
    const unexplained = sampleClaim({ totalChargeCents: 18_500 });
    const [lineless] = postingsIn(postCharge(unexplained, { ...occasion, postings: [] }).writes);
    expect(lineless?.services).toBeUndefined();
  });

  it('is taken back without saying anything of lines', () => {
    const [made] = postingsIn(postCharge(sampleClaim(), { ...occasion, postings: [] }).writes);
    const back = made === undefined ? undefined : correctingPosting(made, { ...occasion, words: 'Void' });
    expect(back).toMatchObject({ corrects: 'charge-C000000000001-1' });
    expect(back).not.toHaveProperty('services');
  });

  it('moves nothing when the former payer has decided on more than was billed', () => {
    const payerId = PayerId.parse('JUNIP');
    const overSettled = posting('adjudication-1', [
      { account: 'cash-in-transit', payerId, amountCents: cents(500) },
      { account: 'payer-receivable', payerId, amountCents: cents(-500) },
    ]);
    const changed = sampleClaim({
      postedChargeCents: 20_000,
      coverages: [{ order: 'primary', payerId: 'STMCD', memberId: 'S-1', relationship: 'self' }],
    });
    expect(postCharge(changed, { ...occasion, postings: [overSettled] }).writes).toEqual([]);
  });

  it('moves what is owed to the new primary payer when the coverage changed', () => {
    const first = postingsIn(postCharge(sampleClaim(), { ...occasion, postings: [] }).writes);
    const changed = sampleClaim({
      postedChargeCents: 20_000,
      coverages: [{ order: 'primary', payerId: 'STMCD', memberId: 'S-1', relationship: 'self' }],
    });
    const second = postingsIn(postCharge(changed, { ...occasion, postings: first }).writes);
    const byPayer = balancesByPayer([...first, ...second]);
    expect(byPayer.get(PayerId.parse('JUNIP'))?.['payer-receivable']).toBe(0);
    expect(byPayer.get(PayerId.parse('STMCD'))?.['payer-receivable']).toBe(20_000);
  });
});
