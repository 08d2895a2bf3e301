import * as fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import type { Claim } from '#contracts/claim.ts';
import type { Practice } from '#contracts/practice.ts';
import { sendTowardsScrub } from '#domain/coding/needs-coding.ts';
import { findStuckIntakeStep } from '../../functions/find-stuck-intake/find-stuck-intake-step.ts';
import { loadPracticeStep } from '../../functions/load-practice/load-practice-step.ts';
import { fhirPractice } from '../domain/intake/read/fhir/fhir-practice.ts';
import { hl7Practice } from '../domain/intake/hl7/hl7-practice.ts';
import { header, segment, writeCharges } from '../domain/intake/hl7/write-message.ts';
import type { WrittenVisit } from '../domain/intake/hl7/write-message.ts';
import { encounterJson, practice as samplePractice } from '../domain/samples/encounters.ts';
import { memoryWorld } from './memory-world.ts';

const dayMilliseconds = 86_400_000;
const pdf = (content: string): string => `%PDF-1.7\n% ${content}\n%%EOF\n`;

const visit: WrittenVisit = {
  encounterId: 'E-1001',
  patient: {
    sourcePatientId: 'P1',
    lastName: 'Larch',
    firstName: 'Ina',
    birthDate: '1980-02-03',
    sex: 'F',
    address: { line1: '1 Mill Lane', city: 'Alder Falls', state: 'OR', zip: '97099' },
  },
  coverages: [{ payerId: 'JUNIP', memberId: 'JHM1' }],
  renderingNpi: '2000001018',
  lines: [
    {
      sourceLineId: 'L1',
      code: '99213',
      modifiers: [],
      units: 1,
      charge: '120.00',
      serviceDate: '2026-11-16',
      diagnoses: ['I10'],
    },
  ],
};
const charges = (one: WrittenVisit = visit): string => writeCharges(one, 'standard', '2.5');
const mdm = (status: string, time = '20261116120000', text = 'Cough and cold.'): string =>
  [
    header({ type: 'MDM^T02', time, controlId: `${time}${status}` }),
    segment('EVN', { 1: 'T02', 2: time }),
    segment('PID', { 1: '1', 3: 'P1^^^SITE^MR' }),
    segment('PV1', { 2: 'O', 19: 'E-1001' }),
    segment('TXA', { 1: '1', 2: 'PN', 4: '20261116', 12: 'D-1', 17: status }),
    segment('OBX', { 1: '1', 2: 'TX', 5: text }),
  ].join('\r');

/** Who came, to whom and where, and nothing of what was done. */
const uncodedVisit = (): string =>
  charges()
    .split('\r')
    .filter((one) => !/^(?:FT1|DG1|PR1)/.test(one))
    .map((one) =>
      one.startsWith('PV1')
        ? Object.assign(
            Array.from({ length: 45 }, () => ''),
            one.split('|'),
            {
              7: '2000001018',
              44: '20261116',
            },
          ).join('|')
        : one,
    )
    .join('\r')
    .replace('DFT^P03', 'ADT^A04');

/** HL7 messages come from the source `feed`, the only one of the practice. */
const partsPractice: Practice = hl7Practice();
const source = 'feed';

async function documentsWorld(practice: Practice = partsPractice) {
  const world = await memoryWorld();
  await loadPracticeStep({ ...practice, edition: samplePractice.edition + 1 }, world);
  const claims = (): readonly Claim[] => [...world.stored.claims.values()];
  return {
    ...world,
    find: () => findStuckIntakeStep(world),
    claims,
    /** What the claims say, without when and with which file it came. */
    contents: () =>
      claims().map(
        ({ source: from, note, documents, lines, withdrawn }: Claim & { withdrawn?: unknown }) => ({
          encounterId: from.encounterId,
          isWithdrawn: from.withdrawn,
          withdrawn,
          note,
          documents,
          codes: lines.map(({ code }) => code),
        }),
      ),
  };
}

type File = readonly [name: string, content: string | Uint8Array];
const consent: File = [`${source}/documents/E-1001_consent.pdf`, pdf('consent')];
const note: File = [`${source}/documents/E-1001_operative_2.txt`, 'Excision of a lesion.\nNo complications.'];

