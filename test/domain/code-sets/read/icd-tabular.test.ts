import { describe, expect, it } from 'vitest';
import { codeReferences } from '#domain/code-sets/read/code-references.ts';
import { editionsOf, problemOf, rowsOf } from './read-given.ts';

const tabular = `<?xml version="1.0" encoding="utf-8"?>
<ICD10CM.tabular>
  <version>2027</version>
  <introduction><introSection type="title"><title>Words &amp; more</title></introSection></introduction>
  <chapter>
    <name>1</name><desc>Chapter</desc>
    <excludes2><note>what goes along (O98.-)</note></excludes2>
    <section id="A00-A09">
      <excludes1><note>what never does (A50-A64)</note></excludes1>
      <diag>
        <name>S72</name><desc>Heading</desc>
        <excludes1><note>another (S78.-)</note><note>the same again (A50-A64)</note></excludes1>
        <codeFirst><note>the disease, such as: (E85.-, N18.1)</note></codeFirst>
        <useAdditionalCode><note>the germ (B95-B97)</note></useAdditionalCode>
        <sevenChrDef><extension char="A">first</extension><extension char="D">later</extension></sevenChrDef>
        <diag><name>S72.0</name><desc>Below</desc>
          <diag><name>S72.00</name><desc>Further</desc>
            <sevenChrDef><extension char="S">other</extension></sevenChrDef>
          </diag>
        </diag>
      </diag>
      <diag><name>S73</name><desc>Beside</desc></diag>
    </section>
  </chapter>
</ICD10CM.tabular>`;

describe('the tabular list', () => {
  it('gives a code the notes of its chapter, section and headings, and the nearest seventh characters', async () => {
    const editions = await editionsOf([['icd10cm-tabular-2027.xml', tabular]]);
    const never = { from: 'A50', to: 'A64' };
    const notes = {
      excludes1: [never, { from: 'S78', to: 'S78' }],
      excludes2: [{ from: 'O98', to: 'O98' }],
      codeFirst: [
        { from: 'E85', to: 'E85' },
        { from: 'N181', to: 'N181' },
      ],
      useAdditional: [{ from: 'B95', to: 'B97' }],
    };
    expect(rowsOf(editions, 'icd-10-cm-notes')).toEqual([
      { code: 'S72', ...notes, seventhCharacters: ['A', 'D'] },
      { code: 'S720', ...notes, seventhCharacters: ['A', 'D'] },
      { code: 'S7200', ...notes, seventhCharacters: ['S'] },
      { code: 'S73', ...notes, excludes1: [never], codeFirst: [], useAdditional: [], seventhCharacters: [] },
    ]);
    expect(editions).toMatchObject([{ edition: 'FY2027', from: '2026-10-01' }]);
  });

  it('refuses XML that is broken, with its line', async () => {
    expect(await problemOf([['tabular.xml', tabular.replace('</chapter>', '')]])).toMatch(
      /^tabular\.xml: line 25: found XML that cannot be read/,
    );
    expect(await problemOf([['tabular.xml', tabular.slice(0, 900)]])).toMatch(/XML that cannot be read/);
  });

  it.each([
    ['one code below a heading (A05.-)', 'A05-A05'],
    ['a range (K70-K77)', 'K70-K77'],
    ['a list (C43.-, D03.-)', 'C43-C43 D03-D03'],
    ['a list with words (E08.0 or E09.0 and E10.0)', 'E080-E080 E090-E090 E100-E100'],
    ['ranges of codes (B18.0-B18.1)', 'B180-B181'],
    ['a range across letters (C00-D49)', 'C00-D49'],
    ['a part of a category (S72.0-)', 'S720-S720'],
    ['a code of the newest form (QA0.1)', 'QA01-QA01'],
    ['without brackets, classified to Q67.0-Q67.4', 'Q670-Q674'],
    ['without brackets NOS M43.6', 'M436-M436'],
    ['with characters (E08-E10 with .44)', 'E0844-E0844 E0944-E0944 E1044-E1044'],
    ['narrowed by words (T36-T50 with fifth or sixth character 5)', ''],
    ['words only (NOS)', ''],
    ['a range that goes backwards (K77-K70)', ''],
  ])('reads of a note: %s', (note, expected) => {
    expect(
      codeReferences(note)
        .map(({ from, to }) => `${from}-${to}`)
        .join(' '),
    ).toBe(expected);
  });
});
