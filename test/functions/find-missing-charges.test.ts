import { describe, expect, test } from 'vitest';
import type { Appointment } from '#contracts/appointment.ts';
import { PlainDate } from '#contracts/dates.ts';
import { lookForChargeOn } from '#domain/appointments/missing-charge.ts';
import { dateOf } from '#domain/calendar/plain-date.ts';
import { findMissingChargesStep } from '../../functions/find-missing-charges/find-missing-charges-step.ts';
import { practice } from '../domain/samples/encounters.ts';
import { memoryWorld, type MemoryWorld } from './memory-world.ts';

const dayMilliseconds = 86_400_000;

/** Of the patient of the sample encounter, on its day. */
const kept: Appointment = {
  sourceSystem: 'sample-pm',
  appointmentId: 'A-1',
  sourcePatientId: 'P-1',
  date: PlainDate.parse('2026-11-20'),
  status: 'kept',
  order: '1',
};

const keep = (world: MemoryWorld, appointment: Appointment): Promise<void> =>
  world.appointments.keep(
    practice.practiceId,
    appointment,
    lookForChargeOn(appointment, practice, dateOf(world.clock.now())),
  );
const find = (world: MemoryWorld) => findMissingChargesStep(world);

async function worldWithTask(): Promise<MemoryWorld> {
  const world = await memoryWorld();
  await keep(world, kept);
  world.advance(5 * dayMilliseconds);
  await find(world);
  return world;
}

describe('A kept appointment without a charge', () => {
  test('is a task on its day and not before, and only one', async () => {
    const world = await memoryWorld();
    await keep(world, kept);
    world.advance(4 * dayMilliseconds);
    expect(await find(world)).toEqual({ outcome: 'looked', looked: 0, opened: 0 });
    world.advance(dayMilliseconds);
    expect(await find(world)).toEqual({ outcome: 'looked', looked: 1, opened: 1 });
    expect(await world.onlyTask()).toMatchObject({ kind: 'missing-charge' });
    const before = world.snapshot();
    await keep(world, kept);
    await find(world);
    expect(world.snapshot()).toEqual(before);
  });

  test('is nothing to ask about when the charge comes first', async () => {
    const world = await memoryWorld();
    await keep(world, kept);
    await world.received({ serviceDateFrom: '2026-11-19' });
    world.advance(5 * dayMilliseconds);
    expect(await find(world)).toEqual({ outcome: 'looked', looked: 1, opened: 0 });
    expect(await world.openTasks()).toEqual([]);
    expect((await find(world)).looked).toBe(0);
  });

  test('is no more to ask about once the charge has come', async () => {
    const world = await worldWithTask();
    const task = await world.onlyTask();
    await world.received({ serviceDateFrom: '2026-11-20' });
    await find(world);
    expect(await world.openTasks()).toEqual([]);
    expect(await world.tasks.load(practice.practiceId, task.taskId)).toMatchObject({
      status: 'moot',
      outcome: 'charge-came',
    });
    expect((await find(world)).looked).toBe(0);
  });

  test('is asked about again on the day that was named, and only then', async () => {
    const world = await worldWithTask();
    const task = await world.onlyTask();
    expect(
      await world.work(task, { outcome: 'charge-will-come', by: '2026-12-01', reason: 'on vacation' }),
    ).toEqual({ outcome: 'worked', summary: 'The charge is looked for again on 2026-12-01.' });
    await find(world);
    expect(await world.openTasks()).toEqual([]);
    world.advance(6 * dayMilliseconds);
    await find(world);
    const again = await world.onlyTask();
    expect(again.taskId).not.toBe(task.taskId);
    expect((await find(world)).looked).toBe(1);
  });

  test('is never asked about again when there is nothing to bill', async () => {
    const world = await worldWithTask();
    const task = await world.onlyTask();
    const decision = { outcome: 'no-charge', reason: 'left before being seen' };
    expect(await world.work(task, decision)).toMatchObject({ outcome: 'worked' });
    expect(await world.work(task, decision)).toMatchObject({ outcome: 'refused' });
    await keep(world, kept);
    world.advance(30 * dayMilliseconds);
    await find(world);
    expect(await world.openTasks()).toEqual([]);
    expect((await find(world)).looked).toBe(0);
  });

  test('is not decided by what is no decision', async () => {
    const world = await worldWithTask();
    const task = await world.onlyTask();
    const work = (decision: Record<string, unknown>) => world.work(task, decision);
    expect(await work({ outcome: 'appeal', reason: 'because' })).toMatchObject({
      outcome: 'refused',
      problems: expect.arrayContaining([
        'A task of kind missing-charge may be decided as: charge-will-come, no-charge',
      ]),
    });
    expect(await work({ outcome: 'charge-will-come', by: '2026-11-25', reason: 'today' })).toMatchObject({
      outcome: 'refused',
      problems: [expect.stringMatching(/^by: found 2026-11-25/)],
    });
    expect((await world.onlyTask()).status).toBe('open');
  });
});

