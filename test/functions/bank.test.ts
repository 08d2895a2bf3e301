import { beforeEach, describe, expect, test } from 'vitest';
import { BankFileAnswer } from '#contracts/bank.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { BankEntryId, RemittanceId } from '#contracts/identifiers.ts';
import type { Task } from '#contracts/task.ts';
import { addDays, dateOf } from '#domain/calendar/plain-date.ts';
import { contentHashOf } from '#domain/identity/content-hash.ts';
import { balancesOf } from '#domain/ledger/balances.ts';
import { cents, decimalText } from '#domain/money/cents.ts';
import { enterPaymentsStep } from '../../functions/enter-payments/enter-payments-step.ts';
import { findMissingHalvesStep } from '../../functions/find-missing-halves/find-missing-halves-step.ts';
import { matchBankEntryStep } from '../../functions/match-bank-entry/match-bank-entry-step.ts';
import { proveRemittanceStep } from '../../functions/prove-remittance/prove-remittance-step.ts';
import { readBankStep } from '../../functions/read-bank/read-bank-step.ts';
import { receiveBankFileStep } from '../../functions/receive-bank-file/receive-bank-file-step.ts';
import { memoryWorld, type MemoryWorld } from './memory-world.ts';
import { remittanceFile } from './payer-files.ts';

const dayLong = 24 * 3_600_000;
const company = '1990001111';

let world: MemoryWorld;
beforeEach(async () => {
  world = await memoryWorld();
});

const today = (): PlainDate => dateOf(world.clock.now());
const balances = () => balancesOf(world.stored.postings.values());

/** Posts a remittance of a provider adjustment alone, paid under a trace number; gives its id. */
async function remitted(
  trace: string,
  amountCents: number,
  method: 'ACH' | 'CHK' = 'ACH',
): Promise<RemittanceId> {
  const at = world.clock.now();
  const text = remittanceFile([], at, {
    trace: { number: trace, originatingCompanyId: company },
    payment: { handling: 'I', amountCents: cents(amountCents), creditOrDebit: 'C', method, date: today() },
    providerAdjustments: [
      {
        providerId: '2000000010',
        fiscalPeriodEnd: today(),
        reasonCode: 'CT',
        reference: 'LUMP',
        amountCents: cents(-amountCents),
      },
    ],
  });
  const before = new Set(world.stored.remittances.keys());
  await world.receive(text);
  const run = [...world.stored.remittances].find(([path]) => !before.has(path))?.[1];
  if (run === undefined) {
    throw new Error('No remittance was registered');
  }
  expect(await world.post(run.remittanceId)).toBe('balanced');
  // The adjustment's own task is none of the bank's.
  for (const [path, task] of world.stored.tasks) {
    if (task.kind === 'unexplained-adjustment') {
      world.stored.tasks.delete(path);
    }
  }
  return run.remittanceId;
}

const header = 'Posting Date,Description,Type,Check Number,Amount,Account';
const trn = (trace: string, originator = company) => `HCCLAIMPMT TRN*1*${trace}*${originator}\\`;
/** `trn:77 500.00`, `check:451 80.00`, `deposit 300.00`, `returned 80.00`. */
function row(text: string, on: PlainDate = today()): string {
  const [what = '', amount = ''] = text.split(' ');
  const [how = '', number = ''] = what.split(':');
  const [description, type] = {
    trn: [trn(number), 'ACH credit'],
    ach: ['PAYMENT', 'ACH credit'],
    check: ['CHECK DEPOSIT', 'Deposit'],
    deposit: ['DEPOSIT', 'Deposit'],
    returned: ['DEPOSITED ITEM RETURNED', 'Returned item'],
    card: ['MERCHANT SETTLEMENT', 'Card settlement'],
  }[how] ?? ['', ''];
  const sign = how === 'returned' ? '-' : '';
  return `${on},${description},${type},${how === 'check' ? number : ''},${sign}${amount},000123456789`;
}

async function shown(...rows: readonly string[]): Promise<BankFileAnswer> {
  return await loaded([header, ...rows].join('\n'));
}

/** What is uploaded is a version of its own, unless it is the very same again. */
const keyOf = (text: string): string => `bank/${world.practiceId}/${contentHashOf(text)}.csv`;

