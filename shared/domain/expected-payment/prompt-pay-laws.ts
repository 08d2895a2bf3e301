import type { Cents } from '#contracts/cents.ts';
import { PlainDate } from '#contracts/dates.ts';
import type { promptPayLaws } from '#contracts/prompt-pay.ts';
import { cents } from '../money/cents.ts';

export type PromptPayLaw = (typeof promptPayLaws)[number];

/** How long a payer may take, from the day on which it received the claim. */
export interface TimeToPay {
  readonly days: number;
  /** Working days are Monday to Friday: holidays are not known here, so a payment may be found late a day too soon. */
  readonly counts: 'calendar-days' | 'working-days';
}

/** What a law says, for a period. */
export interface PromptPayRow {
  readonly law: PromptPayLaw;
  /** Whether the period below is one of the payer's receipt or of its payment. */
  readonly periodOf: 'receipt' | 'payment';
  /** As far back as it was looked up; the law itself may be older. */
  readonly from: PlainDate;
  readonly to?: PlainDate;
  readonly electronic: TimeToPay;
  readonly paper: TimeToPay;
  /**
   * Of the payment, a year: 46250 is 4.625 %; of a law that names a month's, twelve of these. Where the law takes the
   * greater of two rates, the one that is fixed.
   */
  readonly yearlyMillionths: number;
  /** The rate of the days after so many late, in order. */
  readonly rises?: readonly { readonly afterDaysLate: number; readonly yearlyMillionths: number }[];
  /** Interest under this is not owed. */
  readonly leastCents?: Cents;
  /** The law, and when it was last read for this table. */
  readonly source: string;
}

const day = (text: string) => PlainDate.parse(text);
const calendarDays = (days: number): TimeToPay => ({ days, counts: 'calendar-days' });
const workingDays = (days: number): TimeToPay => ({ days, counts: 'working-days' });

/** Medicare's ceiling is the same for claims on paper. */
export const medicareTimeToPay = calendarDays(30);

/** @param rate what Treasury set, and where that is written. */
export function medicareSource(rate: string): string {
  return `Medicare Claims Processing Manual, chapter 1, 80.2.2; Treasury rate ${rate}`;
}

function medicareHalfYear(from: string, to: string, yearlyMillionths: number, rate: string): PromptPayRow {
  return {
    law: 'medicare',
    periodOf: 'payment',
    from: day(from),
    to: day(to),
    electronic: medicareTimeToPay,
    paper: medicareTimeToPay,
    yearlyMillionths,
    source: medicareSource(`of ${from} to ${to}, ${rate}`),
  };
}

/**
 * What is certain enough to ask a payer for money by; whatever is not here a practice says in its own document. A payment
 * outside of every period of its law is not judged.
 */
