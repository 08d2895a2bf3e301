import { describe, expect, it } from 'vitest';
import { acknowledge } from '#domain/x12/acknowledge.ts';
import { write837P } from '#domain/x12/guides/005010X222A1-837P/write.ts';
import { readInterchanges } from '#domain/x12/read-interchanges.ts';
import { plainEnvelope } from './arbitraries.ts';
import { officeVisit } from './example-claims.ts';

const file = write837P({ ...plainEnvelope, lineBreak: '\n' }, [officeVisit], { interchange: 1, group: 1 });

/** What a 999 says of a file: `IK3` as id, position, loop and code, then its `IK4`s and what triggered it. */
function answered(text: string): string[] {
  const segments = text.split('\n');
  const count = segments.findIndex((segment) => segment.startsWith('SE*')) - 1;
  const right = text.replace(/SE\*\d+/, `SE*${count}`);
  const [interchange] = readInterchanges(new TextEncoder().encode(right)).interchanges;
  if (interchange === undefined) throw new Error('The file is no interchange');
  return acknowledge(interchange).groups.flatMap((group) =>
    group.transactions.flatMap((transaction) =>
      transaction.segmentErrors.map((error) =>
        [
          `${error.segmentId}*${error.position}*${error.loopId ?? ''}*${error.code ?? ''}`,
          ...error.elementErrors.map((one) => `${one.element}-${one.component ?? ''}*${one.code}`),
          ...error.contexts
            .filter((context) => context.name === 'SITUATIONAL TRIGGER')
            .map((context) => `by ${context.segmentId ?? ''} ${context.position ?? 0}`),
        ].join(' '),
      ),
    ),
  );
}

const positionOf = (start: string): number =>
  file.split('\n').findIndex((segment) => segment.startsWith(start)) - 1;

describe('a 999', () => {
  it('says nothing of a file in which nothing is wrong', () => {
    expect(answered(file)).toEqual([]);
  });

  it.each([
    ['the beginning', 'BHT', 'BHT*2*ST*3'],
    ['the receiver', 'NM1*40', 'NM1*5**I7'],
    ['an address in the midst of a loop', 'N3', `N3*${positionOf('N3')}**3`],
  ])('puts %s that is missing where it should stand', (_what, start, expected) => {
    const lines = file.split('\n');
    const at = lines.findIndex((segment) => segment.startsWith(start));
    const [first] = answered(lines.toSpliced(at, 1).join('\n'));
    expect(first?.split(' ')[0]).toBe(expected);
  });

  it('names the segment that a code makes necessary, and the code', () => {
    const lines = file.split('\n').filter((segment) => !segment.startsWith('DMG'));
    expect(answered(lines.join('\n'))).toEqual([
      `DMG*${positionOf('NM1*IL') + 1}**I6 by SBR ${positionOf('SBR')}`,
    ]);
  });

  it('names the code that the guide does not allow', () => {
    expect(answered(file.replace(/(CLM(?:\*[^*~]*){4}\*11:B:)1/, '$12'))).toEqual([
      `CLM*${positionOf('CLM')}*2300*8 5-3*I6`,
    ]);
  });
});
