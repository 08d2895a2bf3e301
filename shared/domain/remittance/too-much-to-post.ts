import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { Claim } from '#contracts/claim.ts';
import type { Posting } from '#contracts/ledger.ts';

/**
 * What an item of the store holds is 400 KB, its name and its keys with it. A claim keeps every decision about it: one
 * of fifty lines with six adjustments each takes about 28 KB, so that three payers who decide, take back and decide
 * again find room, and a payer that goes on for ever does not.
 */
const claimBytesLimit = 380_000;

/**
 * A transaction of the store takes 100 writes. A decision of a payer with the claim's move, its history, tasks, marks and
 * what is known of the patient takes fewer than thirty beside its postings; one for each thing that staff decided about
 * what is taken back.
 */
const postingsLimit = 70;

/** Why a decision cannot be written with its claim in one transaction, so that a person must see it; undefined where it can. */
export function whyTooMuch(claim: Claim, postings: readonly Posting[]): string | undefined {
  if (postings.length > postingsLimit) {
    return `It would move ${postings.length} postings of claim ${claim.claimId} at once; at most ${postingsLimit} are moved by one decision of a payer.`;
  }
  // Of a claim with few decisions there is no need to ask.
  if (claim.adjudications.length + (claim.earlyReversals?.length ?? 0) < 4) {
    return undefined;
  }
  const bytes = utf8ToBytes(JSON.stringify(claim)).length;
  return bytes > claimBytesLimit
    ? `Claim ${claim.claimId} holds ${claim.adjudications.length - 1} decisions of payers and has no room for another: it would take ${bytes} bytes, and ${claimBytesLimit} are kept.`
    : undefined;
}
