import { beforeAll, describe, expect, test } from 'vitest';
import { claimStates, type ClaimState } from '#contracts/claim.ts';
import { ClaimStepInput, MissedDeadlineInput } from '#contracts/steps.ts';
import { TaskMessage } from '#contracts/messages.ts';
import { allows, moveTable, stateTable, waitName, type MoveName } from '#domain/claims/claim-lifecycle.ts';
import { development } from '../../infra/stages/development.ts';
import { definitionsOf, type Definition } from '../../infra/state-machine-definitions.ts';
import { synthesisedStage } from '../infra/synthesised.ts';
import { ScriptedWorld, type Answer, type Row } from './scripted-world.ts';

const daySeconds = 86_400;
const claimId = 'C0123456789AB';
const input = { contractVersion: 1, practiceId: 'riverside', claimId, leg: 1 };

/** Which state of the machine works a claim in each state of the lifecycle. */
const worksIn: Readonly<Record<ClaimState, string>> = {
  received: 'Check eligibility',
  'awaiting-eligibility': 'Wait for eligibility answer',
  'awaiting-coverage': 'Ask the front desk about coverage',
  'awaiting-coding': 'Queue for coding',
  'awaiting-audit': 'Wait for the audit of the codes',
  'ready-to-scrub': 'Scrub',
  'awaiting-correction': 'Ask for a correction',
  'ready-to-submit': 'Submit',
  'on-hold': 'Wait until the hold is released',
  'awaiting-acknowledgement': 'Wait for acknowledgement',
  'awaiting-rejection-work': 'Work the rejection',
  'awaiting-remittance': 'Wait for remittance',
  'awaiting-follow-up': 'Follow up with the payer',
  'awaiting-denial-work': 'Work the denial',
  'ready-for-patient': "Hand the balance to the patient's account",
  closed: 'Claim closed',
};

let definition: Definition;
beforeAll(() => {
  const definitions = definitionsOf(synthesisedStage(development).stacks[1]?.template);
  const [, found] = [...definitions].find(([logicalId]) => logicalId.includes('ClaimPipeline')) ?? [];
  if (found === undefined) {
    throw new Error('There is no claim pipeline');
  }
  definition = found;
});

const at = (state: string, waitKey = '000007', deadlineSeconds = 10 * daySeconds): Row => ({
  state,
  leg: 1,
  waitKey,
  deadlineSeconds,
});
const answer = (outcome: string, waitKey = '000008', deadlineSeconds = 10 * daySeconds) => ({
  outcome,
  waitKey,
  deadlineSeconds,
});

/** Every step says that the claim moved on: the row decides what comes next. */
const movedOn = [answer('moved-on')];
const quietFunctions: Readonly<Record<string, readonly Answer[]>> = {
  'request-eligibility': movedOn,
  'scrub-claim': movedOn,
  'submit-claim': movedOn,
  'hand-over-balance': movedOn,
  'record-missed-deadline': movedOn,
  'continue-on-next-leg': [{ outcome: 'continued' }],
};

async function begin(
  row: Row,
  functions: Readonly<Record<string, readonly Answer[]>> = {},
  refusals: Readonly<Record<string, readonly string[]>> = {},
) {
  const script = new ScriptedWorld('claim-pipeline', definition, {
    row,
    functions: { ...quietFunctions, ...functions },
    refusals,
  });
  const arn = await script.world.start('claim-pipeline', input, `${claimId}-1`);
  await script.world.settle();
  return {
    script,
    status: async () => (await script.world.describe(arn)).status,
    visited: () => script.world.statesEntered(arn),
    history: () => script.world.history(arn),
  };
}

describe('A leg resumes where the row stands', () => {
  test.each(claimStates)('in the state "%s"', async (state) => {
    const { visited } = await begin(at(state));
    expect((await visited()).slice(0, 3)).toEqual([
      'Resume where the claim stands',
      'Where does the claim stand?',
      worksIn[state],
    ]);
  });

  test('and ends at once when another leg works the claim', async () => {
    const { visited, status } = await begin({ ...at('ready-to-scrub'), leg: 2 });
    expect(await visited()).toEqual([
      'Resume where the claim stands',
      'Where does the claim stand?',
      'This leg is over',
    ]);
    expect(await status()).toBe('SUCCEEDED');
  });
});

const waiting = claimStates.filter((state) => stateTable[state].wait !== undefined);
const madeWhenOverdue = new Set<MoveName>(['nothing-came-back', 'appeal-unanswered']);
const exits = waiting.flatMap((state) =>
  (Object.keys(moveTable) as MoveName[])
    .filter((move) => allows(state, move) && !madeWhenOverdue.has(move))
    .map((move) => ({ state, move, to: moveTable[move].to })),
);

