import { describe, expect, test } from 'vitest';
import type { Cents } from '#contracts/cents.ts';
import { PaymentBatch, PaymentBatchEntry, PaymentItem } from '#contracts/payment-batch.ts';
import { RemittanceRun } from '#contracts/remittance-run.ts';
import { samplePractice } from '../../local/cli/samples.ts';
import { contentHashOf } from '#domain/identity/content-hash.ts';
import { methodTotals, batchProblems } from '#domain/payment-batches/check-batch.ts';
import {
  batchDraftOf,
  batchHeader,
  controlTotals,
  fillBatch,
  itemForms,
  itemKinds,
  kindOf,
  type BatchDraft,
} from '../../web/forms/batch-forms.ts';
import { fieldsOf, type Field } from '../../web/forms/field-shape.ts';
import { wordsOfField } from '../../web/forms/field-words.ts';
import { entryOf, itemInWords, itemsToMove, methodsInWords } from '../../web/pages/batches/batch-words.ts';

const practice = samplePractice();
const claimId = 'C000000000001';

const eob = {
  kind: 'payer-payment',
  payerId: practice.payers[0]?.payerId ?? '',
  method: 'check',
  number: '900117',
  date: '2026-11-18',
  amount: '120.00',
  claims: [
    {
      claim: claimId,
      status: '1',
      patient: { lastName: 'Waxwing', firstName: 'Odette' },
      payerControlNumber: '26322JX1',
      charge: '200.00',
      paid: '120.00',
      lines: [
        {
          code: '99213',
          modifiers: ['25'],
          serviceDate: '2026-11-02',
          charge: '200.00',
          paid: '120.00',
          adjustments: [
            { groupCode: 'CO', reasonCode: '45', amount: '60.00' },
            { groupCode: 'PR', reasonCode: '1', amount: '20.00' },
          ],
        },
      ],
    },
  ],
};
const draft: BatchDraft = {
  header: { name: 'lockbox 2026-11-20', kind: 'lockbox', count: '3', total: '195.00' },
  items: [
    eob,
    { kind: 'patient-payment', claims: ['C000000000002'], method: 'check', number: '1042', amount: '25' },
    { kind: 'unapplied', method: 'cash', amount: '50.00', words: 'Envelope without a name' },
  ],
};

function entryFrom(typed: BatchDraft): PaymentBatchEntry {
  const filled = fillBatch(typed);
  if (!filled.ok) {
    throw new Error(JSON.stringify(filled));
  }
  return filled.entry;
}

function fieldsWithin(fields: readonly Field[], path: readonly string[]): string[][] {
  return fields.flatMap(({ name, shape }) => {
    const here = [...path, name];
    const inside = shape.kind === 'list' ? shape.of : shape;
    return [here, ...(inside.kind === 'group' ? fieldsWithin(inside.fields, here) : [])];
  });
}

describe('A batch as it is typed', () => {
  test('is handed in as the contract has it, and its EOB balances', () => {
    const entry = entryFrom(draft);
    expect(PaymentBatchEntry.parse(entry)).toEqual(entry);
    expect(entry.control).toEqual({ count: 3, amountCents: 19_500 });
    expect(entry.items[0]).toMatchObject({
      amountCents: 12_000,
      claims: [
        {
          chargeCents: 20_000,
          lines: [{ modifiers: ['25'], adjustments: [{ group: 'CO', reason: '45', amountCents: 6000 }, {}] }],
        },
      ],
    });
    expect(batchProblems(entry, practice)).toEqual([]);
  });

  test('tells what is stated beside what is typed so far', () => {
    expect(controlTotals(draft)).toEqual({
      stated: { count: 3, amountCents: 19_500 },
      typed: { count: 3, amountCents: 19_500 },
    });
    const begun = {
      header: { count: 'two', total: '1,5' },
      items: [{ ...eob, amount: '12' }, { amount: 'x' }],
    };
    expect(controlTotals(begun)).toEqual({
      stated: { count: undefined, amountCents: undefined },
      typed: { count: 2, amountCents: 1200 },
    });
  });

  test('says which totals do not tie', () => {
    const entry = entryFrom({ ...draft, items: draft.items.slice(0, 2) });
    expect(batchProblems(entry, practice)).toEqual([
      'The batch states 3 items and holds 2.',
      'The batch states $195.00 and its items make $145.00; the difference is -$50.00.',
    ]);
  });

  test('says beside each field what is wrong, by the names of the form', () => {
    const filled = fillBatch({
      header: { name: 'x', kind: 'lockbox', total: '10' },
      items: [
        { kind: 'patient-payment', method: 'cash', amount: '10.00' },
        { kind: 'unapplied', method: 'cash', amount: '0.00', words: 'No name' },
        { ...eob, claims: [{ ...eob.claims[0], paid: 'much' }] },
      ],
    });
    expect(filled).toMatchObject({ ok: false });
    expect(Object.keys(filled.ok ? {} : filled.headerFaults).toSorted()).toEqual(['count', 'name']);
    expect(Object.keys(filled.ok ? {} : filled.itemFaults).toSorted()).toEqual([
      '0.guarantorId',
      '1.amount',
      '2.claims.0.paid',
    ]);
  });

  test('finds claims and accounts by their patient, wherever it takes their ids', () => {
    expect(itemKinds.map((kind) => foundIn(fieldsOf(itemForms[kind])))).toEqual([
      ['claim: claim'],
      ['guarantorId: guarantor', 'claims: claim'],
      ['guarantorId: guarantor'],
    ]);
  });

  test('is nothing without an item', () => {
    expect(fillBatch({ header: draft.header, items: [] })).toMatchObject({ ok: false });
  });

  test('is what it was when it is taken up again', () => {
    expect(batchDraftOf({ header: draft.header, items: draft.items })).toEqual(draft);
    expect(batchDraftOf(undefined)).toEqual({ header: undefined, items: [] });
    expect(kindOf({})).toBe('unapplied');
  });

  test.each(itemKinds)('has words for every field of %s', (kind) => {
    for (const path of fieldsWithin(fieldsOf(itemForms[kind]), ['payment', kind])) {
      expect(wordsOfField(path).label).not.toBe('');
    }
  });

  test('has words for every field of what is stated', () => {
    for (const path of fieldsWithin(fieldsOf(batchHeader), ['batch'])) {
      expect(wordsOfField(path).label).not.toBe('');
    }
  });
});