describe('A document that names its visit', () => {
  test('is kept byte by byte, and is on the claim with its kind', async () => {
    const world = await documentsWorld();
    await world.upload('charges.hl7', charges());
    const answer = await world.upload(...consent);
    const [claim] = world.claims();
    expect(answer.records).toMatchObject([{ encounterId: 'E-1001', claimId: claim?.claimId }]);
    const [document] = claim?.documents ?? [];
    expect(document).toMatchObject({ kind: 'consent', mediaType: 'application/pdf', signed: true });
    expect(claim?.note).toBe(`See document ${document?.documentId}: consent (PDF).`);
    const stored = await world.documents.get('documents', document?.fileKey ?? '');
    expect(new TextDecoder().decode(stored?.body)).toBe(consent[1]);
    expect(document?.fileKey).not.toMatch(/E-1001|consent/);
    expect(await world.find()).toMatchObject({ opened: 0 });
    expect((await world.find()).looked).toBe(0);
  });

  test.each<[string, readonly File[]]>([
    ['before, after and in between', [consent, ['a.hl7', charges()], note, ['b.hl7', mdm('AU')]]],
    ['notes first', [['b.hl7', mdm('AU')], note, consent, ['a.hl7', charges()]]],
    ['charges first', [['a.hl7', charges()], ['b.hl7', mdm('AU')], consent, note]],
    [
      'each twice',
      [consent, consent, note, ['a.hl7', charges()], ['b.hl7', mdm('AU')], ['a2.hl7', charges()], note],
    ],
  ])('makes the same claim in any order: %s', async (_, files) => {
    const world = await documentsWorld();
    for (const [name, content] of files) {
      await world.upload(name, content);
    }
    await world.find();
    const [claim, ...others] = world.contents();
    expect(others).toEqual([]);
    expect(claim?.documents?.map(({ kind, mediaType }) => [kind, mediaType])).toEqual(
      expect.arrayContaining([
        ['consent', 'application/pdf'],
        ['operative', 'text/plain'],
        ['note', 'text/plain'],
      ]),
    );
    const first = await documentsWorld();
    for (const [name, content] of [['a.hl7', charges()], ['b.hl7', mdm('AU')], note, consent] as const) {
      await first.upload(name, content);
    }
    expect(claim).toEqual(first.contents()[0]);
    expect(await world.openTasks()).toEqual([]);
  });

  test('makes a visit without codes one for a coder, who reads it', async () => {
    const world = await documentsWorld();
    await world.upload('a.hl7', uncodedVisit());
    expect(world.claims()).toEqual([]);
    await world.upload(...note);
    expect(world.contents()).toMatchObject([
      { encounterId: 'E-1001', codes: [], note: 'Excision of a lesion.\nNo complications.' },
    ]);
  });

  test('of a visit that comes whole is on its claim, before and after it', async () => {
    const world = await documentsWorld({
      ...samplePractice,
      intake: {
        ...samplePractice.intake,
        sources: [{ sourceSystem: 'sample-pm', kind: 'whole', defaults: {} }],
      },
    });
    const encounterId = String(encounterJson()['encounterId']);
    await world.upload(`sample-pm/${encounterId}_consent.pdf`, pdf('one'));
    await world.received();
    await world.find();
    await world.upload(`sample-pm/visit-${encounterId}/letter.txt`, 'To whom it may concern');
    const before = world.claims()[0];
    expect(before?.documents?.map(({ kind, text }) => [kind, text]).toSorted()).toEqual([
      ['consent', undefined],
      ['letter', 'To whom it may concern'],
    ]);
    await world.upload(`sample-pm/${encounterId}_consent.pdf`, pdf('one'));
    await world.find();
    expect(world.claims()[0]).toEqual(before);
    expect(await world.openTasks()).toEqual([]);
  });
});