describe('A wait that is answered', () => {
  test.each(exits)('in "$state" by "$move" goes on as "$to"', async ({ state, move, to }) => {
    const { script, visited } = await begin(at(state));
    script.row.state = 'closed';
    await script.answerWait(answer(move));
    const states = await visited();
    const wait = states.indexOf(worksIn[state]);
    expect(states[wait + 2]).toBe(worksIn[to]);
  });

  test.each(waiting)('in "%s" by an outcome that nobody foresaw lets the row decide', async (state) => {
    const { script, visited, status } = await begin(at(state));
    script.row.state = 'closed';
    await script.answerWait(answer('struck-by-lightning'));
    expect((await visited()).slice(-5)).toEqual([
      'How often was the claim resumed?',
      'Resume once',
      'Resume where the claim stands',
      'Where does the claim stand?',
      'Claim closed',
    ]);
    expect(await status()).toBe('SUCCEEDED');
  });

  test('by an answer of an older contract, without the next wait, lets the row decide', async () => {
    const { script, visited } = await begin(at('awaiting-acknowledgement'));
    script.row.state = 'awaiting-remittance';
    script.row.waitKey = '000009';
    await script.answerWait({ outcome: 'accepted' });
    expect((await visited()).at(-1)).toBe('Wait for remittance');
    expect(script.tokenItems.at(-1)).toMatchObject({ Key: { sk: { S: 'signal#remittance#000009' } } });
  });
});

describe('A wait that is overdue', () => {
  const overdue = [
    {
      state: 'awaiting-eligibility',
      outcome: 'coverage-questioned',
      next: 'Ask the front desk about coverage',
    },
    { state: 'awaiting-eligibility', outcome: 'sent-to-coding', next: 'Queue for coding' },
    { state: 'awaiting-eligibility', outcome: 'sent-to-scrub', next: 'Scrub' },
    { state: 'awaiting-acknowledgement', outcome: 'nothing-came-back', next: 'Follow up with the payer' },
    { state: 'awaiting-remittance', outcome: 'nothing-came-back', next: 'Follow up with the payer' },
    { state: 'awaiting-remittance', outcome: 'appeal-unanswered', next: 'Work the denial' },
  ];

  test.each(overdue)('in "$state" and then "$outcome" leads to "$next"', async ({ state, outcome, next }) => {
    const { script, visited } = await begin(at(state), { 'record-missed-deadline': [answer(outcome)] });
    script.row.state = 'closed';
    await script.world.advance(10 * daySeconds * 1000);
    const states = await visited();
    expect(states[states.indexOf(worksIn[state as ClaimState]) + 3]).toBe(next);
    const [payload] = script.payloadsOf('record-missed-deadline');
    expect(MissedDeadlineInput.parse(payload)).toMatchObject({ waitKey: '000007', claimId });
  });

  test.each(['awaiting-eligibility', 'awaiting-acknowledgement', 'awaiting-remittance'])(
    'in "%s" although the answer came at that moment lets the row decide',
    async (state) => {
      const { script, status } = await begin(at(state));
      script.row.state = 'closed';
      await script.world.advance(10 * daySeconds * 1000);
      expect(await status()).toBe('SUCCEEDED');
    },
  );

  const tasks = waiting.filter((state) => stateTable[state].wait?.kind === 'task');
  test.each(tasks)('in "%s" is asked for again by the next leg', async (state) => {
    const { script, visited, status } = await begin(at(state));
    await script.world.advance(10 * daySeconds * 1000);
    expect((await visited()).slice(-2)).toEqual(['Continue on the next leg', 'This leg is over']);
    expect(await status()).toBe('SUCCEEDED');
  });
});

describe('A wait carries the key by which token and answer meet', () => {
  const people = waiting.filter((state) => stateTable[state].wait?.kind === 'task');
  test.each(people)('to a person, in "%s"', async (state) => {
    const { script } = await begin(at(state));
    expect(TaskMessage.parse(script.messages.at(-1))).toMatchObject({
      claimId,
      leg: 1,
      waitName: waitName(state),
      waitKey: '000007',
    });
  });

  test.each(waiting.filter((state) => !people.includes(state)))('to the outside, in "%s"', async (state) => {
    const { script } = await begin(at(state));
    expect(script.tokenItems.at(-1)).toMatchObject({
      Key: { pk: { S: `riverside#claim#${claimId}` }, sk: { S: `signal#${waitName(state)}#000007` } },
      ExpressionAttributeValues: { ':leg': { N: '1' } },
    });
  });
});

