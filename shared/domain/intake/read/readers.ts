import type { FormatId } from '../frame/framer.ts';
import { readCsv } from './csv/read-csv.ts';
import { readFhir } from './fhir/read-fhir.ts';
import { readHl7 } from './hl7/read-hl7.ts';
import type { Reader } from './intake-record.ts';
import { readJson } from './json/read-json.ts';
import { read837 } from './x12/read-837.ts';

/** Understood as far as the file goes, and nothing of it is taken in. */
const passOver =
  (why: string): Reader =>
  (frame) => {
    const place = frame.line === undefined ? {} : { line: frame.line };
    return frame.problem === undefined
      ? [{ kind: 'nothing', why, place }]
      : [{ kind: 'refused', problems: [frame.problem], place }];
  };

/** What reads a record of each format. */
export const readers: Readonly<Record<FormatId, Reader>> = {
  'encounter-ndjson': readJson,
  'encounter-json': readJson,
  csv: readCsv,
  hl7: readHl7,
  'fhir-bundle': readFhir,
  'fhir-ndjson': readFhir,
  'fhir-resource': readFhir,
  'x12-837': read837,
  'document-text': passOver('document-unmatched'),
  'document-pdf': passOver('document-unmatched'),
};
