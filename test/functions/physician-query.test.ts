import { describe, expect, test } from 'vitest';
import type { StaffAuthority, StaffRole } from '#contracts/staff-member.ts';
import { StaffMember } from '#contracts/staff-member.ts';
import { Npi } from '#contracts/identifiers.ts';
import type { Task } from '#contracts/task.ts';
import { readClaimsStep } from '../../functions/read-claims/read-claims-step.ts';
import { readTasksStep } from '../../functions/read-tasks/read-tasks-step.ts';
import { requestEligibilityStep } from '../../functions/request-eligibility/request-eligibility-step.ts';
import { tidyTasksStep } from '../../functions/tidy-tasks/tidy-tasks-step.ts';
import { workTaskStep } from '../../functions/work-task/work-task-step.ts';
import { practice } from '../domain/samples/encounters.ts';
import { memoryWorld } from './memory-world.ts';

const { practiceId } = practice;
const rendering = Npi.parse('2000001018');
const colleague = Npi.parse('2000001026');
const note = 'Seen for fatigue. Creatinine 2.4 today, 0.9 in March. Given two liters of saline.';
const question = {
  outcome: 'query-provider',
  question: 'What is the clinical meaning of the creatinine in the note?',
  indicators: ['Creatinine 2.4 today, 0.9 in March', 'two liters of saline'],
  options: ['Acute kidney injury', 'Chronic kidney disease'],
};
const coded = {
  outcome: 'coded',
  diagnoses: ['N17.9'],
  lines: [{ code: '99214', charge: '220.00', diagnosisPointers: [1] }],
};
const reason = 'It came up within two days, from dehydration';
const answered = { outcome: 'answered', answer: 'a', reason };
const day = 86_400_000;

const as = (roles: readonly StaffRole[], providerNpi?: Npi): StaffAuthority => ({
  roles: [...roles],
  ...(providerNpi === undefined ? {} : { providerNpi }),
});
const coder = as(['coder']);
const provider = as(['provider'], rendering);
const manager = as(['manager']);

/** A claim that waits for a coder. */
async function office(changes: Readonly<Record<string, unknown>> = {}) {
  const world = await memoryWorld();
  const received = await world.received({ diagnoses: [], lines: [], totalCharge: '0.00', note, ...changes });
  await requestEligibilityStep(world.inputOf(received), world);
  await world.receive(await world.answer270(await world.claim()));
  const codingTask = await world.onlyTask();
  const work = async (
    taskId: string,
    user: string,
    authority: StaffAuthority | undefined,
    outcome: Record<string, unknown>,
  ) =>
    await workTaskStep(
      { practiceId, taskId, user, ...(authority === undefined ? {} : { authority }), outcome },
      world,
    );
  const load = async (taskId: string): Promise<Task> => {
    const task = await world.tasks.load(practiceId, taskId as Task['taskId']);
    if (task === undefined) {
      throw new Error(`There is no task ${taskId}`);
    }
    return task;
  };
  const ask = async (more: Readonly<Record<string, unknown>> = {}) => {
    expect(await work(codingTask.taskId, 'ida', coder, { ...question, ...more })).toMatchObject({
      outcome: 'noted',
    });
    const asked = (await world.openTasks()).findLast(({ kind }) => kind === 'physician-query');
    if (asked === undefined) {
      throw new Error('Nothing was asked');
    }
    return asked;
  };
  const eventsOf = async () =>
    (await world.claims.history(practiceId, (await world.claim()).claimId)).map(({ event }) => event);
  return { world, codingTask, work, load, ask, eventsOf };
}

