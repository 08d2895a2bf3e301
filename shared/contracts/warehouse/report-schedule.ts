import * as z from 'zod';
import { Instant, PlainDate } from '../dates.ts';
import { PracticeId } from '../identifiers.ts';
import { QueryRefused } from '../queries.ts';
import { StaffUser } from '../staff-user.ts';
import { AskedOf, ReportName } from './run-report.ts';

/** `S` and 12 characters of Crockford base32: a schedule by which a report is announced by e-mail. */
export const ReportScheduleId = z
  .string()
  .regex(/^S[0-9A-HJKMNP-TV-Z]{12}$/, 'a schedule id: S and 12 letters or digits')
  .brand<'ReportScheduleId'>();
export type ReportScheduleId = z.infer<typeof ReportScheduleId>;

export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;

/** How often. A day of the month that a month does not have is its last one. */
export const ReportRhythm = z.discriminatedUnion('every', [
  z.strictObject({ every: z.literal('day') }),
  z.strictObject({ every: z.literal('week'), on: z.enum(weekdays) }),
  z.strictObject({ every: z.literal('month'), on: z.int().min(1).max(31) }),
  /** Once a month of the practice is closed. */
  z.strictObject({ every: z.literal('month-close') }),
]);
export type ReportRhythm = z.infer<typeof ReportRhythm>;

/**
 * Of which days the report is asked, seen from the day on which it is announced. `yesterday`: as of the day before, its
 * month up to it. `week-before`: the last Monday to Sunday that are over. `month-before`: the whole month before.
 */
export const reportSpans = ['yesterday', 'week-before', 'month-before'] as const;
export const ReportSpan = z.enum(reportSpans);
export type ReportSpan = z.infer<typeof ReportSpan>;

const mostRecipients = 20;
export const mostReportSchedules = 50;

/** What a person says of a schedule. Nothing of it is free text: it stands in mails. */
const settings = {
  reportName: ReportName,
  span: ReportSpan,
  rhythm: ReportRhythm,
  /** Staff of the practice; where the mail goes, the practice's own record of the person says. */
  recipients: z
    .array(StaffUser)
    .min(1, 'at least one person')
    .max(mostRecipients, `at most ${mostRecipients} persons`)
    .refine((users) => new Set(users).size === users.length, 'each person once'),
};
const ScheduleSettings = z.object(settings);
export type ScheduleSettings = z.infer<typeof ScheduleSettings>;

export const ReportSchedule = z.object({
  practiceId: PracticeId,
  scheduleId: ReportScheduleId,
  /** Rises with every change and guards it. */
  version: z.int().min(1),
  ...settings,
  isPaused: z.boolean(),
  /** What was due on this day or before it is not announced: it was made, changed or resumed later. */
  announcesAfter: PlainDate,
  madeBy: StaffUser,
  madeAt: Instant,
  changedBy: StaffUser,
  changedAt: Instant,
  removed: z.object({ by: StaffUser, at: Instant }).optional(),
});
export type ReportSchedule = z.infer<typeof ReportSchedule>;

/** Why a mail was not sent, or nobody knows whether it was. */
export const MailFault = z.enum([
  /** The mail service does not take this mail. */
  'not-taken',
  /** The sender's address is not confirmed with the mail service, or sending is suspended there. */
  'sender-not-allowed',
  'too-many-at-once',
  'not-reached',
  /** The call broke off: it may have been sent. It is not sent again. */
  'unknown',
  /** The next one was due, or the schedule was paused or changed, before it could be sent. */
  'overtaken',
]);
export type MailFault = z.infer<typeof MailFault>;

/** Why somebody on a schedule gets no mail. */
export const LeftOutBecause = z.enum(['not-there', 'disabled', 'no-role', 'taken-off']);
export type LeftOutBecause = z.infer<typeof LeftOutBecause>;

/** What became of one mail. `attempts` counts those that were begun. */
export const MailState = z.discriminatedUnion('is', [
  z.object({ is: z.literal('to-send') }),
  /** Claimed by a run, which is at it or broke off. */
  z.object({ is: z.literal('being-sent'), attempts: z.int().min(1), at: Instant }),
  /** Handed to the mail service. */
  z.object({ is: z.literal('sent'), attempts: z.int().min(1), at: Instant }),
  /** Tried again in the next round. */
  z.object({ is: z.literal('failed'), attempts: z.int().min(1), at: Instant, why: MailFault }),
  z.object({ is: z.literal('given-up'), attempts: z.int().min(0), at: Instant, why: MailFault }),
  z.object({ is: z.literal('left-out'), at: Instant, why: LeftOutBecause }),
]);
export type MailState = z.infer<typeof MailState>;

