import { codeOfNote, intakeNotes } from '#domain/intake/answer/intake-notes.ts';
import { fileRefusals, recordRefusals } from '#domain/intake/answer/refusal-codes.ts';

type Refusals = typeof fileRefusals | typeof recordRefusals;

/** The page of every code that an answer to an upload may have. */
export function intakeCodesPage(): string {
  const refusals = (table: Refusals): string[] => [
    '| code | what is wrong | what to do |',
    '|---|---|---|',
    ...Object.entries(table).map(
      ([code, { meaning, whatToDo }]) => `| \`${code}\` | ${meaning} | ${whatToDo} |`,
    ),
    '',
  ];
  const example = 'not-carried: 2400 NTE';
  return [
    '# Codes of the answer to an upload',
    '',
    'Made by `npm run docs` from `shared/domain/intake/answer/`; do not edit. What an answer is stands in [for-practices.md](../guides/for-practices.md).',
    '',
    '## A file is refused',
    '',
    'Nothing of the file was taken in. Its answer has these codes under `fileProblems`.',
    '',
    ...refusals(fileRefusals),
    '## A record is refused',
    '',
    'The other records of the file are not touched by it. Codes stand under `problems` of the record.',
    '',
    ...refusals(recordRefusals),
    '## Something is noticed',
    '',
    `Reasons for nobody to do anything, unless they should not be so. Codes stand under \`notes\` of the record; where there is more to say it follows behind a colon, as in \`${example}\` (\`${codeOfNote(example)}\`).`,
    '',
    '| code | what it means |',
    '|---|---|',
    ...Object.entries(intakeNotes).map(([code, meaning]) => `| \`${code}\` | ${meaning} |`),
    '',
  ].join('\n');
}
