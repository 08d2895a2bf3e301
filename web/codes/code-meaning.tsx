import type { PlainDate } from '#contracts/dates.ts';
import { dayInWords } from '../words/days.ts';
import css from './codes.module.css';
import type { CodeSort } from './session-codes.ts';
import { useCodeMeaning } from './use-code-search.ts';

interface CodeMeaningProps {
  readonly sort: CodeSort;
  readonly code: string;
  readonly on: PlainDate;
  readonly id?: string;
  /** Where nothing was typed that could mean something. */
  readonly empty?: string;
}

/** The words of a code beside its field, and whether it may be billed on the day of service. */
export function CodeMeaning({ sort, code, on, id, empty = '' }: CodeMeaningProps) {
  const meaning = useCodeMeaning(sort, code, on);
  switch (meaning.state) {
    case 'nothing':
      return (
        <span id={id} className={css['meaning']}>
          {empty}
        </span>
      );
    case 'looked-for':
      return (
        <span id={id} className={css['meaning']}>
          …
        </span>
      );
    case 'not-loaded':
      return (
        <span id={id} className={css['meaning']} data-tone="warning">
          Not among the codes loaded for {dayInWords(on)}
        </span>
      );
    case 'known':
      return meaning.isBillable ? (
        <span id={id} className={css['meaning']} title={inForce(meaning.label, meaning.edition, on)}>
          {meaning.label}
        </span>
      ) : (
        <span id={id} className={css['meaning']} data-tone="warning">
          {meaning.label} — a heading: choose one below it
        </span>
      );
  }
}

function inForce(label: string, edition: string, on: PlainDate): string {
  return edition === 'seed' ? label : `${label}; in force on ${dayInWords(on)} (${edition})`;
}
