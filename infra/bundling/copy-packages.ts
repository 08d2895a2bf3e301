import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';

const PackageJson = z.object({
  version: z.string(),
  dependencies: z.record(z.string(), z.string()).default({}),
});

interface InstalledPackage {
  /** Path under the project, for example `node_modules/fontkit/node_modules/x`. */
  readonly place: string;
  readonly version: string;
}

/**
 * Copies packages and all that they depend on into `to/node_modules`, as they lie under `from/node_modules`.
 * Documentation, types and source maps stay behind. Nothing is copied when the same versions lie there already.
 * @throws Error when a package is not installed.
 */
export function copyPackages(
  names: readonly string[],
  { from, to }: { readonly from: string; readonly to: string },
): void {
  const target = path.join(to, 'node_modules');
  if (names.length === 0) {
    rmSync(target, { recursive: true, force: true });
    return;
  }
  const packages = new Map<string, InstalledPackage>();
  for (const name of names) {
    collect(name, '', from, packages);
  }
  const list = [...packages.values()].sort((left, right) => left.place.localeCompare(right.place));
  const inventory = JSON.stringify(list);
  const inventoryFile = path.join(to, 'packages.json');
  if (existsSync(inventoryFile) && readFileSync(inventoryFile, 'utf8') === inventory) {
    return;
  }
  rmSync(target, { recursive: true, force: true });
  for (const { place } of list) {
    cpSync(path.join(from, place), path.join(to, place), {
      recursive: true,
      filter: (file) => isNeeded(path.relative(path.join(from, place), file)),
    });
  }
  writeFileSync(inventoryFile, inventory);
}

/** Finds a package as Node does: beside the one that asks for it, then in each folder above. */
function collect(name: string, askedBy: string, from: string, found: Map<string, InstalledPackage>): void {
  const place = resolve(name, askedBy, from);
  if (found.has(place)) {
    return;
  }
  const { version, dependencies } = PackageJson.parse(
    JSON.parse(readFileSync(path.join(from, place, 'package.json'), 'utf8')),
  );
  found.set(place, { place, version });
  for (const dependency of Object.keys(dependencies)) {
    collect(dependency, place, from, found);
  }
}

function resolve(name: string, askedBy: string, from: string): string {
  for (let folder = askedBy; ; folder = path.dirname(path.dirname(folder))) {
    const place = path.join(folder, 'node_modules', name);
    if (existsSync(path.join(from, place, 'package.json'))) {
      return place;
    }
    if (!folder.includes('node_modules')) {
      throw new Error(
        `${name}, which ${askedBy === '' ? 'a function' : askedBy} needs, is not installed. Run npm ci.`,
      );
    }
  }
}

function isNeeded(file: string): boolean {
  return !/(?:^|\/)(?:node_modules|docs|types|tools|demo|examples|test|tests)(?:\/|$)|\.(?:map|md|d\.ts|d\.mts|d\.cts|markdown)$|[./](?:browser|standalone|old)\.[a-z.]*js$/.test(
    file,
  );
}
