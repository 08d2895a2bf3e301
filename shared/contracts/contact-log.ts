import * as z from 'zod';
import { Cents } from './cents.ts';
import { Instant, PlainDate } from './dates.ts';
import { DisputeType, DisputeWords } from './dispute.ts';
import { ClaimId, GuarantorId, LogEntryId, PayerId, PracticeId, TaskId } from './identifiers.ts';
import { QueryRefused } from './queries.ts';
import { StaffUser } from './staff-user.ts';

/** What a note, a call or a letter is about. */
export const LogSubject = z.discriminatedUnion('about', [
  z.strictObject({ about: z.literal('claim'), claimId: ClaimId }),
  /** The account of whoever receives the bill: patients call about that. */
  z.strictObject({ about: z.literal('account'), guarantorId: GuarantorId }),
  z.strictObject({ about: z.literal('payer'), payerId: PayerId }),
]);
export type LogSubject = z.infer<typeof LogSubject>;

export const logParties = ['payer', 'clearinghouse', 'patient', 'guarantor', 'provider', 'other'] as const;
/** Which number was dialled, by its kind: the number itself stands in the payer's row. */
export const dialledNumbers = [
  'provider-services',
  'claims',
  'appeals',
  'eligibility',
  'enrollment',
  'electronic-claims-help',
  'patient-home',
  'patient-mobile',
  'other',
] as const;

const words = z.string().trim().min(3).max(2000);
const short = z.string().trim().min(1).max(100);

/** What every entry may say beside its own. */
const beside = {
  /** What the other side said it would do. */
  promised: words.optional(),
  promisedCents: Cents.refine((amount) => amount > 0, 'an amount above 0').optional(),
  /** By when. */
  promisedBy: PlainDate.optional(),
  /** On this day the matter is back in the queue. */
  followUpOn: PlainDate.optional(),
};

/** A note, a call or a letter, as a person writes it down. */
export const LogContent = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('note'), text: words, followUpOn: beside.followUpOn }),
  z.strictObject({
    kind: z.literal('call'),
    direction: z.enum(['we-called', 'they-called']),
    with: z.enum(logParties),
    dialled: z.enum(dialledNumbers).optional(),
    /** The name of whoever answered. */
    representative: short.optional(),
    /** The call's number with the other side. */
    callReference: short.optional(),
    text: words,
    ...beside,
  }),
  z.strictObject({
    kind: z.literal('letter'),
    direction: z.enum(['sent', 'received']),
    with: z.enum(logParties),
    /** The number that stands on it. */
    letterReference: short.optional(),
    text: words,
    ...beside,
  }),
]);
export type LogContent = z.infer<typeof LogContent>;

/** An entry as it is kept, for good: what was wrong in it another entry says. */
export const LogEntry = z.object({
  practiceId: PracticeId,
  entryId: LogEntryId,
  subject: LogSubject,
  content: LogContent,
  /** The entry that this one puts right. */
  corrects: LogEntryId.optional(),
  at: Instant,
  by: StaffUser,
  /** The task that comes back on the follow-up date, and when it does. */
  followUp: z.object({ taskId: TaskId, on: PlainDate }).optional(),
});
export type LogEntry = z.infer<typeof LogEntry>;

export const KeepLogRequest = z.discriminatedUnion('action', [
  z.object({
    action: z.literal('list'),
    practiceId: PracticeId,
    subject: LogSubject,
    limit: z.int().min(1).max(200).default(50),
    next: z.string().max(100).optional(),
  }),
  z.object({
    action: z.literal('record'),
    practiceId: PracticeId,
    subject: LogSubject,
    content: LogContent,
    corrects: LogEntryId.optional(),
    user: StaffUser,
    role: z.enum(['staff', 'manager']).default('staff'),
  }),
  /** What the guarantor says is wrong with a balance; nothing is asked for it until it is decided. */
  z.object({
    action: z.literal('open-dispute'),
    practiceId: PracticeId,
    guarantorId: GuarantorId,
    type: DisputeType,
    /** The visit; the whole account, when left out. */
    claimId: ClaimId.optional(),
    words: DisputeWords,
    reviewOn: PlainDate,
    /** The note, call or letter about the account by which it came. */
    entryId: LogEntryId.optional(),
    user: StaffUser,
  }),
]);
export type KeepLogRequest = z.input<typeof KeepLogRequest>;

export const KeepLogAnswer = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('entries'),
    /** The newest first. */
    entries: z.array(LogEntry),
    next: z.string().optional(),
  }),
  z.object({ outcome: z.literal('recorded'), entryId: LogEntryId, summary: z.string() }),
  z.object({ outcome: z.literal('disputed'), taskId: TaskId, summary: z.string() }),
  QueryRefused,
]);
export type KeepLogAnswer = z.infer<typeof KeepLogAnswer>;
