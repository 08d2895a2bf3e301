import { describe, expect, test } from 'vitest';
import { CommitConflict } from '#contracts/errors.ts';
import { FeeSchedule } from '#contracts/fee-schedule.ts';
import { PracticeId, TaskId } from '#contracts/identifiers.ts';
import type { Practice } from '#contracts/practice.ts';
import { samplePractice } from '../domain/ledger/sample-claim.ts';
import { cents } from '#domain/money/cents.ts';
import { savedRun } from '#domain/remittance/run-record.ts';
import type { Ports } from './ports.ts';
import {
  at,
  minutesLater,
  newClaimId,
  newPracticeId,
  newRemittanceId,
  newUploadId,
  run,
  upload,
} from './samples.ts';

export function practiceStoreSuite(ports: () => Ports): void {
  const practice = (changes: Partial<Practice> = {}): Practice => {
    const practiceId = newPracticeId();
    return {
      ...samplePractice(),
      practiceId,
      edition: 1,
      submitterId: practiceId.replaceAll('-', '').toUpperCase(),
      ...changes,
    };
  };

  describe('practice store', () => {
    test('A practice is saved whole, found by id and by submitter id, and listed', async () => {
      const saved = practice();
      expect(await ports().practices.save(saved, at)).toBe('saved');
      expect(await ports().practices.load(saved.practiceId)).toEqual(saved);
      expect(await ports().practices.findBySubmitterId(saved.submitterId)).toBe(saved.practiceId);
      expect(await ports().practices.listIds()).toContain(saved.practiceId);
    });

    test('A practice that was never loaded is not found', async () => {
      expect(await ports().practices.load(PracticeId.parse('no-such-practice'))).toBeUndefined();
      expect(await ports().practices.findBySubmitterId('NOBODY')).toBeUndefined();
    });

    test('The same edition again is unchanged, with other content or older it is stale, newer it is saved', async () => {
      const first = practice({ edition: 3 });
      expect(await ports().practices.save(first, at)).toBe('saved');
      expect(await ports().practices.save(first, at)).toBe('unchanged');
      expect(await ports().practices.save({ ...first, name: 'Other' }, at)).toBe('stale');
      expect(await ports().practices.save({ ...first, edition: 2 }, at)).toBe('stale');
      const newer = { ...first, edition: 4, name: 'Renamed' };
      expect(await ports().practices.save(newer, at)).toBe('saved');
      expect(await ports().practices.load(first.practiceId)).toEqual(newer);
    });

    test('Every edition stays as it was saved, with who saved it and what was different, the newest first', async () => {
      const { practices } = ports();
      const first = practice();
      const second = { ...first, edition: 2, name: 'Renamed' };
      const notes = [
        { by: 'maria', source: 'practice.yaml', changes: [] },
        { by: 'jorge', changes: ['name Cedar Hill -> Renamed'] },
      ] as const;
      await practices.save(first, at, { ...notes[0], changes: [] });
      await practices.save(second, minutesLater(5), { ...notes[1], changes: [...notes[1].changes] });
      await practices.save(first, minutesLater(6), { by: 'nobody', changes: [] });
      expect(await practices.edition(first.practiceId)).toEqual(second);
      expect(await practices.edition(first.practiceId, 1)).toEqual(first);
      expect(await practices.edition(first.practiceId, 2)).toEqual(second);
      expect(await practices.edition(first.practiceId, 3)).toBeUndefined();
      expect(await practices.history(first.practiceId)).toEqual([
        { edition: 2, at: minutesLater(5), ...notes[1] },
        { edition: 1, at, ...notes[0] },
      ]);
      expect(await practices.history(newPracticeId())).toEqual([]);
    });

    test('A document of more than a megabyte is saved and read whole, in each of its editions', async () => {
      const { practices } = ports();
      const long = (edition: number): Practice =>
        practice({
          practiceId: PracticeId.parse('long-document'),
          submitterId: 'LONGDOC',
          edition,
          feeSchedules: FeeSchedule.array().parse([
            {
              feeScheduleId: 'main',
              name: `Charges ${edition}`,
              rows: Array.from({ length: 20_000 }, (_, index) => ({
                code: String(10_000 + index),
                amountCents: index,
                effectiveFrom: '2026-01-01',
              })),
            },
          ]),
        });
      expect(JSON.stringify(long(1)).length).toBeGreaterThan(1_000_000);
      expect(await practices.save(long(1), at)).toBe('saved');
      expect(await practices.save(long(1), at)).toBe('unchanged');
      expect(await practices.save(long(2), at)).toBe('saved');
      expect(await practices.load(long(1).practiceId)).toEqual(long(2));
      expect(await practices.edition(long(1).practiceId, 1)).toEqual(long(1));
    });

    test("A practice cannot take another's submitter id, and nothing of it is stored", async () => {
      const owner = practice();
      await ports().practices.save(owner, at);
      const taker = practice({ submitterId: owner.submitterId });
      expect(await ports().practices.save(taker, at)).toBe('submitter-id-taken');
      expect(await ports().practices.load(taker.practiceId)).toBeUndefined();
      expect(await ports().practices.listIds()).not.toContain(taker.practiceId);
      expect(await ports().practices.findBySubmitterId(owner.submitterId)).toBe(owner.practiceId);
    });
  });
}