test('Nobody is asked about a patient who did not come', async () => {
  const world = await memoryWorld();
  await keep(world, { ...kept, status: 'booked' });
  await keep(world, { ...kept, status: 'no-show', order: '2' });
  world.advance(9 * dayMilliseconds);
  expect(await find(world)).toEqual({ outcome: 'looked', looked: 1, opened: 0 });
  expect((await find(world)).looked).toBe(0);
});

test('A schedule and its charges come by upload, and only the visit without a charge is asked about', async () => {
  const world = await memoryWorld();
  const header =
    'source_system,appointment_id,patient_id,appointment_date,appointment_time,provider,status,updated_at';
  const row = (id: string, patient: string, status: string, updated: string) =>
    `sample-pm,${id},${patient},2026-11-20,09:30,2000001018,${status},${updated}`;
  const first = [
    row('A-1', 'P-1', 'kept', '2026-11-20T10:00:00'),
    row('A-2', 'P-2', 'kept', '2026-11-20T10:00:00'),
    row('A-3', 'P-3', 'booked', '2026-11-01T10:00:00'),
  ];
  const answer = await world.upload('schedule.csv', [header, ...first].join('\n'));
  expect(answer).toMatchObject({ outcome: 'taken-in' });
  await world.upload('no-show.csv', [header, row('A-3', 'P-3', 'no show', '2026-11-20T18:00:00')].join('\n'));
  await world.upload('schedule-again.csv', [header, ...first].join('\n'));
  await world.received({ serviceDateFrom: '2026-11-20' });
  world.advance(7 * dayMilliseconds);
  expect(await find(world)).toEqual({ outcome: 'looked', looked: 3, opened: 1 });
  expect((await world.onlyTask()).evidence[0]).toBe('Appointment A-2 of patient P-2 in sample-pm.');
});

test('One appointment that cannot be looked at keeps no other from being looked at, and the round fails', async () => {
  const world = await memoryWorld();
  const other = { ...kept, appointmentId: 'A-2', sourcePatientId: 'P-2' };
  await keep(world, kept);
  await keep(world, other);
  world.advance(5 * dayMilliseconds);
  const appointments = {
    ...world.appointments,
    hasCharge: (...asked: Parameters<typeof world.appointments.hasCharge>) =>
      asked[1].sourcePatientId === 'P-1'
        ? Promise.reject(new RangeError('no such day'))
        : world.appointments.hasCharge(...asked),
  };
  await expect(findMissingChargesStep({ ...world, appointments })).rejects.toThrow(
    /^Of this round 1 entries were looked at, 1 could not be: first cedar-hill missing-charge-A\w{12}-20261125 \(RangeError\)$/,
  );
  expect((await world.onlyTask()).evidence.join(' ')).toContain('P-2');
});
