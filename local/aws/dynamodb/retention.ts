import type { ServiceWorld } from '../../runtime/service.ts';
import type { Due, ItemRows } from './item-rows.ts';
import type { Statements } from './statements.ts';
import type { StreamRecords } from './stream-records.ts';
import type { TableCatalogue } from './table-catalogue.ts';
import type { Table } from './table-definition.ts';

const HOUR_MILLISECONDS = 60 * 60 * 1000;
const DAY_MILLISECONDS = 24 * HOUR_MILLISECONDS;
/** AWS keeps stream records for 24 hours. */
const STREAM_RETENTION_MILLISECONDS = DAY_MILLISECONDS;
/** AWS leaves items alone whose time passed more than five years ago, for their attribute is likely something else. */
const OLDEST_EXPIRY_SECONDS = 5 * 365 * 24 * 60 * 60;
const BATCH = 500;

/** Removes what has had its time: expired items, old stream records, old transaction tokens. */
export class Retention {
  readonly #world: ServiceWorld;
  readonly #statements: Statements;
  readonly #tables: TableCatalogue;
  readonly #streams: StreamRecords;
  readonly #dueAt = new Map<Due, number>();

  constructor(world: ServiceWorld, statements: Statements, tables: TableCatalogue, streams: StreamRecords) {
    this.#world = world;
    this.#statements = statements;
    this.#tables = tables;
    this.#streams = streams;
  }

  /** Hears of something written that must go; `at` is its expiry, or for a stream record when it was written. */
  note(due: Due, at: number): void {
    if (due === 'item' && at / 1000 <= this.#oldestExpirySeconds(this.#world.clock.now())) {
      return;
    }
    const roundedUp = roundedUpFor(due, at);
    const known = this.#dueAt.get(due);
    if (known === undefined || roundedUp < known) {
      this.#dueAt.set(due, roundedUp);
    }
  }

  #oldestExpirySeconds(now: number): number {
    return Math.floor(now / 1000) - OLDEST_EXPIRY_SECONDS;
  }

  /** When there is next something to remove. Rounded up, as AWS takes its time too, so that a turned clock stops seldom for it. */
  nextDueAt(): number | undefined {
    return this.#dueAt.size === 0 ? undefined : Math.min(...this.#dueAt.values());
  }

  /** Learns from the database what is due next; at the start and after each removal. */
  refresh(): void {
    this.#dueAt.clear();
    for (const table of this.#expiringTables()) {
      const oldest = this.#oldestExpirySeconds(this.#world.clock.now());
      const row = this.#statements
        .of('SELECT min(expires_at) AS at FROM dynamodb_item WHERE table_id = ? AND expires_at > ?')
        .get(table.id, oldest);
      this.#noteFound('item', row?.['at'], 1000);
    }
    const record = this.#statements
      .of('SELECT created_at AS at FROM dynamodb_stream_record ORDER BY sequence LIMIT 1')
      .get();
    this.#noteFound('stream record', record?.['at'], 1);
    const token = this.#statements.of('SELECT min(expires_at) AS at FROM dynamodb_transaction').get();
    this.#noteFound('transaction token', token?.['at'], 1);
  }

  #noteFound(due: Due, found: unknown, factor: number): void {
    if (typeof found === 'number') {
      this.note(due, found * factor);
    }
  }

  #expiringTables(): Table[] {
    return this.#tables.all().filter((table) => table.definition.timeToLiveAttribute !== undefined);
  }

  /** Removes all that has had its time at `now`. */
  async sweep(rows: ItemRows, now: number): Promise<void> {
    for (const table of this.#expiringTables()) {
      while ((await this.#sweepItems(table, rows, now)) === BATCH) {
        // A full batch: there may be more.
      }
    }
    await this.#world.store.write(() => {
      this.#statements
        .of(
          'DELETE FROM dynamodb_stream_record WHERE sequence < (SELECT coalesce((SELECT sequence FROM dynamodb_stream_record WHERE created_at > ? ORDER BY sequence LIMIT 1), 9007199254740991))',
        )
        .run(now - STREAM_RETENTION_MILLISECONDS);
      this.#statements.of('DELETE FROM dynamodb_transaction WHERE expires_at <= ?').run(now);
    });
    this.refresh();
  }

  async #sweepItems(table: Table, rows: ItemRows, now: number): Promise<number> {
    const seconds = Math.floor(now / 1000);
    const find = this.#statements.of(
      `SELECT partition_key, sort_key FROM dynamodb_item WHERE table_id = ? AND expires_at <= ? AND expires_at > ? ORDER BY expires_at LIMIT ${BATCH}`,
    );
    const expired = () => find.all(table.id, seconds, this.#oldestExpirySeconds(now));
    if (expired().length === 0) {
      return 0;
    }
    const removed = await this.#world.store.write(() => {
      const found = expired();
      for (const row of found) {
        const key = { partition: bytesOf(row['partition_key']), sort: bytesOf(row['sort_key']) };
        rows.change(table, key, rows.read(table, key), undefined, true);
      }
      return found.length;
    });
    this.#world.count('dynamodb', 'expired-items', removed);
    if (table.stream !== undefined) {
      this.#streams.announce(new Set([table.stream.arn]));
    }
    return removed;
  }
}

function roundedUpFor(due: Due, at: number): number {
  switch (due) {
    case 'item':
      return Math.ceil(at / HOUR_MILLISECONDS) * HOUR_MILLISECONDS;
    case 'stream record':
      return Math.ceil((at + STREAM_RETENTION_MILLISECONDS) / DAY_MILLISECONDS) * DAY_MILLISECONDS;
    case 'transaction token':
      return Math.ceil(at / DAY_MILLISECONDS) * DAY_MILLISECONDS;
  }
}

function bytesOf(value: unknown): Uint8Array {
  return value instanceof Uint8Array ? value : new Uint8Array(0);
}
