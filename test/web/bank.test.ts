import { expect, test } from 'vitest';
import { AwaitedDeposit, OpenEntry } from '#contracts/bank.ts';
import { leftAfter, proposalsFor } from '../../web/pages/bank/bank-choice.ts';

const entry = OpenEntry.parse({
  practiceId: 'cedar-hill',
  bankEntryId: 'K0000000000000001',
  kind: 'other-credit',
  postedOn: '2026-11-20',
  version: 1,
  asked: 0,
  openCents: 30_000,
});
const deposit = (holder: string, openCents: number) =>
  AwaitedDeposit.parse({
    practiceId: 'cedar-hill',
    holder,
    method: 'electronic',
    payerName: 'Juniper Health',
    traceNumber: holder,
    issuedOn: '2026-11-19',
    openCents,
    version: 1,
    asked: 0,
  });
const one = deposit('R0000000000000001', 10_000);
const two = deposit('R0000000000000002', 20_000);
const other = deposit('R0000000000000003', 77_700);

test('What an entry may be is the only set of payments of its sum', () => {
  expect(proposalsFor([entry], [one, two, other]).get(entry.bankEntryId)?.holders).toEqual([
    one.holder,
    two.holder,
  ]);
  expect(proposalsFor([entry], [one, other]).size).toBe(0);
});

test('What is left of an entry is what the chosen payments do not explain', () => {
  expect(leftAfter(entry, [one, two, other], new Set())).toBe(30_000);
  expect(leftAfter(entry, [one, two, other], new Set([one.holder, two.holder]))).toBe(0);
  expect(leftAfter(entry, [one, two, other], new Set([other.holder]))).toBe(-47_700);
});
