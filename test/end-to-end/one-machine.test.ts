import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { UploadAnswer } from '#contracts/upload-answer.ts';
import { claimsTable, type ClaimsTable } from '../../local/cli/claims-table.ts';
import { factsOf, type Facts } from '../../local/cli/facts.ts';
import { listFiles } from '../../local/cli/file-commands.ts';
import { replayLedger } from '../../local/cli/ledger-replay.ts';
import { openRuntime, type OpenedRuntime } from '../../local/cli/open-runtime.ts';
import { samplePractice } from '../../local/cli/samples.ts';
import { readStaffScript, workByScript } from '../../local/cli/staff-script.ts';
import { repositoryFolder } from '../../local/cli/synthesised.ts';
import { loadPractice } from '../../local/cli/practice-commands.ts';
import { everythingKept, everythingSeen, noteEverything, placesOf } from './everything-written.ts';

const { practiceId } = samplePractice();
const events = (name: string): string => readFileSync(join(repositoryFolder, 'events', name), 'utf8');
const sampleLines = (...files: readonly string[]): string[] =>
  files.flatMap((file) => events(`encounters/${file}.ndjson`).trim().split('\n'));

/** What a practice uploads: good files, and everything that can be wrong with one. */
const cleanLines = sampleLines('01-clean').slice(0, 2);
const denialLines = sampleLines('06-denials').slice(0, 2);
const uploads: Readonly<Record<string, string | Uint8Array>> = {
  [`upload/${practiceId}/marked.ndjson`]: `\uFEFF${[...cleanLines, ...denialLines].join('\r\n\r\n')}\r\n`,
  [`upload/${practiceId}/rejections.ndjson`]: sampleLines('05-rejections').join('\n'),
  [`upload/${practiceId}/later.ndjson`]: sampleLines(
    '02-uncoded',
    '07-patient-share',
    '08-later-changes',
  ).join('\n'),
  [`upload/${practiceId}/errors.ndjson`]: events('encounters-with-errors.ndjson'),
  [`upload/${practiceId}/empty.ndjson`]: '',
  [`upload/${practiceId}/photo.jpg`]: Uint8Array.from({ length: 5000 }, (_, index) => (index * 193) % 256),
  'upload/no-such-practice/lost.ndjson': cleanLines.join('\n'),
};

const Identifying = z.object({
  patient: z.object({
    lastName: z.string(),
    firstName: z.string(),
    birthDate: z.string(),
    address: z.object({ line1: z.string() }),
  }),
  coverages: z.array(z.object({ memberId: z.string() })),
});

/** What names the people of a record: names, member ids, streets, birth dates as people and as X12 write them. */
function identifyingWords(line: string): string[] {
  let record: unknown;
  try {
    record = JSON.parse(line);
  } catch {
    return [];
  }
  const read = Identifying.safeParse(record);
  if (!read.success) {
    return [];
  }
  const { patient, coverages } = read.data;
  return [
    patient.lastName,
    patient.firstName,
    patient.birthDate,
    patient.birthDate.replaceAll('-', ''),
    patient.address.line1,
    ...coverages.map(({ memberId }) => memberId),
  ];
}

/** The birth date of the errors that is later than its visit is a day of visits, by which they are kept; it names nobody. */
const dayOfVisits = new Set(['2026-10-06', '20261006']);

const words = [
  ...new Set(
    Object.values(uploads)
      .flatMap((content) => (typeof content === 'string' ? content.replace('\uFEFF', '').split(/\r?\n/) : []))
      .flatMap(identifyingWords)
      .filter((word) => !dayOfVisits.has(word)),
  ),
];

