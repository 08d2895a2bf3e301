import * as z from 'zod';

/** How an uploaded file, or one file in an archive, is written. */
export const FileFormat = z.enum([
  'encounter-ndjson',
  'encounter-json',
  'csv',
  'hl7',
  'fhir-bundle',
  'fhir-ndjson',
  'fhir-resource',
  'x12-837',
  'document-text',
  'document-pdf',
]);
export type FileFormat = z.infer<typeof FileFormat>;
