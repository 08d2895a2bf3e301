import type { PlainDate } from '#contracts/dates.ts';
import type { PracticeId } from '#contracts/identifiers.ts';
import type { AgendaSubject, IntakeAgendaEntry } from '#contracts/intake-agenda.ts';

/** An entry as it was read: whoever crosses it out says which one that was. */
export interface DueEntry {
  readonly entry: IntakeAgendaEntry;
  /** How often it was entered. */
  readonly times: number;
}

/** What came in and is to be looked at again; each visit and document stands on it once for each kind of look. */
export interface IntakeAgenda {
  /** Puts something on the agenda unless it stands there: its day stays then. */
  enter(practiceId: PracticeId, entry: IntakeAgendaEntry): Promise<void>;
  /** Has something looked at on another day, if it stands on the agenda. */
  move(practiceId: PracticeId, subject: AgendaSubject, day: PlainDate): Promise<void>;
  /** Has something that stands on the agenda rest until a day, unless it is entered again or moved before. */
  rest(practiceId: PracticeId, subject: AgendaSubject, until: PlainDate): Promise<void>;
  /** What is to be looked at by this day and does not rest. */
  due(practiceId: PracticeId, through: PlainDate): Promise<readonly DueEntry[]>;
  /** Crosses out what was looked at, unless it was entered again since. */
  cross(practiceId: PracticeId, due: DueEntry): Promise<void>;
}
