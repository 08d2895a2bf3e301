import type { CodeSetEdition } from '#contracts/code-sets.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { CodeTables, TableName } from './code-tables.ts';
import { composeTables, type LoadedEdition } from './compose-tables.ts';
import { isTable } from './pack-edition.ts';
import { open } from './packed/pack.ts';
import type { OpenedEdition } from './packed/table-contents.ts';
import { neverAsked } from './tables-of-day.ts';

/** The tables that decisions are made with, as far as a decision asks them. */
export interface TablesWhenAsked {
  /**
   * Decides with the tables. The decision must be pure: where it asks a table that nobody has read yet, that is read and
   * the decision made again from the start, and what it answered before is thrown away.
   */
  decide<Answer>(this: void, decide: (tables: CodeTables) => Answer): Promise<Answer>;
}

type StoredEdition = CodeSetEdition & { readonly kind: TableName };

/** How much of what was read is kept: five quarters of all tables. */
const mostKeptBytes = 192 * 2 ** 20;

interface KeptEdition {
  readonly content: OpenedEdition;
  readonly byteLength: number;
  /** The number of the decision that asked it last. */
  lastAsked: number;
}

/**
 * Tables of the editions that are given, each read once, when it is first asked, and kept. What was asked longest ago is
 * dropped once more than `keptBytes` are kept. Editions of no table are left out.
 */
export function tablesWhenAsked(
  read: (edition: CodeSetEdition) => Promise<Uint8Array>,
  seed: CodeTables,
  { keptBytes = mostKeptBytes }: { readonly keptBytes?: number } = {},
): (editions: readonly CodeSetEdition[]) => TablesWhenAsked {
  const kept = new Map<string, KeptEdition>();
  const beingRead = new Map<string, Promise<void>>();
  // A decision is made without waiting, so no two are made at the same time: these are of the one that is made now.
  let decision = 0;
  let unread = new Map<string, StoredEdition>();

  /** An edition whose content is read once somebody has asked it. */
  const whenAsked = (stored: StoredEdition): LoadedEdition => {
    const { kind: table, edition, from, to, isWhole, tableKey } = stored;
    const find = (code: string, second: string, day: PlainDate): unknown => {
      const found = kept.get(tableKey);
      if (found === undefined) {
        unread.set(tableKey, stored);
        return undefined;
      }
      found.lastAsked = decision;
      return found.content.find(code, second, day);
    };
    return {
      table,
      edition,
      from,
      ...(to !== undefined && { to }),
      isWhole,
      find,
    } as LoadedEdition;
  };
  const readOnce = async (stored: StoredEdition): Promise<void> => {
    const bytes = await read(stored);
    kept.set(stored.tableKey, { content: open(bytes), byteLength: bytes.byteLength, lastAsked: decision });
  };
  const readAll = async (editions: Iterable<StoredEdition>): Promise<void> => {
    await Promise.all(
      [...editions].map((stored) => {
        const running =
          beingRead.get(stored.tableKey) ?? readOnce(stored).finally(() => beingRead.delete(stored.tableKey));
        beingRead.set(stored.tableKey, running);
        return running;
      }),
    );
  };
  const makeRoom = (): void => {
    let bytes = [...kept.values()].reduce((sum, { byteLength }) => sum + byteLength, 0);
    if (bytes <= keptBytes) {
      return;
    }
    const oldestFirst = [...kept].toSorted(([, one], [, other]) => one.lastAsked - other.lastAsked);
    for (const [key, { byteLength, lastAsked }] of oldestFirst) {
      if (bytes <= keptBytes || lastAsked === decision) {
        return;
      }
      kept.delete(key);
      bytes -= byteLength;
    }
  };
  return (editions) => {
    let tables = composeTables(editions.filter(isOfTable).map(whenAsked), seed);
    return {
      decide: async (decide) => {
        for (;;) {
          decision += 1;
          unread = new Map();
          const answer = decide(tables);
          if (unread.size === 0) {
            makeRoom();
            return answer;
          }
          // Whatever is remembered of tables is remembered of this object: it said of what is unread that it has nothing.
          tables = neverAsked(tables);
          await readAll(unread.values());
        }
      },
    };
  };
}

function isOfTable(edition: CodeSetEdition): edition is StoredEdition {
  return isTable(edition.kind);
}
