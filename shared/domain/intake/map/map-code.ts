import type { CodeMapping } from '#contracts/code-mapping.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { Practice } from '#contracts/practice.ts';
import { isWithin } from '../../calendar/plain-date.ts';
import { foldedId } from './aliases.ts';

/** Found again for every value of every record, and the same until the practice is loaded anew. */
type ByCode = ReadonlyMap<string, readonly CodeMapping[]>;
const indexes = new WeakMap<readonly CodeMapping[], ReadonlyMap<CodeMapping['kind'], ByCode>>();

function indexOf(mappings: readonly CodeMapping[]): ReadonlyMap<CodeMapping['kind'], ByCode> {
  const known = indexes.get(mappings);
  if (known !== undefined) {
    return known;
  }
  const index = new Map(
    [...Map.groupBy(mappings, ({ kind }) => kind)].map(([kind, ofKind]): [CodeMapping['kind'], ByCode] => [
      kind,
      Map.groupBy(ofKind, ({ from }) => foldedId(from)),
    ]),
  );
  indexes.set(mappings, index);
  return index;
}

/**
 * What the practice says a value of a source means; undefined when it says nothing. A mapping for the source goes
 * before one for the code system, and that before one for all; of two in force the one from the later day counts.
 * @param on day of service; without one, mappings with dates do not count.
 */
export function mapCode(
  practice: Pick<Practice, 'codeMappings'>,
  kind: CodeMapping['kind'],
  sought: {
    readonly sourceSystem: string;
    readonly system?: string | undefined;
    readonly code: string;
    readonly on?: PlainDate | undefined;
  },
): string | undefined {
  const { sourceSystem, system, code, on } = sought;
  const candidates = indexOf(practice.codeMappings).get(kind)?.get(foldedId(code));
  if (candidates === undefined) {
    return undefined;
  }
  let best: CodeMapping | undefined;
  let bestRank = -1;
  for (const mapping of candidates) {
    const fits =
      (mapping.sourceSystem === undefined || mapping.sourceSystem === sourceSystem) &&
      (mapping.system === undefined ||
        (system !== undefined && foldedId(mapping.system) === foldedId(system))) &&
      isInForce(mapping, on);
    const rank = (mapping.sourceSystem === undefined ? 0 : 2) + (mapping.system === undefined ? 0 : 1);
    const isBetter =
      rank > bestRank || (rank === bestRank && (mapping.effectiveFrom ?? '') > (best?.effectiveFrom ?? ''));
    if (fits && isBetter) {
      best = mapping;
      bestRank = rank;
    }
  }
  return best?.to;
}

function isInForce({ effectiveFrom, effectiveTo }: CodeMapping, on: PlainDate | undefined): boolean {
  return on === undefined
    ? effectiveFrom === undefined && effectiveTo === undefined
    : isWithin(on, effectiveFrom, effectiveTo);
}
