import { createHash } from 'node:crypto';

/** One attribute of a message as the JSON protocol carries it; a binary value is base64. */
interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string | undefined;
  readonly BinaryValue?: string | undefined;
}
export type MessageAttributes = Readonly<Record<string, MessageAttribute>>;

const stringTransport = 1;
const binaryTransport = 2;

/** The MD5 of a message body, in hexadecimal, as the SDK checks it. */
export function bodyDigest(body: string): string {
  return createHash('md5').update(body, 'utf8').digest('hex');
}

function lengthPrefixed(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

function valueBytes(attribute: MessageAttribute): Buffer {
  return attribute.BinaryValue === undefined
    ? Buffer.from(attribute.StringValue ?? '', 'utf8')
    : Buffer.from(attribute.BinaryValue, 'base64');
}

/**
 * The MD5 over message attributes, in hexadecimal, or undefined when there is none: names in order, each name,
 * type and value with its length before it and one byte for the kind of value.
 * Source: Amazon SQS developer guide, "Calculating the MD5 message digest for message attributes".
 */
export function attributesDigest(attributes: MessageAttributes): string | undefined {
  const entries = Object.entries(attributes).sort(([left], [right]) => (left < right ? -1 : 1));
  if (entries.length === 0) {
    return undefined;
  }
  const hash = createHash('md5');
  for (const [name, attribute] of entries) {
    hash.update(lengthPrefixed(Buffer.from(name, 'utf8')));
    hash.update(lengthPrefixed(Buffer.from(attribute.DataType, 'utf8')));
    hash.update(Buffer.of(attribute.BinaryValue === undefined ? stringTransport : binaryTransport));
    hash.update(lengthPrefixed(valueBytes(attribute)));
  }
  return hash.digest('hex');
}

/** What a message counts against the size limit, in bytes: its body and each attribute's name, type and value. */
export function messageBytes(body: string, attributes: MessageAttributes): number {
  let bytes = Buffer.byteLength(body, 'utf8');
  for (const [name, attribute] of Object.entries(attributes)) {
    bytes +=
      Buffer.byteLength(name, 'utf8') +
      Buffer.byteLength(attribute.DataType, 'utf8') +
      valueBytes(attribute).length;
  }
  return bytes;
}
