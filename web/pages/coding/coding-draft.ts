import { visitCodes } from '#domain/coding/visit-level/visit-codes.ts';
import { DollarText } from '#contracts/cents.ts';
import type { codingRoutes } from '#contracts/staff-api/coding.ts';
import { DiagnosisCode, EncounterLine } from '#contracts/encounter.ts';
import type * as z from 'zod';
import { groupOf, inputOf, listOf, textOf, type Draft, type GroupDraft } from '../../forms/draft.ts';
import type { FieldShape } from '../../forms/field-shape.ts';

/** What a coder typed: the codes of diagnoses and the lines, as the form of the outcome `coded` has them. */
export interface CodingDraft {
  readonly diagnoses: readonly string[];
  readonly lines: readonly GroupDraft[];
}

/** Twelve diagnoses and four pointers are as many as the claim form holds. */
export const mostDiagnoses = 12;
export const mostPointers = 4;
export const mostLines = 50;
const mostModifiers = 4;

export const emptyLine: GroupDraft = { units: '1', diagnosisPointers: ['1'] };

/** The draft as the form shows it: there is always a row to type in. */
export function codingOf(draft: Draft | undefined): CodingDraft {
  const { diagnoses, lines } = groupOf(draft);
  const codes = listOf(diagnoses).map(textOf);
  const rows = listOf(lines).map(groupOf);
  return {
    diagnoses: codes.length === 0 ? [''] : codes,
    lines: rows.length === 0 ? [emptyLine] : rows,
  };
}

/** With an empty row to type in among the diagnoses or the lines, where none is left and there is room for one. */
export function withEmptyRow(draft: CodingDraft, part: 'diagnoses' | 'lines'): CodingDraft {
  const { diagnoses, lines } = draft;
  if (part === 'diagnoses') {
    const isFull = diagnoses.length >= mostDiagnoses || diagnoses.some((code) => code.trim() === '');
    return isFull ? draft : { ...draft, diagnoses: [...diagnoses, ''] };
  }
  const isFull = lines.length >= mostLines || lines.some((line) => textOf(line['code']).trim() === '');
  return isFull ? draft : { ...draft, lines: [...lines, emptyLine] };
}

/** The draft as the form keeps it. */
export function draftOfCoding({ diagnoses, lines }: CodingDraft): GroupDraft {
  return { diagnoses, lines };
}

const plain = (code: string) => code.replace('.', '').toUpperCase();

/** The place of a diagnosis in the draft, counted from 0; undefined where it is not there. */
export function placeOfDiagnosis({ diagnoses }: CodingDraft, code: string): number | undefined {
  const at = diagnoses.findIndex((known) => plain(known) === plain(code));
  return at === -1 ? undefined : at;
}

/** The place of the first line with a code, counted from 0; undefined where there is none. */
export function placeOfLine({ lines }: CodingDraft, code: string): number | undefined {
  const at = lines.findIndex((line) => textOf(line['code']).toUpperCase() === code.toUpperCase());
  return at === -1 ? undefined : at;
}

/** With a diagnosis in the first empty row or after the last; as it is where it is there, or no place is left. */
export function withDiagnosis(draft: CodingDraft, code: string): CodingDraft {
  const { diagnoses } = draft;
  if (placeOfDiagnosis(draft, code) !== undefined) {
    return draft;
  }
  const empty = diagnoses.findIndex((known) => known.trim() === '');
  if (empty !== -1) {
    return { ...draft, diagnoses: diagnoses.with(empty, code) };
  }
  return diagnoses.length >= mostDiagnoses ? draft : { ...draft, diagnoses: [...diagnoses, code] };
}

/** With a service on the first line without a code or on a new one; as it is where it is there. */
export function withService(draft: CodingDraft, code: string, units = 1): CodingDraft {
  const { lines } = draft;
  const service = { code, units: String(units) };
  if (placeOfLine(draft, code) !== undefined) {
    return draft;
  }
  const empty = lines.findIndex((line) => textOf(line['code']).trim() === '');
  if (empty !== -1) {
    return { ...draft, lines: lines.with(empty, { ...lines[empty], ...service }) };
  }
  return lines.length >= mostLines ? draft : { ...draft, lines: [...lines, { ...emptyLine, ...service }] };
}

/** With a modifier at the end of the line that has a code; as it is where the line has it, or four already. */
export function withModifier(draft: CodingDraft, code: string, modifier: string): CodingDraft {
  const at = placeOfLine(draft, code);
  const line = at === undefined ? undefined : draft.lines[at];
  if (at === undefined || line === undefined) {
    return draft;
  }
  const modifiers = listOf(line['modifiers'])
    .map(textOf)
    .filter((known) => known !== '');
  return modifiers.includes(modifier) || modifiers.length >= mostModifiers
    ? draft
    : { ...draft, lines: draft.lines.with(at, { ...line, modifiers: [...modifiers, modifier] }) };
}

/** Codes that say how hard a visit was: a visit has one of them. */
const codesOfVisits = new Set(
  Object.values(visitCodes).flatMap((editions) =>
    editions.flatMap(({ codes }) => codes.map(({ code }) => code)),
  ),
);

