import type { Cents } from '#contracts/cents.ts';
import type { PlainDate } from '#contracts/dates.ts';
import { daysBetween } from '../calendar/plain-date.ts';
import { addCents, zeroCents } from '../money/cents.ts';

/** The ages of a report, in days; the last is open. */
export const ageNames = ['0-30', '31-60', '61-90', '91-120', 'over 120'] as const;
export type AgeName = (typeof ageNames)[number];

const lastDays = [30, 60, 90, 120] as const;

/** Something that lies in the future is as young as can be. */
export function ageOf(since: PlainDate, on: PlainDate): AgeName {
  const days = daysBetween(since, on);
  const index = lastDays.findIndex((last) => days <= last);
  return ageNames[index === -1 ? ageNames.length - 1 : index] ?? 'over 120';
}

export type Ages = Readonly<Record<AgeName, Cents>>;

export function noAges(): Record<AgeName, Cents> {
  return Object.fromEntries(ageNames.map((age) => [age, zeroCents])) as Record<AgeName, Cents>;
}

export function addToAge(ages: Record<AgeName, Cents>, age: AgeName, amountCents: Cents): void {
  ages[age] = addCents(ages[age], amountCents);
}
