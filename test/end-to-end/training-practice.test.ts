import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { PracticeId } from '#contracts/identifiers.ts';
import { PracticeFileAnswer } from '#contracts/practice-import.ts';
import { Practice } from '#contracts/practice.ts';
import { claimsTable } from '../../local/cli/claims-table.ts';
import { factsOf, type Facts } from '../../local/cli/facts.ts';
import { listFiles } from '../../local/cli/file-commands.ts';
import { openRuntime, type OpenedRuntime } from '../../local/cli/open-runtime.ts';
import { readStaffScript, workByScript } from '../../local/cli/staff-script.ts';
import { repositoryFolder } from '../../local/cli/synthesised.ts';
import { loadPractice } from '../../local/cli/practice-commands.ts';
import { createTrainingPractice } from '../../local/cli/training-commands.ts';

const school = PracticeId.parse('cedar-school');
const cleanLines = readFileSync(join(repositoryFolder, 'events', 'encounters', '01-clean.ndjson'), 'utf8')
  .split('\n')
  .slice(0, 2);

describe('a training practice with a document of many prices', () => {
  let folder: string;
  let opened: OpenedRuntime;
  let facts: Facts;
  const before: string[] = [];

  const put = (key: string, body: string) =>
    opened.target.s3.send(
      new PutObjectCommand({ Bucket: opened.target.bucket('Upload'), Key: key, Body: body }),
    );
  const textOf = async (key: string): Promise<string> => {
    const answer = await opened.target.s3.send(
      new GetObjectCommand({ Bucket: opened.target.bucket('Upload'), Key: key }),
    );
    return (await answer.Body?.transformToString()) ?? '';
  };
  const documentOf = async (edition?: number): Promise<Practice> =>
    z
      .object({ practice: Practice })
      .parse(await opened.target.invoke('read-practices', { read: 'edition', practiceId: school, edition }))
      .practice;

  /** Steps the clock until nothing is left to happen; staff work every task as the script of the samples says. */
  const play = async (): Promise<void> => {
    const script = readStaffScript();
    for (let step = 0; step < 5000; step += 1) {
      await opened.runtime.onQuiet();
      const tasks = await facts.tasks(school);
      for (const task of tasks) {
        await workByScript(facts, task, script);
      }
      if (tasks.length === 0 && !(await opened.runtime.scheduler.step())) {
        return;
      }
    }
    throw new Error('The run did not come to rest');
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'claimwright-training-'));
    opened = await openRuntime({ data: folder, port: 0, seed: '1', payer: true, clock: 'jump' });
    facts = factsOf(opened.target);
    const hold = opened.runtime.scheduler.hold('scripted staff', 3600);
    await loadPractice({ target: opened.target }, join(repositoryFolder, 'events', 'practice.json'));
    before.push(...(await listFiles({ target: opened.target }, '')).map(({ key }) => key));
    const session = { options: { data: folder, json: true }, target: opened.target, facts };
    const quiet = vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
    await createTrainingPractice(session, school, 'maria');
    quiet.mockRestore();
    const document = {
      ...(await documentOf()),
      feeSchedules: [
        {
          feeScheduleId: 'main',
          name: 'Charges',
          rows: Array.from({ length: 6000 }, (_, index) => ({
            code: String(20_000 + index),
            amountCents: index,
            effectiveFrom: '2026-01-01',
          })),
        },
      ],
    };
    await put(`practice/${school}/prices.json`, JSON.stringify(document));
    await put(`upload/${school}/marked.ndjson`, cleanLines.join('\n'));
    await play();
    opened.runtime.scheduler.release(hold);
  }, 300_000);

  afterAll(async () => {
    await opened.runtime.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('a document too long for one item is imported as it was uploaded, answered, and read by every function', async () => {
    const answer = PracticeFileAnswer.parse(
      JSON.parse(await textOf(`answer/${school}/practice/prices.json.json`)),
    );
    expect(answer).toMatchObject({ outcome: 'saved', edition: 2, problems: [] });
    const saved = await documentOf();
    expect(saved.feeSchedules[0]?.rows).toHaveLength(6000);
    expect(JSON.stringify(saved).length).toBeGreaterThan(400_000);
    expect((await documentOf(1)).feeSchedules).toEqual([]);
  });

  test('its claims are paid by the synthetic payer and closed', async () => {
    const { rows, differenceCents } = await claimsTable(facts, school);
    expect(rows.map(({ state }) => state)).toEqual(['Closed', 'Closed']);
    expect(differenceCents).toBe(0);
  });

  test('no file of it lies outside of training/', async () => {
    const keys = (await listFiles({ target: opened.target }, '')).map(({ key }) => key);
    const made = keys.filter((key) => !before.includes(key));
    expect(made.length).toBeGreaterThan(10);
    expect(made.filter((key) => !key.startsWith('training/'))).toEqual([]);
  });
});