describe('a question to the provider', () => {
  test('puts the coding task to sleep, which the answer wakes; all of it stays with the claim', async () => {
    const { world, codingTask, work, load, ask, eventsOf } = await office();
    const query = await ask();
    expect(query).toMatchObject({
      providerNpi: rendering,
      dollarsAtStakeCents: 0,
      query: {
        indicators: [{ from: 'note' }, { from: 'note' }],
        options: [{ option: 'a' }, { option: 'b' }, { option: 'other' }, { option: 'unable-to-determine' }],
      },
      dueOn: '2026-11-25',
    });
    expect(query.why).not.toMatch(/kidney/i);
    expect((await load(codingTask.taskId)).handling?.blockedBy).toMatchObject([{ taskId: query.taskId }]);
    expect(await work(codingTask.taskId, 'ida', coder, coded)).toMatchObject({ outcome: 'refused' });
    expect(await work(codingTask.taskId, 'ida', coder, { outcome: 'not-billable', reason })).toMatchObject({
      outcome: 'refused',
    });

    expect(await work(query.taskId, 'dr.finch', provider, answered)).toMatchObject({ outcome: 'worked' });
    expect((await load(codingTask.taskId)).handling?.blockedBy).toEqual([]);
    expect((await world.claim()).physicianQueries).toMatchObject([
      { status: 'answered', askedBy: 'ida', answer: { by: 'dr.finch', option: 'a', words: reason } },
    ]);
    const shown = await readTasksStep({ query: 'show', practiceId, taskId: codingTask.taskId }, world);
    expect(shown.outcome === 'shown' ? shown.task.evidence.join(' ') : '').toContain(
      `Acute kidney injury. "${reason}"`,
    );
    expect(await work(codingTask.taskId, 'ida', coder, coded)).toMatchObject({ outcome: 'worked' });
    expect(await world.claim()).toMatchObject({ state: 'ready-to-scrub' });
    expect(await eventsOf()).toEqual(expect.arrayContaining(['provider-asked', 'provider-answered']));
  });

  test('goes back to the coder who had the task in hand', async () => {
    const { world, codingTask, work, load, ask } = await office();
    const at = world.clock.now();
    const lease = { by: 'ida', since: at, until: '2026-11-20T15:34:05.000Z' as typeof at };
    const handling = { version: 1, lease, blockedBy: [], priority: 1, workedSeconds: 0, changes: [] };
    await world.commit.apply([
      { kind: 'save-handling', task: { ...codingTask, handling }, expectedVersion: 0 },
    ]);
    const query = await ask();
    expect((await load(codingTask.taskId)).handling).toMatchObject({ assignedTo: 'ida' });
    expect((await load(codingTask.taskId)).handling?.lease).toBeUndefined();
    await work(query.taskId, 'dr.finch', provider, answered);
    expect((await load(codingTask.taskId)).handling).toMatchObject({ assignedTo: 'ida', blockedBy: [] });
  });

  test('that is answered twice, or after it was withdrawn, keeps what it has', async () => {
    const { world, codingTask, work, ask } = await office();
    const query = await ask();
    await work(query.taskId, 'dr.finch', provider, answered);
    const before = world.snapshot();
    for (const answer of ['a', 'b']) {
      expect(await work(query.taskId, 'dr.finch', provider, { ...answered, answer })).toMatchObject({
        outcome: 'refused',
      });
    }
    expect(world.snapshot()).toEqual(before);
    const second = await ask({ question: 'Which of these findings was treated on that day?' });
    expect(await work(second.taskId, 'ida', coder, { outcome: 'withdrawn', reason })).toMatchObject({
      outcome: 'worked',
    });
    expect(await work(second.taskId, 'dr.finch', provider, answered)).toMatchObject({ outcome: 'refused' });
    expect((await world.claim()).physicianQueries?.map(({ status }) => status)).toEqual([
      'answered',
      'withdrawn',
    ]);
    expect(await work(codingTask.taskId, 'ida', coder, coded)).toMatchObject({ outcome: 'worked' });
  });

  test.each([
    [{ question: 'Is this acute kidney injury? Please document it.' }, 'Please document'],
    [{ question: 'Does the creatinine mean acute kidney injury?' }, 'Acute kidney injury'],
    [{ options: ['Acute kidney injury, which the payer wants', 'Chronic kidney disease'] }, 'payer'],
    [{ options: ['Acute kidney injury', 'acute kidney injury'] }, 'say the same'],
    [{ options: ['Acute kidney injury', 'Other'] }, 'two or more'],
    [{ indicators: ['Creatinine 9.9'] }, 'the note does not say'],
    [{ indicators: [] }, 'quote what the note says'],
    [{ to: '1234567893' }, 'a provider of the practice'],
  ])('of %j is refused and changes nothing', async (wrong, says) => {
    const { world, codingTask, work } = await office();
    const before = world.snapshot();
    const answer = await work(codingTask.taskId, 'ida', coder, { ...question, ...wrong });
    expect(answer.outcome === 'refused' ? answer.problems.join(' ') : '').toContain(says);
    expect(world.snapshot()).toEqual(before);
  });

  test('is asked once however often it is sent, and no more than three are open', async () => {
    const { codingTask, work, ask } = await office();
    await ask();
    const again = await work(codingTask.taskId, 'ida', coder, question);
    expect(again.outcome === 'refused' ? again.problems[0] : '').toContain('has asked that already');
    await ask({ question: 'What was the cause of the fatigue?' });
    await ask({ question: 'Which fluid was given and why?' });
    expect(
      await work(codingTask.taskId, 'ida', coder, { ...question, question: 'And what came of it all?' }),
    ).toMatchObject({ outcome: 'refused' });
  });

  test('may be asked without an indicator where nobody wrote a note', async () => {
    const { world, ask } = await office();
    const claim = await world.claim();
    const withoutNote = { ...claim, note: undefined, version: claim.version + 1 };
    await world.commit.apply([{ kind: 'save-claim', claim: withoutNote, expectedVersion: claim.version }]);
    expect((await ask({ indicators: [] })).query?.indicators).toEqual([]);
  });

  test('is reminded of, goes to a manager, and ends unanswered; the late answer is kept', async () => {
    const { world, codingTask, work, load, ask, eventsOf } = await office();
    const manages = StaffMember.parse({
      practiceId,
      user: 'george',
      name: 'Sample George',
      email: 'george@example.org',
      roles: ['manager'],
      disabled: false,
      version: 1,
      changedAt: world.clock.now(),
      changedBy: 'setup',
    });
    await world.members.save(manages, 0);
    const query = await ask();
    const dayBy = async (days: number) => {
      world.advance(days * day);
      await tidyTasksStep(world);
      // A second round of the same day finds nothing to do.
      await tidyTasksStep(world);
      return (await world.claim()).physicianQueries?.[0];
    };
    expect(await dayBy(1)).toMatchObject({ remindedAt: [] });
    expect((await dayBy(1))?.remindedAt.length).toBe(1);
    expect((await dayBy(2))?.remindedAt.length).toBe(2);
    expect(await dayBy(1)).toMatchObject({ escalated: { to: 'george' }, status: 'open' });
    expect((await load(query.taskId)).handling).toMatchObject({ assignedTo: 'george' });
    expect((await load(codingTask.taskId)).handling?.blockedBy.length).toBe(1);
    expect(await dayBy(9)).toMatchObject({ status: 'unanswered' });
    expect(await load(query.taskId)).toMatchObject({ status: 'moot', outcome: 'unanswered' });
    expect((await load(codingTask.taskId)).handling?.blockedBy).toEqual([]);
    expect(await work(codingTask.taskId, 'ida', coder, coded)).toMatchObject({ outcome: 'worked' });

    expect(await work(query.taskId, 'dr.rival', as(['provider'], colleague), answered)).toMatchObject({
      because: 'not-found',
    });
    expect(await work(query.taskId, 'dr.finch', provider, answered)).toMatchObject({ outcome: 'noted' });
    expect(await world.claim()).toMatchObject({
      state: 'ready-to-scrub',
      diagnoses: ['N17.9'],
      physicianQueries: [{ status: 'answered', answer: { late: true } }],
    });
    const before = world.snapshot();
    expect(await work(query.taskId, 'dr.finch', provider, answered)).toMatchObject({ outcome: 'refused' });
    expect(world.snapshot()).toEqual(before);
    expect(await eventsOf()).toEqual(
      expect.arrayContaining([
        'provider-reminded',
        'query-escalated',
        'query-unanswered',
        'provider-answered',
      ]),
    );
  });

  test('is withdrawn when the visit is taken back, so that nobody waits for it', async () => {
    const { world, load, ask } = await office();
    const query = await ask();
    const claim = await world.claim();
    await world.commit.apply([
      {
        kind: 'save-claim',
        claim: { ...claim, state: 'closed', version: claim.version + 1 },
        expectedVersion: claim.version,
      },
    ]);
    await tidyTasksStep(world);
    expect(await load(query.taskId)).toMatchObject({ status: 'moot' });
    expect((await world.claim()).physicianQueries).toMatchObject([{ status: 'withdrawn' }]);
  });
});

