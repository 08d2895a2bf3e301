import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { lambdaServiceFaults, passingFaults } from '#contracts/errors.ts';

const root = path.resolve(import.meta.dirname, '..');

interface NamedError {
  readonly name: string;
  /** The first sentences of the comment above it. */
  readonly meaning: string;
  readonly file: string;
  /** Whether its sentence stands in the log, because it holds ids, names of fields and numbers only. */
  readonly isTold: boolean;
}

/** The classes from which others are made; nothing throws them themselves. */
const bases = new Set(['TellableError']);

/**
 * What whoever meets the error does about it. Every error of ours has a line here, and no line is left of one that is
 * gone: the page is not made otherwise.
 */
const whatToDo: Readonly<Record<string, string>> = {
  CommitConflict:
    'Nothing: the step reads and decides again. Where it does not end, two writers keep at the same claim; send the message back when they are done.',
  TemporaryFault:
    'Nothing for some minutes. Then look at the health of the service that the message names, and send back what was given up.',
  InvariantBroken:
    'The sentence names what is missing. Look who changed a table or a bucket by hand; put it back from the backup or the evidence bucket, then go on: an upload or remittance by `runs resume`, a claim by its next leg.',
  LooksFailed:
    'Nothing is lost: everything else of the round was looked at, and what failed is tried again by the next. The sentence names the first entry, the log below it the error that it met: look that up here. An entry that fails hour after hour is a defect of the program.',
  MailsGivenUp:
    'Somebody was not told that a report is ready. Open Finance, Schedules of that practice: it says of each mail what failed. The report itself is where it always is, and the next mail is sent as always.',
  LedgerDamaged:
    'Nobody closes that day until it is mended. Compare `ledger days` with `ledger entries --day` of that day. What somebody posted into a day past the program is taken out by restoring the table; what belongs there is let in by `periods reopen`, after which the day is totalled once more.',
  UnknownPayer:
    'Load the practice with that payer in it (`practice load`), then start the next leg of the claim.',
  StatementOutOfBalance:
    'No statement was sent. Compare `ledger entries --claim` of the visits with the account; this is a defect of the program and needs a developer.',
  X12WriteRefused:
    'Nothing was sent. The sentence names loop, segment and element: correct the master data if it comes from there; else an edit of the scrubber is missing, and a developer writes it.',
  UnbalancedPosting:
    'Nothing was written. A defect of the program: keep the file or the decision that led to it.',
  EmptyPosting: 'Nothing was written. A defect of the program: keep the file or the decision that led to it.',
  IllegalMove:
    'Somebody who works a task is told in words that the claim moved on. From a step it is a defect of the program.',
  RoundLimitReached: 'A manager looks at the claim: a loop was taken as often as the lifecycle allows.',
  NothingToSubmit:
    'A defect of the program: a claim without coverage goes to the patient and never comes to submission.',
  UnreadableUpload:
    'Nothing of the upload was taken in; its answer says why. The practice sends the file again, as its answer says.',
  LinesRefused:
    'Nothing was written. The message names the line of the NDJSON file, the place in it, what was found and what was expected: correct the line and write the file again.',
  UnreadableX12:
    'Does not come out of the engine: the file is refused with its offset, as ExchangeFileRefused says.',
  UnusableTransaction:
    'Does not come out of the engine: the transaction is refused, as ExchangeFileRefused says.',
  UnreadablePackedFile:
    'The claim waits for the table; nothing was decided. Load the official file of that edition again, which writes the packed file anew. After an upgrade that raised the format version, every edition is loaded again.',
  CodeSetRefused:
    'Does not come out of the reading of a file: its answer tells which line and why, and nothing of the load was taken.',
  RowNotPackable:
    'Nothing was loaded, the edition in force stays. The sentence names the code: the file is not what it was taken for, or has a row twice.',
  BankFileRefused:
    'Nothing of the file was used. The sentence says which line, what was found and what was expected: a statement whose totals do not hold was cut. Ask the bank for it again; entries that came before change nothing the second time.',
  UnreadableWarehouseFile:
    'The sentence names the file. Restore the version of the object that was written first. See "The warehouse refuses to publish" in the runbook.',
  WarehouseLate:
    'The sentence names each practice that is late and the step that did not come as far. See "A practice is late in the warehouse" in the runbook.',
  ExchangeFileRefused:
    'The log says which part and why, the dead letter which file. What could be used of the file was used. Correct the cause (load the practice, ask the clearinghouse for the file again) and send the dead letter back; what was used before changes nothing the second time.',
};

