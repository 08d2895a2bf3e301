import type { Instant, PlainDate } from '#contracts/dates.ts';

const dayMilliseconds = 86_400_000;

const plainDay = new Intl.DateTimeFormat('en-US', {
  timeZone: 'UTC',
  month: 'short',
  day: 'numeric',
  year: 'numeric',
});
const plainDayOfThisYear = new Intl.DateTimeFormat('en-US', {
  timeZone: 'UTC',
  month: 'short',
  day: 'numeric',
});
const moment = new Intl.DateTimeFormat('en-US', {
  month: 'short',
  day: 'numeric',
  year: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
});

/** Which day it is where the person sits. */
export function dayOf(now: Date): PlainDate {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}` as PlainDate;
}

/** The day on which a moment was, where the person sits. */
export function dayOfInstant(at: Instant): PlainDate {
  return dayOf(new Date(at));
}

/** Whole days from one day to another; negative where the other is before it. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMilliseconds);
}

/** `Mar 4, 2026`. */
export function dayInWords(day: PlainDate): string {
  return plainDay.format(new Date(`${day}T00:00:00Z`));
}

/** `Mar 4`, with the year where it is another one than today's. */
export function shortDay(day: PlainDate, today: PlainDate): string {
  return day.slice(0, 4) === today.slice(0, 4)
    ? plainDayOfThisYear.format(new Date(`${day}T00:00:00Z`))
    : dayInWords(day);
}

/** `Mar 4, 2026`, or `Mar 4, 2026 – Mar 6, 2026`. */
export function daysInWords(from: PlainDate, to: PlainDate): string {
  return from === to ? dayInWords(from) : `${dayInWords(from)} – ${dayInWords(to)}`;
}

/** `Mar 4, 2026, 2:05 PM`, where the person sits. */
export function momentInWords(at: Instant): string {
  return moment.format(new Date(at));
}

/** How long ago something was: `just now`, `2 minutes ago`, `3 hours ago`, then the day. */
export function timeAgo(at: Instant, now: Date): string {
  const minutes = Math.floor((now.getTime() - Date.parse(at)) / 60_000);
  if (minutes < 1) {
    return 'just now';
  }
  if (minutes < 60) {
    return `${minutes} ${minutes === 1 ? 'minute' : 'minutes'} ago`;
  }
  const hours = Math.floor(minutes / 60);
  if (hours < 24) {
    return `${hours} ${hours === 1 ? 'hour' : 'hours'} ago`;
  }
  const days = Math.floor(hours / 24);
  return days < 14 ? `${days} ${days === 1 ? 'day' : 'days'} ago` : momentInWords(at);
}

export type Urgency = 'overdue' | 'today' | 'soon' | 'later';

/** How near a day is, as lists group and color it; soon is within the next seven days. */
export function urgencyOf(dueOn: PlainDate, today: PlainDate): Urgency {
  const days = daysBetween(today, dueOn);
  if (days < 0) {
    return 'overdue';
  }
  if (days === 0) {
    return 'today';
  }
  return days <= 7 ? 'soon' : 'later';
}

/** `3 days overdue`, `Today`, `Tomorrow`, `In 5 days`, then the day itself. */
export function dueInWords(dueOn: PlainDate, today: PlainDate): string {
  const days = daysBetween(today, dueOn);
  if (days < 0) {
    return `${-days} ${days === -1 ? 'day' : 'days'} overdue`;
  }
  if (days === 0) {
    return 'Today';
  }
  if (days === 1) {
    return 'Tomorrow';
  }
  return days <= 14 ? `In ${days} days` : shortDay(dueOn, today);
}
