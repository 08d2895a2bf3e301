import { describe, expect, test } from 'vitest';
import { memoryDocumentStore } from '#adapters/memory/memory-document-store.ts';
import { memoryUploadRegister } from '#adapters/memory/memory-stores.ts';
import { MemoryTables } from '#adapters/memory/memory-tables.ts';
import { Instant } from '#contracts/dates.ts';
import { ClaimId, VisitId } from '#contracts/identifiers.ts';
import { contractVersion } from '#contracts/steps.ts';
import { UploadAnswer, type RecordProblem } from '#contracts/upload-answer.ts';
import {
  uploadChunkKey,
  uploadResultKey,
  visitPlacesKey,
  visitResultKey,
  type Upload,
  type UploadChunk,
  type UploadChunkResult,
  type VisitChunkResult,
  type VisitPlaces,
} from '#contracts/upload.ts';
import { writeUploadAnswerStep } from '../../functions/write-upload-answer/write-upload-answer-step.ts';
import { at, upload as sampleUpload } from '../ports/samples.ts';

/** What the steps before leave of one chunk. */
interface WorkedChunk {
  readonly chunk: UploadChunk;
  readonly result: UploadChunkResult;
  readonly places?: VisitPlaces;
}

const visit = (number: number): VisitId => VisitId.parse(`V${String(number).padStart(12, '0')}`);
const claim = (number: number): ClaimId => ClaimId.parse(`C${String(number).padStart(12, '0')}`);
const problem = (recordNumber: number): RecordProblem => ({
  recordNumber,
  field: 'lines[1].charge',
  code: 'charge-negative',
  found: '-$20.00',
  expected: 'a charge of zero or more',
  howToFix: 'Send the charge as it was; a correction is a new version of the encounter.',
});

/** A practice's upload up to where its answer is written, with the writes counted and stopped at will. */
async function answerWorld(
  chunks: readonly WorkedChunk[],
  visitChunks: readonly VisitChunkResult[] = [],
  changes: Partial<Upload> = {},
) {
  const tables = new MemoryTables();
  const documents = memoryDocumentStore(tables);
  const uploads = memoryUploadRegister(tables);
  const upload = sampleUpload({ state: 'split', chunks: chunks.length, ...changes });
  const { practiceId, uploadId } = upload;
  await uploads.register(upload);
  const put = (key: string, value: unknown): Promise<void> =>
    documents.put('documents', key, JSON.stringify(value), 'application/json');
  for (const [index, { chunk, result, places }] of chunks.entries()) {
    await put(uploadChunkKey(practiceId, uploadId, index + 1), chunk);
    await put(uploadResultKey(practiceId, uploadId, index + 1), result);
    if (places !== undefined) {
      await put(visitPlacesKey(practiceId, uploadId, index + 1), places);
    }
  }
  for (const [index, result] of visitChunks.entries()) {
    await put(visitResultKey(practiceId, uploadId, index + 1), result);
  }
  let now = Date.parse(at);
  const clock = { now: () => Instant.parse(new Date(now).toISOString()) };
  const input = { contractVersion, practiceId, uploadId };
  const world = { clock, uploads, documents };
  const fileOf = (ending: string): string =>
    new TextDecoder().decode(tables.documents.get(`uploads/answer/cedar-hill/a.ndjson${ending}`));
  return {
    world,
    tables,
    upload,
    pass: (minutes: number) => {
      now += minutes * 60_000;
    },
    write: (over: Partial<typeof world> = {}) => writeUploadAnswerStep(input, { ...world, ...over }),
    answers: () => [...tables.documents.keys()].filter((key) => key.startsWith('uploads/answer/')).toSorted(),
    json: () => UploadAnswer.parse(JSON.parse(fileOf('.json'))),
    text: fileOf,
  };
}

const lines = (texts: readonly string[], first = 1): UploadChunk => ({
  format: 'encounter-ndjson',
  records: texts.map((text, index) => ({ recordNumber: first + index, text })),
  unreadable: [],
});

const wholeVisits: readonly WorkedChunk[] = [
  {
    chunk: lines(['{}', '{}', '{}']),
    result: [
      { recordNumber: 3, outcome: 'refused', problems: [problem(3)], place: { line: 3 } },
      { recordNumber: 1, encounterId: 'ENC-1', outcome: 'accepted', claimId: claim(1), problems: [] },
      {
        recordNumber: 2,
        encounterId: 'ENC-2',
        outcome: 'unchanged',
        claimId: claim(2),
        notes: ['price-filled-in', 'not-carried: 2400 NTE'],
        problems: [],
      },
    ],
  },
  {
    chunk: lines(['{}'], 4),
    result: [{ recordNumber: 4, outcome: 'kept', notes: ['merge-noted'], problems: [] }],
  },
];

