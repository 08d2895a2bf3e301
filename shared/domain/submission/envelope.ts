import type { Instant } from '#contracts/dates.ts';
import type { Practice } from '#contracts/practice.ts';
import type { TradingPartnerProfile } from '#contracts/trading-partner.ts';
import { dateOf, timeOf } from '../calendar/plain-date.ts';
import type { Envelope } from '../x12/interchange.ts';
import { profileOf } from './trading-partner.ts';

/** From the practice to its clearinghouse, as the clearinghouse wants it. What a training practice sends is always a test. */
export function envelopeTo(
  practice: Pick<Practice, 'submitterId' | 'clearinghouse' | 'mode'>,
  at: Instant,
  usageIndicator: 'P' | 'T',
): Envelope {
  const profile = profileOf(practice);
  return {
    senderQualifier: 'ZZ',
    senderId: practice.submitterId,
    receiverQualifier: 'ZZ',
    receiverId: practice.clearinghouse.receiverId,
    date: dateOf(at),
    time: timeOf(at),
    usageIndicator: practice.mode === 'training' ? 'T' : usageIndicator,
    acknowledgementRequested: profile.requestsTA1,
    ...formatFor(profile),
  };
}

/** Delimiters and lines as a partner wants them. */
export function formatFor({
  delimiters,
  lines,
}: TradingPartnerProfile): Pick<Envelope, 'delimiters' | 'lineBreak' | 'lineLengthCharacters'> {
  return {
    ...(delimiters === undefined ? {} : { delimiters }),
    ...(typeof lines === 'string'
      ? { lineBreak: lineBreaks[lines] }
      : { lineLengthCharacters: lines.lengthCharacters }),
  };
}

const lineBreaks = { none: '', 'line-feed': '\n', 'carriage-return-line-feed': '\r\n' } as const;

/** An interchange control number as ISA13 has it. */
export function controlNumberText(number: number): string {
  return String(number).padStart(9, '0');
}
