import type { PlainDate } from '#contracts/dates.ts';
import type { EditFinding, PatientHistory } from './edit.ts';

/** What is reported where the history does not reach as far back as a rule looks; undefined where it does. */
export function historyTooShort(
  earliest: PlainDate,
  { knownFrom }: PatientHistory,
  expected: string,
): EditFinding | undefined {
  if (knownFrom !== undefined && knownFrom <= earliest) {
    return undefined;
  }
  return {
    result: 'not-checked',
    where: 'claim',
    found:
      knownFrom === undefined
        ? "no word from when the practice's services are known"
        : `services known from ${knownFrom} only`,
    expected: `${expected} since ${earliest}`,
    fix: 'Say in cutover.servicesKnownFrom from when all services are known.',
  };
}
