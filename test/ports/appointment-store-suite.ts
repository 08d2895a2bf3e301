import { describe, expect, test } from 'vitest';
import type { Appointment } from '#contracts/appointment.ts';
import { PlainDate } from '#contracts/dates.ts';
import { appointmentIdFor } from '#domain/identity/ids.ts';
import type { Ports } from './ports.ts';
import { claim, newPracticeId } from './samples.ts';

const day = (text: string): PlainDate => PlainDate.parse(text);

const booked: Appointment = {
  sourceSystem: 'clinic-pm',
  appointmentId: 'A-9001',
  sourcePatientId: 'P-3001',
  date: day('2026-03-16'),
  time: '09:30',
  status: 'booked',
  order: '2026-03-01T08:00:00Z',
};
const kept: Appointment = { ...booked, status: 'kept', order: '2026-03-16T09:50:00Z' };

export function appointmentStoreSuite(ports: () => Ports): void {
  describe('appointments', () => {
    test.each([
      ['in the order in which they were said', [booked, kept]],
      ['in the other order', [kept, booked]],
      ['one of them again', [booked, kept, booked]],
    ])('Of two versions, %s, the newer is kept', async (_, versions) => {
      const practiceId = newPracticeId();
      const { appointments } = ports();
      const appointmentId = appointmentIdFor(practiceId, booked);
      expect(await appointments.load(practiceId, appointmentId)).toBeUndefined();
      for (const version of versions) {
        await appointments.keep(practiceId, version, undefined);
      }
      expect(await appointments.load(practiceId, appointmentId)).toEqual(kept);
    });

    test('The appointments of a day are told, and one that is moved is on its new day alone', async () => {
      const practiceId = newPracticeId();
      const { appointments } = ports();
      const other = { ...booked, appointmentId: 'A-9002' };
      const moved = { ...other, date: day('2026-03-17'), order: '2026-03-02T08:00:00Z' };
      for (const one of [booked, other, moved, other]) {
        await appointments.keep(practiceId, one, undefined);
      }
      expect(await appointments.onDay(practiceId, day('2026-03-16'))).toEqual([booked]);
      expect(await appointments.onDay(practiceId, day('2026-03-17'))).toEqual([moved]);
      expect(await appointments.onDay(newPracticeId(), day('2026-03-16'))).toEqual([]);
    });

    test('What is to be looked at by a day is told until it is crossed out', async () => {
      const practiceId = newPracticeId();
      const { appointments } = ports();
      const appointmentId = appointmentIdFor(practiceId, kept);
      const entry = { appointmentId, day: day('2026-03-19') };
      await appointments.keep(practiceId, booked, entry.day);
      await appointments.keep(practiceId, kept, entry.day);
      const later = { appointmentId, day: day('2026-04-02') };
      await appointments.enter(practiceId, later);
      expect(await appointments.agenda(practiceId, day('2026-03-18'))).toEqual([]);
      expect(await appointments.agenda(practiceId, day('2026-03-19'))).toEqual([entry]);
      expect(await appointments.agenda(newPracticeId(), day('2026-12-31'))).toEqual([]);
      await appointments.cross(practiceId, entry);
      await appointments.cross(practiceId, entry);
      expect(await appointments.agenda(practiceId, day('2026-12-31'))).toEqual([later]);
    });

    test('A patient has a charge on the day of a claim, of the same source only', async () => {
      const practiceId = newPracticeId();
      const { appointments, commit } = ports();
      const seen = claim({ practiceId });
      const patient = {
        sourceSystem: seen.source.sourceSystem,
        sourcePatientId: seen.patient.sourcePatientId,
      };
      const on = { from: seen.serviceDateFrom, to: seen.serviceDateFrom };
      expect(await appointments.hasCharge(practiceId, patient, on)).toBe(false);
      await commit.apply([{ kind: 'create-claim', claim: seen }]);
      expect(await appointments.hasCharge(practiceId, patient, on)).toBe(true);
      expect(await appointments.hasCharge(newPracticeId(), patient, on)).toBe(false);
      for (const other of [
        { ...patient, sourceSystem: 'another' },
        { ...patient, sourcePatientId: 'P-OTHER' },
      ]) {
        expect(await appointments.hasCharge(practiceId, other, on)).toBe(false);
      }
      const before = { from: day('2000-01-01'), to: day('2000-12-31') };
      expect(await appointments.hasCharge(practiceId, patient, before)).toBe(false);
    });
  });
}