const stories: readonly {
  readonly of: string;
  readonly functions: Readonly<Record<string, readonly Answer[]>>;
  readonly answers: readonly (string | { readonly afterDays: number })[];
  readonly visits: readonly string[];
}[] = [
  {
    of: 'a clean claim that is paid',
    functions: {
      'request-eligibility': [answer('eligibility-asked', '000002')],
      'scrub-claim': [answer('scrubbed-clean', '000004')],
      'submit-claim': [answer('submitted', '000005')],
      'hand-over-balance': [answer('handed-to-patient', '000008', 0)],
    },
    answers: ['sent-to-scrub', 'accepted', 'settled-by-payer'],
    visits: [
      'Check eligibility',
      'Wait for eligibility answer',
      'Scrub',
      'Submit',
      'Wait for acknowledgement',
      'Wait for remittance',
      "Hand the balance to the patient's account",
      'Claim closed',
    ],
  },
  {
    of: 'a claim that a hold stops, that goes on when it is released, and is stopped and sent in spite of it',
    functions: {
      'request-eligibility': [answer('sent-to-scrub')],
      'scrub-claim': [answer('scrubbed-clean')],
      'submit-claim': [answer('put-on-hold'), answer('put-on-hold'), answer('submitted')],
      'hand-over-balance': [answer('handed-to-patient')],
    },
    answers: ['hold-released', 'sent-despite-hold', 'accepted', 'settled-by-payer'],
    visits: [
      'Check eligibility',
      'Scrub',
      'Submit',
      'Wait until the hold is released',
      'Scrub',
      'Submit',
      'Wait until the hold is released',
      'Scrub',
      'Submit',
      'Wait for acknowledgement',
      'Wait for remittance',
      "Hand the balance to the patient's account",
      'Claim closed',
    ],
  },
  {
    of: 'a visit of a patient who pays alone',
    functions: {
      'request-eligibility': [answer('sent-to-scrub', '000002')],
      'scrub-claim': [answer('scrubbed-clean-for-patient', '000003')],
      'hand-over-balance': [answer('handed-to-patient', '000004', 0)],
    },
    answers: [],
    visits: ['Check eligibility', 'Scrub', "Hand the balance to the patient's account", 'Claim closed'],
  },
  {
    of: 'a claim that is questioned, coded, corrected, rejected, denied, appealed and paid',
    functions: {
      'request-eligibility': [answer('eligibility-asked'), answer('eligibility-asked')],
      'scrub-claim': [answer('held-by-scrubber'), answer('scrubbed-clean')],
      'submit-claim': [answer('submitted')],
      'hand-over-balance': [answer('handed-to-patient')],
    },
    answers: [
      'coverage-questioned',
      'coverage-corrected',
      'sent-to-coding',
      'coded',
      'corrected',
      'rejected',
      'rejection-corrected',
      'accepted',
      'denied',
      'appeal-chosen',
      'appealed',
      'settled-by-payer',
    ],
    visits: [
      'Check eligibility',
      'Wait for eligibility answer',
      'Ask the front desk about coverage',
      'Check eligibility',
      'Wait for eligibility answer',
      'Queue for coding',
      'Scrub',
      'Ask for a correction',
      'Scrub',
      'Submit',
      'Wait for acknowledgement',
      'Work the rejection',
      'Scrub',
      'Submit',
      'Wait for acknowledgement',
      'Wait for remittance',
      'Work the denial',
      'Work the denial',
      'Wait for remittance',
      "Hand the balance to the patient's account",
      'Claim closed',
    ],
  },
  {
    of: 'a claim of which nothing is heard, that is sent again and then written off',
    functions: {
      'request-eligibility': [answer('sent-to-scrub')],
      'scrub-claim': [answer('scrubbed-clean')],
      'submit-claim': [answer('submitted')],
      'record-missed-deadline': [answer('nothing-came-back')],
      'hand-over-balance': [answer('handed-to-patient')],
    },
    answers: [{ afterDays: 10 }, 'resubmission-chosen', 'accepted', { afterDays: 10 }, 'written-off'],
    visits: [
      'Check eligibility',
      'Scrub',
      'Submit',
      'Wait for acknowledgement',
      'The acknowledgement is overdue',
      'Follow up with the payer',
      'Scrub',
      'Submit',
      'Wait for acknowledgement',
      'Wait for remittance',
      'The remittance is overdue',
      'Follow up with the payer',
      "Hand the balance to the patient's account",
      'Claim closed',
    ],
  },
];

