import { describe, expect, test } from 'vitest';
import { PlainDate } from '#contracts/dates.ts';
import type { ClaimId, NameKey } from '#contracts/identifiers.ts';
import type { DeskQuery, DeskQueryAnswer, EnterAtDeskRequest } from '#contracts/front-desk.ts';
import { appointmentIdFor, nameKeyFor } from '#domain/identity/ids.ts';
import { deskFileKey } from '#domain/front-desk/desk-file.ts';
import { enterAtDeskStep } from '../../functions/enter-at-desk/enter-at-desk-step.ts';
import { enterPaymentsStep } from '../../functions/enter-payments/enter-payments-step.ts';
import { readDeskStep } from '../../functions/read-desk/read-desk-step.ts';
import { registerUploadStep } from '../../functions/register-upload/register-upload-step.ts';
import { encounterJson, practice } from '../domain/samples/encounters.ts';
import { memoryWorld, type MemoryWorld } from './memory-world.ts';

const { practiceId } = practice;
const user = 'm.ortiz';
const encounter = encounterJson() as {
  readonly patient: Readonly<Record<string, unknown>>;
  readonly coverages: readonly Readonly<Record<string, unknown>>[];
  readonly [field: string]: unknown;
};
const { sourcePatientId: _number, ...person } = encounter.patient;
const registration = { patient: person, coverages: encounter.coverages };
const visit = {
  renderingNpi: encounter['renderingNpi'],
  placeOfService: encounter['placeOfService'],
  serviceDateFrom: encounter['serviceDateFrom'],
  diagnoses: encounter['diagnoses'],
  lines: encounter['lines'],
};

type Asked = EnterAtDeskRequest extends infer Each
  ? Each extends unknown
    ? Omit<Each, 'practiceId' | 'user'>
    : never
  : never;

/** A desk over maps: what is handed in is taken in at once, as the state machine would. */
async function atDesk(world: MemoryWorld) {
  const enter = async (asked: Asked, by = user) =>
    await enterAtDeskStep({ practiceId, user: by, ...asked }, world);
  const ask = async <Name extends DeskQueryAnswer['outcome']>(
    query: DeskQuery extends infer Each ? (Each extends unknown ? Omit<Each, 'practiceId'> : never) : never,
    outcome: Name,
  ): Promise<Extract<DeskQueryAnswer, { outcome: Name }>> => {
    const answer = await readDeskStep({ practiceId, ...query }, world);
    if (answer.outcome !== outcome) {
      throw new Error(JSON.stringify(answer));
    }
    return answer as Extract<DeskQueryAnswer, { outcome: Name }>;
  };
  const filed = async (asked: Asked, by = user) => {
    const answer = await enter(asked, by);
    if (answer.outcome !== 'filed') {
      throw new Error(JSON.stringify(answer));
    }
    return answer;
  };
  return {
    enter,
    filed,
    ask,
    /** Hands a form in and waits for its answer. */
    handIn: async (asked: Asked) => {
      const entry = await filed(asked);
      const key = deskFileKey(practiceId, entry.entryId);
      await registerUploadStep(world.arrived('uploads', key), world);
      const upload = [...world.stored.uploads.values()].find((one) => one.key === key);
      if (upload === undefined) {
        throw new Error(`${key} was not registered`);
      }
      await world.takeIn(upload.uploadId);
      const { answer, form } = await ask({ query: 'entry', entryId: entry.entryId }, 'entry');
      return { ...entry, upload, form, records: answer?.records ?? [] };
    },
    take: async (payment: object, by = user) =>
      await enterPaymentsStep({ action: 'take-at-desk', practiceId, user: by, payment }, world),
  };
}

async function withPatient(form: object = registration) {
  const world = await memoryWorld();
  const desk = await atDesk(world);
  const { patientKey, records } = await desk.handIn({
    action: 'register',
    entryKey: 'form-0001',
    form: form as Record<string, unknown>,
  });
  expect(records).toMatchObject([{ outcome: 'kept' }]);
  return { world, desk, patientKey };
}