export const promptPayRows: readonly PromptPayRow[] = [
  medicareHalfYear(
    '2023-01-01',
    '2023-06-30',
    46_250,
    '4.625 %, as Medicare contractors published it in 2023',
  ),
  medicareHalfYear(
    '2023-07-01',
    '2023-12-31',
    48_750,
    '4.875 %, as Medicare contractors published it; read in 2026',
  ),
  medicareHalfYear(
    '2024-01-01',
    '2024-06-30',
    48_750,
    '4.875 %, as Medicare contractors published it; read in 2026',
  ),
  medicareHalfYear('2024-07-01', '2024-12-31', 48_750, '4.875 %, 89 FR 58467'),
  medicareHalfYear('2025-01-01', '2025-06-30', 46_250, '4.625 %, 90 FR 10678'),
  {
    law: 'new-york',
    periodOf: 'receipt',
    from: day('2010-01-01'),
    electronic: calendarDays(30),
    paper: calendarDays(45),
    yearlyMillionths: 120_000,
    leastCents: cents(200),
    source:
      'New York Insurance Law 3224-a (a) and (c): 12 % or the rate of tax law 1096 (e), if that is more; read in 2026',
  },
  {
    law: 'california-plan',
    periodOf: 'receipt',
    from: day('2026-01-01'),
    electronic: calendarDays(30),
    paper: calendarDays(30),
    yearlyMillionths: 150_000,
    source: 'California Health and Safety Code 1371, as Assembly Bill 3275 made it from 2026; read in 2026',
  },
  {
    law: 'california-insurer',
    periodOf: 'receipt',
    from: day('2026-01-01'),
    electronic: calendarDays(30),
    paper: calendarDays(30),
    yearlyMillionths: 100_000,
    source: 'California Insurance Code 10123.13, as Assembly Bill 3275 made it from 2026; read in 2026',
  },
  {
    law: 'illinois',
    periodOf: 'receipt',
    from: day('2018-01-01'),
    electronic: calendarDays(30),
    paper: calendarDays(30),
    yearlyMillionths: 90_000,
    source: 'Illinois Compiled Statutes 215 ILCS 5/368a; read in 2026',
  },
  {
    law: 'florida',
    periodOf: 'receipt',
    from: day('2018-01-01'),
    electronic: calendarDays(20),
    paper: calendarDays(40),
    yearlyMillionths: 120_000,
    source: 'Florida Statutes 627.6131; read in 2026',
  },
  {
    law: 'georgia',
    periodOf: 'receipt',
    from: day('2013-01-01'),
    electronic: workingDays(15),
    paper: calendarDays(30),
    yearlyMillionths: 120_000,
    source: 'Official Code of Georgia 33-24-59.14; read in 2026',
  },
  {
    law: 'pennsylvania',
    periodOf: 'receipt',
    from: day('2018-01-01'),
    electronic: calendarDays(45),
    paper: calendarDays(45),
    yearlyMillionths: 100_000,
    leastCents: cents(200),
    source: 'Pennsylvania Act 68 of 1998, section 2166 (40 P.S. 991.2166); read in 2026',
  },
  {
    law: 'new-jersey',
    periodOf: 'receipt',
    from: day('2018-01-01'),
    electronic: calendarDays(30),
    paper: calendarDays(40),
    yearlyMillionths: 120_000,
    source: 'New Jersey Administrative Code 11:22-1.5 (a) and (e), health carriers; read in 2026',
  },
  {
    law: 'maryland',
    periodOf: 'receipt',
    from: day('2018-01-01'),
    electronic: calendarDays(30),
    paper: calendarDays(30),
    yearlyMillionths: 180_000,
    rises: [
      { afterDaysLate: 30, yearlyMillionths: 240_000 },
      { afterDaysLate: 90, yearlyMillionths: 300_000 },
    ],
    source:
      'Maryland Insurance Article 15-1005 (c) and (f): 1.5 % a month, from the 61st day 2 %, from the 121st 2.5 %; read in 2026',
  },
  {
    law: 'ohio',
    periodOf: 'receipt',
    from: day('2018-01-01'),
    electronic: calendarDays(30),
    paper: calendarDays(30),
    yearlyMillionths: 180_000,
    source: 'Ohio Revised Code 3901.381 (B) and 3901.389; read in 2026',
  },
  {
    law: 'north-carolina',
    periodOf: 'receipt',
    from: day('2018-01-01'),
    electronic: calendarDays(30),
    paper: calendarDays(30),
    yearlyMillionths: 180_000,
    source:
      'North Carolina General Statutes 58-3-225 (b) for the days, as the Department of Insurance explains them, and (e) for the rate; the rate was read in secondary sources only, in 2026: read (e) before a letter goes out',
  },
  {
    law: 'massachusetts-hmo',
    periodOf: 'receipt',
    from: day('2018-01-01'),
    electronic: calendarDays(45),
    paper: calendarDays(45),
    yearlyMillionths: 180_000,
    source: 'Massachusetts General Laws chapter 176G, section 6: 1.5 % a month, 18 % a year; read in 2026',
  },
  {
    law: 'colorado',
    periodOf: 'receipt',
    from: day('2018-01-01'),
    electronic: calendarDays(30),
    paper: calendarDays(45),
    yearlyMillionths: 100_000,
    source: 'Colorado Revised Statutes 10-16-106.5 (4) and (5)(a); read in 2026',
  },
  {
    law: 'michigan',
    periodOf: 'receipt',
    from: day('2018-01-01'),
    electronic: calendarDays(45),
    paper: calendarDays(45),
    yearlyMillionths: 120_000,
    source: 'Michigan Compiled Laws 500.2006 (8); read in 2026',
  },
  {
    law: 'new-mexico',
    periodOf: 'receipt',
    from: day('2018-01-01'),
    electronic: calendarDays(30),
    paper: calendarDays(45),
    yearlyMillionths: 180_000,
    source: 'New Mexico Statutes 59A-16-21.1: 1.5 % a month; read in 2026',
  },
  {
    law: 'iowa',
    periodOf: 'receipt',
    from: day('2018-01-01'),
    electronic: calendarDays(30),
    paper: calendarDays(30),
    yearlyMillionths: 100_000,
    source: 'Iowa Code 507B.4A and Iowa Administrative Code 191-15.32; read in 2026',
  },
];