async function loaded(text: string, key = keyOf(text)): Promise<BankFileAnswer> {
  await world.documents.put('uploads', key, text, 'text/csv');
  await receiveBankFileStep(world.arrived('uploads', key, text.length), world);
  const [, folder = '', ...names] = key.split('/');
  const answer = await world.documents.get('uploads', `answer/${folder}/bank/${names.join('/')}.json`);
  return BankFileAnswer.parse(JSON.parse(new TextDecoder().decode(answer?.body)));
}

const openSides = async () => ({
  entries: (await world.bank.openEntries(world.practiceId)).map(({ openCents }) => openCents),
  deposits: (await world.bank.awaited(world.practiceId)).map(({ openCents }) => openCents),
});
const bankTasks = async (): Promise<readonly Task[]> =>
  (await world.openTasks()).filter(({ kind }) => kind !== 'unexplained-adjustment');
async function onlyBankTask(kind: Task['kind']): Promise<Task> {
  const [task, ...others] = await bankTasks();
  expect(others).toEqual([]);
  expect(task?.kind).toBe(kind);
  if (task === undefined) {
    throw new Error('there is one');
  }
  return task;
}

describe('Money and its remittance', () => {
  test('are matched when the money comes after the remittance, and its proof shows it', async () => {
    const remittanceId = await remitted('77', 50_000);
    expect(await openSides()).toEqual({ entries: [], deposits: [50_000] });
    const answer = await shown(row('trn:77 500.00'));
    expect(answer).toMatchObject({ outcome: 'taken-in', entries: 1, newEntries: 1, openEntries: 0 });
    expect(answer.matches).toMatchObject([{ holder: remittanceId, amountCents: 50_000 }]);
    expect(await openSides()).toEqual({ entries: [], deposits: [] });
    expect(balances()).toMatchObject({ bank: 50_000, 'cash-in-transit': 0, suspense: 0 });
    expect(world.differenceCents()).toBe(0);

    const proof = await proveRemittanceStep({ practiceId: world.practiceId, remittanceId }, world);
    expect(proof).toMatchObject({
      outcome: 'proof',
      sheet: { deposit: { matchedCents: 50_000, inTransitCents: 0 } },
    });
  });

  test('are matched when the remittance comes after the money', async () => {
    await shown(row('trn:77 500.00'));
    expect(await openSides()).toEqual({ entries: [50_000], deposits: [] });
    expect(balances()).toMatchObject({ bank: 50_000, suspense: -50_000 });
    await remitted('77', 50_000);
    expect(await openSides()).toEqual({ entries: [], deposits: [] });
    expect(balances()).toMatchObject({ bank: 50_000, 'cash-in-transit': 0, suspense: 0 });
    expect(await bankTasks()).toEqual([]);
  });

  test('come in parts, many of one and many of another, and what is left stays open', async () => {
    await remitted('77', 50_000);
    await shown(row('trn:77 200.00'));
    expect(await openSides()).toEqual({ entries: [], deposits: [30_000] });
    const tomorrow = addDays(today(), 1);
    await shown(row('trn:77 200.00'), row('trn:77 200.00', tomorrow), row('trn:77 150.00', tomorrow));
    expect(await openSides()).toEqual({ entries: [5000], deposits: [] });
    expect(balances()).toMatchObject({ bank: 55_000, 'cash-in-transit': 0, suspense: -5000 });
  });

  test('one deposit of several checks is the only set of this sum', async () => {
    await remitted('451', 8000, 'CHK');
    await remitted('452', 12_000, 'CHK');
    await remitted('453', 5500, 'CHK');
    const answer = await shown(row('deposit 200.00'));
    expect(new Set(answer.matches.map(({ amountCents }) => amountCents))).toEqual(new Set([12_000, 8000]));
    expect(await openSides()).toEqual({ entries: [], deposits: [5500] });
  });

  test('a batch of the desk is found as it was taken to the bank, its cards apart', async () => {
    const item = (method: string, amountCents: number) => ({
      kind: 'unapplied',
      method,
      amountCents,
      words: 'At the desk',
    });
    const batch = {
      name: 'desk 2026-11-20',
      kind: 'desk',
      control: { count: 3, amountCents: 16_000 },
      items: [item('cash', 2500), item('check', 7500), item('card', 6000)],
    };
    const request = { action: 'enter', practiceId: world.practiceId, user: 'maria', batch };
    await enterPaymentsStep(request, world);
    await enterPaymentsStep(request, world);
    expect(new Set((await openSides()).deposits)).toEqual(new Set([10_000, 6000]));
    const answer = await shown(row('deposit 100.00'), row('card 58.20'));
    expect(answer.matches).toMatchObject([{ amountCents: 10_000 }]);
    expect(await openSides()).toEqual({ entries: [5820], deposits: [6000] });

    const [batchId] = [...world.stored.paymentBatches.values()].map((one) => one.batchId);
    await enterPaymentsStep(
      { action: 'take-back', practiceId: world.practiceId, user: 'ned', batchId, reason: 'keyed twice' },
      world,
    );
    expect((await openSides()).deposits).toEqual([]);
  });
});

