import * as z from 'zod';
import { Instant, PlainDate } from './dates.ts';

/** Tables that a decision may be made with, under the names that reports call them by. */
export const codeTableKinds = [
  'icd-10-cm',
  'icd-10-cm-notes',
  'mce',
  'cpt',
  'hcpcs',
  'modifiers',
  'place-of-service',
  'ncci-ptp-practitioner',
  'ncci-ptp-outpatient',
  'mue-practitioner',
  'mue-outpatient',
  'mue-equipment',
  'ncci-add-on',
  'mpfs',
] as const;

/** Every kind of code set that can be loaded. */
export const CodeSetKind = z.enum([
  ...codeTableKinds,
  'poa-exempt',
  'gpci',
  'localities',
  'anesthesia',
  'zip-locality',
  'carc',
  'rarc',
  'taxonomy',
]);
export type CodeSetKind = z.infer<typeof CodeSetKind>;

/** The name of an edition: `FY2026`, `2026Q4`, `v43`. */
export const EditionName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/, 'at most 40 letters, digits, dots and dashes');

/** One edition that was loaded. It is kept for good; its table lies under its key and never changes. */
export const CodeSetEdition = z.strictObject({
  kind: CodeSetKind,
  edition: EditionName,
  /** The first and the last day of service that it governs. Without an end the next edition begins where it ends. */
  from: PlainDate,
  to: z.exactOptional(PlainDate),
  /** Whether what it lacks does not exist; what a part lacks is not checked. */
  isWhole: z.boolean(),
  /** What a whole edition has and this one has not. */
  lacks: z.array(z.string()),
  rowCount: z.int().nonnegative(),
  /** Conversion factors in ten-thousandths of a dollar, by what they are for. */
  factors: z.exactOptional(z.record(z.string(), z.int().positive())),
  /** SHA-256 of the table as it is packed: the same rows make the same bytes. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** The form that the table is packed in; a newer program may write another. */
  packedAs: z.int().positive(),
  tableKey: z.string(),
  tableBytes: z.int().positive(),
  /** What people search it by, for kinds whose codes are looked for by words; named by its own content. */
  searchKey: z.exactOptional(z.string()),
  loadedAt: Instant,
  /** The object that it was loaded from, with its version. */
  source: z.string(),
  /** Files of the source that it was read from. */
  files: z.array(z.string()),
  /** The edition that took its place: it governs no day any more. */
  replacedBy: z.exactOptional(EditionName),
});
export type CodeSetEdition = z.infer<typeof CodeSetEdition>;

/** All editions of one kind, in the order of their first days. */
export const CodeSetRegister = z.strictObject({
  kind: CodeSetKind,
  /** Counts its writers; 0 before the first. */
  revision: z.int().nonnegative(),
  editions: z.array(CodeSetEdition),
});
export type CodeSetRegister = z.infer<typeof CodeSetRegister>;

/** What whoever loads files says of them. */
const LoadWish = z.strictObject({
  edition: z.exactOptional(EditionName),
  from: z.exactOptional(PlainDate),
  to: z.exactOptional(PlainDate),
  /** For files that do not say themselves for which table they are. */
  table: z.exactOptional(CodeSetKind),
  /** A part on purpose: what it lacks is then not checked. */
  isSlice: z.boolean().default(false),
  /** An edition whose place the new one takes. */
  replaces: z.exactOptional(EditionName),
});

/** An order to load files, put under `reference/` once the files that it names lie under `reference-files/`. */
export const LoadCodeSets = z.strictObject({
  load: z
    .array(
      z.strictObject({
        key: z.string().startsWith('reference-files/'),
        versionId: z.exactOptional(z.string()),
        sizeBytes: z.int().nonnegative(),
      }),
    )
    .min(1)
    .max(20),
  ...LoadWish.shape,
});
export type LoadCodeSets = z.infer<typeof LoadCodeSets>;