export function uploadRegisterSuite(ports: () => Ports): void {
  describe('upload register', () => {
    test('An upload is registered once; registering it again keeps what is known of it', async () => {
      const arrived = upload();
      expect(await ports().uploads.register(arrived)).toBe(true);
      await ports().uploads.save({ ...arrived, state: 'split', records: 4, chunks: 1 });
      expect(await ports().uploads.register(arrived)).toBe(false);
      expect(await ports().uploads.load(arrived.practiceId, arrived.uploadId)).toEqual({
        ...arrived,
        state: 'split',
        records: 4,
        chunks: 1,
      });
    });

    test('Of many deliveries at once one registers', async () => {
      const arrived = upload();
      const registered = await Promise.all(
        Array.from({ length: 8 }, () => ports().uploads.register(arrived)),
      );
      expect(registered.filter(Boolean)).toHaveLength(1);
    });

    test('Answers to uploads of one name are counted, and an upload keeps its number', async () => {
      const practiceId = newPracticeId();
      const { uploads } = ports();
      const [first, second, other] = [
        upload({ practiceId }),
        upload({ practiceId }),
        upload({ practiceId, key: 'upload/cedar-hill/b.ndjson' }),
      ];
      expect(await uploads.numberAnswer(first)).toBe(1);
      expect(await uploads.numberAnswer(second)).toBe(2);
      expect(await uploads.numberAnswer(other)).toBe(1);
      expect(await uploads.numberAnswer(first)).toBe(1);
      expect(await uploads.numberAnswer(upload({ practiceId: newPracticeId() }))).toBe(1);
    });

    test('Of many answers at once each has a number of its own, none left out', async () => {
      const practiceId = newPracticeId();
      const numbers = await Promise.all(
        Array.from({ length: 6 }, () => ports().uploads.numberAnswer(upload({ practiceId }))),
      );
      expect(new Set(numbers)).toEqual(new Set([1, 2, 3, 4, 5, 6]));
    });

    test('The list gives the last uploads as they stand, the newest first', async () => {
      const practiceId = newPracticeId();
      const { uploads } = ports();
      const arrived = [1, 2, 3].map((minutes) => upload({ practiceId, registeredAt: minutesLater(minutes) }));
      for (const one of arrived) {
        await uploads.register(one);
        await uploads.register({ ...one, registeredAt: minutesLater(60) });
      }
      const [, second, third] = arrived;
      if (second === undefined || third === undefined) {
        throw new Error('three uploads arrived');
      }
      await uploads.save({ ...second, state: 'split' });
      expect(await uploads.list(practiceId, 2)).toEqual([third, { ...second, state: 'split' }]);
      expect(await uploads.list(newPracticeId(), 2)).toEqual([]);
    });

    test('An upload that never came is not found', async () => {
      expect(await ports().uploads.load(upload().practiceId, newUploadId())).toBeUndefined();
    });
  });
}

