import * as z from 'zod';
import { PracticeId, RemittanceId } from './identifiers.ts';

/** Asks for the proof of a remittance: as facts, or printed into the document bucket. */
export const ProofRequest = z.object({
  practiceId: PracticeId,
  remittanceId: RemittanceId,
  print: z.enum(['no', 'html', 'pdf']).default('no'),
});
export type ProofRequest = z.input<typeof ProofRequest>;

/** Where a printed proof lies. */
export const ProofPrinted = z.object({ outcome: z.literal('printed'), bucket: z.string(), key: z.string() });
export type ProofPrinted = z.infer<typeof ProofPrinted>;
