import { Cents } from '#contracts/cents.ts';
import type { ReportAnswered } from '#contracts/warehouse/run-report.ts';
import { columnWords, valueIn } from './report-table.ts';

/** A bar, or a point in time, with an amount of each series in cents. */
export interface ChartPoint {
  readonly label: string;
  readonly amounts: Readonly<Record<string, number>>;
}

export interface Chart {
  readonly kind: 'bars' | 'lying-bars' | 'months';
  /** What it shows, for who does not see it. */
  readonly label: string;
  readonly series: readonly { readonly id: string; readonly name: string; readonly isLine?: true }[];
  readonly points: readonly ChartPoint[];
}

export const ageColumns = [
  'days_0_to_30',
  'days_31_to_60',
  'days_61_to_90',
  'days_91_to_120',
  'days_over_120',
] as const;

const most = 12;

type Answer = Pick<ReportAnswered, 'columns' | 'rows'>;

function cents({ columns }: Answer, values: Answer['rows'][number], name: string): number {
  const value = valueIn(columns, { values }, name);
  return typeof value === 'number' ? value : 0;
}

/** What is owed in each age, over all who owe it. */
export function owedByAge(answer: Answer): readonly { readonly age: string; readonly owedCents: Cents }[] {
  return ageColumns.map((age) => ({
    age,
    owedCents: Cents.parse(answer.rows.reduce((sum, values) => sum + cents(answer, values, age), 0)),
  }));
}

/** Of what is owed, the share that is older than 90 days, in hundredths of a percent; nothing where nothing is owed. */
export function over90Steps(answer: Answer): number | undefined {
  const owed = owedByAge(answer);
  const all = owed.reduce((sum, { owedCents }) => sum + owedCents, 0);
  const old = owed
    .filter(({ age }) => age === 'days_91_to_120' || age === 'days_over_120')
    .reduce((sum, { owedCents }) => sum + owedCents, 0);
  return all === 0 ? undefined : Math.round((old * 10_000) / all);
}

function agesChart(answer: Answer): Chart {
  return {
    kind: 'bars',
    label: 'What is owed, by age',
    series: [{ id: 'owed', name: 'Owed' }],
    points: owedByAge(answer).map(({ age, owedCents }) => ({
      label: columnWords(age),
      amounts: { owed: owedCents },
    })),
  };
}

/** The greatest amounts of a column, each by the words of another; what is less than twelve others is one bar. */
function greatest(answer: Answer, by: readonly string[], column: string, name: string): Chart {
  const points = answer.rows
    .map((values) => {
      const found = by.map((one) => valueIn(answer.columns, { values }, one)).find((one) => one !== null);
      return {
        label: typeof found === 'string' && found !== '' ? found : 'not known',
        amount: cents(answer, values, column),
      };
    })
    .filter(({ amount }) => amount !== 0)
    .toSorted((one, other) => other.amount - one.amount);
  const rest = points.slice(most - 1);
  const shown =
    points.length <= most
      ? points
      : [
          ...points.slice(0, most - 1),
          { label: `${rest.length} others`, amount: rest.reduce((sum, { amount }) => sum + amount, 0) },
        ];
  return {
    kind: 'lying-bars',
    label: `${name}, the greatest first`,
    series: [{ id: 'amount', name }],
    points: shown.map(({ label, amount }) => ({ label, amounts: { amount } })),
  };
}

function rollForward(answer: Answer): Chart {
  const of = (values: Answer['rows'][number], name: string) => cents(answer, values, name);
  return {
    kind: 'months',
    label: 'Charges, payments and what was owed at the end, month by month',
    series: [
      { id: 'charges', name: 'Charges' },
      { id: 'payments', name: 'Payments' },
      { id: 'closing', name: 'Owed at the end', isLine: true },
    ],
    points: answer.rows.map((values) => ({
      label: String(valueIn(answer.columns, { values }, 'month') ?? ''),
      amounts: {
        charges: of(values, 'charge_amount'),
        payments: of(values, 'payment_amount'),
        closing: of(values, 'closing_amount'),
      },
    })),
  };
}

const charts: Readonly<Record<string, (answer: Answer) => Chart>> = {
  'aging-by-service-date': agesChart,
  'aging-by-bill-date': agesChart,
  'receivables-roll-forward': rollForward,
  'denials-by-cause': (answer) => greatest(answer, ['denial_cause'], 'denied_amount', 'Denied'),
  'denials-by-stage': (answer) => greatest(answer, ['denial_stage'], 'denied_amount', 'Denied'),
  'payer-scorecard': (answer) => greatest(answer, ['payer_name', 'payer_id'], 'paid_amount', 'Paid'),
  'cash-by-payer': (answer) => greatest(answer, ['payer_name', 'payer_id', 'source'], 'cash_amount', 'Cash'),
  'takeback-rate': (answer) => greatest(answer, ['payer_id'], 'taken_back_amount', 'Taken back'),
  'underpayment-rate': (answer) => greatest(answer, ['payer_id'], 'underpaid_amount', 'Underpaid'),
  'queue-age': (answer) => greatest(answer, ['kind'], 'dollars_at_stake', 'At stake'),
};

/** The chart of a report, where one shows more than its rows do. */
export function chartOf(report: string, answer: Answer): Chart | undefined {
  const chart = charts[report]?.(answer);
  const hasAmounts = chart?.points.some(({ amounts }) =>
    Object.values(amounts).some((amount) => amount !== 0),
  );
  return hasAmounts === true ? chart : undefined;
}