describe('A document that an index names', () => {
  const index = (...rows: readonly string[]): string =>
    [
      'source_system,document_file,visit_id,patient_id,service_date,document_kind,document_status',
      ...rows,
    ].join('\n');

  test('finds its visit by number, whichever of the two comes first, and by its folder', async () => {
    const scan: File = [`${source}/2026-11-20/scan0001.pdf`, pdf('scan')];
    const list: File = [
      `${source}/2026-11-20/index.csv`,
      index(`${source},scan0001.pdf,E-1001,,,consent,signed`),
    ];
    const other: File = [`${source}/2026-11-21/scan0001.pdf`, pdf('another scan')];
    for (const files of [
      [scan, list, other],
      [list, other, scan],
      [other, scan, list, scan, list],
    ]) {
      const world = await documentsWorld();
      await world.upload('a.hl7', charges());
      for (const [name, content] of files) {
        await world.upload(name, content);
      }
      await world.find();
      expect(world.claims()[0]?.documents).toMatchObject([{ kind: 'consent', mediaType: 'application/pdf' }]);
    }
  });

  test('finds its visit by patient and day in an archive', async () => {
    const world = await documentsWorld();
    const archive = zipSync({
      'scans/scan0001.pdf': strToU8(pdf('scan')),
      'index.csv': strToU8(index(`${source},scans/scan0001.pdf,,P1,2026-11-16,operative,draft`)),
      'scans/scan0002.pdf': strToU8(pdf('lost')),
    });
    const answer = await world.upload('scans.zip', archive);
    expect(answer.fileProblems).toEqual([]);
    await world.upload('a.hl7', charges());
    await world.find();
    expect(world.claims()[0]?.documents).toMatchObject([{ kind: 'operative', signed: false }]);
  });

  test.each<[string, File, string]>([
    [
      'by the number of another visit, after its name has led it to one',
      [`${source}/E-1001_consent.pdf`, pdf('scan')],
      index(`${source},E-1001_consent.pdf,E-2001,,,consent,signed`),
    ],
    [
      'by another patient and day, after its text has led it to one',
      [`${source}/dictation.txt`, 'MRN: P1\nDate of Service: 11/16/2026\n\nSeen for a cough.\n'],
      index(`${source},dictation.txt,,P2,2026-11-16,,`),
    ],
    [
      'by the number of another patient’s visit, after patient and day have led it to one',
      [`${source}/dictation.txt`, 'MRN: P1\nDate of Service: 11/16/2026\n\nSeen for a cough.\n'],
      index(`${source},dictation.txt,E-2001,P2,,,`),
    ],
  ])('goes where the index says, %s', async (_, file, list) => {
    const other = { ...visit, encounterId: 'E-2001', patient: { ...visit.patient, sourcePatientId: 'P2' } };
    const placed = async (...files: readonly File[]) => {
      const world = await documentsWorld();
      await world.upload('a.hl7', `${charges()}\r${charges(other)}`);
      for (const [name, content] of files) {
        await world.upload(name, content);
      }
      const atOnce = world.contents();
      await world.find();
      expect(world.contents()).toEqual(atOnce);
      world.advance(9 * dayMilliseconds);
      await world.find();
      expect(await world.openTasks()).toEqual([]);
      return atOnce.toSorted((one, next) => (one.encounterId < next.encounterId ? -1 : 1));
    };
    const index_: File = [`${source}/index.csv`, list];
    const last = await placed(file, index_);
    expect(last).toMatchObject([{ encounterId: 'E-1001' }, { encounterId: 'E-2001', documents: [{}] }]);
    expect(last[0]?.documents ?? []).toEqual([]);
    expect(last[0]?.note).toBeUndefined();
    expect(await placed(index_, file)).toMatchObject([
      { note: undefined },
      { documents: last[1]?.documents },
    ]);
    expect(await placed(file, index_, file, index_)).toEqual(last);
  });

  test('leaves the visit that its name led it to when the index leads to none that is known', async () => {
    const world = await documentsWorld();
    await world.upload('a.hl7', charges());
    await world.upload(...consent);
    expect(world.claims()[0]?.documents).toHaveLength(1);
    const { records } = await world.upload(
      `${source}/documents/index.csv`,
      index(`${source},E-1001_consent.pdf,,P2,2026-11-16,,`),
    );
    expect(records).toMatchObject([{ notes: ['document-unmatched'] }]);
    expect(world.claims()[0]?.documents ?? []).toEqual([]);
    world.advance(9 * dayMilliseconds);
    await world.find();
    expect((await world.onlyTask()).why).toContain('no visit of its patient on its day is known');
  });

  test('is asked about when the visit that it is said to belong to does not have it after all', async () => {
    const world = await documentsWorld();
    await world.upload('a.hl7', charges());
    await world.upload(...consent);
    const [documentId] = (world.claims()[0]?.documents ?? []).map((one) => one.documentId);
    const [upload] = world.stored.uploads.values();
    if (documentId === undefined || upload === undefined) {
      throw new Error('There is no document');
    }
    const content = { kind: 'void' as const };
    const about = { sourceSystem: source, encounterId: 'E-1001', hash: 'later', refs: [] };
    const part = { ...about, partKey: `document:${documentId}`, order: '9', content };
    await world.visits.keep(world.practiceId, upload.uploadId, { parts: [part], things: [] });
    world.advance(9 * dayMilliseconds);
    expect(await world.find()).toMatchObject({ looked: 1, opened: 1 });
    expect((await world.onlyTask()).why).toContain(
      `it was taken back from visit E-1001 of ${source}, to which it is said to belong`,
    );
  });

  test('is refused by row, with what is missing', async () => {
    const world = await documentsWorld();
    const { records } = await world.upload(
      'index.csv',
      index(`${source},a.pdf,,P1,,,`, `${source},,E-1001,,,,`, `${source},b.pdf,,,,,`),
    );
    expect(records.map(({ outcome, problems }) => [outcome, problems.map(({ code }) => code)])).toEqual([
      ['refused', ['field-missing']],
      ['refused', ['field-missing']],
      ['refused', ['field-missing']],
    ]);
  });
});

