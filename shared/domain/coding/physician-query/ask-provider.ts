import type { Claim } from '#contracts/claim.ts';
import { Npi, TaskId } from '#contracts/identifiers.ts';
import {
  QueryAnswer,
  type AskedQuestion,
  type PhysicianQuery,
  type QueryOption,
} from '#contracts/physician-query.ts';
import type { Practice } from '#contracts/practice.ts';
import type { Task } from '#contracts/task.ts';
import type { TaskOutcome } from '#contracts/claim-task-outcomes.ts';
import { addDays, dateOf } from '../../calendar/plain-date.ts';
import { amendClaim } from '../../claims/move-claim.ts';
import { zeroCents } from '../../money/cents.ts';
import { handleTask, type Handled } from '../../tasks/handle-task.ts';
import { practiceTaskOutcomeNames } from '../../tasks/practice-task.ts';
import { leaseAt } from '../../tasks/task-queues.ts';
import { refuseUnlessWaiting, type TaskWorked, type Worker } from '../work-task.ts';
import { openQueries } from './claim-queries.ts';
import { answersHinted, faultsOfWording, normalized } from './query-wording.ts';

type Question = Extract<TaskOutcome<'coding'>, { outcome: 'query-provider' }>;

const mostOpen = 3;
const mostOfClaim = 20;

/** Answers that are offered with every question: whoever reads it is never held to what the coder thought of. */
const alwaysOffered: readonly QueryOption[] = [
  { option: 'other', words: 'Other; say what' },
  { option: 'unable-to-determine', words: 'Unable to determine' },
];

/**
 * Asks the provider of the visit what the note leaves open. The coding task waits behind the question. Refused in words
 * where the question leads, speaks of money, or rests on nothing that the note says.
 * @param codingTask the task that the coder has open.
 */
export function askProvider(
  claim: Claim,
  practice: Practice,
  codingTask: Task,
  decision: Question,
  { user, at }: Worker,
): TaskWorked {
  const providerNpi = decision.to ?? claim.renderingNpi;
  const { asked, faults } = questionOf(claim, decision);
  const refused =
    refuseUnlessWaiting(claim, 'coding') ?? refuseTooMany(claim) ?? refuseProvider(practice, providerNpi);
  if (refused !== undefined || faults.length > 0) {
    return { refused: refused ?? faults.join('. ') };
  }
  const number = (claim.physicianQueries?.length ?? 0) + 1;
  const taskId = TaskId.parse(`physician-query-${claim.claimId}-${number}`);
  const same = openQueries(claim).find(
    (open) => open.providerNpi === providerNpi && normalized(open.question) === normalized(decision.question),
  );
  if (same !== undefined) {
    return {
      refused: `${same.askedBy} has asked that already, and no answer has come yet: task ${same.taskId}`,
    };
  }
  const query: PhysicianQuery = {
    taskId,
    providerNpi,
    ...asked,
    askedAt: at,
    askedBy: user,
    remindedAt: [],
    status: 'open',
  };
  const task = queryTask(claim, practice, query);
  const behind = waitBehind(codingTask, task, { user, at });
  if (behind.refused !== undefined) {
    return { refused: behind.refused };
  }
  const amended = amendClaim(claim, { physicianQueries: [...(claim.physicianQueries ?? []), query] }, at, {
    event: 'provider-asked',
    by: `user ${user}`,
    words: `A question about the note went to the provider ${providerNpi}`,
  });
  return {
    outcome: 'query-provider',
    noted: `The provider is asked: task ${taskId}. The coding task waits until the answer comes, and at most ${practice.coding.physicianQuery.expireAfterDays} days.`,
    claim: amended.claim,
    writes: [
      ...amended.writes,
      { kind: 'open-task', task },
      { kind: 'save-handling', task: behind.task, expectedVersion: codingTask.handling?.version ?? 0 },
    ],
  };
}

function refuseTooMany(claim: Claim): string | undefined {
  if (openQueries(claim).length >= mostOpen) {
    return `The provider has ${mostOpen} questions about this visit open already; wait for their answers`;
  }
  return (claim.physicianQueries?.length ?? 0) >= mostOfClaim
    ? `${mostOfClaim} questions were asked about this visit, which is the most; speak with the provider`
    : undefined;
}

function refuseProvider({ providers }: Practice, npi: string): string | undefined {
  return providers.some((provider) => provider.npi === npi)
    ? undefined
    : `to: found ${npi}; expected the NPI of a provider of the practice`;
}