describe('A patient who is registered by hand', () => {
  test('goes the way of an upload, which says in its record who entered it', async () => {
    const { world, desk, patientKey } = await withPatient();
    const [upload] = [...world.stored.uploads.values()];
    expect(upload).toMatchObject({ enteredBy: user, sourceFolder: 'front-desk', state: 'answered' });
    const { onFile, claims } = await desk.ask({ query: 'account', patientKey }, 'account');
    expect(onFile).toMatchObject({
      version: 1,
      sourceSystem: 'front-desk',
      patient: { lastName: 'Waxwing' },
    });
    expect(claims).toEqual([]);
  });

  test('is told what is wrong at each field, and what was filled in is still there', async () => {
    const desk = await atDesk(await memoryWorld());
    const bad = {
      patient: { ...person, birthDate: '1979-13-01' },
      coverages: [{ ...encounter.coverages[0], payerId: 'NOBODY' }],
    };
    const first = await desk.handIn({ action: 'register', entryKey: 'form-0001', form: bad });
    expect(first.records[0]).toMatchObject({ outcome: 'refused' });
    expect(first.records[0]?.problems.map(({ field }) => field)).toEqual(['patient.birthDate']);
    expect(first.form).toMatchObject(bad);
    const second = await desk.handIn({
      action: 'register',
      entryKey: 'form-0002',
      form: { ...bad, patient: person },
    });
    expect(second.records[0]?.problems.map(({ field }) => field)).toEqual(['coverages[1].payerId']);
    expect(
      await desk.enter({
        action: 'enter-visit',
        entryKey: 'form-0003',
        patientKey: second.patientKey,
        form: visit,
      }),
    ).toMatchObject({
      outcome: 'refused',
      because: 'not-found',
    });
  });

  test('is registered once when the form is handed in twice, and another form under its key is refused', async () => {
    const world = await memoryWorld();
    const desk = await atDesk(world);
    const asked = { action: 'register' as const, entryKey: 'form-0001', form: registration };
    const [one, two] = await Promise.all([desk.filed(asked), desk.filed(asked)]);
    expect(two).toEqual(one);
    expect(world.stored.deskEntries.size).toBe(1);
    expect(await desk.enter({ ...asked, form: { ...registration, coverages: [] } })).toMatchObject({
      outcome: 'refused',
      problems: [expect.stringContaining('handed in with this form already')],
    });
  });

  test('is changed by the next version, and not over what somebody else has changed meanwhile', async () => {
    const { desk, patientKey } = await withPatient();
    const change = (entryKey: string, lastName: string) => ({
      action: 'register' as const,
      entryKey,
      patientKey,
      seenVersion: 1,
      form: { ...registration, patient: { ...person, lastName } },
    });
    const { records } = await desk.handIn(change('form-0002', 'Sorrel'));
    expect(records).toMatchObject([{ outcome: 'updated' }]);
    expect(await desk.enter(change('form-0003', 'Sparrow'))).toMatchObject({
      problems: [expect.stringContaining('Somebody has changed')],
    });
    const { onFile } = await desk.ask({ query: 'account', patientKey }, 'account');
    expect(onFile).toMatchObject({ version: 2, patient: { lastName: 'Sorrel' } });
    // The first once more, after it was taken in: it is the same entry.
    expect(await desk.enter(change('form-0002', 'Sorrel'))).toMatchObject({ outcome: 'filed' });
  });

  test('whom visits named first keeps the number of that system', async () => {
    const world = await memoryWorld();
    const desk = await atDesk(world);
    const claim = await world.received();
    const patientKey = nameKeyFor(practiceId, claim.source.sourceSystem, claim.patient.sourcePatientId);
    const before = await desk.ask({ query: 'account', patientKey }, 'account');
    expect(before.onFile).toMatchObject({
      version: 0,
      patient: claim.patient,
      guarantorId: claim.guarantorId,
    });
    const { records } = await desk.handIn({
      action: 'register',
      entryKey: 'form-0001',
      patientKey,
      form: {
        ...registration,
        guarantor: { lastName: 'Waxwing', firstName: 'Orla', address: person['address'] },
      },
    });
    expect(records).toMatchObject([{ outcome: 'kept' }]);
    const { onFile, claims } = await desk.ask({ query: 'account', patientKey }, 'account');
    expect(onFile).toMatchObject({ version: 1, patient: claim.patient, guarantor: { firstName: 'Orla' } });
    expect(claims.map(({ claimId }) => claimId)).toEqual([claim.claimId]);
  });

  test('of another practice is not to be seen', async () => {
    const { world, patientKey } = await withPatient();
    for (const query of [
      { query: 'account', patientKey },
      { query: 'entry', entryId: 'E0123456789ABCDEF' },
    ]) {
      expect(await readDeskStep({ ...query, practiceId: 'elsewhere' }, world)).toMatchObject({
        outcome: 'refused',
        because: 'not-found',
      });
    }
  });
});

