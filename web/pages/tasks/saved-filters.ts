import { everyTask, filterOf, searchOf, type TaskFilter } from './task-filter.ts';

/** Filters that a person keeps at hand, in this browser. They name kinds, days and amounts, never a patient. */
const storageName = (practiceId: string, user: string) => `claimwright-filters ${practiceId} ${user}`;
const mostFilters = 9;

export function savedFilters(storage: Storage, practiceId: string, user: string): readonly TaskFilter[] {
  const text = storage.getItem(storageName(practiceId, user)) ?? '';
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map(filterOf);
}

/** Adds a filter, or takes it out where it is there already. */
export function toggleSaved(
  storage: Storage,
  practiceId: string,
  user: string,
  filter: TaskFilter,
): readonly TaskFilter[] {
  const before = savedFilters(storage, practiceId, user);
  const after = isAmong(before, filter)
    ? before.filter((known) => searchOf(known) !== searchOf(filter))
    : [...before, filter].slice(-mostFilters);
  storage.setItem(storageName(practiceId, user), after.map(searchOf).join('\n'));
  return after;
}

export function isAmong(filters: readonly TaskFilter[], filter: TaskFilter): boolean {
  return filters.some((known) => searchOf(known) === searchOf(filter));
}

/** Whether a filter is one at all: all tasks need not be saved. */
export function isWorthSaving(filter: TaskFilter): boolean {
  return searchOf(filter) !== searchOf(everyTask);
}
