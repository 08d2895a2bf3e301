import type { BankEntry } from '#contracts/bank.ts';

/**
 * Type codes of BAI2 that concern what a practice was paid; codes of details from 100 to 399 that are not here are other
 * credits, those from 400 to 699 what the practice paid. Source: the type codes of the cash management balance reporting
 * specifications, version 2.
 */
const kindsByType: Readonly<Record<string, BankEntry['kind']>> = {
  '115': 'lockbox',
  '142': 'electronic-payment',
  '165': 'electronic-payment',
  '166': 'electronic-payment',
  '169': 'electronic-payment',
  '155': 'electronic-payment',
  '171': 'other-credit',
  '172': 'check-deposit',
  '173': 'check-deposit',
  '174': 'other-credit',
  '175': 'check-deposit',
  '301': 'check-deposit',
  '191': 'wire',
  '195': 'wire',
  '196': 'wire',
  '208': 'wire',
  '555': 'returned-item',
  '557': 'returned-item',
  '552': 'returned-item',
};

/** Items of a deposit that has an entry of its own: counted beside it they would be counted twice. */
const itemsOfDeposits: ReadonlySet<string> = new Set(['116', '143', '156']);

/** What a type code stands for; undefined where the entry is nothing that was paid to the practice. */
export function bankEntryKind(typeCode: string): BankEntry['kind'] | undefined {
  const known = kindsByType[typeCode];
  if (known !== undefined) {
    return known;
  }
  const number = Number(typeCode);
  return !itemsOfDeposits.has(typeCode) &&
    number >= 101 &&
    number <= 399 &&
    number % 10 !== 0 &&
    number !== 100
    ? 'other-credit'
    : undefined;
}
