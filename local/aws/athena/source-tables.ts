import { AwsError } from '../../runtime/service.ts';
import type { Principal, ServiceWorld } from '../../runtime/service.ts';
import type { CatalogueTable } from '../glue/catalogue-definition.ts';
import type { Glue } from '../glue/glue.ts';
import type { ObjectFiles } from './object-files.ts';
import { tablesOf, type SourceTable } from './query-engine.ts';

interface View {
  readonly database: string;
  readonly name: string;
  readonly sql: string;
}

/** What a statement reads: its tables with their files, and the views between, each after those that it reads. */
export interface Sources {
  readonly tables: readonly SourceTable[];
  readonly views: readonly View[];
  readonly scannedBytes: number;
}

interface SourceWorld {
  readonly world: ServiceWorld;
  readonly glue: Pick<Glue, 'findTable' | 'partitionLocations'>;
  readonly files: ObjectFiles;
  /** ARNs of what Lake Formation gives out. */
  readonly registeredLocations: readonly string[];
}

const operator: Principal = { kind: 'operator' };

/** The statement of a view, from the text that Athena keeps in the catalogue. */
function viewSql(table: CatalogueTable): string {
  const encoded = /^\/\* Presto View: (\S+) \*\/$/.exec(table.ViewOriginalText ?? '')?.[1] ?? '';
  const view: unknown = JSON.parse(Buffer.from(encoded, 'base64').toString('utf8') || '{}');
  if (typeof view === 'object' && view !== null && 'originalSql' in view) {
    return String(view.originalSql);
  }
  throw new AwsError(
    'InvalidRequestException',
    `The view ${table.DatabaseName}.${table.Name} has no statement in its ViewOriginalText.`,
  );
}

/** Finds in the catalogue what a statement names, and fetches the files. A name that is no table is left to the engine to refuse. */
export async function findSources(
  { world, glue, files, registeredLocations }: SourceWorld,
  sql: string,
  database: string | undefined,
  principal: Principal,
): Promise<Sources> {
  const tables: SourceTable[] = [];
  const views: View[] = [];
  const seen = new Set<string>();
  let scannedBytes = 0;

  /** Who reads the objects: for what Lake Formation gives out it is the service, once the caller may ask for that. */
  const readerOf = (location: string): Principal => {
    const arn = `arn:aws:s3:::${location.replace(/^s3:\/\//, '')}`;
    if (!registeredLocations.some((registered) => arn === registered || arn.startsWith(`${registered}/`))) {
      return principal;
    }
    world.authorizer.authorize(principal, 'lakeformation:GetDataAccess', '*');
    return operator;
  };

  const visitTable = async (table: CatalogueTable): Promise<void> => {
    const keys = table.PartitionKeys.map(({ Name }) => Name);
    const places =
      keys.length === 0
        ? [{ values: [], location: table.StorageDescriptor.Location ?? '' }]
        : glue.partitionLocations(table, principal);
    const found: string[] = [];
    for (const { values, location } of places) {
      const within = keys.map((key, index) => `${key}=${values[index] ?? ''}`);
      for (const { file, bytes } of await files.fetch(
        location,
        [table.DatabaseName, table.Name, ...within],
        readerOf(location),
      )) {
        found.push(file);
        scannedBytes += bytes;
      }
    }
    tables.push({
      database: table.DatabaseName,
      name: table.Name,
      columns: [...(table.StorageDescriptor.Columns ?? []), ...table.PartitionKeys].map(({ Name, Type }) => ({
        name: Name,
        type: Type,
      })),
      partitionKeys: keys,
      files: found,
    });
  };

  const visit = async (statement: string, current: string | undefined): Promise<void> => {
    for (const named of await tablesOf(statement)) {
      const at = named.database ?? current;
      const table = at === undefined ? undefined : glue.findTable(at, named.name, principal);
      const key = `${at}.${named.name}`;
      if (table === undefined || seen.has(key)) {
        continue;
      }
      seen.add(key);
      if (table.TableType === 'VIRTUAL_VIEW') {
        const view = { database: table.DatabaseName, name: table.Name, sql: viewSql(table) };
        await visit(view.sql, view.database);
        views.push(view);
      } else {
        await visitTable(table);
      }
    }
  };

  await visit(sql, database);
  return { tables, views, scannedBytes };
}
