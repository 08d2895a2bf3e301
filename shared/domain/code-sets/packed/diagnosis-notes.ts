import type { CodeList, DiagnosisNotesRow, DiagnosisRange } from '../code-tables.ts';
import { codeOf, indexOfKey, keyOf } from './code-key.ts';
import { listsOf } from './columns.ts';
import { listPacker, rowsInOrder } from './packed-list.ts';
import type { TableFormat } from './table-format.ts';

/** A category has three characters; no note stands above it that a row could carry. */
const categoryLength = 3;

const rangeLists = ['excludes1', 'codeFirst', 'useAdditional'] as const;

/**
 * The notes of the tabular list. A note holds for everything below its heading: packing gives each row the notes of its
 * headings too, so that a lookup reads one row. A code that the tabular list does not name, as those with a seventh
 * character, has the notes of the nearest heading that it names. Lists that are the same, as most are, are kept once.
 */
export const diagnosisNotes: TableFormat<DiagnosisNotesRow, CodeList<DiagnosisNotesRow>> = {
  packer: () =>
    listPacker(
      {
        write: (rows, { lists }) => {
          const whole = withHeadings(rows);
          for (const name of rangeLists) {
            lists(
              name,
              whole.map((row) => row[name].map(({ from, to }) => `${from}-${to}`)),
            );
          }
          lists(
            'seventh characters',
            whole.map(({ seventhCharacters }) => seventhCharacters),
          );
        },
      },
      ({ code }) => keyOf(code),
    ),
  open: (file) => {
    const keys = file.keys('key');
    const ranges = new Map<readonly string[], readonly DiagnosisRange[]>();
    const [excludes1, codeFirst, useAdditional] = rangeLists.map((name) => {
      const texts = listsOf(file, name);
      return (index: number): readonly DiagnosisRange[] => {
        const list = texts(index);
        let read = ranges.get(list);
        if (read === undefined) {
          read = list.map(rangeOf);
          ranges.set(list, read);
        }
        return read;
      };
    });
    const seventhCharacters = listsOf(file, 'seventh characters');
    const rowAt = (index: number, code = codeOf(keys[index] ?? 0)): DiagnosisNotesRow => ({
      code,
      excludes1: excludes1?.(index) ?? [],
      codeFirst: codeFirst?.(index) ?? [],
      useAdditional: useAdditional?.(index) ?? [],
      seventhCharacters: seventhCharacters(index),
    });
    return {
      rowCount: keys.length,
      rows: () => rowsInOrder(keys, rowAt),
      find: (code) => {
        for (const heading of upwards(code)) {
          const index = indexOfKey(keys, keyOf(heading));
          if (index >= 0) {
            return rowAt(index, code);
          }
        }
        return undefined;
      },
    };
  },
};

function rangeOf(text: string): DiagnosisRange {
  const [from = '', to = ''] = text.split('-');
  return { from, to };
}

/** Rows in the order of their codes, so that a heading stands before whatever is below it. */
function withHeadings(rows: readonly DiagnosisNotesRow[]): DiagnosisNotesRow[] {
  const whole = new Map<string, DiagnosisNotesRow>();
  for (const row of rows) {
    const heading = headingOf(row.code, whole);
    whole.set(
      row.code,
      heading === undefined
        ? row
        : {
            code: row.code,
            excludes1: together(row.excludes1, heading.excludes1),
            codeFirst: together(row.codeFirst, heading.codeFirst),
            useAdditional: together(row.useAdditional, heading.useAdditional),
            seventhCharacters:
              row.seventhCharacters.length > 0 ? row.seventhCharacters : heading.seventhCharacters,
          },
    );
  }
  return [...whole.values()];
}

function headingOf(
  code: string,
  whole: ReadonlyMap<string, DiagnosisNotesRow>,
): DiagnosisNotesRow | undefined {
  return [...upwards(code.slice(0, -1))]
    .map((heading) => whole.get(heading))
    .find((heading) => heading !== undefined);
}

/** A code and the headings above it, the nearest first. */
function* upwards(code: string): Generator<string> {
  for (let { length } = code; length >= categoryLength; length -= 1) {
    yield code.slice(0, length);
  }
}

function together(own: readonly DiagnosisRange[], inherited: readonly DiagnosisRange[]): DiagnosisRange[] {
  return [
    ...own,
    ...inherited.filter(({ from, to }) => !own.some((range) => range.from === from && range.to === to)),
  ];
}
