import { XMLParser } from 'fast-xml-parser';
import { AwsError } from '../../runtime/service.ts';

/** A value to write as XML: text, numbers, nested elements, and arrays as repeated elements. Undefined is left out. */
export type XmlValue =
  | string
  | number
  | boolean
  | undefined
  | XmlValue[]
  | { readonly [name: string]: XmlValue };

const namespace = 'http://s3.amazonaws.com/doc/2006-03-01/';

// Control characters have no plain form in XML; S3 writes them, as everything unsafe, as references.
const unsafe = /[&<>"'\p{Cc}\u2028\uFFFE\uFFFF]/gu;
const named: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

function escapeXml(text: string): string {
  return text.replace(
    unsafe,
    (character) => named[character] ?? `&#x${character.charCodeAt(0).toString(16)};`,
  );
}

function writeElement(name: string, value: XmlValue): string {
  if (value === undefined) {
    return '';
  }
  if (Array.isArray(value)) {
    return value.map((item) => writeElement(name, item)).join('');
  }
  const inner =
    typeof value === 'object'
      ? Object.entries(value)
          .map(([child, childValue]) => writeElement(child, childValue))
          .join('')
      : escapeXml(String(value));
  return `<${name}>${inner}</${name}>`;
}

/** A document of S3's namespace with one root element. */
export function writeXml(root: string, value: Readonly<Record<string, XmlValue>>): string {
  const inner = Object.entries(value)
    .map(([name, child]) => writeElement(name, child))
    .join('');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${namespace}">${inner}</${root}>`;
}

/** An error document, which has no namespace. */
export function writeErrorXml(value: Readonly<Record<string, XmlValue>>): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${writeElement('Error', value)}`;
}

const parser = new XMLParser({
  ignoreAttributes: true,
  removeNSPrefix: true,
  parseTagValue: false,
  trimValues: false,
  htmlEntities: true,
  isArray: (name) => ['Object', 'Part', 'Tag'].includes(name),
});

/** Parses the XML body of a request; throws MalformedXML. What it means is read by a schema. */
export function parseXml(body: Buffer): unknown {
  try {
    return parser.parse(body.toString('utf8')) as unknown;
  } catch (error) {
    throw new AwsError(
      'MalformedXML',
      `The XML you provided was not well-formed: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
