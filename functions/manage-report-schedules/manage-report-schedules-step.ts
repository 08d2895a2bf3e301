import type * as z from 'zod';
import type { PlainDate } from '#contracts/dates.ts';
import type { PracticeId } from '#contracts/identifiers.ts';
import type { Practice } from '#contracts/practice.ts';
import { problemsOf, type QueryRefused } from '#contracts/queries.ts';
import type { StaffMember } from '#contracts/staff-member.ts';
import {
  ManageReportSchedulesRequest,
  mostReportSchedules,
  type ManageReportSchedulesAnswer,
  type RecipientTold,
  type ReportSchedule,
  type ScheduleSettings,
  type ScheduleTold,
} from '#contracts/warehouse/report-schedule.ts';
import { wallTimeOf } from '#domain/calendar/wall-time.ts';
import { reportScheduleIdFor } from '#domain/identity/ids.ts';
import { announcesAfter, askedOn, begunDay, nextDueDays } from '#domain/reports/schedules/due-days.ts';
import { changedSchedule, scheduleFaults } from '#domain/reports/schedules/change-schedule.ts';
import { rhythmInWords } from '#domain/reports/schedules/schedule-words.ts';
import { leftOutBecause } from '#domain/reports/schedules/work-sending.ts';
import { warehouseReports } from '#domain/reports/warehouse/all-reports.ts';
import { loadPractice, type PracticeStore } from '#ports/practice-store.ts';
import { reportDue, type ReportDueWorld } from '#ports/report-due.ts';
import type { ReportSchedules } from '#ports/report-schedules.ts';
import type { StaffMembers } from '#ports/staff-members.ts';

interface ManageReportSchedulesWorld extends ReportDueWorld {
  readonly practices: Pick<PracticeStore, 'load'>;
  readonly members: Pick<StaffMembers, 'list'>;
  readonly schedules: ReportSchedules;
  readonly isMailOn: boolean;
}

type Request<Action> = Extract<z.output<typeof ManageReportSchedulesRequest>, { action: Action }>;
type Answer = ManageReportSchedulesAnswer;

/** Lists, previews, makes, changes and removes the schedules by which reports are announced. */
export async function manageReportSchedulesStep(
  event: unknown,
  world: ManageReportSchedulesWorld,
): Promise<Answer> {
  const read = ManageReportSchedulesRequest.safeParse(event);
  if (!read.success) {
    return refused(...problemsOf(read.error));
  }
  const request = read.data;
  switch (request.action) {
    case 'list':
      return await list(request, world);
    case 'preview':
      return await preview(request, world);
    case 'make':
      return await make(request, world);
    case 'change':
      return await change(request, world);
    case 'remove':
      return await remove(request, world);
    case 'sendings':
      return await sendings(request, world);
  }
}

async function list({ practiceId }: Request<'list'>, world: ManageReportSchedulesWorld): Promise<Answer> {
  const [practice, staff, schedules] = await Promise.all([
    loadPractice(world.practices, practiceId),
    world.members.list(practiceId),
    world.schedules.list(practiceId),
  ]);
  const told = await Promise.all(schedules.map((schedule) => toldOf(schedule, staff, practice, world)));
  return {
    outcome: 'schedules',
    schedules: told,
    readers: staff
      .filter((member) => leftOutBecause(member) === undefined)
      .map(({ user, name }) => ({ user, name })),
    isMailOn: world.isMailOn,
  };
}

async function toldOf(
  schedule: ReportSchedule,
  staff: readonly StaffMember[],
  practice: Practice,
  world: ManageReportSchedulesWorld,
): Promise<ScheduleTold> {
  const { practiceId, scheduleId, isPaused, announcesAfter: notBefore } = schedule;
  const [last] = await world.schedules.sendings(practiceId, scheduleId, 1);
  const due = isPaused ? undefined : await reportDue(schedule, last, practice, world);
  const now = wallTimeOf(world.clock.now(), practice.timeZone);
  const begun = begunDay(now);
  const outlook = outlookOf(schedule, staff, now.day, begun > notBefore ? begun : notBefore);
  return {
    schedule,
    recipients: outlook.recipients,
    next: isPaused ? [] : due === undefined ? outlook.next.slice(0, 1) : [due.of],
    asked: due?.asked ?? outlook.asked,
    ...(due?.waits === true ? { waits: { since: due.of, for: due.asked.asOf } } : {}),
    ...(last === undefined ? {} : { last }),
  };
}

const daysAhead = 3;

/**
 * Who would be told, and when next, by a schedule.
 * @param after what is due on this day or before it was announced, or is not to be.
 */
function outlookOf(
  { rhythm, span, recipients }: ScheduleSettings,
  staff: readonly StaffMember[],
  today: PlainDate,
  after: PlainDate,
): {
  readonly recipients: RecipientTold[];
  readonly next: PlainDate[];
  readonly asked: ScheduleTold['asked'];
} {
  const next = rhythm.every === 'month-close' ? [] : nextDueDays(rhythm, after, daysAhead);
  return {
    recipients: recipients.map((user): RecipientTold => {
      const member = staff.find((one) => one.user === user);
      const leftOut = leftOutBecause(member);
      return { user, name: member?.name ?? user, ...(leftOut === undefined ? {} : { leftOut }) };
    }),
    next,
    asked: askedOn(span, next[0] ?? today),
  };
}

async function preview(
  { practiceId, ...settings }: Request<'preview'>,
  world: ManageReportSchedulesWorld,
): Promise<Answer> {
  const [practice, staff] = await Promise.all([
    loadPractice(world.practices, practiceId),
    world.members.list(practiceId),
  ]);
  const faults = scheduleFaults(settings, warehouseReports);
  const { day } = wallTimeOf(world.clock.now(), practice.timeZone);
  // What is due today was due before a schedule is made now.
  return faults.length > 0
    ? refused(...faults)
    : { outcome: 'preview', ...outlookOf(settings, staff, day, day) };
}

