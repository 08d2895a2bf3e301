import { CommitConflict, TellableError } from '#contracts/errors.ts';
import type { PracticeId } from '#contracts/identifiers.ts';
import type { Practice } from '#contracts/practice.ts';
import type { MailState, ReportSchedule, ReportSending } from '#contracts/warehouse/report-schedule.ts';
import { reportMail } from '#domain/reports/schedules/report-mail.ts';
import {
  afterFault,
  attemptsOf,
  leftOutBecause,
  newSending,
  overtaken,
  standingOf,
  withMail,
} from '#domain/reports/schedules/work-sending.ts';
import { warehouseReports } from '#domain/reports/warehouse/all-reports.ts';
import type { MailService } from '#ports/mail-service.ts';
import { loadPractice, type PracticeStore } from '#ports/practice-store.ts';
import { reportDue, type ReportDueWorld } from '#ports/report-due.ts';
import type { ReportSchedules } from '#ports/report-schedules.ts';
import { lookAtPractices, type RoundOfLooks } from '#ports/round-of-looks.ts';
import type { StaffMembers } from '#ports/staff-members.ts';

export interface SendReportMailsWorld extends ReportDueWorld {
  readonly practices: Pick<PracticeStore, 'listIds' | 'load'>;
  readonly members: Pick<StaffMembers, 'load'>;
  readonly schedules: Pick<ReportSchedules, 'list' | 'sendings' | 'keepSending'>;
  readonly mails: MailService;
  /** Where the application is, with a slash at its end. */
  readonly applicationUrl: string;
}

/** Mails that were given up: somebody is not told of a report. */
class MailsGivenUp extends TellableError {
  override readonly name = 'MailsGivenUp';
}

/** What a round came to, in mails. */
interface MailsOfRound {
  readonly outcome: 'looked';
  readonly sent: number;
}

/**
 * Tells people of the reports that are due, once each, however often and late it is called: a sending and each of its
 * mails are claimed before anything is sent. A mail that was not taken is tried again by the next rounds.
 * @throws LooksFailed at the end, when mails were given up or a schedule could not be looked at.
 */
export async function sendReportMailsStep(world: SendReportMailsWorld): Promise<MailsOfRound> {
  const { opened: sent } = await lookAtPractices(world, async (practiceId, round) => {
    await lookAtPractice(practiceId, round, world);
    return 0;
  });
  return { outcome: 'looked', sent };
}

async function lookAtPractice(
  practiceId: PracticeId,
  round: RoundOfLooks,
  world: SendReportMailsWorld,
): Promise<void> {
  const schedules = (await world.schedules.list(practiceId)).filter(({ isPaused }) => !isPaused);
  if (schedules.length === 0) {
    return;
  }
  const practice = await loadPractice(world.practices, practiceId);
  for (const schedule of schedules) {
    if (round.isOver) {
      return;
    }
    await round.look(`${practiceId} ${schedule.scheduleId}`, 1, () =>
      lookAtSchedule(schedule, practice, world),
    );
  }
}

/** @returns how many mails were sent. */
async function lookAtSchedule(
  schedule: ReportSchedule,
  practice: Practice,
  world: SendReportMailsWorld,
): Promise<number> {
  const { practiceId, scheduleId } = schedule;
  const [last] = await world.schedules.sendings(practiceId, scheduleId, 1);
  const due = await reportDue(schedule, last, practice, world);
  const at = world.clock.now();
  const isOpen = last?.mails.some(({ state }) => standingOf(state, at) !== 'done') === true;
  // What a pause or another rhythm left behind is as late as what went by meanwhile.
  if (isOpen && (last.of < schedule.announcesAfter || due?.waits === false)) {
    await keep(overtaken(last, at), world);
  } else if (isOpen) {
    return await sendOpenMails(last, schedule, practice, world);
  }
  if (due === undefined || due.waits) {
    return 0;
  }
  const { of, asked, figures } = due;
  const sending = newSending(schedule, { of, asked, figures }, at);
  // Where another run was first it sends them.
  return (await world.schedules.keepSending(sending, 0))
    ? await sendOpenMails(sending, schedule, practice, world)
    : 0;
}

