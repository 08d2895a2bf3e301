import { beforeEach, describe, expect, test } from 'vitest';
import type { Claim } from '#contracts/claim.ts';
import { PlainDate } from '#contracts/dates.ts';
import { PaymentBatchId, type RemittanceId } from '#contracts/identifiers.ts';
import type { PaymentBatch } from '#contracts/payment-batch.ts';
import type { Task } from '#contracts/task.ts';
import { contractVersion } from '#contracts/steps.ts';
import { dateOf } from '#domain/calendar/plain-date.ts';
import { balancesOf } from '#domain/ledger/balances.ts';
import { seeDaySheet } from '#ports/see-day-sheet.ts';
import { closePeriodsStep } from '../../functions/close-periods/close-periods-step.ts';
import { closeRemittanceStep } from '../../functions/close-remittance/close-remittance-step.ts';
import { enterPaymentsStep } from '../../functions/enter-payments/enter-payments-step.ts';
import { resumeRunStep } from '../../functions/resume-run/resume-run-step.ts';
import { totalLedgerDaysStep } from '../../functions/total-ledger-days/total-ledger-days-step.ts';
import { validateRemittanceStep } from '../../functions/validate-remittance/validate-remittance-step.ts';
import { workTaskStep } from '../../functions/work-task/work-task-step.ts';
import { overtaken } from './conflicts.ts';
import { memoryWorld, type MemoryWorld } from './memory-world.ts';
import { remittanceFile } from './payer-files.ts';

const dayLong = 24 * 3_600_000;
const reason = 'Looked at the paper';
const batchDay = PlainDate.parse('2026-11-20');

// The world begins on 20 November 2026, 15:04 UTC.
let world: MemoryWorld;
beforeEach(async () => {
  world = await memoryWorld();
});

/** A payment on paper that came before under the same number: it is held. */
async function heldPaper(name = 'lockbox 20'): Promise<{
  batch: PaymentBatch;
  remittanceId: RemittanceId;
  task: Task;
  second: Claim;
}> {
  const [first, second] = [
    await world.acceptedByPayer({ encounterId: 'ENC-1' }),
    await world.acceptedByPayer({ encounterId: 'ENC-2' }),
  ];
  await entered('lockbox 19', await paperFor(first));
  await postAll();
  const batch = await entered(name, await paperFor(second));
  expect(await postAll()).toEqual(['duplicate']);
  const remittanceId = batch.remittances[0]?.remittanceId;
  if (remittanceId === undefined) {
    throw new Error('The batch has a remittance');
  }
  return { batch, remittanceId, task: await world.onlyTask(), second };
}

async function paperFor({ claimId }: Claim) {
  const clp = (await world.payerOf(claimId)).decision();
  return {
    kind: 'payer-payment',
    payerId: 'JUNIP',
    method: 'check',
    number: 'CHK-900',
    date: '2026-11-19',
    amountCents: clp.paidCents,
    claims: [
      {
        claim: claimId,
        patient: { lastName: 'Waxwing', firstName: 'Odette' },
        payerControlNumber: `JX${claimId}`,
        chargeCents: clp.chargeCents,
        paidCents: clp.paidCents,
        adjustments: clp.adjustments,
        lines: clp.lines.map((line) => ({
          code: line.procedure.code,
          modifiers: line.procedure.modifiers,
          chargeCents: line.chargeCents,
          paidCents: line.paidCents,
          adjustments: line.adjustments,
        })),
      },
    ],
  };
}

async function entered(name: string, item: { amountCents: number }): Promise<PaymentBatch> {
  const { amountCents } = item;
  const answer = await enterPaymentsStep(
    {
      action: 'enter',
      practiceId: world.practiceId,
      user: 'maria',
      batch: {
        name,
        kind: 'lockbox',
        postingDate: batchDay,
        control: { count: 1, amountCents },
        items: [item],
      } as never,
    },
    world,
  );
  if (answer.outcome !== 'entered') {
    throw new Error(JSON.stringify(answer));
  }
  return answer.batch;
}

