import { type Cents, DollarText } from '#contracts/cents.ts';
import { PlainDate } from '#contracts/dates.ts';
import { addCents, decimalText } from '../../money/cents.ts';
import type { SharedThing } from '../read/intake-record.ts';
import { byAge, newestByKey } from './newest.ts';
import type { PartContent, VisitPart } from './part.ts';

/** What a visit lacks before it can be billed or coded. */
export interface Need {
  readonly kind: 'visit' | 'patient' | 'coverage' | 'rendering-provider' | 'charges' | SharedThing['kind'];
  /** The name that a part points at, where one does. */
  readonly name?: string;
}

/** What the parts of a visit make together. */
export type AssembledVisit =
  /** In the shape of the encounter contract; still to be checked by it. */
  | { readonly kind: 'encounter'; readonly draft: Readonly<Record<string, unknown>> }
  /** Something never came. What is wrong in what came is found when the encounter is checked. */
  | { readonly kind: 'waiting'; readonly needs: readonly Need[] }
  /** The source took the visit back. */
  | { readonly kind: 'void' };

type Fields = Readonly<Record<string, unknown>>;
type Of<Kind extends PartContent['kind']> = VisitPart & {
  readonly content: Extract<PartContent, { kind: Kind }>;
};

const encounterDiagnosisLimit = 12;
const linePointerLimit = 4;
const unranked = 1000;

/**
 * Puts a visit together from all of its parts and from what they point at. A function of the sets alone: parts and
 * things may come in any order, more than once, and in old versions after new ones.
 *
 * @param parts every part of one visit, in any versions.
 * @param things everything shared of the same source that the parts, or what they point at, name.
 */
export function assembleVisit(parts: readonly VisitPart[], things: readonly SharedThing[]): AssembledVisit {
  const [first] = parts;
  if (first === undefined) return { kind: 'waiting', needs: [{ kind: 'visit' }] };
  const newest = newestByKey(parts, (part) => part.partKey);
  if (newest.some((part) => part.partKey === 'head' && part.content.kind === 'void')) return { kind: 'void' };
  const living = newest.filter((part) => part.content.kind !== 'void');
  const { found, missing } = resolve(living, things);
  const merged = mergeFields([
    ...found.toSorted(byAge).map((thing) => fieldsOf(thing)),
    ...ofKind(living, 'fields')
      .toSorted(byAge)
      .map((part) => part.content.fields),
  ]);
  const coverages = coveragesOf(found, merged);
  const charged = chargesOf(living);
  const clinicalCodes = ofKind(living, 'clinical').map(({ content: { system, code, display } }) => ({
    system,
    code,
    ...(display === undefined ? {} : { display }),
  }));
  const note = noteOf(living);
  const draft: Record<string, unknown> = {
    ...merged,
    sourceSystem: first.sourceSystem,
    encounterId: first.encounterId,
    ...(coverages === undefined ? {} : { coverages }),
    ...charged,
    ...periodOf(merged, living),
    ...(clinicalCodes.length === 0 ? {} : { clinicalCodes }),
    ...(note === undefined ? {} : { note }),
  };
  const needs = [...missing, ...lacking(draft, living)];
  return needs.length > 0 ? { kind: 'waiting', needs } : { kind: 'encounter', draft };
}

/** Names that the parts point at, and that what they point at points at. */
function resolve(
  parts: readonly VisitPart[],
  things: readonly SharedThing[],
): { readonly found: readonly SharedThing[]; readonly missing: readonly Need[] } {
  const newest = newestByKey(things, (thing) => `${thing.kind} ${thing.names.toSorted().join(' ')}`);
  const byName = new Map(newest.flatMap((thing) => thing.names.map((name) => [name, thing] as const)));
  const found = new Set<SharedThing>();
  const missing = new Map<string, Need>();
  const pending = parts.flatMap((part) => part.refs);
  const seen = new Set<string>();
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    const thing = byName.get(name);
    if (thing === undefined) {
      missing.set(name, { kind: kindOfName(name), name });
      continue;
    }
    found.add(thing);
    pending.push(...thing.refs);
  }
  const sorted = (one: { name?: string }, other: { name?: string }): number =>
    (one.name ?? '') < (other.name ?? '') ? -1 : 1;
  return {
    found: newest.filter((thing) => found.has(thing)),
    missing: [...missing.values()].toSorted(sorted),
  };
}

/** Names start with the kind of what they name: `person/123`. */
function kindOfName(name: string): Need['kind'] {
  const kind = name.slice(0, name.indexOf('/'));
  const kinds: readonly Need['kind'][] = ['person', 'coverage', 'practitioner', 'organization', 'location'];
  return kinds.find((one) => one === kind) ?? 'visit';
}

/** What a shared thing says of the visit; a coverage is one of a list and is put in its place by its order. */
function fieldsOf(thing: SharedThing): Fields {
  switch (thing.kind) {
    case 'person':
      return { patient: thing.fields };
    case 'practitioner':
    case 'location':
      return thing.fields;
    case 'coverage':
    case 'organization':
      return {};
  }
}

