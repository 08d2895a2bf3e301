import type { JsonObject, ServiceWorld } from '../../runtime/service.ts';
import type { WriteCost } from './item-rows.ts';
import { optionalWord } from './request.ts';
import type { Table } from './table-definition.ts';

const READ_UNIT_BYTES = 4096;
const TRANSACTION_FACTOR = 2;

export type CapacityReport = 'NONE' | 'TOTAL' | 'INDEXES';

/** What a request wants to hear of its cost. */
export function readCapacityReport(input: JsonObject): CapacityReport {
  return optionalWord(input, 'ReturnConsumedCapacity', ['INDEXES', 'TOTAL', 'NONE'], 'NONE');
}

/** How strongly, and so how dearly, something is read. */
export type ReadStrength = 'eventual' | 'consistent' | 'transaction';

/** Read request units of a number of bytes read at once. */
export function readUnits(bytes: number, strength: ReadStrength): number {
  const units = Math.max(1, Math.ceil(bytes / READ_UNIT_BYTES));
  return strength === 'eventual' ? units / 2 : strength === 'consistent' ? units : units * TRANSACTION_FACTOR;
}

interface TableUse {
  table: number;
  readonly indexes: Map<string, number>;
}

/** Adds up what one request costs, table by table, for the counters and for its ConsumedCapacity. */
export class CapacityMeter {
  readonly #kind: 'read' | 'write';
  readonly #factor: number;
  readonly #uses = new Map<Table, TableUse>();

  constructor(kind: 'read' | 'write', inTransaction = false) {
    this.#kind = kind;
    this.#factor = inTransaction && kind === 'write' ? TRANSACTION_FACTOR : 1;
  }

  #useOf(table: Table): TableUse {
    let use = this.#uses.get(table);
    if (use === undefined) {
      use = { table: 0, indexes: new Map() };
      this.#uses.set(table, use);
    }
    return use;
  }

  add(table: Table, units: number, indexName?: string): void {
    const use = this.#useOf(table);
    if (indexName === undefined) {
      use.table += units * this.#factor;
    } else {
      use.indexes.set(indexName, (use.indexes.get(indexName) ?? 0) + units * this.#factor);
    }
  }

  addWrite(table: Table, cost: WriteCost): void {
    this.add(table, cost.table);
    for (const [name, units] of cost.indexes) {
      this.add(table, units, name);
    }
  }

  /** Adds the units to the counters of the runtime. */
  count(world: ServiceWorld): void {
    for (const use of this.#uses.values()) {
      world.count('dynamodb', `${this.#kind}-request-units`, total(use));
    }
  }

  /** The ConsumedCapacity of each table, as asked for. */
  report(wanted: CapacityReport): JsonObject[] {
    if (wanted === 'NONE') {
      return [];
    }
    return [...this.#uses].map(([table, use]) =>
      Object.assign(
        { TableName: table.name, CapacityUnits: total(use) },
        wanted === 'INDEXES' ? indexReport(table, use) : {},
      ),
    );
  }

  /** The members that a request on one table answers with. */
  reportOne(wanted: CapacityReport): JsonObject {
    const [report] = this.report(wanted);
    return report === undefined ? {} : { ConsumedCapacity: report };
  }

  /** The members that a request on many tables answers with. */
  reportAll(wanted: CapacityReport): JsonObject {
    return wanted === 'NONE' ? {} : { ConsumedCapacity: this.report(wanted) };
  }
}

function total(use: TableUse): number {
  let units = use.table;
  for (const indexUnits of use.indexes.values()) {
    units += indexUnits;
  }
  return units;
}

function indexReport(table: Table, use: TableUse): JsonObject {
  const report: JsonObject = { Table: { CapacityUnits: use.table } };
  for (const [kind, member] of [
    ['global', 'GlobalSecondaryIndexes'],
    ['local', 'LocalSecondaryIndexes'],
  ] as const) {
    const units: JsonObject = {};
    for (const index of table.indexes) {
      const used = use.indexes.get(index.definition.IndexName);
      if (index.kind === kind && used !== undefined) {
        units[index.definition.IndexName] = { CapacityUnits: used };
      }
    }
    if (Object.keys(units).length > 0) {
      report[member] = units;
    }
  }
  return report;
}