describe('A file of the bank', () => {
  test('taken in twice changes nothing, and is answered as before', async () => {
    await remitted('77', 50_000);
    const rows = [row('trn:77 500.00'), row('trn:88 40.00'), row('deposit 12.00')];
    const first = await shown(...rows);
    const before = world.snapshot();
    const { documents: _, ...kept } = before as { documents: unknown };
    const second = await shown(...rows);
    const { documents: __, ...after } = world.snapshot() as { documents: unknown };
    expect(after).toEqual(kept);
    expect(second).toMatchObject({ newEntries: first.newEntries, openEntries: first.openEntries });
  });

  test('that overlaps an earlier one brings what is new alone', async () => {
    const yesterday = addDays(today(), -1);
    await shown(row('trn:88 40.00', yesterday), row('trn:89 41.00'));
    world.advance(dayLong);
    await loaded(
      [header, row('trn:89 41.00', addDays(today(), -1)), row('trn:90 42.00')].join('\n'),
      `bank/${world.practiceId}/july.csv`,
    ).then((answer) => {
      expect(answer).toMatchObject({ entries: 2, newEntries: 1, openEntries: 3 });
    });
    expect(balances()).toMatchObject({ bank: 12_300, suspense: -12_300 });
    const answer = await readBankStep(
      { query: 'entries', practiceId: world.practiceId, from: today(), to: today() },
      world,
    );
    expect(answer).toMatchObject({ outcome: 'entries', entries: [{ amountCents: 4200, traceNumber: '90' }] });
  });

  test('is asked of no other days than it has shown, however many are wanted', async () => {
    const asked: [string, string][] = [];
    const all = {
      query: 'entries',
      practiceId: world.practiceId,
      from: '2000-01-01',
      to: '2100-12-31',
    };
    const counted = {
      bank: {
        ...world.bank,
        entries: (...[practiceId, from, to]: Parameters<MemoryWorld['bank']['entries']>) => {
          asked.push([from, to]);
          return world.bank.entries(practiceId, from, to);
        },
      },
    };
    expect(await readBankStep(all, counted)).toEqual({ outcome: 'entries', entries: [] });
    await shown(row('deposit 12.00'), row('deposit 13.00', addDays(today(), -40)));
    const answer = await readBankStep(all, counted);
    expect(answer.outcome === 'entries' && answer.entries).toHaveLength(2);
    expect(asked).toEqual([[addDays(today(), -40), today()]]);
  });

  test.each<[string, string | undefined, RegExp]>([
    [`${header}\n2026-11-20,x,ACH,,1.00,1\nnever,y,ACH,,2.00,1`, undefined, /Line 3/],
    [
      '01,BANK,PRACTICE,260330,0615,1,80,,2/\n02,PRACTICE,BANK,1,260330,,USD,2/',
      undefined,
      /Line \d+: found the end/,
    ],
    [`${header}\n`, 'bank/unknown-practice/x.csv', /found the folder "unknown-practice"/],
  ])('that cannot be used whole is refused whole (%#)', async (text, key, problem) => {
    const answer = await loaded(text, key);
    expect(answer).toMatchObject({ outcome: 'refused', entries: 0 });
    expect(answer.problems.join()).toMatch(problem);
    expect(world.stored.bankEntries.size).toBe(0);
    expect(balances().bank).toBe(0);
  });

  test('whose matching broke off is finished by the next delivery', async () => {
    await remitted('77', 50_000);
    let left = 3;
    const commit: MemoryWorld['commit'] = {
      apply: async (writes) => {
        left -= 1;
        if (left < 0) {
          throw new Error('The power went out');
        }
        return await world.commit.apply(writes);
      },
    };
    const text = [header, row('trn:77 500.00'), row('trn:88 40.00')].join('\n');
    const key = keyOf(text);
    await world.documents.put('uploads', key, text, 'text/csv');
    const body = world.arrived('uploads', key, text.length);
    await expect(receiveBankFileStep(body, { ...world, commit })).rejects.toThrow('power');
    const answer = await loaded(text);
    expect(answer).toMatchObject({ newEntries: 2, openEntries: 1 });
    expect(balances()).toMatchObject({ bank: 54_000, 'cash-in-transit': 0, suspense: -4000 });
  });
});

