import type { Claim } from '#contracts/claim.ts';
import { withDot } from '../code-sets/code-tables.ts';

export interface FormatRepairs {
  readonly changes: Pick<Partial<Claim>, 'diagnoses' | 'lines' | 'authorizationNumber'>;
  /** A sentence for each repair. */
  readonly repairs: string[];
}

/**
 * Repairs that change how something is written and never what it says: the dot of a diagnosis, a pointer that is
 * repeated, spaces inside an authorization number. Codes, modifiers, units, dates and charges are never touched.
 */
export function repairFormat(
  claim: Pick<Claim, 'diagnoses' | 'lines' | 'authorizationNumber'>,
): FormatRepairs {
  const repairs: string[] = [];
  const changes: FormatRepairs['changes'] = {};
  const written = claim.diagnoses.map(withDot);
  if (written.some((code, index) => code !== claim.diagnoses[index])) {
    changes.diagnoses = written;
    repairs.push('Diagnoses were written with their dot.');
  }
  const repeated = claim.lines.filter(({ diagnosisPointers }) => repeats(diagnosisPointers));
  if (repeated.length > 0) {
    changes.lines = claim.lines.map((line) => ({
      ...line,
      diagnosisPointers: [...new Set(line.diagnosisPointers)],
    }));
    for (const { lineNumber } of repeated) {
      repairs.push(`A repeated diagnosis pointer of line ${lineNumber} was dropped.`);
    }
  }
  const authorization = withoutSpaces(claim.authorizationNumber ?? '');
  if (authorization !== '' && authorization !== claim.authorizationNumber) {
    changes.authorizationNumber = authorization;
    repairs.push('Spaces were dropped from the authorization number.');
  }
  return { changes, repairs };
}

/** An authorization number as it is sent, whatever spaces it was typed with. */
export function withoutSpaces(authorizationNumber: string): string {
  return authorizationNumber.replaceAll(/\s/g, '');
}

function repeats(pointers: readonly number[]): boolean {
  return pointers.some((pointer, index) => pointers.indexOf(pointer) !== index);
}
