import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { AwsError } from '../../runtime/service.ts';
import type { JsonObject, JsonService, Principal, ServiceWorld } from '../../runtime/service.ts';
import { keyArnOf, seal, unseal } from './ciphertext.ts';
import type { EncryptionContext } from './ciphertext.ts';
import { encryptionContextConditions, keyArn } from './key-use.ts';

/** A symmetric key of the template. */
export interface KeyDefinition {
  readonly arn: string;
  readonly description?: string;
  /** Names that begin with `alias/`. */
  readonly aliases?: readonly string[];
}

/** AWS KMS, served as far as envelope encryption needs it. */
export interface Kms extends JsonService {
  /** Makes the keys of the template exist; the material of a key that exists stays. */
  provision(keys: readonly KeyDefinition[]): Promise<void>;
}

interface Key extends KeyDefinition {
  readonly material: Buffer;
  readonly createdAt: number;
}

const keyBytes = 32;
const largestPlaintextBytes = 4096;
const dataKeyBytes = { AES_256: 32, AES_128: 16 } as const;

const schema = `
  CREATE TABLE IF NOT EXISTS kms_key (
    arn TEXT PRIMARY KEY,
    material BLOB NOT NULL,
    created_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
`;

const context = z.record(z.string(), z.string()).default({});
const keyId = z.string().min(1);
const base64 = z.string().transform((text) => Buffer.from(text, 'base64'));
const dataKey = z
  .object({
    KeyId: keyId,
    EncryptionContext: context,
    KeySpec: z.enum(['AES_256', 'AES_128']).optional(),
    NumberOfBytes: z.number().int().min(1).max(1024).optional(),
  })
  .refine(({ KeySpec, NumberOfBytes }) => (KeySpec === undefined) !== (NumberOfBytes === undefined), {
    message: 'expected exactly one of KeySpec and NumberOfBytes',
  });

const inputs = {
  DescribeKey: z.object({ KeyId: keyId }),
  GenerateDataKey: dataKey,
  GenerateDataKeyWithoutPlaintext: dataKey,
  Encrypt: z.object({ KeyId: keyId, Plaintext: base64, EncryptionContext: context }),
  Decrypt: z.object({ KeyId: keyId.optional(), CiphertextBlob: base64, EncryptionContext: context }),
};

function readInput<Schema extends z.ZodType>(inputSchema: Schema, input: JsonObject): z.infer<Schema> {
  const parsed = inputSchema.safeParse(input);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new AwsError(
      'ValidationException',
      `${issue?.path.join('.') ?? 'The request'}: ${issue?.message ?? 'unreadable'}`,
    );
  }
  return parsed.data;
}

