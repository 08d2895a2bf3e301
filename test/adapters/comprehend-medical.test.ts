import { ComprehendMedicalClient, InferICD10CMCommand } from '@aws-sdk/client-comprehendmedical';
import { mockClient } from 'aws-sdk-client-mock';
import * as fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { comprehendMedicalCodeSuggester } from '#adapters/comprehend-medical/comprehend-medical-code-suggester.ts';
import { embeddedCodeSuggester } from '#adapters/embedded/embedded-code-suggester.ts';
import { memoryCodeSetStore } from '#adapters/memory/memory-code-set-store.ts';
import { MemoryTables } from '#adapters/memory/memory-tables.ts';
import type { CodingText } from '#contracts/coding.ts';
import { Instant, PlainDate } from '#contracts/dates.ts';
import { seedTables } from '#domain/code-sets/seed-tables.ts';
import { piecesOfText, unitAt } from '#domain/coding/suggest/pieces-of-text.ts';
import { codeSearch } from '#ports/search-codes.ts';
import { tablesInForce } from '#ports/tables-in-force.ts';

const service = mockClient(ComprehendMedicalClient);
const codeSets = memoryCodeSetStore(new MemoryTables());
const search = codeSearch(codeSets);
const clock = { now: () => Instant.parse('2026-11-20T15:04:05.000Z') };
const tables = tablesInForce(codeSets, seedTables, clock);
const embedded = embeddedCodeSuggester(search, tables);
const suggester = comprehendMedicalCodeSuggester(new ComprehendMedicalClient({ maxAttempts: 1 }), {
  embedded,
  codeSearch: search,
  tables,
});

const asked = { on: PlainDate.parse('2026-03-02'), sex: 'F', ageYears: 50, limit: 10 } as const;
const textOf = (text: string): CodingText => ({ textId: 'note', kind: 'note', signed: true, text });
const ask = (text: string) => suggester.suggest({ ...asked, texts: [textOf(text)] });

/** An entity as the service tells it, where a text says a word; offsets count characters. */
function entity(
  text: string,
  word: string,
  code: string,
  trait?: 'NEGATION' | 'HYPOTHETICAL' | 'PERTAINS_TO_FAMILY',
) {
  const begin = Array.from(text.slice(0, text.indexOf(word))).length;
  return {
    Id: 0,
    Text: word,
    Category: 'MEDICAL_CONDITION' as const,
    Type: 'DX_NAME' as const,
    Score: 0.9,
    BeginOffset: begin,
    EndOffset: begin + Array.from(word).length,
    Traits: trait === undefined ? [] : [{ Name: trait, Score: 0.8 }],
    ICD10CMConcepts: [
      { Code: code, Description: 'Words of the service', Score: 0.8 },
      { Code: 'K21.9', Description: 'Words of the service', Score: 0.3 },
    ],
  };
}

const sent = (): readonly string[] =>
  service.commandCalls(InferICD10CMCommand).map(({ args: [command] }) => command.input.Text ?? '');

beforeEach(() => {
  service.reset();
});

