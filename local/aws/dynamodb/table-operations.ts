import { AwsError, type Json, type JsonObject, type Principal } from '../../runtime/service.ts';
import { resourceNotFound, validationError } from './errors.ts';
import {
  objectOf,
  optionalBoolean,
  optionalInteger,
  optionalString,
  optionalWord,
  readTableName,
  required,
  requiredList,
  requiredString,
} from './request.ts';
import type { Operation, ServiceParts } from './service-parts.ts';
import {
  keySchemaJson,
  type AttributeDefinition,
  type KeySchemaElement,
  type SecondaryIndexDefinition,
  type Table,
  type TableDefinition,
  identifierOf,
} from './table-definition.ts';

const MOST_LISTED = 100;
const projectionTypes = ['ALL', 'KEYS_ONLY', 'INCLUDE'] as const;
const viewTypes = ['NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES', 'KEYS_ONLY'] as const;

function describedTable(parts: ServiceParts, input: JsonObject, principal: Principal, action: string): Table {
  const name = readTableName(required(input, 'TableName'));
  parts.access.checkResource(principal, action, parts.access.tableArn(name));
  const table = parts.tables.find(name);
  if (table === undefined) {
    throw resourceNotFound(`Table: ${name} not found`);
  }
  return table;
}

export const describeTable: Operation = (parts, input, principal) => ({
  Table: describe(parts, describedTable(parts, input, principal, 'DescribeTable')),
});

function describe(parts: ServiceParts, table: Table): JsonObject {
  const { definition } = table;
  const size = parts.statements
    .of('SELECT count(*) AS items, coalesce(sum(size), 0) AS bytes FROM dynamodb_item WHERE table_id = ?')
    .get(table.id);
  const throughput = { NumberOfDecreasesToday: 0, ReadCapacityUnits: 0, WriteCapacityUnits: 0 };
  const describeIndexes = (kind: 'global' | 'local'): JsonObject[] =>
    table.indexes
      .filter((index) => index.kind === kind)
      .map(({ definition: index }) =>
        Object.assign(
          {
            IndexName: index.IndexName,
            IndexArn: `${table.arn}/index/${index.IndexName}`,
            KeySchema: keySchemaJson(index.KeySchema),
            Projection: projectionOf(index),
          },
          kind === 'global' ? { IndexStatus: 'ACTIVE', ProvisionedThroughput: throughput } : {},
        ),
      );
  const globals = describeIndexes('global');
  const locals = describeIndexes('local');
  return {
    TableName: table.name,
    TableArn: table.arn,
    TableId: identifierOf(`${table.arn} ${table.createdAt}`),
    TableStatus: 'ACTIVE',
    CreationDateTime: table.createdAt / 1000,
    KeySchema: keySchemaJson(definition.keySchema),
    AttributeDefinitions: definition.attributeDefinitions.map(({ AttributeName, AttributeType }) => ({
      AttributeName,
      AttributeType,
    })),
    ItemCount: Number(size?.['items']),
    TableSizeBytes: Number(size?.['bytes']),
    BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
    ProvisionedThroughput: throughput,
    DeletionProtectionEnabled: definition.deletionProtection ?? false,
    ...(globals.length > 0 ? { GlobalSecondaryIndexes: globals } : {}),
    ...(locals.length > 0 ? { LocalSecondaryIndexes: locals } : {}),
    ...(table.stream === undefined
      ? {}
      : {
          StreamSpecification: { StreamEnabled: true, StreamViewType: table.stream.viewType },
          LatestStreamArn: table.stream.arn,
          LatestStreamLabel: table.stream.arn.split('/stream/')[1] ?? '',
        }),
    ...(definition.kmsKeyArn === undefined
      ? {}
      : { SSEDescription: { Status: 'ENABLED', SSEType: 'KMS', KMSMasterKeyArn: definition.kmsKeyArn } }),
  };
}

function projectionOf({ Projection }: SecondaryIndexDefinition): JsonObject {
  return {
    ProjectionType: Projection.ProjectionType,
    ...(Projection.NonKeyAttributes === undefined
      ? {}
      : { NonKeyAttributes: [...Projection.NonKeyAttributes] }),
  };
}

export const listTables: Operation = (parts, input, principal) => {
  const { region, account } = parts.world;
  parts.access.checkResource(principal, 'ListTables', `arn:aws:dynamodb:${region}:${account}:table/*`);
  const after = optionalString(input, 'ExclusiveStartTableName') ?? '';
  const limit = optionalInteger(input, 'Limit', 1, MOST_LISTED) ?? MOST_LISTED;
  const names = parts.tables
    .all()
    .map(({ name }) => name)
    .filter((name) => name > after);
  const page = names.slice(0, limit);
  return {
    TableNames: page,
    ...(names.length > limit ? { LastEvaluatedTableName: page.at(-1) ?? '' } : {}),
  };
};