/** The details of an account on a day, as BAI2: `175,8000,,,COUNTER DEPOSIT`. */
function bai2(...details: readonly string[]): string {
  const sum = details.reduce((total, detail) => total + Number(detail.split(',')[1]), 0);
  const day = today().slice(2).replaceAll('-', '');
  return [
    `01,BANK,PRACTICE,${day},0615,1,80,,2/`,
    `02,PRACTICE,BANK,1,${day},,USD,2/`,
    '03,000123456789,,/',
    ...details.map((detail) => `16,${detail}`),
    `49,${sum},${details.length + 2}/`,
    `98,${sum},1,${details.length + 4}/`,
    `99,${sum},1,${details.length + 6}/`,
  ].join('\n');
}

describe('An entry that comes with two files', () => {
  test('of two kinds is one where both bear its number', async () => {
    await remitted('77', 50_000);
    await shown(row('trn:77 500.00'), row('check:451 80.00'));
    const answer = await loaded(
      bai2('165,50000,0,REF0001,,JUNIPER TRN*1*77*1990001111\\', '175,8000,0,REF0002,000451,COUNTER'),
    );
    expect(answer).toMatchObject({ entries: 2, newEntries: 0, doubtful: 0 });
    expect(balances()).toMatchObject({ bank: 58_000 });
  });

  test('and bears no number in one of them is posted once, until a person says that it is two', async () => {
    await shown(row('deposit 300.00'));
    const text = bai2('175,30000,0,REF0002,,COUNTER DEPOSIT, MAIN STREET');
    expect(await loaded(text)).toMatchObject({ entries: 1, newEntries: 0, doubtful: 1, openEntries: 1 });
    expect(await loaded(text), 'delivered again').toMatchObject({ newEntries: 0, doubtful: 1 });
    expect(balances()).toMatchObject({ bank: 30_000, suspense: -30_000 });

    // It explains nothing as long as nobody knows whether it is there.
    const holders = [await remitted('901', 30_000, 'CHK')];
    await remitted('902', 30_000, 'CHK');
    const doubtful = (await world.bank.openEntries(world.practiceId)).find(
      ({ mayBe }) => mayBe !== undefined,
    );
    expect(
      await matchBankEntryStep(
        {
          practiceId: world.practiceId,
          user: 'maria',
          bankEntryId: doubtful?.bankEntryId as BankEntryId,
          holders,
        },
        world,
      ),
    ).toMatchObject({ outcome: 'refused', problems: [expect.stringContaining('decide its task first')] });

    const task = (await bankTasks()).find(({ kind }) => kind === 'repeated-bank-entry');
    expect(task).toMatchObject({ dollarsAtStakeCents: 30_000, outcomes: ['the-same', 'another'] });
    expect(task?.evidence.join(' ')).not.toContain('MAIN STREET');
    await world.work(task as Task, { outcome: 'another', reason: 'Two slips in the drawer' });
    expect(balances()).toMatchObject({ bank: 60_000 });
    expect(world.differenceCents()).toBe(0);
    expect(await loaded(text)).toMatchObject({ newEntries: 0, doubtful: 1 });
    expect(balances()).toMatchObject({ bank: 60_000 });
  });

  test('and is the same is posted once, and asked about once', async () => {
    await shown(row('deposit 300.00'));
    const text = bai2('175,30000,0,REF0002,,COUNTER DEPOSIT');
    await loaded(text);
    await world.work(await onlyBankTask('repeated-bank-entry'), {
      outcome: 'the-same',
      reason: 'One slip of that day',
    });
    expect(await openSides()).toEqual({ entries: [30_000], deposits: [] });
    await loaded(text);
    await loaded(bai2('175,30000,0,REF0002,,COUNTER DEPOSIT', '175,100,0,REF0003,,COUNTER DEPOSIT'));
    expect(balances()).toMatchObject({ bank: 30_100, suspense: -30_100 });
    expect(await bankTasks()).toEqual([]);
  });

  test('and may be one that is not posted itself is not taken for it, so that no deposit is dropped', async () => {
    const same = { outcome: 'the-same', reason: 'One slip of that day' };
    const repeated = async () => (await bankTasks()).filter(({ kind }) => kind === 'repeated-bank-entry');
    await shown(row('check:123456 300.00'));
    await loaded(bai2('175,30000,0,,,COUNTER DEPOSIT'));
    const ofSecond = await onlyBankTask('repeated-bank-entry');
    await loaded(bai2('175,30000,0,,000999999,BRANCH DEPOSIT'));
    const ofThird = (await repeated()).find(({ taskId }) => taskId !== ofSecond.taskId) as Task;
    expect(await world.work(ofThird, same)).toMatchObject({
      outcome: 'refused',
      problems: [expect.stringContaining('is not posted either')],
    });
    await world.work(ofSecond, same);
    expect(await world.work(ofThird, same)).toMatchObject({ outcome: 'refused' });
    await world.work(ofThird, { outcome: 'another', reason: 'It bears another number than the first' });
    expect(await repeated()).toEqual([]);
    expect(balances()).toMatchObject({ bank: 60_000 });
  });

  test('at the same moment is posted once', async () => {
    const texts = [row('trn:77 500.00'), `\n${row('trn:77 500.00')}`].map((one) => `${header}\n${one}`);
    await Promise.all(texts.map((text) => loaded(text)));
    expect(world.stored.bankEntries.size).toBe(1);
    expect(balances()).toMatchObject({ bank: 50_000 });
  });

  test('of two accounts that the files do not name is two, once the files say of which they are', async () => {
    const text = `Date,Description,Amount\n${today()},DEPOSIT,300.00`;
    expect(await loaded(text)).toMatchObject({
      outcome: 'refused',
      problems: [expect.stringContaining('found an entry without its account')],
    });
    for (const account of ['6789', '4321', '6789']) {
      await loaded(text, `bank/${world.practiceId}/account-${account}/june.csv`);
    }
    expect(balances()).toMatchObject({ bank: 60_000 });
    const answer = await readBankStep(
      { query: 'entries', practiceId: world.practiceId, from: today(), to: today() },
      world,
    );
    expect(
      answer.outcome === 'entries' && answer.entries.map(({ accountEnding }) => accountEnding).toSorted(),
    ).toEqual(['4321', '6789']);
  });
});

