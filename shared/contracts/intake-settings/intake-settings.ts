import * as z from 'zod';
import { CsvMapping } from './csv-mapping.ts';
import { FhirMapping } from './fhir-mapping.ts';
import { Hl7Mapping } from './hl7-mapping.ts';
import { SourceSystem } from './source-system.ts';

const days = z.int().min(0).max(90);

/** What a practice's systems send, how it is read, and how long what is missing is waited for. */
export const IntakeSettings = z.strictObject({
  sources: z.array(SourceSystem).max(50).default([]),
  /** How the messages of each HL7 source are read. */
  hl7Mappings: z.array(Hl7Mapping).max(50).default([]),
  /** How the resources of each FHIR source are read. */
  fhirMappings: z.array(FhirMapping).max(50).default([]),
  /** How CSV exports are read; those of the templates need no mapping. */
  csvMappings: z.array(CsvMapping).max(50).default([]),
  /** A visit that comes later after its last day is a late charge. Working days, as all days below. */
  lateChargeDays: days.default(3),
  /** After a kept appointment, until its charge is missed. */
  missingChargeDays: days.default(3),
  /** Whether an appointment whose day has passed without a word counts as kept. */
  bookedCountsAsKept: z.boolean().default(false),
  /** After a document came, until it is a task that it belongs to no visit. */
  documentWaitDays: days.default(3),
  /** After a visit, until an unsigned note is a task. */
  unsignedNoteDays: days.default(2),
  /** After the first part of a visit, until what is missing is a task. */
  incompleteVisitDays: days.default(5),
  /** After which visits with codes that nobody mapped go to coding. */
  unmappedCodeDays: days.default(3),
});
export type IntakeSettings = z.infer<typeof IntakeSettings>;
