import type { CodeSetEdition, CodeSetKind, CodeSetRegister } from '#contracts/code-sets.ts';
import type { MedicareLocality } from '#contracts/fee-schedule.ts';
import { editionNamed, editionOn } from '#domain/code-sets/code-set-register.ts';
import type { CostIndexRow } from '#domain/code-sets/rows.ts';
import type { MedicarePrices } from '#domain/expected-payment/medicare-price.ts';
import type { Clock } from './clock.ts';
import type { CodeSetStore } from './code-set-store.ts';
import type { TablesInForce } from './tables-in-force.ts';

/** What Medicare's prices are worked out from, as far as a decision asks it. */
export interface PricesInForce {
  /** Decides with the prices that are in force; the decision must be pure, as for the tables. */
  decide<Answer>(this: void, decide: (prices: MedicarePrices) => Answer): Promise<Answer>;
}

/** How long an edition that was loaded may take to be seen. */
const listedMilliseconds = 60_000;

/** A decision asks the indices of a year or two; each edition has some hundred rows. */
const mostKeptEditions = 12;

type Indices = ReadonlyMap<string, CostIndexRow>;

/**
 * Medicare's prices from what was loaded: the fee schedule and the places of service from the tables, the conversion
 * factor from the very edition of the schedule that governs the day, the indices of localities from their own list.
 */
export function pricesInForce(
  store: Pick<CodeSetStore, 'register' | 'getTable'>,
  tables: TablesInForce,
  clock: Clock,
): PricesInForce {
  const listed = new Map<CodeSetKind, { readonly register: CodeSetRegister; readonly until: number }>();
  const kept = new Map<string, Indices>();
  const registerOf = async (kind: CodeSetKind): Promise<CodeSetRegister> => {
    const now = Date.parse(clock.now());
    const before = listed.get(kind);
    if (before !== undefined && now < before.until) {
      return before.register;
    }
    const register = await store.register(kind);
    listed.set(kind, { register, until: now + listedMilliseconds });
    return register;
  };
  /** Keeps those that were asked last. */
  const keepAsked = (asked: ReadonlyMap<string, Indices>): void => {
    for (const [tableKey, indices] of asked) {
      kept.delete(tableKey);
      kept.set(tableKey, indices);
    }
    for (const oldest of [...kept.keys()].slice(0, Math.max(0, kept.size - mostKeptEditions))) {
      kept.delete(oldest);
    }
  };
  return {
    decide: async (decide) => {
      /** What this decision asked: it is not made again because what it asked was dropped meanwhile. */
      const asked = new Map<string, Indices>();
      let isListedAnew = false;
      for (;;) {
        const [schedules, localities] = [await registerOf('mpfs'), await registerOf('gpci')];
        const unread = new Map<string, CodeSetEdition>();
        let isUnlisted = false;
        const answer = await tables.decide(({ physicianFees, placesOfService }) =>
          decide({
            physicianFees,
            placesOfService,
            conversionFactorOn: (day) => {
              const governing = physicianFees.inForceOn(day)?.edition;
              const edition = governing === undefined ? undefined : editionNamed(schedules, governing);
              isUnlisted ||= governing !== undefined && edition === undefined;
              return edition?.factors?.['conversion'];
            },
            costIndexOn: (locality, day) => {
              const edition = editionOn(localities, day);
              if (edition === undefined) {
                return undefined;
              }
              const indices = asked.get(edition.tableKey) ?? kept.get(edition.tableKey);
              if (indices === undefined) {
                unread.set(edition.tableKey, edition);
                return undefined;
              }
              asked.set(edition.tableKey, indices);
              return indices.get(localityKey(locality));
            },
          }),
        );
        // The tables may have been listed after the register was, and know a newer edition.
        const isNewer = isUnlisted && !isListedAnew;
        if (unread.size === 0 && !isNewer) {
          keepAsked(asked);
          return answer;
        }
        if (isNewer) {
          isListedAnew = true;
          listed.delete('mpfs');
        }
        for (const [tableKey, edition] of unread) {
          asked.set(tableKey, readIndices(await store.getTable(edition)));
        }
      }
    },
  };
}

/** The rows as the program packed them when they were loaded. */
export function readIndices(bytes: Uint8Array): Indices {
  const { rows } = JSON.parse(new TextDecoder().decode(bytes)) as { readonly rows: readonly CostIndexRow[] };
  return new Map(rows.map((row) => [localityKey(row), row]));
}

export function localityKey({ contractor, locality }: MedicareLocality): string {
  return `${contractor}-${locality}`;
}
