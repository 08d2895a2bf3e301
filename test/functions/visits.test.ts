import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Claim } from '#contracts/claim.ts';
import { Instant } from '#contracts/dates.ts';
import { contractVersion } from '#contracts/steps.ts';
import { VisitChunk, visitResultKey } from '#contracts/upload.ts';
import { nameKeyFor, visitIdFor } from '#domain/identity/ids.ts';
import { gatherVisitsStep } from '../../functions/gather-visits/gather-visits-step.ts';
import { takeInEncountersStep } from '../../functions/take-in-encounters/take-in-encounters-step.ts';
import { takeInVisitsStep } from '../../functions/take-in-visits/take-in-visits-step.ts';
import { hl7Practice } from '../domain/intake/hl7/hl7-practice.ts';
import { header, segment, writeAdmission, writeCharges } from '../domain/intake/hl7/write-message.ts';
import type { WrittenVisit } from '../domain/intake/hl7/write-message.ts';
import { fhirPractice } from '../domain/intake/read/fhir/fhir-practice.ts';
import { encounterJson, practice as samplePractice } from '../domain/samples/encounters.ts';
import { intakeWorld, type IntakeWorld } from './intake-world.ts';

const hl7 = { format: 'hl7' } as const;

function visit(number = 1, changes: Partial<WrittenVisit> = {}): WrittenVisit {
  return {
    encounterId: `V${number}`,
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
    lines: ['99213', '36415'].map((code, index) => ({
      sourceLineId: `L${number}${index}`,
      code,
      modifiers: [],
      units: 1,
      charge: `${10 + index}.00`,
      serviceDate: '2026-10-05',
      diagnoses: ['I10'],
    })),
    ...changes,
  };
}

const charges = (one: WrittenVisit, options: Parameters<typeof writeCharges>[3] = {}): string =>
  writeCharges(one, 'standard', '2.5', options);

function cancellation(one: WrittenVisit, time: string, trigger = 'A11'): string {
  return [
    header({ type: `ADT^${trigger}`, time, controlId: time }),
    segment('EVN', { 1: trigger, 2: time }),
    segment('PID', { 1: '1', 3: `${one.patient.sourcePatientId}^^^SITE^MR` }),
    segment('PV1', { 2: 'O', 19: one.encounterId }),
  ].join('\r');
}

