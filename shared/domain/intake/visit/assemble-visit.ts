import { PlainDate } from '#contracts/dates.ts';
import { remembered } from '../map/remembered.ts';
import { totalOfCharges } from '../map/total-of-charges.ts';
import type { SharedThing } from '../read/intake-record.ts';
import { byAge, newestByKey } from './newest.ts';
import type { PartContent, VisitPart } from './part.ts';
import { isPointer, pointedAt } from './pointers.ts';
import { documentsOfVisit, lacksSignature, noteOfDocuments } from './visit-documents.ts';
import { reachThings, type Reached } from './reach-things.ts';
import { settledThing, type PracticeNames } from './settled-thing.ts';
import { guarantorOf, insurancesOf, readProviders } from './visit-people.ts';

/** What a visit lacks before it can be billed or coded. */
export interface Need {
  readonly kind:
    | 'visit'
    | 'patient'
    | 'coverage'
    | 'rendering-provider'
    | 'place'
    | 'charges'
    | 'signature'
    | 'diagnosis'
    | SharedThing['kind'];
  /** The name that a part points at, where one does. */
  readonly name?: string;
}

/** What the parts of a visit make together. */
export type AssembledVisit =
  /** In the shape of the encounter contract; still to be checked by it. */
  | {
      readonly kind: 'encounter';
      readonly draft: Readonly<Record<string, unknown>>;
      /** Whether somebody is left out whom it names, of whom nothing has come, and without whom it can be billed. */
      readonly isWithout: boolean;
    }
  /** Something never came. What is wrong in what came is found when the encounter is checked. */
  | {
      readonly kind: 'waiting';
      readonly needs: readonly Need[];
      /** Whose visit it is, its first day and who saw the patient, as far as its parts say. */
      readonly about: AboutVisit;
    }
  /** The source took the visit back. */
  | { readonly kind: 'void' };

export interface AboutVisit {
  readonly sourcePatientId: string | undefined;
  readonly day: string;
  readonly renderingNpi?: string;
}

const isPlainDate = remembered((day) => PlainDate.safeParse(day).success);

type Fields = Readonly<Record<string, unknown>>;
type Of<Kind extends PartContent['kind']> = VisitPart & {
  readonly content: Extract<PartContent, { kind: Kind }>;
};

const encounterDiagnosisLimit = 12;
const linePointerLimit = 4;
const unranked = 1000;
const clinicalCodeLimit = 200;
const noteLimit = 20_000;
const shortenedMark = ' (shortened)';

/**
 * Puts a visit together from all of its parts and from what they point at. A function of the sets alone: parts and
 * things may come in any order, more than once, and in old versions after new ones.
 *
 * @param parts every part of one visit, in any versions.
 * @param things everything shared of the same source that the parts, or what they point at, name.
 * @param practice says what the directory of the source means by its names, where it has one.
 */
export function assembleVisit(
  parts: readonly VisitPart[],
  things: readonly SharedThing[],
  practice?: PracticeNames,
): AssembledVisit {
  const [first] = parts;
  if (first === undefined) {
    return { kind: 'waiting', needs: [{ kind: 'visit' }], about: { sourcePatientId: undefined, day: '' } };
  }
  const newest = newestByKey(parts, (part) => part.partKey);
  if (newest.some((part) => part.partKey === 'head' && part.content.kind === 'void')) return { kind: 'void' };
  const living = newest.filter((part) => part.content.kind !== 'void');
  const said = ofKind(living, 'fields')
    .toSorted(byAge)
    .map((part) => part.content.fields);
  const settled = things.map((thing) => settledThing(thing, practice));
  const lines = linesOf(living);
  const ofVisit = mergeFields(said);
  const reached = reachThings(living, settled, firstDay(ofVisit, lines));
  const { diagnosisRanks, unfinished, ...merged } = mergeFields([
    ...reached.found.toSorted(byAge).map((thing) => fieldsOf(thing, reached)),
    ...said,
  ]);
  const coverages = insurancesOf(reached, merged);
  const providers = readProviders(reached, merged);
  const guarantor = guarantorOf(reached, merged);
  const charged = chargesOf(living, newest, lines, isObject(diagnosisRanks) ? diagnosisRanks : {});
  const clinicalCodes = [
    ...listed(said, 'clinicalCodes'),
    ...ofKind(living, 'clinical').map(({ content: { system, code, display } }) => ({
      system,
      code,
      ...(display === undefined ? {} : { display }),
    })),
  ];
  const unmappedCharges = listed(said, 'unmappedCharges');
  const of = { sourcePatientId: patientIdIn(merged), day: firstDay(merged, lines) };
  const documents = documentsOfVisit(parts, of.sourcePatientId).own;
  const note = shortened(noteOfDocuments(documents));
  const draft: Record<string, unknown> = {
    ...ownFields(merged),
    sourceSystem: first.sourceSystem,
    encounterId: first.encounterId,
    ...providers.fields,
    ...(guarantor === undefined ? {} : { guarantor }),
    ...(coverages.listed === undefined ? {} : { coverages: coverages.listed }),
    ...charged.fields,
    ...periodOf(merged, lines),
    ...(clinicalCodes.length === 0 ? {} : { clinicalCodes: distinct(clinicalCodes) }),
    ...(unmappedCharges.length === 0 ? {} : { unmappedCharges }),
    ...(note === undefined ? {} : { note }),
  };
  const { renderingNpi } = draft;
  const about: AboutVisit = { ...of, ...(typeof renderingNpi === 'string' ? { renderingNpi } : {}) };
  const dispensable = dispensableNames(merged, reached);
  const missing = reached.missing.filter(({ name = '' }) => !dispensable.has(name));
  const needs = [
    ...(unfinished === true ? [{ kind: 'visit' as const }] : []),
    ...missing,
    ...coverages.unmapped,
    ...providers.unmapped,
    ...charged.missing,
    ...(lacksSignature(documents) ? [{ kind: 'signature' as const }] : []),
    ...lacking(draft, living, providers.unmapped.length > 0),
  ];
  if (needs.length > 0) return { kind: 'waiting', needs, about };
  // Asked for last: whatever else comes may tell it.
  return draft['placeOfService'] === undefined
    ? { kind: 'waiting', needs: [{ kind: 'place' }], about }
    : { kind: 'encounter', draft, isWithout: missing.length < reached.missing.length };
}

