import { array, assert, constantFrom, integer, property, record, shuffledSubarray, tuple } from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Claim } from '#contracts/claim.ts';
import { Instant } from '#contracts/dates.ts';
import { ClaimId, PayerId, PostingId, RemittanceId } from '#contracts/identifiers.ts';
import type { Posting } from '#contracts/ledger.ts';
import { RemittanceRun } from '#contracts/remittance-run.ts';
import { dateOf } from '#domain/calendar/plain-date.ts';
import { claimIdOfControlNumber } from '#domain/identity/ids.ts';
import type { ClaimEvidence } from '#domain/ledger-replay/books.ts';
import { LedgerReplayer, type LedgerReplay } from '#domain/ledger-replay/replay-ledger.ts';
import { trialBalance } from '#domain/ledger/balances.ts';
import { makePosting } from '#domain/ledger/make-posting.ts';
import { cents, decimalText, subtractCents, sumCents } from '#domain/money/cents.ts';
import { postClaimPayment } from '#domain/remittance/post-claim-payment.ts';
import { postProviderAdjustments } from '#domain/remittance/post-provider-adjustments.ts';
import { suspendUnmatched } from '#domain/remittance/suspend-payment.ts';
import type { Write } from '#domain/writes/write.ts';
import type { Claim835, Remittance835 } from '#domain/x12/guides/005010X221A1-835/model.ts';
import { sentEvents } from '../../../bench/posting/sent-claims.ts';
import { postingsIn, sampleClaim, samplePractice } from '../ledger/sample-claim.ts';
import { claimPayment, openBooks, remittance, reversalOf } from '../remittance/sample-remittance.ts';

const practice = samplePractice();
const { practiceId } = practice;
const claimIds = ['C000000000001', 'C000000000002', 'C000000000003'].map((id) => ClaimId.parse(id));

const moment = (number: number): Instant =>
  Instant.parse(new Date(Date.parse('2026-03-20T15:00:00.000Z') + number * 3_600_000).toISOString());
const remittanceIdOf = (number: number): RemittanceId =>
  RemittanceId.parse(`R${String(number).padStart(16, '0')}`);

/** A practice's books as the pipeline would keep them. */
class Pipeline {
  readonly claims = new Map<ClaimId, Claim>();
  readonly postings: Posting[] = [];
  readonly received: { run: RemittanceRun; file: Remittance835 }[] = [];

  constructor() {
    for (const claimId of claimIds) {
      const base = sampleClaim();
      const books = openBooks({
        ...base,
        claimId,
        submissions: base.submissions.map((submission) => ({
          ...submission,
          patientControlNumber: `${claimId}-1` as typeof submission.patientControlNumber,
        })),
      });
      this.claims.set(claimId, books.claim);
      this.postings.push(...books.postings);
    }
  }

  receive(clps: readonly Claim835[], adjustments: readonly (readonly [string, string])[]): void {
    const number = this.received.length + 1;
    const remittanceId = remittanceIdOf(number);
    const at = moment(number);
    const occasion = { at, postingDate: dateOf(at), by: 'post-claim-payments' };
    const paid = clps.length === 0 ? cents(0) : sumCents(clps, ({ paidCents }) => paidCents);
    const withheld = cents(
      Math.round(adjustments.reduce((sum, [, amount]) => sum + Number(amount) * 100, 0)),
    );
    const file = remittance(clps, decimalText(subtractCents(paid, withheld)), adjustments);
    const facts = { remittanceId, traceNumber: 'EFT1' };
    const writes: Write[] = [];
    for (const [index, clp] of clps.entries()) {
      const claimId = claimIdOfControlNumber(clp.patientControlNumber);
      const claim = claimId === undefined ? undefined : this.claims.get(claimId);
      if (claim === undefined) {
        writes.push(...suspendUnmatched(practiceId, facts, clp, index + 1, occasion));
      } else {
        const postings = this.postings.filter((posting) => posting.claimId === claim.claimId);
        const posted = postClaimPayment(claim, practice, facts, clp, index + 1, { ...occasion, postings });
        this.postings.push(...postingsIn(posted.writes));
        if (posted.outcome !== 'duplicate' && posted.claim !== undefined) {
          this.claims.set(claim.claimId, posted.claim);
        }
      }
    }
    for (const pair of postProviderAdjustments(practiceId, facts, file.providerAdjustments, {
      ...occasion,
      by: 'close-remittance',
    })) {
      writes.push(...pair.writes);
    }
    this.postings.push(...postingsIn(writes));
    const run = RemittanceRun.parse({
      practiceId,
      remittanceId,
      fileKey: `inbound/${number}.edi`,
      interchangeIndex: 0,
      transactionIndex: 0,
      traceNumber: 'EFT1',
      payerName: 'Juniper Mutual Health',
      paymentCents: file.payment.amountCents,
      paymentDate: '2026-03-20',
      claims: clps.length,
      receivedAt: at,
      state: 'posted',
      closedAt: at,
    });
    this.received.push({ run, file });
  }