describe('write-upload-answer', () => {
  test('counts the records, says what the notes mean, and lists every record in the order of the file', async () => {
    const { write, json, answers, world, upload } = await answerWorld(wholeVisits);
    expect(await write()).toEqual({ outcome: 'answered' });
    expect(answers()).toEqual([
      'uploads/answer/cedar-hill/a.ndjson.csv',
      'uploads/answer/cedar-hill/a.ndjson.json',
    ]);
    const answer = json();
    expect(answer).toMatchObject({
      contractVersion: 1,
      uploadId: upload.uploadId,
      receivedAt: upload.registeredAt,
      answeredAt: at,
      outcome: 'taken-in',
      totals: {
        records: 4,
        accepted: 1,
        updated: 0,
        unchanged: 1,
        kept: 1,
        held: 0,
        changedAfterBilling: 0,
        refused: 1,
      },
      files: [{ format: 'encounter-ndjson', records: 4 }],
    });
    expect(answer.notes.map(({ code }) => code)).toEqual(['merge-noted', 'not-carried', 'price-filled-in']);
    expect(answer.notes.every(({ code, meaning }) => meaning.length > 20 && meaning !== code)).toBe(true);
    expect(answer.records.map(({ recordNumber, outcome }) => `${recordNumber} ${outcome}`)).toEqual([
      '1 accepted',
      '2 unchanged',
      '3 refused',
      '4 kept',
    ]);
    expect(await world.uploads.load(upload.practiceId, upload.uploadId)).toMatchObject({
      state: 'answered',
      answerKey: 'answer/cedar-hill/a.ndjson.json',
      answeredAt: at,
    });
  });

  test('stands before its records what it counted', async () => {
    const { write, text } = await answerWorld(wholeVisits);
    await write();
    const json = text('.json');
    expect(json.indexOf('"totals"')).toBeLessThan(json.indexOf('"records": ['));
    expect(json.split('\n').filter((line) => line.startsWith('    {"recordNumber"'))).toHaveLength(4);
    expect(json.endsWith(']\n}\n')).toBe(true);
  });

  test('is a table too, with a row for each problem and note', async () => {
    const { write, text } = await answerWorld(wholeVisits);
    await write();
    const [header, ...rows] = text('.csv').split('\r\n');
    expect(header).toBe(
      'record,entry,place,encounter,outcome,claim,task,code,field,found,expected,how to fix',
    );
    expect(rows.map((row) => row.split(',').slice(0, 8).join(','))).toEqual([
      `1,,,ENC-1,accepted,${claim(1)},,`,
      `2,,,ENC-2,unchanged,${claim(2)},,price-filled-in`,
      `2,,,ENC-2,unchanged,${claim(2)},,not-carried`,
      '3,,line 3,,refused,,,charge-negative',
      '4,,,,kept,,,merge-noted',
      '',
    ]);
    // A cell that starts with a sign would be taken for a formula.
    expect(rows[3]).toContain(`,lines[1].charge,'-$20.00,a charge of zero or more,`);
  });

  test('tells of a part what became of its visits, by the one that asks most of a person', async () => {
    const outcomes = ['kept', 'unchanged', 'accepted', 'held', 'refused'] as const;
    const visits: VisitChunkResult = outcomes.map((outcome, index) => ({
      visitId: visit(index + 1),
      encounterId: `V-${index + 1}`,
      recordNumber: 1,
      outcome,
      ...(outcome === 'accepted' || outcome === 'unchanged' ? { claimId: claim(index + 1) } : {}),
      ...(outcome === 'held' ? { waitsFor: ['the person P-1'] } : {}),
      problems: outcome === 'refused' ? [problem(1)] : [],
    }));
    const records = [[1], [1, 2], [2, 3], [3, 4], [4, 5], []].map((named, index) => ({
      recordNumber: index + 1,
      outcome: 'kept' as const,
      problems: [],
      visits: named.map((number) => visit(number)),
      changed: [],
    }));
    const { write, json, text } = await answerWorld(
      [
        {
          chunk: lines(['', '', '', '', '', '']),
          result: records,
          places: { [visit(1)]: 1, [visit(2)]: 1, [visit(3)]: 2, [visit(4)]: 2, [visit(5)]: 2 },
        },
      ],
      [visits.slice(0, 2), visits.slice(2)],
    );
    await write();
    const answered = json().records;
    expect(answered.map(({ outcome, encounterId = '' }) => `${outcome} ${encounterId}`)).toEqual([
      'kept V-1',
      'unchanged V-2',
      'accepted V-3',
      'held V-4',
      'refused V-5',
      'kept ',
    ]);
    expect(answered[2]).toEqual({
      recordNumber: 3,
      encounterId: 'V-3',
      outcome: 'accepted',
      claimId: claim(3),
      problems: [],
    });
    expect(answered[3]?.waitsFor).toEqual(['the person P-1']);
    expect(answered[4]).toMatchObject({ waitsFor: ['the person P-1'], problems: [problem(5)] });
    expect(text('.json')).not.toContain('"visits"');
    expect(text('.csv')).toContain('4,,,V-4,held,,,waits-for,,,the person P-1,\r\n');
  });

  test('says so when a visit of a record was never worked', async () => {
    const { write } = await answerWorld([
      {
        chunk: lines(['']),
        result: [{ recordNumber: 1, outcome: 'kept', problems: [], visits: [visit(1)] }],
        places: {},
      },
    ]);
    await expect(write()).rejects.toThrow(/Visit V000000000001 of chunk 1 of upload U\w+ has no result/);
  });

  test('acknowledges each message of HL7, with what could not be cut out in its place', async () => {
    const message = (id: string): string =>
      `MSH|^~\\&|EHR|CEDAR|CLAIMS|CH|20261120||DFT^P03|${id}|P|2.5\rPID|1||P-1||SECRET^NAME`;
    const fileHeader = 'FHS|^~\\&|EHR|CEDAR|CLAIMS|CH';
    const { write, text, json } = await answerWorld([
      {
        chunk: {
          format: 'hl7',
          entry: 1,
          entryName: 'monday.hl7',
          records: [
            { recordNumber: 1, text: message('M-1'), context: { fileHeader } },
            { recordNumber: 3, text: message('M-3'), context: { fileHeader } },
          ],
          unreadable: [{ recordNumber: 2, outcome: 'refused', problems: [problem(2)] }],
        },
        result: [
          { recordNumber: 2, outcome: 'refused', problems: [problem(2)] },
          { recordNumber: 1, outcome: 'kept', problems: [] },
          { recordNumber: 3, outcome: 'refused', problems: [{ ...problem(3), field: 'FT1^1^11' }] },
        ],
      },
      {
        chunk: { ...lines(['{}'], 4), entry: 2, entryName: 'ssn-123-45-6789.ndjson' },
        result: [{ recordNumber: 4, outcome: 'accepted', claimId: claim(4), problems: [] }],
      },
    ]);
    await write();
    const ack = text('.ack.hl7').split('\r');
    expect(ack.filter((segment) => /^(?:FHS|MSA|FTS)/.test(segment))).toEqual([
      'FHS|^~\\&|CLAIMS|CH|EHR|CEDAR|20260320150000',
      'MSA|AA|M-1',
      'MSA|AE',
      'MSA|AE|M-3',
      'FTS|0',
    ]);
    expect(ack.join('')).not.toContain('SECRET');
    expect(json().files).toEqual([
      { entry: 1, name: 'monday.hl7', format: 'hl7', records: 3 },
      { entry: 2, format: 'encounter-ndjson', records: 1 },
    ]);
  });

  test('of a file that was refused as a whole says why, and that nothing of it was taken in', async () => {
    const fileProblems: Upload['fileProblems'] = [
      { code: 'file-not-utf-8', found: 'UTF-16', expected: 'UTF-8', howToFix: 'Save it as UTF-8, "plain".' },
    ];
    const { write, json, text } = await answerWorld([], [], { state: 'refused', fileProblems });
    await write();
    expect(json()).toMatchObject({ outcome: 'refused', fileProblems, records: [], files: [] });
    expect(json().totals.records).toBe(0);
    expect(text('.csv').split('\r\n')[1]).toBe(
      ',,,,refused,,,file-not-utf-8,,UTF-16,UTF-8,"Save it as UTF-8, ""plain""."',
    );
  });

  test('the same object again is answered beside the first answer', async () => {
    const first = await answerWorld(wholeVisits);
    await first.write();
    const before = first.text('.json');
    const again = sampleUpload({ state: 'refused' });
    await first.world.uploads.register(again);
    const { practiceId, uploadId } = again;
    await writeUploadAnswerStep({ contractVersion, practiceId, uploadId }, first.world);
    expect(first.answers()).toEqual([
      'uploads/answer/cedar-hill/a.ndjson.2.csv',
      'uploads/answer/cedar-hill/a.ndjson.2.json',
      'uploads/answer/cedar-hill/a.ndjson.csv',
      'uploads/answer/cedar-hill/a.ndjson.json',
    ]);
    expect(first.text('.json')).toBe(before);
  });

  test('a large answer is written in several calls, and nothing of it twice', async () => {
    const opened = await answerWorld(wholeVisits);
    const { documents } = opened.world;
    const slow: typeof documents = {
      ...documents,
      putStream: async (...given) => {
        opened.pass(5);
        return await documents.putStream(...given);
      },
    };
    expect(await opened.write({ documents: slow })).toEqual({ outcome: 'more' });
    expect(opened.answers()).toEqual(['uploads/answer/cedar-hill/a.ndjson.csv']);
    expect(await opened.write({ documents: slow })).toEqual({ outcome: 'answered' });
    expect(opened.json().answeredAt).toBe(at);
  });

  test('holds a few chunks and one piece at a time, however many records there are', async () => {
    const many = Array.from({ length: 200 }, (_, chunk): WorkedChunk => {
      const first = chunk * 25 + 1;
      const numbers = Array.from({ length: 25 }, (_item, index) => first + index);
      return {
        chunk: lines(
          numbers.map(() => '{}'),
          first,
        ),
        result: numbers.map((recordNumber) => ({
          recordNumber,
          outcome: 'refused',
          problems: [problem(recordNumber)],
        })),
      };
    });
    const opened = await answerWorld(many);
    const { documents } = opened.world;
    let reading = 0;
    let mostReading = 0;
    let largestPiece = 0;
    await opened.write({
      documents: {
        ...documents,
        get: async (...given) => {
          reading += 1;
          mostReading = Math.max(mostReading, reading);
          const stored = await documents.get(...given);
          reading -= 1;
          return stored;
        },
        putStream: (shelf, key, body, ...rest) => {
          async function* watched(): AsyncGenerator<Uint8Array> {
            for await (const piece of body) {
              largestPiece = Math.max(largestPiece, piece.length);
              yield piece;
            }
          }
          return documents.putStream(shelf, key, watched(), ...rest);
        },
      },
    });
    expect(opened.json().totals).toMatchObject({ records: 5000, refused: 5000 });
    expect(opened.text('.json').length).toBeGreaterThan(1_000_000);
    expect(mostReading).toBeLessThanOrEqual(16);
    expect(largestPiece).toBeLessThan(80_000);
  });

  test.each(['before', 'after'] as const)(
    'killed %s any write and started again later it gives the same bytes, each file once',
    async (moment) => {
      const undisturbed = await answerWorld(wholeVisits);
      await undisturbed.write();
      let kills = 0;
      for (;;) {
        const opened = await answerWorld(wholeVisits, [], { uploadId: undisturbed.upload.uploadId });
        const { uploads, documents } = opened.world;
        const wrote: string[] = [];
        let left = kills + 1;
        const killable = async <Answer>(write: () => Promise<Answer>): Promise<Answer> => {
          left -= 1;
          if (left === 0 && moment === 'before') {
            throw new Error('killed');
          }
          const answer = await write();
          if (left === 0) {
            throw new Error('killed');
          }
          return answer;
        };
        const putStream: typeof documents.putStream = async (...given) => {
          const isNew = await documents.putStream(...given);
          wrote.push(...(isNew ? [given[1]] : []));
          return isNew;
        };
        const killed = opened.write({
          uploads: {
            ...uploads,
            save: (one) => killable(() => uploads.save(one)),
            numberAnswer: (one) => killable(() => uploads.numberAnswer(one)),
          },
          documents: {
            ...documents,
            putStream: (...given) => killable(() => putStream(...given)),
          },
        });
        const isKilled = await killed.then(
          () => false,
          () => true,
        );
        if (!isKilled) {
          break;
        }
        kills += 1;
        const before = new Map(opened.tables.documents);
        opened.pass(60);
        await opened.write({ documents: { ...documents, putStream } });
        expect(opened.answers()).toEqual(undisturbed.answers());
        expect(opened.text('.csv')).toBe(undisturbed.text('.csv'));
        const answer = opened.json();
        expect(answer).toEqual({ ...undisturbed.json(), answeredAt: answer.answeredAt });
        expect([...before].filter(([key, body]) => opened.tables.documents.get(key) !== body)).toEqual([]);
        expect(wrote.toSorted()).toEqual([...new Set(wrote)].toSorted());
        expect(wrote).toHaveLength(2);
      }
      // The number of the answer, the upload twice, the table and the JSON.
      expect(kills).toBe(5);
    },
  );
});