describe('A deposit that no number explains', () => {
  test('is proposed by its amount, and is what a person says it is', async () => {
    const remittanceId = await remitted('77', 50_000);
    await shown(row('ach 500.00'));
    const task = await onlyBankTask('unmatched-deposit');
    expect(task).toMatchObject({ dollarsAtStakeCents: 50_000, outcomes: ['is', 'not-a-payment', 'wait'] });
    expect(task.evidence.join(' ')).toContain(remittanceId);
    const worked = await world.work(task, {
      outcome: 'is',
      holders: [remittanceId],
      reason: 'The payer says so',
    });
    expect(worked).toMatchObject({ outcome: 'worked' });
    expect(await openSides()).toEqual({ entries: [], deposits: [] });
    expect(balances()).toMatchObject({ bank: 50_000, 'cash-in-transit': 0, suspense: 0 });
    expect(await bankTasks()).toEqual([]);
  });

  test('is matched by hand without a task too, as far as both sides are open', async () => {
    const remittanceId = await remitted('77', 30_000);
    await shown(row('trn:99 500.00'));
    const [entry] = await world.bank.openEntries(world.practiceId);
    const bankEntryId = entry?.bankEntryId as BankEntryId;
    const request = { practiceId: world.practiceId, user: 'maria', bankEntryId, holders: [remittanceId] };
    expect(await matchBankEntryStep(request, world)).toEqual({
      outcome: 'matched',
      summary: expect.stringContaining('$300.00 of the entry') as unknown,
    });
    expect(await openSides()).toEqual({ entries: [20_000], deposits: [] });
    expect(await matchBankEntryStep(request, world)).toMatchObject({ outcome: 'refused' });
    expect(await openSides()).toEqual({ entries: [20_000], deposits: [] });
  });

  test('is placed in an account where it is no payment', async () => {
    await remitted('77', 50_000);
    await shown(row('ach 500.00'));
    await world.work(await onlyBankTask('unmatched-deposit'), {
      outcome: 'not-a-payment',
      account: 'interest-income',
      reason: 'Interest of the bank',
    });
    expect(balances()).toMatchObject({ bank: 50_000, 'interest-income': -50_000, suspense: 0 });
    expect(await openSides()).toEqual({ entries: [], deposits: [50_000] });
  });

  test('waits until the day that a person names, and is moot when its remittance comes', async () => {
    await shown(row('check:451 80.00'));
    expect(await bankTasks()).toEqual([]);
    world.advance(7 * dayLong);
    await findMissingHalvesStep(world);
    const task = await onlyBankTask('unmatched-deposit');
    await world.work(task, { outcome: 'wait', by: addDays(today(), 3), reason: 'The paper is in the mail' });
    await findMissingHalvesStep(world);
    expect(await bankTasks()).toEqual([]);
    world.advance(3 * dayLong);
    await findMissingHalvesStep(world);
    await onlyBankTask('unmatched-deposit');
    await remitted('451', 8000, 'CHK');
    expect(await bankTasks()).toEqual([]);
    expect(await openSides()).toEqual({ entries: [], deposits: [] });
  });
});

