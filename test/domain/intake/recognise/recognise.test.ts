import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { recognise, type Recognised, type RecogniserHints } from '#domain/intake/recognise/recognise.ts';

const visitColumns = ['visit', 'patient', 'last name', 'service date', 'code'];
const hints: RecogniserHints = {
  name: 'upload.bin',
  isWhole: true,
  csvMappings: [
    { mappingId: 'standard-visit', columns: [...visitColumns, 'note'], required: visitColumns },
    { mappingId: 'small', columns: ['id', 'amount'], required: ['id', 'amount'] },
  ],
};

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const hex = (digits: string): Uint8Array =>
  Uint8Array.from(digits.split(' '), (pair) => Number.parseInt(pair, 16));
const utf16 = (text: string, bigEndian: boolean): Uint8Array =>
  Uint8Array.from(
    Array.from(text).flatMap((sign) => (bigEndian ? [0, sign.charCodeAt(0)] : [sign.charCodeAt(0), 0])),
  );

/** What a file is, in a word: its format, archive, or code. */
function wordOf(recognised: Recognised): string {
  switch (recognised.kind) {
    case 'format':
      return recognised.mappingId === undefined
        ? recognised.format
        : `${recognised.format} ${recognised.mappingId}`;
    case 'archive':
      return recognised.archive;
    default:
      return recognised.problem.code;
  }
}

const sample = (name: string) => readFileSync(new URL(`../../../../events/${name}`, import.meta.url));
const virus = ['X5O!P%@AP[4', 'PZX54(P^)7CC)7}$', 'EICAR'].join('\\');

const cases: readonly (readonly [string, Uint8Array | string, string])[] = [
  ['nothing', '', 'file-empty'],
  ['blank lines', ' \n\r\n', 'file-without-records'],
  ['a byte order mark', '\uFEFF', 'file-without-records'],
  ['UTF-16 with a mark', hex('FF FE 7B 00'), 'file-not-utf-8'],
  ['UTF-16 with a mark the other way', hex('FE FF 00 7B'), 'file-not-utf-8'],
  ['UTF-32 with a mark', hex('FF FE 00 00 7B 00 00 00'), 'file-not-utf-8'],
  ['UTF-16 without a mark', utf16('visit,patient,last name', false), 'file-not-utf-8'],
  ['UTF-16 without a mark the other way', utf16('visit,patient,last name', true), 'file-not-utf-8'],
  ['gzip', hex('1F 8B 08 00'), 'gzip'],
  ['zip', hex('50 4B 03 04 14 00'), 'zip'],
  ['an empty zip', hex('50 4B 05 06 00 00'), 'zip'],
  ['PDF', '%PDF-1.7\n', 'document-pdf'],
  ['PDF after a line of a scanner', 'Scanned by me\n%PDF-1.4\n', 'document-pdf'],
  ['an HL7 message', 'MSH|^~\\&|A|B\rPID|1', 'hl7'],
  ['an HL7 batch', 'FHS|^~\\&|A\rBHS|^~\\&\r', 'hl7'],
  ['an HL7 message from the wire', '\u000BMSH|^~\\&|A|B\rPID|1\u001C\r', 'hl7'],
  ['an HL7 message with other separators', 'MSH#*~\\&#A', 'hl7'],
  ['an HL7 message after blanks', '\uFEFF \r\n MSH|^~\\&|A', 'hl7'],
  ['an 837', sample('examples/14-claim.837p.edi'), 'x12-837'],
  ['an 835', sample('examples/18-remittance.835.edi'), 'file-not-encounters'],
  ['a 271', sample('examples/07-eligibility-answer.271.edi'), 'file-not-encounters'],
  ['an ISA alone', 'ISA*00*          *00*', 'x12-837'],
  ['sample encounters', sample('encounters/01-clean.ndjson'), 'encounter-ndjson'],
  ['sample encounters with errors', sample('encounters-with-errors.ndjson'), 'encounter-ndjson'],
  ['a sample encounter', sample('examples/02-encounter.json'), 'encounter-json'],
  ['a practice document', sample('practice.json'), 'file-is-practice-document'],
  ['a practice document in YAML', 'practiceId: cedar\nedition: 3\n', 'file-is-practice-document'],
  ['one encounter on a line', '{"contractVersion":1,"encounterId":"E"}\n', 'encounter-ndjson'],
  ['encounters on lines', '{"a":1}\n{"a":2}\n', 'encounter-ndjson'],
  ['encounters on lines of CRLF', '{"a":1}\r\n{"a":2}\r\n', 'encounter-ndjson'],
  ['encounters on lines, the first broken', '{"a":1,\n{"a":2}\n', 'encounter-ndjson'],
  ['encounters on lines, the first no object', 'oops\n{"a":2}\n{"a":3}\n', 'encounter-ndjson'],
  ['an encounter over lines', '{\n  "encounterId": "E",\n  "lines": [\n  ]\n}\n', 'encounter-json'],
  ['a list of encounters', '[\n {"a":1}\n]', 'encounter-json'],
  ['a bundle', '{"resourceType":"Bundle","type":"batch","entry":[]}', 'fhir-bundle'],
  [
    'a bundle whose type comes late',
    '{"type":"batch","entry":[{"resourceType":"X"}],"resourceType":"Bundle"}',
    'fhir-bundle',
  ],
  ['a resource', '{"resourceType":"Patient","id":"1"}', 'fhir-resource'],
  ['a resource over lines', '{\n "resourceType": "Patient",\n "id": "1"\n}\n', 'fhir-resource'],
  ['resources on lines', '{"resourceType":"Patient"}\n{"resourceType":"Encounter"}\n', 'fhir-ndjson'],
  [
    'an encounter that speaks of a resource',
    '{"note":"resourceType","x":{"resourceType":"Bundle"}}',
    'encounter-ndjson',
  ],
  ['XML', '<?xml version="1.0"?><a/>', 'format-unsupported'],
  ['a document type', '<!DOCTYPE lolz [<!ENTITY lol "lol">]><lolz>&lol;</lolz>', 'format-unsupported'],
  ['a CDA document', '\uFEFF<ClinicalDocument xmlns="urn:hl7-org:v3">', 'format-unsupported'],
  ['a page', '<!doctype html><html><body>Hi</body></html>', 'format-unsupported'],
  ['a page with a script', '<html><script>alert(1)</script></html>', 'file-quarantined'],
  [
    'a picture with a script',
    '<svg xmlns="http://www.w3.org/2000/svg"><SCRIPT >x</SCRIPT></svg>',
    'file-quarantined',
  ],
  ['RTF', '{\\rtf1\\ansi Hello}', 'format-unsupported'],
  ['a picture', hex('89 50 4E 47 0D 0A 1A 0A'), 'format-unsupported'],
  ['a 7-Zip archive', hex('37 7A BC AF 27 1C'), 'format-unsupported'],
  ['a Parquet table', 'PAR1', 'format-unsupported'],
  ['CSV of a mapping', 'visit,patient,last name,service date,code\n1,2,3,4,5\n', 'csv standard-visit'],
  ['CSV of a mapping with semicolons', 'Visit;PATIENT;Last  Name;note\n1;2;3;4\n', 'csv standard-visit'],
  ['CSV of a mapping with tabs', 'visit\tpatient\tlast name\tcode\n', 'csv standard-visit'],
  ['CSV that says its separator', 'sep=|\nvisit|patient|last name|x,y\n', 'csv standard-visit'],
  ['CSV in quotation marks', '"visit","patient","last name","code"\n', 'csv standard-visit'],
  ['CSV of a small mapping', 'id,amount\n1,2\n', 'csv small'],
  ['CSV of no mapping', 'claim,member,when\n1,2,3\n', 'csv-header-unknown'],
  ['CSV of too little of a mapping', 'visit,patient,x,y\n', 'csv-header-unknown'],
  [
    'CSV in windows-1252',
    Uint8Array.from([...bytesOf('visit,patient,last name,code\n1,2,Mu'), 0xf1, 0x6f, 0x7a]),
    'file-not-utf-8',
  ],
  ['CSV whose first column starts like a program', 'MZ,patient,visit,last name,code\n', 'csv standard-visit'],
  ['prose', 'Dear all, see you tomorrow.\n', 'format-unknown'],
  ['bytes of nothing known', hex('01 02 03 04 05'), 'format-unknown'],
  ['a Windows program', hex('4D 5A 90 00 03 00 00 00'), 'file-quarantined'],
  ['a Linux program', hex('7F 45 4C 46 02'), 'file-quarantined'],
  ['a macOS program', hex('CF FA ED FE 07'), 'file-quarantined'],
  ['a Java program', hex('CA FE BA BE 00'), 'file-quarantined'],
  ['an old Office document', hex('D0 CF 11 E0 A1 B1 1A E1'), 'file-quarantined'],
  ['a script', '#!/bin/sh\nrm -rf /\n', 'file-quarantined'],
  ['the test virus', `${virus}-STANDARD`, 'file-quarantined'],
  ['an archive that is also a PDF', 'PK\u0003\u0004......%PDF-1.4', 'file-quarantined'],
];

