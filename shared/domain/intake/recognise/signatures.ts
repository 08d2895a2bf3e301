/** What the first bytes of a file say it is. */
export interface Signature {
  readonly name: string;
  readonly offset: number;
  readonly bytes: readonly number[];
  /** `quarantine`: shaped like a program or like what carries one; never read. */
  readonly outcome: 'quarantine' | 'unsupported' | 'utf-16' | 'utf-32';
}

const ascii = (text: string): number[] => Array.from(text, (sign) => sign.charCodeAt(0));

/** Looked at in this order; the first that fits counts. */
export const signatures: readonly Signature[] = [
  { name: 'a byte order mark of UTF-32', offset: 0, bytes: [0xff, 0xfe, 0x00, 0x00], outcome: 'utf-32' },
  { name: 'a byte order mark of UTF-32', offset: 0, bytes: [0x00, 0x00, 0xfe, 0xff], outcome: 'utf-32' },
  { name: 'a byte order mark of UTF-16', offset: 0, bytes: [0xff, 0xfe], outcome: 'utf-16' },
  { name: 'a byte order mark of UTF-16', offset: 0, bytes: [0xfe, 0xff], outcome: 'utf-16' },
  { name: 'a Windows program', offset: 0, bytes: ascii('MZ'), outcome: 'quarantine' },
  { name: 'a Linux program', offset: 0, bytes: [0x7f, 0x45, 0x4c, 0x46], outcome: 'quarantine' },
  { name: 'a macOS program', offset: 0, bytes: [0xfe, 0xed, 0xfa, 0xce], outcome: 'quarantine' },
  { name: 'a macOS program', offset: 0, bytes: [0xfe, 0xed, 0xfa, 0xcf], outcome: 'quarantine' },
  { name: 'a macOS program', offset: 0, bytes: [0xce, 0xfa, 0xed, 0xfe], outcome: 'quarantine' },
  { name: 'a macOS program', offset: 0, bytes: [0xcf, 0xfa, 0xed, 0xfe], outcome: 'quarantine' },
  // Also a macOS program for several processors.
  { name: 'a Java program', offset: 0, bytes: [0xca, 0xfe, 0xba, 0xbe], outcome: 'quarantine' },
  { name: 'a WebAssembly program', offset: 0, bytes: [0x00, 0x61, 0x73, 0x6d], outcome: 'quarantine' },
  {
    name: 'an old Office document, which may hold macros',
    offset: 0,
    bytes: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1],
    outcome: 'quarantine',
  },
  {
    name: 'a Windows shortcut',
    offset: 0,
    bytes: [0x4c, 0x00, 0x00, 0x00, 0x01, 0x14, 0x02, 0x00],
    outcome: 'quarantine',
  },
  { name: 'a script', offset: 0, bytes: ascii('#!'), outcome: 'quarantine' },
  { name: 'a RAR archive', offset: 0, bytes: ascii('Rar!'), outcome: 'unsupported' },
  { name: 'a 7-Zip archive', offset: 0, bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], outcome: 'unsupported' },
  { name: 'a bzip2 archive', offset: 0, bytes: ascii('BZh'), outcome: 'unsupported' },
  { name: 'an xz archive', offset: 0, bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], outcome: 'unsupported' },
  { name: 'a Zstandard archive', offset: 0, bytes: [0x28, 0xb5, 0x2f, 0xfd], outcome: 'unsupported' },
  { name: 'a tar archive', offset: 257, bytes: ascii('ustar'), outcome: 'unsupported' },
  { name: 'an RTF document', offset: 0, bytes: ascii('{\\rtf'), outcome: 'unsupported' },
  { name: 'a PNG picture', offset: 0, bytes: [0x89, 0x50, 0x4e, 0x47], outcome: 'unsupported' },
  { name: 'a JPEG picture', offset: 0, bytes: [0xff, 0xd8, 0xff], outcome: 'unsupported' },
  { name: 'a GIF picture', offset: 0, bytes: ascii('GIF8'), outcome: 'unsupported' },
  { name: 'a TIFF picture', offset: 0, bytes: [0x49, 0x49, 0x2a, 0x00], outcome: 'unsupported' },
  { name: 'a TIFF picture', offset: 0, bytes: [0x4d, 0x4d, 0x00, 0x2a], outcome: 'unsupported' },
  { name: 'a DICOM picture', offset: 128, bytes: ascii('DICM'), outcome: 'unsupported' },
  { name: 'a Parquet table', offset: 0, bytes: ascii('PAR1'), outcome: 'unsupported' },
  { name: 'a SQLite database', offset: 0, bytes: ascii('SQLite format 3'), outcome: 'unsupported' },
];

/** The signature that the first bytes of a file have. */
export function signatureOf(head: Uint8Array): Signature | undefined {
  return signatures.find(({ offset, bytes }) => bytes.every((byte, index) => head[offset + index] === byte));
}

/** Whether the bytes from an offset on are these signs. */
export function startsWith(head: Uint8Array, text: string, offset = 0): boolean {
  return Array.from(text).every((sign, index) => head[offset + index] === sign.charCodeAt(0));
}

/** Where a text of ASCII signs stands in the first bytes, up to an offset; -1 when it does not. */
export function placeOf(head: Uint8Array, text: string, upTo: number): number {
  const first = text.charCodeAt(0);
  const end = Math.min(upTo, head.length - text.length + 1);
  for (let at = head.indexOf(first); at !== -1 && at < end; at = head.indexOf(first, at + 1)) {
    if (startsWith(head, text, at)) {
      return at;
    }
  }
  return -1;
}