/** The patient's number in the source, as far as it is known. */
function patientIdIn(merged: Fields): string | undefined {
  const { patient } = merged;
  return isObject(patient) ? textOf(patient['sourcePatientId']) || undefined : undefined;
}

/**
 * Names of those whom a visit can be billed without: sources export who works for them, and who referred the patient may
 * never come. What a payer asks of a referral, the scrubber asks of the claim.
 */
function dispensableNames(merged: Fields, { byName }: Reached): ReadonlySet<string> {
  const { referringProvider, supervisingProvider, ...others } = merged;
  const reachable = (fields: Fields): Set<string> => {
    const names = new Set(pointedAt(fields));
    for (const name of names) {
      for (const ref of byName.get(name)?.refs ?? []) names.add(ref);
    }
    return names;
  };
  const needed = reachable(others);
  const named = reachable({ referringProvider, supervisingProvider });
  return new Set([...named].filter((name) => !needed.has(name)));
}

/** What a shared thing says of the visit; a coverage is one of a list and is put in its place by its order. */
function fieldsOf(thing: SharedThing, { patients }: Reached): Fields {
  switch (thing.kind) {
    case 'person':
      return patients.has(thing) ? { patient: thing.fields } : {};
    case 'location':
      return thing.fields;
    case 'practitioner':
    case 'coverage':
    case 'organization':
    case 'account':
      return {};
  }
}

/** What the visit says itself, of what it points at nothing. */
function ownFields(merged: Fields): Fields {
  const own: Record<string, unknown> = {};
  for (const name in merged) {
    const value = merged[name];
    if (name !== 'insurances' && !isPointer(value)) {
      own[name] = value;
    }
  }
  return own;
}

