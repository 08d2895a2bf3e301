import { gzipSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { usualSplitLimits } from '#ports/upload-split/split-limits.ts';
import { splitUploadStep } from '../../functions/split-upload/split-upload-step.ts';
import { registerUploadStep } from '../../functions/register-upload/register-upload-step.ts';
import { writeUploadAnswerStep } from '../../functions/write-upload-answer/write-upload-answer-step.ts';
import { encounterJson } from '../domain/samples/encounters.ts';
import { memoryWorld } from './memory-world.ts';

const good = (encounterId: string): string => `${JSON.stringify(encounterJson({ encounterId }))}\n`;
const header = 'visit_id,service_date,patient_id,patient_last_name,patient_birth_date,note\n';
const row = (visit: string, end = '\n'): string => `${visit},2026-10-05,P-1,Kowalski,1980-02-29,fine${end}`;
const msh = 'MSH|^~\\&|A|B|C|D|20261001||DFT^P03|1|P|2.5.1\r';

const entities = Array.from(
  { length: 9 },
  (_, level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`,
).join('');
const billionLaughs = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY l0 "lol">${entities}]><lolz>&l9;</lolz>`;

/** A zip archive in whose directory and headers a field is changed, counted from the signature. */
function withField(archive: Uint8Array, inDirectory: number, inHeader: number, flip: number): Uint8Array {
  const copy = archive.slice();
  const view = new DataView(copy.buffer);
  for (let at = 0; at < copy.length - 4; at += 1) {
    const signature = view.getUint32(at, true);
    if (signature === 0x02014b50) {
      copy[at + inDirectory] = (copy[at + inDirectory] ?? 0) ^ flip;
    } else if (signature === 0x04034b50) {
      copy[at + inHeader] = (copy[at + inHeader] ?? 0) ^ flip;
    }
  }
  return copy;
}

const archive = zipSync({ 'a.ndjson': strToU8(good('E-1').repeat(20)) });

interface Hostile {
  readonly content: () => string | Uint8Array;
  /** What is wrong with the file as a whole. */
  readonly file?: string;
  /** What is wrong with records, each code once. */
  readonly records?: readonly string[];
  readonly state?: 'quarantined';
}

const files: Readonly<Record<string, Hostile>> = {
  'a zip bomb': {
    content: () => zipSync({ 'a.ndjson': new Uint8Array(60_000_000) }),
    file: 'archive-expands-too-much',
  },
  'a gzip bomb': {
    content: () => gzipSync(new Uint8Array(60_000_000).fill(0x7b)),
    file: 'archive-expands-too-much',
  },
  'a gzip bomb in a zip, each within its own bounds': {
    content: () =>
      zipSync({ 'a.gz': gzipSync(good('E-1').repeat(20_000)), 'b.gz': gzipSync(new Uint8Array(9_000_000)) }),
    file: 'archive-expands-too-much',
  },
  'an encounter nested a million deep': {
    content: () => `${good('E-1')}{"x":${'['.repeat(900_000)}\n${good('E-2')}`,
    records: ['nested-too-deep'],
  },
  'a list nested a million deep': { content: () => '['.repeat(1_000_000), file: 'file-broken-off' },
  'XML that unfolds to a billion words': { content: () => billionLaughs, file: 'format-unsupported' },
  'UTF-16': { content: () => Buffer.from(`\uFEFF${good('E-1')}`, 'utf16le'), file: 'file-not-utf-8' },
  'UTF-16 without a mark': { content: () => Buffer.from(good('E-1'), 'utf16le'), file: 'file-not-utf-8' },
  'a table in windows-1252': {
    content: () => Buffer.from(`${header}${row('V-1').replace('Kowalski', 'Müller')}`, 'latin1'),
    file: 'file-not-utf-8',
  },
  'a record in windows-1252 among others': {
    content: () =>
      Buffer.concat([
        Buffer.from(good('E-1')),
        Buffer.from('{"note":"é"}\n', 'latin1'),
        Buffer.from(good('E-2')),
      ]),
    records: ['not-utf-8'],
  },
  'line ends of two kinds in a table': {
    content: () => `${header}${row('V-1')}${row('V-2', '\r\n')}${row('V-3')}`,
    file: 'line-ends-mixed',
  },
  'carriage returns between encounters': {
    content: () => `${good('E-1').trim()}\r${good('E-2').trim()}\r`,
    file: 'line-ends-mixed',
  },
  'line ends of two kinds in a message': {
    content: () => `${msh}PID|1\nPV1|1\rDG1|1\r`,
    records: ['line-ends-mixed'],
  },
  'a second header': {
    content: () => `${header}${row('V-1')}${header}${row('V-2')}`,
    file: 'csv-second-header',
  },
  'a header that no mapping has': {
    content: () => 'one,two,three,four\n1,2,3,4\n',
    file: 'csv-header-unknown',
  },
  'a header that lacks a column': {
    content: () => `${header.replace('service_date,', '')}V-1,P-1,Kowalski,1980-02-29,fine\n`,
    file: 'csv-header-unknown',
  },
  'a check sum that is wrong': { content: () => withField(archive, 16, 14, 0x55), file: 'archive-damaged' },
  'a file locked with a password': { content: () => withField(archive, 8, 6, 1), file: 'archive-encrypted' },
  'an archive in an archive': { content: () => zipSync({ 'a.zip': archive }), file: 'archive-nested' },
  'an archive that is cut': { content: () => archive.subarray(0, -30), file: 'archive-damaged' },
  'an archive without files': {
    content: () => zipSync({ 'a/': new Uint8Array() }),
    file: 'file-without-records',
  },
  'an empty file in an archive': {
    content: () => zipSync({ 'a.ndjson': strToU8(good('E-1')), 'b.ndjson': new Uint8Array() }),
    file: 'file-empty',
  },
  'a path out of the archive': {
    content: () => zipSync({ '../../a.ndjson': strToU8(good('E-1')) }),
    file: 'file-quarantined',
    state: 'quarantined',
  },
  'a program': {
    content: () => Buffer.concat([Buffer.from('MZ'), Buffer.alloc(600)]),
    file: 'file-quarantined',
    state: 'quarantined',
  },
  'a program in an archive after good files': {
    content: () =>
      zipSync({
        'a.ndjson': strToU8(good('E-1')),
        'b.dat': Buffer.concat([Buffer.from('MZ'), Buffer.alloc(600)]),
      }),
    file: 'file-quarantined',
    state: 'quarantined',
  },
  'a PDF that acts by itself': {
    content: () => `%PDF-1.7\n${'x'.repeat(200_000)}/Open#41ction <<>>`,
    file: 'file-quarantined',
    state: 'quarantined',
  },
};

describe('An upload of', () => {
  test.each(Object.entries(files))('%s is answered, and nothing of it does harm', async (_, hostile) => {
    const world = await memoryWorld();
    const startRss = process.memoryUsage().rss;
    const startCpu = process.cpuUsage();
    const answer = await world.upload('export.dat', hostile.content());
    const { user, system } = process.cpuUsage(startCpu);
    const codes = new Set<string>(answer.records.flatMap(({ problems }) => problems.map(({ code }) => code)));
    const { file, records = [] } = hostile;
    // Refused as a whole: nothing that stood before the fault was taken in.
    expect({
      file: answer.fileProblems.map(({ code }) => code),
      outcome: answer.outcome,
      refused: answer.totals.refused,
      records: records.filter((code) => codes.has(code)),
      hasClaims: world.stored.claims.size > 0,
    }).toEqual({
      file: file === undefined ? [] : [file],
      outcome: file === undefined ? 'taken-in' : 'refused',
      refused: records.length,
      records,
      hasClaims: answer.totals.accepted > 0,
    });
    // The file itself and its copy in the store are up to 60 MB of it.
    expect(process.memoryUsage().rss - startRss).toBeLessThan(250_000_000);
    expect((user + system) / 1_000_000).toBeLessThan(20);
  });

  const programs = Object.entries(files).filter(([, { state }]) => state !== undefined);
  test.each(programs)('%s is put aside, also by its state', async (_, { content, state }) => {
    const world = await memoryWorld();
    const key = `upload/${world.practiceId}/export.dat`;
    const body = content();
    await world.documents.put('uploads', key, body, 'application/octet-stream');
    await registerUploadStep(world.arrived('uploads', key, Buffer.byteLength(body)), world);
    const [upload] = world.stored.uploads.values();
    const input = { contractVersion: 1, practiceId: world.practiceId, uploadId: upload?.uploadId };
    expect(await splitUploadStep(input, world)).toMatchObject({ outcome: state });
    expect([...world.stored.uploads.values()]).toMatchObject([{ state, chunks: 0 }]);
  });

  test('a line of 2 GB among encounters is one refusal, in the memory of one record', async () => {
    const world = await memoryWorld();
    const key = `upload/${world.practiceId}/long.ndjson`;
    const pieces = 2_000;
    const piece = Buffer.alloc(1_000_000, 'x');
    async function* file(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(`${good('E-1')}{"note":"`);
      for (let count = 0; count < pieces; count += 1) {
        yield await Promise.resolve(piece);
      }
      yield Buffer.from(`"}\n${good('E-2')}`);
    }
    await registerUploadStep(world.arrived('uploads', key, pieces * piece.length + 2_000), world);
    const [upload] = world.stored.uploads.values();
    const input = { contractVersion: 1, practiceId: world.practiceId, uploadId: upload?.uploadId };
    let mostRss = 0;
    const startRss = process.memoryUsage().rss;
    const answer = await splitUploadStep(input, {
      ...world,
      documents: {
        ...world.documents,
        stream: () => {
          mostRss = Math.max(mostRss, process.memoryUsage().rss);
          return Promise.resolve(file());
        },
        put: async (...parameters) => {
          mostRss = Math.max(mostRss, process.memoryUsage().rss);
          await world.documents.put(...parameters);
        },
      },
    });
    expect(answer).toMatchObject({ outcome: 'split', chunks: 1 });
    expect(mostRss - startRss).toBeLessThan(150_000_000);
    const chunk = [...world.stored.documents].find(([name]) => name.endsWith('/000001.json'));
    expect(JSON.parse(Buffer.from(chunk?.[1] ?? []).toString())).toMatchObject({
      records: [{ recordNumber: 1 }, { recordNumber: 3 }],
      unreadable: [{ recordNumber: 2, problems: [{ code: 'record-too-long' }] }],
    });
  });

  test('more records than an upload may have, in several files of an archive, is refused', async () => {
    const world = await memoryWorld();
    const key = `upload/${world.practiceId}/many.zip`;
    const body = zipSync({ 'a.ndjson': strToU8('{}\n'.repeat(30)), 'b.ndjson': strToU8('{}\n'.repeat(30)) });
    await world.documents.put('uploads', key, body, 'application/zip');
    await registerUploadStep(world.arrived('uploads', key, body.length), world);
    const [upload] = world.stored.uploads.values();
    const input = { contractVersion: 1, practiceId: world.practiceId, uploadId: upload?.uploadId };
    const limits = { ...usualSplitLimits, recordCount: 50 };
    expect(await splitUploadStep(input, world, limits)).toMatchObject({ outcome: 'refused' });
    await writeUploadAnswerStep(input, world);
    expect([...world.stored.uploads.values()]).toMatchObject([
      { fileProblems: [{ code: 'file-too-many-records' }], state: 'answered' },
    ]);
  });
});
