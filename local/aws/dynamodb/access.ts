import type { Principal, ServiceWorld } from '../../runtime/service.ts';
import { resourceNotFound } from './errors.ts';
import type { TableCatalogue } from './table-catalogue.ts';
import type { Table } from './table-definition.ts';

/** DynamoDB asks KMS for a table's key at most once in this time. */
const TABLE_KEY_CACHE_MILLISECONDS = 5 * 60 * 1000;

export interface AccessContext {
  /** Partition keys that the call names; several are joined by a newline in `dynamodb:LeadingKeys`. */
  readonly leadingKeys?: readonly (string | undefined)[];
  readonly indexName?: string | undefined;
  readonly select?: string | undefined;
  readonly returnValues?: string | undefined;
  /** TransactWriteItems or TransactGetItems, when the action is part of one. */
  readonly enclosingOperation?: string | undefined;
}

/** Who may touch which table: asks the authorizer for each call, and counts what the call uses. */
export class Access {
  readonly #world: ServiceWorld;
  readonly #tables: TableCatalogue;
  readonly #keyUsedAt = new Map<string, number>();

  constructor(world: ServiceWorld, tables: TableCatalogue) {
    this.#world = world;
    this.#tables = tables;
  }

  tableArn(name: string): string {
    return (
      this.#tables.find(name)?.arn ??
      `arn:aws:dynamodb:${this.#world.region}:${this.#world.account}:table/${name}`
    );
  }

  /** Finds a table; who may not use it learns nothing of whether it is there. */
  table(name: string, principal: Principal, action: string): Table {
    const table = this.#tables.find(name);
    if (table === undefined) {
      this.#world.authorizer.authorize(principal, `dynamodb:${action}`, this.tableArn(name), {});
      throw resourceNotFound();
    }
    return table;
  }

  /** Throws AccessDenied unless the caller may do this to the table or, with an index name, to its index. */
  check(principal: Principal, action: string, table: Table, context: AccessContext = {}): void {
    const resource = context.indexName === undefined ? table.arn : `${table.arn}/index/${context.indexName}`;
    const keys: Record<string, string> = {};
    const leadingKeys = (context.leadingKeys ?? []).filter((key) => key !== undefined);
    if (leadingKeys.length > 0) {
      keys['dynamodb:LeadingKeys'] = [...new Set(leadingKeys)].join('\n');
    }
    if (context.select !== undefined) {
      keys['dynamodb:Select'] = context.select;
    }
    if (context.returnValues !== undefined) {
      keys['dynamodb:ReturnValues'] = context.returnValues;
    }
    if (context.enclosingOperation !== undefined) {
      keys['dynamodb:EnclosingOperation'] = context.enclosingOperation;
    }
    this.#world.authorizer.authorize(principal, `dynamodb:${action}`, resource, keys);
    this.#useTableKey(table);
  }

  /** Throws AccessDenied unless the caller may do this to a resource that is no table. */
  checkResource(principal: Principal, action: string, resource: string): void {
    this.#world.authorizer.authorize(principal, `dynamodb:${action}`, resource, {});
  }

  #useTableKey(table: Table): void {
    if (table.definition.kmsKeyArn === undefined) {
      return;
    }
    const now = this.#world.clock.now();
    const usedAt = this.#keyUsedAt.get(table.name);
    if (usedAt === undefined || now - usedAt >= TABLE_KEY_CACHE_MILLISECONDS) {
      this.#keyUsedAt.set(table.name, now);
      this.#world.count('kms', 'table-key');
    }
  }
}