describe('A text that says whose it is', () => {
  const text = (...lines: readonly string[]): string => `${lines.join('\n')}\n\nSeen for a cough.\n`;

  test.each([
    ['by its visit', text('Encounter #: E-1001')],
    ['by patient and day', text('MRN: P1', 'Date of Service: 11/16/2026')],
  ])('is matched: %s', async (_, content) => {
    for (const isFirst of [true, false]) {
      const world = await documentsWorld();
      if (isFirst) await world.upload(`${source}/dictation.txt`, content);
      await world.upload('a.hl7', charges());
      if (!isFirst) await world.upload(`${source}/dictation.txt`, content);
      await world.find();
      expect(world.claims()[0]?.documents).toMatchObject([{ kind: 'note', signed: true }]);
      expect(world.claims()[0]?.note).toContain('Seen for a cough.');
      world.advance(9 * dayMilliseconds);
      await world.find();
      expect(await world.openTasks()).toEqual([]);
    }
  });

  test('is never given to a visit of another patient', async () => {
    const world = await documentsWorld();
    await world.upload('a.hl7', charges());
    await world.upload(`${source}/E-1001.txt`, text('MRN: P2'));
    expect(world.claims()[0]?.documents).toBeUndefined();
    world.advance(5 * dayMilliseconds);
    await world.find();
    const task = await world.onlyTask();
    expect(task.why).toContain('visit E-1001 is of another patient than it says');
    const answer = await world.work(task, { outcome: 'belongs-to', visit: 'E-1001', reason: 'Old number' });
    expect(answer).toMatchObject({ outcome: 'worked' });
    expect(world.claims()[0]?.documents).toHaveLength(1);
  });

  test('is given to none of two visits of a day', async () => {
    const world = await documentsWorld();
    await world.upload('a.hl7', charges());
    await world.upload('b.hl7', charges({ ...visit, encounterId: 'E-1002' }));
    await world.upload(`${source}/dictation.txt`, text('MRN: P1', 'DOS: 2026-11-16'));
    world.advance(5 * dayMilliseconds);
    await world.find();
    expect((await world.onlyTask()).why).toContain('2 visits of its patient on its day are known');
  });
});