describe('what Comprehend Medical infers from a note', () => {
  test('is suggested in our own words, with where the note says it and what else it may be', async () => {
    const note = 'Assessment: high blood pressure.';
    service.on(InferICD10CMCommand).resolves({ Entities: [entity(note, 'high blood pressure', 'I10')] });
    const { suggestions, editions } = await ask(note);
    expect(suggestions).toMatchObject([
      {
        code: 'I10',
        description: 'High blood pressure',
        rank: 1,
        confidence: 72,
        assertion: 'present',
        alternatives: [{ code: 'K21.9' }],
      },
    ]);
    const [evidence] = suggestions[0]?.evidence ?? [];
    expect(note.slice(evidence?.start, evidence?.end)).toBe('high blood pressure');
    expect(editions).toContainEqual({ kind: 'icd-10-cm', edition: 'seed' });
    expect(sent()).toEqual([note]);
  });

  test('is marked where it stands, though characters before it take two places', async () => {
    const note = '😀😀 She has a cold.';
    service.on(InferICD10CMCommand).resolves({ Entities: [entity(note, 'cold', 'J06.9')] });
    const [evidence] = (await ask(note)).suggestions[0]?.evidence ?? [];
    expect(note.slice(evidence?.start, evidence?.end)).toBe('cold');
  });

  test.each([
    ['NEGATION', 'negated'],
    ['HYPOTHETICAL', 'uncertain'],
    ['PERTAINS_TO_FAMILY', 'family'],
  ] as const)('is set aside with the trait %s', async (trait, assertion) => {
    const note = 'cough';
    service.on(InferICD10CMCommand).resolves({ Entities: [entity(note, 'cough', 'R05.9', trait)] });
    const { suggestions, setAside } = await ask(note);
    expect(suggestions).toEqual([]);
    expect(setAside).toMatchObject([{ assertion, evidence: { start: 0, end: 5 } }]);
  });

  test('is not suggested where the edition in force does not have it', async () => {
    const note = 'something rare';
    service.on(InferICD10CMCommand).resolves({
      Entities: [{ ...entity(note, 'rare', 'Q99.9'), ICD10CMConcepts: [{ Code: 'Q99.9', Score: 0.9 }] }],
    });
    expect(await ask(note)).toMatchObject({
      suggestions: [],
      notes: ['1 condition has no code that the edition seed has.'],
    });
  });

  test('has no times, and no entity without a code', async () => {
    service.on(InferICD10CMCommand).resolves({
      Entities: [{ Type: 'TIME_EXPRESSION', BeginOffset: 0, EndOffset: 3, Score: 0.9 }],
    });
    expect((await ask('two days')).suggestions).toEqual([]);
  });

  test('leaves services to the embedded suggester', async () => {
    service.on(InferICD10CMCommand).resolves({ Entities: [] });
    const { suggestions } = await ask('Procedure: ear wax removal done, both ears.');
    expect(suggestions.map(({ kind, code }) => [kind, code])).toEqual([['cpt', '69210']]);
  });
});

describe('a note is sent', () => {
  test('in pieces that the service reads, cut between sentences, and its answers are put together', async () => {
    const sentence = 'She has a cough and nothing else today. ';
    const note = sentence.repeat(600).trimEnd();
    service.on(InferICD10CMCommand).callsFake(({ Text }: { readonly Text: string }) => ({
      Entities: [entity(Text, 'cough', 'R05.9')],
    }));
    const { suggestions } = await ask(note);
    expect(sent().join('')).toBe(note);
    expect(sent().length).toBe(3);
    expect(sent().every((piece) => piece.length <= 10_000 && piece.startsWith('She'))).toBe(true);
    const marked = suggestions[0]?.evidence.map(({ start, end }) => note.slice(start, end));
    expect(marked).toEqual(['cough', 'cough', 'cough']);
  });

  test('without half characters, and never where it says nothing', async () => {
    service.on(InferICD10CMCommand).resolves({ Entities: [] });
    await ask('broken \uD83D here');
    await ask(' \n ');
    expect(sent()).toEqual(['broken \uFFFD here']);
  });
});

describe('when Comprehend Medical', () => {
  const failing = (name: string, httpStatusCode: number): Error =>
    Object.assign(new Error(name), { name, $metadata: { httpStatusCode } });

  test.each([
    ['throttles', failing('TooManyRequestsException', 400)],
    ['fails', failing('InternalServerException', 500)],
    ['is not there', failing('ServiceUnavailableException', 503)],
  ])('%s, the embedded suggester answers, and the answer says so', async (_, error) => {
    service.on(InferICD10CMCommand).rejects(error);
    const { suggestions, notes } = await ask('Assessment: hypertension');
    expect(suggestions.map(({ code }) => code)).toEqual(['I10']);
    expect(notes).toEqual([
      `Comprehend Medical did not answer (${error.name}): these suggestions are the embedded suggester's. Ask again for the service's.`,
    ]);
  });

  test.each(['TextSizeLimitExceededException', 'InvalidEncodingException', 'AccessDeniedException'])(
    'refuses with %s, that is a defect and goes on by its name',
    async (name) => {
      service.on(InferICD10CMCommand).rejects(failing(name, 400));
      await expect(ask('Assessment: hypertension')).rejects.toMatchObject({ name });
    },
  );
});

describe('a text in pieces', () => {
  test('is the text when put together; each is within the limit, and starts where it says', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.integer({ min: 4, max: 80 }),
        (text, mostBytes) => {
          const pieces = piecesOfText(text, mostBytes);
          expect(pieces.map((piece) => piece.text).join('')).toBe(text);
          for (const piece of pieces) {
            expect(text.startsWith(piece.text, piece.start)).toBe(true);
            expect(new TextEncoder().encode(piece.text).length).toBeLessThanOrEqual(mostBytes);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  test('counts characters as the service does', () => {
    expect([0, 1, 2, 9].map((place) => unitAt('a😀b', place))).toEqual([0, 1, 3, 4]);
  });
});
