import type { PracticeId, VisitId } from '#contracts/identifiers.ts';
import type { SharedThing } from '#domain/intake/read/intake-record.ts';
import type { VisitPart } from '#domain/intake/visit/part.ts';
import type { VisitStore } from './visit-store.ts';

/** Of a chain of things that point at each other: visit, patient, insurance, payer, and two to spare. */
const chainLimit = 6;

/**
 * Everything that the parts of a visit point at, and what that points at, with the insurances of the persons among it.
 * The visit's mark is left at a name before what is there counts as read, so that what comes later finds the visit.
 * @param leaves where marks are left: at the names of persons, and of whatever is not there; or everywhere, for a visit
 * that could not be taken in with what is there.
 */
export async function thingsOfVisit(
  visits: Pick<VisitStore, 'named' | 'mark'>,
  practiceId: PracticeId,
  visitId: VisitId,
  parts: readonly VisitPart[],
  leaves: 'usual-marks' | 'all-marks',
): Promise<readonly SharedThing[]> {
  const [first] = parts;
  if (first === undefined) {
    return [];
  }
  const { sourceSystem } = first;
  const seen = new Set<string>();
  const things: SharedThing[] = [];
  let names = distinct(
    parts.flatMap(({ refs }) => refs),
    seen,
  );
  for (let depth = 0; depth < chainLimit && names.length > 0; depth += 1) {
    const isMarked = (name: string): boolean => leaves === 'all-marks' || isOfPerson(name);
    const marked = names.filter(isMarked);
    if (marked.length > 0) {
      await visits.mark(practiceId, sourceSystem, marked, visitId);
    }
    const read = await visits.named(practiceId, sourceSystem, names);
    const found = [...read.things];
    const known = new Set(found.flatMap((thing) => thing.names));
    const missing = names.filter((name) => !known.has(name) && !isMarked(name));
    if (missing.length > 0) {
      await visits.mark(practiceId, sourceSystem, missing, visitId);
      found.push(...(await visits.named(practiceId, sourceSystem, missing)).things);
    }
    things.push(...found);
    const next = found.flatMap((thing) => [...thing.refs, ...(thing.kind === 'person' ? thing.names : [])]);
    names = distinct([...next, ...read.belonging], seen);
  }
  return things;
}

/** Those not seen before, each once; they are seen then. */
function distinct(names: readonly string[], seen: Set<string>): readonly string[] {
  const fresh = [...new Set(names)].filter((name) => !seen.has(name));
  for (const name of fresh) {
    seen.add(name);
  }
  return fresh;
}

/** Names start with the kind of what they name. */
function isOfPerson(name: string): boolean {
  return ['person/', 'coverage/', 'account/'].some((kind) => name.startsWith(kind));
}
