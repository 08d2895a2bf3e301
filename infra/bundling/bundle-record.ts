import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';

/** What the bundles in a folder were made of, so that they need not be made again. */
const BundleRecord = z.object({
  names: z.array(z.string()),
  /** Files of this repository by path, with the digest of their content. */
  sources: z.record(z.string(), z.string()),
  bytes: z.record(z.string(), z.int()),
});
export type BundleRecord = z.infer<typeof BundleRecord>;

/** Stands for everything under node_modules: npm writes it with each package it installs. */
const installed = 'node_modules/.package-lock.json';
/** What decides how imports resolve and how a bundle is made, beside the sources themselves. */
const settings = [
  'package.json',
  installed,
  'infra/bundling/bundle-functions.ts',
  'infra/bundling/copy-packages.ts',
];

/** The record for bundles made of `inputs`, which are paths from `root`. */
export function recordOf(
  inputs: readonly string[],
  {
    root,
    names,
    bytes,
  }: { readonly root: string; readonly names: readonly string[]; readonly bytes: BundleRecord['bytes'] },
): BundleRecord {
  const own = inputs.filter((input) => !input.includes('node_modules/'));
  const files = [...new Set([...own, ...settings])].sort();
  return {
    names: [...names],
    sources: Object.fromEntries(files.map((file) => [file, digest(path.join(root, file))])),
    bytes,
  };
}

/** The record in a file, if the bundles that it speaks of are those that would be made now. */
export function presentRecord(
  file: string,
  root: string,
  names: readonly string[],
): BundleRecord | undefined {
  if (!existsSync(file)) {
    return undefined;
  }
  const { data } = BundleRecord.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  const isPresent =
    data !== undefined &&
    data.names.join() === names.join() &&
    names.every((name) => existsSync(path.join(path.dirname(file), name, 'index.js'))) &&
    Object.entries(data.sources).every(([source, known]) => digest(path.join(root, source)) === known);
  return isPresent ? data : undefined;
}

function digest(file: string): string {
  return existsSync(file) ? createHash('sha256').update(readFileSync(file)).digest('hex') : 'absent';
}
