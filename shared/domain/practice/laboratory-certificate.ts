import type { Claim, ClaimLine } from '#contracts/claim.ts';
import type { PlainDate } from '#contracts/dates.ts';
import { isWithin } from '../calendar/plain-date.ts';
import { procedureKind } from '../scrub/procedure-kind.ts';
import type { ScrubbedLaboratory, ScrubbedPractice } from '../scrub/scrubbed-claim.ts';

/** Skin tests lie among the laboratory codes and need no laboratory. */
const needNoLaboratory: ReadonlySet<string> = new Set(['86485', '86486', '86490', '86510', '86580']);
/** An interpretation, and a test that another laboratory does under its own certificate. */
const doneElsewhere: ReadonlySet<string> = new Set(['26', '90']);

/** Whether a line is a test that the practice's own laboratory needs a certificate for. */
export function needsCertificate({ code, modifiers }: Pick<ClaimLine, 'code' | 'modifiers'>): boolean {
  return (
    procedureKind(code) === 'laboratory' &&
    !needNoLaboratory.has(code) &&
    !modifiers.some((modifier) => doneElsewhere.has(modifier))
  );
}

/** The certificate of the laboratory that serves the claim's location, in force on a day of service. */
export function laboratoryCertificateOf(
  { locationId }: Pick<Claim, 'locationId'>,
  practice: Pick<ScrubbedPractice, 'locations' | 'laboratory'>,
  on: PlainDate,
): ScrubbedLaboratory | undefined {
  const location = practice.locations.find((known) => known.locationId === locationId);
  const certificate = location?.laboratory ?? practice.laboratory;
  return certificate !== undefined && isWithin(on, certificate.effectiveFrom, certificate.effectiveTo)
    ? certificate
    : undefined;
}
