import { createCipheriv, createDecipheriv } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createKms } from '../../../local/aws/kms/kms.ts';
import type { Kms } from '../../../local/aws/kms/kms.ts';
import type { JsonObject } from '../../../local/runtime/service.ts';
import { account, openTestWorld, operator, region } from '../aws-test-world.ts';
import type { TestWorld } from '../aws-test-world.ts';

const arn = `arn:aws:kms:${region}:${account}:key/11111111-2222-3333-4444-555555555555`;
const other = `arn:aws:kms:${region}:${account}:key/99999999-2222-3333-4444-555555555555`;
const definitions = [{ arn, description: 'practice data', aliases: ['alias/practice'] }, { arn: other }];
const EncryptionContext = { practice: 'north' };

let test: TestWorld;
let kms: Kms;

beforeEach(async () => {
  test = openTestWorld();
  kms = createKms(test.world);
  await kms.provision(definitions);
});

afterEach(() => {
  test.dispose();
});

function call(operation: string, input: JsonObject): Promise<JsonObject> {
  return kms.call(operation, input, operator);
}

function bytes(answer: JsonObject, name: string): Buffer {
  const text = answer[name];
  return Buffer.from(typeof text === 'string' ? text : '', 'base64');
}

describe('a key', () => {
  it('gives data keys that encrypt, and gives them back after a restart', async () => {
    const generated = await call('GenerateDataKey', {
      KeyId: 'alias/practice',
      KeySpec: 'AES_256',
      EncryptionContext,
    });
    const iv = Buffer.alloc(12);
    const cipher = createCipheriv('aes-256-gcm', bytes(generated, 'Plaintext'), iv);
    const sealed = Buffer.concat([cipher.update('member id'), cipher.final()]);
    kms = createKms(test.world);
    await kms.provision(definitions);
    const again = await call('Decrypt', {
      CiphertextBlob: generated['CiphertextBlob'] ?? '',
      EncryptionContext,
    });
    expect(again).toMatchObject({ KeyId: arn, Plaintext: generated['Plaintext'] });
    const decipher = createDecipheriv('aes-256-gcm', bytes(again, 'Plaintext'), iv);
    decipher.setAuthTag(cipher.getAuthTag());
    expect(Buffer.concat([decipher.update(sealed), decipher.final()]).toString()).toBe('member id');
  });

  it('encrypts and decrypts small texts, each time differently', async () => {
    const input = { KeyId: arn, Plaintext: Buffer.from('secret').toString('base64'), EncryptionContext };
    const first = await call('Encrypt', input);
    const second = await call('Encrypt', input);
    expect(first['CiphertextBlob']).not.toBe(second['CiphertextBlob']);
    const plain = await call('Decrypt', {
      CiphertextBlob: first['CiphertextBlob'] ?? '',
      EncryptionContext,
      KeyId: arn,
    });
    expect(bytes(plain, 'Plaintext').toString()).toBe('secret');
  });

  it('tells what it is', async () => {
    const { KeyMetadata } = await call('DescribeKey', { KeyId: arn });
    expect(KeyMetadata).toMatchObject({ Arn: arn, KeyState: 'Enabled', Description: 'practice data' });
  });

  it('does not decrypt with another context, another key, or changed bytes', async () => {
    const { CiphertextBlob = '' } = await call('Encrypt', {
      KeyId: arn,
      Plaintext: 'c2VjcmV0',
      EncryptionContext,
    });
    const changed = bytes({ CiphertextBlob }, 'CiphertextBlob');
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
    await expect(call('Decrypt', { CiphertextBlob })).rejects.toMatchObject({
      name: 'InvalidCiphertextException',
    });
    await expect(call('Decrypt', { CiphertextBlob, EncryptionContext, KeyId: other })).rejects.toMatchObject({
      name: 'IncorrectKeyException',
    });
    await expect(
      call('Decrypt', { CiphertextBlob: changed.toString('base64'), EncryptionContext }),
    ).rejects.toMatchObject({ name: 'InvalidCiphertextException' });
    await expect(call('Decrypt', { CiphertextBlob: 'AAAA' })).rejects.toMatchObject({
      name: 'InvalidCiphertextException',
    });
  });

  it('is asked for by permission, with the context as a condition, and counted', async () => {
    await call('GenerateDataKeyWithoutPlaintext', { KeyId: arn, NumberOfBytes: 64, EncryptionContext });
    expect(test.asked.at(-1)).toMatchObject({
      action: 'kms:GenerateDataKeyWithoutPlaintext',
      resourceArn: arn,
      context: { 'kms:EncryptionContext:practice': 'north' },
    });
    expect(test.counted.get('kms GenerateDataKeyWithoutPlaintext')).toBe(1);
    test.denied.add('kms:Encrypt');
    await expect(call('Encrypt', { KeyId: arn, Plaintext: 'AA==' })).rejects.toMatchObject({
      name: 'AccessDenied',
    });
  });

  it('that does not exist, and input that is wrong, are named', async () => {
    await expect(call('DescribeKey', { KeyId: 'alias/absent' })).rejects.toThrow('alias/absent');
    await expect(call('GenerateDataKey', { KeyId: arn })).rejects.toThrow('KeySpec');
    await expect(
      call('Encrypt', { KeyId: arn, Plaintext: Buffer.alloc(4097).toString('base64') }),
    ).rejects.toThrow('4097');
    await expect(call('Sign', {})).rejects.toThrow('does not serve Sign');
  });
});