  /** Each claim as it was sent, for $200.00. */
  evidence(): ClaimEvidence[] {
    return [...this.claims.values()].map((claim) => ({
      claim,
      history: sentEvents(claim, claim.receivedAt),
      sentCents: new Map([[1, cents(20_000)]]),
    }));
  }

  replay(kept: readonly Posting[] = this.postings): LedgerReplay {
    const replayer = new LedgerReplayer(practice, this.evidence());
    for (const { run, file } of this.received) {
      replayer.add(run, file);
    }
    return replayer.compare(kept);
  }
}

/** What a payer may say of a claim: it pays, pays otherwise, denies. */
const decisions = {
  paid: [
    { code: '99213', charge: '150', paid: '70', cas: 'CO-45 60, PR-2 20' },
    { code: '81002', charge: '50', paid: '40', cas: 'CO-45 10' },
  ],
  less: [
    { code: '99213', charge: '150', paid: '50', cas: 'CO-45 60, PR-1 40' },
    { code: '81002', charge: '50', paid: '0', cas: 'CO-97 50' },
  ],
  denied: [
    { code: '99213', charge: '150', paid: '0', cas: 'CO-16 150' },
    { code: '81002', charge: '50', paid: '0', cas: 'CO-16 50' },
  ],
} as const;

function said(claimId: string, decision: keyof typeof decisions, isReversal: boolean): Claim835 {
  const clp = claimPayment(decisions[decision], {
    patientControlNumber: `${claimId}-1`,
    payerControlNumber: `ICN-${decision}`,
  });
  return isReversal ? reversalOf(clp) : clp;
}

const anyClp = record({
  claimId: constantFrom<string>(...claimIds, 'C000000000009', 'STRAY'),
  decision: constantFrom('paid', 'less', 'denied'),
  isReversal: constantFrom(false, false, true),
}).map(({ claimId, decision, isReversal }) => said(claimId, decision, isReversal));
const anyRemittance = record({
  clps: array(anyClp, { maxLength: 4 }),
  pairs: array(
    tuple(
      constantFrom('WO', 'FB', 'L6', 'CS', 'IR', 'ZZ'),
      integer({ min: -300, max: 300 }).map((amount) => `${amount}.00`),
    ),
    { maxLength: 3 },
  ),
});

