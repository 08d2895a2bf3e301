import { describe, expect, it } from 'vitest';
import { readableGuides } from '#domain/x12/guides/registry.ts';
import { readInterchanges } from '#domain/x12/read-interchanges.ts';
import { acceptedDifferences } from './accepted-differences.ts';
import { type CodeChoice, maximalFile } from './maximal-file.ts';
import { linesOf, writtenFrom } from './ndjson/through-lines.ts';
import { segmentsOfFile } from './written-again.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What cannot stand together in one file of a guide: each entry is left out of a file of its own. */
const alternatives: Readonly<Record<string, readonly (readonly string[])[]>> = {
  // A service is of one kind, and a request asks about one event.
  '278 request': [
    ['SV2', 'SV3', 'TOO', '2000C/2000E'],
    ['SV1', 'SV3', 'TOO', '2000C/2000E'],
    ['SV1', 'SV2', '2000C/2000E'],
    ['SV2', 'SV3', 'TOO', '2000C/2000D'],
  ],
  '278 response': [
    ['SV2', 'SV3', 'TOO'],
    ['SV1', 'SV3', 'TOO'],
    ['SV1', 'SV2'],
  ],
};

const choices: readonly CodeChoice[] = ['first', 'last'];
const files = readableGuides.flatMap(({ guide }) =>
  choices.flatMap((choice) =>
    (alternatives[guide.name] ?? [[]]).map((leftOut) => ({
      name: `${guide.name}, with the ${choice} code of each place${leftOut.length === 0 ? '' : `, without ${leftOut.join(', ')}`}`,
      file: maximalFile(guide, choice, new Set(leftOut)),
    })),
  ),
);

const accepted = new Set(['level below', 'decimal']);

/** Segments as text, sorted, for the guide leaves the order of neighbours open, and without what is accepted. */
function saidIn(file: string): string[] {
  const segments = acceptedDifferences
    .filter(({ name }) => accepted.has(name))
    .reduce((leveled, difference) => difference.level(leveled), segmentsOfFile(bytes(file)));
  // A file may name the guide in ST03 of an 835; we do not.
  return segments
    .map((segment) => segment.join('*'))
    .map((segment) => (segment.startsWith('ST*835*') ? 'ST*835*0001' : segment))
    .toSorted();
}

describe('a file with every segment and element that a guide uses', () => {
  it.each(files)('is accepted: $name', ({ file }) => {
    const { interchanges } = readInterchanges(bytes(file));
    const transactions = interchanges.flatMap(({ groups }) => groups.flatMap((group) => group.transactions));
    expect(transactions).toHaveLength(1);
    expect(
      transactions.flatMap(({ findings }) => findings).filter(({ severity }) => severity === 'error'),
    ).toEqual([]);
  });

  it.each(files)('is the same when it has been read and written: $name', async ({ file }) => {
    expect(saidIn(await writtenFrom(linesOf(file)))).toEqual(saidIn(file));
  });

  it('would not be the same with an element lost', () => {
    const [one] = files;
    const file = one?.file ?? '';
    const [element = ''] = file.match(/\bV\d+/) ?? [];
    expect(element).not.toBe('');
    expect(saidIn(file.replace(element, ''))).not.toEqual(saidIn(file));
  });
});
