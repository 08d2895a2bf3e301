import * as z from 'zod';
import { Instant } from './dates.ts';
import { PracticeId } from './identifiers.ts';

/** Asks `load-practice` to compare a practice document with the edition in force and, if so wanted, to save it. */
export const ImportPracticeRequest = z.strictObject({
  /**
   * The document. Without an edition, or with the one in force, it becomes the next edition; with an older one it is
   * refused, for somebody else has changed the practice since.
   */
  document: z.unknown(),
  /** The practice that it must be of, where whoever imports may change that one only. */
  practiceId: PracticeId.optional(),
  /** Who imports. */
  by: z.string().trim().min(1).max(60),
  /** From where: the name of a file. */
  source: z.string().trim().min(1).max(400).optional(),
  /** The edition that the person saw the differences to; 0 when there was none. */
  expectEdition: z.int().min(0).optional(),
  /** Whether to save; without it only the differences are told. */
  apply: z.boolean(),
  /** Whether payers and providers may go that open claims name. */
  dropNamed: z.boolean().default(false),
});
export type ImportPracticeRequest = z.infer<typeof ImportPracticeRequest>;

export const ImportPracticeAnswer = z.discriminatedUnion('outcome', [
  z.strictObject({
    outcome: z.enum(['saved', 'unchanged', 'checked']),
    practiceId: PracticeId,
    /** The edition in force before; 0 when the practice is new. */
    before: z.int().min(0),
    /** The edition that was saved, or would be. */
    edition: z.int().min(1),
    /** The differences, a sentence each. */
    changes: z.array(z.string()),
    /** What is allowed and probably not meant. */
    warnings: z.array(z.string()),
    /** What the contracts rest on and is not loaded, a sentence each. */
    lacking: z.array(z.string()),
    /** Payers and providers that would go though open claims name them, a sentence each. */
    named: z.array(z.string()),
  }),
  z.strictObject({ outcome: z.literal('refused'), problems: z.array(z.string()).min(1) }),
]);
export type ImportPracticeAnswer = z.infer<typeof ImportPracticeAnswer>;

/** One line of a practice's history. */
export const PracticeEdition = z.strictObject({
  edition: z.int().min(1),
  at: Instant,
  by: z.string(),
  source: z.string().optional(),
  changes: z.array(z.string()),
});
export type PracticeEdition = z.infer<typeof PracticeEdition>;

/** Asks `read-practices` for a practice: an edition, the one in force when none is named, or its history. */
export const ReadPracticesRequest = z.discriminatedUnion('read', [
  z.strictObject({ read: z.literal('edition'), practiceId: PracticeId, edition: z.int().min(1).optional() }),
  z.strictObject({ read: z.literal('history'), practiceId: PracticeId }),
]);
export type ReadPracticesRequest = z.infer<typeof ReadPracticesRequest>;

/** What is answered to a document that was uploaded under `practice/`. */
export const PracticeFileAnswer = z.strictObject({
  contractVersion: z.literal(1),
  answeredAt: Instant,
  outcome: z.enum(['saved', 'unchanged', 'refused']),
  edition: z.int().min(1).optional(),
  problems: z.array(z.string()),
  warnings: z.array(z.string()),
  changes: z.array(z.string()),
});
export type PracticeFileAnswer = z.infer<typeof PracticeFileAnswer>;
