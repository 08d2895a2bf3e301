import { readFileSync } from 'node:fs';
import { edits } from '#domain/scrub/edits.ts';
import type { Edit } from '#domain/scrub/edit.ts';

function row({ id, title, snipType, severity, fixer, effectiveFrom, effectiveTo }: Edit): string {
  const page = `[${id}](../../shared/domain/scrub/edits/${id}/README.md)`;
  const period = effectiveTo === undefined ? `from ${effectiveFrom}` : `${effectiveFrom} to ${effectiveTo}`;
  return `| ${page} | ${title} | ${snipType} | ${severity} | ${fixer} | ${period} |`;
}

function section({ id, source }: Edit): string {
  const page = readFileSync(new URL(`../shared/domain/scrub/edits/${id}/README.md`, import.meta.url), 'utf8');
  const fix = /^## How to fix\n([\s\S]*?)(?=\n## |$(?![\s\S]))/m.exec(page)?.[1]?.trim() ?? '';
  return `## ${id}\n\n${fix}\n\nSource: ${source}.\n`;
}

/** The page that lists every edit of the scrubber, made from the edits themselves and from their own pages. */
export function scrubEditsPage(): string {
  const sorted = edits.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return [
    '# Scrub edits',
    '',
    'Made by `npm run docs` from the edits and their own pages; do not edit.',
    '',
    `${edits.length} edits. A claim is clean when no blocking edit failed; what could not be checked is listed in its report.`,
    '',
    '| edit | what is wrong | SNIP type | severity | who fixes it | days of service |',
    '|---|---|---|---|---|---|',
    ...sorted.map(row),
    '',
    ...sorted.map(section),
  ].join('\n');
}
