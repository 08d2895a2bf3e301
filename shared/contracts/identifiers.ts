import * as z from 'zod';

/** With what keys begin that belong to no practice: one of this name would reach what is there for all. */
const namesOfNoPractice: ReadonlySet<string> = new Set(['platform', 'unsent']);

/** The tenant. Lower-case letters, digits and dashes; it appears in keys, file paths and execution names. */
export const PracticeId = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{1,30}[a-z0-9]$/,
    'a practice id: 3 to 32 lower-case letters, digits and dashes, starting with a letter',
  )
  .refine(
    (name) => !namesOfNoPractice.has(name),
    'a practice id: platform and unsent are taken by what belongs to no practice; choose another',
  )
  .brand<'PracticeId'>();
export type PracticeId = z.infer<typeof PracticeId>;

/** `C` and 12 characters of Crockford base32, derived from practice, source system and encounter id; no PHI. */
export const ClaimId = z
  .string()
  .regex(/^C[0-9A-HJKMNP-TV-Z]{12}$/, 'a claim id: C and 12 letters or digits')
  .brand<'ClaimId'>();
export type ClaimId = z.infer<typeof ClaimId>;

/** `V` and 12 characters of Crockford base32, derived like a claim's id: a visit that comes in parts, before it is a claim. */
export const VisitId = z
  .string()
  .regex(/^V[0-9A-HJKMNP-TV-Z]{12}$/)
  .brand<'VisitId'>();
export type VisitId = z.infer<typeof VisitId>;

/** `D` and 16 characters of Crockford base32, derived from practice and content: a document of a visit. */
export const DocumentId = z
  .string()
  .regex(/^D[0-9A-HJKMNP-TV-Z]{16}$/, 'a document id: D and 16 letters or digits')
  .brand<'DocumentId'>();
export type DocumentId = z.infer<typeof DocumentId>;

/** `N` and 16 characters of Crockford base32, derived from practice, source system and a name that records point at. */
export const NameKey = z
  .string()
  .regex(/^N[0-9A-HJKMNP-TV-Z]{16}$/)
  .brand<'NameKey'>();
export type NameKey = z.infer<typeof NameKey>;

/** `U` and 16 characters of Crockford base32, derived from bucket, key and version of the upload. */
export const UploadId = z
  .string()
  .regex(/^U[0-9A-HJKMNP-TV-Z]{16}$/)
  .brand<'UploadId'>();
export type UploadId = z.infer<typeof UploadId>;

/** `R` and 16 characters of Crockford base32, derived from payer, trace number and content of one 835 transaction file. */
export const RemittanceId = z
  .string()
  .regex(/^R[0-9A-HJKMNP-TV-Z]{16}$/)
  .brand<'RemittanceId'>();
export type RemittanceId = z.infer<typeof RemittanceId>;

/** `B` and 16 characters of Crockford base32, derived from practice and the batch's own name: payments that were entered together. */
export const PaymentBatchId = z
  .string()
  .regex(/^B[0-9A-HJKMNP-TV-Z]{16}$/, 'a batch id: B and 16 letters or digits')
  .brand<'PaymentBatchId'>();
export type PaymentBatchId = z.infer<typeof PaymentBatchId>;

/** `K` and 16 characters of Crockford base32, derived from account, day and content of one entry of a bank statement. */
export const BankEntryId = z
  .string()
  .regex(/^K[0-9A-HJKMNP-TV-Z]{16}$/, 'a bank entry id: K and 16 letters or digits')
  .brand<'BankEntryId'>();
export type BankEntryId = z.infer<typeof BankEntryId>;

/** `E` and 16 characters of Crockford base32, derived from practice, person and the form's own key. */
export const DeskEntryId = z
  .string()
  .regex(/^E[0-9A-HJKMNP-TV-Z]{16}$/, 'an entry id: E and 16 letters or digits')
  .brand<'DeskEntryId'>();
export type DeskEntryId = z.infer<typeof DeskEntryId>;

/** As it is printed on the receipt. */
export const ReceiptNumber = z
  .string()
  .regex(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/, 'a receipt number such as 7K3M-9QXR')
  .brand<'ReceiptNumber'>();
export type ReceiptNumber = z.infer<typeof ReceiptNumber>;

/** `G` and 12 characters of Crockford base32: the person who receives the bill. */
export const GuarantorId = z
  .string()
  .regex(/^G[0-9A-HJKMNP-TV-Z]{12}$/)
  .brand<'GuarantorId'>();
export type GuarantorId = z.infer<typeof GuarantorId>;

/** `H` and 12 characters of Crockford base32: a hold on claims. */
export const HoldId = z
  .string()
  .regex(/^H[0-9A-HJKMNP-TV-Z]{12}$/, 'a hold id: H and 12 letters or digits')
  .brand<'HoldId'>();
export type HoldId = z.infer<typeof HoldId>;

/** Names what is waited for and which occurrence: `<claimId>-<task kind>-<wait sequence>`. */
export const TaskId = z
  .string()
  .regex(/^[A-Za-z0-9-]{5,80}$/, 'a task id, as "tasks" lists it')
  .brand<'TaskId'>();
export type TaskId = z.infer<typeof TaskId>;

/** The payer's electronic id in claims (NM109 of loop 2010BB). */
export const PayerId = z
  .string()
  .regex(/^[A-Z0-9]{2,15}$/, 'a payer id: 2 to 15 capital letters and digits')
  .brand<'PayerId'>();
export type PayerId = z.infer<typeof PayerId>;

/** National Provider Identifier: ten digits starting with 1 or 2. The check digit is a scrub edit and an intake rule. */
export const Npi = z
  .string()
  .regex(/^[12]\d{9}$/, 'an NPI: 10 digits starting with 1 or 2')
  .brand<'Npi'>();
export type Npi = z.infer<typeof Npi>;

/**
 * CLM01, unique per submission. Ours have at most 20 characters: `<claimId>-<submission sequence>`. A claim that was
 * taken over from an old system was sent under that system's number.
 */
export const PatientControlNumber = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,37}$/)
  .brand<'PatientControlNumber'>();
export type PatientControlNumber = z.infer<typeof PatientControlNumber>;

/** Derived from what is posted, so that posting it again names the same posting. */
export const PostingId = z.string().min(3).max(120).brand<'PostingId'>();
export type PostingId = z.infer<typeof PostingId>;

/** When it was written down, to the millisecond, and what it says: sorts by time, and names one entry of one subject. */
export const LogEntryId = z
  .string()
  .regex(/^E\d{17}-[0-9A-HJKMNP-TV-Z]{8}$/, 'an entry id, as the log lists it')
  .brand<'LogEntryId'>();
export type LogEntryId = z.infer<typeof LogEntryId>;
