import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding } from '#domain/x12/findings.ts';
import type { ElementUse, LoopUse, SegmentUse } from '#domain/x12/guide.ts';
import { readableGuides } from '#domain/x12/guides/registry.ts';
import { usualDelimiters } from '#domain/x12/interchange.ts';
import type { SegmentCursor } from '#domain/x12/segment-cursor.ts';
import { Tokeniser } from '#domain/x12/tokenise.ts';
import { validateSegment } from '#domain/x12/validate-segment.ts';

const header =
  'ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260304*0512*^*00501*000000012*0*T*:~';

function segmentsOf(loop: LoopUse): SegmentUse[] {
  return loop.items.flatMap((item) => (item.kind === 'segment' ? item : segmentsOf(item)));
}

const uses = readableGuides.flatMap(({ guide }) => segmentsOf(guide.root));

/** What an element may hold: what is allowed, what nearly is, and rubbish. */
function valueFor(use: ElementUse): fc.Arbitrary<string> {
  const simple = fc.oneof(
    fc.constantFrom('', '1', '12', '-3.5', '.5', '1.2.3', '20260304', '20260230', '20240229', '0930', '2460'),
    fc.constantFrom('D8', 'RD8', '20260301-20260304', '20260304-20260301', 'XX', '1234567893', '1234567890'),
    fc.string({ maxLength: 9 }).filter((text) => !/[*~\r\n]/.test(text)),
    fc.constantFrom(...(use.codes ?? ['A'])),
  );
  if (use.shape.components === undefined) return simple;
  const components = use.shape.components.map((_, index) =>
    fc.oneof(simple, fc.constantFrom(...(use.components?.[index]?.codes ?? ['99213']))),
  );
  return fc
    .tuple(fc.tuple(...components), fc.nat(components.length))
    .map(([values, count]) => values.slice(0, count + 1).join(':'));
}

/** The segment as the tokeniser shows it. */
function cursorOf(text: string): SegmentCursor | undefined {
  let found: SegmentCursor | undefined;
  const tokeniser = new Tokeniser({
    segment: (cursor) => {
      if (cursor.id !== 'ISA' && cursor.id !== 'IEA') found = cursor.copy();
    },
    strayBytes: () => undefined,
  });
  tokeniser.push(new TextEncoder().encode(`${header}${text}~IEA*0*000000012~`));
  tokeniser.end();
  return found;
}

describe('the quick check of a segment', () => {
  it('calls nothing fine in which the full check finds anything, in any place of any guide', () => {
    let fine = 0;
    fc.assert(
      fc.property(
        fc
          .constantFrom(...uses)
          .chain((use) =>
            fc.tuple(fc.constant(use), fc.tuple(...use.elements.map(valueFor)), fc.nat(use.elements.length)),
          ),
        ([use, values, count]) => {
          const cursor = cursorOf([use.id, ...values.slice(0, count + 1)].join('*'));
          if (cursor === undefined || cursor.wide || cursor.wrapped) return;
          const component = usualDelimiters.component.charCodeAt(0);
          const repetition = usualDelimiters.repetition.charCodeAt(0);
          if (!use.plainCheck.isFine(cursor, component, repetition)) return;
          fine++;
          const findings: Finding[] = [];
          const place = { loop: 'any', position: 1, offset: 0 };
          validateSegment(use, cursor.elements(), usualDelimiters, place, (finding) =>
            findings.push(finding),
          );
          expect(findings).toEqual([]);
        },
      ),
      { numRuns: 4000 },
    );
    expect(fine).toBeGreaterThan(100);
  });
});
