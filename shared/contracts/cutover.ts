import * as z from 'zod';
import { Cents } from './cents.ts';
import { LegacyFacts } from './claim.ts';
import { Instant, PlainDate } from './dates.ts';
import { PayerId, PracticeId } from './identifiers.ts';
import { SourceSystemName } from './intake-settings/source-system.ts';
import { WorkTaskRequest } from './queries.ts';

/** Where files of old systems lie in the upload bucket, before the practice. */
export const cutoverPrefix = 'cutover/';

/** What a file of an old system may hold. */
export const CutoverKind = z.enum(['claims', 'patients', 'coverages']);
export type CutoverKind = z.infer<typeof CutoverKind>;

/** Asks `take-over-claims` to check a file of an old system, or to take what it holds over. */
export const CutoverRequest = z.strictObject({
  practiceId: PracticeId,
  /** One of the practice's `cutover.legacySystems`; may be left out when there is only one. */
  system: SourceSystemName.optional(),
  /** The file in the upload bucket, under `cutover/` and the practice: CSV or JSON. */
  key: z.string().min(1),
  versionId: z.string().optional(),
  user: WorkTaskRequest.shape.user,
  /** Without it the file is only checked. */
  apply: z.boolean(),
});
export type CutoverRequest = z.input<typeof CutoverRequest>;

/** What a file adds up to. Of patients and coverages there is only a number. */
const CutoverTotals = z.strictObject({
  records: z.int().min(0),
  chargeCents: Cents,
  paidCents: Cents,
  adjustedCents: Cents,
  payerBalanceCents: Cents,
  patientBalanceCents: Cents,
});
export type CutoverTotals = z.infer<typeof CutoverTotals>;

/** What one payer owes of the claims of a file, less what it paid too much. */
const PayerTotals = z.strictObject({ payerId: PayerId, claims: z.int().min(0), balanceCents: Cents });

/** Something wrong with the file. Nothing about a person is repeated. */
const CutoverProblem = z.strictObject({
  /** Line of a CSV file, position of a record in JSON; from 1. None for the file itself. */
  row: z.int().min(1).optional(),
  claimNumber: z.string().optional(),
  column: z.string(),
  found: z.string(),
  expected: z.string(),
  howToFix: z.string(),
});
export type CutoverProblem = z.infer<typeof CutoverProblem>;

const counts = {
  /** Records that were not known before. Of patients and coverages: all. */
  takenOver: z.int().min(0),
  unchanged: z.int().min(0),
  /** Claims that were taken over before with other amounts; they stay as they are. The first ones. */
  differing: z.array(z.string()),
  moreDiffering: z.int().min(0),
  /** Visits that waited for a patient or an insurance of the file. */
  waitingVisits: z.int().min(0),
};

export const CutoverAnswer = z.discriminatedUnion('outcome', [
  z.strictObject({
    /** Called again, it goes on. */
    outcome: z.literal('more'),
    doing: z.enum(['checking', 'taking over', 'proving']),
    records: z.int().min(0),
    /** None while it is not known how many there are. */
    of: z.int().min(0).optional(),
  }),
  z.strictObject({
    outcome: z.enum(['checked', 'taken-over']),
    kind: CutoverKind,
    system: z.string(),
    totals: CutoverTotals,
    byPayer: z.array(PayerTotals),
    /** How many claims have which status. */
    statuses: z.record(LegacyFacts.shape.status, z.int().min(0)),
    ...counts,
    /** What the ledger has for the claims of the file, read from it after all was taken over. */
    inLedger: z.strictObject({ payerBalanceCents: Cents, patientBalanceCents: Cents }).optional(),
  }),
  z.strictObject({
    outcome: z.literal('refused'),
    problems: z.array(CutoverProblem).min(1),
    /** How many more there are. */
    more: z.int().min(0),
  }),
]);
export type CutoverAnswer = z.infer<typeof CutoverAnswer>;

/** A row as it stands in the file, by column. */
const StoredRow = z.object({ row: z.int(), cells: z.record(z.string(), z.string()) });
export type TotalsRow = z.infer<typeof StoredRow>;

/** A piece of a checked file, small enough for one call. */
export const CutoverChunk = z.object({ kind: CutoverKind, rows: z.array(StoredRow) });
export type CutoverChunk = z.infer<typeof CutoverChunk>;

/** How far the check of a file has come, and what was found by then. */
export const CutoverFindings = z.object({
  format: z.enum(['csv', 'json']),
  kind: CutoverKind.exactOptional(),
  totals: CutoverTotals,
  byPayer: z.record(PayerId, z.object({ claims: z.int(), balanceCents: Cents })),
  statuses: z.record(LegacyFacts.shape.status, z.int()),
  totalsRows: z.array(StoredRow),
  problems: z.array(CutoverProblem),
  moreProblems: z.int(),
});
export type CutoverFindings = z.infer<typeof CutoverFindings>;

/** What is known of a file between two calls. */
export const CutoverProgress = z.object({
  system: z.string(),
  /** The edition of the practice, and the day, by which it was checked. */
  edition: z.int(),
  checkedOn: PlainDate,
  state: z.enum(['checking', 'refused', 'checked', 'taking-over', 'done']),
  /** Of what is taken over now: a claim that came since was brought by it, maybe by a call that broke off. */
  takingOverSince: Instant.exactOptional(),
  findings: CutoverFindings,
  framer: z
    .object({
      resumeOffset: z.int(),
      number: z.int(),
      line: z.int(),
      more: z.record(z.string(), z.unknown()),
    })
    .exactOptional(),
  chunks: z.int(),
  /** Chunks that were taken over, and of these the ones that were looked up in the ledger. */
  applied: z.int(),
  proved: z.int(),
  appliedRecords: z.int(),
  provedRecords: z.int(),
  counted: z.object(counts),
  inLedger: z.object({ payerBalanceCents: Cents, patientBalanceCents: Cents }),
});
export type CutoverProgress = z.infer<typeof CutoverProgress>;

export const cutoverProgressKey = (practiceId: string, importId: string): string =>
  `chunks/${practiceId}/${importId}/cutover.json`;
/** Which claims or patients the file has had so far. */
export const cutoverNumbersKey = (practiceId: string, importId: string): string =>
  `chunks/${practiceId}/${importId}/cutover.numbers`;
export const cutoverChunkKey = (practiceId: string, importId: string, chunkNumber: number): string =>
  `chunks/${practiceId}/${importId}/${String(chunkNumber).padStart(6, '0')}.cutover.json`;