/** Tries every mail of a sending that has no end yet. */
async function sendOpenMails(
  begun: ReportSending,
  schedule: ReportSchedule,
  practice: Practice,
  world: SendReportMailsWorld,
): Promise<number> {
  let sending = begun;
  let sent = 0;
  let givenUp = 0;
  for (const { user, state } of begun.mails) {
    const at = world.clock.now();
    const standing = standingOf(state, at);
    if (standing === 'in-hand') {
      // Another run is at this sending, and goes on with the rest of it.
      break;
    }
    if (standing === 'done') {
      continue;
    }
    let ended: MailState;
    if (standing === 'broken-off') {
      ended = afterFault(attemptsOf(state), at, 'unknown');
    } else {
      const tried = await tryMail(sending, { user, state }, schedule, practice, world);
      if (tried === undefined) {
        break;
      }
      ({ sending, ended } = tried);
    }
    sending = withMail(sending, user, ended);
    await keep(sending, world);
    sent += ended.is === 'sent' ? 1 : 0;
    givenUp += ended.is === 'given-up' ? 1 : 0;
  }
  if (givenUp > 0) {
    throw new MailsGivenUp(
      `${givenUp} ${givenUp === 1 ? 'mail' : 'mails'} of the schedule ${schedule.scheduleId} of ${schedule.practiceId} for ${begun.of}`,
    );
  }
  return sent;
}

/**
 * Claims a mail and sends it, unless its reader may not read the report any more.
 * @returns undefined where another run was first.
 */
async function tryMail(
  sending: ReportSending,
  { user, state }: ReportSending['mails'][number],
  schedule: ReportSchedule,
  practice: Practice,
  world: SendReportMailsWorld,
): Promise<{ readonly sending: ReportSending; readonly ended: MailState } | undefined> {
  const { practiceId } = sending;
  const at = world.clock.now();
  const member = await world.members.load(practiceId, user);
  const why = schedule.recipients.includes(user) ? leftOutBecause(member) : 'taken-off';
  if (member === undefined || why !== undefined) {
    return { sending, ended: { is: 'left-out', at, why: why ?? 'not-there' } };
  }
  const words = wordsOf(sending, schedule, practice, world);
  const attempts = attemptsOf(state) + 1;
  const claimed = withMail(sending, user, { is: 'being-sent', attempts, at });
  if (!(await world.schedules.keepSending(claimed, sending.version))) {
    return undefined;
  }
  const outcome = await world.mails.send({ to: member.email, ...words });
  const ended: MailState =
    outcome.is === 'taken'
      ? { is: 'sent', attempts, at: world.clock.now() }
      : afterFault(attempts, world.clock.now(), outcome.why);
  return { sending: claimed, ended };
}

function wordsOf(
  { practiceId, reportName, rhythm, asked, figures }: ReportSending,
  { madeBy }: ReportSchedule,
  { name: practiceName }: Practice,
  { applicationUrl }: SendReportMailsWorld,
): ReturnType<typeof reportMail> {
  const report = warehouseReports.find(({ name }) => name === reportName);
  if (report === undefined) {
    throw new TellableError(`There is no report ${reportName}, of which a schedule of ${practiceId} tells`);
  }
  return reportMail({ practiceId, practiceName, report, rhythm, asked, figures, madeBy, applicationUrl });
}

/** Keeps the next version of a sending; whoever was first works on it. */
async function keep(sending: ReportSending, { schedules }: SendReportMailsWorld): Promise<void> {
  if (!(await schedules.keepSending(sending, sending.version - 1))) {
    throw new CommitConflict(`Another run works on the sending of ${sending.scheduleId} for ${sending.of}`);
  }
}
