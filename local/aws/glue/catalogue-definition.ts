/** A column of a table of the catalogue, with a type of Hive, for example `decimal(18,2)`. */
export interface CatalogueColumn {
  readonly Name: string;
  readonly Type: string;
  readonly Comment?: string | undefined;
}

/** Where the files of a table or partition lie, and how they are written. */
export interface StorageDescriptor {
  readonly Location?: string | undefined;
  readonly Columns?: readonly CatalogueColumn[] | undefined;
  readonly [member: string]: unknown;
}

/** A database of the template. */
export interface DatabaseDefinition {
  readonly Name: string;
  readonly [member: string]: unknown;
}

/** A table or view of the template. */
export interface CatalogueTable {
  readonly Name: string;
  readonly DatabaseName: string;
  readonly TableType?: string | undefined;
  readonly PartitionKeys: readonly CatalogueColumn[];
  readonly StorageDescriptor: StorageDescriptor;
  readonly ViewOriginalText?: string | undefined;
  readonly [member: string]: unknown;
}

/** What the template says of the catalogue. */
export interface CatalogueDefinition {
  readonly databases: readonly DatabaseDefinition[];
  readonly tables: readonly CatalogueTable[];
}
