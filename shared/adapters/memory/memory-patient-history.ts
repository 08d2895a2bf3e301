import type { ClaimId, PracticeId } from '#contracts/identifiers.ts';
import type { PatientServices } from '#domain/history/patient-services.ts';
import type { PatientHistory } from '#ports/patient-history.ts';
import type { MemoryTables } from './memory-tables.ts';

/** {@link PatientHistory} over a map. */
export function memoryPatientHistory(tables: MemoryTables): PatientHistory {
  return {
    services: (practiceId, patientKey) =>
      Promise.resolve(
        [...(tables.patientServices.get(`${practiceId}#${patientKey}`)?.values() ?? [])].flat(),
      ),
  };
}

/** Keeps what a claim says of a patient in place of what it said before. */
export function keepPatientServices(
  tables: MemoryTables,
  { practiceId, claimId }: { readonly practiceId: PracticeId; readonly claimId: ClaimId },
  { patientKey, services }: PatientServices,
): void {
  const path = `${practiceId}#${patientKey}`;
  const ofPatient = tables.patientServices.get(path) ?? new Map<string, PatientServices['services']>();
  tables.patientServices.set(path, ofPatient.set(claimId, services));
}
