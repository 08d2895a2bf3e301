import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { faultSentence } from '#domain/practice/practice-fault.ts';
import { readPracticeDocument } from '#domain/practice/read-practice-document.ts';

const sample = readFileSync(new URL('../../../events/practice.json', import.meta.url), 'utf8');

/** A small practice in YAML, written as a person writes it: without quotes. */
const small = `# Oak Street
practiceId: oak-street
name: Oak Street Pediatrics
npi: 2000000010
taxId: 990001234
taxonomy: 261QP2300X
timeZone: America/Denver
address: {line1: 1 Oak Street, city: Alder Falls, state: OR, zip: 07099}
phone: 5035550142
billingContact: Billing office
submitterId: OAKSTREET
clearinghouse:
  receiverId: OPENFIELD
  name: Openfield Clearinghouse
providers:
  - {npi: 2000001018, lastName: Rowan, firstName: Ada, taxonomy: 207Q00000X}
payers: []
feeSchedules:
  - feeScheduleId: main
    name: Charges
    rows:
      - {code: 99213, amountCents: 16000}
      - {code: 99213, modifier: 25, amountCents: 17000}
statementPolicy: {minimumBalanceCents: 500, intervalDays: 30, statementLimit: 4, dueDays: 25}
writeOffLimitCents: 25000
`;

const sentences = (text: string): string[] => (readPracticeDocument(text).faults ?? []).map(faultSentence);

describe('A practice document', () => {
  test('is read from JSON and from YAML, told apart by its first sign', () => {
    expect(readPracticeDocument(sample).practice?.practiceId).toBe('cedar-hill');
    expect(readPracticeDocument(`\uFEFF${sample}`).practice?.practiceId).toBe('cedar-hill');
    expect(readPracticeDocument(small).practice).toMatchObject({ practiceId: 'oak-street', edition: 1 });
  });

  test('may leave out its edition, and what it gives is known', () => {
    expect(readPracticeDocument(small).edition).toBeUndefined();
    expect(readPracticeDocument(`edition: 4\n${small}`).edition).toBe(4);
  });

  test('has text where text is expected, as it is written, quotes or not', () => {
    const { practice } = readPracticeDocument(small);
    expect(practice?.npi).toBe('2000000010');
    expect(practice?.address.zip).toBe('07099');
    expect(practice?.feeSchedules[0]?.rows[1]).toEqual({
      code: '99213',
      modifier: '25',
      amountCents: 17_000,
    });
  });

  test('is warned of what it leaves out', () => {
    expect(readPracticeDocument(small).warnings).toEqual([]);
    expect(readPracticeDocument(small.replace(/^timeZone.*\n/m, '')).warnings?.map(faultSentence)).toEqual([
      'line 2, column 1: document: found no timeZone; expected the zone by which the practice counts its days. Add it; without it America/New_York is taken.',
    ]);
  });

  test.each([
    [
      'a misspelt field',
      'phone:',
      'phon:',
      'line 9, column 1: phon: found a field named phon; expected perhaps phone.',
    ],
    [
      'a wrong check digit',
      'npi: 2000001018',
      'npi: 2000001019',
      'line 16, column 11: providers.0.npi: found 2000001019, whose check digit is wrong; expected an NPI.',
    ],
    [
      'a sign that no file can carry',
      'lastName: Rowan',
      'lastName: Row*an',
      'line 16, column 33: providers.0.lastName: found "*", which no file to a payer can carry;',
    ],
    [
      'a time zone that is none',
      'America/Denver',
      'Denver',
      'line 7, column 11: timeZone: found "Denver"; expected a time zone of the IANA database, for example "America/Denver".',
    ],
    [
      'words where a number should be',
      'writeOffLimitCents: 25000',
      'writeOffLimitCents: lots',
      'line 25, column 21: writeOffLimitCents: found "lots"; expected a number.',
    ],
    [
      'a price that stands twice',
      'modifier: 25, ',
      '',
      'line 23, column 9: feeSchedules.0.rows.1: found 99213 a second time; expected one entry for each code, modifier, effectiveFrom.',
    ],
    [
      'a list where a text should be',
      'name: Oak Street Pediatrics',
      'name: [Oak, Street]',
      'line 3, column 7: name: found a list of 2; expected text.',
    ],
    [
      'a value that is missing',
      'billingContact: Billing office',
      'billingContact:',
      'line 10, column 16: billingContact: found nothing; expected text.',
    ],
  ])('with %s is refused with line and column', (_, written, instead, expected) => {
    expect(small).toContain(written);
    const found = sentences(small.replace(written, instead));
    expect(found.filter((sentence) => sentence.startsWith(expected))).toHaveLength(1);
  });

  test.each([
    ['an alias', 'a: 1\nb: *x', 'line 2, column 4: document: found an alias (*name)'],
    [
      'a billion laughs',
      'a: &a [ha]\nb: &b [*a,*a]\nc: &c [*b,*b]',
      'line 1, column 4: document: found an anchor (&name)',
    ],
    ['a merge key', 'a: {b: 1}\nc:\n  <<: {b: 1}', 'line 3, column 3: document: found a merge key (<<)'],
    ['a tag', 'a: !!binary aGE=', 'line 1, column 4: document: found a tag (!name)'],
    ['a directive', '%YAML 1.1\n---\na: 1', 'line 1, column 1: document: found a directive (%)'],
    ['a key with a question mark', '? a\n: b', 'line 1, column 1: document: found a key that is marked'],
    ['two documents', 'a: 1\n---\nb: 2', 'line 2, column 1: document: found a second document'],
    ['a field twice in YAML', 'a: 1\nb: 2\na: 3', 'line 3, column 1: document: found a field a second time'],
    ['a field twice in JSON', '{"a": 1,\n "a": 2}', 'line 2, column 2: a: found a a second time'],
    ['a tabulator', 'a:\n\tb: 1', 'line 2, column 1: document: found a tabulator'],
    ['two fields on a line', 'a: b: c', 'line 1, column 4: document: found two fields on one line'],
    ['a quote that is not closed', 'a: "b', 'line 1, column 6: document: found an end that is missing'],
    ['JSON that breaks off', '{"a": [1,', 'line 1, column 10: document: found the end of the document'],
    ['nothing in it', ' \n', 'document: found an empty document'],
    ['words only', 'to whom it may concern', 'line 1, column 1: document: found "to whom it may concern"'],
    ['several practices', '[{}, {}]', 'line 1, column 1: document: found a list of 2; expected one practice'],
  ])('with %s is refused', (_, text, expected) => {
    expect(sentences(text)[0]).toMatch(new RegExp(`^${expected.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}`));
  });

  test.each([
    ['flow lists', '['.repeat(1_000_000)],
    ['flow lists in YAML', `a: ${'['.repeat(1_000_000)}`],
    ['objects in JSON', `${'{"a":'.repeat(50)}1${'}'.repeat(50)}`],
    ['dashes', `${'- '.repeat(500_000)}x`],
    [
      'lines that go ever deeper',
      Array.from({ length: 2000 }, (__, depth) => `${' '.repeat(depth)}a:`).join('\n'),
    ],
  ])('of a million %s is refused for its depth, at once', (_, text) => {
    expect(sentences(text)).toEqual([expect.stringMatching(/(?:more than 20|at most 100) levels/)]);
  });

  test('of more than 5,000,000 characters is not read', () => {
    expect(sentences(`${small}# ${'x'.repeat(5_000_000)}`)).toEqual([
      expect.stringMatching(/^document: found 5\d{6} characters; expected at most 5000000/),
    ]);
  });
});
