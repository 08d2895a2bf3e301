import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  ObjectOwnership,
  type IBucket,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { ClaimsBucket } from '../../defaults/claims-bucket.ts';
import type { ClaimsKey } from '../../defaults/claims-key.ts';
import type { StageSettings } from '../../stages/stage-settings.ts';
import { replicate } from './replication.ts';

/** Prefixes of the evidence buckets; the next part of every key is the practice, but for code sets. */
export const evidencePrefixes = {
  uploads: 'upload/',
  practices: 'practice/',
  /** Statements of practices' banks. */
  bank: 'bank/',
  /** Files of systems that practices used before. */
  cutover: 'cutover/',
  answers: 'answer/',
  /** Files of codes, and orders to load some: each is loaded and answered as it comes. */
  reference: 'reference/',
  /** Files that an order names: they lie there until it comes. */
  referenceFiles: 'reference-files/',
  referenceAnswers: 'reference-answer/',
  inbound: 'inbound/',
  outbound: 'outbound/',
  /** Payments that were entered by hand, and the remittances made of them. */
  payments: 'payments/',
  /** Files of training practices: no transfer may be given a right on them. */
  trainingInbound: 'training/inbound/',
  trainingOutbound: 'training/outbound/',
} as const;

interface EvidenceProps {
  readonly settings: StageSettings;
  readonly key: ClaimsKey;
}

/** Raw files as they came and went: what a practice sent, what was answered, and every X12 file. Locked against change. */
export class Evidence extends Construct {
  /**
   * `upload/` what practices send, `practice/` their master data, `bank/` statements of their banks, `answer/` what they
   * are told; `reference/` what operators load for all of them.
   */
  readonly uploads: ClaimsBucket;
  /** `outbound/` to the clearinghouse, `inbound/` from it; `training/` to the synthetic payer and from it; `payments/` by hand. */
  readonly exchange: ClaimsBucket;
  /** Who read or wrote what in the other buckets. */
  readonly accessLogs: IBucket;

  constructor(scope: Construct, id: string, { settings, key }: EvidenceProps) {
    super(scope, id);
    this.accessLogs = new Bucket(this, 'AccessLogs', {
      versioned: true,
      // S3 writes access logs only to a bucket whose default is its own key.
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      removalPolicy: settings.removal === 'retain' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      lifecycleRules: [
        {
          id: 'kept-as-long-as-logs',
          expiration: Duration.days(settings.logs.retentionDays),
          noncurrentVersionExpiration: Duration.days(30),
        },
      ],
      // The library's class and its own interface differ in what an absent property is.
    }) as IBucket;
    const bucket = { settings, key, accessLogs: this.accessLogs, evidence: true, announcesObjects: true };
    this.uploads = new ClaimsBucket(this, 'Uploads', bucket);
    this.exchange = new ClaimsBucket(this, 'Exchange', bucket);
    if (settings.evidence.replica !== undefined) {
      replicate(this, [this.uploads, this.exchange], {
        key,
        to: settings.evidence.replica,
        prefixes: Object.values(evidencePrefixes),
      });
    }
  }
}
