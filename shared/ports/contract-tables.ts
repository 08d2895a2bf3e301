import type { CodeSetEdition } from '#contracts/code-sets.ts';
import type { Practice } from '#contracts/practice.ts';
import { dateOf } from '#domain/calendar/plain-date.ts';
import { editionOn } from '#domain/code-sets/code-set-register.ts';
import { contractYears, lackingTables } from '#domain/expected-payment/contract-tables.ts';
import type { Clock } from './clock.ts';
import type { CodeSetStore } from './code-set-store.ts';
import { localityKey, readIndices } from './prices-in-force.ts';

export interface ContractTablesWorld {
  readonly clock: Clock;
  readonly codeSets: Pick<CodeSetStore, 'register' | 'getTable'>;
}

/** What the contracts of a practice rest on and is not loaded, a sentence each. */
export async function contractTablesLacking(
  practice: Pick<Practice, 'payers'>,
  { clock, codeSets }: ContractTablesWorld,
): Promise<string[]> {
  const years = contractYears(practice, dateOf(clock.now()));
  if (years.length === 0) {
    return [];
  }
  const [schedules, indices] = [await codeSets.register('mpfs'), await codeSets.register('gpci')];
  const editions = new Map<string, CodeSetEdition>();
  for (const day of years.flatMap(({ days }) => days)) {
    const edition = editionOn(indices, day);
    if (edition !== undefined) {
      editions.set(edition.tableKey, edition);
    }
  }
  const localities = new Map(
    await Promise.all(
      [...editions].map(
        async ([tableKey, edition]) => [tableKey, readIndices(await codeSets.getTable(edition))] as const,
      ),
    ),
  );
  return lackingTables(years, {
    schedule: (day) => {
      const edition = editionOn(schedules, day);
      return edition === undefined
        ? 'none'
        : edition.factors?.['conversion'] === undefined
          ? 'without-factor'
          : 'loaded';
    },
    indices: (day, locality) => {
      const edition = editionOn(indices, day);
      return edition === undefined
        ? 'none'
        : localities.get(edition.tableKey)?.has(localityKey(locality)) === true
          ? 'loaded'
          : 'without-locality';
    },
  });
}
