import type { PlainDate } from '#contracts/dates.ts';
import type { EditFinding } from './edit.ts';

/** What an edit says when no edition of its table is loaded for the day. */
export function notLoadedFor(table: string, day: PlainDate): EditFinding {
  return {
    result: 'not-checked',
    where: 'claim',
    found: `no edition of ${table} for ${day}`,
    expected: 'the edition in force that day',
    fix: 'Have the operator load it; until then look yourself.',
  };
}
