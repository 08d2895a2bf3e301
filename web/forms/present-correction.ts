import type { Claim } from '#contracts/claim.ts';
import type { ClaimCorrection } from '#contracts/claim-task-outcomes.ts';
import type * as z from 'zod';
import { dollarText } from '../words/dollars.ts';

/** What a claim has now of all that may be corrected, as a correction that changes nothing would say it. */
export function presentCorrection(claim: Claim): z.input<typeof ClaimCorrection> {
  const {
    patient,
    coverages,
    diagnoses,
    lines,
    placeOfService,
    renderingNpi,
    authorizationNumber,
    authorizationLimits,
    locationId,
    admissionDate,
    accident,
    referringProvider,
  } = claim;
  return {
    patient,
    coverages,
    diagnoses,
    lines: lines.map(
      ({
        code,
        modifiers,
        units,
        chargeCents,
        diagnosisPointers,
        serviceDate,
        sourceLineId,
        description,
        drug,
      }) => ({
        code,
        modifiers,
        units,
        charge: dollarText(chargeCents),
        diagnosisPointers,
        serviceDate,
        sourceLineId,
        description,
        drug,
      }),
    ),
    placeOfService,
    renderingNpi,
    authorizationNumber,
    authorizationLimits,
    locationId,
    admissionDate,
    accident,
    referringProvider,
  };
}
