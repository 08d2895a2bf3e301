import type { Claim } from '#contracts/claim.ts';
import type { ChargedServices } from '#contracts/ledger.ts';
import { primaryCoverage } from '../eligibility/primary-coverage.ts';
import { sumCents } from '../money/cents.ts';
import { patientKeyOf } from '../patients/patient-identity.ts';

/**
 * What is charged of a claim as it stands. Undefined where its lines do not make up its charge, or an old system charged
 * them: nothing is said of lines then, rather than something that the ledger does not say.
 */
export function chargedServices(claim: Claim): ChargedServices | undefined {
  if (
    claim.legacy !== undefined ||
    sumCents(claim.lines, ({ chargeCents }) => chargeCents) !== claim.totalChargeCents
  ) {
    return undefined;
  }
  const { renderingNpi, billingNpi, locationId, placeOfService, diagnoses, source, receivedAt } = claim;
  const payerId = primaryCoverage(claim)?.payerId;
  return {
    patientKey: patientKeyOf(claim),
    ...(payerId === undefined ? {} : { payerId }),
    renderingNpi,
    billingNpi,
    ...(locationId === undefined ? {} : { locationId }),
    placeOfService,
    receivedAt: source.firstSeenAt ?? receivedAt,
    lines: claim.lines.map(
      ({ lineNumber, code, modifiers, units, chargeCents, diagnosisPointers, serviceDate }) => ({
        lineNumber,
        code,
        modifiers,
        units,
        chargeCents,
        diagnoses: diagnosisPointers.flatMap((pointer) => diagnoses[pointer - 1] ?? []),
        serviceDate,
      }),
    ),
  };
}
