import * as z from 'zod';
import { Cents } from './cents.ts';
import { PracticeId } from './identifiers.ts';
import { SourceSystemName } from './intake-settings/source-system.ts';
import { WorkTaskRequest } from './queries.ts';

/** Asks `take-over-claims` to check a file of open claims of an old system, or to take them over. */
export const CutoverRequest = z.strictObject({
  practiceId: PracticeId,
  /** One of the practice's `cutover.legacySystems`; may be left out when there is only one. */
  system: SourceSystemName.optional(),
  /** The file: CSV or JSON. */
  text: z.string().min(1),
  user: WorkTaskRequest.shape.user,
  /** Without it the file is only checked. */
  apply: z.boolean(),
  /** How many of its claims earlier calls took over. */
  from: z.int().min(0).default(0),
});
export type CutoverRequest = z.input<typeof CutoverRequest>;

/** What the claims of a file add up to. */
const CutoverTotals = z.strictObject({
  claims: z.int().min(0),
  chargeCents: Cents,
  paidCents: Cents,
  adjustedCents: Cents,
  payerBalanceCents: Cents,
  patientBalanceCents: Cents,
});
export type CutoverTotals = z.infer<typeof CutoverTotals>;

/** Something wrong with the file. Nothing about a person is repeated. */
const CutoverProblem = z.strictObject({
  /** Line of a CSV file, position of a claim in JSON; from 1. None for the file itself. */
  row: z.int().min(1).optional(),
  claimNumber: z.string().optional(),
  column: z.string(),
  found: z.string(),
  expected: z.string(),
  howToFix: z.string(),
});
export type CutoverProblem = z.infer<typeof CutoverProblem>;

export const CutoverAnswer = z.discriminatedUnion('outcome', [
  z.strictObject({
    /** `more`: some are taken over; called again with `next` it goes on. */
    outcome: z.enum(['checked', 'taken-over', 'more']),
    system: z.string(),
    totals: CutoverTotals,
    /** How many of them wait for a payer, for work on a denial, or for the patient. */
    open: z.int().min(0),
    denied: z.int().min(0),
    patient: z.int().min(0),
    /** Of this call. */
    takenOver: z.int().min(0),
    unchanged: z.int().min(0),
    /** Claims that were taken over before with other amounts; they stay as they are. */
    differing: z.array(z.string()),
    next: z.int().min(0).optional(),
  }),
  z.strictObject({
    outcome: z.literal('refused'),
    problems: z.array(CutoverProblem).min(1),
    /** How many more there are. */
    more: z.int().min(0),
  }),
]);
export type CutoverAnswer = z.infer<typeof CutoverAnswer>;