/** How far the figures go that a mail announces. */
export const FiguresReach = z.discriminatedUnion('is', [
  z.object({ is: z.literal('whole') }),
  z.object({ is: z.literal('ends-earlier'), through: PlainDate }),
  /** The month was closed and is not published as closed: what was entered last may be missing. */
  z.object({ is: z.literal('may-change') }),
  z.object({ is: z.literal('nothing') }),
]);
export type FiguresReach = z.infer<typeof FiguresReach>;

const AskedDays = AskedOf.pick({ asOf: true, from: true, to: true });
export type AskedDays = z.infer<typeof AskedDays>;

/** One announcement of a report: to whom, of which days, and what became of each mail. Kept for good. */
export const ReportSending = z.object({
  practiceId: PracticeId,
  scheduleId: ReportScheduleId,
  /** The day of the practice on which it was due; a schedule has one sending a day at most. */
  of: PlainDate,
  version: z.int().min(1),
  reportName: ReportName,
  rhythm: ReportRhythm,
  asked: AskedDays,
  figures: FiguresReach,
  beganAt: Instant,
  mails: z.array(z.object({ user: StaffUser, state: MailState })).max(mostRecipients),
});
export type ReportSending = z.infer<typeof ReportSending>;

const inPractice = { practiceId: PracticeId };
const byPerson = { ...inPractice, user: StaffUser };
const ofSchedule = {
  ...byPerson,
  scheduleId: ReportScheduleId,
  /** The version that the person saw: what somebody else changed meanwhile is not written over. */
  seenVersion: z.int().min(1),
};

/** Asks `manage-report-schedules`. */
export const ManageReportSchedulesRequest = z.discriminatedUnion('action', [
  z.object({ action: z.literal('list'), ...inPractice }),
  z.object({ action: z.literal('preview'), ...inPractice, ...settings }),
  z.object({ action: z.literal('make'), ...byPerson, ...settings }),
  z.object({ action: z.literal('change'), ...ofSchedule, ...settings, isPaused: z.boolean() }),
  z.object({ action: z.literal('remove'), ...ofSchedule }),
  z.object({
    action: z.literal('sendings'),
    ...inPractice,
    scheduleId: ReportScheduleId,
    limit: z.int().min(1).max(100).default(30),
  }),
]);
export type ManageReportSchedulesRequest = z.input<typeof ManageReportSchedulesRequest>;

/** Somebody on a schedule, and whether the next mail goes there. */
const RecipientTold = z.object({
  user: StaffUser,
  name: z.string(),
  /** Left out where the mail goes there. */
  leftOut: LeftOutBecause.optional(),
});
export type RecipientTold = z.infer<typeof RecipientTold>;

const Outlook = z.object({
  recipients: z.array(RecipientTold),
  /** The days of the practice on which it is due next, the first first; none where that follows from a closing. */
  next: z.array(PlainDate),
  /** Of which days it will be asked then. */
  asked: AskedDays,
});

export const ScheduleTold = z.object({
  schedule: ReportSchedule,
  ...Outlook.shape,
  /** It is due since this day, and the mail waits until the warehouse has the day. */
  waits: z.object({ since: PlainDate, for: PlainDate }).optional(),
  last: ReportSending.optional(),
});
export type ScheduleTold = z.infer<typeof ScheduleTold>;

export const ManageReportSchedulesAnswer = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('schedules'),
    schedules: z.array(ScheduleTold),
    /** Whom mails about reports may go to. */
    readers: z.array(z.object({ user: StaffUser, name: z.string() })),
    /** Whether this installation has an address to send from. */
    isMailOn: z.boolean(),
  }),
  z.object({ outcome: z.literal('preview'), ...Outlook.shape }),
  z.object({ outcome: z.literal('done'), schedule: ReportSchedule, summary: z.string() }),
  z.object({ outcome: z.literal('removed'), scheduleId: ReportScheduleId, summary: z.string() }),
  z.object({ outcome: z.literal('sendings'), sendings: z.array(ReportSending) }),
  QueryRefused,
]);
export type ManageReportSchedulesAnswer = z.infer<typeof ManageReportSchedulesAnswer>;
