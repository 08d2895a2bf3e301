import type { FormatId } from '../frame/framer.ts';
import { readCsv } from './csv/read-csv.ts';
import { readDocumentFile } from './document/read-document-file.ts';
import { readFhir } from './fhir/read-fhir.ts';
import { readHl7 } from './hl7/read-hl7.ts';
import type { Reader } from './intake-record.ts';
import { readJson } from './json/read-json.ts';
import { read837 } from './x12/read-837.ts';

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
  'document-text': readDocumentFile,
  'document-pdf': readDocumentFile,
};
