/** A workgroup of the template. */
export interface WorkGroupDefinition {
  readonly name: string;
  readonly description: string;
  /** Where results go, `s3://bucket/prefix/`. */
  readonly outputLocation: string | undefined;
  /** Whether a caller's own settings are left aside. */
  readonly enforced: boolean;
  /** What one statement may read at most, in bytes. */
  readonly bytesScannedCutoff: number | undefined;
  readonly engineVersion: string;
}

/** A statement of the template that analysts find under its name. */
export interface NamedQueryDefinition {
  readonly id: string;
  readonly name: string;
  readonly database: string;
  readonly workGroup: string;
  readonly description: string;
  readonly query: string;
}

/** A statement of a workgroup that is run by its name, with values for its question marks. */
export interface PreparedStatementDefinition {
  readonly name: string;
  readonly workGroup: string;
  readonly description: string;
  readonly statement: string;
}

/** What the template says of Athena. */
export interface AthenaDefinition {
  readonly workGroups: readonly WorkGroupDefinition[];
  readonly namedQueries: readonly NamedQueryDefinition[];
  readonly preparedStatements: readonly PreparedStatementDefinition[];
  /** ARNs of buckets, with a prefix or without, whose files Lake Formation gives out in place of S3's own permissions. */
  readonly registeredLocations: readonly string[];
}
