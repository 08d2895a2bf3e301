import type { Behaviour } from './behaviour.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How long after a file arrives its answers leave, in milliseconds. */
export const answerDelays = {
  eligibility: 5 * minute,
  implementationAcknowledgement: 15 * minute,
  clearinghouseAcknowledgement: 2 * hour,
  payerAcknowledgement: day,
} as const;

/** How long after acceptance a claim is adjudicated, in milliseconds. */
export function adjudicationDelay(behaviour: Behaviour): number {
  return (behaviour === 'LATE' ? 60 : 10) * day;
}

/** How long after the first decision the payer changes it of its own accord, or on appeal; undefined when it does not. */
export function reconsiderationDelay(behaviour: Behaviour): number | undefined {
  if (behaviour === 'REV') {
    return 15 * day;
  }
  return behaviour === 'D50' ? 45 * day : undefined;
}

/** Remittances leave once a day, at noon UTC: the first noon that is not before `at`. */
export function remittanceRun(at: number): number {
  return Math.ceil((at - day / 2) / day) * day + day / 2;
}

/** When it is looked whether a file that left at `at` was acknowledged: at the first remittance run a day later. */
export function acknowledgementCheckAt(at: number): number {
  return remittanceRun(at + day);
}

/** Files that left before this should have been acknowledged at a check. */
export function acknowledgedBefore(checkAt: number): number {
  return checkAt - day;
}
