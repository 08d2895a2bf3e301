import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EnterPaymentsAnswer } from '#contracts/payment-batch.ts';
import { bringMoney } from '../money-pictures.ts';
import { expectAccessible, person } from '../person.ts';
import { chromiumPath } from '../staff-machine.ts';
import { bringEveryKind } from '../task-kind-causes.ts';
import { taskKindMachine, type TaskKindMachine } from '../task-kind-machine.ts';

describe.skipIf(chromiumPath === undefined)('Payments by hand and refunds, in a browser', () => {
  let machine: TaskKindMachine;
  let browser: Browser;

  beforeAll(async () => {
    machine = await taskKindMachine();
    await bringEveryKind(machine);
    await bringMoney(machine);
    browser = await chromium.launch({
      executablePath: chromiumPath ?? '',
      args: ['--no-sandbox', '--disable-dev-shm-usage'],
    });
  }, 600_000);

  afterAll(async () => {
    await browser?.close();
    await machine?.stop();
  });

  async function enter(name: string): Promise<string> {
    const date = machine.inDays(-1);
    const answer = EnterPaymentsAnswer.parse(
      await machine.ask('enter-payments', {
        action: 'enter',
        user: 'payment-poster',
        batch: {
          name,
          kind: 'check',
          control: { count: 1, amountCents: 1000 },
          items: [
            {
              kind: 'payer-payment',
              payerId: 'JUNIP',
              method: 'check',
              number: '900117',
              date,
              amountCents: 1000,
              providerAdjustments: [{ code: 'L6', amountCents: -1000 }],
            },
          ],
        },
      }),
    );
    await machine.settle();
    if (answer.outcome !== 'entered') {
      throw new Error(JSON.stringify(answer));
    }
    return answer.batch.batchId;
  }

  test('a payment that came before is held, and moved out of the day of its batch', async () => {
    await enter('check 900117');
    const batchId = await enter('check 900117 again');
    const { page, context, complaints, open } = await person(browser, machine, 'payment-poster');
    await open(`/batches/${batchId}`, 'check 900117 again');
    await page.getByText('Held until its task is decided').waitFor();
    await page.keyboard.press('m');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('Nobody can decide it today');
    await expectAccessible(page);
    await page.keyboard.press('ControlOrMeta+Enter');
    await dialog.getByText('Item 1 is posted on the day of its decision.').waitFor();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await page.getByText(/Item 1 was moved out of .* Nobody can decide it today/).waitFor();
    await page.getByText('Held; posted on the day of its decision').waitFor();
    expect(await page.getByRole('button', { name: /Move out of its day/ }).count()).toBe(0);
    expect(complaints).toEqual([]);
    await context.close();
  }, 120_000);

  test('a refund is paid by a check, and the person who posts payments cannot', async () => {
    const poster = await person(browser, machine, 'payment-poster');
    await poster.open('/refunds', 'Credit balances and refunds');
    await poster.page.getByText('Managers and finance record the checks of refunds').waitFor();
    await poster.context.close();
    const { page, context, complaints, open } = await person(browser, machine, 'finance');
    await open('/refunds', 'Credit balances and refunds');
    const refunds = page.getByRole('grid', { name: 'Refunds' });
    await refunds.getByText('To be paid').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Check number').fill('20417');
    await dialog.getByLabel('Reason').fill('Check run of Friday');
    await expectAccessible(page);
    await page.keyboard.press('ControlOrMeta+Enter');
    await dialog.getByRole('button', { name: 'Close' }).click();
    await refunds.getByText('20417').waitFor();
    await expectAccessible(page);
    expect(complaints).toEqual([]);
    await context.close();
  }, 120_000);

  test('a letter about a takeback stands in the forecast until it is withdrawn', async () => {
    const { claimId } = await machine.claimOf('ENC-1023');
    const { page, context, complaints, open } = await person(browser, machine, 'biller');
    await open('/takebacks', 'Takebacks');
    const dialog = page.getByRole('dialog');
    const tell = async () => {
      await page.keyboard.press('n');
      await dialog.getByLabel('Claim', { exact: true }).fill(claimId);
      await dialog.getByLabel('Payer id').fill('JUNIP');
      await dialog.getByLabel('Amount').fill('12.50');
      await dialog.getByLabel('Date of the letter').fill(machine.inDays(-2));
      await dialog.getByLabel('What the letter says').fill('Paid as a longer visit');
    };
    await tell();
    await expectAccessible(page);
    await page.keyboard.press('ControlOrMeta+Enter');
    await dialog.getByRole('button', { name: 'Close' }).click();
    const expected = page.getByText(/Expect -\$\d+\.50 from JUNIP in the next remittance/);
    await expected.waitFor();
    await tell();
    await dialog.getByRole('checkbox', { name: /no longer holds/ }).check();
    await page.keyboard.press('ControlOrMeta+Enter');
    await dialog.getByRole('button', { name: 'Close' }).click();
    await expected.waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
    await context.close();
  }, 120_000);
});