/** Runs the executions that were started for remittances, as the state machine does. */
async function postAll(): Promise<string[]> {
  const outcomes: string[] = [];
  for (const run of await world.remittances.list(world.practiceId)) {
    if (run.state === 'received') {
      outcomes.push(await world.post(run.remittanceId));
    }
  }
  return outcomes;
}

const decide = (task: Task, user: string, outcome: string, more: object = {}, given: object = {}) =>
  workTaskStep(
    {
      practiceId: world.practiceId,
      taskId: task.taskId,
      user,
      role: 'staff',
      outcome: { outcome, reason, ...more },
    },
    { ...world, ...given },
  );
const takeBack = ({ batchId }: PaymentBatch, given: object = {}) =>
  enterPaymentsStep(
    {
      action: 'take-back',
      practiceId: world.practiceId,
      user: 'ned',
      batchId,
      reason: 'keyed for the wrong claim',
    },
    { ...world, ...given },
  );
const runOf = (remittanceId: RemittanceId) => world.remittances.load(world.practiceId, remittanceId);
const closeDay = (slip: object = {}) =>
  closePeriodsStep(
    { action: 'close-day', practiceId: world.practiceId, user: 'olga', role: 'manager', day: batchDay, slip },
    world,
  );
const postingsOf = ({ claimId }: Claim) => world.ledger.ofClaim(world.practiceId, claimId);
const started = (): string[] =>
  [...world.stored.executions.keys()].filter((name) => name.includes('-decided-'));
const postedDays = async (claim: Claim): Promise<readonly string[]> =>
  (await world.ledger.ofClaim(world.practiceId, claim.claimId))
    .filter(({ cause }) => cause === 'adjudication')
    .map(({ postingDate }) => postingDate);