describe('A document that belongs to no visit', () => {
  const lost: File = [`${source}/scan0007.pdf`, pdf('lost')];
  const worldWithTask = async () => {
    const world = await documentsWorld();
    await world.upload(...lost);
    world.advance(2 * dayMilliseconds);
    expect(await world.find()).toEqual({ outcome: 'looked', looked: 1, opened: 0 });
    // Three working days after Friday the 20th.
    world.advance(3 * dayMilliseconds);
    expect(await world.find()).toEqual({ outcome: 'looked', looked: 1, opened: 1 });
    return world;
  };

  test('is one task after some days, which says what it says of itself', async () => {
    const world = await worldWithTask();
    const task = await world.onlyTask();
    expect(task).toMatchObject({
      kind: 'unmatched-document',
      why: expect.stringMatching(/^Document D[0-9A-Z]{16} belongs to no visit that is known/),
      outcomes: ['belongs-to', 'not-needed'],
    });
    expect(task.evidence.join(' ')).toContain('The name of its file says visit scan0007');
    await world.upload(...lost);
    expect(await world.find()).toMatchObject({ opened: 0 });
    expect((await world.onlyTask()).taskId).toBe(task.taskId);
  });

  test('is given to the visit that a person names, of a claim or by its number', async () => {
    for (const by of ['claim', 'number'] as const) {
      const world = await worldWithTask();
      const task = await world.onlyTask();
      const reason = 'It is her consent';
      expect(await world.work(task, { outcome: 'belongs-to', visit: 'E-1001', reason })).toMatchObject({
        outcome: 'refused',
        problems: [expect.stringMatching(/^visit: found "E-1001"/)],
      });
      await world.upload('a.hl7', charges());
      const called = by === 'claim' ? (world.claims()[0]?.claimId ?? '') : 'E-1001';
      expect(await world.work(task, { outcome: 'belongs-to', visit: called, reason })).toMatchObject({
        outcome: 'worked',
        summary: `The document is with visit E-1001 of ${source}.`,
      });
      expect(world.claims()[0]?.documents).toHaveLength(1);
      const before = world.claims()[0];
      await world.upload(...lost);
      await world.find();
      expect(world.claims()[0]?.documents).toEqual(before?.documents);
      expect(await world.openTasks()).toEqual([]);
      expect((await world.find()).looked).toBe(0);
    }
  });

  test('is asked about no more when nobody needs it', async () => {
    const world = await worldWithTask();
    const task = await world.onlyTask();
    expect(await world.work(task, { outcome: 'not-needed', reason: 'A blank page' })).toMatchObject({
      outcome: 'worked',
    });
    await world.upload(...lost);
    world.advance(20 * dayMilliseconds);
    expect(await world.find()).toMatchObject({ opened: 0 });
    expect(await world.openTasks()).toEqual([]);
  });

  test('is answered by what was decided of it when it comes again', async () => {
    const world = await worldWithTask();
    await world.work(await world.onlyTask(), { outcome: 'not-needed', reason: 'A blank page' });
    expect((await world.upload(`${source}/again/scan0007.pdf`, lost[1])).records).toMatchObject([
      { notes: ['document-not-needed'] },
    ]);
  });

  test.each<[string, File, string]>([
    [
      'with a number',
      ['scan0007.pdf', pdf('lost')],
      'is of no system that is known; upload it in the folder',
    ],
    ['with neither', ['dictation.txt', 'Seen for a cough.'], 'known: nothing tells which'],
    [
      'with a patient alone',
      ['dictation.txt', 'MRN: P1\n\nSeen for a cough.'],
      'known: it names its patient, and neither a visit nor a day',
    ],
  ])('says why of a practice that names no system: %s', async (_, file, why) => {
    const world = await documentsWorld({
      ...partsPractice,
      intake: { ...partsPractice.intake, hl7Mappings: [], sources: [] },
    });
    await world.upload(...file);
    world.advance(9 * dayMilliseconds);
    await world.find();
    expect((await world.onlyTask()).why).toContain(why);
  });

  test('is no question any more when its visit comes', async () => {
    const world = await worldWithTask();
    const { taskId } = await world.onlyTask();
    await world.upload('a.hl7', charges({ ...visit, encounterId: 'scan0007' }));
    world.advance(dayMilliseconds);
    await world.find();
    expect(await world.openTasks()).toEqual([]);
    expect(await world.tasks.load(world.practiceId, taskId)).toMatchObject({
      status: 'moot',
      outcome: 'given-to-visit',
    });
    expect(world.claims()[0]?.documents).toHaveLength(1);
  });
});

