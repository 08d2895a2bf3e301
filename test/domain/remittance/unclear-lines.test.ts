import { describe, expect, it } from 'vitest';
import { balancesOf } from '#domain/ledger/balances.ts';
import { remittanceA, sampleClaim } from '../ledger/sample-claim.ts';
import { claimPayment, openBooks, receive, reversalOf, type LineSketch } from './sample-remittance.ts';

const urineTest: LineSketch = { code: '81002', charge: '50', paid: '50' };
const both = sampleClaim();
const one = sampleClaim({
  lines: both.lines.slice(0, 1),
  totalChargeCents: both.lines[0]?.chargeCents,
});

const outcomeOf = (lines: readonly LineSketch[], claim = both) =>
  receive(openBooks(claim), remittanceA, [claimPayment(lines)]).last?.outcome;

describe('a decision with a line that no line of the claim matches', () => {
  it.each<{ readonly what: string; readonly line: LineSketch; readonly outcome: 'posted' | 'suspended' }>([
    {
      what: 'was paid is parked for a person',
      line: { code: '99999', charge: '150', paid: '70', cas: 'CO-45 80' },
      outcome: 'suspended',
    },
    {
      what: 'was denied is parked for a person',
      line: { code: '99999', charge: '150', paid: '0', cas: 'CO-50 150' },
      outcome: 'suspended',
    },
    {
      what: 'was taken off by contract is posted',
      line: { code: '99999', charge: '150', paid: '0', cas: 'CO-45 150' },
      outcome: 'posted',
    },
    {
      what: 'was left to the patient is posted',
      line: { code: '99999', charge: '150', paid: '0', cas: 'PR-1 150' },
      outcome: 'posted',
    },
  ])('that $what', ({ line, outcome }) => {
    expect(outcomeOf([line, urineTest])).toBe(outcome);
  });

  it('is posted where the claim has but one line', () => {
    expect(outcomeOf([{ code: '99999', charge: '150', paid: '70', cas: 'CO-45 80' }], one)).toBe('posted');
  });

  it('names that line and those of the claim, and stands in suspense at what it paid', () => {
    const strange: LineSketch = { code: '99999', charge: '150', paid: '70', cas: 'CO-45 80' };
    const books = receive(openBooks(both), remittanceA, [claimPayment([urineTest, strange])]);
    const why = books.last?.outcome === 'suspended' ? books.last.why : '';
    expect(why).toContain('line 2 (99999, charge $150.00, paid $70.00)');
    expect(why).toContain('1 is 99213 25 at $150.00');
    expect(balancesOf(books.postings)).toMatchObject({ suspense: -12_000, 'payer-receivable': 20_000 });
  });

  it('is not asked of a reversal, which takes back what it mirrors', () => {
    const paid = claimPayment([
      { code: '99213', charge: '150', paid: '150' },
      { code: '81002', charge: '50', paid: '50' },
    ]);
    const reversal = reversalOf(paid);
    const strange = {
      ...reversal,
      lines: reversal.lines.map((line) => ({ ...line, procedure: { ...line.procedure, code: '99999' } })),
    };
    const books = receive(openBooks(both), remittanceA, [paid, strange]);
    expect(books.last?.outcome).toBe('posted');
    expect(balancesOf(books.postings)).toMatchObject({ 'cash-in-transit': 0, 'payer-receivable': 20_000 });
  });
});