async function make(request: Request<'make'>, world: ManageReportSchedulesWorld): Promise<Answer> {
  const { practiceId, user, reportName, span, rhythm, recipients } = request;
  const settings: ScheduleSettings = { reportName, span, rhythm, recipients };
  const faults = [
    ...scheduleFaults(settings, warehouseReports),
    ...(await notReaders(practiceId, settings.recipients, world)),
  ];
  if (faults.length > 0) {
    return refused(...faults);
  }
  const standing = await world.schedules.list(practiceId);
  const same = standing.find((one) => announcesSame(one, settings));
  if (same !== undefined) {
    return refused(
      `There is a schedule of this report, of these days and ${rhythmInWords(same.rhythm)} already; put people on that one`,
    );
  }
  if (standing.length >= mostReportSchedules) {
    return refused(
      `${mostReportSchedules} schedules stand already, which is the most; remove what nobody needs any more`,
    );
  }
  const at = world.clock.now();
  const { timeZone } = await loadPractice(world.practices, practiceId);
  const schedule: ReportSchedule = {
    practiceId,
    scheduleId: reportScheduleIdFor(practiceId, JSON.stringify(settings), user, at),
    version: 1,
    ...settings,
    isPaused: false,
    announcesAfter: announcesAfter(settings.rhythm, wallTimeOf(at, timeZone)),
    madeBy: user,
    madeAt: at,
    changedBy: user,
    changedAt: at,
  };
  return (await world.schedules.save(schedule, 0))
    ? { outcome: 'done', schedule, summary: `Scheduled ${rhythmInWords(schedule.rhythm)}.` }
    : changedMeanwhile();
}

/** What two schedules would announce is the same: the same people would be told twice. */
function announcesSame(one: ScheduleSettings, other: ScheduleSettings): boolean {
  return (
    one.reportName === other.reportName &&
    one.span === other.span &&
    JSON.stringify(one.rhythm) === JSON.stringify(other.rhythm)
  );
}

async function notReaders(
  practiceId: PracticeId,
  recipients: readonly string[],
  { members }: Pick<ManageReportSchedulesWorld, 'members'>,
): Promise<string[]> {
  const staff = await members.list(practiceId);
  return recipients.flatMap((user) =>
    leftOutBecause(staff.find((member) => member.user === user)) === undefined
      ? []
      : [
          `recipients: ${user} does not read reports of practice ${practiceId}; an administrator gives the role`,
        ],
  );
}

async function change(request: Request<'change'>, world: ManageReportSchedulesWorld): Promise<Answer> {
  const { practiceId, scheduleId, seenVersion, user, ...wanted } = request;
  const before = await world.schedules.load(practiceId, scheduleId);
  if (before === undefined || before.removed !== undefined) {
    return noSchedule(practiceId, scheduleId);
  }
  // Who is on it already may stay on it, and gets no mail while the role is missing.
  const added = wanted.recipients.filter((one) => !before.recipients.includes(one));
  const faults = [
    ...scheduleFaults(wanted, warehouseReports),
    ...(await notReaders(practiceId, added, world)),
  ];
  if (faults.length > 0) {
    return refused(...faults);
  }
  const others = (await world.schedules.list(practiceId)).filter((one) => one.scheduleId !== scheduleId);
  if (others.some((one) => announcesSame(one, wanted))) {
    return refused('Another schedule announces the same report, of the same days, as often; change that one');
  }
  const at = world.clock.now();
  const { timeZone } = await loadPractice(world.practices, practiceId);
  const schedule = changedSchedule(before, wanted, { by: user, at, now: wallTimeOf(at, timeZone) });
  return (await world.schedules.save(schedule, seenVersion))
    ? {
        outcome: 'done',
        schedule,
        summary: schedule.isPaused ? 'Paused.' : `Announced ${rhythmInWords(schedule.rhythm)}.`,
      }
    : changedMeanwhile();
}

async function remove(
  { practiceId, scheduleId, seenVersion, user }: Request<'remove'>,
  world: ManageReportSchedulesWorld,
): Promise<Answer> {
  const before = await world.schedules.load(practiceId, scheduleId);
  if (before === undefined) {
    return noSchedule(practiceId, scheduleId);
  }
  const at = world.clock.now();
  const removed: ReportSchedule = {
    ...before,
    version: seenVersion + 1,
    changedBy: user,
    changedAt: at,
    removed: { by: user, at },
  };
  return before.removed !== undefined || (await world.schedules.save(removed, seenVersion))
    ? { outcome: 'removed', scheduleId, summary: 'Removed. What it sent stays on record.' }
    : changedMeanwhile();
}

async function sendings(
  { practiceId, scheduleId, limit }: Request<'sendings'>,
  world: ManageReportSchedulesWorld,
): Promise<Answer> {
  return (await world.schedules.load(practiceId, scheduleId)) === undefined
    ? noSchedule(practiceId, scheduleId)
    : {
        outcome: 'sendings',
        sendings: [...(await world.schedules.sendings(practiceId, scheduleId, limit))],
      };
}

function refused(...problems: string[]): QueryRefused {
  return { outcome: 'refused', problems };
}

const changedMeanwhile = (): QueryRefused =>
  refused('Somebody else changed this schedule at the same moment; look at it again');

function noSchedule(practiceId: PracticeId, scheduleId: string): QueryRefused {
  return {
    outcome: 'refused',
    because: 'not-found',
    problems: [`scheduleId: practice ${practiceId} has no schedule ${scheduleId}`],
  };
}
