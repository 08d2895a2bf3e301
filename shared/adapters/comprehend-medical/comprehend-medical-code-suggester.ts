import {
  InferICD10CMCommand,
  type ComprehendMedicalClient,
  type ICD10CMEntity,
  type ICD10CMTraitName,
} from '@aws-sdk/client-comprehendmedical';
import type { Assertion, CodeSuggestions, CodingText } from '#contracts/coding.ts';
import { TemporaryFault } from '#contracts/errors.ts';
import { suggestInferred, type InferredCondition } from '#domain/coding/suggest/inferred-codes.ts';
import { piecesOfText, unitAt, type TextPiece } from '#domain/coding/suggest/pieces-of-text.ts';
import type { CodeSuggester, ToBeCoded } from '#ports/code-suggester.ts';
import type { CodeSearch } from '#ports/search-codes.ts';
import type { TablesInForce } from '#ports/tables-in-force.ts';
import { withFaultsNamed } from '../named-faults.ts';

/** The service reads up to 10,000 characters of a text; as many bytes of UTF-8 are never more. */
const mostBytes = 10_000;

interface Beside {
  /** Suggests services, of which this service knows none, and everything where it does not answer. */
  readonly embedded: CodeSuggester;
  readonly codeSearch: Pick<CodeSearch, 'indexes'>;
  readonly tables: TablesInForce;
}

/**
 * Diagnoses that Comprehend Medical (InferICD10CM) infers from the texts, by the edition in force here. A text is sent in
 * pieces, one after the other; where the service does not answer, the embedded suggester does, and the answer says so.
 * The client retries by itself: give it few attempts, since a person waits.
 */
export function comprehendMedicalCodeSuggester(
  client: ComprehendMedicalClient,
  { embedded, codeSearch, tables }: Beside,
): CodeSuggester {
  const infer = async ({ textId, text }: CodingText): Promise<readonly InferredCondition[]> => {
    const found: InferredCondition[] = [];
    // Half a character would be refused as no UTF-8.
    for (const piece of piecesOfText(text.toWellFormed(), mostBytes).filter(
      (one) => one.text.trim() !== '',
    )) {
      const { Entities = [] } = await withFaultsNamed('Comprehend Medical', () =>
        client.send(new InferICD10CMCommand({ Text: piece.text })),
      );
      found.push(...Entities.flatMap((entity) => conditionOf(entity, textId, piece)));
    }
    return found;
  };
  const inferAll = async (asked: ToBeCoded): Promise<readonly InferredCondition[] | TemporaryFault> => {
    try {
      const found: InferredCondition[] = [];
      for (const text of asked.texts) {
        found.push(...(await infer(text)));
      }
      return found;
    } catch (error) {
      if (error instanceof TemporaryFault) {
        return error;
      }
      throw error;
    }
  };
  return {
    name: 'comprehend-medical',
    suggest: async (asked): Promise<Omit<CodeSuggestions, 'outcome' | 'by'>> => {
      const own = await embedded.suggest(asked);
      const inferred = await inferAll(asked);
      if (inferred instanceof TemporaryFault) {
        return {
          ...own,
          notes: [
            ...own.notes,
            `${inferred.message}: these suggestions are the embedded suggester's. Ask again for the service's.`,
          ],
        };
      }
      const index = (await codeSearch.indexes(['icd-10-cm'], asked.on)).get('icd-10-cm');
      if (index === undefined) {
        return own;
      }
      const diagnoses = await tables.decide((inForce) => suggestInferred(inferred, index, inForce, asked));
      return {
        editions: own.editions,
        suggestions: [
          ...diagnoses.suggestions,
          ...own.suggestions.filter(({ kind }) => kind !== 'icd-10-cm'),
        ],
        setAside: diagnoses.setAside,
        notes: [...own.notes, ...diagnoses.notes],
      };
    },
  };
}

/** The first of these that an entity has counts. */
const assertions: readonly (readonly [ICD10CMTraitName, Assertion])[] = [
  ['NEGATION', 'negated'],
  ['PERTAINS_TO_FAMILY', 'family'],
  ['HYPOTHETICAL', 'uncertain'],
];

/** An entity as a condition; a time, or what has no code, is none. Offsets count characters of the piece, not units. */
function conditionOf(
  { BeginOffset, EndOffset, Score = 0, Traits = [], ICD10CMConcepts = [] }: ICD10CMEntity,
  textId: CodingText['textId'],
  { text, start }: TextPiece,
): readonly InferredCondition[] {
  const concepts = ICD10CMConcepts.flatMap(({ Code, Score: score = 0 }) =>
    Code === undefined ? [] : [{ code: Code, score }],
  ).toSorted((one, other) => other.score - one.score);
  if (BeginOffset === undefined || EndOffset === undefined || concepts.length === 0) {
    return [];
  }
  const assertion = assertions.find(([trait]) => Traits.some(({ Name }) => Name === trait))?.[1] ?? 'present';
  return [
    {
      evidence: { textId, start: start + unitAt(text, BeginOffset), end: start + unitAt(text, EndOffset) },
      assertion,
      score: Score,
      concepts,
    },
  ];
}