describe('a remittance on paper that is held and decided late', () => {
  test('is posted into its day, which was totalled meanwhile and is totalled once more, and can be closed then', async () => {
    const { task, remittanceId, second } = await heldPaper();
    world.advance(dayLong);
    await totalLedgerDaysStep(world);
    await decide(task, 'maria', 'post-it-too');
    await decide(task, 'tomas', 'post-it-too');
    expect(await postAll()).toEqual(['balanced']);
    expect(await postedDays(second)).toEqual([batchDay]);
    expect((await runOf(remittanceId))?.state).toBe('posted');
    expect(await totalLedgerDaysStep(world)).toMatchObject({ totalled: 1 });
    world.advance(dayLong);
    await expect(totalLedgerDaysStep(world), 'and nothing is damaged').resolves.toBeDefined();
    const runs = await world.remittances.list(world.practiceId);
    const checkCents = runs.reduce((sum, { paymentCents }) => sum + paymentCents, 0);
    expect(await closeDay({ checkCents })).toMatchObject({ outcome: 'done' });
  });

  test('has its day totalled once more also when that was totalled while it was posted', async () => {
    const { task, remittanceId } = await heldPaper();
    world.advance(dayLong);
    await totalLedgerDaysStep(world);
    await decide(task, 'maria', 'post-it-too');
    await decide(task, 'tomas', 'post-it-too');
    const load: typeof world.documents.get = async (...given) => {
      if (given[1].endsWith('provider-adjustments.json')) {
        await totalLedgerDaysStep(world);
      }
      return await world.documents.get(...given);
    };
    const input = { contractVersion, practiceId: world.practiceId, remittanceId };
    await world.post(remittanceId);
    await world.commit.apply([
      {
        kind: 'save-remittance-run',
        run: { ...(await loaded(remittanceId)), state: 'balanced', version: 99 },
        expectedVersion: (await loaded(remittanceId)).version,
      },
    ]);
    await totalLedgerDaysStep(world);
    await closeRemittanceStep(input, { ...world, documents: { ...world.documents, get: load } });
    expect(await world.ledgerDays.load(world.practiceId, batchDay)).toMatchObject({
      openedAgain: { by: 'close-remittance' },
    });
  });

  test('is posted on the day of its posting when its own was closed; what was closed stays as it is', async () => {
    const { task, remittanceId, second } = await heldPaper();
    world.advance(dayLong);
    await totalLedgerDaysStep(world);
    const before = await world.ledgerDays.load(world.practiceId, batchDay);
    await world.periods.save(
      { ...(await world.periods.load(world.practiceId)), closedThrough: batchDay },
      { event: 'day-closed', at: world.clock.now(), by: 'olga', day: batchDay },
    );
    await decide(task, 'maria', 'post-it-too');
    await decide(task, 'tomas', 'post-it-too');
    expect(await postAll()).toEqual(['balanced']);
    expect(await postedDays(second)).toEqual(['2026-11-21']);
    expect(await runOf(remittanceId)).toMatchObject({ state: 'posted', paymentDate: '2026-11-19' });
    expect((await runOf(remittanceId))?.postingDate).toBeUndefined();
    await totalLedgerDaysStep(world);
    expect((await world.ledgerDays.load(world.practiceId, batchDay))?.postingsHash).toBe(
      before?.postingsHash,
    );
  });

  test('is not posted any more when its batch was taken back, and nobody is asked about it', async () => {
    const { task, batch, remittanceId } = await heldPaper();
    const postings = world.stored.postings.size;
    await decide(task, 'maria', 'post-it-too');
    expect(await takeBack(batch)).toMatchObject({ batch: { state: 'taken-back' } });
    expect(await runOf(remittanceId)).toMatchObject({
      state: 'set-aside',
      setAside: { why: 'batch-taken-back', by: 'user ned' },
    });
    expect(await world.openTasks()).toEqual([]);
    expect(await decide(task, 'tomas', 'post-it-too')).toMatchObject({
      outcome: 'refused',
      problems: [expect.stringContaining('batch-taken-back')],
    });
    expect(await world.post(remittanceId), 'a step that is delivered once more').toBe('duplicate');
    expect((await runOf(remittanceId))?.state).toBe('set-aside');
    expect(world.stored.postings.size).toBe(postings);
    expect(started()).toEqual([]);
  });

  test('is not posted while its batch is being taken back', async () => {
    const { task, batch, remittanceId } = await heldPaper();
    const takenBack = { at: world.clock.now(), by: 'ned', reason: 'keyed twice', postingDate: batchDay };
    const stored = await world.batches.load(world.practiceId, batch.batchId);
    await world.batches.save({ ...batch, state: 'taking-back', takenBack, version: 9 }, stored?.version ?? 0);
    expect(await decide(task, 'maria', 'post-it-too')).toMatchObject({
      outcome: 'refused',
      problems: [expect.stringMatching(/Batch "lockbox 20".*taken back by ned/)],
    });
    expect((await runOf(remittanceId))?.state).toBe('duplicate');
  });

  test.each([
    ['the confirmation is kept', 0, /same moment/],
    ['the run is saved', 1, /taken back/],
  ])('and its batch taken back at the same moment, before %s: it is told', async (_, writes, words) => {
    const { task, batch, remittanceId } = await heldPaper();
    await decide(task, 'maria', 'post-it-too');
    const others = [...Array.from({ length: writes }, () => () => Promise.resolve()), () => takeBack(batch)];
    const commit = overtaken(world.commit, ...others);
    expect(await decide(task, 'tomas', 'post-it-too', {}, { commit })).toMatchObject({
      outcome: 'refused',
      problems: [expect.stringMatching(words)],
    });
    expect(await runOf(remittanceId)).toMatchObject({ state: 'set-aside' });
    expect(started()).toEqual([]);
  });

  test('and its batch taken back a moment too late: it is posted first', async () => {
    const { task, batch, remittanceId } = await heldPaper();
    await decide(task, 'maria', 'post-it-too');
    // Whoever decides has looked at the batch before it was taken back.
    const batches = { ...world.batches, load: () => Promise.resolve(batch) };
    const commit = overtaken(world.commit, () => decide(task, 'tomas', 'post-it-too', {}, { batches }));
    expect(await takeBack(batch, { commit })).toMatchObject({
      outcome: 'refused',
      problems: [expect.stringContaining('is being posted; take the batch back when it is')],
    });
    expect((await runOf(remittanceId))?.state).toBe('received');
    await postAll();
    expect(await takeBack(batch)).toMatchObject({ batch: { state: 'taken-back' } });
    expect(await postAll()).toEqual(['balanced']);
    expect(world.differenceCents()).toBe(0);
  });
});

