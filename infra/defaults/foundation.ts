import type { Alarms } from '../constructs/alarms/alarms.ts';
import type { Documents } from '../constructs/documents/documents.ts';
import type { Evidence } from '../constructs/evidence/evidence.ts';
import type { PracticeRecords } from '../constructs/practice-records/practice-records.ts';
import type { StageSettings } from '../stages/stage-settings.ts';
import type { ClaimsKey } from './claims-key.ts';
import type { DeadLetterQueue } from './claims-queue.ts';

/** What every capability stands on. */
export interface Foundation {
  readonly settings: StageSettings;
  readonly key: ClaimsKey;
  readonly records: PracticeRecords;
  readonly evidence: Evidence;
  readonly documents: Documents;
  readonly alarms: Alarms;
  /** Where an asynchronous call of a function ends that failed for good. */
  readonly failedInvocations: DeadLetterQueue;
  /** Where a state machine reports what it cannot go on with. */
  readonly defects: DeadLetterQueue;
  /** The bundles of the functions: one folder each. */
  readonly bundleFolder: string;
  /** Names of tables and buckets, for every function's environment; what it may do with them is in its role. */
  readonly names: Readonly<Record<string, string>>;
}
