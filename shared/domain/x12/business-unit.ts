import type { BusinessUnit } from './findings.ts';
import type { LoopView } from './tree.ts';

/** What names a claim or request for its sender, by segment and element (CTX01 of a 999). */
const businessUnits = [
  ['CLM', 1, 'CLM01'],
  ['CLP', 1, 'CLP01'],
  ['TRN', 2, 'TRN02'],
] as const;

/** Which claim or request a loop is, where it is one. */
export function businessUnitOf(view: LoopView | undefined): BusinessUnit | undefined {
  for (const [id, element, name] of businessUnits) {
    const value = view?.first(id)?.text(element);
    if (value !== undefined) return { name, value: value.slice(0, 35) };
  }
  return undefined;
}

/** Which claim or request the segment with this position belongs to, in a transaction that was kept whole. */
export function businessUnitAt(view: LoopView, position: number | undefined): BusinessUnit | undefined {
  const inner = view.children.findLast(
    (child) => child.kind === 'loop' && (firstPosition(child) ?? Infinity) <= (position ?? 0),
  );
  const found = inner?.kind === 'loop' ? businessUnitAt(inner, position) : undefined;
  return found ?? businessUnitOf(view);
}

function firstPosition(view: LoopView): number | undefined {
  for (const child of view.children) {
    const position = child.kind === 'segment' ? child.position : firstPosition(child);
    if (position !== undefined) return position;
  }
  return undefined;
}