async function loaded(remittanceId: RemittanceId) {
  const run = await runOf(remittanceId);
  if (run === undefined) {
    throw new Error('The run is there');
  }
  return run;
}

describe('a remittance on paper that keeps its day open', () => {
  const moveOn = (batchId: PaymentBatch['batchId'], more: object = {}) =>
    enterPaymentsStep(
      {
        action: 'move-on',
        practiceId: world.practiceId,
        user: 'nora',
        reason: 'The payer is asked',
        batchId,
        ...more,
      },
      world,
    );

  test('leaves it by name while it is held, is on its day sheet, and is posted on the day of its decision', async () => {
    const { task, batch, remittanceId, second } = await heldPaper();
    world.advance(dayLong);
    await totalLedgerDaysStep(world);
    const [first] = await world.remittances.list(world.practiceId);
    const slip = { checkCents: first?.paymentCents };
    expect((await closeDay(slip)).outcome).toBe('refused');
    expect(await moveOn(batch.batchId, { item: 1 })).toMatchObject({ outcome: 'entered' });
    expect((await runOf(remittanceId))?.postingDate).toBeUndefined();
    expect(await moveOn(batch.batchId, { item: 1 })).toMatchObject({
      outcome: 'entered',
      batch: { movedOn: [{ item: 1, from: batchDay, by: 'nora', reason: 'The payer is asked' }] },
    });
    const sheet = await seeDaySheet(world.practiceId, batchDay, world);
    expect(sheet?.batches.flatMap(({ movedOn = [] }) => movedOn)).toMatchObject([{ item: 1, by: 'nora' }]);
    expect(await closeDay(slip)).toMatchObject({ outcome: 'done', book: { closedThrough: batchDay } });
    await decide(task, 'maria', 'post-it-too');
    await decide(task, 'tomas', 'post-it-too');
    expect(await postAll()).toEqual(['balanced']);
    expect(await postedDays(second)).toEqual(['2026-11-21']);
    expect(await moveOn(batch.batchId, { item: 1 })).toMatchObject({ outcome: 'refused' });
  });

  test('leaves it whole where it was closed at the moment of its entry, and is posted into the present day', async () => {
    const item = {
      kind: 'unapplied',
      method: 'cash',
      amountCents: 1000,
      words: 'A coin jar at the desk',
    };
    const closing = {
      ...world,
      batches: {
        ...world.batches,
        save: async (...given: Parameters<typeof world.batches.save>) => {
          const isKept = await world.batches.save(...given);
          await world.periods.save(
            { ...(await world.periods.load(world.practiceId)), closedThrough: batchDay },
            { event: 'day-closed', at: world.clock.now(), by: 'olga', day: batchDay },
          );
          return isKept;
        },
      },
    };
    world.advance(dayLong);
    const batch = {
      name: 'desk friday',
      kind: 'desk',
      postingDate: batchDay,
      control: { count: 1, amountCents: 1000 },
      items: [item],
    };
    const request = { action: 'enter', practiceId: world.practiceId, user: 'maria', batch };
    expect((await enterPaymentsStep(request, closing)).outcome).toBe('refused');
    const [stuck] = await world.batches.list(world.practiceId, batchDay, batchDay);
    expect(stuck).toMatchObject({ state: 'posting', done: 0 });
    const batchId = stuck?.batchId ?? PaymentBatchId.parse('B0000000000000000');
    expect((await enterPaymentsStep(request, world)).outcome).toBe('refused');
    const moved = { outcome: 'entered', isDone: true, batch: { state: 'posted', postingDate: '2026-11-21' } };
    expect(await moveOn(batchId)).toMatchObject(moved);
    expect(await moveOn(batchId)).toMatchObject(moved);
    expect(await enterPaymentsStep(request, world)).toMatchObject(moved);
    const postings = await world.ledger.ofHolder(world.practiceId, batchId);
    expect(postings.map(({ postingDate }) => postingDate)).toEqual(['2026-11-21']);
    const sheet = await seeDaySheet(world.practiceId, dateOf(world.clock.now()), world);
    expect(sheet?.batches).toMatchObject([
      { name: 'desk friday', movedOn: [{ from: batchDay, by: 'nora' }] },
    ]);
  });

  test('and was posted does not leave it', async () => {
    const { batch } = await heldPaper();
    const ofDay = await world.batches.list(world.practiceId, batchDay, batchDay);
    const posted = ofDay.find(({ batchId }) => batchId !== batch.batchId);
    const batchId = posted?.batchId ?? batch.batchId;
    expect((await moveOn(batchId)).outcome).toBe('refused');
    expect((await moveOn(batchId, { item: 1 })).outcome).toBe('refused');
    expect((await moveOn(batch.batchId, { item: 2 })).outcome).toBe('refused');
  });
});

