import { AwsError } from '../../runtime/service.ts';
import type { Principal, ServiceWorld } from '../../runtime/service.ts';

export type KeyOperation = 'GenerateDataKey' | 'Decrypt' | 'Encrypt';

/** A use of a key by a service on behalf of `principal`, as AWS checks it with forward access. */
export interface KeyUse {
  readonly principal: Principal;
  readonly operations: readonly KeyOperation[];
  /** Key id, key ARN, alias or alias ARN. */
  readonly keyId: string;
  /** The service between: sqs or s3. */
  readonly viaService: string;
  readonly encryptionContext: Readonly<Record<string, string>>;
}

/** The ARN that a key id, alias or ARN stands for in this account and region. */
export function keyArn(world: Pick<ServiceWorld, 'region' | 'account'>, keyId: string): string {
  if (keyId.startsWith('arn:')) {
    return keyId;
  }
  const resource = keyId.startsWith('alias/') ? keyId : `key/${keyId}`;
  return `arn:aws:kms:${world.region}:${world.account}:${resource}`;
}

/** Whether the key is one that AWS manages for a service: its policy allows every user of the service in the account. */
function isManagedByAws(keyId: string): boolean {
  return /(?:^|:)alias\/aws\//.test(keyId);
}

/** The condition keys of a key policy that a request with this encryption context carries. */
export function encryptionContextConditions(
  encryptionContext: Readonly<Record<string, string>>,
): Record<string, string> {
  const conditions: Record<string, string> = {};
  for (const [name, value] of Object.entries(encryptionContext)) {
    conditions[`kms:EncryptionContext:${name}`] = value;
  }
  return conditions;
}

/**
 * Checks that the principal may use the key in every way that the use needs.
 * Throws AccessDenied of the authorizer, or the error that `deniedAs` makes of its message.
 */
export function authorizeKeyUse(
  world: ServiceWorld,
  use: KeyUse,
  deniedAs?: (message: string) => AwsError,
): void {
  if (isManagedByAws(use.keyId)) {
    return;
  }
  const context = {
    'kms:ViaService': `${use.viaService}.${world.region}.amazonaws.com`,
    'kms:CallerAccount': world.account,
    ...encryptionContextConditions(use.encryptionContext),
  };
  for (const operation of use.operations) {
    try {
      world.authorizer.authorize(use.principal, `kms:${operation}`, keyArn(world, use.keyId), context);
    } catch (error) {
      throw error instanceof AwsError && deniedAs !== undefined ? deniedAs(error.message) : error;
    }
  }
}

/**
 * Counts the requests that a service makes to KMS when it keeps a data key for a while: one request for each
 * `holder` and operation in each period, since S3 with a bucket key and SQS with its reuse period are billed so.
 */
export function createDataKeyCounter(world: ServiceWorld) {
  const usableUntil = new Map<string, number>();
  return {
    count(holder: string, operations: readonly KeyOperation[], reuseMilliseconds: number): void {
      const now = world.clock.now();
      for (const operation of operations) {
        const key = `${operation} ${holder}`;
        if (now >= (usableUntil.get(key) ?? Number.NEGATIVE_INFINITY)) {
          usableUntil.set(key, now + reuseMilliseconds);
          world.count('kms', operation);
        }
      }
    },
  };
}

/** A name for a principal, as far as a data key is kept for it alone. */
export function principalName(principal: Principal): string {
  switch (principal.kind) {
    case 'role':
      return principal.arn;
    case 'service':
      return principal.service;
    case 'operator':
      return 'operator';
    default:
      return principal satisfies never;
  }
}