describe('A ledger that is rebuilt from the files', () => {
  test('is the one that is kept, whatever payers decide, take back, repeat and withhold, in any order', () => {
    assert(
      property(array(anyRemittance, { maxLength: 6 }), (files) => {
        const pipeline = new Pipeline();
        for (const { clps, pairs } of files) {
          pipeline.receive(clps, pairs);
        }
        const replay = pipeline.replay();
        expect(replay.differences).toEqual([]);
        expect(replay.faults).toEqual([]);
        expect(replay.isEqual).toBe(true);
        expect(trialBalance(pipeline.postings).differenceCents).toBe(0);
      }),
      { numRuns: 60 },
    );
  });

  test('is the same when a file is read back in another order than it was posted', () => {
    const pipeline = new Pipeline();
    pipeline.receive([said('C000000000001', 'paid', false), said('C000000000001', 'paid', true)], []);
    pipeline.receive([said('C000000000001', 'less', false)], [['WO', '-30.00']]);
    assert(
      property(shuffledSubarray(pipeline.received, { minLength: 2 }), (received) => {
        const replayer = new LedgerReplayer(practice, pipeline.evidence());
        for (const { run, file } of received) {
          replayer.add(run, file);
        }
        expect(replayer.compare(pipeline.postings).isEqual).toBe(true);
      }),
      { numRuns: 5 },
    );
  });

  test('has what people decided of denials, as the claims keep it, and not what no claim keeps', () => {
    const pipeline = new Pipeline();
    pipeline.receive([said('C000000000001', 'denied', false)], [['CS', '40.00']]);
    const claimId = ClaimId.parse('C000000000001');
    const at = moment(5);
    pipeline.postings.push(
      makePosting({
        practiceId,
        postingId: 'write-off-1',
        cause: 'write-off',
        claimId,
        concerns: PostingId.parse(`adjudication-${remittanceIdOf(1)}-1`),
        postingDate: dateOf(at),
        knownAt: at,
        by: 'user maria',
        words: 'Given up',
        legs: [
          { account: 'write-off', payerId: PayerId.parse('JUNIP'), amountCents: cents(20_000) },
          { account: 'denial-pending', payerId: PayerId.parse('JUNIP'), amountCents: cents(-20_000) },
        ],
      }),
    );
    pipeline.receive([said('C000000000002', 'paid', false)], []);
    expect(new Set(pipeline.replay().differences.map(({ holder, source }) => `${holder} ${source}`))).toEqual(
      new Set(['C000000000001 decisions']),
    );
    const claim = pipeline.claims.get(claimId);
    if (claim !== undefined) {
      const decision = { at, by: 'maria', task: 'denial', outcome: 'write-off', fields: [] };
      pipeline.claims.set(claimId, { ...claim, staffDecisions: [decision] });
    }
    expect(pipeline.replay()).toMatchObject({ isEqual: true, differences: [], faults: [] });
  });

  test('tells a cent that was changed, and where', () => {
    const pipeline = new Pipeline();
    pipeline.receive([said('C000000000001', 'paid', false)], [['WO', '30.00']]);
    const changed = pipeline.postings.map((posting) =>
      posting.cause === 'adjudication'
        ? {
            ...posting,
            legs: posting.legs.map((leg) =>
              leg.account === 'cash-in-transit' ? { ...leg, amountCents: cents(leg.amountCents + 1) } : leg,
            ),
          }
        : posting,
    );
    const replay = pipeline.replay(changed);
    expect(replay.isEqual).toBe(false);
    expect(replay.differences).toEqual([
      {
        holder: 'C000000000001',
        source: 'remittances',
        postings: [`adjudication-${remittanceIdOf(1)}-1`],
        account: 'cash-in-transit',
        payerId: 'JUNIP',
        keptCents: 11_001,
        rebuiltCents: 11_000,
        differenceCents: -1,
      },
    ]);
    expect(replay.accounts.filter(({ account }) => account === 'cash-in-transit')).toMatchObject([
      { payerId: undefined, keptCents: -3000, rebuiltCents: -3000, differenceCents: 0 },
      { payerId: 'JUNIP', keptCents: 11_001, rebuiltCents: 11_000, differenceCents: -1 },
    ]);
  });

  test('tells a posting under another payer, though every account has its sum', () => {
    const pipeline = new Pipeline();
    pipeline.receive([said('C000000000001', 'denied', false)], []);
    const other = practice.payers.find(({ payerId }) => payerId === 'FEDMB');
    const changed = pipeline.postings.map((posting) =>
      posting.cause === 'adjudication'
        ? {
            ...posting,
            legs: posting.legs.map((leg) =>
              leg.payerId === 'JUNIP' ? { ...leg, payerId: other?.payerId } : leg,
            ),
          }
        : posting,
    );
    const replay = pipeline.replay(changed);
    expect(replay.isEqual).toBe(false);
    const holder = 'C000000000001';
    const account = 'payer-receivable';
    const source = 'remittances';
    expect(replay.differences.filter((one) => one.account === account)).toMatchObject([
      { holder, source, payerId: 'FEDMB', keptCents: -20_000, rebuiltCents: 0 },
      { holder, source, payerId: 'JUNIP', keptCents: 0, rebuiltCents: -20_000 },
    ]);
    expect(replay.accounts.find((one) => one.account === account && one.payerId === 'FEDMB')).toMatchObject({
      differenceCents: 20_000,
    });
  });

  test.each<[string, (postings: readonly Posting[]) => Posting[], string]>([
    [
      'a posting of a claim is missing',
      (postings) => postings.filter(({ cause }) => cause !== 'adjudication'),
      'C000000000001',
    ],
    [
      'a provider adjustment is missing',
      (postings) => postings.filter(({ cause }) => cause !== 'provider-adjustment'),
      remittanceIdOf(1),
    ],
    [
      'a posting stands twice',
      (postings) => [...postings, ...postings.filter(({ cause }) => cause === 'provider-adjustment')],
      remittanceIdOf(1),
    ],
  ])('is not the one that is kept where %s', (_, change, holder) => {
    const pipeline = new Pipeline();
    pipeline.receive([said('C000000000001', 'paid', false)], [['WO', '30.00']]);
    const replay = pipeline.replay(change(pipeline.postings));
    expect(replay.isEqual).toBe(false);
    expect(new Set(replay.differences.map((difference) => difference.holder))).toEqual(new Set([holder]));
  });

  test('tells when a file is gone, and when postings belong to nothing', () => {
    const pipeline = new Pipeline();
    pipeline.receive([said('C000000000001', 'paid', false)], []);
    const replayer = new LedgerReplayer(practice, pipeline.evidence().slice(0, 2));
    for (const { run } of pipeline.received) {
      replayer.add(run, undefined);
    }
    expect(replayer.compare(pipeline.postings).faults).toEqual([
      `The file inbound/1.edi of remittance ${remittanceIdOf(1)} does not have it.`,
      'There are postings of claim C000000000003, and no such claim.',
    ]);
  });
});
