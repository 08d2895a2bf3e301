import type { Instant } from '#contracts/dates.ts';
import type { Practice } from '#contracts/practice.ts';
import { dateOf, timeOf } from '../calendar/plain-date.ts';
import type { Envelope } from '../x12/interchange.ts';

/** From the practice to its clearinghouse. */
export function envelopeTo(
  practice: Pick<Practice, 'submitterId' | 'clearinghouse'>,
  at: Instant,
  usageIndicator: 'P' | 'T',
): Envelope {
  return {
    senderQualifier: 'ZZ',
    senderId: practice.submitterId,
    receiverQualifier: 'ZZ',
    receiverId: practice.clearinghouse.receiverId,
    date: dateOf(at),
    time: timeOf(at),
    usageIndicator,
  };
}

/** Where ISA13 stands in a file of ours: the ISA is of fixed length. */
const controlNumberPlace = { from: 90, to: 99 };

/** The interchange control number of a file that we wrote. */
export function controlNumberOfFile(text: string): string {
  return text.slice(controlNumberPlace.from, controlNumberPlace.to);
}
