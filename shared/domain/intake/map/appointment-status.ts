import type { Practice } from '#contracts/practice.ts';
import type { AppointmentPart } from '../read/intake-record.ts';
import { mapWord, type SoughtWord } from './map-word.ts';
import type { Resolved } from './resolved.ts';

type Status = AppointmentPart['status'];

const own: readonly Status[] = ['booked', 'arrived', 'kept', 'cancelled', 'no-show'];

/**
 * What a schedule says of an appointment.
 * @param spellings the words of its kind of file, in capitals, without blanks, dashes and underscores.
 */
export function appointmentStatusFor(
  practice: Pick<Practice, 'codeMappings'>,
  sought: SoughtWord,
  spellings: ReadonlyMap<string, Status>,
): Resolved<Status> {
  return mapWord(practice, sought, {
    kind: 'appointment-status',
    meaning: (word, isMapped) =>
      (isMapped ? own.find((status) => status === word) : undefined) ??
      spellings.get(word.toUpperCase().replaceAll(/[\s_-]/g, '')),
    shape: /^[A-Za-z _-]{1,20}$/,
    expected: 'booked, arrived, kept, cancelled or no-show',
  });
}