describe('A visit whose notes nobody has signed', () => {
  test.each(['DI', 'IN', 'IP', 'PA', 'DO'])('is held, and the provider is asked: %s', async (status) => {
    const world = await documentsWorld();
    const { records } = await world.upload('a.hl7', `${mdm(status)}\r${charges()}`);
    expect(records.at(-1)).toMatchObject({
      outcome: 'held',
      waitsFor: ['the signature of one of its notes'],
    });
    expect(world.claims()).toEqual([]);
    world.advance(3 * dayMilliseconds);
    expect(await world.find()).toMatchObject({ opened: 0 });
    world.advance(dayMilliseconds);
    expect(await world.find()).toMatchObject({ opened: 1 });
    const task = await world.onlyTask();
    expect(task).toMatchObject({
      kind: 'unsigned-note',
      why: `Visit E-1001 of ${source} has a note that is not signed: nothing supports a bill.`,
    });
    expect(JSON.stringify(task)).not.toMatch(/Cough|Larch/);
    await world.upload('b.hl7', mdm(status, '20261117120000'));
    expect(await world.find()).toMatchObject({ opened: 0 });
    await world.upload('c.hl7', mdm('AU', '20261118120000'));
    expect(world.contents()).toMatchObject([{ note: 'Cough and cold.', codes: ['99213'] }]);
    world.advance(dayMilliseconds);
    await world.find();
    expect(await world.openTasks()).toEqual([]);
    expect((await world.find()).looked).toBe(0);
    // The unsigned version again, late: it is older.
    await world.upload('d.hl7', mdm(status));
    expect(world.claims()[0]?.documents).toMatchObject([{ signed: true }]);
  });

  test('is not held where one of them is signed, or where nothing is said of it', async () => {
    for (const status of ['AU', 'LA', '']) {
      const world = await documentsWorld();
      await world.upload(`${source}/E-1001_note.txt`, 'Status: draft\nTo be reviewed');
      await world.upload('a.hl7', `${mdm(status)}\r${charges()}`);
      expect(
        world
          .claims()[0]
          ?.documents?.map(({ signed }) => signed)
          .toSorted(),
      ).toEqual([false, true]);
      expect(world.claims()[0]?.note).toContain('(not signed) Status: draft');
    }
  });

  test('is free when a signed version of its file has come', async () => {
    const world = await documentsWorld();
    const name = `${source}/E-1001_note.txt`;
    await world.upload(name, 'Status: preliminary\nCough.');
    await world.upload('a.hl7', charges());
    expect(world.claims()).toEqual([]);
    await world.upload(`${source}/again/E-1001_note.txt`, 'Status: final\nCough.');
    expect(world.claims()[0]?.documents?.some(({ signed }) => signed)).toBe(true);
  });

  test.each([
    ['on the word of a person', 'signed-elsewhere', [true]],
    ['without the note', 'left-out', []],
  ])('is billed %s', async (_, outcome, signed) => {
    const world = await documentsWorld();
    await world.upload('a.hl7', `${mdm('PA')}\r${charges()}`);
    world.advance(4 * dayMilliseconds);
    await world.find();
    const task = await world.onlyTask();
    expect(await world.work(task, { outcome, reason: 'Signed on paper' })).toMatchObject({
      outcome: 'worked',
    });
    expect(world.claims()).toHaveLength(1);
    expect((world.claims()[0]?.documents ?? []).map((one) => one.signed)).toEqual(signed);
    await world.upload('again.hl7', mdm('PA'));
    await world.find();
    expect(await world.openTasks()).toEqual([]);
    expect(world.claims()[0]?.source.withdrawn).toBeUndefined();
  });

  test('is asked about again on the day that was named', async () => {
    const world = await documentsWorld();
    await world.upload('a.hl7', `${mdm('PA')}\r${charges()}`);
    world.advance(4 * dayMilliseconds);
    await world.find();
    const task = await world.onlyTask();
    expect(
      await world.work(task, { outcome: 'will-be-signed', by: '2026-11-30', reason: 'On vacation' }),
    ).toMatchObject({ outcome: 'worked', summary: 'The visit is looked at again on 2026-11-30.' });
    expect((await world.find()).looked).toBe(0);
    world.advance(6 * dayMilliseconds);
    expect(await world.find()).toMatchObject({ opened: 1 });
  });
});

