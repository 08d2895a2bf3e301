import type { Appointment } from '#contracts/appointment.ts';
import { contentHashOf } from '../identity/content-hash.ts';

/** Where a source says nothing of the order, what happens later in a day is taken to be the later word. */
const rankOf: Readonly<Record<Appointment['status'], number>> = {
  booked: 0,
  arrived: 1,
  cancelled: 2,
  'no-show': 3,
  kept: 4,
};

/** Sorts versions of one appointment: of two, the one with the greater text is kept, whichever came first. */
export function ageOf(appointment: Appointment): string {
  return `${appointment.order}\n${rankOf[appointment.status]}\n${contentHashOf(appointment)}`;
}