describe('a batch that corrects one which was taken back', () => {
  test('is posted with the same check; a third one of that check is held', async () => {
    const claim = await world.acceptedByPayer();
    const paper = await paperFor(claim);
    const wrong = await entered('lockbox 19', paper);
    await postAll();
    const back = { action: 'take-back', practiceId: world.practiceId, user: 'ned', reason: 'keyed wrong' };
    expect((await enterPaymentsStep({ ...back, batchId: wrong.batchId }, world)).outcome).toBe('entered');
    expect(await postAll()).toEqual(['balanced']);
    const right = await entered('lockbox 19 corrected', paper);
    expect(await postAll()).toEqual(['balanced']);
    expect(await world.openTasks()).toEqual([]);
    await entered('lockbox 20', paper);
    expect(await postAll()).toEqual(['duplicate']);
    // The corrected one may be wrong too.
    expect((await enterPaymentsStep({ ...back, batchId: right.batchId }, world)).outcome).toBe('entered');
    expect(await postAll()).toEqual(['balanced']);
    await entered('lockbox 19 corrected again', paper);
    expect(await postAll()).toEqual(['balanced']);
    const paid = await postingsOf(claim);
    expect(balancesOf(paid)['cash-in-transit']).toBe(paper.amountCents);
  });
});

describe('a remittance of which somebody decides that nothing is posted', () => {
  test.each(['same-payment'])('(%s) is over, and its day can be closed', async (outcome) => {
    const { task, remittanceId } = await heldPaper();
    world.advance(dayLong);
    await totalLedgerDaysStep(world);
    const [first] = await world.remittances.list(world.practiceId);
    const slip = { checkCents: first?.paymentCents };
    expect(await closeDay(slip)).toMatchObject({
      outcome: 'refused',
      problems: [expect.stringContaining('is held; decide its task first')],
    });
    expect(await decide(task, 'maria', outcome)).toMatchObject({ outcome: 'worked' });
    expect(await runOf(remittanceId)).toMatchObject({
      state: 'set-aside',
      setAside: { why: outcome, by: 'user maria' },
    });
    expect(await closeDay(slip)).toMatchObject({ outcome: 'done', book: { closedThrough: batchDay } });
    const resume = { run: 'remittance', practiceId: world.practiceId, remittanceId, user: 'ines', reason };
    expect(await resumeRunStep(resume, world)).toMatchObject({
      outcome: 'refused',
      problems: [expect.stringContaining('set aside (same-payment)')],
    });
  });

  test('because a corrected one came is over, whatever is delivered once more', async () => {
    const claim = await world.acceptedByPayer();
    const decision = (await world.payerOf(claim.claimId)).decision();
    const wrong = { ...decision, chargeCents: (decision.chargeCents + 100) as typeof decision.chargeCents };
    expect(await world.remit(remittanceFile([wrong], world.clock.now()))).toBe('out-of-balance');
    const task = await world.onlyTask();
    expect(await decide(task, 'maria', 'corrected-one-came')).toMatchObject({ outcome: 'worked' });
    const remittanceId = await world.lastRemittance();
    const over = await runOf(remittanceId);
    expect(over).toMatchObject({ state: 'set-aside', setAside: { why: 'corrected-one-came' } });
    expect(await world.post(remittanceId)).toBe('out-of-balance');
    expect(await runOf(remittanceId)).toEqual(over);
    expect(await world.openTasks()).toEqual([]);
  });

  test.each([
    ['same-payment', 'same-payment'],
    ['same-payment', 'ask-the-payer'],
    ['ask-the-payer', 'same-payment'],
    ['ask-the-payer', 'ask-the-payer'],
    ['same-payment', 'post-it-too'],
    ['post-it-too', 'same-payment'],
    ['ask-the-payer', 'post-it-too'],
    ['post-it-too', 'ask-the-payer'],
    ['post-it-too', 'post-it-too'],
  ])('as %s, decided by another as %s at the same moment: one is told', async (one, other) => {
    const { task, remittanceId } = await heldPaper();
    await decide(task, 'maria', 'post-it-too');
    const more = (outcome: string) => (outcome === 'ask-the-payer' ? { by: '2026-12-01' } : {});
    const [first, second] = await Promise.all([
      decide(task, 'tomas', one, more(one)),
      decide(task, 'anna', other, more(other)),
    ]);
    expect([first.outcome, second.outcome].toSorted()).toEqual(['refused', 'worked']);
    const done = first.outcome === 'worked' ? one : other;
    const decided = await loaded(remittanceId);
    const { state, decisions = [] } = decided;
    expect(state).toBe(
      { 'same-payment': 'set-aside', 'ask-the-payer': 'duplicate', 'post-it-too': 'received' }[done],
    );
    expect(started()).toHaveLength(done === 'post-it-too' ? 1 : 0);
    expect(decisions).toHaveLength(done === 'post-it-too' ? 1 : 0);
    for (const late of ['same-payment', 'post-it-too', 'ask-the-payer']) {
      expect(await decide(task, 'ines', late, more(late))).toMatchObject({ outcome: 'refused' });
    }
    expect(await loaded(remittanceId)).toEqual(decided);
  });

  test('is decided in the task that stands when the payer was asked, and moot with the batch', async () => {
    const { task, batch, remittanceId } = await heldPaper();
    await decide(task, 'maria', 'ask-the-payer', { by: '2026-12-01' });
    const again = await world.onlyTask();
    expect((await loaded(remittanceId)).taskId).toBe(again.taskId);
    await takeBack(batch);
    expect(await world.openTasks()).toEqual([]);
    expect(await world.tasks.load(world.practiceId, again.taskId)).toMatchObject({
      status: 'moot',
      outcome: 'batch-taken-back',
    });
  });
});