/** What is answered to an upload under `reference/`. */
export const LoadCodeSetsAnswer = z.strictObject({
  contractVersion: z.literal(1),
  answeredAt: Instant,
  /** The upload that is answered, with its version. */
  source: z.string(),
  outcome: z.enum(['loaded', 'refused']),
  /** Why it was refused; then nothing was loaded and what was in force stays. */
  problems: z.array(z.string()),
  /** The editions, and whether each is new or was there with the same content. */
  editions: z.array(z.strictObject({ outcome: z.enum(['loaded', 'unchanged']), edition: CodeSetEdition })),
  /** Files that were not read, and why. */
  left: z.array(z.strictObject({ name: z.string(), why: z.string() })),
});
export type LoadCodeSetsAnswer = z.infer<typeof LoadCodeSetsAnswer>;

/** Kinds whose codes people look for by words. */
export const SearchableKind = z.enum(['icd-10-cm', 'hcpcs', 'cpt']);
export type SearchableKind = z.infer<typeof SearchableKind>;

/** The codes of a kind that words may mean, best first. */
const FoundCodes = z.strictObject({
  kind: SearchableKind,
  /** `seed` for the codes that come with the program. */
  edition: EditionName,
  codes: z.array(
    z.strictObject({
      code: z.string(),
      label: z.string(),
      /** A heading is there to choose below it. */
      isBillable: z.boolean(),
    }),
  ),
});
export type FoundCodes = z.infer<typeof FoundCodes>;

/** Asks `read-code-sets`. */
export const ReadCodeSetsRequest = z.discriminatedUnion('read', [
  z.strictObject({ read: z.literal('editions') }),
  z.strictObject({
    read: z.literal('code'),
    code: z.string().min(1).max(10),
    /** The other code of a pair. */
    other: z.exactOptional(z.string().min(1).max(10)),
    /** Today unless given. */
    on: z.exactOptional(PlainDate),
  }),
  z.strictObject({
    read: z.literal('search'),
    /** Words, lay words, abbreviations, the beginning of a code. */
    words: z.string().min(1).max(200),
    /** All of them unless given. */
    kind: z.exactOptional(SearchableKind),
    /** Today unless given. */
    on: z.exactOptional(PlainDate),
    /** How many codes of each kind. */
    limit: z.int().min(1).max(100).default(10),
  }),
  z.strictObject({
    read: z.literal('differences'),
    kind: CodeSetKind,
    before: EditionName,
    after: EditionName,
    /** How many of each sort are told; all are counted. */
    limit: z.int().min(0).max(5_000).default(200),
  }),
]);
export type ReadCodeSetsRequest = z.infer<typeof ReadCodeSetsRequest>;

/** A row of any table, as it stands in it. */
const Row = z.record(z.string(), z.unknown());

/** What `read-code-sets` answers. */
export const ReadCodeSetsAnswer = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('editions'), registers: z.array(CodeSetRegister) }),
  z.strictObject({
    outcome: z.literal('code'),
    on: PlainDate,
    found: z.array(
      z.strictObject({
        kind: CodeSetKind,
        edition: EditionName,
        from: PlainDate,
        rows: z.array(Row),
      }),
    ),
    /** Kinds that have an edition for the day, which does not have the code. */
    absent: z.array(z.strictObject({ kind: CodeSetKind, edition: EditionName, isWhole: z.boolean() })),
  }),
  z.strictObject({ outcome: z.literal('search'), on: PlainDate, found: z.array(FoundCodes) }),
  z.strictObject({
    outcome: z.literal('differences'),
    kind: CodeSetKind,
    counts: z.strictObject({ added: z.int(), removed: z.int(), changed: z.int(), same: z.int() }),
    added: z.array(Row),
    removed: z.array(Row),
    changed: z.array(z.strictObject({ before: Row, after: Row })),
  }),
  z.strictObject({ outcome: z.literal('refused'), problems: z.array(z.string()).min(1) }),
]);
export type ReadCodeSetsAnswer = z.infer<typeof ReadCodeSetsAnswer>;