/** The fields, at any depth, for ids that are found by the patient. */
function foundIn(fields: readonly Field[]): string[] {
  return fields.flatMap(({ name, shape }) => {
    const one = shape.kind === 'list' ? shape.of : shape;
    return one.kind === 'group'
      ? foundIn(one.fields)
      : one.kind === 'text' && one.finds !== undefined
        ? [`${name}: ${one.finds}`]
        : [];
  });
}

describe('A batch as it is kept', () => {
  const entry = entryFrom(draft);
  const kept = (more: Partial<PaymentBatch>, of: PaymentBatchEntry = entry) =>
    PaymentBatch.parse({
      practiceId: 'alder-creek',
      batchId: 'B0123456789ABCDEF',
      version: 1,
      name: of.name,
      kind: of.kind,
      postingDate: '2026-11-20',
      control: of.control,
      contentHash: contentHashOf(of),
      documentKey: 'payments/1.json',
      byMethod: methodTotals(of.items),
      remittances: [],
      state: 'posting',
      done: 1,
      enteredAt: '2026-11-20T10:00:00.000Z',
      enteredBy: 'maria',
      ...more,
    });
  const run = (more: Partial<RemittanceRun>) =>
    RemittanceRun.parse({
      practiceId: 'alder-creek',
      remittanceId: 'R0123456789ABCDEF',
      fileKey: 'f',
      interchangeIndex: 0,
      transactionIndex: 0,
      traceNumber: '900117',
      payerName: 'Juniper',
      paymentCents: 12_000,
      paymentDate: '2026-11-18',
      claims: 1,
      posted: 0,
      suspended: 0,
      receivedAt: '2026-11-20T10:00:00.000Z',
      state: 'duplicate',
      postingDate: '2026-11-20',
      ...more,
    });

  test.each([
    ['without a posting date', entry],
    ['with one', { ...entry, postingDate: '2026-11-20' } as PaymentBatchEntry],
  ])('is gone on with as the very entry that it was, %s', (_, of) => {
    expect(entryOf(kept({}, of), of.items)).toEqual(of);
  });

  test('is not gone on with where its items are others', () => {
    expect(entryOf(kept({}), entry.items.slice(1))).toBeUndefined();
  });

  test('tells how it came', () => {
    const byMethod = PaymentBatch.shape.byMethod.parse([
      { method: 'check', count: 2, amountCents: 1 },
      { method: 'cash', count: 1, amountCents: 1 },
    ]);
    expect(methodsInWords({ byMethod })).toBe('2 checks, 1 in cash');
  });

  test('tells what became of each item', () => {
    expect(itemInWords(kept({}), 1, undefined)).toBe('Posted');
    expect(itemInWords(kept({}), 2, undefined)).toBe('To be posted');
    expect(itemInWords(kept({ state: 'posted' }), 1, run({}))).toBe('Held until its task is decided');
    expect(itemInWords(kept({ state: 'posted' }), 1, run({ postingDate: undefined }))).toMatch(
      /day of its dec/,
    );
    expect(itemInWords(kept({ state: 'posted' }), 1, run({ state: 'posted', posted: 1 }))).toBe(
      '1 claim posted',
    );
    expect(itemInWords(kept({ state: 'posted' }), 1, run({ state: 'posted', posted: 1, suspended: 2 }))).toBe(
      '1 claim posted, 2 parked',
    );
    expect(itemInWords(kept({ state: 'taken-back' }), 2, undefined)).toBe('Taken back');
  });

  test('lets out of its day what is held and was not moved yet', () => {
    const runs = [
      { item: 1, run: run({}) },
      { item: 2, run: run({ state: 'posted' }) },
      { item: 3, run: run({}) },
    ];
    const moved = { item: 3, from: '2026-11-20', at: '2026-11-21T00:00:00.000Z', by: 'ned', reason: 'Late' };
    const movedOn = PaymentBatch.shape.movedOn.parse([moved]);
    expect(itemsToMove(kept({ state: 'posted' }), runs)).toEqual([1, 3]);
    expect(itemsToMove(kept({ state: 'posted', movedOn }), runs)).toEqual([1]);
    expect(itemsToMove(kept({ state: 'posting' }), runs)).toEqual([]);
  });

  test('holds items that the contract reads', () => {
    expect(entry.items.map((item) => PaymentItem.parse(item).amountCents)).toEqual([
      12_000, 2500, 5000,
    ] satisfies number[] as Cents[]);
  });
});
