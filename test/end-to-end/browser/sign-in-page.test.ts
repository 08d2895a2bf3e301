import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectAccessible } from './person.ts';
import { chromiumPath } from './staff-machine.ts';
import { password, startEdge, type EdgeMachine } from '../../local/edge/edge-machine.ts';

describe.skipIf(chromiumPath === undefined)(
  'the page to sign in, in a browser (skipped where there is no Chromium)',
  () => {
    let machine: EdgeMachine;
    let browser: Browser;

    beforeAll(async () => {
      machine = await startEdge();
      await machine.addUser('bea', ['biller']);
      machine.runtime.showUsers([
        { username: 'bea', name: 'Bea Tolland', roles: 'biller', practice: 'Cedar Hill' },
      ]);
      browser = await chromium.launch({ executablePath: chromiumPath ?? '', args: ['--no-sandbox'] });
    });

    afterAll(async () => {
      await browser.close();
      await machine.stop();
    });

    test('a person signs in, is told of a mistake, and comes back without being asked again', async () => {
      const page = await browser.newPage();
      const complaints: string[] = [];
      page.on('console', (message) => complaints.push(message.text()));
      await page.goto(machine.authorizeUrl(machine.authorization()));
      await expectAccessible(page);
      await page.getByRole('link', { name: 'bea' }).click();
      expect(await page.getByLabel('User name').inputValue()).toBe('bea');
      await page.keyboard.type('wrong');
      await page.keyboard.press('Enter');
      expect(await page.getByRole('alert').textContent()).toBe('Incorrect username or password.');
      await expectAccessible(page);
      await page.getByLabel('Password').fill(password);
      await page.keyboard.press('Enter');
      await page.waitForURL(`${machine.site}/?code=*`);
      await page.goto(machine.authorizeUrl(machine.authorization({ prompt: 'none' })));
      expect(page.url()).toMatch(/\?code=/);
      // The browser itself notes the refused password; of the content security policy there is nothing to note.
      expect(complaints.filter((text) => !text.startsWith('Failed to load resource'))).toEqual([]);
    });

    test('the application may redeem codes by script, and reads no cookie of the session', async () => {
      const page = await browser.newPage();
      await page.goto(`${machine.site}/`);
      const text = await page.evaluate(async (tokenUrl) => {
        const body = new URLSearchParams({ grant_type: 'authorization_code', client_id: 'stranger' });
        return (await fetch(tokenUrl, { method: 'POST', body })).text();
      }, `${machine.outputs['Pages']}/oauth2/token`);
      expect(text).toBe('{"error":"invalid_client"}');
      expect(await page.evaluate('document.cookie')).toBe('');
    });

    test('no page reads the page to sign in, not even one of the application', async () => {
      const page = await browser.newPage();
      await page.goto(`${machine.site}/`);
      const fetched = await page.evaluate(
        async (url) => {
          try {
            return (await fetch(url, { credentials: 'include' })).status;
          } catch {
            return 'refused';
          }
        },
        machine.authorizeUrl(machine.authorization(), '/login'),
      );
      expect(fetched).toBe('refused');
    });
  },
);
