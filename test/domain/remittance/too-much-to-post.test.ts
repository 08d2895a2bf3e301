import { describe, expect, it } from 'vitest';
import { remittanceA, sampleClaim } from '../ledger/sample-claim.ts';
import { claimPayment, openBooks, receive, reversalOf, type LineSketch } from './sample-remittance.ts';

/** Fifty lines of six adjustments each: more than any payer sends. */
const lines = Array.from({ length: 50 }, (_, index): LineSketch => ({
  code: '99213',
  charge: '10',
  paid: '4',
  cas: Array.from({ length: 6 }, (__, reason) => `CO-${45 + reason * 100} 1`).join(', '),
  controlNumber: `L${index + 1}`,
}));
const claim = sampleClaim({
  lines: lines.map((_, index) => ({
    lineNumber: index + 1,
    lineControlNumber: `L${index + 1}`,
    code: '99213',
    modifiers: [],
    units: 1,
    chargeCents: 1000,
    diagnosisPointers: [1],
    serviceDate: '2026-03-01',
  })),
  totalChargeCents: 50_000,
});

describe('the largest claim', () => {
  it('is decided, taken back and decided anew by three payers and more, within what the store takes at once', () => {
    let books = openBooks(claim);
    for (let round = 1; round <= 3; round += 1) {
      const paid = claimPayment(lines, { payerControlNumber: `ICN${round}` });
      books = receive(books, remittanceA, [paid, reversalOf(paid)], undefined, round * 2 - 1);
      expect(books.last?.outcome).toBe('posted');
      expect(books.last?.writes.length).toBeLessThan(30);
    }
    expect(new TextEncoder().encode(JSON.stringify(books.claim)).length).toBeLessThan(380_000);
  });

  it('with decision upon decision is parked with the reason once its record is full, and nothing breaks', () => {
    let books = openBooks(claim);
    for (let round = 1; round <= 12 && books.last?.outcome !== 'suspended'; round += 1) {
      const paid = claimPayment(lines, { payerControlNumber: `ICN${round}` });
      books = receive(books, remittanceA, [paid, reversalOf(paid)], undefined, round * 2 - 1);
      expect(new TextEncoder().encode(JSON.stringify(books.claim)).length).toBeLessThan(400_000);
    }
    expect(books.last).toMatchObject({
      outcome: 'suspended',
      why: expect.stringMatching(/has no room for another: it would take \d+ bytes/),
    });
  });
});
