import type { AccountKind } from '#contracts/ledger.ts';
import type { Cents } from '#contracts/cents.ts';

export interface ProviderAdjustmentRow {
  /** PLB03-1. */
  readonly code: string;
  /** Against which the money of the remittance changes. */
  readonly account: AccountKind;
  /** What a positive amount, which lowers the payment, is: in our own words. */
  readonly taken: string;
  /** What a negative amount, which raises the payment, is. */
  readonly added: string;
  /** What a person must do about it; absent where posting is all. */
  readonly work?: string;
}

const findPlace = 'Find out what it is for and say to which account it belongs.';
const tellFinance = 'Tell the finance office, which asks the payer for the notice behind it.';

type Row = readonly [code: string, account: AccountKind, taken: string, added: string, work?: string];

/** Overpayments and balances that travel from one remittance to another. */
const takebacks: readonly Row[] = [
  [
    'WO',
    'takeback-payable',
    'The payer took an overpayment back.',
    'The payer took a decision back and has yet to take its money: it will withhold it.',
  ],
  [
    'FB',
    'takeback-payable',
    'A balance that an earlier remittance could not withhold is withheld now.',
    'A balance that this remittance cannot withhold is carried forward to a later one.',
  ],
  [
    '72',
    'takeback-payable',
    "The payer takes its acknowledgement of the practice's refund back.",
    "The payer acknowledges the practice's refund.",
    'Find the refund in the ledger that this acknowledges: the same payer, amount and check number.',
  ],
  [
    'B3',
    'takeback-payable',
    'The payer recovers an allowance that it had given.',
    'The payer announces that it will recover an allowance.',
  ],
  [
    'WU',
    'takeback-payable',
    'The payer recovers money and does not say for what.',
    'The payer announces a recovery and does not say for what.',
    'Ask the payer which claim it is for.',
  ],
  [
    'AP',
    'takeback-payable',
    'An advance on later payments is withheld.',
    'An advance on later payments, which the payer will withhold from them.',
  ],
];

/** What is paid for no single claim, and what such payments lose again. */
const settlements: readonly Row[] = [
  ['CT', 'A capitation payment'],
  ['CR', 'Interest on capitation'],
  ['RA', 'A correction of earlier capitation, as members came and went'],
  ['CV', 'A pass-through payment for capital'],
  ['CW', 'A pass-through payment for certified registered nurse anesthetists'],
  ['DM', 'A pass-through payment for direct medical education'],
  ['GO', 'A pass-through payment for graduate medical education'],
  ['OA', 'A pass-through payment for organ acquisition'],
  ['HM', 'A supplement for clotting factors'],
  ['RE', 'A return on equity'],
  ['BD', 'A payment for bad debts of patients'],
  ['B2', 'A rebate'],
  ['BN', 'A bonus'],
  ['IP', 'An incentive payment'],
  ['FC', 'A share of a fund'],
  ['C5', 'A temporary allowance'],
  ['PI', 'A periodic interim payment'],
  ['IS', 'An interim settlement'],
  ['LS', 'A lump sum'],
  ['PL', 'A final settlement'],
].map(([code = '', what = '']): Row => [code, 'settlement-income', `${what}, taken back.`, `${what}.`]);

/** What the payer keeps for somebody else: a credit with a tax office, or a debt of the practice that is paid. */
const withheld: readonly Row[] = [
  ['IR', 'for the tax office (IRS): a tax credit'],
  ['LE', 'for a creditor, by order of an authority'],
  ['SL', "for a provider's student loan"],
  ['AM', "for a borrower's account"],
  ['E3', 'by the payer itself, as its contract or the law has it'],
].map(([code = '', what = '']): Row => [
  code,
  'withheld-by-payer',
  `Withheld ${what}.`,
  `Given back of what was withheld ${what}.`,
  tellFinance,
]);

const others: readonly Row[] = [
  [
    'L6',
    'interest-income',
    'Interest that the payer had added for paying late, taken back.',
    'Interest that the payer adds for paying late.',
  ],
  [
    '50',
    'other-adjustment',
    'A charge for sending claims late.',
    'A charge for sending claims late, given back.',
  ],
  ['51', 'other-adjustment', 'Interest charged as a penalty.', 'Interest charged as a penalty, given back.'],
  ['L3', 'other-adjustment', 'A penalty.', 'A penalty, given back.'],
  [
    '90',
    'other-adjustment',
    'A discount that the payer takes for paying early.',
    'A discount for paying early, given back.',
  ],
  [
    'AH',
    'other-adjustment',
    "The payer's fee for making the payment.",
    "The payer's fee for making a payment, given back.",
  ],
  [
    'CS',
    'suspense',
    'An adjustment that the payer does not explain here; a garnishment is one.',
    'An adjustment in favor of the practice that the payer does not explain here.',
    findPlace,
  ],
  [
    'J1',
    'suspense',
    'An amount that the payer does not reimburse.',
    'An amount that the payer does not reimburse, set off against another.',
    findPlace,
  ],
  [
    'OB',
    'suspense',
    'Withheld for a debt of another provider that belongs to the practice.',
    'Given back of what was withheld for a debt of another provider.',
    findPlace,
  ],
  [
    'TL',
    'suspense',
    'Taken since somebody else is liable for the services.',
    'Added since somebody else was thought liable for the services.',
    findPlace,
  ],
];

/** Reasons of provider-level adjustments (PLB03-1) of the 835 005010X221A1. */
const table: ReadonlyMap<string, ProviderAdjustmentRow> = new Map(
  [...takebacks, ...settlements, ...withheld, ...others].map(([code, account, taken, added, work]) => [
    code,
    { code, account, taken, added, ...(work === undefined ? {} : { work }) },
  ]),
);

/** Every code that is known, in no particular order. */
export const providerAdjustmentRows: readonly ProviderAdjustmentRow[] = [...table.values()];

/** The row of a code; an unknown one goes to suspense and to a person. */
export function providerAdjustmentRow(code: string): ProviderAdjustmentRow {
  const sentence = `The provider adjustment ${code} is unmapped.`;
  return table.get(code) ?? { code, account: 'suspense', taken: sentence, added: sentence, work: findPlace };
}

/** What an amount under a code is, in a sentence. */
export function providerAdjustmentSentence(code: string, amountCents: Cents): string {
  const { taken, added } = providerAdjustmentRow(code);
  return amountCents > 0 ? taken : added;
}