describe('A file is recognised by content', () => {
  test.each(cases)('%s', (_, content, word) => {
    const bytes = typeof content === 'string' ? bytesOf(content) : new Uint8Array(content);
    expect(wordOf(recognise(bytes, hints))).toBe(word);
  });

  test('whatever its name', () => {
    const names = fc.constantFrom('a.csv', 'b.json', 'c.hl7', 'd.exe', 'e.pdf', 'f', 'g.zip', '.x', 'h.xml');
    fc.assert(
      fc.property(fc.constantFrom(...cases), names, ([, content, word], name) => {
        const bytes = typeof content === 'string' ? bytesOf(content) : new Uint8Array(content);
        expect(wordOf(recognise(bytes, { ...hints, name }))).toBe(word);
      }),
      { numRuns: 300 },
    );
  });

  test('and text by its name, when it is no other format', () => {
    const named = { ...hints, name: 'E-1001_note.txt' };
    expect(wordOf(recognise(bytesOf('Patient seen, doing well, see you soon.\n'), named))).toBe(
      'document-text',
    );
    expect(wordOf(recognise(bytesOf('visit,patient,last name,code\n'), named))).toBe('csv standard-visit');
    expect(wordOf(recognise(bytesOf('{"a":1}\n{"b":2}\n'), named))).toBe('encounter-ndjson');
  });

  test('of which more follows', () => {
    const cut = { ...hints, isWhole: false };
    expect(wordOf(recognise(bytesOf('{"encounterId":"E","note":"long'), cut))).toBe('encounter-ndjson');
    expect(wordOf(recognise(bytesOf('{"resourceType":"Patient","name":[{'), cut))).toBe('fhir-ndjson');
    expect(wordOf(recognise(bytesOf('{\n"resourceType":"Patient","name":[{'), cut))).toBe('fhir-resource');
    const half = bytesOf('visit,patient,last name,code\n1,2,Muñ').subarray(0, -1);
    expect(wordOf(recognise(half, cut))).toBe('csv standard-visit');
  });

  test('and the answer repeats nothing of a row that may be about a patient', () => {
    const recognised = recognise(bytesOf('Lark,Edwin,1974-02-14\n'), hints);
    expect(JSON.stringify(recognised)).not.toMatch(/Lark|1974/);
  });
});
