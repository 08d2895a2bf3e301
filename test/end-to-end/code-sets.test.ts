import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LoadCodeSetsAnswer, ReadCodeSetsAnswer, type LoadCodeSets } from '#contracts/code-sets.ts';
import { ClaimId } from '#contracts/identifiers.ts';
import { claimsTable } from '../../local/cli/claims-table.ts';
import { factsOf, type Facts } from '../../local/cli/facts.ts';
import { openRuntime, type OpenedRuntime } from '../../local/cli/open-runtime.ts';
import { loadPractice } from '../../local/cli/practice-commands.ts';
import { samplePractice } from '../../local/cli/samples.ts';
import { repositoryFolder } from '../../local/cli/synthesised.ts';

const data = resolve(import.meta.dirname, '../../../shared/data');
const isAbsent = !existsSync(join(data, 'NOTICE.tsv'));
const reason = 'the official sample files are not beside the repository';
const { practiceId } = samplePractice();

/** Visits that are billed on the day of the sample's clock: the codes of their days are asked. */
const encounters = readFileSync(join(repositoryFolder, 'events/encounters/01-clean.ndjson'), 'utf8')
  .trim()
  .split('\n')
  .slice(0, 1)
  .join('\n');

test('loading official files on one machine is skipped by name where they are absent', ({ skip }) => {
  skip(isAbsent, reason);
  expect(encounters).toContain('ENC-1001');
});

describe.skipIf(isAbsent)('official files of codes, loaded on one machine', () => {
  let folder: string;
  let opened: OpenedRuntime;
  let facts: Facts;

  const put = async (key: string, body: Uint8Array | string): Promise<void> => {
    const { target } = opened;
    await target.s3.send(new PutObjectCommand({ Bucket: target.bucket('Upload'), Key: key, Body: body }));
  };
  const answerTo = async (name: string): Promise<LoadCodeSetsAnswer> => {
    const { target } = opened;
    const Key = `reference-answer/${name}.json`;
    const { Body } = await target.s3.send(new GetObjectCommand({ Bucket: target.bucket('Upload'), Key }));
    return LoadCodeSetsAnswer.parse(JSON.parse((await Body?.transformToString()) ?? ''));
  };
  /** Puts files and then the order that names them, as the command does. */
  const order = async (
    name: string,
    file: string,
    wish: Partial<Omit<LoadCodeSets, 'load'>>,
  ): Promise<void> => {
    const bytes = readFileSync(join(data, file));
    const key = `reference-files/${name}/${file.split('/').at(-1) ?? ''}`;
    await put(key, bytes);
    await put(
      `reference/${name}`,
      JSON.stringify({ load: [{ key, sizeBytes: bytes.length }], isSlice: false, ...wish }),
    );
  };
  const read = async (request: object): Promise<ReadCodeSetsAnswer> =>
    ReadCodeSetsAnswer.parse(await opened.target.invoke('read-code-sets', request));

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'claimwright-codes-'));
    opened = await openRuntime({ data: folder, port: 0, seed: '1', payer: true, clock: 'jump' });
    facts = factsOf(opened.target);
    await loadPractice({ target: opened.target }, join(repositoryFolder, 'events', 'practice.json'));
    const from = '2024-01-01' as NonNullable<LoadCodeSets['from']>;
    await order('places', 'pos/pos_codes.csv', { edition: '2024', from });
    // Alone, without an order: it says all that is needed itself.
    const hcpcs = 'hcpcs-2025-jan-alpha-numeric.zip';
    await put(`reference/${hcpcs}`, readFileSync(join(data, 'hcpcs', hcpcs)));
    await order('cut', 'mpfs/PPRRVU2025_Oct.hcpcs2.csv', {});
    await opened.runtime.onQuiet();
    await put(`upload/${practiceId}/visits.ndjson`, encounters);
    for (let step = 0; step < 5_000; step += 1) {
      await opened.runtime.onQuiet();
      if ((await scrubbed()).length > 0 || !(await opened.runtime.scheduler.step())) {
        break;
      }
    }
  }, 600_000);

  const scrubbed = async () => {
    const { rows } = await claimsTable(facts, practiceId);
    const claims = await Promise.all(
      rows.map(({ claimId }) => facts.claim(practiceId, ClaimId.parse(claimId))),
    );
    return claims.flatMap(({ claim }) => claim.scrub ?? []);
  };

  afterAll(async () => {
    await opened.runtime.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('are answered under reference-answer/, each table with its edition and its rows', async () => {
    expect(await answerTo('places')).toMatchObject({
      outcome: 'loaded',
      editions: [{ edition: { kind: 'place-of-service', edition: '2024', isWhole: true, rowCount: 52 } }],
    });
    const { outcome, editions, left } = await answerTo('hcpcs-2025-jan-alpha-numeric.zip');
    expect(outcome).toBe('loaded');
    expect(editions.map(({ edition }) => [edition.kind, edition.edition, edition.rowCount])).toEqual([
      ['modifiers', '2025Q1', 383],
      ['hcpcs', '2025Q1', 8_259],
    ]);
    expect(left.length).toBeGreaterThan(3);
    expect(await answerTo('cut')).toMatchObject({
      outcome: 'refused',
      problems: [
        expect.stringMatching(/5183 rows of mpfs in PPRRVU2025_Oct\.hcpcs2\.csv; expected at least/),
      ],
      editions: [],
    });
  });

  test('are listed, shown and searched', async () => {
    const listed = await read({ read: 'editions' });
    const registers = listed.outcome === 'editions' ? listed.registers : [];
    expect(
      Object.fromEntries(
        registers.map(({ kind, editions }) => [kind, editions.map(({ edition }) => edition)]),
      ),
    ).toEqual({ hcpcs: ['2025Q1'], modifiers: ['2025Q1'], 'place-of-service': ['2024'] });
    const day = { on: '2026-10-05' };
    expect(await read({ read: 'code', code: 'J1100', ...day })).toMatchObject({
      found: [{ kind: 'hcpcs', edition: '2025Q1', rows: [{ code: 'J1100' }] }],
    });
    expect(
      await read({ read: 'search', words: 'dexamethasone', kind: 'hcpcs', limit: 10, ...day }),
    ).toMatchObject({
      found: [{ edition: '2025Q1' }],
    });
  });

  test('are what a claim is scrubbed with, and its report names them', async () => {
    const [report] = await scrubbed();
    expect(report?.editions).toEqual(
      expect.arrayContaining([
        { table: 'place-of-service', edition: '2024' },
        { table: 'hcpcs', edition: '2025Q1' },
      ]),
    );
  });
});
