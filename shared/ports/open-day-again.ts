import type { PlainDate } from '#contracts/dates.ts';
import type { PracticeId } from '#contracts/identifiers.ts';
import type { LedgerDay } from '#contracts/ledger-days.ts';
import type { LedgerDays } from './ledger-days.ts';
import { InvariantBroken } from './work-on-claim.ts';

const attemptLimit = 8;

/** Says of a day that was totalled that something is entered into it by hand: it is totalled once more. */
export async function openDayAgain(
  { practiceId, postingDate }: { readonly practiceId: PracticeId; readonly postingDate: PlainDate },
  openedAgain: NonNullable<LedgerDay['openedAgain']>,
  { ledgerDays }: { readonly ledgerDays: Pick<LedgerDays, 'load' | 'keep'> },
): Promise<void> {
  for (let attempt = 0; attempt < attemptLimit; attempt += 1) {
    const day = await ledgerDays.load(practiceId, postingDate);
    if (day === undefined || day.openedAgain !== undefined) {
      return;
    }
    if (await ledgerDays.keep({ ...day, version: day.version + 1, openedAgain }, day.version)) {
      return;
    }
  }
  throw new InvariantBroken(`The posting day ${postingDate} of ${practiceId} does not hold still`);
}
