import type { ClaimState, ScrubFinding, ScrubResult } from '#contracts/claim.ts';
import { stateTable } from '#domain/claims/claim-lifecycle.ts';
import type { Tone } from './tone.ts';

/** What a state means and what is expected next: the rows of the lifecycle itself. */
export function wordsOfState(state: ClaimState): { readonly meaning: string; readonly expects: string } {
  return stateTable[state];
}

const waitsForStaff: ReadonlySet<ClaimState> = new Set([
  'awaiting-coverage',
  'awaiting-coding',
  'awaiting-audit',
  'awaiting-correction',
  'on-hold',
  'awaiting-rejection-work',
  'awaiting-follow-up',
  'awaiting-denial-work',
]);

export function toneOfState(state: ClaimState): Tone {
  if (state === 'closed') {
    return 'plain';
  }
  return waitsForStaff.has(state) ? 'warning' : state === 'ready-for-patient' ? 'good' : 'note';
}

export const resultWords: Readonly<Record<ScrubResult, { readonly name: string; readonly tone: Tone }>> = {
  pass: { name: 'Passed', tone: 'good' },
  fail: { name: 'Failed', tone: 'danger' },
  bypassed: { name: 'Bypassed', tone: 'note' },
  'not-checked': { name: 'Not checked', tone: 'plain' },
};

export const fixerWords: Readonly<Record<ScrubFinding['fixer'], string>> = {
  'front-desk': 'Front desk',
  coder: 'Coder',
  biller: 'Biller',
  administrator: 'Administrator',
};
