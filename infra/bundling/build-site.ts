import { execFileSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';

const root = path.resolve(import.meta.dirname, '../..');

/** Where the files of the staff application lie when they are built. */
export const siteFolder = path.join(root, 'dist/web');

/** Beside the folder, so that it is no part of the site: what the files in it were made of. */
const recordFile = path.join(root, 'dist/web.made-of.json');
const SiteRecord = z.object({ sources: z.record(z.string(), z.string()) });

/** What a page can be made of. The browser sees contracts and the pure domain, and these packages. */
const sourceFolders = ['web', 'shared/contracts', 'shared/domain'];
const settings = ['package.json', 'node_modules/.package-lock.json', 'infra/bundling/build-site.ts'];

/**
 * Builds the staff application; nothing is done when what lies there was made of the same sources. It is built beside
 * and moved into its place, so that a runtime that serves it never sees half of it.
 * @returns the folder of its files.
 * @throws Error with what the build printed when it fails.
 */
export function buildSite(): string {
  const sources = digests();
  if (existsSync(path.join(siteFolder, 'index.html')) && isMadeOf(sources)) {
    return siteFolder;
  }
  const draft = `${siteFolder}.${randomUUID()}.draft`;
  try {
    execFileSync(
      process.execPath,
      [
        path.join(root, 'node_modules/vite/bin/vite.js'),
        'build',
        '--config',
        path.join(root, 'web/vite-config.ts'),
        '--outDir',
        draft,
        '--logLevel',
        'error',
      ],
      {
        cwd: root,
        encoding: 'utf8',
        stdio: 'pipe',
        // A test that synthesises says "test", and would get the library's slow and large build for developers.
        env: { ...process.env, NODE_ENV: 'production' },
      },
    );
    rmSync(siteFolder, { recursive: true, force: true });
    renameSync(draft, siteFolder);
  } catch (error) {
    const printed = error instanceof Error && 'stderr' in error ? String(error.stderr) : '';
    throw new Error(`The staff application in web/ could not be built:\n${printed}`, { cause: error });
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  writeFileSync(recordFile, JSON.stringify({ sources } satisfies z.infer<typeof SiteRecord>));
  return siteFolder;
}

function isMadeOf(sources: Readonly<Record<string, string>>): boolean {
  if (!existsSync(recordFile)) {
    return false;
  }
  const known = SiteRecord.safeParse(JSON.parse(readFileSync(recordFile, 'utf8'))).data?.sources ?? {};
  const names = Object.keys(sources);
  return names.length === Object.keys(known).length && names.every((name) => known[name] === sources[name]);
}

/** Every file that the site may be made of, with the digest of its content. */
function digests(): Record<string, string> {
  const files = sourceFolders.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name))),
  );
  return Object.fromEntries(
    [...files, ...settings].sort().map((file) => [
      file,
      createHash('sha256')
        .update(readFileSync(path.join(root, file)))
        .digest('hex'),
    ]),
  );
}