describe('Charges that are entered by hand', () => {
  test('become a claim of the patient on file, by the coverages of the day, and without a charge by the fee schedule', async () => {
    const { world, desk, patientKey } = await withPatient({
      ...registration,
      coverages: [
        { ...encounter.coverages[0], memberId: 'OLD1', to: '2026-09-30' },
        { ...encounter.coverages[0], from: '2026-10-01', copay: '25.00' },
      ],
    });
    const { records, claims } = await desk.handIn({
      action: 'enter-visit',
      entryKey: 'form-0002',
      patientKey,
      form: visit,
    });
    expect(records).toMatchObject([{ outcome: 'accepted', claimId: claims[0] }]);
    const claim = await world.claim(claims[0]);
    expect(claim.coverages).toMatchObject([
      { memberId: encounter.coverages[0]?.['memberId'], order: 'primary' },
    ]);
    expect(claim.coverages[0]).not.toHaveProperty('copay');
    const account = await desk.ask({ query: 'account', patientKey }, 'account');
    expect(account.claims).toMatchObject([{ claimId: claims[0], state: 'received' }]);
    expect(account.copay).toEqual({ amountCents: 2500, from: 'card' });
  });

  test('are refused at their line, and nothing becomes a claim', async () => {
    const { world, desk, patientKey } = await withPatient();
    const { records } = await desk.handIn({
      action: 'enter-visit',
      entryKey: 'form-0002',
      patientKey,
      form: { ...visit, lines: [{ code: '99213', units: 1, charge: '-3.00', diagnosisPointers: [9] }] },
    });
    expect(records[0]?.problems.map(({ field }) => field)).toEqual([
      'lines[1].charge',
      'lines[1].diagnosisPointers',
    ]);
    expect(world.stored.claims.size).toBe(0);
  });

  test('are corrected before billing, and after it a person is asked, as when the practice sends them anew', async () => {
    const world = await memoryWorld();
    const desk = await atDesk(world);
    const correct = async (claimId: ClaimId, entryKey: string) => {
      const claim = await world.claim(claimId);
      const patientKey = nameKeyFor(practiceId, claim.source.sourceSystem, claim.patient.sourcePatientId);
      return await desk.handIn({
        action: 'enter-visit',
        entryKey,
        patientKey,
        claimId,
        form: {
          ...visit,
          serviceDateFrom: claim.serviceDateFrom,
          diagnoses: ['J06.9'],
          lines: [{ code: '99213', units: 1, charge: '90.00', diagnosisPointers: [1] }],
        },
      });
    };
    const unbilled = await world.received();
    expect((await correct(unbilled.claimId, 'form-0001')).records).toMatchObject([{ outcome: 'updated' }]);
    expect(await world.claim(unbilled.claimId)).toMatchObject({
      diagnoses: ['J06.9'],
      totalChargeCents: 9000,
    });
    const billed = await world.acceptedByPayer({ encounterId: 'ENC-2' });
    const { records } = await correct(billed.claimId, 'form-0002');
    expect(records).toMatchObject([
      { outcome: 'changed-after-billing', taskId: expect.stringContaining('charge-changed') },
    ]);
    expect((await world.claim(billed.claimId)).totalChargeCents).toBe(billed.totalChargeCents);
  });

  test('of a claim of another patient are not corrected', async () => {
    const { world, desk, patientKey } = await withPatient();
    const { claimId } = await world.received();
    expect(
      await desk.enter({ action: 'enter-visit', entryKey: 'form-0002', patientKey, claimId, form: visit }),
    ).toMatchObject({
      outcome: 'refused',
      because: 'not-found',
    });
  });
});