describe('who asks, answers and sees a question', () => {
  const rows: readonly (readonly [string, StaffAuthority, Record<string, unknown>, string])[] = [
    ['its own provider answers', provider, answered, 'worked'],
    ['another provider does not know of it', as(['provider'], colleague), answered, 'not-found'],
    ['a provider of unknown number does not know of it', as(['provider']), answered, 'not-found'],
    [
      'a provider who codes too answers only own questions',
      as(['provider', 'coder'], colleague),
      answered,
      'not-allowed',
    ],
    ['a manager answers for nobody', manager, answered, 'not-allowed'],
    ['a coder answers for nobody', coder, answered, 'not-allowed'],
    ['a coder withdraws it', coder, { outcome: 'withdrawn', reason }, 'worked'],
    ['an auditor withdraws it', as(['auditor']), { outcome: 'withdrawn', reason }, 'worked'],
    ['its provider does not withdraw it', provider, { outcome: 'withdrawn', reason }, 'not-allowed'],
    ['a biller has nothing to do with it', as(['biller']), { outcome: 'withdrawn', reason }, 'not-allowed'],
    ['a manager closes it', manager, { outcome: 'unanswered', reason }, 'worked'],
    ['a coder does not close it', coder, { outcome: 'unanswered', reason }, 'not-allowed'],
  ];

  test.each(rows)('%s', async (_, authority, outcome, expected) => {
    const { world, work, ask } = await office();
    const query = await ask();
    const before = world.snapshot();
    const answer = await work(query.taskId, 'somebody', authority, outcome);
    expect(answer.outcome === 'refused' ? answer.because : answer.outcome).toBe(expected);
    expect(answer.outcome === 'refused' ? world.snapshot() : before).toEqual(before);
  });

  test.each([
    ['auditor', 'noted'],
    ['coder', 'noted'],
    ['manager', 'noted'],
    ['biller', 'not-allowed'],
    ['front-desk', 'not-allowed'],
    ['provider', 'not-found'],
  ] as const)('a question asked by a %s is %s', async (role, expected) => {
    const { codingTask, work } = await office();
    const answer = await work(codingTask.taskId, 'somebody', as([role], rendering), question);
    expect(answer.outcome === 'refused' ? answer.because : answer.outcome).toBe(expected);
  });

  test('a provider is shown own questions and own charges and nothing else, and no word of how they are handled', async () => {
    const { world, ask } = await office();
    const query = await ask();
    const own = async (authority: StaffAuthority) => ({
      tasks: await readTasksStep({ query: 'of-provider', practiceId, authority }, world),
      charges: await Promise.all(
        Array.from({ length: 9 }, async (_, index) =>
          readClaimsStep({ query: 'of-provider', practiceId, authority, next: `${index}:` }, world),
        ),
      ),
    });
    const mine = await own(provider);
    expect(mine.tasks).toMatchObject({
      outcome: 'listed',
      tasks: [{ taskId: query.taskId, dollarsAtStakeCents: 0 }],
    });
    expect(JSON.stringify(mine.tasks)).not.toContain('handling');
    expect(
      mine.charges.flatMap((page) => (page.outcome === 'own-charges' ? page.charges : [])),
    ).toMatchObject([{ patientName: 'Waxwing, Odette', state: 'awaiting-coding' }]);
    for (const authority of [as(['provider'], colleague), as(['provider'])]) {
      const none = await own(authority);
      expect(none.tasks).toEqual({ outcome: 'listed', tasks: [] });
      expect(none.charges.flatMap((page) => (page.outcome === 'own-charges' ? page.charges : []))).toEqual(
        [],
      );
    }
  });
});
