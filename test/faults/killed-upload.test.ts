import { beforeAll, describe, expect, test } from 'vitest';
import { synthesised } from '../../local/cli/synthesised.ts';
import { answerThroughKills, type AnsweredUpload } from './kill-the-upload.ts';

const records = 150;
const seed = 20_261_122;

/** `npm run faults:upload` does the same with 10,000 records and ten kills. */
describe('an upload, its machine killed with SIGKILL while it is worked', () => {
  let undisturbed: AnsweredUpload;
  let disturbed: AnsweredUpload;
  let killed = 0;

  beforeAll(async () => {
    await synthesised();
    undisturbed = (await answerThroughKills(records, 0, seed)).answered;
    ({ answered: disturbed, killed } = await answerThroughKills(records, 3, seed));
  }, 600_000);

  test('answers every record once, and each as if nothing had happened', () => {
    expect(killed).toBeGreaterThan(0);
    expect(undisturbed.records).toHaveLength(records);
    expect(undisturbed.totals).toMatchObject({ records, accepted: 147, refused: 3 });
    expect(disturbed.records).toEqual(undisturbed.records);
    expect(disturbed.totals).toEqual(undisturbed.totals);
  });

  test('writes each answer once', () => {
    expect(disturbed.versions).toEqual(undisturbed.versions);
    expect(new Set(disturbed.versions).size).toBe(disturbed.versions.length);
  });
});
