import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** Names and values that a caller must give again to decrypt. */
export type EncryptionContext = Readonly<Record<string, string>>;

const version = 1;
const ivBytes = 12;
const tagBytes = 16;

function additionalData(context: EncryptionContext): Buffer {
  const entries = Object.entries(context).sort(([left], [right]) => (left < right ? -1 : 1));
  return Buffer.from(JSON.stringify(entries), 'utf8');
}

/** Encrypts with AES-256-GCM: a version, the length and ARN of the key, the vector, the tag, the ciphertext. */
export function seal(
  keyArn: string,
  material: Buffer,
  plaintext: Buffer,
  context: EncryptionContext,
): Buffer {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', material, iv);
  cipher.setAAD(additionalData(context));
  const encrypted = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  const arn = Buffer.from(keyArn, 'utf8');
  const head = Buffer.alloc(3);
  head.writeUInt8(version, 0);
  head.writeUInt16BE(arn.length, 1);
  return Buffer.concat([head, arn, iv, cipher.getAuthTag(), encrypted]);
}

/** The ARN of the key that sealed a ciphertext, or undefined for bytes that are none of ours. */
export function keyArnOf(sealed: Buffer): string | undefined {
  if (sealed.length < 3 || sealed.readUInt8(0) !== version) {
    return undefined;
  }
  const end = 3 + sealed.readUInt16BE(1);
  return sealed.length < end + ivBytes + tagBytes ? undefined : sealed.toString('utf8', 3, end);
}

/** Decrypts what {@link seal} made; undefined when the bytes, the key or the context are not the same. */
export function unseal(material: Buffer, sealed: Buffer, context: EncryptionContext): Buffer | undefined {
  const start = 3 + sealed.readUInt16BE(1);
  const tagStart = start + ivBytes;
  const decipher = createDecipheriv('aes-256-gcm', material, sealed.subarray(start, tagStart));
  decipher.setAAD(additionalData(context));
  decipher.setAuthTag(sealed.subarray(tagStart, tagStart + tagBytes));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(tagStart + tagBytes)), decipher.final()]);
  } catch {
    return undefined;
  }
}