/** Later fields win over earlier ones; objects are merged member by member, lists are taken whole. */
function mergeFields(all: readonly Fields[]): Record<string, unknown> {
  const merged: Record<string, unknown> = {};
  for (const fields of all) {
    for (const key in fields) {
      const value = fields[key];
      if (value === undefined) continue;
      const before = merged[key];
      const areMerged = isObject(before) && isObject(value) && !isPointer(before) && !isPointer(value);
      merged[key] = areMerged ? mergeFields([before, value]) : value;
    }
  }
  return merged;
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What parts list, of all of them together. */
function listed(said: readonly Fields[], name: string): readonly unknown[] {
  return said.flatMap((fields) => (Array.isArray(fields[name]) ? fields[name] : []));
}

/** Several resources of a visit often name the same code. */
function distinct(codes: readonly unknown[]): readonly unknown[] {
  const byCode = new Map(
    codes.map((code) => [isObject(code) ? `${textOf(code['system'])} ${textOf(code['code'])}` : code, code]),
  );
  return [...byCode.values()].slice(0, clinicalCodeLimit);
}

type Line = Pick<Of<'line'>, 'partKey'> & Pick<Of<'line'>['content'], 'line' | 'diagnoses'>;

/** Lines that came by themselves; where there are none, those of the claims that the source drew up. */
function linesOf(parts: readonly VisitPart[]): readonly Line[] {
  const alone = ofKind(parts, 'line').map(({ partKey, content }) => ({ partKey, ...content }));
  const drawnUp = ofKind(parts, 'charges').flatMap(({ partKey, content }) =>
    content.lines.map((line, index) => ({
      partKey: `${partKey}-${String(index).padStart(3, '0')}`,
      ...line,
    })),
  );
  return (alone.length > 0 ? alone : drawnUp).toSorted(byServiceDate);
}

/** Lines, diagnoses and the total of the charges. */
function chargesOf(
  parts: readonly VisitPart[],
  newest: readonly VisitPart[],
  lines: readonly Line[],
  ranks: Fields,
): { readonly fields: Fields; readonly missing: readonly Need[] } {
  const keys = new Map(newest.map(({ partKey, content }) => [partKey, diagnosisIn(content)]));
  const missing = new Set<string>();
  const codeOf = (code: string): readonly string[] => {
    const known = code.startsWith('diagnosis:') ? keys.get(code) : code;
    if (known === undefined) {
      missing.add(code);
    }
    return known === undefined || known === '' ? [] : [known];
  };
  const codes = new Set([
    ...ofKind(parts, 'charges').flatMap((part) => part.content.diagnoses.flatMap(codeOf)),
    ...ofKind(parts, 'diagnosis')
      .toSorted(byRank(ranks))
      .map((part) => part.content.code),
    ...lines.flatMap((line) => line.diagnoses.flatMap(codeOf)),
  ]);
  const diagnoses = [...codes].slice(0, encounterDiagnosisLimit);
  const needs = [...missing].toSorted().map((name): Need => ({ kind: 'diagnosis', name }));
  if (lines.length === 0) {
    return { fields: diagnoses.length === 0 ? {} : { diagnoses }, missing: needs };
  }
  const total = totalOfCharges(lines.map(({ line }) => line['charge']));
  return {
    fields: {
      diagnoses,
      lines: lines.map((one) => ({
        ...one.line,
        diagnosisPointers: [...new Set(one.diagnoses.flatMap(codeOf))]
          .map((code) => diagnoses.indexOf(code) + 1)
          .filter((position) => position > 0)
          .slice(0, linePointerLimit),
      })),
      ...(total === undefined ? {} : { totalCharge: total }),
    },
    missing: needs,
  };
}

/** The code of a part that a line may point at; empty when it is there and has none that is billed. */
function diagnosisIn(content: PartContent): string {
  if (content.kind === 'diagnosis') {
    return content.code;
  }
  return content.kind === 'clinical' && content.system === 'ICD-10-CM' ? content.code : '';
}

/** The first day of a visit as far as its parts say it. */
function firstDay(merged: Fields, lines: readonly Line[]): string {
  const [first = ''] = lines
    .map(({ line }) => textOf(line['serviceDate']))
    .filter((day) => day !== '')
    .toSorted();
  return textOf(merged['serviceDateFrom']) || first;
}

/** The first and the last day of a visit: charges that came by themselves may lie before and after what any one says. */
function periodOf(merged: Fields, lines: readonly Line[]): Fields {
  const days = lines.map(({ line }) => textOf(line['serviceDate']));
  const said = [textOf(merged['serviceDateFrom']), textOf(merged['serviceDateTo'])];
  const all = [...said, ...days].filter((day) => day !== '').toSorted();
  const [from, to] = [all.at(0), all.at(-1)];
  // A date that is none stays where it is, for the checks to name it.
  const isDates = all.every(isPlainDate);
  if (from === undefined || to === undefined || !isDates) return {};
  // Reversed days are the source's mistake and no reason to exchange them.
  if (said[1] !== '' && said[0] !== '' && said.toSorted()[0] !== said[0]) return {};
  return { serviceDateFrom: from, ...(to === from && said[1] === '' ? {} : { serviceDateTo: to }) };
}

function byServiceDate(one: Line, other: Line): number {
  const date = ({ line }: Line): string => textOf(line['serviceDate']);
  if (date(one) !== date(other)) return date(one) < date(other) ? -1 : 1;
  return one.partKey < other.partKey ? -1 : 1;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** @param ranks as the visit itself ranks its diagnoses, by their part keys. */
function byRank(ranks: Fields): (one: Of<'diagnosis'>, other: Of<'diagnosis'>) => number {
  const rank = ({ partKey, content }: Of<'diagnosis'>): number => {
    const ofVisit = ranks[partKey];
    return content.rank ?? (typeof ofVisit === 'number' ? ofVisit : unranked);
  };
  return (one, other) => rank(one) - rank(other) || (one.partKey < other.partKey ? -1 : 1);
}

/** An encounter takes no more: what a coder reads first is kept. */
function shortened(note: string | undefined): string | undefined {
  return note === undefined || note.length <= noteLimit
    ? note
    : `${note.slice(0, noteLimit - shortenedMark.length)}${shortenedMark}`;
}

/** What never came. A field that is missing in what came is not meant: the encounter's own checks find it. */
function lacking(draft: Fields, parts: readonly VisitPart[], isProviderUnmapped: boolean): Need[] {
  const needs: Need[] = [];
  if (!parts.some((part) => part.content.kind === 'fields')) needs.push({ kind: 'visit' });
  if (draft['patient'] === undefined) needs.push({ kind: 'patient' });
  if (draft['coverages'] === undefined) needs.push({ kind: 'coverage' });
  if (draft['renderingNpi'] === undefined && !isProviderUnmapped) needs.push({ kind: 'rendering-provider' });
  const billable = ['lines', 'diagnoses', 'clinicalCodes', 'unmappedCharges', 'note'].some(
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
