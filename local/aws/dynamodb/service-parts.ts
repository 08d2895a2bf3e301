import type { Principal, ServiceWorld } from '../../runtime/service.ts';
import type { JsonObject } from '../../runtime/service.ts';
import type { Access } from './access.ts';
import type { ItemRows } from './item-rows.ts';
import type { Statements } from './statements.ts';
import type { StreamRecords } from './stream-records.ts';
import type { TableCatalogue } from './table-catalogue.ts';
import type { Retention } from './retention.ts';

/** What every operation works with. */
export interface ServiceParts {
  readonly world: ServiceWorld;
  readonly statements: Statements;
  readonly tables: TableCatalogue;
  readonly rows: ItemRows;
  readonly streams: StreamRecords;
  readonly access: Access;
  readonly retention: Retention;
}

/** One operation of the API. */
export type Operation = (
  parts: ServiceParts,
  input: JsonObject,
  principal: Principal,
) => Promise<JsonObject> | JsonObject;
