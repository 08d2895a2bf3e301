import type { RemittanceRun } from '#contracts/remittance-run.ts';
import type { Tone } from './tone.ts';

export const remittanceStateWords: Readonly<
  Record<RemittanceRun['state'], { readonly name: string; readonly tone: Tone; readonly means: string }>
> = {
  received: { name: 'Received', tone: 'plain', means: 'It has arrived and is about to be checked.' },
  balanced: { name: 'Posting', tone: 'note', means: 'It balances, and its claims are being posted.' },
  'out-of-balance': {
    name: 'Out of balance',
    tone: 'danger',
    means: 'Its amounts do not add up. Nothing of it is posted until its task is decided.',
  },
  duplicate: {
    name: 'Duplicate',
    tone: 'warning',
    means:
      'The same payment came before with other content. Nothing of it is posted until its task is decided.',
  },
  posted: { name: 'Posted', tone: 'good', means: 'Every claim of it is posted, or parked with a task.' },
  'set-aside': { name: 'Set aside', tone: 'plain', means: 'It was decided that nothing of it is posted.' },
};

const methods: Readonly<Record<string, string>> = {
  ACH: 'EFT',
  BOP: 'Financial institution’s choice',
  CHK: 'Check',
  FWT: 'Wire',
  NON: 'No payment',
};

/** How a payer paid (BPR04), in words; a code that has none stays as it is. */
export function payerMethodInWords(code: string | undefined): string {
  return code === undefined ? 'Not said' : (methods[code] ?? code);
}

export const setAsideWords: Readonly<Record<NonNullable<RemittanceRun['setAside']>['why'], string>> = {
  'same-payment': 'it was the same payment once more',
  'corrected-one-came': 'a corrected one came',
  'batch-taken-back': 'its batch was taken back',
};
