import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildSync, type BuildResult, type OutputFile } from 'esbuild';
import { presentRecord, recordOf } from './bundle-record.ts';
import { copyPackages } from './copy-packages.ts';

/** Packages that read files beside their own code and so cannot be bundled: copied into the asset as they are. */
const unbundleable = ['pdfkit'];

/** Beside the bundles: what they were made of. */
const recordName = 'made-of.json';

const root = path.resolve(import.meta.dirname, '../..');

/** Where the bundles lie: one folder a function, `dist/functions/<name>/index.js`. */
export const bundleFolder = path.join(root, 'dist/functions');

/** Names of the functions that have a handler, in order: the folders under `functions/`. */
export function functionNames(sourceFolder = path.join(root, 'functions')): string[] {
  return readdirSync(sourceFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(path.join(sourceFolder, entry.name, 'handler.ts')))
    .map((entry) => entry.name)
    .sort();
}

export interface Bundle {
  readonly name: string;
  readonly folder: string;
  readonly bytes: number;
}

interface BundleOptions {
  /** Holds one folder a function, each with a `handler.ts`. */
  readonly sourceFolder?: string;
  readonly outputFolder?: string;
}

/**
 * Bundles every handler in one call of esbuild and writes what changed; nothing is done when the bundles that are there
 * were made of the same sources. A file whose bytes are the same is left alone,
 * so that two synths at once, or a runtime that reads the bundles, never see half of one.
 * @throws Error when a handler does not compile, or a bundle could only run as an ES module.
 */
export function bundleFunctions(options: BundleOptions = {}): Bundle[] {
  const sourceFolder = options.sourceFolder ?? path.join(root, 'functions');
  const outputFolder = options.outputFolder ?? bundleFolder;
  const names = functionNames(sourceFolder);
  const recordFile = path.join(outputFolder, recordName);
  const present = presentRecord(recordFile, root, names);
  if (present !== undefined) {
    return names.map((name) => ({
      name,
      folder: path.join(outputFolder, name),
      bytes: present.bytes[name] ?? 0,
    }));
  }
  const built = buildSync({
    absWorkingDir: root,
    entryPoints: names.map((name) => ({
      in: path.join(sourceFolder, name, 'handler.ts'),
      out: path.join(name, 'index'),
    })),
    outdir: outputFolder,
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    // The SDK's modules are smaller than its CommonJS, because esbuild leaves out what is not used.
    mainFields: ['module', 'main'],
    minify: true,
    charset: 'utf8',
    legalComments: 'none',
    external: unbundleable,
    metafile: true,
    logLevel: 'silent',
    logOverride: { 'empty-import-meta': 'error' },
  });
  removeOthers(outputFolder, names);
  const bundles = names.map((name) => writeBundle(name, outputFolder, built));
  const bytes = Object.fromEntries(bundles.map((bundle) => [bundle.name, bundle.bytes]));
  const record = recordOf(Object.keys(built.metafile.inputs), { root, names, bytes });
  writeIfChanged(recordFile, Buffer.from(JSON.stringify(record)));
  return bundles;
}

function writeBundle(
  name: string,
  outputFolder: string,
  built: BuildResult & { outputFiles: OutputFile[]; metafile: NonNullable<BuildResult['metafile']> },
): Bundle {
  const folder = path.join(outputFolder, name);
  const file = path.join(folder, 'index.js');
  const output = built.outputFiles.find((candidate) => candidate.path === file);
  if (output === undefined) {
    throw new Error(`esbuild made no ${file} of functions/${name}/handler.ts`);
  }
  mkdirSync(folder, { recursive: true });
  writeIfChanged(file, output.contents);
  // Beside a package.json of type "module" above it, a .js file is only CommonJS where the nearest one says so.
  writeIfChanged(path.join(folder, 'package.json'), Buffer.from('{"type":"commonjs"}\n'));
  const copied = importsOf(path.relative(root, file), built.metafile).filter((name) =>
    unbundleable.includes(name),
  );
  copyPackages(copied, { from: root, to: folder });
  return { name, folder, bytes: output.contents.byteLength };
}

function importsOf(output: string, metafile: NonNullable<BuildResult['metafile']>): string[] {
  return (metafile.outputs[output]?.imports ?? []).filter((item) => item.external).map((item) => item.path);
}

/** Writes beside the file and renames, so that a reader sees the old bytes or the new ones. */
function writeIfChanged(file: string, contents: Uint8Array): void {
  if (existsSync(file) && readFileSync(file).equals(contents)) {
    return;
  }
  const draft = `${file}.${randomUUID()}.draft`;
  writeFileSync(draft, contents);
  renameSync(draft, file);
}

function removeOthers(outputFolder: string, names: readonly string[]): void {
  mkdirSync(outputFolder, { recursive: true });
  for (const entry of readdirSync(outputFolder)) {
    if (!names.includes(entry) && entry !== recordName) {
      rmSync(path.join(outputFolder, entry), { recursive: true, force: true });
    }
  }
}
