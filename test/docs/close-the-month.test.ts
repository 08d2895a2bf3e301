import { describe, expect, test } from 'vitest';
import { PaymentBatchEntry } from '#contracts/payment-batch.ts';
import { batchProblems } from '#domain/payment-batches/check-batch.ts';
import { practice } from '../domain/samples/encounters.ts';
import { codeBlocks, pageText } from './markdown.ts';

describe('The guide to closing the month', () => {
  const page = pageText('docs/guides/close-the-month.md');

  test('shows a batch that can be entered as it stands: its totals and its paper balance', () => {
    const [batch] = codeBlocks(page, 'json').map((block) => PaymentBatchEntry.parse(JSON.parse(block)));
    expect(batch?.items.map(({ kind }) => kind)).toEqual(['payer-payment', 'patient-payment', 'unapplied']);
    expect(batch === undefined ? ['none'] : batchProblems(batch, practice)).toEqual([]);
  });
});