test('A claim on paper that is parked is placed when the chunks of its remittance have expired', async () => {
  const claim = await world.acceptedByPayer();
  const paper = await paperFor(claim);
  const claims = paper.claims.map((one) => ({ ...one, claim: 'UNKNOWN-77' }));
  await entered('lockbox 19', { ...paper, claims } as never);
  expect(await postAll()).toEqual(['balanced']);
  const task = await world.onlyTask();
  expect(task.kind).toBe('unmatched-remittance');
  const get: typeof world.documents.get = async (shelf, key) =>
    shelf === 'documents' && key.startsWith('chunks/') ? undefined : await world.documents.get(shelf, key);
  const documents = { ...world.documents, get };
  expect(await decide(task, 'maria', 'belongs-to', { claim: claim.claimId }, { documents })).toMatchObject({
    outcome: 'worked',
  });
  expect(await postedDays(claim)).toHaveLength(1);
  expect(await decide(task, 'tomas', 'belongs-to', { claim: claim.claimId }, { documents })).toMatchObject({
    outcome: 'refused',
  });
  expect(await postedDays(claim)).toHaveLength(1);
});

describe('what two persons decided', () => {
  test('bears both their names wherever it broke off, whoever has it carried out once more', async () => {
    for (const retriedBy of ['maria', 'tomas', 'anna']) {
      for (const dies of ['before the run is saved', 'before it is started', 'before the task is closed']) {
        world = await memoryWorld();
        const { task, remittanceId } = await heldPaper();
        await decide(task, 'maria', 'post-it-too');
        let commits = 0;
        const died = () => Promise.reject(new Error('the process died'));
        const apply: typeof world.commit.apply = (writes) => {
          commits += 1;
          return (commits === 2 && dies === 'before the run is saved') ||
            (commits === 3 && dies === 'before the task is closed')
            ? died()
            : world.commit.apply(writes);
        };
        const executions =
          dies === 'before it is started' ? { ...world.executions, start: died } : world.executions;
        const dying = { commit: { apply }, executions };
        await expect(decide(task, 'tomas', 'post-it-too', {}, dying)).rejects.toThrow(/died/);
        expect(await decide(task, retriedBy, 'post-it-too')).toMatchObject({ outcome: 'worked' });
        expect((await loaded(remittanceId)).decisions).toMatchObject([
          { outcome: 'post-it-too', proposedBy: 'maria', confirmedBy: 'tomas' },
        ]);
        expect(await world.tasks.load(world.practiceId, task.taskId)).toMatchObject({
          status: 'worked',
          closedBy: 'tomas',
          outcome: expect.stringMatching(/^post-it-too, as maria had proposed/),
        });
        expect(started()).toHaveLength(1);
        expect(await postAll()).toEqual(['balanced']);
      }
    }
  });
});

