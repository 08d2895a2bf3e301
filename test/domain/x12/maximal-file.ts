import type { Guide, LoopUse, SegmentUse } from '#domain/x12/guide.ts';
import { meets, segmentConditions } from '#domain/x12/segments/conditions.ts';
import type { DataElement } from '#domain/x12/segments/data-elements.ts';

/** Which code a place takes, where the guide allows several. */
export type CodeChoice = 'first' | 'last';

const letters = 'BCDFGHJKLM';

/** Text that no other place of the file has, as far as the length of the element has room. */
function valueOf(element: DataElement, number: number, before: string): string {
  if (element.number === '1251') {
    const texts: Readonly<Record<string, string>> = {
      RD8: '20260105-20260107',
      DT: '202601050900',
      TM: '0900',
    };
    return texts[before] ?? '20260105';
  }
  const { minimumLength, maximumLength } = element;
  switch (element.type) {
    case 'DT':
      return '20260105';
    case 'TM':
      return '0910';
    case 'N0':
    case 'N2':
    case 'R':
      return String(1 + (number % 9)).padStart(minimumLength, '1');
    case 'ID':
      return lettersOf(number, minimumLength);
    case 'AN': {
      const digits = String(number).padStart(Math.max(minimumLength - 1, 1), '0');
      const text = `V${digits}`;
      return text.length <= maximumLength ? text : lettersOf(number, minimumLength);
    }
  }
}

function lettersOf(number: number, length: number): string {
  return Array.from({ length }, (_, index) => letters.charAt((number + index) % letters.length)).join('');
}

/** Values that rules beyond the pattern ask for, by segment and element. */
function ruled(id: string, element: number, elements: readonly string[], drawn: string): string {
  switch (`${id}${String(element).padStart(2, '0')}`) {
    case 'LX01':
      return '1';
    // A claim is charged what its one line is.
    case 'CLM02':
    case 'SV102':
    case 'SV203':
      return drawn === '' ? '' : '7';
    // The state is of the United States, so neither a country nor its part stands beside it.
    case 'N402':
      return 'OH';
    case 'N403':
      return '432150000';
    // A national provider identifier has a check digit.
    case 'NM109':
    case 'N104':
      return elements[element - 1] === 'XX' ? '1234567893' : drawn;
    default:
      return drawn;
  }
}

/**
 * A file of one transaction that has every loop and every segment of the guide once, and in each segment every element
 * that the guide uses there, as far as the standard lets them stand together. `leftOut` are segments, and loops as
 * `above/loop`, that cannot stand beside others.
 */
export function maximalFile(
  guide: Guide,
  choice: CodeChoice,
  leftOut: ReadonlySet<string> = new Set(),
): string {
  let count = 0;
  const oneOf = (codes: ReadonlySet<string>): string =>
    (choice === 'first' ? [...codes][0] : [...codes].at(-1)) ?? '';
  const value = (element: DataElement, codes: ReadonlySet<string> | undefined, before: string): string =>
    codes === undefined ? valueOf(element, ++count, before) : oneOf(codes);

  const segmentFrom = (use: SegmentUse): string[] => {
    const elements = [use.id];
    for (const [index, { usage, codes, components, shape }] of use.elements.entries()) {
      if (usage === 'N') elements.push('');
      else if (components === undefined) {
        const drawn = shape.simple === undefined ? '' : value(shape.simple, codes, elements[index] ?? '');
        elements.push(ruled(use.id, index + 1, elements, drawn));
      } else {
        const drawn: string[] = [];
        for (const [place, component] of components.entries()) {
          const simple = shape.components?.[place];
          drawn.push(
            component.usage === 'N' || simple === undefined
              ? ''
              : value(simple, component.codes, drawn[place - 1] ?? ''),
          );
        }
        elements.push(drawn.join(':').replace(/:+$/, ''));
      }
    }
    // Of elements that exclude each other the later goes.
    for (const condition of segmentConditions.get(use.id) ?? []) {
      if (condition.kind !== 'E' || meets(condition, elements)) continue;
      for (const element of condition.elements.slice(1)) elements[element] = '';
    }
    if (use.id === 'N4') elements[7] = '';
    return elements;
  };

  const segments: string[][] = [];
  let levels = 0;
  const fill = (loop: LoopUse, above: number): void => {
    let own = above;
    for (const item of loop.items) {
      if (item.kind === 'loop') {
        if (!leftOut.has(`${loop.id}/${item.id}`)) fill(item, own);
        continue;
      }
      if (item.id === 'SE' || leftOut.has(item.id)) continue;
      const elements = segmentFrom(item);
      if (item.id === 'HL') {
        own = ++levels;
        elements[1] = String(own);
        if (elements[2] !== '') elements[2] = String(above);
        const below = loop.items.some((one) => one.kind === 'loop' && one.opener.id === 'HL');
        if (elements[4] !== '') elements[4] = below ? '1' : '0';
      }
      segments.push(elements);
    }
  };
  fill(guide.root, 0);

  const [start] = segments;
  if (start !== undefined) {
    start[2] = '0001';
    if (start[3] !== '') start[3] = guide.id;
  }
  const lines = [
    [
      'ISA',
      '00',
      ' '.repeat(10),
      '00',
      ' '.repeat(10),
      'ZZ',
      'SENDER'.padEnd(15),
      'ZZ',
      'RECEIVER'.padEnd(15),
    ].concat(['260105', '0910', '^', '00501', '000000001', '0', 'T', ':']),
    ['GS', guide.functionalCode, 'SENDER', 'RECEIVER', '20260105', '0910', '1', 'X', guide.id],
    ...segments,
    ['SE', String(segments.length + 1), '0001'],
    ['GE', '1', '1'],
    ['IEA', '1', '000000001'],
  ];
  return lines.map((line) => `${line.join('*').replace(/\*+$/, '')}~\n`).join('');
}
