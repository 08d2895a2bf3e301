import { describe, expect, test } from 'vitest';
import { chartOfAccounts } from '#domain/ledger/chart-of-accounts.ts';
import { providerAdjustmentRows } from '#domain/remittance/provider-adjustment-codes.ts';
import { pageText, sectionOf, tableRows } from './markdown.ts';

describe('The guide to posting', () => {
  const rows = tableRows(sectionOf(pageText('docs/guides/posting.md'), '## Provider adjustments'));
  const told = rows.flatMap(([, codes = '', account = '']) =>
    [...codes.matchAll(/`?(\w+)`?(?:,|$)/g)].map(([, code = '']) => `${code} ${account.replaceAll('`', '')}`),
  );

  test('names the account of every provider adjustment, and of no other', () => {
    expect(told.toSorted()).toEqual(
      providerAdjustmentRows.map(({ code, account }) => `${code} ${account}`).toSorted(),
    );
  });

  test('names no account that the chart does not have', () => {
    const accounts = rows.map(([, , account = '']) => account.replaceAll('`', ''));
    expect(accounts.filter((account) => !(account in chartOfAccounts))).toEqual([]);
  });
});
