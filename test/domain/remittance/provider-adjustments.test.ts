import { describe, expect, test } from 'vitest';
import { PlainDate } from '#contracts/dates.ts';
import type { Posting } from '#contracts/ledger.ts';
import type { Task } from '#contracts/task.ts';
import { balancesOf, trialBalance } from '#domain/ledger/balances.ts';
import { decideUnexplainedAdjustment } from '#domain/remittance/decide-unexplained-adjustment.ts';
import { postProviderAdjustments } from '#domain/remittance/post-provider-adjustments.ts';
import { providerAdjustmentRows } from '#domain/remittance/provider-adjustment-codes.ts';
import type { Write } from '#domain/writes/write.ts';
import { at, day, postingsIn, remittanceA, samplePractice } from '../ledger/sample-claim.ts';
import { pairs } from './sample-remittance.ts';

const { practiceId } = samplePractice();
const occasion = { at, postingDate: day, by: 'test' };
const reason = 'The payer answered by letter';

function posted(code: string, amount: string, reference?: string): Write[] {
  const [pair] = pairs([[code, amount]]);
  return postProviderAdjustments(
    practiceId,
    { remittanceId: remittanceA, traceNumber: 'EFT1' },
    pair === undefined ? [] : [{ ...pair, ...(reference === undefined ? {} : { reference }) }],
    occasion,
  ).flatMap(({ writes }) => writes);
}

function taskOf(writes: readonly Write[]): Task {
  const [task] = writes.flatMap((write) => (write.kind === 'open-task' ? [write.task] : []));
  if (task === undefined) {
    throw new Error('There is no task among the writes');
  }
  return task;
}

/** The codes that the guide of the 835 allows in PLB03-1. */
const codesOfGuide =
  '50 51 72 90 AH AM AP B2 B3 BD BN C5 CR CS CT CV CW DM E3 FB FC GO HM IP IR IS J1 L3 L6 LE LS OA OB PI PL RA RE SL TL WO WU';

describe('The accounts of provider adjustments', () => {
  test('are told for every code of the guide and for no other', () => {
    expect(providerAdjustmentRows.map(({ code }) => code).toSorted()).toEqual(codesOfGuide.split(' '));
  });

  test('come with sentences of their own, one for each sign', () => {
    const sentences = providerAdjustmentRows.flatMap(({ taken, added }) => [taken, added]);
    expect(new Set(sentences).size).toBe(sentences.length);
    expect(sentences.filter((sentence) => !/^[A-Z].*\.$/.test(sentence))).toEqual([]);
  });

  test('are suspense only with work for a person', () => {
    const unwatched = providerAdjustmentRows.filter(
      ({ account, work }) => account === 'suspense' && work === undefined,
    );
    expect(unwatched).toEqual([]);
  });
});

describe('The posting of a provider adjustment', () => {
  test('keeps the reference as the payer wrote it, and whose payment was adjusted', () => {
    const [posting] = postingsIn(posted('WO', '30', '0123456789ICN C000000000001-1'));
    expect(posting).toMatchObject({
      reference: '0123456789ICN C000000000001-1',
      payeeId: '2000000010',
      cause: 'provider-adjustment',
    });
  });

  test.each([
    ['72', '-80', 'takeback-payable'],
    ['WU', '40', 'takeback-payable'],
    ['CS', '40', 'suspense'],
    ['J1', '40', 'suspense'],
    ['LE', '40', 'withheld-by-payer'],
    ['ZZ', '40', 'suspense'],
  ] as const)('of %s over %s asks a person, and stands in %s until then', (code, amount, account) => {
    const writes = posted(code, amount);
    expect(taskOf(writes)).toMatchObject({
      kind: 'unexplained-adjustment',
      outcomes: ['place', 'ask-the-payer', 'right-as-posted'],
    });
    expect(balancesOf(postingsIn(writes))[account]).toBe(Number(amount) * 100);
  });
});

describe('What a person decides about a provider adjustment', () => {
  const writes = posted('CS', '40');
  const task = taskOf(writes);
  const place = (postings: readonly Posting[], account: 'withheld-by-payer' | 'settlement-income') =>
    decideUnexplainedAdjustment(task, { outcome: 'place', account, reason }, postings, occasion);

  test('moves the whole amount out of suspense to the account that is named', () => {
    const before = postingsIn(writes);
    const after = [...before, ...postingsIn(place(before, 'withheld-by-payer').writes ?? [])];
    expect(balancesOf(after)).toMatchObject({
      suspense: 0,
      'withheld-by-payer': 4000,
      'cash-in-transit': -4000,
    });
    expect(trialBalance(after).differenceCents).toBe(0);
  });

  test('names the same posting when it is decided twice at once, so that only one is written', () => {
    const before = postingsIn(writes);
    const [one] = postingsIn(place(before, 'withheld-by-payer').writes ?? []);
    const [other] = postingsIn(place(before, 'settlement-income').writes ?? []);
    expect(one?.postingId).toBe(other?.postingId);
  });

  test('is put right by another placing, from where the amount stands then', () => {
    const before = postingsIn(writes);
    const once = [...before, ...postingsIn(place(before, 'withheld-by-payer').writes ?? [])];
    const twice = [...once, ...postingsIn(place(once, 'settlement-income').writes ?? [])];
    expect(new Set(twice.map(({ postingId }) => postingId)).size).toBe(3);
    expect(balancesOf(twice)).toMatchObject({
      suspense: 0,
      'withheld-by-payer': 0,
      'settlement-income': 4000,
    });
    expect(place(twice, 'settlement-income').refused).toEqual([
      'account: the amount is in settlement-income already',
    ]);
  });

  test('may not be that money stays in suspense', () => {
    const decided = decideUnexplainedAdjustment(
      task,
      { outcome: 'right-as-posted', reason },
      postingsIn(writes),
      occasion,
    );
    expect(decided.refused?.join()).toMatch(/in suspense, where nothing may stay/);
  });

  test('may be that what a tax office was paid is right as posted', () => {
    const levied = posted('IR', '12');
    const decided = decideUnexplainedAdjustment(
      taskOf(levied),
      { outcome: 'right-as-posted', reason },
      postingsIn(levied),
      occasion,
    );
    expect(decided).toEqual({ summary: 'The amount stays in Withheld by payers.', writes: [] });
  });

  test('may be to ask the payer: the task comes back on the day named, each time under a number of its own', () => {
    const by = PlainDate.parse('2026-04-01');
    const ask = (asked: Task) =>
      taskOf([
        ...(decideUnexplainedAdjustment(
          asked,
          { outcome: 'ask-the-payer', by, reason },
          postingsIn(writes),
          occasion,
        ).writes ?? []),
      ]);
    const first = ask(task);
    const second = ask(first);
    expect(first).toMatchObject({ status: 'open', dueOn: by });
    expect([first, second].map(({ taskId }) => taskId)).toEqual([
      `${task.taskId}-asked-1`,
      `${task.taskId}-asked-2`,
    ]);
    // It is still about the same posting.
    const decided = decideUnexplainedAdjustment(
      second,
      { outcome: 'place', account: 'settlement-income', reason },
      postingsIn(writes),
      occasion,
    );
    expect(decided.writes).toHaveLength(1);
  });
});
