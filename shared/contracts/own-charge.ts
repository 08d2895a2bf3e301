import * as z from 'zod';
import { Cents } from './cents.ts';
import { ClaimLine, ClaimState } from './claim.ts';
import { PlainDate } from './dates.ts';
import { ClaimId } from './identifiers.ts';

/** A visit of a provider that no payer has yet, as that provider sees it. */
export const OwnCharge = z.object({
  claimId: ClaimId,
  state: ClaimState,
  patientName: z.string(),
  serviceDate: PlainDate,
  lines: z.array(ClaimLine.pick({ code: true, modifiers: true, units: true })),
  chargeCents: Cents,
  /** What happened last and what is expected next. */
  summary: z.string(),
});
export type OwnCharge = z.infer<typeof OwnCharge>;
