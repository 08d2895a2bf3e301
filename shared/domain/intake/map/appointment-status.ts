import type { Practice } from '#contracts/practice.ts';
import { describeText } from '../mask-value.ts';
import type { AppointmentPart } from '../read/intake-record.ts';
import { mapCode } from './map-code.ts';
import { ifNamed, type Resolved } from './resolved.ts';

type Status = AppointmentPart['status'];

const own: readonly Status[] = ['booked', 'arrived', 'kept', 'cancelled', 'no-show'];

/**
 * What a schedule says of an appointment.
 * @param spellings the words of its kind of file, in capitals, without blanks, dashes and underscores.
 */
export function appointmentStatusFor(
  practice: Pick<Practice, 'codeMappings'>,
  sought: { readonly sourceSystem: string; readonly text: string },
  spellings: ReadonlyMap<string, Status>,
): Resolved<Status> {
  const { sourceSystem, text } = sought;
  const mapped = mapCode(practice, 'appointment-status', { sourceSystem, code: text });
  const value =
    own.find((status) => status === mapped) ??
    spellings.get((mapped ?? text).toUpperCase().replaceAll(/[\s_-]/g, ''));
  if (value !== undefined) {
    return { value };
  }
  return {
    problem: {
      ...ifNamed({ kind: 'appointment-status', alias: text, sourceSystem }),
      code: 'code-unmapped',
      found: describeText(text, /^[A-Za-z _-]{1,20}$/),
      expected: 'booked, arrived, kept, cancelled or no-show',
      howToFix: 'Correct it, or have the practice administrator map it.',
    },
  };
}
