import * as z from 'zod';
import { Instant, PlainDate } from './dates.ts';
import { DocumentId, Npi, TaskId } from './identifiers.ts';
import { StaffUser } from './staff-user.ts';

const words = z.string().trim().min(2).max(200);

/** What a coder asks the provider of a visit. */
export const QuestionToProvider = {
  /** Which provider of the practice; the rendering provider, when left out. */
  to: Npi.optional(),
  question: z.string().trim().min(3).max(1000),
  /** Clinical indicators, each in the very words of the note. */
  indicators: z.array(z.string().trim().min(3).max(500)).max(10),
  /** Answers that the indicators support; "other" and "unable to determine" are always offered beside them. */
  options: z.array(words).min(1).max(6),
} as const;

/** What is answered: one of the coder's options by its letter, or one of those that are always offered. */
export const QueryAnswer = z.enum(['a', 'b', 'c', 'd', 'e', 'f', 'other', 'unable-to-determine']);

/** One of the answers that are offered. */
export const QueryOption = z.object({ option: QueryAnswer, words: z.string() });
export type QueryOption = z.infer<typeof QueryOption>;

/** What the provider reads: nothing in it speaks of money, and nothing says what to answer. */
export const AskedQuestion = z.object({
  question: z.string(),
  indicators: z.array(
    z.object({
      quote: z.string(),
      /** Where it stands: the note, a document of the visit, or its clinical codes. */
      from: z.union([z.enum(['note', 'clinical-codes']), DocumentId]),
    }),
  ),
  options: z.array(QueryOption),
});
export type AskedQuestion = z.infer<typeof AskedQuestion>;

/** A question to the provider, kept with the claim for good. Only how it ends is added to it. */
export const PhysicianQuery = z.object({
  taskId: TaskId,
  providerNpi: Npi,
  ...AskedQuestion.shape,
  askedAt: Instant,
  askedBy: StaffUser,
  /** When the provider was reminded. */
  remindedAt: z.array(Instant),
  escalated: z.object({ at: Instant, to: StaffUser.optional() }).optional(),
  status: z.enum(['open', 'answered', 'withdrawn', 'unanswered']),
  ended: z.object({ at: Instant, by: z.string(), reason: z.string() }).optional(),
  answer: z
    .object({
      at: Instant,
      by: StaffUser,
      option: QueryAnswer,
      /** In the provider's own words. */
      words: z.string(),
      /** The day of the addendum to the note, where one was written. */
      addendumOn: PlainDate.optional(),
      /** It came after the question was closed as unanswered; the visit was coded without it. */
      late: z.literal(true).optional(),
    })
    .optional(),
});
export type PhysicianQuery = z.infer<typeof PhysicianQuery>;
