import type { Instant, PlainDate } from '#contracts/dates.ts';
import type {
  AskedDays,
  FiguresReach,
  LeftOutBecause,
  MailFault,
  MailState,
  ReportSchedule,
  ReportSending,
} from '#contracts/warehouse/report-schedule.ts';
import type { StaffMember } from '#contracts/staff-member.ts';
import { financeReaders } from '#contracts/staff-api/roles.ts';

/** A mail that the service did not take is tried again with each round, so often in all. */
const mostAttempts = 5;

/** A run that claimed a mail so long ago has broken off: none lives longer. */
const brokenOffMilliseconds = 15 * 60_000;

/** Why somebody gets no mail about reports of a practice, if so. */
export function leftOutBecause(member: StaffMember | undefined): LeftOutBecause | undefined {
  if (member === undefined) {
    return 'not-there';
  }
  if (member.disabled) {
    return 'disabled';
  }
  return member.roles.some((role) => financeReaders.some((reader) => reader === role))
    ? undefined
    : 'no-role';
}

/** A sending as it begins: nothing of it was tried. */
export function newSending(
  { practiceId, scheduleId, reportName, rhythm, recipients }: ReportSchedule,
  due: { readonly of: PlainDate; readonly asked: AskedDays; readonly figures: FiguresReach },
  at: Instant,
): ReportSending {
  return {
    practiceId,
    scheduleId,
    version: 1,
    reportName,
    rhythm,
    ...due,
    beganAt: at,
    mails: recipients.map((user) => ({ user, state: { is: 'to-send' } })),
  };
}

/** The sending with another state of one mail, as its next version. */
export function withMail(sending: ReportSending, user: string, state: MailState): ReportSending {
  return {
    ...sending,
    version: sending.version + 1,
    mails: sending.mails.map((mail) => (mail.user === user ? { ...mail, state } : mail)),
  };
}

/** How a mail stands to the present round: it may be tried, another run is at it, it broke off, or it is done with. */
export function standingOf(state: MailState, now: Instant): 'open' | 'in-hand' | 'broken-off' | 'done' {
  switch (state.is) {
    case 'to-send':
    case 'failed':
      return 'open';
    case 'being-sent':
      return Date.parse(now) - Date.parse(state.at) > brokenOffMilliseconds ? 'broken-off' : 'in-hand';
    case 'sent':
    case 'given-up':
    case 'left-out':
      return 'done';
  }
}

/** How many times a mail was begun. */
export function attemptsOf(state: MailState): number {
  return 'attempts' in state ? state.attempts : 0;
}

/** What becomes of a mail that the service did not take: it is tried again, so often. */
export function afterFault(attempts: number, at: Instant, why: MailFault): MailState {
  const isLast = attempts >= mostAttempts || why === 'unknown' || why === 'overtaken';
  return { is: isLast ? 'given-up' : 'failed', attempts, at, why };
}

/** The sending with an end of every mail that has none: the next one is due. */
export function overtaken(sending: ReportSending, at: Instant): ReportSending {
  return {
    ...sending,
    version: sending.version + 1,
    mails: sending.mails.map(({ user, state }) => ({
      user,
      state:
        standingOf(state, at) === 'done'
          ? state
          : afterFault(attemptsOf(state), at, state.is === 'being-sent' ? 'unknown' : 'overtaken'),
    })),
  };
}
