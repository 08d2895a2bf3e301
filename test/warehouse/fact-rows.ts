import type { ColumnType } from '#contracts/warehouse/column.ts';
import {
  dimensionTables,
  factTables,
  type DimensionName,
  type DimensionRow,
  type FactName,
  type FactRow,
} from '#contracts/warehouse/tables.ts';

const usual: Readonly<Record<ColumnType, unknown>> = {
  text: 'not said',
  date: '2026-01-01',
  instant: '2026-01-01T12:00:00.000Z',
  money: 0,
  count: 1,
  flag: false,
};

let made = 0;

/** A branded field may be given as the plain text or number that it is. */
type Plain<Value> = Value extends string ? string : Value extends number ? number : Value;
type Changes<Row> = { readonly [Name in keyof Row]?: Plain<Row[Name]> | undefined };

/** A fact in which only what matters is said; it is known at noon of its posting day. */
export function fact<Name extends FactName>(name: Name, changes: Changes<FactRow<Name>>): FactRow<Name> {
  made += 1;
  const { posting_date: postingDate = '2026-01-01' } = changes as { readonly posting_date?: string };
  return filled(factTables.find((table) => table.name === name)?.columns ?? [], {
    fact_id: `fact-${made}`,
    known_at: `${postingDate}T12:00:00.000Z`,
    ...changes,
  }) as FactRow<Name>;
}

/** A row of a dimension that has held since before anything happened. */
export function dimension<Name extends DimensionName>(
  name: Name,
  changes: Changes<DimensionRow<Name>>,
): DimensionRow<Name> {
  return filled(dimensionTables.find((table) => table.name === name)?.columns ?? [], {
    valid_from: '2020-01-01T00:00:00.000Z',
    ...changes,
  }) as DimensionRow<Name>;
}

function filled(
  columns: readonly { readonly name: string; readonly type: ColumnType; readonly mayBeEmpty?: true }[],
  said: Readonly<Record<string, unknown>>,
): unknown {
  return Object.fromEntries(
    columns.map(({ name, type, mayBeEmpty }) => [
      name,
      said[name] === undefined ? (mayBeEmpty === true ? null : usual[type]) : said[name],
    ]),
  );
}

type LedgerFact = FactRow<'ledger_entry'>;

/** A posting, of legs with their cents; what is said of the posting stands in each. */
export function posting(
  day: string,
  cause: string,
  legs: readonly (readonly [account: string, amountCents: number, changes?: Changes<LedgerFact>])[],
  changes: Changes<LedgerFact> = {},
): LedgerFact[] {
  made += 1;
  const postingId = changes.posting_id ?? `${cause}-${made}`;
  return legs.map(([account, amount, ofLeg], index) =>
    fact('ledger_entry', {
      posting_date: day,
      cause,
      account,
      amount,
      leg_number: index + 1,
      ...changes,
      ...ofLeg,
      posting_id: postingId,
    }),
  );
}

/** The charges of a claim, owed by its payer. */
export function charged(
  claimId: string,
  day: string,
  amountCents: number,
  changes: { readonly serviceDate: string; readonly payerId?: string },
): LedgerFact[] {
  const { serviceDate, payerId = 'JUNIP' } = changes;
  return posting(
    day,
    'charge',
    [
      ['payer-receivable', amountCents, { payer_id: payerId }],
      ['charges', -amountCents],
    ],
    { claim_id: claimId, service_date: serviceDate },
  );
}

/** A payer's decision on a claim: paid, taken off by contract, left to the patient and denied. */
export function decided(
  claimId: string,
  day: string,
  amounts: {
    readonly paid?: number;
    readonly contractual?: number;
    readonly patient?: number;
    readonly denied?: number;
  },
  changes: Changes<LedgerFact> & { readonly cause?: string } = {},
): LedgerFact[] {
  const { paid = 0, contractual = 0, patient = 0, denied = 0 } = amounts;
  const legs: [string, number][] = [
    ['cash-in-transit', paid],
    ['contractual-adjustment', contractual],
    ['patient-receivable', patient],
    ['denial-pending', denied],
    ['payer-receivable', -(paid + contractual + patient + denied)],
  ];
  const { cause = 'adjudication', ...rest } = changes;
  return posting(
    day,
    cause,
    legs.filter(([, amount]) => amount !== 0),
    { claim_id: claimId, payer_id: 'JUNIP', service_date: '2026-01-01', ...rest },
  );
}

/** What takes a posting back on a later day, leg by leg. */
export function takenBack(original: readonly LedgerFact[], day: string, cause = 'correction'): LedgerFact[] {
  return posting(
    day,
    cause,
    original.map((leg) => [
      leg.account,
      0 - leg.amount,
      { leg_number: leg.leg_number, payer_id: leg.payer_id, reason: leg.reason },
    ]),
    {
      claim_id: original[0]?.claim_id,
      service_date: original[0]?.service_date,
      concerns_posting_id: original[0]?.concerns_posting_id,
      corrects_posting_id: original[0]?.posting_id,
    },
  );
}
