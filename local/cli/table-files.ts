import { createReadStream, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as z from 'zod';
import { uploadContents } from '#adapters/archive/open-upload.ts';
import { isTable, packEdition } from '#domain/code-sets/pack-edition.ts';
import { givenFiles } from '#domain/code-sets/read/given-files.ts';
import { readCodeSets, type GivenFile } from '#domain/code-sets/read/read-code-sets.ts';
import { usualArchiveLimits } from '#domain/intake/frame/limits.ts';
import { CommandFailed } from './command-failed.ts';
import { tablesFrom, type ScrubTables } from './scrub-tables.ts';
import { exitCodes } from './x12/read-file.ts';

/** Official files as they are published, of this machine and for one command: nothing is kept. */
export async function tablesOfFiles(
  named: readonly string[],
  { isSlice }: { readonly isSlice: boolean },
): Promise<ScrubTables> {
  const paths = named.flatMap(filesAt);
  const read = await readCodeSets(filesOf(paths), { isSlice }).catch(refuseUnreadable);
  if (read.outcome === 'refused') {
    throw new CommandFailed(
      `--tables: ${read.problem}\nParts are taken with --slice; a file that does not say its edition, first day or table is loaded with "codes load", which can be told them.`,
      exitCodes.unreadable,
    );
  }
  const editions = read.editions.filter(({ content }) => isTable(content.kind));
  const days = editions.map(({ content: { kind }, from }) => `${kind} from ${from}`);
  const twice = days.find((day, index) => days.indexOf(day) !== index);
  if (twice !== undefined) {
    throw new CommandFailed(
      `--tables: found two editions of ${twice}; expected one. Name one of them.`,
      exitCodes.unreadable,
    );
  }
  if (editions.length === 0) {
    throw new CommandFailed(
      `--tables ${named.join(' ')}: found no table that claims are checked by. The guide lists what can be loaded.`,
      exitCodes.unreadable,
    );
  }
  return tablesFrom(
    editions.map((edition) => ({
      packed: packEdition(edition),
      name: `${edition.content.kind} ${edition.edition}${edition.isWhole ? '' : ' (a part)'}`,
    })),
  );
}

/** A file, or the files of a folder. */
function filesAt(path: string): string[] {
  try {
    return statSync(path).isDirectory()
      ? readdirSync(path, { withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map(({ name }) => join(path, name))
          .toSorted()
      : [path];
  } catch {
    throw new CommandFailed(`--tables ${path}: no such file or folder.`, exitCodes.unreadable);
  }
}

function filesOf(paths: readonly string[]): AsyncGenerator<GivenFile> {
  return givenFiles(
    paths.map((path) => ({
      name: basename(path),
      open: () =>
        uploadContents.open(
          {
            sizeBytes: statSync(path).size,
            read: (from, before) =>
              createReadStream(path, {
                start: from,
                ...(before === undefined ? {} : { end: before - 1 }),
              }),
          },
          usualArchiveLimits,
        ),
    })),
    (error) => problemOf(error)?.code,
  );
}

function refuseUnreadable(error: unknown): never {
  const problem = problemOf(error);
  if (problem === undefined) {
    throw error;
  }
  throw new CommandFailed(
    `--tables: found ${problem.found}; expected ${problem.expected}. ${problem.howToFix}`,
    exitCodes.unreadable,
  );
}

/** What the archive's opener says of a file that cannot be unpacked. */
const UnreadableArchive = z.object({
  problem: z.object({ code: z.string(), found: z.string(), expected: z.string(), howToFix: z.string() }),
});

function problemOf(error: unknown): z.infer<typeof UnreadableArchive>['problem'] | undefined {
  return UnreadableArchive.safeParse(error).data?.problem;
}
