import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * JSON with the members of every object in the order of their names, so that equal content has one text.
 * Members that are `undefined` are left out, as JSON does.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}

/** SHA-256 of the UTF-8 of a text, as 64 hexadecimal digits. */
export type Sha256 = (text: string) => string;

export const sha256Text: Sha256 = (text) => bytesToHex(sha256(utf8ToBytes(text)));

/** SHA-256 of the canonical JSON, as 64 hexadecimal digits. */
export function contentHashOf(value: unknown): string {
  return sha256Text(canonicalJson(value));
}

/** SHA-256 of bytes, as 64 hexadecimal digits. */
export function hashOfBytes(bytes: Uint8Array): string {
  return bytesToHex(sha256(bytes));
}
