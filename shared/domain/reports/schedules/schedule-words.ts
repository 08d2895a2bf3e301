import type { PlainDate } from '#contracts/dates.ts';
import type {
  LeftOutBecause,
  MailFault,
  ReportRhythm,
  ReportSpan,
} from '#contracts/warehouse/report-schedule.ts';

const longDay = new Intl.DateTimeFormat('en-US', {
  timeZone: 'UTC',
  month: 'long',
  day: 'numeric',
  year: 'numeric',
});

/** `March 31, 2026`. */
export function longDayInWords(day: PlainDate): string {
  return longDay.format(new Date(`${day}T00:00:00Z`));
}

/** `1st`, `22nd`, `13th`. */
function ordinal(number: number): string {
  const teen = number % 100 >= 11 && number % 100 <= 13;
  return `${number}${teen ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th')}`;
}

/** `every Monday`: how often, in the middle of a sentence. */
export function rhythmInWords(rhythm: ReportRhythm): string {
  switch (rhythm.every) {
    case 'day':
      return 'every day';
    case 'week':
      return `every ${rhythm.on.charAt(0).toUpperCase()}${rhythm.on.slice(1)}`;
    case 'month':
      return rhythm.on === 31
        ? 'on the last day of every month'
        : `on the ${ordinal(rhythm.on)} of every month${rhythm.on > 28 ? ', or its last day' : ''}`;
    case 'month-close':
      return 'when a month is closed';
  }
}

export const spanWords: Readonly<Record<ReportSpan, string>> = {
  yesterday: 'Up to the day before',
  'week-before': 'The week before, Monday to Sunday',
  'month-before': 'The month before',
};

export const leftOutWords: Readonly<Record<LeftOutBecause, string>> = {
  'not-there': 'does not work in this practice any more',
  disabled: 'is shut out of this practice',
  'no-role': 'has no role any more that reads reports',
  'taken-off': 'was taken off the schedule',
};

export const mailFaultWords: Readonly<Record<MailFault, string>> = {
  'not-taken': 'the mail service did not take it',
  'sender-not-allowed': 'the mail service does not let the sender’s address send',
  'too-many-at-once': 'the mail service had too much to do',
  'not-reached': 'the mail service was not reached',
  unknown: 'the call broke off; it may have arrived and is not sent again',
  overtaken: 'the next one was due, or the schedule was paused or changed, before it could be sent',
};
