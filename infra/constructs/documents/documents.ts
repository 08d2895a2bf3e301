import { Duration } from 'aws-cdk-lib';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { ClaimsBucket } from '../../defaults/claims-bucket.ts';
import type { ClaimsKey } from '../../defaults/claims-key.ts';
import type { StageSettings } from '../../stages/stage-settings.ts';

/** Prefixes of the document bucket; the next part of every key is the practice, but for code sets. */
export const documentPrefixes = {
  chunks: 'chunks/',
  statements: 'statements/',
  /** Printed proofs of remittances. */
  proofs: 'proofs/',
  /** Practice documents that are too long for an item. */
  practices: 'practices/',
  /** Parts of visits that are too long for an item. */
  visits: 'visits/',
  /** Documents that practices send with their visits. */
  visitDocuments: 'visit-documents/',
  /** Pictures of insurance cards. */
  cards: 'cards/',
  /** Packed tables of code sets, every edition. */
  codeSets: 'code-sets/',
} as const;

/** A chunk is read again while its upload or remittance runs, and when an operator looks into what went wrong. */
const chunkRetention = Duration.days(90);

interface DocumentsProps {
  readonly settings: StageSettings;
  readonly key: ClaimsKey;
  readonly accessLogs: IBucket;
}

/** What we make ourselves: statements and long documents, which stay, and chunks, which do not. */
export class Documents extends Construct {
  readonly bucket: ClaimsBucket;

  constructor(scope: Construct, id: string, props: DocumentsProps) {
    super(scope, id);
    this.bucket = new ClaimsBucket(this, 'Documents', {
      ...props,
      evidence: false,
      announcesObjects: false,
      lifecycleRules: [
        {
          id: 'chunks-are-temporary',
          prefix: documentPrefixes.chunks,
          expiration: chunkRetention,
          noncurrentVersionExpiration: Duration.days(1),
        },
      ],
    });
  }
}
