import type { SuggestionWarning } from '#contracts/coding.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { Sex } from '#contracts/encounter.ts';
import { withDot, type CodeTables } from '../../code-sets/code-tables.ts';
import { isWithinDiagnoses } from '../../code-sets/diagnosis-range.ts';
import type { FoundCode, SearchIndex } from '../../code-sets/search/search-index.ts';
import { tablesOn, type DiagnosisOfDay } from '../../code-sets/tables-of-day.ts';
import { labelWords } from './label-words.ts';

/** What a suggestion is held against. */
interface HeldAgainst {
  readonly on: PlainDate;
  readonly sex: Sex;
  readonly ageYears: number;
  readonly index: SearchIndex;
  readonly tables: CodeTables;
}

/** What else a note speaks for. */
interface Beside {
  readonly others: readonly FoundCode[];
  /** What is called possible beside it. */
  readonly uncertain: readonly FoundCode[];
}

const mostSpecific = 5;

/** What a coder should look at before a diagnosis is taken. */
export function warningsOf(
  found: FoundCode,
  { others, uncertain }: Beside,
  held: HeldAgainst,
): SuggestionWarning[] {
  const day = tablesOn(held.tables, held.on);
  const own = day.diagnosis(found.code);
  return [
    ...headingWarning(found, held.index),
    ...unspecifiedWarning(found, held.index),
    ...uncertainWarning(found, uncertain),
    ...others
      .filter(({ code }) => code !== found.code)
      .map(({ code }) => day.diagnosis(code))
      .filter((other) => excludes(own, other) || excludes(other, own))
      .map((other): SuggestionWarning => ({
        kind: 'excludes1',
        words: `${own.written} and ${other.written} do not stand together (Excludes1), unless the note shows that they have nothing to do with each other.`,
        codes: [own.written, other.written],
      })),
    ...noteWarning(own, 'codeFirst', 'code-first', 'What it comes of is coded before it'),
    ...noteWarning(own, 'useAdditional', 'use-additional', 'Where it applies, this is coded beside it'),
    ...implausible(own, held),
  ];
}

function headingWarning({ code, isBillable }: FoundCode, index: SearchIndex): SuggestionWarning[] {
  return isBillable
    ? []
    : [
        {
          kind: 'not-billable',
          words: 'It heads others and cannot be billed; choose below it.',
          codes: billableBelow(code, index)
            .slice(0, mostSpecific)
            .map((below) => withDot(below.code)),
        },
      ];
}

/** Codes below one that are looked at. */
const lookedAtBelow = 100;

function billableBelow(prefix: string, index: SearchIndex): readonly FoundCode[] {
  return index
    .search(prefix, lookedAtBelow)
    .filter(({ code, isBillable }) => isBillable && code.startsWith(prefix));
}

/** Of one that leaves something open: what others of its kind tell, should the note. */
function unspecifiedWarning({ code, label }: FoundCode, index: SearchIndex): SuggestionWarning[] {
  if (!labelWords(label).isUnspecified) {
    return [];
  }
  // What is left open stands in the last place that tells anything, before the seventh character of injuries.
  const kind = code.length === 7 ? code.slice(0, 5) : code.slice(0, Math.max(3, code.length - 1));
  const specific = billableBelow(kind, index).filter((below) => {
    const { isUnspecified, isOther } = labelWords(below.label);
    return !isUnspecified && !isOther;
  });
  return specific.length === 0
    ? []
    : [
        {
          kind: 'unspecified',
          words: 'It leaves open what others tell; look whether the note does, or ask the provider.',
          codes: specific.slice(0, mostSpecific).map((below) => withDot(below.code)),
        },
      ];
}

/** A sign or symptom beside what is only suspected. */
function uncertainWarning({ code }: FoundCode, uncertain: readonly FoundCode[]): SuggestionWarning[] {
  const possible = uncertain.filter((other) => other.code !== code);
  const [first] = possible;
  return first === undefined
    ? []
    : [
        {
          kind: 'uncertain',
          words: `Beside it the note calls something possible (${first.label}): in an office that is not coded, and this is (guideline IV.H).`,
          codes: possible.map((one) => withDot(one.code)),
        },
      ];
}

function excludes({ notes }: DiagnosisOfDay, { code }: DiagnosisOfDay): boolean {
  return notes !== undefined && notes.excludes1.some((range) => isWithinDiagnoses(code, range));
}

function noteWarning(
  { notes }: DiagnosisOfDay,
  list: 'codeFirst' | 'useAdditional',
  kind: SuggestionWarning['kind'],
  words: string,
): SuggestionWarning[] {
  const ranges = notes?.[list] ?? [];
  const named = ranges.map(({ from, to }) =>
    from === to ? withDot(from) : `${withDot(from)} to ${withDot(to)}`,
  );
  return named.length === 0 ? [] : [{ kind, words: `${words}: ${named.join(', ')}.`, codes: named }];
}

function implausible({ limits }: DiagnosisOfDay, { sex, ageYears }: HeldAgainst): SuggestionWarning[] {
  const { sex: only, ages } = limits ?? {};
  return [
    ...(only !== undefined && sex !== 'U' && only !== sex
      ? [{ kind: 'implausible' as const, words: 'It is for the other sex.', codes: [] }]
      : []),
    ...(ages !== undefined && (ageYears < ages.fromYears || ageYears > ages.toYears)
      ? [
          {
            kind: 'implausible' as const,
            words: `It is for ages ${ages.fromYears} to ${ages.toYears}; the patient was ${ageYears}.`,
            codes: [],
          },
        ]
      : []),
  ];
}
