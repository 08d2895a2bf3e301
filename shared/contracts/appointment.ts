import * as z from 'zod';
import { PlainDate } from './dates.ts';

/** `A` and 12 characters of Crockford base32, derived from practice, source system and the source's own number. */
export const AppointmentId = z
  .string()
  .regex(/^A[0-9A-HJKMNP-TV-Z]{12}$/)
  .brand<'AppointmentId'>();
export type AppointmentId = z.infer<typeof AppointmentId>;

/** An appointment as the schedule of one source knows it. */
export const Appointment = z.object({
  sourceSystem: z.string(),
  appointmentId: z.string(),
  sourcePatientId: z.string(),
  /** What the schedule points at the patient by, where visits may know the patient by another number. */
  patientName: z.string().exactOptional(),
  /** The day in the practice's time zone. */
  date: PlainDate,
  time: z.string().optional(),
  providerId: z.string().optional(),
  locationId: z.string().optional(),
  status: z.enum(['booked', 'arrived', 'kept', 'cancelled', 'no-show']),
  /** Sorts the versions of one appointment. */
  order: z.string(),
});
export type Appointment = z.infer<typeof Appointment>;

/** On which day to look whether an appointment has its charge. */
export const AgendaEntry = z.object({ appointmentId: AppointmentId, day: PlainDate });
export type AgendaEntry = z.infer<typeof AgendaEntry>;
