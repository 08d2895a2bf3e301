import * as z from 'zod';
import { SourceSystemName } from './source-system.ts';

/** How the FHIR resources of one source system are read, where they do not say it themselves. */
export const FhirMapping = z.strictObject({
  sourceSystem: SourceSystemName,
  /** A visit of a patient without a Coverage: the patient pays, or the insurance comes later. */
  noInsuranceMeans: z.enum(['unknown', 'self-pay']).default('unknown'),
  /**
   * Whether a completed Procedure with a CPT or HCPCS code is a charge, priced by the fee schedule; else it is for the
   * coder to look at. Of systems that send neither ChargeItem nor Claim.
   */
  proceduresAreCharges: z.boolean().default(false),
});
export type FhirMapping = z.infer<typeof FhirMapping>;
