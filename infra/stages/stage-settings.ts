import * as z from 'zod';
import { PracticeId } from '#contracts/identifiers.ts';
import { SuggesterName } from '#contracts/suggester-name.ts';
import { warehouseTables } from '#contracts/warehouse/tables.ts';

const retentionDays = z
  .union(
    [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 3653].map(
      (days) => z.literal(days),
    ),
  )
  .describe('a retention that CloudWatch Logs knows, in days');

const warehouseColumns: ReadonlySet<string> = new Set(
  warehouseTables.flatMap(({ name, columns }) => columns.map((column) => `${name}.${column.name}`)),
);

/**
 * Everything in which two stages differ; nothing else may. One file a stage, checked at synth.
 * Trading partners are not here: a practice's clearinghouse and payers are its own data.
 */
export const StageSettings = z
  .strictObject({
    stage: z.enum(['development', 'production']),
    region: z.string().regex(/^[a-z]{2}(?:-gov)?-[a-z]+-\d$/, 'an AWS region, for example us-east-1'),
    /** What deleting a stack does to tables, buckets, logs and the key. */
    removal: z.enum(['destroy', 'retain']),
    /** A protected table or stack must be unprotected by hand before it can be deleted. */
    deletionProtection: z.boolean(),
    evidence: z.strictObject({
      /** Governance lets an administrator with a special permission shorten the lock; compliance lets nobody. */
      lockMode: z.enum(['governance', 'compliance']),
      lockDays: z.int().min(1).max(3653),
      /** A bucket in another region, versioned and locked, to which every raw file is copied. */
      replica: z
        .strictObject({
          bucketArn: z.string().regex(/^arn:aws[a-z-]*:s3:::[a-z0-9.-]+$/, 'the ARN of a bucket'),
          keyArn: z.string().regex(/^arn:aws[a-z-]*:kms:/, 'the ARN of a key in the region of that bucket'),
        })
        .optional(),
    }),
    backup: z.strictObject({
      dailyDays: z.int().min(1).max(365),
      /** Zero: no monthly backups. */
      monthlyDays: z.int().min(0).max(3653),
    }),
    logs: z.strictObject({
      retentionDays,
      level: z.enum(['DEBUG', 'INFO', 'WARN']),
    }),
    concurrency: z.strictObject({
      /** Invocations at once of a function that a queue feeds. */
      queueConsumers: z.int().min(2).max(1000),
      /** Chunks of one upload taken in at once. */
      intakeChunks: z.int().min(1).max(1000),
      /** Chunks of one remittance posted at once. */
      postingChunks: z.int().min(1).max(1000),
      /** Batches at once of one shard of the claims table's stream. */
      outboxBatches: z.int().min(1).max(10),
    }),
    /** How often staff may call the API, all of them together; what comes beyond is answered with 429. */
    staffApi: z.strictObject({
      callsPerSecond: z.int().min(1).max(10_000),
      /** Calls that may come at the same moment. */
      burst: z.int().min(1).max(5000),
      /** Of each route that reads or works much at once. */
      heavyCallsPerSecond: z.int().min(1).max(1000),
    }),
    /**
     * What suggests codes to coders. `comprehend-medical` sends notes to that service of the same account and region;
     * the embedded suggester sends them nowhere.
     */
    codeSuggester: SuggesterName.default('embedded'),
    warehouse: z
      .strictObject({
        /** What one statement may read at most; Athena takes no less than ten million bytes. */
        scannedBytesLimit: z.int().min(10_000_000).default(100_000_000_000),
        /**
         * An alarm says when the last published day of a practice is older. After every night it is 1 day old, and 2 from
         * midnight until it is exported again.
         */
        lateAfterDays: z.int().min(2).max(30).default(2),
        /**
         * Whoever reads the warehouse beside the application: the role of an analyst, of a finance team, of another
         * warehouse that loads the files. The policy that such a role needs besides is an output of the stack.
         */
        readers: z
          .array(
            z.strictObject({
              name: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/, 'lower-case letters, digits and dashes'),
              principalArn: z
                .string()
                .regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/, 'the ARN of a role that exists'),
              practices: z.union([z.literal('all'), z.array(PracticeId).min(1)]),
              /** Columns that this reader does not see, as `table.column`. */
              withoutColumns: z
                .array(
                  z
                    .string()
                    .refine(
                      (column) => warehouseColumns.has(column),
                      'a column of the warehouse as table.column; one that is misspelled would hide nothing',
                    ),
                )
                .default([]),
              /** Whether it reads the mart that names patients. */
              seesNames: z.boolean().default(false),
            }),
          )
          .default([]),
      })
      .prefault({}),
    /**
     * From which address people are told that a report is ready; without it nobody is, and the page of schedules says so.
     * The identity, the whole domain or the one address, has to be confirmed with Amazon SES after the first deployment.
     */
    reportMail: z
      .strictObject({ senderAddress: z.email(), identity: z.enum(['domain', 'address']).default('domain') })
      .optional(),
    /** ISA15: P in production, T elsewhere. A test file sent as production becomes a claim that a payer pays. */
    usageIndicator: z.enum(['T', 'P']),
    /** Who is written to when an alarm goes off. */
    alarmEmail: z.email().optional(),
  })
  .refine((settings) => (settings.stage === 'production') === (settings.usageIndicator === 'P'), {
    path: ['usageIndicator'],
    message: 'is P in production and T in every other stage',
  })
  .refine((settings) => settings.stage !== 'production' || settings.removal === 'retain', {
    path: ['removal'],
    message: 'is retain in production: records of care are kept for years',
  })
  .refine((settings) => settings.stage !== 'production' || settings.evidence.lockMode === 'compliance', {
    path: ['evidence', 'lockMode'],
    message: 'is compliance in production',
  });
export type StageSettings = z.infer<typeof StageSettings>;