describe('one machine, from uploads to patient bills', () => {
  let folder: string;
  let opened: OpenedRuntime;
  let facts: Facts;
  let table: ClaimsTable;

  const put = (shelf: 'Upload' | 'Exchange', key: string, body: string | Uint8Array) =>
    opened.target.s3.send(
      new PutObjectCommand({ Bucket: opened.target.bucket(shelf), Key: key, Body: Buffer.from(body) }),
    );
  const textOf = async (shelf: 'Upload' | 'Exchange' | 'Document', key: string): Promise<string> => {
    const answer = await opened.target.s3.send(
      new GetObjectCommand({ Bucket: opened.target.bucket(shelf), Key: key }),
    );
    return (await answer.Body?.transformToString()) ?? '';
  };
  const answerTo = async (name: string): Promise<UploadAnswer> =>
    UploadAnswer.parse(JSON.parse(await textOf('Upload', `answer/${practiceId}/${name}.json`)));

  /** Steps the clock until nothing is left to happen; staff work every task as the script of the samples says. */
  const play = async (): Promise<void> => {
    const script = readStaffScript();
    for (let step = 0; step < 20_000; step += 1) {
      await opened.runtime.onQuiet();
      const tasks = await facts.tasks(practiceId);
      for (const task of tasks) {
        await workByScript(facts, task, script);
      }
      if (tasks.length === 0 && !(await opened.runtime.scheduler.step())) {
        return;
      }
    }
    throw new Error('The run did not come to rest');
  };

  /** Files of ours, sent back to us whole, cut off in the middle of a name, and with a damaged name. */
  const returnSpoiltFiles = async (): Promise<void> => {
    const { claim } = await facts.claim(
      practiceId,
      (await facts.claims(practiceId))[0]?.claimId ?? z.never().parse(0),
    );
    const sent = await textOf('Exchange', claim.submissions[0]?.fileKey ?? '');
    const { submitterId, clearinghouse } = samplePractice();
    const pad = (id: string): string => id.padEnd(15);
    const returned = sent.replace(
      `ZZ*${pad(submitterId)}*ZZ*${pad(clearinghouse.receiverId)}`,
      `ZZ*${pad(clearinghouse.receiverId)}*ZZ*${pad(submitterId)}`,
    );
    expect(returned).not.toBe(sent);
    const nameAt = returned.indexOf('NM1*IL');
    await put('Exchange', 'inbound/cedarhill/returned.edi', returned);
    await put('Exchange', 'inbound/cedarhill/cut.edi', returned.slice(0, nameAt + 14));
    await put('Exchange', 'inbound/cedarhill/damaged.edi', returned.replace('NM1*IL*1*', 'NM1*IL*1*\u0007*'));
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'claimwright-one-machine-'));
    opened = await openRuntime({ data: folder, port: 0, seed: '1', payer: true, clock: 'jump' });
    await noteEverything(opened.runtime);
    facts = factsOf(opened.target);
    const hold = opened.runtime.scheduler.hold('scripted staff', 3600);
    await loadPractice({ target: opened.target }, join(repositoryFolder, 'events', 'practice.json'));
    for (const [key, content] of Object.entries(uploads)) {
      await put('Upload', key, content);
    }
    await play();
    await returnSpoiltFiles();
    await play();
    opened.runtime.scheduler.release(hold);
    table = await claimsTable(facts, practiceId);
  }, 600_000);

  afterAll(async () => {
    await opened.runtime.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('every claim is closed and the books balance', () => {
    expect(table.rows).toHaveLength(4 + 4 + 11 + 1);
    expect(table.rows.filter(({ state }) => state !== 'Closed')).toEqual([]);
    expect(table.rows.filter(({ openCents }) => openCents !== 0)).toEqual([]);
    expect(table.differenceCents).toBe(0);
    // The one that breaks off bears a number of the payer's own 277CA: it is told of the refusal as of one of its files.
    expect(opened.runtime.faults().map(({ where, message }) => `${where}: ${message}`)).toEqual([
      expect.stringMatching(/^synthetic-payer: CEDARHILL refused the 277CA \d{9} \(TA1 R 023\)$/),
    ]);
  });

  test('the books are rebuilt to the cent from the files of payers, and every remittance has its proof', async () => {
    const replay = await replayLedger({ target: opened.target, facts }, practiceId);
    expect({ ...replay, accounts: [] }).toMatchObject({ isEqual: true, differences: [], faults: [] });
    expect(replay.counts.remittances).toBeGreaterThan(3);
    for (const { remittanceId } of await facts.remittances(practiceId)) {
      const proof = await opened.target.invoke('prove-remittance', { practiceId, remittanceId });
      expect(proof).toMatchObject({ outcome: 'proof', sheet: { isProven: true, faults: [] } });
    }
  });

  test('every file that came is acknowledged, and every number given left with its file', async () => {
    const [partner, ...others] = await facts.exchangeNumbers(practiceId);
    expect(others).toEqual([]);
    expect(partner).toMatchObject({ ourId: 'CEDARHILL', partnerId: 'OPENFIELD', unsent: [], gaps: [] });
    const keys = (await listFiles({ target: opened.target }, 'outbound/')).map(({ key }) => key);
    expect(partner?.lastIssued).toBe(keys.length);
    const inbound = await listFiles({ target: opened.target }, 'inbound/');
    // A 999 is not answered.
    const answerable = inbound.filter(({ key }) => !key.includes('-999'));
    expect(keys.filter((key) => key.includes('/ACK-'))).toHaveLength(answerable.length);
  });

  test('a file with a byte order mark, CRLF and blank lines is taken in like any other', async () => {
    const { totals, records } = await answerTo('marked.ndjson');
    expect(totals).toMatchObject({ records: 4, accepted: 4, refused: 0 });
    expect(records.map(({ recordNumber }) => recordNumber)).toEqual([1, 3, 5, 7]);
  });

  test('of a file in which nearly every record is wrong the good one is taken in, the others are told what is wrong', async () => {
    const { outcome, totals, records } = await answerTo('errors.ndjson');
    expect(outcome).toBe('taken-in');
    expect(totals.accepted).toBe(1);
    expect(totals.refused).toBe(totals.records - 1);
    for (const record of records.filter((one) => one.outcome === 'refused')) {
      expect(record.problems.length).toBeGreaterThan(0);
    }
    const codes = new Set(records.flatMap(({ problems }) => problems.map(({ code }) => code)));
    expect([...codes]).toEqual(
      expect.arrayContaining([
        'not-json',
        'npi-check-digit',
        'field-missing',
        'charges-do-not-add-up',
        'payer-unknown',
      ]),
    );
  });

  test('files that cannot be read are answered, and nothing of them is stored', async () => {
    expect(await answerTo('empty.ndjson')).toMatchObject({
      outcome: 'refused',
      fileProblems: [{ code: 'file-empty', found: 'a file of 0 bytes' }],
      totals: { records: 0 },
    });
    expect(await answerTo('photo.jpg')).toMatchObject({
      outcome: 'refused',
      fileProblems: [{ code: 'format-unknown' }],
      totals: { records: 0 },
    });
  });

  test('a file for a practice that does not exist is answered with what to check', async () => {
    const answer = await textOf('Upload', 'answer/no-such-practice/lost.ndjson.json');
    expect(JSON.parse(answer)).toMatchObject({
      outcome: 'refused',
      fileProblems: [{ code: 'practice-unknown' }],
    });
    expect(await facts.practices()).toEqual([practiceId]);
  });

  test('every guarantor who owes more than the minimum, and whose payers have all decided, was sent a statement', async () => {
    const accounts = await facts.accounts(practiceId);
    const claims = await facts.claims(practiceId);
    const hasAnotherPayer = new Set(
      claims.filter(({ coverages }) => coverages.length > 1).map(({ claimId }) => claimId),
    );
    const owing = accounts.filter(({ visits }) => {
      const due = visits.filter(({ claimId }) => !hasAnotherPayer.has(claimId));
      const dueCents = due.reduce((sum, { balanceCents }) => sum + balanceCents, 0);
      return dueCents >= samplePractice().statementPolicy.minimumBalanceCents;
    });
    expect(owing.length).toBeGreaterThan(2);
    expect(owing.filter(({ statements }) => statements.length === 0)).toEqual([]);
    const bodies = await Promise.all(
      owing.flatMap(({ statements }) => statements.map(({ documentKey }) => textOf('Document', documentKey))),
    );
    expect(bodies.filter((text) => !text.startsWith('%PDF-'))).toEqual([]);
  });

  test('nobody is named in a log, message, metric, key or execution', () => {
    const seen = everythingSeen(opened.runtime, folder);
    const places = new Set(seen.map(({ place }) => place.replace(/ .*/, '')));
    expect([...places].toSorted()).toEqual([
      'events_delivery',
      'faults',
      'item',
      'lambda_async_invocation',
      'log',
      'metrics',
      's3_object',
      'sqs_message',
      'states_executions',
      'states_history',
      'states_map_runs',
      'states_threads',
    ]);
    // The spoilt files were refused, and their refusals are among what is searched.
    const refusals = seen
      .filter(({ place }) => place.startsWith('log '))
      .flatMap(({ text }) => text.split('\n'))
      .filter((line) => line.includes('"level":"ERROR"') && line.includes('ExchangeFileRefused'));
    expect(refusals.length).toBeGreaterThan(2);
    expect(words.length).toBeGreaterThan(80);
    expect(placesOf(words, seen)).toEqual([]);
  });

  test('that search finds what is there: each patient in documents and files, and a name planted in a log', () => {
    const kept = everythingKept(opened.runtime);
    const found = placesOf(words, kept).map((place) => place.replace(/ in .*/, '').toLowerCase());
    const taken = sampleLines('05-rejections', '02-uncoded', '07-patient-share', '08-later-changes');
    const expected = taken.flatMap(identifyingWords).filter((word) => !/^\d{8}$/.test(word));
    expect(expected.filter((word) => !found.includes(word.toLowerCase()))).toEqual([]);
    expect(found.filter((word) => /^\d{8}$/.test(word)).length).toBeGreaterThan(5);
    const [name = '', , , birthDate = ''] = identifyingWords(cleanLines[0] ?? '');
    const seen = everythingSeen(opened.runtime, folder);
    expect(
      placesOf(words, [
        ...seen,
        {
          place: 'planted',
          text: `{"message":"could not read NM1*IL*1*${name.toUpperCase()}*NORA~DMG*D8*${birthDate}"}`,
        },
      ]),
    ).toEqual([`${birthDate} in planted`, `${name.toUpperCase()} in planted`, 'NORA in planted'].toSorted());
  });
});