describe('A half that is late', () => {
  test('is a task with the letter to the payer: money without its remittance', async () => {
    await shown(row('trn:77 500.00'));
    world.advance(3 * dayLong);
    await findMissingHalvesStep(world);
    expect(await bankTasks()).toEqual([]);
    world.advance(3 * dayLong);
    await findMissingHalvesStep(world);
    await findMissingHalvesStep(world);
    const task = await onlyBankTask('missing-remittance');
    expect(task.evidence.join('\n')).toContain(
      'our bank received $500.00 from you under the trace number 77',
    );
    await world.work(task, { outcome: 'asked-payer', by: addDays(today(), 5), reason: 'Sent the letter' });
    await findMissingHalvesStep(world);
    expect(await bankTasks()).toEqual([]);
    world.advance(5 * dayLong);
    await findMissingHalvesStep(world);
    await onlyBankTask('missing-remittance');
    await remitted('77', 50_000);
    expect(await bankTasks()).toEqual([]);
  });

  test('is a task: a remittance without its money, as far as the bank has shown its days', async () => {
    await shown(row('deposit 12.00'));
    world.stored.openEntries.clear();
    const remittanceId = await remitted('77', 50_000);
    world.advance(10 * dayLong);
    await findMissingHalvesStep(world);
    expect(await bankTasks()).toEqual([]);
    await shown(row('deposit 13.00'));
    world.stored.openEntries.clear();
    await findMissingHalvesStep(world);
    const task = await onlyBankTask('missing-deposit');
    expect(task.remittanceId).toBe(remittanceId);
    expect(task.evidence.join('\n')).toContain('of which $500.00 have not reached our bank');
    await world.work(task, { outcome: 'came-elsewhere', reason: 'It went to the old account' });
    expect(balances()).toMatchObject({ 'cash-in-transit': 0 });
    expect((await openSides()).deposits).toEqual([]);
  });

  test('is nobody\u2019s business where a practice shows no statements', async () => {
    await remitted('77', 50_000);
    world.advance(60 * dayLong);
    expect(await findMissingHalvesStep(world)).toMatchObject({ outcome: 'looked', opened: 0 });
    expect(await bankTasks()).toEqual([]);
  });
});

