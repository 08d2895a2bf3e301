import type { AgendaEntry, Appointment, AppointmentId } from '#contracts/appointment.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { PracticeId } from '#contracts/identifiers.ts';

/** Appointments in their newest version, when to look whether they have a charge, and which patients had one. */
export interface AppointmentStore {
  /**
   * Keeps an appointment unless a newer version of it is there, and puts the look for its charge onto the agenda. Done
   * again it changes nothing.
   */
  keep(practiceId: PracticeId, appointment: Appointment, lookOn: PlainDate | undefined): Promise<void>;
  load(practiceId: PracticeId, appointmentId: AppointmentId): Promise<Appointment | undefined>;
  /** The appointments of a day, in no order that means anything. */
  onDay(practiceId: PracticeId, day: PlainDate): Promise<readonly Appointment[]>;
  /** What is to be looked at by this day, the earliest first within each shard. */
  agenda(practiceId: PracticeId, through: PlainDate): Promise<readonly AgendaEntry[]>;
  enter(practiceId: PracticeId, entry: AgendaEntry): Promise<void>;
  cross(practiceId: PracticeId, entry: AgendaEntry): Promise<void>;
  /** Whether a visit of this patient on one of these days became a claim. Sees every claim that was committed before. */
  hasCharge(
    practiceId: PracticeId,
    patient: Pick<Appointment, 'sourceSystem' | 'sourcePatientId'>,
    days: { readonly from: PlainDate; readonly to: PlainDate },
  ): Promise<boolean>;
}