/** The question as the provider reads it, and what is wrong with it. */
function questionOf(
  claim: Claim,
  { question, indicators, options }: Question,
): { readonly asked: AskedQuestion; readonly faults: readonly string[] } {
  const own = options.filter((option) => !alwaysOffered.some(({ words }) => isSame(words, option)));
  const texts = textsOf(claim);
  const found = indicators.map((quote) => ({
    quote,
    from: texts.find(({ text }) => quotes(text, quote))?.from,
  }));
  const hinted = answersHinted(question, own);
  const faults = [
    ...faultsOfWording('question', question),
    ...own.flatMap((option, index) => faultsOfWording(`option ${index + 1}`, option)),
    ...hinted.map(
      (option) =>
        `question: it names "${option}", which is one of the answers, and leaves others out; ask what the findings mean, and leave the answers to the options`,
    ),
    ...(new Set(own.map(normalized)).size < own.length ? ['options: two of them say the same'] : []),
    ...(own.length < 2
      ? [
          'options: expected two or more that the findings support; "other" and "unable to determine" are added by themselves',
        ]
      : []),
    ...found.flatMap(({ quote, from }) =>
      from === undefined ? [`indicators: the note does not say "${quote}"; quote its very words`] : [],
    ),
    ...(indicators.length === 0 && texts.length > 0
      ? ['indicators: quote what the note says that raises the question']
      : []),
  ];
  return {
    asked: {
      question,
      indicators: found.flatMap(({ quote, from }) => (from === undefined ? [] : [{ quote, from }])),
      options: [
        ...own.flatMap((words, index) => {
          const option = QueryAnswer.options[index];
          return option === undefined ? [] : [{ option, words }];
        }),
        ...alwaysOffered,
      ],
    },
    faults,
  };
}

const isSame = (offered: string, option: string): boolean =>
  normalized(offered) === normalized(option) ||
  (normalized(option) === 'other' && offered.startsWith('Other'));

interface NoteText {
  readonly from: AskedQuestion['indicators'][number]['from'];
  readonly text: string;
}

/** What the visit's record says, by where it stands. */
function textsOf({ note, documents = [], clinicalCodes = [] }: Claim): NoteText[] {
  return [
    ...(note === undefined ? [] : [{ from: 'note' as const, text: note }]),
    ...documents.flatMap(({ documentId, text }) => (text === undefined ? [] : [{ from: documentId, text }])),
    ...clinicalCodes.map(({ code, display }) => ({
      from: 'clinical-codes' as const,
      text: `${code} ${display ?? ''}`,
    })),
  ];
}

function quotes(text: string, quote: string): boolean {
  const said = normalized(quote);
  return said !== '' && ` ${normalized(text)} `.includes(` ${said} `);
}

/** Says nothing of what is at stake: a provider is never asked for money's sake. */
function queryTask(claim: Claim, practice: Practice, query: PhysicianQuery): Task {
  const { lastName, firstName, birthDate } = claim.patient;
  const { question, indicators, options, askedAt, askedBy } = query;
  return {
    practiceId: claim.practiceId,
    taskId: query.taskId,
    kind: 'physician-query',
    claimId: claim.claimId,
    providerNpi: Npi.parse(query.providerNpi),
    query: { question, indicators, options },
    waitSequence: 0,
    status: 'open',
    openedAt: askedAt,
    dueOn: addDays(dateOf(askedAt), practice.coding.physicianQuery.escalateAfterDays),
    why: `A question about the note of the visit of ${claim.serviceDateFrom}.`,
    evidence: [
      `${lastName}, ${firstName}, born ${birthDate}.`,
      question,
      ...indicators.map(({ quote, from }) =>
        from === 'note'
          ? `The note says: "${quote}"`
          : from === 'clinical-codes'
            ? `Recorded with the visit: "${quote}"`
            : `Document ${from} says: "${quote}"`,
      ),
      ...options.map(({ option, words }) => `${option}: ${words}`),
      `${askedBy} asks.`,
    ],
    dollarsAtStakeCents: zeroCents,
    outcomes: practiceTaskOutcomeNames('physician-query'),
  };
}

/** The coding task as it stands behind the question; whoever has it in hand gets it back. */
function waitBehind(codingTask: Task, query: Task, { user, at }: Worker): Handled {
  const handler = { user, role: 'staff', at } as const;
  const reason = 'the provider was asked';
  const own =
    codingTask.handling?.assignedTo === undefined && leaseAt(codingTask, at)?.by === user
      ? handleTask(codingTask, { action: 'assign', to: user, reason }, handler)
      : undefined;
  return handleTask(
    own === undefined || own.refused !== undefined ? codingTask : own.task,
    { action: 'block', behind: query.taskId, reason },
    handler,
    new Map([[query.taskId, query]]),
  );
}