describe('A change of coverage', () => {
  test('shows which claims it changes and how, and then changes those that are chosen', async () => {
    const world = await memoryWorld();
    const desk = await atDesk(world);
    const billed = await world.acceptedByPayer({ encounterId: 'ENC-1' });
    const waiting = await world.received({ encounterId: 'ENC-2' });
    const before = await world.received({ encounterId: 'ENC-0', serviceDateFrom: '2026-09-01' });
    const patientKey = nameKeyFor(practiceId, billed.source.sourceSystem, billed.patient.sourcePatientId);
    const coverages = [
      { ...encounter.coverages[0], to: '2026-09-30' },
      { ...encounter.coverages[0], memberId: 'NEW777', from: '2026-10-01' },
    ];
    const { claims } = await desk.ask({ query: 'affected', patientKey, coverages }, 'affected');
    expect(new Map(claims.map(({ claimId, effect }) => [claimId, effect]))).toEqual(
      new Map([
        [billed.claimId, 'asked'],
        [waiting.claimId, 'corrected'],
      ]),
    );
    expect(claims.every(({ words }) => words.endsWith('.'))).toBe(true);
    const { records } = await desk.handIn({
      action: 'change-coverage',
      entryKey: 'form-0001',
      patientKey,
      seenVersion: 0,
      coverages,
      claims: [billed.claimId, waiting.claimId],
    });
    expect(records.map(({ outcome }) => outcome)).toEqual(['kept', 'changed-after-billing', 'updated']);
    expect((await world.claim(waiting.claimId)).coverages).toMatchObject([{ memberId: 'NEW777' }]);
    expect((await world.claim(billed.claimId)).pendingChange?.content?.coverages).toMatchObject([
      { memberId: 'NEW777' },
    ]);
    expect((await world.claim(before.claimId)).version).toBe(before.version);
    const again = await desk.ask({ query: 'affected', patientKey, coverages }, 'affected');
    expect(again.claims.map(({ claimId }) => claimId)).toEqual([billed.claimId]);
  });

  test('that a rule refuses changes no claim, and says so at its field', async () => {
    const world = await memoryWorld();
    const desk = await atDesk(world);
    const { claimId, source, patient, version } = await world.received();
    const { records } = await desk.handIn({
      action: 'change-coverage',
      entryKey: 'form-0001',
      patientKey: nameKeyFor(practiceId, source.sourceSystem, patient.sourcePatientId),
      seenVersion: 0,
      coverages: [{ ...encounter.coverages[0], payerId: 'NOBODY' }],
      claims: [claimId],
    });
    expect(records.map(({ outcome }) => outcome)).toEqual(['refused', 'refused']);
    expect((await world.claim(claimId)).version).toBe(version);
  });
});