/** Later fields win over earlier ones; objects are merged member by member, lists are taken whole. */
function mergeFields(all: readonly Fields[]): Record<string, unknown> {
  const merged: Record<string, unknown> = {};
  for (const fields of all) {
    for (const [key, value] of Object.entries(fields)) {
      if (value === undefined) continue;
      const before = merged[key];
      merged[key] = isObject(before) && isObject(value) ? mergeFields([before, value]) : value;
    }
  }
  return merged;
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Those that the parts name, in the order they say; else those that a part lists. */
function coveragesOf(found: readonly SharedThing[], merged: Fields): readonly unknown[] | undefined {
  const shared = found.filter((thing) => thing.kind === 'coverage').map((thing) => thing.fields);
  if (shared.length === 0) return Array.isArray(merged['coverages']) ? merged['coverages'] : undefined;
  const places = ['primary', 'secondary', 'tertiary'];
  const place = (fields: Fields): number => places.indexOf(textOf(fields['order']));
  return shared.toSorted((one, other) => place(one) - place(other));
}

/** Lines, diagnoses and the total of the charges. */
function chargesOf(parts: readonly VisitPart[]): Fields {
  const lines = ofKind(parts, 'line').toSorted(byServiceDate);
  const listed = ofKind(parts, 'diagnosis').toSorted(byRank);
  const codes = new Set([
    ...listed.map((part) => part.content.code),
    ...lines.flatMap((part) => part.content.diagnoses),
  ]);
  const diagnoses = [...codes].slice(0, encounterDiagnosisLimit);
  if (lines.length === 0) return diagnoses.length === 0 ? {} : { diagnoses };
  const total = totalOf(lines.map((part) => part.content.line['charge']));
  return {
    diagnoses,
    lines: lines.map(({ content }) => ({
      ...content.line,
      diagnosisPointers: content.diagnoses
        .map((code) => diagnoses.indexOf(code) + 1)
        .filter((position) => position > 0)
        .slice(0, linePointerLimit),
    })),
    ...(total === undefined ? {} : { totalCharge: decimalText(total) }),
  };
}

/** The first and the last day of a visit: charges that came by themselves may lie before and after what any one says. */
function periodOf(merged: Fields, parts: readonly VisitPart[]): Fields {
  const days = ofKind(parts, 'line').map((part) => textOf(part.content.line['serviceDate']));
  const said = [textOf(merged['serviceDateFrom']), textOf(merged['serviceDateTo'])];
  const all = [...said, ...days].filter((day) => day !== '').toSorted();
  const [from, to] = [all.at(0), all.at(-1)];
  // A date that is none stays where it is, for the checks to name it.
  const isDates = all.every((day) => PlainDate.safeParse(day).success);
  if (from === undefined || to === undefined || !isDates) return {};
  // Reversed days are the source's mistake and no reason to exchange them.
  if (said[1] !== '' && said[0] !== '' && said.toSorted()[0] !== said[0]) return {};
  return { serviceDateFrom: from, ...(to === from && said[1] === '' ? {} : { serviceDateTo: to }) };
}

/** Undefined when an amount is missing or is none: then the encounter's checks name the line. */
function totalOf(charges: readonly unknown[]): Cents | undefined {
  const amounts = charges.map((charge) => DollarText.safeParse(charge).data);
  const known = amounts.filter((amount) => amount !== undefined);
  return known.length === amounts.length ? addCents(...known) : undefined;
}

function byServiceDate(one: Of<'line'>, other: Of<'line'>): number {
  const date = (part: Of<'line'>): string => textOf(part.content.line['serviceDate']);
  if (date(one) !== date(other)) return date(one) < date(other) ? -1 : 1;
  return one.partKey < other.partKey ? -1 : 1;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function byRank(one: Of<'diagnosis'>, other: Of<'diagnosis'>): number {
  const rank = (part: Of<'diagnosis'>): number => part.content.rank ?? unranked;
  if (rank(one) !== rank(other)) return rank(one) - rank(other);
  return one.partKey < other.partKey ? -1 : 1;
}

/** Signed and unsigned notes, oldest first, in one text. */
function noteOf(parts: readonly VisitPart[]): string | undefined {
  const texts = ofKind(parts, 'note')
    .toSorted((one, other) => byAge(one, other) || (one.partKey < other.partKey ? -1 : 1))
    .map((part) => (part.content.signed ? part.content.text : `(not signed) ${part.content.text}`));
  return texts.length === 0 ? undefined : texts.join('\n\n');
}

/** What never came. A field that is missing in what came is not meant: the encounter's own checks find it. */
function lacking(draft: Fields, parts: readonly VisitPart[]): Need[] {
  const needs: Need[] = [];
  if (!parts.some((part) => part.content.kind === 'fields')) needs.push({ kind: 'visit' });
  if (draft['patient'] === undefined) needs.push({ kind: 'patient' });
  if (draft['coverages'] === undefined) needs.push({ kind: 'coverage' });
  if (draft['renderingNpi'] === undefined) needs.push({ kind: 'rendering-provider' });
  const billable = ['lines', 'diagnoses', 'clinicalCodes', 'note'].some(
    (field) => draft[field] !== undefined,
  );
  if (!billable) needs.push({ kind: 'charges' });
  return needs;
}

function ofKind<Kind extends PartContent['kind']>(
  parts: readonly VisitPart[],
  kind: Kind,
): readonly Of<Kind>[] {
  return parts.filter((part): part is Of<Kind> => part.content.kind === kind);
}
