import type { PlainDate } from '#contracts/dates.ts';
import { tablesOn, type TablesOfDay } from '../code-sets/tables-of-day.ts';
import type { ScrubFacts } from './edit.ts';
import type { ScrubbedClaim } from './scrubbed-claim.ts';

/** What is known beside a claim before any of its codes is looked up. */
export type GivenFacts = Omit<ScrubFacts, 'firstDay' | 'diagnoses' | 'lines' | 'feeOf'>;

/** What the edits may know beside a claim, with what the tables say of its codes looked up once for all of them. */
export function scrubFacts(
  { diagnoses, lines, serviceDateFrom }: Pick<ScrubbedClaim, 'diagnoses' | 'lines' | 'serviceDateFrom'>,
  { practice, payer, tables, history, today }: GivenFacts,
): ScrubFacts {
  const firstDay = tablesOn(tables, serviceDateFrom);
  const onDay = (day: PlainDate): TablesOfDay => (day === serviceDateFrom ? firstDay : tablesOn(tables, day));
  return {
    practice,
    payer,
    tables,
    history,
    today,
    firstDay,
    diagnoses: diagnoses.map(firstDay.diagnosis),
    lines: lines.map((line) => ({ line, procedure: onDay(line.serviceDate).procedure(line.code) })),
    feeOf: ({ code, serviceDate }) => onDay(serviceDate).fee(code),
  };
}