/** Serves AWS KMS for one account and region, the key material in `world.store`. */
export function createKms(world: ServiceWorld): Kms {
  const { store, clock } = world;
  store.database.exec(schema);
  const select = store.database.prepare('SELECT * FROM kms_key WHERE arn = ?');
  const insert = store.database.prepare(
    'INSERT OR IGNORE INTO kms_key (arn, material, created_at) VALUES (?, ?, ?)',
  );
  const keys = new Map<string, Key>();
  const aliases = new Map<string, string>();

  const requireKey = (id: string): Key => {
    const arn = keyArn(world, id);
    const key = keys.get(aliases.get(arn) ?? arn);
    if (key === undefined) {
      throw new AwsError('NotFoundException', `Key '${arn}' does not exist`);
    }
    return key;
  };

  const authorize = (
    principal: Principal,
    operation: string,
    key: Key,
    encryptionContext: EncryptionContext = {},
  ): void => {
    world.count('kms', operation);
    world.authorizer.authorize(principal, `kms:${operation}`, key.arn, {
      'kms:CallerAccount': world.account,
      ...encryptionContextConditions(encryptionContext),
    });
  };

  const generate = (
    operation: string,
    input: JsonObject,
    principal: Principal,
  ): { key: Key; plaintext: Buffer; sealed: Buffer } => {
    const { KeyId, KeySpec, NumberOfBytes, EncryptionContext } = readInput(inputs.GenerateDataKey, input);
    const key = requireKey(KeyId);
    authorize(principal, operation, key, EncryptionContext);
    const plaintext = randomBytes(NumberOfBytes ?? dataKeyBytes[KeySpec ?? 'AES_256']);
    return { key, plaintext, sealed: seal(key.arn, key.material, plaintext, EncryptionContext) };
  };

  const operations: Readonly<Record<string, (input: JsonObject, principal: Principal) => JsonObject>> = {
    DescribeKey: (input, principal) => {
      const key = requireKey(readInput(inputs.DescribeKey, input).KeyId);
      authorize(principal, 'DescribeKey', key);
      return {
        KeyMetadata: {
          AWSAccountId: world.account,
          Arn: key.arn,
          KeyId: key.arn.slice(key.arn.lastIndexOf('/') + 1),
          CreationDate: key.createdAt / 1000,
          Description: key.description ?? '',
          Enabled: true,
          KeyState: 'Enabled',
          KeyUsage: 'ENCRYPT_DECRYPT',
          KeySpec: 'SYMMETRIC_DEFAULT',
          KeyManager: 'CUSTOMER',
          Origin: 'AWS_KMS',
          EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
          MultiRegion: false,
        },
      };
    },
    GenerateDataKey: (input, principal) => {
      const { key, plaintext, sealed } = generate('GenerateDataKey', input, principal);
      return {
        KeyId: key.arn,
        Plaintext: plaintext.toString('base64'),
        CiphertextBlob: sealed.toString('base64'),
      };
    },
    GenerateDataKeyWithoutPlaintext: (input, principal) => {
      const { key, sealed } = generate('GenerateDataKeyWithoutPlaintext', input, principal);
      return { KeyId: key.arn, CiphertextBlob: sealed.toString('base64') };
    },
    Encrypt: (input, principal) => {
      const { KeyId, Plaintext, EncryptionContext } = readInput(inputs.Encrypt, input);
      const key = requireKey(KeyId);
      authorize(principal, 'Encrypt', key, EncryptionContext);
      if (Plaintext.length < 1 || Plaintext.length > largestPlaintextBytes) {
        throw new AwsError(
          'ValidationException',
          `Plaintext: found ${Plaintext.length} bytes, expected 1 to ${largestPlaintextBytes}; encrypt more with a data key.`,
        );
      }
      const sealed = seal(key.arn, key.material, Plaintext, EncryptionContext);
      return {
        KeyId: key.arn,
        CiphertextBlob: sealed.toString('base64'),
        EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
      };
    },
    Decrypt: (input, principal) => {
      const { KeyId, CiphertextBlob, EncryptionContext } = readInput(inputs.Decrypt, input);
      const sealedBy = keyArnOf(CiphertextBlob);
      const key = sealedBy === undefined ? undefined : keys.get(sealedBy);
      if (key === undefined) {
        throw new AwsError(
          'InvalidCiphertextException',
          'The ciphertext is no ciphertext of a key of this account.',
        );
      }
      if (KeyId !== undefined && requireKey(KeyId) !== key) {
        throw new AwsError(
          'IncorrectKeyException',
          'The key ID in the request does not identify a CMK that can perform this operation.',
        );
      }
      authorize(principal, 'Decrypt', key, EncryptionContext);
      const plaintext = unseal(key.material, CiphertextBlob, EncryptionContext);
      if (plaintext === undefined) {
        throw new AwsError(
          'InvalidCiphertextException',
          'The ciphertext was changed, or the encryption context is not the one it was made with.',
        );
      }
      return {
        KeyId: key.arn,
        Plaintext: plaintext.toString('base64'),
        EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
      };
    },
  };

  return {
    name: 'kms',
    targetPrefixes: ['TrentService'],
    nextDueAt: () => undefined,
    runDue: () => undefined,
    busy: () => undefined,
    call: async (operation, input, principal) => {
      const handle = Object.hasOwn(operations, operation) ? operations[operation] : undefined;
      if (handle === undefined) {
        throw new AwsError(
          'UnknownOperationException',
          `AWS KMS on this machine does not serve ${operation}.`,
          501,
        );
      }
      return handle(input, principal);
    },
    provision: async (definitions) => {
      await store.write(() => {
        for (const { arn } of definitions) {
          insert.run(arn, randomBytes(keyBytes), clock.now());
        }
      });
      for (const definition of definitions) {
        const row = select.get(definition.arn);
        const material = row?.['material'];
        if (!(material instanceof Uint8Array)) {
          throw new Error(`The material of the key ${definition.arn} cannot be read from the store.`);
        }
        keys.set(definition.arn, {
          ...definition,
          material: Buffer.from(material),
          createdAt: Number(row?.['created_at']),
        });
        for (const alias of definition.aliases ?? []) {
          aliases.set(keyArn(world, alias), definition.arn);
        }
      }
    },
  };
}
