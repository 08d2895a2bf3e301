import * as z from 'zod';
import { ClaimLine } from './claim.ts';
import { ClaimId, Npi, PayerId } from './identifiers.ts';

/** One line that was billed, or is about to be, for a patient: what later claims of the same person are compared with. */
export const BilledService = ClaimLine.pick({
  lineNumber: true,
  code: true,
  modifiers: true,
  units: true,
  chargeCents: true,
  serviceDate: true,
}).extend({
  claimId: ClaimId,
  renderingNpi: Npi,
  billingNpi: Npi,
  placeOfService: z.string(),
  /** Without spaces. Empty where the claim has none; absent from what was kept before anybody asked for it. */
  authorizationNumber: z.string().optional(),
  /** None where the patient pays. */
  payerId: PayerId.optional(),
  /** Whether the claim has gone to a payer. */
  isSubmitted: z.boolean(),
});
export type BilledService = z.infer<typeof BilledService>;
