import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  Table,
  TableEncryption,
  type StreamViewType,
} from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { StageSettings } from '../stages/stage-settings.ts';
import type { ClaimsKey } from './claims-key.ts';
import { allow } from './claims-role.ts';
import { onlyKeys } from './leading-keys.ts';

/** A right on items, named as DynamoDB names it; a transaction needs the right of each write in it. */
export type ItemRight =
  | 'GetItem'
  | 'BatchGetItem'
  | 'Query'
  | 'PutItem'
  | 'UpdateItem'
  | 'DeleteItem'
  | 'ConditionCheckItem';

/** An access pattern that needs its own order: one index, described where the table is made. */
interface TableIndex {
  readonly name: string;
  readonly partitionKey: string;
  readonly sortKey: string;
}

interface ClaimsTableProps {
  readonly settings: StageSettings;
  readonly key: ClaimsKey;
  readonly indexes?: readonly TableIndex[];
  readonly stream?: StreamViewType;
}

/**
 * A table keyed by `pk` and `sk`, whose partition keys all start with a practice. Encrypted with the customer's key,
 * recoverable to any second of the last 35 days; items with `expiresAt` in the past are swept.
 */
export class ClaimsTable extends Table {
  private readonly customerKey: ClaimsKey;

  constructor(scope: Construct, id: string, { settings, key, indexes = [], stream }: ClaimsTableProps) {
    super(scope, id, {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: key,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: settings.deletionProtection,
      removalPolicy: settings.removal === 'retain' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      timeToLiveAttribute: 'expiresAt',
      ...(stream !== undefined && { stream }),
    });
    this.customerKey = key;
    for (const { name, partitionKey, sortKey } of indexes) {
      this.addGlobalSecondaryIndex({
        indexName: name,
        partitionKey: { name: partitionKey, type: AttributeType.STRING },
        sortKey: { name: sortKey, type: AttributeType.STRING },
        projectionType: ProjectionType.ALL,
      });
    }
  }

  /** Gives these rights on items, and Query on the indexes named. */
  open(to: IGrantable, rights: readonly ItemRight[], indexes: readonly string[] = []): void {
    allow(
      to,
      rights.map((right) => `dynamodb:${right}`),
      [this.tableArn],
    );
    this.customerKey.allowEncryptAndDecrypt(to);
    if (indexes.length > 0) {
      allow(
        to,
        ['dynamodb:Query'],
        indexes.map((index) => `${this.tableArn}/index/${index}`),
      );
    }
  }

  /** Gives these rights on items with these partition keys alone, whatever practice a session is of. */
  openKeys(to: IGrantable, rights: readonly ItemRight[], keys: readonly string[]): void {
    to.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: rights.map((right) => `dynamodb:${right}`),
        resources: [this.tableArn],
        conditions: onlyKeys(...keys),
      }),
    );
  }
}
