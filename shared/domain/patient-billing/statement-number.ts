import type { GuarantorId } from '#contracts/identifiers.ts';
import type { SentStatement } from '#contracts/patient-account.ts';

/** The number that a guarantor quotes: `<guarantorId>-<cycle>-<statement>`. */
export function statementNumberOf(
  guarantorId: GuarantorId,
  { cycle, statement }: Pick<SentStatement, 'cycle' | 'statement'>,
): string {
  return `${guarantorId}-${cycle}-${statement}`;
}
