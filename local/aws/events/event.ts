import { createHash } from 'node:crypto';
import type { JsonObject, ServiceWorld } from '../../runtime/service.ts';
import type { ObjectCreated } from '../s3/object-created.ts';

/** An event as every target gets it. */
export interface EventBridgeEvent extends JsonObject {
  version: string;
  id: string;
  'detail-type': string;
  source: string;
  account: string;
  time: string;
  region: string;
  resources: string[];
  detail: JsonObject;
}

/** An id in the form of a UUID that derives from `parts`: the same occasion has the same id in another run. */
function derivedId(...parts: readonly string[]): string {
  const digest = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  return [
    digest.slice(0, 8),
    digest.slice(8, 12),
    digest.slice(12, 16),
    digest.slice(16, 20),
    digest.slice(20, 32),
  ].join('-');
}

/** A time as events carry it: whole seconds, UTC. */
export function eventTime(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

/** The event that S3 puts on the default bus for a new object. Source: Amazon S3 user guide, "EventBridge event message structure". */
export function objectCreatedEvent(
  world: Pick<ServiceWorld, 'account' | 'region'>,
  created: ObjectCreated,
): EventBridgeEvent {
  const { bucket, key, size, etag, versionId, sequencer, requestId, requester, reason, time } = created;
  return {
    version: '0',
    id: derivedId('s3', bucket, key, versionId ?? '', sequencer),
    'detail-type': 'Object Created',
    source: 'aws.s3',
    account: world.account,
    time: eventTime(time),
    region: world.region,
    resources: [`arn:aws:s3:::${bucket}`],
    detail: {
      version: '0',
      'event-version': '1.0',
      bucket: { name: bucket },
      object: { key, size, etag, ...(versionId !== undefined && { 'version-id': versionId }), sequencer },
      'request-id': requestId,
      requester,
      'source-ip-address': '127.0.0.1',
      reason,
    },
  };
}

/** The event that a rule's schedule or EventBridge Scheduler makes at `time`. */
export function scheduledEvent(
  world: Pick<ServiceWorld, 'account' | 'region'>,
  arn: string,
  source: 'aws.events' | 'aws.scheduler',
  time: number,
): EventBridgeEvent {
  return {
    version: '0',
    id: derivedId(arn, String(time)),
    'detail-type': 'Scheduled Event',
    source,
    account: world.account,
    time: eventTime(time),
    region: world.region,
    resources: [arn],
    detail: {},
  };
}
