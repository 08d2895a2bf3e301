import type { AccountKind } from '#contracts/ledger.ts';

export interface ProviderAdjustmentRow {
  /** PLB03-1. */
  readonly code: string;
  readonly account: AccountKind;
  /** In our own words. */
  readonly sentence: string;
  /** What a person must do about it; absent where posting is all. */
  readonly work?: string;
}

const findPlace = 'Find out what it is for and move it from suspense to its place.';
const income = 'other-adjustment';

/** Reasons of provider-level adjustments (PLB): the account against which the money of the remittance changes. */
const rows: readonly (readonly [code: string, account: AccountKind, sentence: string, work?: string])[] = [
  ['WO', 'takeback-payable', 'The payer recovers an overpayment, or announces that it will.'],
  ['FB', 'takeback-payable', 'A balance carried to or from another remittance.'],
  ['72', 'takeback-payable', "The payer acknowledges the practice's refund."],
  ['L6', 'interest-income', 'Interest for paying late.'],
  ['50', income, 'A penalty for a late charge.'],
  ['51', income, 'An interest penalty.'],
  ['CT', income, 'A capitation payment.'],
  ['CR', income, 'Interest on capitation.'],
  ['CV', income, 'A pass-through payment of capital.'],
  ['CW', income, 'A pass-through payment for certified registered nurse anesthetists.'],
  ['DM', income, 'A pass-through payment for direct medical education.'],
  ['GO', income, 'A pass-through payment for graduate medical education.'],
  ['OA', income, 'A pass-through payment for organ acquisition.'],
  ['AM', 'suspense', "Applied to a borrower's account.", findPlace],
  ['AP', 'suspense', 'An acceleration of benefits.', findPlace],
  ['B2', income, 'A rebate.'],
  ['B3', 'takeback-payable', 'A recovery allowance.'],
  ['BD', income, 'A bad debt adjustment.'],
  ['BN', income, 'A bonus.'],
  ['C5', income, 'A temporary allowance.'],
  ['AH', income, "The payer's fee for originating the payment."],
  ['90', income, 'A discount for early payment.'],
  ['E3', 'suspense', 'Money withheld by the payer.', findPlace],
  ['CS', 'suspense', 'An adjustment that the payer does not explain here; a garnishment is one.', findPlace],
  ['IR', 'suspense', 'Withheld for the tax office (IRS).', 'Tell the finance office: it is a tax credit.'],
  ['LE', 'suspense', 'A levy: taken for a creditor by order of an authority.', 'Tell the finance office.'],
  ['SL', 'suspense', 'Withheld for a student loan.', 'Tell the finance office.'],
  ['J1', 'suspense', 'An amount the payer does not reimburse, set off elsewhere.', findPlace],
  ['IP', income, 'An incentive payment.'],
  ['IS', 'suspense', 'An interim settlement.', findPlace],
  ['LS', 'suspense', 'A lump sum.', findPlace],
  ['PI', 'suspense', 'A periodic interim payment.', findPlace],
  ['PL', 'suspense', 'A final settlement.', findPlace],
  ['RA', 'suspense', 'A retroactive adjustment.', findPlace],
  ['TL', 'suspense', 'Taken for a liability to a third party.', findPlace],
  [
    'WU',
    'takeback-payable',
    'A recovery that the payer does not explain.',
    'Ask the payer which claim it is for.',
  ],
];

const table: ReadonlyMap<string, ProviderAdjustmentRow> = new Map(
  rows.map(([code, account, sentence, work]) => [
    code,
    work === undefined ? { code, account, sentence } : { code, account, sentence, work },
  ]),
);

/** The row of a code; an unknown one goes to suspense and to a person. */
export function providerAdjustmentRow(code: string): ProviderAdjustmentRow {
  return (
    table.get(code) ?? {
      code,
      account: 'suspense',
      sentence: `The provider adjustment ${code} is unmapped.`,
      work: findPlace,
    }
  );
}
