import { appointmentIdFor } from '#domain/identity/ids.ts';
import { ageOf } from '#domain/appointments/newest-appointment.ts';
import type { AppointmentStore } from '#ports/appointment-store.ts';
import type { MemoryTables } from './memory-tables.ts';

/** {@link AppointmentStore} over maps. */
export function memoryAppointmentStore(tables: MemoryTables): AppointmentStore {
  const { appointments, agenda } = tables;
  return {
    async keep(practiceId, appointment, lookOn) {
      await Promise.resolve();
      const appointmentId = appointmentIdFor(practiceId, appointment);
      const path = `${practiceId}#${appointmentId}`;
      const stored = appointments.get(path);
      if (stored === undefined || ageOf(stored) < ageOf(appointment)) {
        appointments.set(path, appointment);
      }
      if (lookOn !== undefined) {
        agenda.set(`${path}#${lookOn}`, { appointmentId, day: lookOn });
      }
    },
    load: (practiceId, appointmentId) => Promise.resolve(appointments.get(`${practiceId}#${appointmentId}`)),
    onDay: (practiceId, day) =>
      Promise.resolve(
        [...appointments]
          .filter(([path, { date }]) => path.startsWith(`${practiceId}#`) && date === day)
          .map(([, appointment]) => appointment),
      ),
    agenda: (practiceId, through) =>
      Promise.resolve(
        [...agenda]
          .filter(([path, { day }]) => path.startsWith(`${practiceId}#`) && day <= through)
          .map(([, entry]) => entry)
          .toSorted((one, other) => (one.day < other.day ? -1 : 1)),
      ),
    enter(practiceId, entry) {
      agenda.set(`${practiceId}#${entry.appointmentId}#${entry.day}`, entry);
      return Promise.resolve();
    },
    cross(practiceId, { appointmentId, day }) {
      agenda.delete(`${practiceId}#${appointmentId}#${day}`);
      return Promise.resolve();
    },
    hasCharge: (practiceId, { sourceSystem, sourcePatientId }, { from, to }) =>
      Promise.resolve(
        [...tables.claims.values()].some(
          ({ practiceId: of, source, patient, serviceDateFrom }) =>
            of === practiceId &&
            source.sourceSystem === sourceSystem &&
            patient.sourcePatientId === sourcePatientId &&
            serviceDateFrom >= from &&
            serviceDateFrom <= to,
        ),
      ),
  };
}