/** With the level of the visit on the line that has one, or else as another service. */
export function withVisitLevel(draft: CodingDraft, code: string): CodingDraft {
  const at = draft.lines.findIndex((line) => codesOfVisits.has(textOf(line['code'])));
  const line = draft.lines[at];
  return line === undefined || placeOfLine(draft, code) !== undefined
    ? withService(draft, code)
    : { ...draft, lines: draft.lines.with(at, { ...line, code, charge: '' }) };
}

/** The diagnoses in another order or without some, by their old places; the pointers of every line follow. */
export function rearranged({ diagnoses, lines }: CodingDraft, order: readonly number[]): CodingDraft {
  const kept = order.map((from) => diagnoses[from] ?? '');
  return {
    diagnoses: kept.length === 0 ? [''] : kept,
    lines: lines.map((line) => ({
      ...line,
      diagnosisPointers: pointersOf(line)
        .map((pointer) => order.indexOf(pointer - 1) + 1)
        .filter((pointer) => pointer > 0)
        .map(String),
    })),
  };
}

/** Without one diagnosis. */
export function withoutDiagnosis(draft: CodingDraft, at: number): CodingDraft {
  return rearranged(
    draft,
    [...draft.diagnoses.keys()].filter((place) => place !== at),
  );
}

/** With one diagnosis moved by a step; as it is at the ends. */
export function movedDiagnosis(draft: CodingDraft, at: number, step: -1 | 1): CodingDraft {
  const to = at + step;
  const order = [...draft.diagnoses.keys()];
  return to < 0 || to >= order.length ? draft : rearranged(draft, order.with(at, to).with(to, at));
}

/** The numbers of the diagnoses that a line points at, in their order; what is no number is left out. */
export function pointersOf(line: GroupDraft): readonly number[] {
  return listOf(line['diagnosisPointers'])
    .map((pointer) => Number(textOf(pointer)))
    .filter((pointer) => Number.isInteger(pointer) && pointer >= 1 && pointer <= mostDiagnoses);
}

/** The pointers with one put at their end, or taken out where it is there. */
export function toggledPointer(line: GroupDraft, pointer: number): readonly string[] {
  const pointers = pointersOf(line);
  const others = pointers.filter((known) => known !== pointer);
  const toggled = others.length < pointers.length ? others : [...pointers, pointer].slice(0, mostPointers);
  return toggled.map(String);
}

/** The diagnosis that a key means: its digit, or its letter on the paper form, where 10 to 12 are J to L. */
export function pointerOfKey(key: string): number | undefined {
  if (/^[1-9]$/.test(key)) {
    return Number(key);
  }
  const letter = key.toUpperCase().codePointAt(0);
  return /^[a-l]$/i.test(key) && letter !== undefined ? letter - 64 : undefined;
}

/** Pointers as they are typed where no key can be heard: digits one after the other, or with spaces between. */
export function pointersIn(text: string, diagnosisCount: number): readonly string[] {
  const found = text
    .split(/[^0-9A-Z]+/i)
    .flatMap((part) => {
      const isOne = Number(part) >= 10 && Number(part) <= diagnosisCount;
      return isOne ? [Number(part)] : part.split('').map(pointerOfKey);
    })
    .filter((pointer) => pointer !== undefined);
  return [...new Set(found)].slice(0, mostPointers).map(String);
}

type DraftToScrub = z.input<
  Extract<(typeof codingRoutes)[number], { readonly id: 'scrub-draft' }>['request']
>;

export interface AskedOfDraft {
  /** What can be checked already. */
  readonly request: DraftToScrub;
  /** The place in the draft of each diagnosis and line that is asked about, counted from 0. */
  readonly diagnosisPlaces: readonly number[];
  readonly linePlaces: readonly number[];
}

/** What of a draft can be checked while it is typed: whole codes and the lines that can be read, with where they stand. */
export function askedOf(lineShape: FieldShape, { diagnoses, lines }: CodingDraft): AskedOfDraft {
  const diagnosisPlaces = [...diagnoses.keys()].filter(
    (place) => DiagnosisCode.safeParse(diagnoses[place]?.trim()).success,
  );
  const read = lines.flatMap((line, place) => {
    const charge = textOf(line['charge']).trim();
    const input = inputOf(lineShape, {
      ...line,
      charge: DollarText.safeParse(charge).success ? charge : '',
      diagnosisPointers: pointersOf(line)
        .map((pointer) => diagnosisPlaces.indexOf(pointer - 1) + 1)
        .filter((pointer) => pointer > 0)
        .map(String),
      modifiers: listOf(line['modifiers']).filter((modifier) => /^[0-9A-Z]{2}$/.test(textOf(modifier))),
    });
    return EncounterLine.safeParse(input).success
      ? [{ place, line: input as DraftToScrub['lines'][number] }]
      : [];
  });
  return {
    request: {
      diagnoses: diagnosisPlaces.map((place) => diagnoses[place]?.trim() ?? ''),
      lines: read.map(({ line }) => line),
    },
    diagnosisPlaces,
    linePlaces: read.map(({ place }) => place),
  };
}

/** How many rows have something in them and are not among what was asked. */
export function unreadRows({ diagnoses, lines }: CodingDraft, asked: AskedOfDraft): number {
  const codes = diagnoses.filter((code) => code.trim() !== '').length;
  const services = lines.filter((line) => textOf(line['code']).trim() !== '').length;
  return Math.max(0, codes - asked.diagnosisPlaces.length) + Math.max(0, services - asked.linePlaces.length);
}
