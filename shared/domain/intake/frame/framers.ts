import { frameCsvRows } from './csv-rows.ts';
import type { FormatId, MakeFramer } from './framer.ts';
import { frameHl7Messages } from './hl7-messages.ts';
import { frameEncounterLines, frameResourceLines } from './json-lines.ts';
import { frameBundleEntries, frameEncounterValues, frameResourceValues } from './json-values.ts';
import { frameBinaryDocument, frameTextDocument } from './whole-file.ts';
import { frameX12Claims } from './x12-claims.ts';

/** What cuts a file of each format into records. */
export const framers: Readonly<Record<FormatId, MakeFramer>> = {
  'encounter-ndjson': frameEncounterLines,
  'encounter-json': frameEncounterValues,
  csv: frameCsvRows,
  hl7: frameHl7Messages,
  'fhir-bundle': frameBundleEntries,
  'fhir-ndjson': frameResourceLines,
  'fhir-resource': frameResourceValues,
  'x12-837': frameX12Claims,
  'document-text': frameTextDocument,
  'document-pdf': frameBinaryDocument,
};