test('Documents, notes and charges in any order and repetition give the same claims', async () => {
  const files: readonly File[] = [
    consent,
    note,
    [`${source}/dictation.txt`, 'MRN: P1\nDOS: 2026-11-16\n\nSeen for a cough.'],
    ['a.hl7', charges()],
    ['b.hl7', mdm('PA')],
    ['c.hl7', mdm('AU', '20261118120000')],
  ];
  const outcomeOf = async (chosen: readonly File[]) => {
    const world = await documentsWorld();
    let count = 0;
    for (const [name, content] of chosen) {
      count += 1;
      // Each upload is an object of its own.
      await world.upload(name.replace(/([^/]+)$/, `u${count}/$1`).replace(/^u\d+\//, ''), content);
      if (count % 3 === 0) await world.find();
    }
    await world.find();
    return { contents: world.contents(), tasks: await world.openTasks() };
  };
  const expected = await outcomeOf(files);
  expect(expected.contents).toHaveLength(1);
  expect(expected.contents[0]?.documents).toHaveLength(4);
  const orders = fc
    .tuple(
      fc.shuffledSubarray([...files], { minLength: files.length }),
      fc.shuffledSubarray([...files], { maxLength: 3 }),
    )
    .map(([all, again]) => [...all, ...again]);
  await fc.assert(
    fc.asyncProperty(orders, async (order) => {
      expect(await outcomeOf(order)).toEqual(expected);
    }),
    { numRuns: 12 },
  );
});

describe('The coding task of a visit without codes', () => {
  const evidenceOf = async (
    world: Awaited<ReturnType<typeof documentsWorld>>,
  ): Promise<readonly string[]> => {
    const claim = await world.claim();
    const practice = await world.practices.load(world.practiceId);
    if (practice === undefined) {
      throw new Error('there is no practice');
    }
    const { outcome, writes } = sendTowardsScrub({ ...claim, state: 'awaiting-eligibility' }, practice, {
      at: world.clock.now(),
      by: 'settle-eligibility',
      origin: 'leg',
    });
    expect(outcome).toBe('sent-to-coding');
    return writes.flatMap((write) => (write.kind === 'open-task' ? write.task.evidence : []));
  };

  test('has the text of the notes that came by message and as a file, and names every document', async () => {
    const world = await documentsWorld();
    await world.upload('a.hl7', `${uncodedVisit()}\r${mdm('AU')}`);
    await world.upload(...note);
    await world.upload(...consent);
    const evidence = (await evidenceOf(world)).join('\n');
    expect(evidence).toContain('Cough and cold.');
    expect(evidence).toContain('Excision of a lesion.');
    expect(evidence).toMatch(/Document D[0-9A-Z]{16}, consent \(PDF\), lies at visit-documents\//);
    expect(evidence).toMatch(/Document D[0-9A-Z]{16}, operative report \(text\), lies at/);
  });

  test('has the words of the clinical codes and the note of FHIR resources', async () => {
    const world = await documentsWorld(
      fhirPractice({ noInsuranceMeans: 'self-pay' }, { defaults: { placeOfService: '11' } }),
    );
    const visitOf = { encounter: { reference: 'Encounter/enc-1' } };
    const resources = [
      {
        resourceType: 'Patient',
        id: 'pat-1',
        name: [{ family: 'Larch', given: ['Ina'] }],
        birthDate: '1980-02-03',
        gender: 'female',
        address: [{ line: ['1 Mill Lane'], city: 'Alder Falls', state: 'OR', postalCode: '97099' }],
      },
      {
        resourceType: 'Encounter',
        id: 'enc-1',
        status: 'finished',
        class: { code: 'AMB' },
        subject: { reference: 'Patient/pat-1' },
        participant: [
          {
            individual: {
              identifier: { system: 'http://hl7.org/fhir/sid/us-npi', value: '2000001018' },
            },
          },
        ],
        period: { start: '2026-10-05T10:00:00-07:00', end: '2026-10-05T10:20:00-07:00' },
      },
      {
        resourceType: 'Condition',
        id: 'con-1',
        subject: { reference: 'Patient/pat-1' },
        ...visitOf,
        code: {
          coding: [
            {
              system: 'http://snomed.info/sct',
              code: '195662009',
              display: 'Acute viral pharyngitis (disorder)',
            },
          ],
        },
      },
      {
        resourceType: 'DocumentReference',
        id: 'doc-1',
        status: 'current',
        docStatus: 'final',
        context: { encounter: [{ reference: 'Encounter/enc-1' }] },
        content: [{ attachment: { contentType: 'text/plain', data: btoa('Sore throat for two days.') } }],
      },
    ];
    await world.upload('a.ndjson', resources.map((one) => JSON.stringify(one)).join('\n'));
    const evidence = await evidenceOf(world);
    expect(evidence).toContain('SNOMED CT 195662009: Acute viral pharyngitis (disorder)');
    expect(evidence).toContain('The note says: Sore throat for two days.');
  });
});