export const describeTimeToLive: Operation = (parts, input, principal) => {
  const { definition } = describedTable(parts, input, principal, 'DescribeTimeToLive');
  return {
    TimeToLiveDescription:
      definition.timeToLiveAttribute === undefined
        ? { TimeToLiveStatus: 'DISABLED' }
        : { TimeToLiveStatus: 'ENABLED', AttributeName: definition.timeToLiveAttribute },
  };
};

export const updateTimeToLive: Operation = (parts, input, principal) => {
  const table = describedTable(parts, input, principal, 'UpdateTimeToLive');
  const specification = objectOf(input['TimeToLiveSpecification'], 'TimeToLiveSpecification');
  const attribute = requiredString(specification, 'AttributeName');
  const enabled = optionalBoolean(specification, 'Enabled') === true;
  const current = table.definition.timeToLiveAttribute;
  if (enabled === (current !== undefined)) {
    throw validationError(`TimeToLive is already ${enabled ? 'enabled' : 'disabled'}`);
  }
  parts.tables.provision([{ ...table.definition, timeToLiveAttribute: enabled ? attribute : undefined }]);
  parts.retention.refresh();
  return { TimeToLiveSpecification: { AttributeName: attribute, Enabled: enabled } };
};

/** Makes a table that is ready at once. */
export const createTable: Operation = (parts, input, principal) => {
  const name = readTableName(required(input, 'TableName'));
  const arn = parts.access.tableArn(name);
  parts.access.checkResource(principal, 'CreateTable', arn);
  if (parts.tables.find(name) !== undefined) {
    throw new AwsError('ResourceInUseException', `Table already exists: ${name}`);
  }
  const stream = input['StreamSpecification'];
  const streamed =
    stream !== undefined &&
    stream !== null &&
    optionalBoolean(objectOf(stream, 'StreamSpecification'), 'StreamEnabled') === true;
  const definition: TableDefinition = {
    arn,
    name,
    keySchema: readKeySchema(input),
    attributeDefinitions: requiredList(input, 'AttributeDefinitions', 1, 100).map(readAttribute),
    globalSecondaryIndexes: readIndexes(input, 'GlobalSecondaryIndexes'),
    localSecondaryIndexes: readIndexes(input, 'LocalSecondaryIndexes'),
    deletionProtection: optionalBoolean(input, 'DeletionProtectionEnabled') ?? false,
    ...(streamed
      ? {
          streamViewType: optionalWord(
            objectOf(stream, 'StreamSpecification'),
            'StreamViewType',
            viewTypes,
            'NEW_AND_OLD_IMAGES',
          ),
        }
      : {}),
  };
  parts.tables.provision([definition]);
  return { TableDescription: describe(parts, parts.tables.get(name)) };
};

function readKeySchema(input: JsonObject): KeySchemaElement[] {
  return requiredList(input, 'KeySchema', 1, 2).map((json) => {
    const element = objectOf(json, 'KeySchema');
    return {
      AttributeName: requiredString(element, 'AttributeName'),
      KeyType: optionalWord(element, 'KeyType', ['HASH', 'RANGE'], 'HASH'),
    };
  });
}

function readAttribute(json: Json): AttributeDefinition {
  const attribute = objectOf(json, 'AttributeDefinitions');
  return {
    AttributeName: requiredString(attribute, 'AttributeName'),
    AttributeType: optionalWord(attribute, 'AttributeType', ['S', 'N', 'B'], 'S'),
  };
}

function readIndexes(input: JsonObject, member: string): SecondaryIndexDefinition[] {
  const given = input[member];
  if (given === undefined || given === null) {
    return [];
  }
  return requiredList(input, member, 1, 20).map((json) => {
    const index = objectOf(json, member);
    const projection = objectOf(index['Projection'], 'Projection');
    const names = projection['NonKeyAttributes'];
    return {
      IndexName: requiredString(index, 'IndexName'),
      KeySchema: readKeySchema(index),
      Projection: {
        ProjectionType: optionalWord(projection, 'ProjectionType', projectionTypes, 'ALL'),
        ...(Array.isArray(names) ? { NonKeyAttributes: names.map(String) } : {}),
      },
    };
  });
}

export const deleteTable: Operation = (parts, input, principal) => {
  const table = describedTable(parts, input, principal, 'DeleteTable');
  if (table.definition.deletionProtection === true) {
    throw validationError(
      'Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.',
    );
  }
  const description = describe(parts, table);
  parts.tables.remove(table);
  return { TableDescription: { ...description, TableStatus: 'DELETING' } };
};
