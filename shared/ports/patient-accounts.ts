import type { GuarantorId, PracticeId } from '#contracts/identifiers.ts';
import type { PatientAccount } from '#contracts/patient-account.ts';

export interface PatientAccounts {
  load(practiceId: PracticeId, guarantorId: GuarantorId): Promise<PatientAccount | undefined>;
  list(practiceId: PracticeId): Promise<readonly PatientAccount[]>;
}
