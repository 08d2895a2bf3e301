import type { Cents } from '#contracts/cents.ts';
import { PlainDate } from '#contracts/dates.ts';
import type { promptPayLaws } from '#contracts/prompt-pay.ts';
import { cents } from '../money/cents.ts';

export type PromptPayLaw = (typeof promptPayLaws)[number];

/** What a law says, for a period, of claims that a payer receives by computer. */
export interface PromptPayRow {
  readonly law: PromptPayLaw;
  /** Whether the period below is one of the payer's receipt or of its payment. */
  readonly periodOf: 'receipt' | 'payment';
  readonly from: PlainDate;
  readonly to?: PlainDate;
  readonly days: number;
  /** Working days are Monday to Friday: holidays are not known here, so a payment may be found late a day too soon. */
  readonly counts: 'calendar-days' | 'working-days';
  /** Of the payment, a year: 46250 is 4.625 %. Where the law takes the greater of two rates, the one that is fixed. */
  readonly yearlyMillionths: number;
  /** Interest under this is not owed. */
  readonly leastCents?: Cents;
  /** The law, and when it was last read for this table. */
  readonly source: string;
}

const day = (text: string) => PlainDate.parse(text);

/**
 * What is certain enough to ask a payer for money by; whatever is not here a practice says in its own document. A payment
 * outside of every period of its law is not judged.
 */
export const promptPayRows: readonly PromptPayRow[] = [
  {
    law: 'medicare',
    periodOf: 'payment',
    from: day('2023-01-01'),
    to: day('2023-06-30'),
    days: 30,
    counts: 'calendar-days',
    yearlyMillionths: 46_250,
    source:
      'Medicare Claims Processing Manual, chapter 1, 80.2.2; Treasury rate of 2023 January to June, 4.625 %',
  },
  {
    law: 'medicare',
    periodOf: 'payment',
    from: day('2025-01-01'),
    to: day('2025-06-30'),
    days: 30,
    counts: 'calendar-days',
    yearlyMillionths: 46_250,
    source:
      'Medicare Claims Processing Manual, chapter 1, 80.2.2; Treasury rate of 2025 January to June, 4.625 %',
  },
  {
    law: 'new-york',
    periodOf: 'receipt',
    from: day('2010-01-01'),
    days: 30,
    counts: 'calendar-days',
    yearlyMillionths: 120_000,
    leastCents: cents(200),
    source:
      'New York Insurance Law 3224-a (a) and (c): 12 % or the rate of tax law 1096 (e), if that is more; read in 2026',
  },
  {
    law: 'california-plan',
    periodOf: 'receipt',
    from: day('2026-01-01'),
    days: 30,
    counts: 'calendar-days',
    yearlyMillionths: 150_000,
    source: 'California Health and Safety Code 1371, as Assembly Bill 3275 made it from 2026; read in 2026',
  },
  {
    law: 'california-insurer',
    periodOf: 'receipt',
    from: day('2026-01-01'),
    days: 30,
    counts: 'calendar-days',
    yearlyMillionths: 100_000,
    source: 'California Insurance Code 10123.13, as Assembly Bill 3275 made it from 2026; read in 2026',
  },
  {
    law: 'illinois',
    periodOf: 'receipt',
    from: day('2018-01-01'),
    days: 30,
    counts: 'calendar-days',
    yearlyMillionths: 90_000,
    source: 'Illinois Compiled Statutes 215 ILCS 5/368a; read in 2026',
  },
  {
    law: 'florida',
    periodOf: 'receipt',
    from: day('2018-01-01'),
    days: 20,
    counts: 'calendar-days',
    yearlyMillionths: 120_000,
    source: 'Florida Statutes 627.6131; read in 2026',
  },
  {
    law: 'georgia',
    periodOf: 'receipt',
    from: day('2013-01-01'),
    days: 15,
    counts: 'working-days',
    yearlyMillionths: 120_000,
    source: 'Official Code of Georgia 33-24-59.14; read in 2026',
  },
];
