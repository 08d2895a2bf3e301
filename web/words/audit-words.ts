import type { AuditedKind } from '#contracts/coding-audit.ts';

/** What of a coding can differ, in words. */
export const auditedKindWords: Readonly<Record<AuditedKind, string>> = {
  diagnosis: 'Diagnosis',
  procedure: 'Procedure',
  'visit-level': 'Level of the visit',
  modifier: 'Modifier',
  units: 'Units',
  pointer: 'Diagnoses of a line',
};
