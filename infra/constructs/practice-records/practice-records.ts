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
  postingDay: 'posting-day-index',
  takebacks: 'takeback-index',
  open: 'open-index',
} as const;

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

/** The four tables. Every partition key is `<practice>#<aggregate>#<id>`; a decision is one transaction over all of them. */
export class PracticeRecords extends Construct {
  /**
   * The claim as it stands, its history, and the outbox: answers to waits and legs to start.
   * By claim: item, history, signals. By `unsent-index`: what was not yet relayed, oldest first.
   * By `work-index`: a practice's claims in a state. Its stream tells the outbox's relay.
   */
  readonly claims: ClaimsTable;
  /**
   * Postings. By claim or remittance; by `posting-day-index`: what was posted on a day; by `takeback-index`: what payers
   * announced that they will take, or took.
   */
  readonly ledger: ClaimsTable;
  /** Tasks for people. By task; by `open-index`: a practice's open tasks, the most urgent first. */
  readonly work: ClaimsTable;
  /**
   * Practices, control numbers, uploads and remittances with their chunks, patient accounts, and marks of messages
   * that were handled. Each by its own partition.
   */
  readonly practices: ClaimsTable;

  constructor(scope: Construct, id: string, { documents, ...props }: PracticeRecordsProps) {
    super(scope, id);
    this.claims = new ClaimsTable(this, 'Claims', {
      ...props,
      stream: StreamViewType.NEW_IMAGE,
      indexes: [
        { name: indexes.unsent, partitionKey: 'unsent', sortKey: 'unsentSince' },
        { name: indexes.work, partitionKey: 'listKey', sortKey: 'listSort' },
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
      indexes: [{ name: indexes.open, partitionKey: 'openKey', sortKey: 'dueSort' }],
    });
    this.practices = new PracticesTable(this, 'Practices', { ...props, documents });
  }

  get all(): readonly ClaimsTable[] {
    return [this.claims, this.ledger, this.work, this.practices];
  }
}
