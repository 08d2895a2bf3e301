import type { PlainDate } from '#contracts/dates.ts';
import { addWorkingDays } from '../calendar/plain-date.ts';
import { formatDollars } from '../money/cents.ts';
import type { ExpectedDeposit, OpenBankEntry } from './match-deposits.ts';

/** A payment and its remittance come within three working days of each other; on the fourth one of them is missing. */
const workingDaysApart = 4;

/** Half of a payment whose other half is late: the money without its remittance, or the remittance without its money. */
export type MissingHalf =
  | { readonly missing: 'remittance'; readonly entry: OpenBankEntry; readonly since: PlainDate }
  | { readonly missing: 'deposit'; readonly deposit: ExpectedDeposit; readonly since: PlainDate };

/**
 * Which halves are late today. Source: CAQH CORE rule 370, payment and remittance within three business days of each
 * other, and its procedure for late or missing ones. Checks have no such rule: they are asked for after a month.
 * @param shownThrough the last day that the bank has shown: what it has not shown is missed by nobody.
 */
export function missingHalves(
  entries: readonly OpenBankEntry[],
  expected: readonly ExpectedDeposit[],
  { today, shownThrough }: { readonly today: PlainDate; readonly shownThrough: PlainDate },
): MissingHalf[] {
  const isLate = (since: PlainDate, workingDays: number, on: PlainDate) =>
    addWorkingDays(since, workingDays) <= on;
  return [
    ...entries.flatMap((entry): MissingHalf[] =>
      entry.kind === 'electronic-payment' &&
      entry.traceNumber !== undefined &&
      entry.openCents > 0 &&
      isLate(entry.postedOn, workingDaysApart, today)
        ? [{ missing: 'remittance', entry, since: entry.postedOn }]
        : [],
    ),
    ...expected.flatMap((deposit): MissingHalf[] =>
      deposit.openCents > 0 &&
      isOfRemittance(deposit) &&
      isLate(
        deposit.issuedOn,
        deposit.method === 'electronic' ? workingDaysApart : workingDaysForChecks,
        shownThrough < today ? shownThrough : today,
      )
        ? [{ missing: 'deposit', deposit, since: deposit.issuedOn }]
        : [],
    ),
  ];
}

const workingDaysForChecks = 22;

/** Whoever entered a batch knows whether it was taken to the bank. */
function isOfRemittance({ holder, method }: ExpectedDeposit): boolean {
  return holder.startsWith('R') && (method === 'electronic' || method === 'check');
}

/** The letter to the payer about a missing half, ready to be sent: no patient is named. */
export function letterAbout(
  half: MissingHalf,
  from: {
    readonly practiceName: string;
    readonly npi: string;
    readonly taxId: string;
    readonly payerName: string;
  },
): string {
  const { practiceName, npi, taxId, payerName } = from;
  const trace = half.missing === 'remittance' ? half.entry.traceNumber : half.deposit.traceNumber;
  const amount = formatDollars(half.missing === 'remittance' ? half.entry.openCents : half.deposit.openCents);
  const asked =
    half.missing === 'remittance'
      ? `On ${half.since} our bank received ${amount} from you under the trace number ${trace ?? 'none'}. The remittance advice (835) that explains it has not come. Please send it.`
      : `Your remittance advice (835) of ${half.since} announces a payment under the trace number ${trace ?? 'none'}, of which ${amount} have not reached our bank. Please trace the payment, and issue it again where it was lost.`;
  return [
    `To: ${payerName}, provider payments`,
    `From: ${practiceName}, NPI ${npi}, tax id ${taxId}`,
    `About: a late or missing ${half.missing === 'remittance' ? 'remittance advice (ERA)' : 'payment (EFT)'}, trace number ${trace ?? 'none'}`,
    '',
    asked,
    'We write under the procedure for late or missing payments and remittances of CAQH CORE rule 370, which is part of 45 CFR 162.1603.',
    '',
    `${practiceName}, billing office`,
  ].join('\n');
}
