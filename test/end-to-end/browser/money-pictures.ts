import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import * as z from 'zod';
import { decimalText, zeroCents } from '#domain/money/cents.ts';
import type { Remittance835 } from '#domain/x12/guides/005010X221A1-835/model.ts';
import { sampleFiles } from '../../../local/cli/samples.ts';
import { remittanceFile } from '../../functions/payer-files.ts';
import type { Picture } from './take-picture.ts';
import type { TaskKindMachine } from './task-kind-machine.ts';

const Refused = z.object({ outcome: z.literal('refused'), problems: z.array(z.string()) });
const medicareVisit = 'ENC-1003';

/** A payer that is to be paid back within days, a refund that is approved, and batches of what came by hand. */
export async function bringMoney(machine: TaskKindMachine): Promise<void> {
  const line = sampleFiles()
    .flatMap((file) => readFileSync(file, 'utf8').trim().split('\n'))
    .find((one) => one.includes(`"${medicareVisit}"`));
  await machine.upload('medicare.ndjson', line ?? '');
  await machine.days(3);
  const { payer } = fromMedicare(machine);
  const decision = (await machine.payerOf(await machine.claimOf(medicareVisit))).decision();
  const again = { ...decision, payerControlNumber: 'AGAIN1003' };
  for (const paid of [decision, again]) {
    await machine.receive(remittanceFile([paid], machine.now(), { payer }));
  }
  const { claimId } = await machine.claimOf('ENC-1005');
  await ask(machine, 'enter-takeback-letter', {
    claimId: (await machine.claimOf('ENC-1023')).claimId,
    payerId: 'JUNIP',
    amountCents: 6000,
    letterDate: machine.inDays(-1),
    reference: 'OP-55121',
    user: 'biller',
    reason: 'It says that the visit was paid as a longer one',
  });
  for (const batch of [
    {
      name: 'lockbox 1',
      kind: 'lockbox',
      control: { count: 2, amountCents: 9000 },
      items: [
        { kind: 'patient-payment', claims: [claimId], method: 'check', number: '1042', amountCents: 4000 },
        { kind: 'unapplied', method: 'check', number: '2210', amountCents: 5000, words: 'No name on it' },
      ],
    },
    {
      name: 'front desk 1',
      kind: 'desk',
      control: { count: 1, amountCents: 2500 },
      items: [{ kind: 'unapplied', method: 'cash', amountCents: 2500, words: 'Copay of a visit to come' }],
    },
  ]) {
    await ask(machine, 'enter-payments', { action: 'enter', user: 'payment-poster', batch });
  }
  await machine.days(6);
  await refundOne(machine);
  const denial = (await machine.openTasks('denial'))[0];
  await ask(machine, 'work-task', {
    taskId: denial?.taskId,
    user: 'payment-poster',
    authority: { roles: ['payment-poster'] },
    outcome: { outcome: 'write-off', writeOffReason: 'bundled', reason: 'It is paid with the other service' },
  });
  await machine.settle();
}

/** @throws Error where what was asked for is refused: the pictures would show nothing of it. */
async function ask(machine: TaskKindMachine, functionName: string, request: object): Promise<void> {
  const answer = Refused.safeParse(await machine.ask(functionName, request));
  if (answer.success) {
    throw new Error(`${functionName}: ${answer.data.problems.join('; ')}`);
  }
}

/** Two persons decide that a payer has its money back. */
async function refundOne(machine: TaskKindMachine): Promise<void> {
  const task = (await machine.openTasks('credit-balance')).find(
    ({ credit }) => credit?.cause === 'paid-twice' && credit.clock === undefined,
  );
  const owed = decimalText(task?.credit?.owedCents ?? zeroCents);
  for (const [user, role] of [
    ['biller', 'biller'],
    ['manager', 'manager'],
  ] as const) {
    await ask(machine, 'work-task', {
      taskId: task?.taskId,
      user,
      authority: { roles: [role] },
      outcome: {
        outcome: 'refund',
        to: 'payer',
        amount: owed,
        reason: 'Paid twice, as both remittances show',
      },
    });
    await machine.settle();
  }
}

/** A remittance of Medicare’s own. */
function fromMedicare({ practice }: TaskKindMachine): Pick<Remittance835, 'payer'> {
  const [value, name] = ['FEDMB', 'Federal Senior Health Part B'];
  const { line1, city, state, zip } = practice.address;
  return {
    payer: {
      name,
      identifier: { qualifier: 'XV', value },
      address: { line1, city, state, zip },
      references: [{ qualifier: '2U', value }],
      contacts: [
        {
          functionCode: 'BL',
          name: practice.billingContact,
          numbers: [{ qualifier: 'TE', value: practice.phone }],
        },
      ],
    },
  };
}

