import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { buildSite } from '../../infra/bundling/build-site.ts';

/** What a browser may have to load before the first page can be used, packed. */
const firstLoadLimitBytes = 250_000;

const imported = /(?:from|import)\s*\(?\s*"(\.\/[^"]+)"/g;

describe('The built application', () => {
  let folder: string;
  let page: string;
  beforeAll(() => {
    folder = buildSite();
    page = readFileSync(path.join(folder, 'index.html'), 'utf8');
  });

  const asset = (name: string) => readFileSync(path.join(folder, 'assets', name));

  /** A script with all that it imports at once. */
  function withImports(name: string, found = new Set<string>()): Set<string> {
    if (!found.has(name)) {
      found.add(name);
      const text = asset(name).toString();
      for (const [statement, target = ''] of text.matchAll(imported)) {
        if (!statement.startsWith('import(')) {
          withImports(path.basename(target), found);
        }
      }
    }
    return found;
  }

  test('loads less than 250 KB before the first page can be used', () => {
    const named = [...page.matchAll(/"\/assets\/([^"]+\.(?:js|css))"/g)].map(([, name = '']) => name);
    const first = readdirSync(path.join(folder, 'assets')).filter((name) => /^tasks-page-.*\.js$/.test(name));
    const scripts = [...named.filter((name) => name.endsWith('.js')), ...first].flatMap((name) => [
      ...withImports(name),
    ]);
    const styles = readdirSync(path.join(folder, 'assets')).filter((name) => name.endsWith('.css'));
    const files = [...new Set([...scripts, ...styles])];
    const bytes = files.reduce((sum, name) => sum + gzipSync(asset(name)).byteLength, 0);
    expect(files.length).toBeGreaterThan(3);
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes).toBeLessThan(firstLoadLimitBytes);
  });

  test('has neither script nor style in the page itself, and asks nobody else for anything', () => {
    expect(page).not.toMatch(/<script(?![^>]*\ssrc=)[^>]*>/);
    expect(page).not.toMatch(/<style|\sstyle=|\son[a-z]+=|https?:\/\//);
    const styles = readdirSync(path.join(folder, 'assets')).filter((name) => name.endsWith('.css'));
    expect(
      styles.filter((name) => /url\(\s*["']?(?:https?:|data:)|@import/.test(asset(name).toString())),
    ).toEqual([]);
  });

  test('makes no style element where its content security policy forbids one', () => {
    // The component library adds one unless it finds this name.
    expect(page).toContain('id="react-aria-pressable-style"');
  });
});
