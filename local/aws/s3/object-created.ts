import type { Principal } from '../../runtime/service.ts';

/** What made an object. */
export type CreationReason = 'PutObject' | 'CopyObject' | 'CompleteMultipartUpload';

/** That an object was created in a bucket that tells EventBridge. */
export interface ObjectCreated {
  readonly bucket: string;
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  /** Without quotes. */
  readonly etag: string;
  /** Of a versioned bucket only. */
  readonly versionId: string | undefined;
  /** Hexadecimal; of two events of one key the later has the greater. */
  readonly sequencer: string;
  readonly requestId: string;
  /** The account, or the service of AWS that asked. */
  readonly requester: string;
  readonly reason: CreationReason;
  /** Milliseconds of the virtual clock. */
  readonly time: number;
}

/**
 * Takes an event inside the transaction that creates its object, so that neither exists without the other: it is
 * synchronous, writes with the store's database only, and what it throws undoes the object.
 */
export type ObjectCreatedListener = (event: ObjectCreated) => void;

/** The sequencer of a version: rises with the row. */
export function sequencerOf(sequence: number): string {
  return sequence.toString(16).toUpperCase().padStart(18, '0');
}

/** Who asked, as an event of S3 names it. */
export function requesterOf(principal: Principal, account: string): string {
  return principal.kind === 'service' ? principal.service : account;
}
