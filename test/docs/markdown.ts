import { readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

/** The text of a page, by its path from the root of the repository. */
export function pageText(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

/** What stands under a heading, up to the next heading of its level or above. */
export function sectionOf(page: string, heading: string): string {
  const lines = page.split('\n');
  const start = lines.indexOf(heading);
  if (start === -1) {
    throw new Error(`There is no heading "${heading}"`);
  }
  const level = heading.indexOf(' ');
  const length = lines.slice(start + 1).findIndex((line) => /^#+ /.test(line) && line.indexOf(' ') <= level);
  return lines.slice(start + 1, length === -1 ? undefined : start + 1 + length).join('\n');
}

/** The cells of every table row, without heads and rules; a cell in backticks loses them. */
export function tableRows(text: string): string[][] {
  const lines = text.split('\n');
  return lines
    .filter((line, index) => {
      const isRow = line.startsWith('| ') && !line.startsWith('| -');
      return isRow && !/^\|[\s:-]*-/.test(lines[index + 1] ?? '');
    })
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim().replace(/^`([^`]*)`$/, '$1')),
    );
}

/** The contents of the fenced blocks of one language. */
export function codeBlocks(text: string, language: string): string[] {
  return [...text.matchAll(/^```(\w*)\n([^]*?)^```$/gm)]
    .filter(([, found]) => found === language)
    .map(([, , content]) => content ?? '');
}