export function remittanceRegisterSuite(ports: () => Ports): void {
  describe('uploads that wait for a task', () => {
    test('are remembered once each, by practice and task', async () => {
      const { uploads } = ports();
      const practiceId = newPracticeId();
      const [first, second] = [newUploadId(), newUploadId()];
      const taskId = TaskId.parse('unmapped-payer-1');
      for (const uploadId of [first, second, first]) {
        await uploads.hold(practiceId, taskId, uploadId);
      }
      const held = await uploads.heldFor(practiceId, taskId);
      expect(held).toHaveLength(2);
      expect(new Set(held)).toEqual(new Set([first, second]));
      expect(await uploads.heldFor(practiceId, TaskId.parse('unmapped-payer-2'))).toEqual([]);
      expect(await uploads.heldFor(newPracticeId(), taskId)).toEqual([]);
    });

    test('are counted by visits, each once however often it was noted, with the greatest of its charges', async () => {
      const { uploads } = ports();
      const practiceId = newPracticeId();
      const taskId = TaskId.parse('unmapped-payer-1');
      const visits = (...charged: readonly (readonly [string, number])[]) =>
        charged.map(([of, amount]) => ({ of, chargeCents: cents(amount) }));
      expect(await uploads.waitingFor(practiceId, taskId)).toEqual({
        visits: 0,
        chargeCents: 0,
        isAll: true,
      });
      await uploads.wait(practiceId, taskId, 'U1 1', visits(['a', 100], ['b', 200]));
      await uploads.wait(practiceId, taskId, 'U1 1', visits(['a', 100], ['b', 200]));
      await uploads.wait(practiceId, taskId, 'U1 2', visits(['c', 300]));
      await uploads.wait(practiceId, taskId, 'U2 1', visits(['a', 150]));
      await uploads.wait(practiceId, TaskId.parse('unmapped-payer-2'), 'U2 1', visits(['d', 1]));
      expect(await uploads.waitingFor(practiceId, taskId)).toEqual({
        visits: 3,
        chargeCents: 650,
        isAll: true,
      });
    });
  });

  describe('remittance register', () => {
    test('A run is registered once and keeps what was saved since', async () => {
      const arrived = run();
      expect(await ports().remittances.register(arrived)).toBe(true);
      const saved = savedRun(arrived, { state: 'posted', posted: 2 });
      await ports().commit.apply([saved]);
      expect(await ports().remittances.register(arrived)).toBe(false);
      expect(await ports().remittances.load(arrived.practiceId, arrived.remittanceId)).toEqual({
        ...arrived,
        version: 1,
        state: 'posted',
        posted: 2,
      });
      await expect(ports().commit.apply([savedRun(arrived, { state: 'duplicate' })])).rejects.toThrow(
        CommitConflict,
      );
      await ports().commit.apply([savedRun(saved.run, { posted: 3 })]);
      expect(await ports().remittances.load(arrived.practiceId, arrived.remittanceId)).toMatchObject({
        version: 2,
        state: 'posted',
        posted: 3,
      });
      expect(await ports().remittances.load(arrived.practiceId, newRemittanceId())).toBeUndefined();
    });

    test('A payment belongs to the remittance that claimed it first', async () => {
      const practiceId = newPracticeId();
      const [first, second] = [newRemittanceId(), newRemittanceId()];
      expect(await ports().remittances.claimPayment(practiceId, 'JUNIP T1 100', first)).toBe(first);
      expect(await ports().remittances.claimPayment(practiceId, 'JUNIP T1 100', second)).toBe(first);
      expect(await ports().remittances.claimPayment(practiceId, 'JUNIP T1 100', first)).toBe(first);
      expect(await ports().remittances.claimPayment(practiceId, 'JUNIP T2 100', second)).toBe(second);
      expect(await ports().remittances.claimPayment(newPracticeId(), 'JUNIP T1 100', second)).toBe(second);
    });

    test('The claims done are known by their position', async () => {
      const { practiceId, remittanceId } = run();
      expect(await ports().remittances.doneClaims(practiceId, remittanceId)).toEqual(new Map());
      const outcomes = new Map([
        [1, 'posted'],
        [2, 'suspended'],
        [11, 'posted'],
      ] as const);
      for (const [claimIndex, outcome] of outcomes) {
        await ports().commit.apply([
          { kind: 'count-remittance-claim', practiceId, remittanceId, claimIndex, outcome },
        ]);
      }
      expect(await ports().remittances.doneClaims(practiceId, remittanceId)).toEqual(outcomes);
      const among = (from: number, to: number) =>
        ports().remittances.doneClaims(practiceId, remittanceId, { from, to });
      expect([...(await among(1, 10)).keys()]).toEqual([1, 2]);
      expect([...(await among(2, 11)).keys()]).toEqual([2, 11]);
      expect([...(await among(12, 20)).keys()]).toEqual([]);
    });

    test('The claims that a payer decided under a number of its own are found by it', async () => {
      const { practiceId } = run();
      const claims = [newClaimId(), newClaimId()];
      for (const claimId of [...claims, ...claims]) {
        await ports().commit.apply([
          { kind: 'name-payer-claim', practiceId, payerClaimControlNumber: 'ICN-77', claimId },
        ]);
      }
      const found = await ports().remittances.claimsOfPayerNumber(practiceId, 'ICN-77');
      expect(found.toSorted()).toEqual(claims);
      expect(await ports().remittances.claimsOfPayerNumber(practiceId, 'ICN-7')).toEqual([]);
      expect(await ports().remittances.claimsOfPayerNumber(newPracticeId(), 'ICN-77')).toEqual([]);
    });

    test('The list gives every run of the practice as it stands', async () => {
      const practiceId = newPracticeId();
      const runs = [run({ practiceId }), run({ practiceId })];
      for (const one of runs) {
        await ports().remittances.register(one);
      }
      await ports().remittances.register(run({ practiceId: newPracticeId() }));
      const listed = await ports().remittances.list(practiceId);
      expect(listed.map(({ remittanceId }) => remittanceId).toSorted()).toEqual(
        runs.map(({ remittanceId }) => remittanceId),
      );
    });
  });
}