describe('The check-in', () => {
  const appointment = (patientNumber: string) => ({
    sourceSystem: 'front-desk',
    appointmentId: 'A-1',
    sourcePatientId: patientNumber,
    date: '2026-11-20' as never,
    time: '09:30',
    status: 'booked' as const,
    order: '1',
  });

  test('lists who is expected with copay and balance, and notes once who has come', async () => {
    const { world, desk, patientKey } = await withPatient({
      ...registration,
      coverages: [{ ...encounter.coverages[0], copay: '25.00' }],
    });
    const { onFile } = await desk.ask({ query: 'account', patientKey }, 'account');
    const booked = appointment(onFile.patient.sourcePatientId);
    await world.appointments.keep(practiceId, booked, undefined);
    const appointmentId = appointmentIdFor(practiceId, booked);
    const day = '2026-11-20';
    const expected = await desk.ask({ query: 'day', day }, 'day');
    expect(expected.visits).toMatchObject([
      {
        appointmentId,
        patientKey,
        name: 'Waxwing, Odette',
        copay: { amountCents: 2500 },
        balanceCents: 0,
        takenCents: 0,
      },
    ]);
    expect(expected.visits[0]?.checkIn).toBeUndefined();
    const first = await desk.enter({ action: 'check-in', patientKey, day, appointmentId });
    world.advance(60_000);
    expect(await desk.enter({ action: 'check-in', patientKey, day, appointmentId }, 'r.lane')).toEqual(first);
    await desk.enter({ action: 'check-in', patientKey, day });
    const came = await desk.ask({ query: 'day', day }, 'day');
    expect(came.visits.map(({ appointmentId: of, checkIn }) => [of, checkIn?.by])).toEqual([
      [appointmentId, user],
      [undefined, user],
    ]);
  });

  test('refuses an appointment of somebody else, or of another day', async () => {
    const { world, desk, patientKey } = await withPatient();
    const booked = appointment('P-999');
    await world.appointments.keep(practiceId, booked, undefined);
    const appointmentId = appointmentIdFor(practiceId, booked);
    const nobody = nameKeyFor(practiceId, 'front-desk', 'P-998');
    for (const asked of [
      { patientKey, day: '2026-11-20', appointmentId },
      { patientKey: nameKeyFor(practiceId, 'front-desk', 'P-999'), day: '2026-11-21', appointmentId },
      { patientKey: nobody, day: '2026-11-20' },
    ]) {
      expect(await desk.enter({ action: 'check-in', ...asked })).toMatchObject({ outcome: 'refused' });
    }
  });
});

const batchesOf = (world: MemoryWorld) =>
  world.batches.list(practiceId, PlainDate.parse('2026-01-01'), PlainDate.parse('2027-01-01'));

