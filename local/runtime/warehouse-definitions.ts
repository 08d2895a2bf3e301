import * as z from 'zod';
import type { AthenaDefinition } from '../aws/athena/workgroup-definition.ts';
import type { CatalogueDefinition } from '../aws/glue/catalogue-definition.ts';
import { parseProperties } from './definitions.ts';
import type { Resource } from './identity.ts';

const column = z.object({ Name: z.string(), Type: z.string(), Comment: z.string().optional() });
const databaseSchema = z.object({ DatabaseInput: z.looseObject({ Name: z.string() }) });
const tableSchema = z.object({
  DatabaseName: z.string(),
  TableInput: z.looseObject({
    Name: z.string(),
    TableType: z.string().optional(),
    PartitionKeys: z.array(column).default([]),
    StorageDescriptor: z
      .looseObject({ Location: z.string().optional(), Columns: z.array(column).default([]) })
      .default({ Columns: [] }),
    ViewOriginalText: z.string().optional(),
  }),
});

function ofType(resources: readonly Resource[], type: string): Resource[] {
  return resources.filter((resource) => resource.type === type);
}

/** The AWS::Glue databases and tables of the template. */
export function catalogueDefinition(resources: readonly Resource[]): CatalogueDefinition {
  return {
    databases: ofType(resources, 'AWS::Glue::Database').map(
      (resource) => parseProperties(resource, databaseSchema).DatabaseInput,
    ),
    tables: ofType(resources, 'AWS::Glue::Table').map((resource) => {
      const { DatabaseName, TableInput } = parseProperties(resource, tableSchema);
      return { ...TableInput, DatabaseName };
    }),
  };
}

const flag = z.union([z.boolean(), z.stringbool()]);
const workGroupSchema = z.object({
  Name: z.string(),
  Description: z.string().default(''),
  WorkGroupConfiguration: z
    .object({
      EnforceWorkGroupConfiguration: flag.default(true),
      BytesScannedCutoffPerQuery: z.coerce.number().int().optional(),
      ResultConfiguration: z.object({ OutputLocation: z.string().optional() }).default({}),
      EngineVersion: z.object({ SelectedEngineVersion: z.string().optional() }).default({}),
    })
    .prefault({}),
});
const namedQuerySchema = z.object({
  Name: z.string(),
  Database: z.string(),
  Description: z.string().default(''),
  QueryString: z.string(),
  WorkGroup: z.string().default('primary'),
});
const preparedStatementSchema = z.object({
  StatementName: z.string(),
  WorkGroup: z.string(),
  Description: z.string().default(''),
  QueryStatement: z.string(),
});
const registrationSchema = z.object({ ResourceArn: z.string() });

/** The AWS::Athena workgroups, named queries and prepared statements of the template, and what it registers with Lake Formation. */
export function athenaDefinition(resources: readonly Resource[]): AthenaDefinition {
  return {
    workGroups: ofType(resources, 'AWS::Athena::WorkGroup').map((resource) => {
      const { Name, Description, WorkGroupConfiguration } = parseProperties(resource, workGroupSchema);
      return {
        name: Name,
        description: Description,
        outputLocation: WorkGroupConfiguration.ResultConfiguration.OutputLocation,
        enforced: WorkGroupConfiguration.EnforceWorkGroupConfiguration,
        bytesScannedCutoff: WorkGroupConfiguration.BytesScannedCutoffPerQuery,
        engineVersion:
          WorkGroupConfiguration.EngineVersion.SelectedEngineVersion ?? 'Athena engine version 3',
      };
    }),
    namedQueries: ofType(resources, 'AWS::Athena::NamedQuery').map((resource) => {
      const named = parseProperties(resource, namedQuerySchema);
      return {
        id: resource.identity.ref,
        name: named.Name,
        database: named.Database,
        workGroup: named.WorkGroup,
        description: named.Description,
        query: named.QueryString,
      };
    }),
    preparedStatements: ofType(resources, 'AWS::Athena::PreparedStatement').map((resource) => {
      const prepared = parseProperties(resource, preparedStatementSchema);
      return {
        name: prepared.StatementName,
        workGroup: prepared.WorkGroup,
        description: prepared.Description,
        statement: prepared.QueryStatement,
      };
    }),
    registeredLocations: ofType(resources, 'AWS::LakeFormation::Resource').map(
      (resource) => parseProperties(resource, registrationSchema).ResourceArn,
    ),
  };
}
