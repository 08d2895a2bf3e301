import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Upload } from '#contracts/upload.ts';
import { UploadAnswer } from '#contracts/upload-answer.ts';
import { encounterJson } from '../domain/samples/encounters.ts';
import { runProcess, startRuntimeProcess } from './run-command.ts';

const practice = fileURLToPath(new URL('../../events/practice.json', import.meta.url));
let folder: string;
let runtime: Awaited<ReturnType<typeof startRuntimeProcess>>;

/** What a command prints on the machine of this test. */
async function printed(...words: readonly string[]): Promise<string> {
  const ran = await runProcess('--data', join(folder, 'data'), ...words);
  expect({ words, exitCode: ran.exitCode, stderr: ran.stderr }).toEqual({ words, exitCode: 0, stderr: '' });
  return ran.stdout;
}

/** The uploads as they stand once all of them are answered or put aside, the newest first. */
async function answered(count: number): Promise<readonly Upload[]> {
  for (let asks = 1; asks <= 90; asks += 1) {
    const uploads = Upload.array().parse(JSON.parse(await printed('uploads', '--json')));
    if (
      uploads.length === count &&
      uploads.every(({ state }) => ['answered', 'quarantined'].includes(state))
    ) {
      return uploads;
    }
    await sleep(2_000);
  }
  throw new Error(`${count} uploads are not answered after three minutes`);
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'claimwright-uploads-'));
  runtime = await startRuntimeProcess(join(folder, 'data'));
  await printed('practice', 'load', practice);
}, 300_000);

afterAll(async () => {
  await runtime.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('What a practice uploads', () => {
  test(
    'is listed with how far it has come, and answered as JSON, as a table and as acknowledgements',
    { timeout: 600_000 },
    async () => {
      const file = (name: string, text: string): string => {
        writeFileSync(join(folder, name), text);
        return join(folder, name);
      };
      const visits = file('monday.ndjson', `${JSON.stringify(encounterJson())}\n{"broken`);
      const messages = file(
        'charges.hl7',
        'MSH|^~\\&|EHR|CEDAR|CLAIMS|CH|20261120||DFT^P03|M-1|P|2.5\rEVN||20261120\r',
      );
      // A visit and a note that make it larger than what is read at once.
      const large = file(
        'large.ndjson',
        Array.from(
          { length: 20 },
          (_, index) =>
            `${JSON.stringify(encounterJson({ encounterId: `L-${index}`, renderingNpi: 'nobody', note: 'x'.repeat(900_000) }))}\n`,
        ).join(''),
      );
      expect(readFileSync(large).length).toBeGreaterThan(17_000_000);

      const sent = await printed('upload', 'cedar-hill', visits, large);
      const [, told] =
        /^uploaded upload\/cedar-hill\/monday\.ndjson; to see its answer: npx claimwright answer cedar-hill --upload (U\w{16})\n/.exec(
          sent,
        ) ?? [];
      await printed('upload', 'cedar-hill', messages, '--source', 'ehr');
      const first = (await answered(3)).find(({ key }) => key.endsWith('monday.ndjson'));
      expect(told).toBe(first?.uploadId);
      await printed('upload', 'cedar-hill', visits);
      const [again] = await answered(4);

      const answer = UploadAnswer.parse(JSON.parse(await printed('answer', 'cedar-hill', 'monday.ndjson')));
      expect(answer).toMatchObject({ uploadId: again?.uploadId, totals: { unchanged: 1, refused: 1 } });
      const before = await printed('answer', 'cedar-hill', '--upload', first?.uploadId ?? '');
      expect(UploadAnswer.parse(JSON.parse(before)).totals).toMatchObject({ accepted: 1, refused: 1 });
      expect(await printed('answer', 'cedar-hill', 'monday.ndjson', '--csv')).toMatch(
        /^record,entry,place,.*\r\n1,,.*,unchanged,C[0-9A-Z]{12},.*\r\n2,.*,refused,,,not-json,/,
      );
      expect(await printed('answer', 'cedar-hill', 'ehr/charges.hl7', '--ack')).toMatch(
        /^MSH\|.*\rMSA\|A[ER]\|M-1\rERR\|/,
      );
      const largest = UploadAnswer.parse(JSON.parse(await printed('answer', 'cedar-hill', 'large.ndjson')));
      expect(largest.totals).toMatchObject({ records: 20, refused: 20 });

      const named = await printed('upload', 'cedar-hill', file('Nora_Alder_1980-01-02.csv', 'a,b'));
      const aside = (await answered(5)).find(({ state }) => state === 'quarantined');
      expect(named).toContain(`answer cedar-hill --upload ${aside?.uploadId}\n`);
      const putAside = await printed('answer', 'cedar-hill', '--upload', aside?.uploadId ?? '');
      expect(UploadAnswer.parse(JSON.parse(putAside))).toMatchObject({ outcome: 'refused' });
      expect(putAside).not.toMatch(/nora/i);

      const listed = await printed('uploads', '--limit', '5');
      expect(listed.split('\n').filter((line) => /^U[0-9A-Z]{16} /.test(line))).toHaveLength(5);
      expect(listed).toMatch(/name-\w+ +\S+ +quarantined +none: name-has-phi/);
      expect(listed).toMatch(/ehr\/charges\.hl7 +2026-\S+ +answered +1: 1 refused/);
      expect(await printed('uploads', 'show', again?.uploadId ?? '')).toMatch(
        /answered\nrecords: 2: 1 unchanged, 1 refused\nencounter-ndjson, 2 records\nanswered \S+: answer\/cedar-hill\/monday\.ndjson\.2\.json\n$/,
      );
    },
  );
});