describe('Money at the desk', () => {
  const copay = (patientKey: NameKey, changes: object = {}) => ({
    entryKey: 'payment-01',
    patientKey,
    purpose: 'copay',
    method: 'cash',
    amountCents: 2500,
    ...changes,
  });

  test('is taken once however often it is pressed, with a receipt that is printed again', async () => {
    const { world, desk, patientKey } = await withPatient();
    const first = await desk.take(copay(patientKey));
    world.advance(86_400_000);
    expect(await desk.take(copay(patientKey))).toEqual(first);
    expect(await batchesOf(world)).toHaveLength(1);
    const number = first.outcome === 'taken' ? first.receipt.number : '';
    const printed = await desk.ask({ query: 'receipt', receiptNumber: number }, 'receipt');
    expect(printed).toMatchObject({
      patientName: 'Waxwing, Odette',
      practiceName: practice.name,
      receipt: { amountCents: 2500, unappliedCents: 2500, isVoid: false, by: user },
    });
    const account = await desk.ask({ query: 'account', patientKey }, 'account');
    expect(account).toMatchObject({ unappliedCents: 2500, receipts: [{ number }] });
  });

  test('is other money under another key, and something else under one key is refused', async () => {
    const { world, desk, patientKey } = await withPatient();
    await desk.take(copay(patientKey));
    expect(await desk.take(copay(patientKey, { entryKey: 'payment-02' }))).toMatchObject({
      outcome: 'taken',
    });
    expect(await batchesOf(world)).toHaveLength(2);
    expect(await desk.take(copay(patientKey, { amountCents: 3000 }))).toMatchObject({ outcome: 'refused' });
  });

  test('is void by another entry, and stays on its receipt as it was', async () => {
    const { world, desk, patientKey } = await withPatient();
    const taken = await desk.take(copay(patientKey));
    const { batchId, number } = taken.outcome === 'taken' ? taken.receipt : { batchId: '', number: '' };
    await enterPaymentsStep(
      { action: 'take-back', practiceId, user: 'p.poster', batchId, reason: 'Typed twice' },
      world,
    );
    const { receipt } = await desk.ask({ query: 'receipt', receiptNumber: number }, 'receipt');
    expect(receipt).toMatchObject({ amountCents: 2500, isVoid: true, unappliedCents: 0 });
    const balances = [...world.stored.postings.values()].flatMap(({ legs }) => legs);
    expect(balances.reduce((sum, { amountCents }) => sum + amountCents, 0)).toBe(0);
    const cash = balances.filter(({ account }) => account === 'cash-in-transit');
    expect(cash.map(({ amountCents }) => amountCents)).toEqual([2500, -2500]);
  });

  test.each<[string, object]>([
    ['a card number as its reference', { method: 'card', number: '4111111111111111' }],
    ['a card number with dashes', { method: 'card', number: '5500-0000-0000-0004' }],
    ['a card without the number of its slip', { method: 'card' }],
    ['a check without its number', { method: 'check' }],
    ['no amount', { amountCents: 0 }],
    ['a balance of somebody who was never billed', { purpose: 'balance' }],
    ['a patient who is not there', { patientKey: 'N0123456789ABCDEF' }],
  ])('is not taken with %s, and nothing of it is kept', async (_, changes) => {
    const { world, desk, patientKey } = await withPatient();
    const documents = new Set(world.stored.documents.keys());
    const answer = await desk.take(copay(patientKey, changes));
    expect(answer.outcome).toBe('refused');
    expect(JSON.stringify(answer)).not.toMatch(/4111|5500/);
    expect([await batchesOf(world), world.stored.receipts.size]).toEqual([[], 0]);
    expect(new Set(world.stored.documents.keys())).toEqual(documents);
  });

  test('is taken by card with the number of the terminal’s slip', async () => {
    const { desk, patientKey } = await withPatient();
    const taken = await desk.take(copay(patientKey, { method: 'card', number: 'SLIP-004417' }));
    expect(taken).toMatchObject({ outcome: 'taken', receipt: { method: 'card', reference: 'SLIP-004417' } });
  });
});

describe('A picture of a card', () => {
  const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]).toString('base64');

  test('is kept once with the patient and shown again', async () => {
    const { desk, patientKey } = await withPatient();
    const asked = {
      action: 'add-card' as const,
      patientKey,
      side: 'front' as const,
      mediaType: 'image/png' as const,
      content: png,
    };
    await desk.enter(asked);
    await desk.enter(asked);
    const { cards } = await desk.ask({ query: 'account', patientKey }, 'account');
    expect(cards).toMatchObject([{ side: 'front', by: user }]);
    const [card] = cards;
    const shown = await desk.ask({ query: 'card', patientKey, documentId: card?.documentId ?? '' }, 'card');
    expect(shown.content).toBe(png);
  });

  test.each<[string, object]>([
    ['a page that says it is a picture', { content: Buffer.from('<html>').toString('base64') }],
    ['a PNG that says it is a JPEG', { mediaType: 'image/jpeg' }],
    ['a patient who is not there', { patientKey: 'N0123456789ABCDEF' }],
  ])('is refused for %s', async (_, changes) => {
    const { world, desk, patientKey } = await withPatient();
    const answer = await desk.enter({
      action: 'add-card',
      patientKey,
      side: 'back',
      mediaType: 'image/png',
      content: png,
      ...changes,
    });
    expect(answer.outcome).toBe('refused');
    expect(world.stored.cards.size).toBe(0);
  });
});
