import { knownTypes } from '../local/runtime/resources.ts';

/** The page with what becomes of each resource type of the templates on one machine. */
export function oneMachinePage(): string {
  const rows = (kind: string, detail: (text: string) => string): string[] =>
    knownTypes()
      .filter((known) => known.kind === kind)
      .map((known) => `| \`${known.type}\` | ${detail(known.detail)} |`);
  return [
    '# What one machine serves of the templates',
    '',
    'Made by `npm run docs` from `local/runtime/resources.ts`; do not edit. `npx claimwright start --explain` prints the same for what the templates have.',
    '',
    '## Served',
    '',
    'As on AWS, as far as the templates use it; a property that is not known stops the start by name.',
    '',
    '| type | by |',
    '| --- | --- |',
    ...rows('served', (by) => `\`${by}\``),
    '',
    '## Inert',
    '',
    'Read, and left out for the reason given. So is a function that only CloudFormation calls, for a custom resource named on this page: what it would do is done without it, or left out.',
    '',
    '| type | reason |',
    '| --- | --- |',
    ...rows('inert', (reason) => reason),
    '',
    '## Refused',
    '',
    'Every other type stops the start, and is named: nothing is guessed.',
    '',
  ].join('\n');
}
