import { describe, expect, test } from 'vitest';
import type { Appointment } from '#contracts/appointment.ts';
import { PlainDate } from '#contracts/dates.ts';
import { Practice } from '#contracts/practice.ts';
import { Task } from '#contracts/task.ts';
import {
  appointmentOfTask,
  chargeDays,
  decideMissingCharge,
  lookForChargeOn,
  missingChargeTaskId,
} from '#domain/appointments/missing-charge.ts';
import { ageOf } from '#domain/appointments/newest-appointment.ts';
import { appointmentIdFor } from '#domain/identity/ids.ts';
import { at, practice } from '../samples/encounters.ts';

const day = (text: string): PlainDate => PlainDate.parse(text);

/** On a Thursday. */
function appointment(changes: Partial<Appointment> = {}): Appointment {
  return {
    sourceSystem: 'clinic-pm',
    appointmentId: 'A-9001',
    sourcePatientId: 'P-3001',
    date: day('2026-11-12'),
    status: 'kept',
    order: '1',
    ...changes,
  };
}
const kept = appointment();
const entry = {
  appointmentId: appointmentIdFor(practice.practiceId, kept),
  day: day('2026-11-17'),
};
const lenient = Practice.parse({ ...practice, intake: { bookedCountsAsKept: true } });

function opened(of: Appointment = kept, in_: Practice = practice): Task {
  const { writes } = decideMissingCharge(
    entry,
    { appointment: of, hasCharge: false, task: undefined },
    in_,
    at,
  );
  const [write] = writes;
  if (write?.kind !== 'open-task') {
    throw new Error('No task was opened');
  }
  return Task.parse(write.task);
}

describe('An appointment', () => {
  test('is looked at three working days later, unless nobody came', () => {
    const look = (of: Appointment, today = '2026-11-12') => lookForChargeOn(of, practice, day(today));
    expect(look(kept)).toBe('2026-11-17');
    expect(look(appointment({ status: 'booked' }))).toBe('2026-11-17');
    expect(look(appointment({ status: 'cancelled' }))).toBeUndefined();
    expect(look(appointment({ status: 'no-show' }))).toBeUndefined();
    // However late it is heard of, the look is the same; after two months nobody is asked.
    expect(look(kept, '2026-12-24')).toBe('2026-11-17');
    expect(look(kept, '2027-03-01')).toBeUndefined();
  });

  test('may have its charge a day before or after', () => {
    expect(chargeDays(kept)).toEqual({ from: '2026-11-11', to: '2026-11-13' });
  });

  test('that was kept without a charge is a task that says what to do and until when', () => {
    const task = opened();
    expect(task).toMatchObject({
      kind: 'missing-charge',
      taskId: missingChargeTaskId(entry),
      why: 'The appointment of 2026-11-12 was kept, and no charge has come.',
      dueOn: '2026-11-24',
      outcomes: ['charge-will-come', 'no-charge'],
    });
    expect(task.evidence.join(' ')).toMatch(/Appointment A-9001 .*strictest payer must have the claim by 20/);
    expect(appointmentOfTask(task.taskId)).toBe(entry.appointmentId);
  });

  test.each<[string, Appointment, boolean, Practice, string]>([
    ['kept, with its charge', kept, true, practice, 'nothing'],
    ['arrived, without', appointment({ status: 'arrived' }), false, practice, 'task'],
    ['not shown up', appointment({ status: 'no-show' }), false, practice, 'nothing'],
    ['cancelled', appointment({ status: 'cancelled' }), false, practice, 'nothing'],
    ['booked, and never heard of again', appointment({ status: 'booked' }), false, practice, 'nothing'],
    ['booked, where that counts as kept', appointment({ status: 'booked' }), false, lenient, 'task'],
  ])('%s, is decided', (_, of, hasCharge, in_, expected) => {
    const decided = decideMissingCharge(entry, { appointment: of, hasCharge, task: undefined }, in_, at);
    expect(decided.writes.map(({ kind }) => kind)).toEqual(expected === 'task' ? ['open-task'] : []);
    expect(decided.isDone).toBe(expected === 'nothing');
  });

  test.each<[string, Appointment, boolean, Task['status'], string[], boolean]>([
    ['stays open while nothing comes', kept, false, 'open', [], false],
    ['is moot when the charge comes', kept, true, 'open', ['close-task'], true],
    ['is moot when nobody had come', appointment({ status: 'no-show' }), false, 'open', ['close-task'], true],
    ['is done with once a person has worked it', kept, false, 'worked', [], true],
  ])('its task %s', (_, of, hasCharge, status, writes, isDone) => {
    const decided = decideMissingCharge(
      entry,
      { appointment: of, hasCharge, task: { ...opened(), status } },
      practice,
      at,
    );
    expect(decided.writes.map(({ kind }) => kind)).toEqual(writes);
    expect(decided.isDone).toBe(isDone);
  });

  test('whose source tells no order is what happened last', () => {
    const inOrder = (['booked', 'arrived', 'kept'] as const).map((status) =>
      ageOf(appointment({ status, order: '' })),
    );
    expect(inOrder.toSorted()).toEqual(inOrder);
    expect(ageOf(appointment({ status: 'no-show', order: '2' })) > ageOf(kept)).toBe(true);
  });
});
