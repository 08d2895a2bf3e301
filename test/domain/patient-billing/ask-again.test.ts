import { describe, expect, test } from 'vitest';
import { Instant, PlainDate } from '#contracts/dates.ts';
import { TaskId } from '#contracts/identifiers.ts';
import type { Posting } from '#contracts/ledger.ts';
import type { PatientAccount } from '#contracts/patient-account.ts';
import { correctingPosting, makePosting } from '#domain/ledger/make-posting.ts';
import { cents } from '#domain/money/cents.ts';
import { askAgain, givenUpPostingId } from '#domain/patient-billing/disputes.ts';
import { sampleClaim } from '../ledger/sample-claim.ts';

const claim = sampleClaim();
const { practiceId, claimId, guarantorId } = claim;
const on = (day: string) => ({
  at: Instant.parse(`2026-03-${day}T15:00:00.000Z`),
  postingDate: PlainDate.parse(`2026-03-${day}`),
  by: 'test',
});

/** A part of what the first dispute gave up, each by a decision of its own. */
function givenUp(part: number, amountCents: number): Posting {
  const { at, ...occasion } = on('10');
  return makePosting({
    ...occasion,
    practiceId,
    postingId: givenUpPostingId(claim, 1, part),
    cause: 'write-off',
    claimId,
    guarantorId,
    knownAt: at,
    words: 'Given up',
    legs: [
      { account: 'write-off', amountCents: cents(amountCents), reason: 'administrative' },
      { account: 'patient-receivable', amountCents: cents(-amountCents) },
    ],
  });
}

const fallen = (posting: Posting, day: string) =>
  correctingPosting(posting, { ...on(day), words: 'The payer took its decision back' });

const account: PatientAccount = {
  practiceId,
  guarantorId,
  version: 3,
  statements: [],
  visits: [],
  disputes: [
    {
      number: 1,
      type: 'amount',
      claimId,
      words: 'It was too much',
      openedAt: on('09').at,
      openedBy: 'maria',
      reviewOn: PlainDate.parse('2026-03-20'),
      taskId: TaskId.parse(`dispute-${guarantorId}-1`),
      closed: {
        outcome: 'adjust',
        at: on('10').at,
        by: 'maria',
        words: 'Half of it',
        claimId,
        adjustedCents: cents(5000),
      },
    },
  ],
};

describe('What a dispute gave up in two parts', () => {
  const [first, second] = [givenUp(1, 3000), givenUp(2, 2000)];
  const owed = cents(5000);

  test('is asked about part by part, as each falls', () => {
    const postings = [first, second, fallen(second, '12')];
    const asked = askAgain(account, claim, postings, owed, on('13').at);
    expect(asked?.task.why).toMatch(/^\$20\.00 that dispute 1 gave up fell/);
    const next = { ...account, disputes: asked?.disputes ?? [] };
    expect(askAgain(next, claim, postings, owed, on('14').at)).toBeUndefined();
    const later = askAgain(next, claim, [...postings, fallen(first, '15')], owed, on('16').at);
    expect(later?.task.why).toMatch(/^\$30\.00 that dispute 1 gave up fell/);
    expect(later?.disputes.map(({ again }) => again)).toEqual([undefined, [1], [1]]);
  });

  test('is asked about once where both fell', () => {
    const postings = [first, second, fallen(first, '12'), fallen(second, '12')];
    const asked = askAgain(account, claim, postings, owed, on('13').at);
    expect(asked?.task.why).toMatch(/^\$50\.00 that dispute 1 gave up fell/);
  });
});
