import type { PlainDate } from '#contracts/dates.ts';
import type { EditFinding, PatientHistory } from './edit.ts';

/** What is reported where the history does not reach as far back as a rule looks; undefined where it does. */
export function historyTooShort(
  earliest: PlainDate,
  history: PatientHistory,
  expected: string,
): EditFinding | undefined {
  if (history.isNotGiven === true) {
    return notGiven(`${expected} since ${earliest}`);
  }
  const { knownFrom } = history;
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

/** What an edit says that would compare with the person's other claims, where nobody looked for any. */
export function notGiven(expected: string, where = 'claim'): EditFinding {
  return {
    result: 'not-checked',
    where,
    found: 'no history was given',
    expected,
    fix: "Scrub the claim in the system that has the person's other claims, or compare with them.",
  };
}
