import { PracticeId } from '#contracts/identifiers.ts';
import { ObjectCreated } from '#contracts/messages.ts';
import type { ImportPracticeAnswer, PracticeFileAnswer } from '#contracts/practice-import.ts';
import { contractVersion } from '#contracts/steps.ts';
import { faultSentence } from '#domain/practice/practice-fault.ts';
import { readPracticeDocument } from '#domain/practice/read-practice-document.ts';
import { contractTablesLacking, type ContractTablesWorld } from '#ports/contract-tables.ts';
import type { DocumentStore } from '#ports/document-store.ts';
import { importPractice, type ImportPracticeWorld } from '#ports/import-practice.ts';
import type { PracticeStore } from '#ports/practice-store.ts';

export interface ReceivePracticeFileWorld extends ImportPracticeWorld, ContractTablesWorld {
  readonly practices: Pick<PracticeStore, 'edition' | 'save' | 'history'>;
  readonly documents: Pick<DocumentStore, 'get' | 'put'>;
}

const practiceKey = /^practice\/([^/]+)\/(.+)$/;
/** More is no practice document, and is not read into memory. */
const mostBytes = 6_000_000;

/**
 * Imports a practice document that was uploaded under `practice/<practice id>/`, and answers under
 * `answer/<practice id>/practice/`. The practice must be there already, and payers or providers that open claims name do
 * not go this way. A file that comes twice is answered as the first time: its name and version stand in the history.
 */
export async function receivePracticeFileStep(
  body: string,
  world: ReceivePracticeFileWorld,
): Promise<{ outcome: 'saved' | 'unchanged' | 'refused' }> {
  const { object } = ObjectCreated.parse(JSON.parse(body)).detail;
  const [, folder = '', name = ''] = practiceKey.exec(object.key) ?? [];
  const practiceId = PracticeId.safeParse(folder);
  const source = `${object.key} ${object['version-id'] ?? ''}`.trim();
  const answer = practiceId.success
    ? await imported(
        practiceId.data,
        { key: object.key, versionId: object['version-id'], source, size: object.size },
        world,
      )
    : refused([noPractice(folder)]);
  const told: PracticeFileAnswer = { contractVersion, answeredAt: world.clock.now(), ...answer };
  await world.documents.put(
    'uploads',
    folder === '' ? `answer/${object.key}.json` : `answer/${folder}/practice/${name}.json`,
    `${JSON.stringify(told, undefined, 2)}\n`,
    'application/json',
  );
  return { outcome: told.outcome };
}

interface ArrivedFile {
  readonly key: string;
  readonly versionId: string | undefined;
  /** Names the file in the history. */
  readonly source: string;
  readonly size: number | undefined;
}

type Told = Omit<PracticeFileAnswer, 'contractVersion' | 'answeredAt'>;

async function imported(
  practiceId: PracticeId,
  { key, versionId, source, size = 0 }: ArrivedFile,
  world: ReceivePracticeFileWorld,
): Promise<Told> {
  if ((await world.practices.edition(practiceId)) === undefined) {
    return refused([noPractice(practiceId)]);
  }
  const before = (await world.practices.history(practiceId)).find((line) => line.source === source);
  if (before !== undefined) {
    const { edition, changes } = before;
    return { outcome: 'saved', edition, problems: [], warnings: [], changes };
  }
  if (size > mostBytes) {
    return refused([
      `document: found ${size} bytes; expected at most ${mostBytes}. Leave out prices that are no longer used`,
    ]);
  }
  const file = await world.documents.get('uploads', key, versionId);
  const text = file === undefined ? undefined : utf8(file.body);
  if (text === undefined) {
    return refused([
      'document: found bytes that are not UTF-8, or no file; expected a YAML or JSON text. Save it as UTF-8 and upload it again',
    ]);
  }
  const read = readPracticeDocument(text);
  if (read.faults !== undefined) {
    return refused(read.faults.map(faultSentence));
  }
  if (read.practice.practiceId !== practiceId) {
    return refused([
      `practiceId: found ${read.practice.practiceId}; expected ${practiceId}, the practice of the folder. Upload it to its own folder`,
    ]);
  }
  return told(
    await importPractice(
      { document: read.document, by: 'upload', source, apply: true, dropNamed: false },
      world,
      (practice) => contractTablesLacking(practice, world),
    ),
  );
}

function told(answer: ImportPracticeAnswer): Told {
  if (answer.outcome === 'refused') {
    return refused(answer.problems);
  }
  const { edition, warnings, lacking, changes } = answer;
  return {
    outcome: answer.outcome === 'saved' ? 'saved' : 'unchanged',
    edition,
    problems: [],
    warnings: [...warnings, ...lacking],
    changes,
  };
}

function refused(problems: readonly string[]): Told {
  return { outcome: 'refused', problems: [...problems], warnings: [], changes: [] };
}

function noPractice(folder: string): string {
  return `practiceId: found the folder "${folder}"; expected practice/<practice id>/<file> of a practice that was loaded. A new practice is created with "practice import"`;
}

function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