/** Names that are given by others and mean something here. */
const namesOfOthers: readonly (readonly [name: string, meaning: string, whatToDo: string])[] = [
  [
    'ZodError',
    'What came does not have the form that its contract demands. The log names the fields, never their values.',
    'After a deployment: roll back. Otherwise find out who sends what the contract does not allow.',
  ],
  [
    'RangeError',
    'An amount that is no whole number of cents, more writes than one transaction takes, or control numbers that are used up.',
    'A defect of the program; its sentence says which of the three.',
  ],
  [
    'ResumedTooOften',
    'A claim was read again twenty times and never stood where the state machine could go on.',
    'See "A step met a defect" in the runbook.',
  ],
  [
    'CycleTooLong',
    "A cycle of a patient's account went on past its four statements or twelve holds.",
    'See "A step met a defect" in the runbook.',
  ],
  [
    'Defect',
    'The name under which a state machine fails after it has told the defect queue.',
    'Read the message of the defect queue: it has the name of the error itself.',
  ],
  [
    'States.Timeout',
    'Of a wait: the deadline passed, and the way out was taken. Of a step: it was cut off.',
    'Of a wait nothing. Of a step see Sandbox.Timedout.',
  ],
  [
    'Sandbox.Timedout',
    'A function was cut off at its time limit. Retried twice: every step may run again.',
    'Look what was so large or so slow; raise its time limit in the construct that names it.',
  ],
  [
    'AccessDeniedException',
    'A role lacks a grant. It is found on one machine too, where the same policies are enforced.',
    'Roll back, and add the grant in the construct.',
  ],
];

/** The page of every error that an operator may meet, from the classes and the comments above them. */
export function errorsPage(): string {
  const passing = new Set<string>(Object.values(passingFaults));
  const errors = namedErrors();
  const silent = declaredErrors().filter((name) => errors.every((error) => error.name !== name));
  if (silent.length > 0) {
    throw new Error(`Nothing says what these errors mean; write a comment above them: ${silent.join(', ')}`);
  }
  const unknown = errors.filter(({ name }) => whatToDo[name] === undefined).map(({ name }) => name);
  const gone = Object.keys(whatToDo).filter((name) => errors.every((error) => error.name !== name));
  if (unknown.length > 0 || gone.length > 0) {
    throw new Error(
      `docs/generate-errors.ts does not say what to do about ${unknown.join(', ') || 'nothing'}, and still knows ${gone.join(', ') || 'nothing'} that is gone`,
    );
  }
  const line = ({ name, meaning, file, isTold }: NamedError): string =>
    `| \`${name}\` | ${meaning} | ${whatToDo[name] ?? ''} | ${isTold ? 'with its sentence' : 'name and place'} | [${path.basename(file)}](../../${file}) |`;
  const head = [
    '| name | what it means | what to do | in the log | where it is made |',
    '|---|---|---|---|---|',
  ];
  return [
    '# Errors',
    '',
    'Made by `npm run docs` from the classes of `shared/` and `functions/`; do not edit.',
    '',
    'What happens next decides the kind of an error. An outcome of the business (not clean, denied, a duplicate) is no error: it is a value that a Choice reads. A log line has the name of an error and the place where it was thrown. Its sentence is there only where the class promises that it holds ids, names of fields and numbers (`TellableError`): any other may repeat what a file or a claim says of a patient. A message of the defect queue has the name alone.',
    '',
    '- In a **step of a state machine** only what passes is retried, by its name (`infra/defaults/retries.ts`). Everything else goes to the defect queue at once.',
    '- In a **function that a queue feeds** a message that fails is delivered again whatever the name, five times in all, then lies in the dead-letter queue.',
    '- In a **function that a person calls** nothing is retried: the command says what failed, and nothing was changed.',
    '',
    '## What passes',
    '',
    ...head,
    ...errors.filter(({ name }) => passing.has(name)).map(line),
    '',
    `Of the Lambda service itself these pass too: ${lambdaServiceFaults.map((name) => `\`${name}\``).join(', ')}.`,
    '',
    '## What never passes',
    '',
    ...head,
    ...errors.filter(({ name }) => !passing.has(name)).map(line),
    '',
    '## Names that others give',
    '',
    '| name | what it means | what to do |',
    '|---|---|---|',
    ...namesOfOthers.map(([name, meaning, action]) => `| \`${name}\` | ${meaning} | ${action} |`),
    '',
  ].join('\n');
}

const declared =
  /\/\*\*((?:(?!\*\/)[^])*)\*\/\n\s*(?:(?:export )?class (?<className>\w+) extends (?<base>\w*Error)\b|\w+: '(?<constant>[A-Z]\w+)',)/g;

/** Every class of errors that `shared` and `functions` declare, by name. */
function namedErrors(): NamedError[] {
  const found = sourceTexts().flatMap(({ file, text }) =>
    [...text.matchAll(declared)].map((match): NamedError => ({
      name: match.groups?.['className'] ?? match.groups?.['constant'] ?? '',
      meaning: sentencesOf(match[1] ?? ''),
      file,
      isTold: match.groups?.['base'] !== 'Error',
    })),
  );
  return found
    .filter(({ name }) => !bases.has(name))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

/** Every class of errors, with a comment or without. */
function declaredErrors(): string[] {
  return sourceTexts().flatMap(({ text }) =>
    [...text.matchAll(/class (\w+) extends \w*Error\b/g)]
      .map(([, name]) => name ?? '')
      .filter((name) => !bases.has(name)),
  );
}

function sentencesOf(comment: string): string {
  return comment
    .split('\n')
    .map((line) => line.replace(/^\s*\*?\s?/, '').trim())
    .join(' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

function sourceTexts(): { readonly file: string; readonly text: string }[] {
  return ['shared', 'functions'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => {
        const file = `${folder}/${name.split(path.sep).join('/')}`;
        return { file, text: readFileSync(path.join(root, file), 'utf8') };
      }),
  );
}
