import type { Message, Segment } from './parse-message.ts';
import type { Scope } from './reading.ts';

/** Segments with which something else begins, wherever they stand. */
const chargeEnds: ReadonlySet<string> = new Set(['FT1', 'GT1', 'IN1', 'ACC', 'UB1', 'UB2', 'PV1', 'PID']);
const insuranceEnds: ReadonlySet<string> = new Set([
  'IN1',
  'FT1',
  'GT1',
  'ACC',
  'UB1',
  'UB2',
  'PV1',
  'PID',
  'DG1',
  'PR1',
  'AL1',
  'OBX',
  'DRG',
]);

function partsOf(
  message: Message,
  start: string,
  ends: ReadonlySet<string>,
  always: readonly string[],
): Scope[] {
  const parts: Segment[][] = [];
  let open: Segment[] | undefined;
  for (const segment of message.segments) {
    if (segment.name === start) {
      open = [segment];
      parts.push(open);
    } else if (ends.has(segment.name)) {
      open = undefined;
    } else {
      open?.push(segment);
    }
  }
  const ownNames = new Set(always);
  for (const { name } of parts.flat()) {
    ownNames.add(name);
  }
  return parts.map((own) => ({ own: Map.groupBy(own, ({ name }) => name), ownNames }));
}

/** The charges of a message, each with the procedures, diagnoses and segments of the sender's own that follow it. */
export function chargeScopes(message: Message): readonly Scope[] {
  const scopes = partsOf(message, 'FT1', chargeEnds, ['FT1', 'PR1']);
  // Most senders list the diagnoses once, behind all charges, where they seem to belong to the last one.
  const last = scopes.at(-1);
  const isEach = scopes.slice(0, -1).some(({ own }) => own.has('DG1'));
  if (last === undefined || isEach || !last.own.has('DG1')) {
    return scopes;
  }
  const ownNames = new Set(last.ownNames);
  ownNames.delete('DG1');
  return scopes.map(({ own }) => {
    const others = new Map(own);
    others.delete('DG1');
    return { own: others, ownNames };
  });
}

/** The insurances of a message, each with its IN2, IN3 and segments of the sender's own. */
export function insuranceScopes(message: Message): readonly Scope[] {
  return partsOf(message, 'IN1', insuranceEnds, ['IN1', 'IN2', 'IN3']);
}

/** Scopes of segments of one name, each of that segment alone. */
export function segmentScopes(segments: readonly Segment[], name: string): readonly Scope[] {
  const ownNames = new Set([name]);
  return segments.map((segment) => ({ own: new Map([[name, [segment]]]), ownNames }));
}