test.each(stories)('The story of $of', async ({ functions, answers, visits }) => {
  const { script, visited, status } = await begin(at('received'), functions);
  for (const next of answers) {
    if (typeof next === 'string') {
      await script.answerWait(answer(next));
    } else {
      await script.world.advance(next.afterDays * daySeconds * 1000);
    }
  }
  const worked = (await visited()).filter((name) => !name.endsWith('?') && !name.startsWith('Resume'));
  expect(worked).toEqual(visits);
  expect(await status()).toBe('SUCCEEDED');
});

describe('A step', () => {
  test('is given ids and nothing else', async () => {
    const { script } = await begin(at('ready-to-scrub'));
    expect(ClaimStepInput.strict().parse(script.payloadsOf('scrub-claim')[0])).toEqual(input);
  });

  test.each(['CommitConflict', 'TemporaryFault', 'Lambda.TooManyRequestsException', 'Sandbox.Timedout'])(
    'that fails by %s is taken again',
    async (throws) => {
      const { script, visited } = await begin(at('ready-to-scrub'), {
        'scrub-claim': [{ throws }, { throws }, answer('held-by-scrubber')],
      });
      await script.world.advance(60_000);
      expect(script.payloadsOf('scrub-claim')).toHaveLength(3);
      expect((await visited()).at(-1)).toBe('Ask for a correction');
    },
  );

  test.each(['RoundLimitReached', 'ZodError', 'InvariantBroken'])(
    'that meets %s is reported with ids only, and not tried again',
    async (throws) => {
      const { script, visited, status } = await begin(at('ready-to-submit'), {
        'submit-claim': [{ throws }],
      });
      expect((await visited()).slice(-2)).toEqual(['Report a defect', 'Stopped by a defect']);
      expect(await status()).toBe('FAILED');
      expect(script.payloadsOf('submit-claim')).toHaveLength(1);
      expect(script.messages).toEqual([
        { ...input, machine: 'claim-pipeline', execution: `${claimId}-1`, error: throws },
      ]);
    },
  );

  test('that another writer always beats is given up after six more tries', async () => {
    const { script, status } = await begin(at('ready-to-submit'), {
      'submit-claim': [{ throws: 'CommitConflict' }],
    });
    await script.world.advance(60_000);
    expect(script.payloadsOf('submit-claim')).toHaveLength(7);
    expect(await status()).toBe('FAILED');
  });
});

describe('A call of the pipeline itself', () => {
  test('that files a token while a transaction puts the answer beside it is made again, and the leg goes on', async () => {
    const { script, visited, status } = await begin(
      at('awaiting-acknowledgement'),
      {},
      { 'dynamodb UpdateItem': ['TransactionConflictException'] },
    );
    await script.world.advance(5000);
    expect(script.tokenItems).toHaveLength(2);
    await script.answerWait(answer('accepted'));
    expect((await visited()).at(-1)).toBe('Wait for remittance');
    expect(await status()).toBe('RUNNING');
    expect(script.messages).toEqual([]);
  });

  test.each([
    ['to read the row', 'dynamodb GetItem', 'ready-to-scrub', 'DynamoDB.AmazonDynamoDBException'],
    ['to file a token', 'dynamodb UpdateItem', 'awaiting-remittance', 'DynamoDb.DynamoDbException'],
  ] as const)(
    '%s that is denied is reported within two minutes: on AWS a denial has the name of a passing fault',
    async (_what, operation, state, error) => {
      const { script, status } = await begin(
        at(state),
        {},
        { [operation]: Array.from({ length: 20 }, () => 'AccessDeniedException') },
      );
      expect(await status()).toBe('RUNNING');
      await script.world.advance(120_000);
      expect(script.messages).toEqual([expect.objectContaining({ error, claimId })]);
      expect(await status()).toBe('FAILED');
    },
  );
});

test('A claim that does not come to rest is resumed twenty times, then somebody must look', async () => {
  const { script, visited, status } = await begin(at('ready-to-scrub'));
  expect(script.payloadsOf('scrub-claim')).toHaveLength(21);
  expect((await visited()).slice(-3)).toEqual([
    'The claim does not settle',
    'Report a defect',
    'Stopped by a defect',
  ]);
  expect(script.messages.at(-1)).toMatchObject({ error: 'ResumedTooOften', claimId });
  expect(await status()).toBe('FAILED');
});