/** What the guides about money show. */
export async function moneyPictures(machine: TaskKindMachine): Promise<Picture[]> {
  const { facts, practiceId } = machine;
  const tasks = await machine.openTasks();
  const taskOf = (kind: string) => `/tasks/${tasks.find((task) => task.kind === kind)?.taskId ?? ''}`;
  const batches = await facts.report({ report: 'batches', practiceId });
  const batchId =
    batches.outcome === 'batches'
      ? batches.batches.find(({ name }) => name === 'lockbox 1')?.batchId
      : undefined;
  const runs = await facts.remittances(practiceId);
  const remittance = runs.find(({ state, claims }) => state === 'posted' && claims > 1)?.remittanceId ?? '';
  const [poster, manager, biller] = ['payment-poster', 'manager', 'biller'];
  const month = machine.now().slice(0, 7);
  const ofMonth = async (page: Page) => {
    await page.locator('input[type=month]').fill(month);
    await page.getByRole('grid').first().waitFor();
  };
  const choose = async (page: Page) => {
    await page.getByRole('radio').first().waitFor();
    await page.keyboard.press('1');
    await page.locator('#decision-form').waitFor();
  };
  return [
    { name: 'batches', as: poster, address: '/batches' },
    {
      name: 'batch-entry',
      as: poster,
      address: '/batches/new',
      size: { width: 1280, height: 1320 },
      prepare: async (page) => {
        await page.getByLabel('Name').fill('deposit 2026-12-04');
        await page.getByLabel('What it is').selectOption('deposit');
        await page.getByLabel('Items stated').fill('2');
        await page.getByLabel('Total stated').fill('75.00');
        await page.getByRole('button', { name: 'Unapplied' }).click();
        const item = page.getByRole('region', { name: 'Item 1: Unapplied' });
        await item.getByLabel('Paid by').selectOption('check');
        await item.getByLabel('Check or EFT number').fill('2211');
        await item.getByLabel('Amount').fill('50.00');
        await item.getByLabel('What is known of it').fill('A check without a letter');
        await page.getByText('The batch states 2 items and holds 1.').waitFor();
      },
    },
    { name: 'batch', as: poster, address: `/batches/${batchId ?? ''}` },
    {
      name: 'batch-apply',
      as: poster,
      address: `/batches/${batchId ?? ''}`,
      prepare: async (page) => {
        await page.keyboard.press('a');
        await page.getByRole('dialog').waitFor();
      },
    },
    { name: 'takebacks', as: poster, address: '/takebacks' },
    { name: 'refunds', as: manager, address: '/refunds' },
    { name: 'task-credit-balance', as: manager, address: taskOf('credit-balance'), prepare: choose },
    { name: 'remittances', as: poster, address: '/remittances' },
    { name: 'remittance', as: poster, address: `/remittances/${remittance}` },
    { name: 'bank', as: poster, address: '/bank' },
    {
      name: 'bank-match',
      as: poster,
      address: '/bank',
      prepare: async (page) => {
        await page.getByRole('row').nth(1).click();
        await page.getByRole('dialog').waitFor();
      },
    },
    { name: 'closing', as: manager, address: '/closing', size: { width: 1280, height: 1100 } },
    { name: 'reports', as: manager, address: '/reports' },
    { name: 'report-aging', as: manager, address: '/reports/aging' },
    { name: 'report-unbilled', as: manager, address: '/reports/unbilled' },
    { name: 'report-unapplied', as: manager, address: '/reports/unapplied' },
    { name: 'report-deposits', as: manager, address: '/reports/deposits' },
    {
      name: 'report-day-sheet',
      as: manager,
      address: '/reports/day-sheet',
      prepare: async (page) => {
        await page.locator('input[type=date]').first().fill('2026-11-20');
        await page.getByRole('grid').first().waitFor();
      },
    },
    { name: 'report-month-end', as: manager, address: '/reports/month-end', prepare: ofMonth },
    { name: 'report-underpayments', as: biller, address: '/reports/underpayments', prepare: ofMonth },
    { name: 'report-late-payments', as: biller, address: '/reports/late-payments', prepare: ofMonth },
    { name: 'report-coding-accuracy', as: manager, address: '/reports/coding-accuracy' },
    { name: 'holds', as: manager, address: '/holds' },
    { name: 'task-approval', as: manager, address: taskOf('write-off-approval'), prepare: choose },
    { name: 'question', as: 'provider', address: '/my-visits' },
    { name: 'payer', as: biller, address: '/payers/JUNIP' },
    {
      name: 'audit',
      as: manager,
      address: '/audit',
      prepare: async (page) => {
        await page.locator('input[type=date]').fill(machine.inDays(0));
        await page.getByRole('row').nth(1).waitFor();
      },
    },
    {
      name: 'check-in',
      as: 'front-desk',
      address: '/check-in',
      prepare: async (page) => {
        await page.locator('input[type=date]').fill('2026-11-19');
        await page.getByText('1 of 1').or(page.getByText('0 of 1')).waitFor();
      },
    },
    { name: 'staff', as: manager, address: '/staff' },
    { name: 'staff-member', as: 'administrator', address: '/staff/biller' },
  ];
}
