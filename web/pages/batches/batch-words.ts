import {
  PaymentBatchEntry,
  type PaymentBatch,
  type PaymentItem,
  type PaymentMethod,
} from '#contracts/payment-batch.ts';
import type { RemittanceRun } from '#contracts/remittance-run.ts';
import { contentHashOf } from '#domain/identity/content-hash.ts';
import { isHeld } from '#domain/remittance/run-record.ts';

import type { Tone } from '../../words/tone.ts';

export const batchStateWords: Readonly<
  Record<PaymentBatch['state'], { readonly name: string; readonly tone: Tone; readonly means: string }>
> = {
  posting: {
    name: 'Being posted',
    tone: 'note',
    means: 'Not all of its items are posted yet. Go on with it, or move it to the present day.',
  },
  posted: { name: 'Posted', tone: 'good', means: 'Each of its items is posted, or waits for a decision.' },
  'taking-back': {
    name: 'Being taken back',
    tone: 'warning',
    means: 'Not all of its items are taken back yet. Go on with it.',
  },
  'taken-back': {
    name: 'Taken back',
    tone: 'plain',
    means: 'Postings that correct its own took all of it back.',
  },
};

export const itemKindWords: Readonly<Record<PaymentItem['kind'], string>> = {
  'payer-payment': 'EOB on paper',
  'patient-payment': 'Patient payment',
  unapplied: 'Unapplied',
};

/** CLP02 as the paper tells it. */
export const claimStatusWords: Readonly<Record<string, string>> = {
  '1': '1 processed as primary',
  '2': '2 processed as secondary',
  '3': '3 processed as tertiary',
  '4': '4 denied',
  '19': '19 primary, forwarded',
  '20': '20 secondary, forwarded',
  '21': '21 tertiary, forwarded',
  '22': '22 taken back (reversal)',
  '23': '23 not our claim, forwarded',
};

const countedMethods: Readonly<Record<PaymentMethod, readonly [one: string, more: string]>> = {
  cash: ['in cash', 'in cash'],
  check: ['check', 'checks'],
  card: ['card', 'cards'],
  eft: ['EFT', 'EFTs'],
};

/** How a batch came in, such as `2 checks, 1 in cash`. */
export function methodsInWords({ byMethod }: Pick<PaymentBatch, 'byMethod'>): string {
  return byMethod
    .map(({ method, count }) => `${count} ${countedMethods[method][count === 1 ? 0 : 1]}`)
    .join(', ');
}

/**
 * The batch as it was entered, so that it can be gone on with; undefined where it cannot be told, for only the very same
 * entry is the same batch.
 */
export function entryOf(
  { name, kind, control, image, postingDate, contentHash }: PaymentBatch,
  items: readonly PaymentItem[],
): PaymentBatchEntry | undefined {
  const undated = { name, kind, control, ...(image === undefined ? {} : { image }), items: [...items] };
  return [undated, { ...undated, postingDate }]
    .map((entry) => PaymentBatchEntry.parse(entry))
    .find((entry) => contentHashOf(entry) === contentHash);
}

/** What became of an item, in words. */
export function itemInWords(batch: PaymentBatch, item: number, run: RemittanceRun | undefined): string {
  if (batch.state === 'taken-back' || (batch.state === 'taking-back' && item <= batch.done)) {
    return 'Taken back';
  }
  if (run === undefined) {
    return batch.state === 'posting' && item > batch.done ? 'To be posted' : 'Posted';
  }
  if (isHeld(run)) {
    return run.postingDate === undefined
      ? 'Held; posted on the day of its decision'
      : 'Held until its task is decided';
  }
  const posted = `${run.posted} ${run.posted === 1 ? 'claim' : 'claims'} posted`;
  return run.suspended > 0
    ? `${posted}, ${run.suspended} parked`
    : run.state === 'posted'
      ? posted
      : run.state === 'set-aside'
        ? 'Set aside'
        : 'Being posted';
}

/** Items that a person has yet to decide, and that still keep the day of their batch open. */
export function itemsToMove(
  { state, movedOn = [] }: PaymentBatch,
  runs: readonly { readonly item: number; readonly run: RemittanceRun }[],
): readonly number[] {
  return state === 'posted'
    ? runs
        .filter(({ item, run }) => isHeld(run) && !movedOn.some((one) => one.item === item))
        .map(({ item }) => item)
    : [];
}
