import type { Sha256 } from '../../../identity/content-hash.ts';
import type { PartContent, VisitPart } from '../../visit/part.ts';
import type { SharedThing } from '../intake-record.ts';
import { componentOf } from './field-path.ts';
import { sortableTime } from './message-time.ts';
import type { Message } from './parse-message.ts';

/**
 * How much a version counts before its time does: what a charge says of a visit counts more than what an admission
 * says, and a message that has something more than one that lacks it, whichever is newer.
 */
type Weight = 'lacking' | 'usual' | 'charged';

const weights: Readonly<Record<Weight, string>> = { lacking: '0', usual: '1', charged: '2' };

/** Where a message stands among the messages of its source: time of the event (EVN-2), else of the message, then MSH-10. */
export function orderOf(message: Message): string {
  const first = (name: string, field: number): string => {
    const [segment] = message.byName.get(name) ?? [];
    const text = segment?.fields[field] ?? '';
    return segment === undefined || text === ''
      ? ''
      : componentOf({ segment, field, text, delimiters: message.delimiters }, 1);
  };
  const time = sortableTime(first('EVN', 2)) || sortableTime(first('MSH', 7)) || '0'.repeat(20);
  const controlId = first('MSH', 10);
  return `${time}-${/^\d{1,20}$/.test(controlId) ? controlId.padStart(20, '0') : controlId}`;
}

/** What everything in one message has in common. */
export interface MessageOrigin {
  readonly sourceSystem: string;
  readonly order: string;
  readonly sha256: Sha256;
}

/** What parts of one visit have in common. */
export interface PartOrigin extends MessageOrigin {
  readonly encounterId: string;
}

/** SHA-256 of what this reader wrote: it names members always in the same order, so that they need no sorting. */
function hashOf({ sha256 }: MessageOrigin, content: unknown): string {
  return sha256(JSON.stringify(content));
}

export function visitPart(
  origin: PartOrigin,
  partKey: string,
  content: PartContent,
  refs: readonly string[] = [],
  weight: Weight = 'usual',
): VisitPart {
  return {
    sourceSystem: origin.sourceSystem,
    encounterId: origin.encounterId,
    partKey,
    order: `${weights[weight]}-${origin.order}`,
    hash: hashOf(origin, content),
    content,
    refs,
  };
}

export function sharedThing(
  origin: MessageOrigin,
  kind: SharedThing['kind'],
  name: string,
  fields: Readonly<Record<string, unknown>>,
  refs: readonly string[] = [],
  weight: Weight = 'usual',
): SharedThing {
  return {
    sourceSystem: origin.sourceSystem,
    names: [name],
    kind,
    order: `${weights[weight]}-${origin.order}`,
    hash: hashOf(origin, fields),
    fields,
    refs,
  };
}

/** The name of a patient among the shared things of the source. */
export function personName(sourcePatientId: string): string {
  return `person/${sourcePatientId}`;
}

/** The name of a patient's coverage, for visits whose own messages say nothing about insurance. */
export function coverageName(sourcePatientId: string, order: string): string {
  return `coverage/${sourcePatientId}/${order}`;
}