describe('The parts of a visit', () => {
  test('that come with one upload make one claim, and every record of it has the answer of the visit', async () => {
    const world = intakeWorld(hl7Practice());
    const { lines } = visit();
    const file = lines.map((one, index) => charges(visit(), { lines: [one], controlId: `${index}` }));
    const answers = await world.takeIn(file.join('\r'), hl7);
    expect(answers.map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted']);
    expect([...world.stored.claims.values()]).toMatchObject([
      { totalChargeCents: 2100, source: { version: 1, recordNumber: 1, outcome: 'accepted' } },
    ]);
  });

  test('of a later upload change the claim; the same again changes nothing', async () => {
    const world = intakeWorld(hl7Practice());
    const [first, second] = visit().lines.map((one, index) =>
      charges(visit(), { lines: [one], controlId: `${index}` }),
    );
    expect(await world.outcomes(first ?? '', hl7)).toEqual(['accepted']);
    expect(await world.outcomes(second ?? '', hl7)).toEqual(['updated']);
    expect(await world.outcomes(`${first}\r${second}`, hl7)).toEqual(['unchanged', 'unchanged']);
    expect([...world.stored.claims.values()]).toMatchObject([
      { totalChargeCents: 2100, version: 2, source: { version: 2 } },
    ]);
  });

  test('wait for what is missing, are told so in words, and are taken in when it comes', async () => {
    const world = intakeWorld(hl7Practice({ demographicsBy: 'admission-messages' }));
    const [held] = await world.takeIn(charges(visit()), hl7);
    expect(held).toMatchObject({
      outcome: 'held',
      waitsFor: ['the patient, or a person of the insurance'],
    });
    expect(world.stored.claims.size).toBe(0);
    // The admission is of the patient alone: it names no visit, and finds the one that waits.
    const admission = writeAdmission({ ...visit(), encounterId: '' }, 'standard', '2.5');
    expect(await world.outcomes(admission, hl7)).toEqual(['kept']);
    expect([...world.stored.claims.values()]).toMatchObject([{ patient: { lastName: 'Larch' } }]);
  });

  test('of which one is refused by itself store nothing of that message, and hold up no other', async () => {
    const world = intakeWorld(hl7Practice());
    const broken = charges(visit(), { lines: visit().lines.slice(0, 1) }).replace('99213', '9921');
    const good = charges(visit(), { lines: visit().lines.slice(1), controlId: '2' });
    const answers = await world.takeIn(`${broken}\r${good}`, hl7);
    expect(answers.map(({ outcome }) => outcome)).toEqual(['refused', 'accepted']);
    expect([...world.stored.claims.values()]).toMatchObject([{ totalChargeCents: 1100 }]);
  });

  test('that together make no acceptable encounter are refused as a visit, by field, and mended by a newer part', async () => {
    const world = intakeWorld(hl7Practice());
    const unborn = visit(1, { patient: { ...visit().patient, birthDate: '2026-10-20' } });
    expect(await world.outcomes(charges(unborn), hl7)).toEqual([
      'refused date-before-birth serviceDateFrom guarantor-missing guarantor',
    ]);
    expect(await world.outcomes(charges(visit(), { time: '20261106120000' }), hl7)).toEqual(['accepted']);
  });
});

describe('A visit that its source takes back', () => {
  test('before it was billed closes its claim, and the same again says the same', async () => {
    const world = intakeWorld(hl7Practice());
    await world.takeIn(charges(visit()), hl7);
    const cancelled = cancellation(visit(), '20261106120000');
    expect(await world.takeIn(cancelled, hl7)).toMatchObject([
      { outcome: 'updated', notes: ['visit-taken-back'] },
    ]);
    expect([...world.stored.claims.values()]).toMatchObject([
      { state: 'closed', source: { withdrawn: true }, summary: /The practice took the visit back/ },
    ]);
    expect(await world.outcomes(cancelled, hl7)).toEqual(['unchanged']);
  });

  test('and never was a claim makes none', async () => {
    const world = intakeWorld(hl7Practice());
    expect(await world.outcomes(cancellation(visit(), '20261106120000'), hl7)).toEqual(['kept']);
    expect(await world.outcomes(charges(visit()), hl7)).toEqual(['kept']);
    expect(world.stored.claims.size).toBe(0);
  });

  test('by crediting every charge of it closes its claim too', async () => {
    const world = intakeWorld(hl7Practice());
    await world.takeIn(charges(visit()), hl7);
    const credit = charges(visit(), { time: '20261106120000', controlId: '9' }).replaceAll('|CG|', '|CD|');
    expect(await world.outcomes(credit, hl7)).toEqual(['updated']);
    expect([...world.stored.claims.values()]).toMatchObject([{ state: 'closed' }]);
  });

  test('and sends again goes the whole way once more', async () => {
    const world = intakeWorld(hl7Practice());
    await world.takeIn(charges(visit()), hl7);
    await world.takeIn(cancellation(visit(), '20261106120000'), hl7);
    const again = writeAdmission(visit(), 'standard', '2.5', { time: '20261107120000', controlId: '7' });
    expect(await world.outcomes(again, hl7)).toEqual(['updated']);
    const [claim] = world.stored.claims.values();
    expect(claim).toMatchObject({ state: 'received', leg: 2, totalChargeCents: 2100 });
    expect(claim?.source).not.toHaveProperty('withdrawn');
  });

  test('after it was billed is left to a person', async () => {
    const world = intakeWorld(hl7Practice());
    await world.takeIn(charges(visit()), hl7);
    for (const [key, claim] of world.stored.claims) {
      world.stored.claims.set(key, { ...claim, state: 'awaiting-remittance' });
    }
    for (let times = 0; times < 2; times += 1) {
      expect(await world.outcomes(cancellation(visit(), '20261106120000'), hl7)).toEqual([
        'changed-after-billing',
      ]);
    }
    expect([...world.stored.tasks.values()]).toMatchObject([{ kind: 'charge-changed' }]);
  });
});

describe('A claim whose visit cannot be billed any more by what comes later', () => {
  const unborn = writeAdmission(
    visit(1, { patient: { ...visit().patient, birthDate: '2026-11-01' } }),
    'standard',
    '2.5',
    { trigger: 'A08', time: '20261106120000', controlId: '6' },
  );
  const born = writeAdmission(visit(), 'standard', '2.5', {
    trigger: 'A08',
    time: '20261107120000',
    controlId: '7',
  });

  test('is stopped as long as nobody was billed, says so each time, and goes the whole way when it is mended', async () => {
    const world = intakeWorld(hl7Practice());
    await world.takeIn(charges(visit()), hl7);
    const [claim] = world.stored.claims.values();
    const uploadId = await world.split(unborn, hl7);
    await world.takeInRecords(uploadId);
    for (let times = 0; times < 2; times += 1) {
      await world.takeInVisits(uploadId, await world.gather(uploadId));
      expect(await world.answers(uploadId)).toMatchObject([
        { outcome: 'refused', claimId: claim?.claimId, notes: ['claim-stopped'] },
      ]);
      world.stored.documents.delete(visitResultKey(world.practiceId, uploadId, 1));
    }
    expect([...world.stored.claims.values()]).toMatchObject([
      { state: 'closed', version: 2, source: { stopped: true }, summary: /^Stopped, for what came since/ },
    ]);
    expect(await world.outcomes(born, hl7)).toEqual(['updated']);
    const [mended] = world.stored.claims.values();
    expect(mended).toMatchObject({ state: 'received', leg: 2 });
    expect(mended?.source).not.toHaveProperty('stopped');
  });

  test.each<readonly [string, Partial<Claim>]>([
    ['was billed', { state: 'awaiting-remittance' }],
    [
      'was changed by staff',
      {
        staffDecisions: [
          {
            at: Instant.parse('2026-11-20T15:04:05.000Z'),
            by: 'maria',
            task: 'correction',
            outcome: 'corrected',
            fields: ['diagnoses'],
          },
        ],
      },
    ],
  ])('stays when it %s, and only the answer tells', async (_, changes) => {
    const world = intakeWorld(hl7Practice());
    await world.takeIn(charges(visit()), hl7);
    for (const [key, claim] of world.stored.claims) {
      world.stored.claims.set(key, { ...claim, ...changes });
    }
    const before = structuredClone(world.stored.claims);
    const [answer] = await world.takeIn(unborn, hl7);
    expect(answer).toMatchObject({ outcome: 'refused', claimId: expect.stringMatching(/^C/) });
    expect(answer).not.toHaveProperty('notes');
    expect(world.stored.claims).toEqual(before);
  });
});

describe('Steps that are taken again', () => {
  const input = (world: IntakeWorld, uploadId: Parameters<IntakeWorld['gather']>[0], chunkNumber = 1) => ({
    contractVersion,
    practiceId: world.practiceId,
    uploadId,
    chunkNumber,
  });

  test('answer as the first time, whether their result was written or not', async () => {
    const world = intakeWorld(hl7Practice());
    const uploadId = await world.split(`${charges(visit())}\r${charges(visit(2), { controlId: '2' })}`, hl7);
    await world.takeInRecords(uploadId);
    const chunks = await world.gather(uploadId);
    await world.takeInVisits(uploadId, chunks);
    const claims = structuredClone(world.stored.claims);
    const results = [...world.stored.documents].filter(([key]) => key.endsWith('.result.json'));
    for (const isLost of [false, true]) {
      for (const [key] of isLost ? results : []) {
        world.stored.documents.delete(key);
      }
      world.advance(60_000);
      await takeInEncountersStep(input(world, uploadId), world);
      expect(await world.gather(uploadId)).toBe(chunks);
      await takeInVisitsStep(input(world, uploadId), world);
      for (const [key, body] of results) {
        expect(new TextDecoder().decode(world.stored.documents.get(key))).toBe(
          new TextDecoder().decode(body),
        );
      }
    }
    expect(world.stored.claims).toEqual(claims);
  });

  test('of an upload that changed its claims say so again', async () => {
    const world = intakeWorld(samplePractice);
    const lines = (note: string): string => JSON.stringify(encounterJson({ note }));
    await world.takeIn(lines('one'), { format: 'encounter-ndjson' });
    const uploadId = await world.split(lines('other'), { format: 'encounter-ndjson' });
    await world.takeInRecords(uploadId);
    const [first] = await world.answers(uploadId);
    for (const key of [...world.stored.documents.keys()].filter((one) => one.endsWith('.result.json'))) {
      world.stored.documents.delete(key);
    }
    await world.takeInRecords(uploadId);
    expect(first).toMatchObject({ outcome: 'updated' });
    expect(await world.answers(uploadId)).toEqual([first]);
  });

  test('gather in several calls what one call gathers, and each visit once', async () => {
    const gathered = [];
    for (const slow of [false, true]) {
      const world = intakeWorld(hl7Practice());
      const file = Array.from({ length: 45 }, (_, index) =>
        charges(visit(Math.floor(index / 2)), {
          lines: visit(Math.floor(index / 2)).lines.slice(index % 2, (index % 2) + 1),
          controlId: `${index}`,
        }),
      );
      const uploadId = await world.split(file.join('\r'), { ...hl7, chunkRecords: 4 });
      await world.takeInRecords(uploadId);
      const clock = {
        now: () => {
          world.advance(slow ? 90_000 : 0);
          return world.clock.now();
        },
      };
      let calls = 1;
      const ids = { contractVersion, practiceId: world.practiceId, uploadId };
      while ((await gatherVisitsStep(ids, { ...world, clock })).outcome === 'more') {
        calls += 1;
      }
      expect(calls > 1).toBe(slow);
      const documents = [...world.stored.documents]
        .filter(([key]) => key.includes('/visits/') || key.endsWith('.visits.json'))
        .map(([key, body]) => [key, new TextDecoder().decode(body)]);
      gathered.push(documents.toSorted(([one = ''], [other = '']) => (one < other ? -1 : 1)));
    }
    expect(gathered[1]).toEqual(gathered[0]);
    const visits = JSON.stringify(gathered[0]).match(/visitId/g) ?? [];
    expect(visits).toHaveLength(23);
  });

  test('gather every visit that waited for a directory, in several calls, and take the marks of those away', async () => {
    const gathered = [];
    for (const slow of [false, true]) {
      const world = intakeWorld(fhirPractice());
      const uploadId = await world.split(JSON.stringify({ resourceType: 'Organization', id: 'payer' }), {
        format: 'fhir-resource',
      });
      const waiting = Array.from({ length: 230 }, (_, index) =>
        visitIdFor(world.practiceId, 'ehr', `V${index}`),
      );
      for (const visitId of waiting) {
        await world.visits.mark(world.practiceId, 'ehr', ['organization/payer'], visitId);
      }
      await world.takeInRecords(uploadId);
      const clock = {
        now: () => {
          world.advance(slow ? 150_000 : 0);
          return world.clock.now();
        },
      };
      const ids = { contractVersion, practiceId: world.practiceId, uploadId };
      let calls = 1;
      while ((await gatherVisitsStep(ids, { ...world, clock })).outcome === 'more') {
        calls += 1;
      }
      expect(calls > 1).toBe(slow);
      const chunks = [...world.stored.documents]
        .filter(([key]) => /\/visits\/\d+\.json$/.test(key))
        .flatMap(([, body]) => VisitChunk.parse(JSON.parse(new TextDecoder().decode(body))).visits);
      gathered.push(chunks.map(({ visitId }) => visitId).toSorted());
      expect(gathered.at(-1)).toEqual(waiting.toSorted());
      const key = nameKeyFor(world.practiceId, 'ehr', 'organization/payer');
      const left = await world.visits.marked(world.practiceId, key, 1000);
      expect(left.length).toBe(slow ? 100 : 0);
    }
  });

  test('take a visit whose result is there for done', async () => {
    const world = intakeWorld(hl7Practice());
    const uploadId = await world.split(charges(visit()), hl7);
    await world.takeInRecords(uploadId);
    await world.gather(uploadId);
    const key = visitResultKey(world.practiceId, uploadId, 1);
    await world.documents.put('documents', key, '[]', 'application/json');
    expect(await takeInVisitsStep(input(world, uploadId), world)).toEqual({ outcome: 'taken-in', visits: 0 });
    expect(world.stored.claims.size).toBe(0);
  });
});

describe('Two calls that work the same visit at the same moment', () => {
  /** A world whose every answer waits until it is let through, one at a time, as the schedule has it. */
  function interleaved(world: IntakeWorld, schedule: readonly number[]) {
    const waiting: (() => void)[][] = [[], []];
    let running = 2;
    let turn = 0;
    const pump = (): void => {
      if (waiting.reduce((sum, { length }) => sum + length, 0) < running) {
        return;
      }
      const wanted = schedule[turn % schedule.length] ?? 0;
      turn += 1;
      const queue = (waiting[wanted]?.length ?? 0) > 0 ? waiting[wanted] : waiting[1 - wanted];
      queue?.shift()?.();
    };
    const slowed = <Port extends object>(port: Port, worker: number): Port =>
      new Proxy(port, {
        get(target, name, receiver) {
          const value: unknown = Reflect.get(target, name, receiver);
          return typeof value !== 'function' || name === 'bucketOf'
            ? value
            : async (...given: unknown[]): Promise<unknown> => {
                await new Promise<void>((resolve) => {
                  waiting[worker]?.push(resolve);
                  pump();
                });
                return await (value as (...all: unknown[]) => unknown).apply(target, given);
              };
        },
      });
    return {
      worldOf: (worker: number) => ({
        ...world,
        claims: slowed(world.claims, worker),
        commit: slowed(world.commit, worker),
        visits: slowed(world.visits, worker),
      }),
      ended: (): void => {
        running -= 1;
        pump();
      },
    };
  }

  const schedules = Array.from({ length: 64 }, (_, number) =>
    Array.from({ length: 12 }, (__, turn) => ((number * 2_654_435_761) >>> (turn + 4)) & 1),
  );

  test.each([
    ['a new claim', false],
    ['a claim that is there', true],
  ])('give %s the content of all parts, whichever is ahead', async (_what, isThere) => {
    for (const schedule of schedules) {
      const world = intakeWorld(hl7Practice());
      const { lines } = visit();
      const alone = (index: number, charge: string): string =>
        charges(visit(), {
          lines: lines.slice(index, index + 1).map((one) => ({ ...one, charge })),
          time: `2026110612000${index}`,
          controlId: `${index}`,
        });
      if (isThere) {
        await world.takeIn(charges(visit()), hl7);
      }
      const { worldOf, ended } = interleaved(world, schedule);
      await Promise.all(
        [0, 1].map(async (worker) => {
          const uploadId = await world.split(alone(worker, `${50 + worker}.00`), hl7);
          const ids = { contractVersion, practiceId: world.practiceId, uploadId };
          const own = worldOf(worker);
          await takeInEncountersStep({ ...ids, chunkNumber: 1 }, own);
          await gatherVisitsStep(ids, own);
          await takeInVisitsStep({ ...ids, chunkNumber: 1 }, own);
          ended();
        }),
      );
      const claims = [...world.stored.claims.values()];
      expect(claims.map(({ totalChargeCents }) => totalChargeCents)).toEqual([10_100]);
    }
  });
});

describe('Third-party samples of HL7, through the steps', () => {
  const folder = path.resolve(import.meta.dirname, '../../../shared/data/hl7v2');
  const isAbsent = !existsSync(folder);

  test.skipIf(isAbsent)('are answered record by record; nothing of a refused message is kept', async () => {
    for (const name of readdirSync(folder)) {
      const world = intakeWorld(hl7Practice());
      const [answer, ...others] = await world.takeIn(readFileSync(path.join(folder, name), 'utf8'), hl7);
      expect(others).toEqual([]);
      expect({ name, outcome: answer?.outcome }).toEqual({ name, outcome: 'refused' });
      expect(answer?.codes.length).toBeGreaterThan(0);
      expect(world.stored.keptItems.size).toBe(0);
    }
  });
});