describe('A returned item', () => {
  test('undoes the deposit of its remittance, which is awaited again', async () => {
    const remittanceId = await remitted('451', 8000, 'CHK');
    await shown(row('check:451 80.00'), row('returned 80.00'));
    expect(balances()).toMatchObject({ bank: 0, suspense: 8000, 'cash-in-transit': 0 });
    const task = await onlyBankTask('returned-item');
    await world.work(task, {
      outcome: 'take-back-payment',
      holder: remittanceId,
      reason: 'The check bounced',
    });
    expect(balances()).toMatchObject({ bank: 0, suspense: 0, 'cash-in-transit': 8000 });
    expect(await openSides()).toEqual({ entries: [], deposits: [8000] });
    await shown(row('check:451 80.00', addDays(today(), 1)));
    expect(balances()).toMatchObject({ bank: 8000, suspense: 0, 'cash-in-transit': 0 });
  });

  test('of a batch that was taken back before leaves nothing in transit, and nothing is awaited', async () => {
    const batch = {
      name: 'desk 2026-11-20',
      kind: 'desk',
      control: { count: 1, amountCents: 8000 },
      items: [{ kind: 'unapplied', method: 'check', number: '451', amountCents: 8000, words: 'At the desk' }],
    };
    const entered = { action: 'enter', practiceId: world.practiceId, user: 'maria', batch };
    await enterPaymentsStep(entered, world);
    await shown(row('deposit 80.00'));
    expect(await openSides()).toEqual({ entries: [], deposits: [] });
    const [batchId] = [...world.stored.paymentBatches.values()].map((one) => one.batchId);
    await enterPaymentsStep(
      { action: 'take-back', practiceId: world.practiceId, user: 'ned', batchId, reason: 'it bounced' },
      world,
    );
    await shown(row('deposit 80.00'), row('returned 80.00'));
    const worked = await world.work(await onlyBankTask('returned-item'), {
      outcome: 'take-back-payment',
      holder: batchId,
      reason: 'The check bounced',
    });
    expect(worked).toMatchObject({ outcome: 'worked' });
    expect(await openSides()).toEqual({ entries: [], deposits: [] });
    expect(balances()).toMatchObject({ bank: 0, suspense: 0, 'cash-in-transit': 0, 'unapplied-payment': 0 });
  });

  test('is not of a batch that was taken back before the bank had shown it', async () => {
    const batch = {
      name: 'desk 2026-11-20',
      kind: 'desk',
      control: { count: 1, amountCents: 8000 },
      items: [{ kind: 'unapplied', method: 'check', amountCents: 8000, words: 'At the desk' }],
    };
    await enterPaymentsStep({ action: 'enter', practiceId: world.practiceId, user: 'maria', batch }, world);
    const [batchId] = [...world.stored.paymentBatches.values()].map((one) => one.batchId);
    await enterPaymentsStep(
      { action: 'take-back', practiceId: world.practiceId, user: 'ned', batchId, reason: 'keyed twice' },
      world,
    );
    await shown(row('returned 80.00'));
    expect(
      await world.work(await onlyBankTask('returned-item'), {
        outcome: 'take-back-payment',
        holder: batchId,
        reason: 'The check bounced',
      }),
    ).toMatchObject({ outcome: 'refused', problems: [expect.stringContaining('only $0.00 of')] });
  });

  test('that came back by another entry leaves the remittance as it is', async () => {
    await remitted('451', 8000, 'CHK');
    await shown(row('check:451 80.00'), row('returned 80.00'), row('check:9451 80.00'));
    const task = await onlyBankTask('returned-item');
    const entries = await world.bank.openEntries(world.practiceId);
    const back = entries.find(({ openCents }) => openCents > 0);
    await world.work(task, { outcome: 'redeposited', entry: back?.bankEntryId, reason: 'Presented again' });
    expect(await openSides()).toEqual({ entries: [], deposits: [] });
    expect(balances()).toMatchObject({ bank: 8000, suspense: 0, 'cash-in-transit': 0 });
    expect(decimalText(balances().bank)).toBe('80.00');
  });
});
