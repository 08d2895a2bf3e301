import { StreamViewType } from 'aws-cdk-lib/aws-dynamodb';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { ClaimsBucket } from '../../defaults/claims-bucket.ts';
import type { ClaimsKey } from '../../defaults/claims-key.ts';
import { ClaimsTable, type ItemRight } from '../../defaults/claims-table.ts';
import type { StageSettings } from '../../stages/stage-settings.ts';
import { documentPrefixes } from '../documents/documents.ts';

/** Indexes by name; each serves the access pattern that its table says. */
export const indexes = {
  unsent: 'unsent-index',
  work: 'work-index',
  journalDay: 'journal-day-index',
  postingDay: 'posting-day-index',
  takebacks: 'takeback-index',
  tasksByDay: 'open-due-index',
  tasksByPriority: 'open-priority-index',
  tasksOfKindByDay: 'kind-due-index',
  tasksOfKindByPriority: 'kind-priority-index',
  tasksOfOwnerByDay: 'owner-due-index',
  tasksOfOwnerByPriority: 'owner-priority-index',
  tasksOfClaim: 'claim-index',
  tasksOpened: 'opened-day-index',
  tasksClosed: 'closed-day-index',
  auditByUser: 'audit-user-index',
  auditByClaim: 'audit-claim-index',
} as const;

/** Partition keys of the table of practices that belong to none: code sets, who sends under which number, all practices. */
export const platformKeys = {
  codeSets: 'platform#code-sets#*',
  submitters: 'platform#submitter#*',
  directory: 'platform#directory#*',
} as const;

/** The lists of tasks that can be asked for, each with its order. */
const taskIndexes = [
  { name: indexes.tasksByDay, partitionKey: 'openKey', sortKey: 'dueSort' },
  { name: indexes.tasksByPriority, partitionKey: 'openKey', sortKey: 'prioritySort' },
  { name: indexes.tasksOfKindByDay, partitionKey: 'kindKey', sortKey: 'dueSort' },
  { name: indexes.tasksOfKindByPriority, partitionKey: 'kindKey', sortKey: 'prioritySort' },
  { name: indexes.tasksOfOwnerByDay, partitionKey: 'ownerKey', sortKey: 'dueSort' },
  { name: indexes.tasksOfOwnerByPriority, partitionKey: 'ownerKey', sortKey: 'prioritySort' },
  { name: indexes.tasksOfClaim, partitionKey: 'claimKey', sortKey: 'openedAt' },
];
export const taskListIndexes: readonly string[] = taskIndexes.map(({ name }) => name);

interface PracticeRecordsProps {
  readonly settings: StageSettings;
  readonly key: ClaimsKey;
  /** Where practice documents lie that are too long for an item. */
  readonly documents: ClaimsBucket;
}

/** The table of practices: who may read a practice in it may also read its document where that is too long for it. */
class PracticesTable extends ClaimsTable {
  private readonly documents: ClaimsBucket;

  constructor(scope: Construct, id: string, { documents, ...props }: PracticeRecordsProps) {
    super(scope, id, props);
    this.documents = documents;
  }

  override open(to: IGrantable, rights: readonly ItemRight[], indexed: readonly string[] = []): void {
    super.open(to, rights, indexed);
    if (rights.includes('GetItem')) {
      this.documents.open(to, ['GetObject'], documentPrefixes.practices);
    }
  }
}

/**
 * The tables. Every partition key is `<practice>#<aggregate>#<id>`. A decision is one transaction over claims, ledger, work
 * and practices; beside these stands who works there, what they asked and what they saw.
 */
export class PracticeRecords extends Construct {
  /**
   * The claim as it stands, its history, and the outbox: answers to waits and legs to start.
   * By claim: item, history, signals. By `unsent-index`: what was not yet relayed, oldest first.
   * By `work-index`: a practice's claims in a state. By `journal-day-index`: what happened to claims on a day.
   * Its stream tells the outbox's relay.
   */
  readonly claims: ClaimsTable;
  /**
   * Postings. By claim or remittance; by `posting-day-index`: what was posted on a day; by `takeback-index`: what payers
   * announced that they will take, or took.
   */
  readonly ledger: ClaimsTable;
  /**
   * Tasks for people. By task; by an index for each filter and order of the work queue: all open tasks of a practice,
   * those of a kind, those of a person, by the day they are due or by priority; by `claim-index`: all tasks of a claim;
   * by `opened-day-index` and `closed-day-index`: what was opened and closed on a day.
   */
  readonly work: ClaimsTable;
  /**
   * Practices, control numbers, uploads and remittances with their chunks, patient accounts, and marks of messages
   * that were handled. Each by its own partition.
   */
  readonly practices: ClaimsTable;
  /** Who works in a practice, as what and with which limits. By person. */
  readonly staff: ClaimsTable;
  /** Answers to calls that carried a key, for a day: the same call gets the same answer. By person, route and key. */
  readonly staffRequests: ClaimsTable;
  /**
   * Who saw or changed what, and why; nothing in it is ever changed. By day; by `audit-user-index`: what a person did; by
   * `audit-claim-index`: who was at a claim.
   */
  readonly audit: ClaimsTable;

  constructor(scope: Construct, id: string, { documents, ...props }: PracticeRecordsProps) {
    super(scope, id);
    this.claims = new ClaimsTable(this, 'Claims', {
      ...props,
      stream: StreamViewType.NEW_IMAGE,
      indexes: [
        { name: indexes.unsent, partitionKey: 'unsent', sortKey: 'unsentSince' },
        { name: indexes.work, partitionKey: 'listKey', sortKey: 'listSort' },
        { name: indexes.journalDay, partitionKey: 'journalKey', sortKey: 'journalAt' },
      ],
    });
    this.ledger = new ClaimsTable(this, 'Ledger', {
      ...props,
      indexes: [
        { name: indexes.postingDay, partitionKey: 'dayKey', sortKey: 'sk' },
        { name: indexes.takebacks, partitionKey: 'takebackKey', sortKey: 'sk' },
      ],
    });
    this.work = new ClaimsTable(this, 'Work', {
      ...props,
      indexes: [
        ...taskIndexes,
        { name: indexes.tasksOpened, partitionKey: 'openedKey', sortKey: 'openedAt' },
        { name: indexes.tasksClosed, partitionKey: 'closedKey', sortKey: 'closedAt' },
      ],
    });
    this.practices = new PracticesTable(this, 'Practices', { ...props, documents });
    this.staff = new ClaimsTable(this, 'Staff', props);
    this.staffRequests = new ClaimsTable(this, 'StaffRequests', props);
    this.audit = new ClaimsTable(this, 'Audit', {
      ...props,
      indexes: [
        { name: indexes.auditByUser, partitionKey: 'userKey', sortKey: 'sk' },
        { name: indexes.auditByClaim, partitionKey: 'claimKey', sortKey: 'sk' },
      ],
    });
  }

  get all(): readonly ClaimsTable[] {
    return [this.claims, this.ledger, this.work, this.practices, this.staff, this.staffRequests, this.audit];
  }
}
