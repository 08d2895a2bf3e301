import type { PracticeId } from '#contracts/identifiers.ts';

/** The way out to payers. Sending the same file name again with the same text changes nothing. */
export interface Clearinghouse {
  /**
   * @param name unique per practice and without PHI, for example `837P-000000012.edi`
   * @returns the key under which the file lies as evidence
   */
  send(practiceId: PracticeId, name: string, text: string): Promise<string>;
}
