import * as z from 'zod';
import { Cents } from './cents.ts';
import { PlainDate } from './dates.ts';
import { ClaimId, PracticeId } from './identifiers.ts';
import { PracticeOverride } from './scrub-override.ts';
import { ScrubRule } from './scrub-rule.ts';

/** What an edit or a rule would have held of past claims; a page at a time. */
export const ReplayScrubRequest = z.object({
  practiceId: PracticeId,
  /** The name of an edit, or `rule-` and the name of a rule. */
  editId: z.string().min(3).max(60),
  /** A rule that is not loaded, or reads otherwise than the one that is; `editId` names it. */
  rule: ScrubRule.optional(),
  /** Overrides to try, whichever days they are for; without them nothing is lifted. */
  overrides: z.array(PracticeOverride).max(1000).optional(),
  /** First and last day of service. */
  from: PlainDate,
  to: PlainDate,
  next: z.string().optional(),
});
export type ReplayScrubRequest = z.input<typeof ReplayScrubRequest>;

/** A past claim, and how its first payer decided it. */
const Replayed = z.object({
  claimId: ClaimId,
  serviceDateFrom: PlainDate,
  chargeCents: Cents,
  found: z.array(z.object({ where: z.string(), found: z.string() })),
  /** `denied`: the payer denied some or all of it at least once. */
  decided: z.enum(['denied', 'paid', 'undecided']),
  paidCents: Cents,
  /** What the payer denied at once at the most: a claim that came back twice is no two claims. */
  deniedCents: Cents,
});

export const ReplayScrubAnswer = z.object({
  outcome: z.literal('replayed'),
  /** Billed claims of the period on this page. */
  looked: z.int(),
  held: z.array(Replayed),
  /** Claims that would have been held but for an override that is tried, by the name of the override. */
  lifted: z.array(z.object({ claimId: ClaimId, overrideId: z.string() })),
  next: z.string().optional(),
});
export type ReplayScrubAnswer = z.infer<typeof ReplayScrubAnswer>;