describe('the run record of a remittance', () => {
  const resume = (remittanceId: RemittanceId) =>
    resumeRunStep(
      { run: 'remittance', practiceId: world.practiceId, remittanceId, user: 'ines', reason },
      world,
    );

  test('that is written by two at the same moment keeps what both wrote', async () => {
    const claim = await world.acceptedByPayer();
    const decision = (await world.payerOf(claim.claimId)).decision();
    const wrong = { ...decision, chargeCents: (decision.chargeCents + 100) as typeof decision.chargeCents };
    await world.receive(remittanceFile([wrong], world.clock.now()));
    const remittanceId = await world.lastRemittance();
    const input = { contractVersion, practiceId: world.practiceId, remittanceId };
    const commit = overtaken(world.commit, () => resume(remittanceId));
    expect(await validateRemittanceStep(input, { ...world, commit })).toMatchObject({
      outcome: 'out-of-balance',
    });
    expect(await loaded(remittanceId)).toMatchObject({
      state: 'out-of-balance',
      differences: [expect.stringContaining('difference')],
      resumptions: [{ by: 'user ines' }],
      taskId: (await world.onlyTask()).taskId,
    });
  });

  test('is not held by a check that began before it was decided', async () => {
    const { task, remittanceId } = await heldPaper();
    await decide(task, 'maria', 'post-it-too');
    const input = { contractVersion, practiceId: world.practiceId, remittanceId };
    // The check of the first delivery goes on after the decision of the second person.
    const claimPayment: typeof world.remittances.claimPayment = async (...given) => {
      const owner = await world.remittances.claimPayment(...given);
      await decide(task, 'tomas', 'post-it-too');
      return owner;
    };
    const remittances = { ...world.remittances, claimPayment };
    expect(await validateRemittanceStep(input, { ...world, remittances })).toMatchObject({
      outcome: 'balanced',
    });
    expect(await loaded(remittanceId)).toMatchObject({ state: 'balanced', decisions: [{}] });
  });

  test('is closed with what was noted in it while it was closed', async () => {
    const claim = await world.acceptedByPayer();
    const decision = (await world.payerOf(claim.claimId)).decision();
    await world.receive(remittanceFile([decision], world.clock.now()));
    const remittanceId = await world.lastRemittance();
    const doneClaims: typeof world.remittances.doneClaims = async (...given) => {
      await resume(remittanceId);
      return await world.remittances.doneClaims(...given);
    };
    const input = { contractVersion, practiceId: world.practiceId, remittanceId };
    await world.post(remittanceId);
    const posted = await loaded(remittanceId);
    await world.commit.apply([
      {
        kind: 'save-remittance-run',
        run: { ...posted, state: 'balanced', version: posted.version + 1 },
        expectedVersion: posted.version,
      },
    ]);
    await closeRemittanceStep(input, { ...world, remittances: { ...world.remittances, doneClaims } });
    expect(await loaded(remittanceId)).toMatchObject({ state: 'posted', resumptions: [{ by: 'user ines' }] });
  });
});
