import { createHash } from 'node:crypto';
import type { JsonObject } from '../../runtime/service.ts';
import type { ScalarKeyType } from './attribute-value.ts';
import type { KeyAttributes } from './expressions/key-condition.ts';
import { validationError } from './errors.ts';

export interface KeySchemaElement {
  readonly AttributeName: string;
  readonly KeyType: 'HASH' | 'RANGE';
}

export interface AttributeDefinition {
  readonly AttributeName: string;
  readonly AttributeType: ScalarKeyType;
}

/** A secondary index, with the member names of the template and of the API. */
export interface SecondaryIndexDefinition {
  readonly IndexName: string;
  readonly KeySchema: readonly KeySchemaElement[];
  readonly Projection: {
    readonly ProjectionType: 'ALL' | 'KEYS_ONLY' | 'INCLUDE';
    readonly NonKeyAttributes?: readonly string[] | undefined;
  };
}

export type StreamViewType = 'NEW_AND_OLD_IMAGES' | 'NEW_IMAGE' | 'OLD_IMAGE' | 'KEYS_ONLY';

/** A table as a template declares it. Lists carry the member names of the template, so that they can be passed on as they are. */
export interface TableDefinition {
  readonly arn: string;
  readonly name: string;
  readonly keySchema: readonly KeySchemaElement[];
  readonly attributeDefinitions: readonly AttributeDefinition[];
  readonly globalSecondaryIndexes: readonly SecondaryIndexDefinition[];
  readonly localSecondaryIndexes: readonly SecondaryIndexDefinition[];
  readonly streamViewType?: StreamViewType | undefined;
  /** By default `<arn>/stream/<time at which the stream was made>`. */
  readonly streamArn?: string | undefined;
  readonly timeToLiveAttribute?: string | undefined;
  readonly kmsKeyArn?: string | undefined;
  readonly deletionProtection?: boolean | undefined;
}

export interface TableIndex {
  readonly id: number;
  readonly kind: 'global' | 'local';
  readonly keys: KeyAttributes;
  /** Names of the attributes that the index shows; undefined for all. */
  readonly projected: ReadonlySet<string> | undefined;
  readonly definition: SecondaryIndexDefinition;
}

export interface TableStream {
  readonly id: number;
  readonly arn: string;
  readonly viewType: StreamViewType;
}

/** A table that is served. */
export interface Table {
  readonly id: number;
  readonly name: string;
  readonly arn: string;
  readonly createdAt: number;
  readonly definition: TableDefinition;
  readonly keys: KeyAttributes;
  readonly indexes: readonly TableIndex[];
  readonly stream: TableStream | undefined;
}

/** The keys of a table or index with their types; throws when the definition contradicts itself. */
export function keysOf(
  schema: readonly KeySchemaElement[],
  attributes: readonly AttributeDefinition[],
): KeyAttributes {
  const find = (keyType: 'HASH' | 'RANGE') => {
    const element = schema.find((candidate) => candidate.KeyType === keyType);
    if (element === undefined) {
      return undefined;
    }
    const attribute = attributes.find(({ AttributeName }) => AttributeName === element.AttributeName);
    if (attribute === undefined) {
      throw validationError(
        `One or more parameter values were invalid: Some index key attributes are not defined in AttributeDefinitions. Keys: [${schema.map(({ AttributeName }) => AttributeName).join(', ')}], AttributeDefinitions: [${attributes.map(({ AttributeName }) => AttributeName).join(', ')}]`,
      );
    }
    return { name: element.AttributeName, type: attribute.AttributeType };
  };
  const partition = find('HASH');
  if (partition === undefined || schema.length > 2) {
    throw validationError(
      'Invalid KeySchema: Some index key attribute have no definition: a key schema has one HASH element and at most one RANGE element',
    );
  }
  return { partition, sort: find('RANGE') };
}

/** Names of the attributes that an index shows; undefined for all. */
export function projectedAttributes(
  index: SecondaryIndexDefinition,
  tableSchema: readonly KeySchemaElement[],
): ReadonlySet<string> | undefined {
  if (index.Projection.ProjectionType === 'ALL') {
    return undefined;
  }
  return new Set([
    ...index.KeySchema.map(({ AttributeName }) => AttributeName),
    ...tableSchema.map(({ AttributeName }) => AttributeName),
    ...(index.Projection.ProjectionType === 'INCLUDE' ? (index.Projection.NonKeyAttributes ?? []) : []),
  ]);
}

/** An identifier that follows from a text, in the form of a UUID. */
export function identifierOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}

/** A key schema as the API answers it. */
export function keySchemaJson(schema: readonly KeySchemaElement[]): JsonObject[] {
  return schema.map(({ AttributeName, KeyType }) => ({ AttributeName, KeyType }));
}
