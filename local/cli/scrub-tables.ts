import { GetObjectCommand } from '@aws-sdk/client-s3';
import { ReadCodeSetsAnswer, type CodeSetEdition } from '#contracts/code-sets.ts';
import { current } from '#domain/code-sets/code-set-register.ts';
import { composeTables, type LoadedEdition } from '#domain/code-sets/compose-tables.ts';
import { isTable } from '#domain/code-sets/pack-edition.ts';
import { open } from '#domain/code-sets/packed/pack.ts';
import { seedTables } from '#domain/code-sets/seed-tables.ts';
import { tablesWhenAsked, type TablesWhenAsked } from '#domain/code-sets/tables-when-asked.ts';
import { CommandFailed } from './command-failed.ts';
import type { Target } from './target.ts';

/** The tables that the claims of a file are held against. */
export interface ScrubTables extends TablesWhenAsked {
  /** Where they come from: a running system, files that were named, or the program itself. */
  readonly source: 'loaded' | 'files' | 'seed';
  /** What is said of them before the first report. */
  readonly words: string;
}

const seedIsLittle =
  'the few hundred codes that come with the program and no official table: most of what those would say is not checked';

/** The codes that come with the program, and nothing else. */
export function seedOnly(why: string): ScrubTables {
  return {
    source: 'seed',
    words: `Held against ${seedIsLittle}. ${why}`,
    decide: (decide) => Promise.resolve(decide(seedTables)),
  };
}

/** Said where nothing was loaded: how to be judged by more. */
export const howToHaveMore =
  'Name official files with --tables, or load them into the running system ("codes load").';

/** What was loaded into a system. A table is fetched when a claim first asks it. */
export async function tablesOf(target: Pick<Target, 'invoke' | 's3' | 'bucket'>): Promise<ScrubTables> {
  const answer = ReadCodeSetsAnswer.parse(await target.invoke('read-code-sets', { read: 'editions' }));
  if (answer.outcome !== 'editions') {
    throw new CommandFailed('read-code-sets gave something else than editions.');
  }
  const { registers } = answer;
  const editions = registers.flatMap((register) => current(register)).filter(({ kind }) => isTable(kind));
  if (editions.length === 0) {
    return seedOnly(`Nothing is loaded there. ${howToHaveMore}`);
  }
  const fetched = async ({ tableKey }: CodeSetEdition): Promise<Uint8Array> => {
    const { Body } = await target.s3.send(
      new GetObjectCommand({ Bucket: target.bucket('Document'), Key: tableKey }),
    );
    return (await Body?.transformToByteArray()) ?? new Uint8Array(0);
  };
  const { decide } = tablesWhenAsked(fetched, seedTables)(editions);
  return {
    source: 'loaded',
    words: `Held against what was loaded into the system: ${editions.map(nameOf).join(', ')}; the rest against the few codes that come with the program.`,
    decide,
  };
}

/** Tables of files that were read here. */
export function tablesFrom(
  editions: readonly { readonly packed: Uint8Array; readonly name: string }[],
): ScrubTables {
  const opened = editions.map(({ packed }) => open(packed) as unknown as LoadedEdition);
  const tables = composeTables(opened, seedTables);
  return {
    source: 'files',
    words: `Held against the files that were named: ${editions.map(({ name }) => name).join(', ')}; the rest against the few codes that come with the program.`,
    decide: (decide) => Promise.resolve(decide(tables)),
  };
}

function nameOf({ kind, edition }: Pick<CodeSetEdition, 'kind' | 'edition'>): string {
  return `${kind} ${edition}`;
}
