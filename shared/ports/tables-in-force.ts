import { current } from '#domain/code-sets/code-set-register.ts';
import type { CodeTables } from '#domain/code-sets/code-tables.ts';
import { tablesWhenAsked, type TablesWhenAsked } from '#domain/code-sets/tables-when-asked.ts';
import type { Clock } from './clock.ts';
import type { CodeSetStore } from './code-set-store.ts';

/** The tables that are in force, as far as a decision asks them. */
export type TablesInForce = TablesWhenAsked;

/** How long an edition that was loaded may take to be seen by whoever decides. */
const listedMilliseconds = 60_000;

/**
 * The tables that were loaded, read when they are first asked; looks every minute whether another edition was loaded. A
 * decision is made with the editions of one list from its beginning to its end.
 */
export function tablesInForce(
  store: Pick<CodeSetStore, 'registers' | 'getTable'>,
  seed: CodeTables,
  clock: Clock,
  kept: { readonly keptBytes?: number } = {},
): TablesInForce {
  const tablesOf = tablesWhenAsked((edition) => store.getTable(edition), seed, kept);
  let listed: { readonly tables: TablesWhenAsked; readonly until: number } | undefined;
  return {
    decide: async (decide) => {
      const now = Date.parse(clock.now());
      if (listed === undefined || now >= listed.until) {
        const editions = (await store.registers()).flatMap((register) => current(register));
        listed = { tables: tablesOf(editions), until: now + listedMilliseconds };
      }
      return await listed.tables.decide(decide);
    },
  };
}
