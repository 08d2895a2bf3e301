import * as z from 'zod';
import { SuggesterName } from './suggester-name.ts';

/** Every variable that a template gives a function; each function reads only the ones it names. */
export const Environment = z.object({
  CLAIMS_TABLE: z.string().min(1),
  LEDGER_TABLE: z.string().min(1),
  WORK_TABLE: z.string().min(1),
  PRACTICE_TABLE: z.string().min(1),
  UPLOAD_BUCKET: z.string().min(1),
  EXCHANGE_BUCKET: z.string().min(1),
  DOCUMENT_BUCKET: z.string().min(1),
  CLAIM_PIPELINE_ARN: z.string().min(1),
  ENCOUNTER_INTAKE_ARN: z.string().min(1),
  REMITTANCE_POSTING_ARN: z.string().min(1),
  PATIENT_ACCOUNT_ARN: z.string().min(1),
  WAREHOUSE_EXPORT_ARN: z.string().min(1),
  /** Where people sign in, and as which application. */
  SIGN_IN_URL: z.url(),
  SIGN_IN_CLIENT_ID: z.string().min(1),
  STAFF_TABLE: z.string().min(1),
  STAFF_REQUEST_TABLE: z.string().min(1),
  AUDIT_TABLE: z.string().min(1),
  /** The role of the function itself, which it takes once more under the tag of a practice. */
  PRACTICE_ROLE_ARN: z.string().min(1),
  STAFF_POOL_ID: z.string().min(1),
  /** Where the files of the warehouse lie, and the two databases of the catalogue that point at them. */
  WAREHOUSE_BUCKET: z.string().min(1),
  WAREHOUSE_DATABASE: z.string().min(1),
  WAREHOUSE_IDENTIFIED_DATABASE: z.string().min(1),
  /** The workgroup of Athena in which statements run. */
  WAREHOUSE_WORK_GROUP: z.string().min(1),
  /** From how many days on a practice is late in the warehouse. */
  WAREHOUSE_LATE_AFTER_DAYS: z.coerce.number().int().min(1),
  /** Where the application of staff is, with a slash at its end; it stands in mails. */
  APPLICATION_URL: z.url(),
  /** The address that mails come from, and the rules of the mail service by which they are sent. */
  MAIL_SENDER: z.email(),
  MAIL_CONFIGURATION_SET: z.string().min(1),
  /** Whether this installation sends mails about reports. */
  REPORT_MAIL: z.enum(['on', 'off']),
  /** Chunks of one upload that are taken in at the same time. */
  INTAKE_CHUNKS_AT_ONCE: z.coerce.number().int().min(1),
  /** What suggests codes to coders. */
  CODE_SUGGESTER: SuggesterName,
  /** ISA15: T in every stage but production. */
  USAGE_INDICATOR: z.enum(['T', 'P']),
});
export type Environment = z.infer<typeof Environment>;
