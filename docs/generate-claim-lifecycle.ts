import { claimStates, type ClaimState } from '#contracts/claim.ts';
import {
  moveTable,
  stateTable,
  taskWaitSeconds,
  type MoveRow,
  type StateRow,
} from '#domain/claims/claim-lifecycle.ts';

const moves: readonly (readonly [name: string, row: MoveRow])[] = Object.entries(moveTable);
const daySeconds = 86_400;

const answers = {
  eligibility: "the payer's answer",
  acknowledgement: 'the acknowledgement',
  remittance: 'the remittance',
} as const;

/** A move from more states than these is drawn once: all of its arrows would hide the others. */
const fewStates = 5;

/** The page of the claim's lifecycle: every state, every move and a drawing, from the one table of them. */
export function claimLifecyclePage(): string {
  return [
    "# The claim's lifecycle",
    '',
    'Made by `npm run docs` from `shared/domain/claims/claim-lifecycle.ts`; do not edit.',
    '',
    'A claim is always in one of these states and always expects a next event. It changes state only by one of the moves below: a move that is not in the table is refused. Each write of a claim is conditional on the version that was read, so that no claim is moved out of a state it has left meanwhile.',
    '',
    '## States',
    '',
    '| state | meaning | what is expected next | waits for |',
    '|---|---|---|---|',
    ...claimStates.map((state) => stateLine(state, stateTable[state])),
    '',
    `A deadline that is a payer's own (its acknowledgement and remittance deadlines in the practice's master data) goes before the one above. When an answer is overdue a person gets a task. A person's task that nobody works for ${days(taskWaitSeconds)} stays in the work list, and the next leg of the claim waits for it anew.`,
    '',
    '## Moves',
    '',
    '| move | from | to | in the history | at most |',
    '|---|---|---|---|---|',
    ...moves.map(([name, row]) => moveLine(name, row)),
    '',
    '"At most" bounds a loop over the whole life of a claim. Past its bound the move is refused with `RoundLimitReached` and a manager decides (see `docs/runbook.md`); a denial past its bound waits with a deadline instead.',
    '',
    '## Drawing',
    '',
    `Left out for the eye: ${wideMoves().join(', ')} may come in many states, as the table says. Here each starts once.`,
    '',
    '```mermaid',
    'stateDiagram-v2',
    ...claimStates.map((state) => `  state "${stateTable[state].meaning}" as ${idOf(state)}`),
    '  [*] --> received',
    ...moves.flatMap(([name, row]) =>
      drawnFrom(row).map((from) => `  ${idOf(from)} --> ${idOf(row.to)} : ${name}`),
    ),
    '```',
    '',
  ].join('\n');
}

function stateLine(state: ClaimState, { meaning, expects, wait }: StateRow): string {
  return `| \`${state}\` | ${meaning} | ${expects} | ${waitWords(wait)} |`;
}

function waitWords(wait: StateRow['wait']): string {
  if (wait === undefined) {
    return '';
  }
  return wait.kind === 'task'
    ? `a person: the ${wait.task} task`
    : `${answers[wait.from]}, ${days(wait.deadlineSeconds)}`;
}

function moveLine(name: string, { from, to, words, round }: MoveRow): string {
  const beyond = round?.thenForManager === true ? ', then a manager decides' : '';
  const bound = round === undefined ? '' : `${round.limit} times${beyond}`;
  return `| \`${name}\` | ${from.map((state) => `\`${state}\``).join(', ')} | \`${to}\` | ${words} | ${bound} |`;
}

const isWide = ({ from }: MoveRow): boolean => from.length > fewStates;

function wideMoves(): string[] {
  return moves.filter(([, row]) => isWide(row)).map(([name]) => `\`${name}\``);
}

function drawnFrom(row: MoveRow): readonly ClaimState[] {
  if (!isWide(row)) {
    return row.from;
  }
  const usual = row.from.find((state) => state === 'awaiting-remittance' && state !== row.to);
  return [usual ?? row.from.at(-1) ?? row.to];
}

/** Mermaid takes a hyphen for the beginning of an arrow. */
function idOf(state: ClaimState): string {
  return state.replaceAll('-', '_');
}

function days(seconds: number): string {
  const count = seconds / daySeconds;
  return count === 1 ? '1 day' : `${count} days`;
}
