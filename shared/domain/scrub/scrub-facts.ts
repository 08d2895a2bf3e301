import { tablesOn } from '../code-sets/tables-of-day.ts';
import type { ScrubFacts } from './edit.ts';
import type { ScrubbedClaim } from './scrubbed-claim.ts';

/** What is known beside a claim before any of its codes is looked up. */
export type GivenFacts = Omit<ScrubFacts, 'firstDay' | 'diagnoses' | 'procedureOf'>;

/** What the edits may know beside a claim, with what the tables say of its codes looked up once for all of them. */
export function scrubFacts(
  { diagnoses, serviceDateFrom }: Pick<ScrubbedClaim, 'diagnoses' | 'serviceDateFrom'>,
  { practice, payer, tables, history, today }: GivenFacts,
): ScrubFacts {
  const firstDay = tablesOn(tables, serviceDateFrom);
  return {
    practice,
    payer,
    tables,
    history,
    today,
    firstDay,
    diagnoses: diagnoses.map(firstDay.diagnosis),
    procedureOf: ({ code, serviceDate }) =>
      (serviceDate === serviceDateFrom ? firstDay : tablesOn(tables, serviceDate)).procedure(code),
  };
}
