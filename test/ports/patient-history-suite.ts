import { describe, expect, test } from 'vitest';
import type { Claim } from '#contracts/claim.ts';
import { PlainDate } from '#contracts/dates.ts';
import { moveClaim } from '#domain/claims/move-claim.ts';
import { patientKeyOf } from '#domain/patients/patient-identity.ts';
import { historyOf } from '#ports/patient-history.ts';
import type { Ports } from './ports.ts';
import { at, claim, newPracticeId } from './samples.ts';

/** Two claims of one patient, of a practice of their own. */
function twoClaims(): [Claim, Claim] {
  const practiceId = newPracticeId();
  const submissions: Claim['submissions'] = [];
  return [
    claim({ practiceId, submissions, state: 'ready-to-scrub' }),
    claim({ practiceId, submissions, state: 'ready-to-scrub' }),
  ];
}

const nobodyKnows = { cutover: { legacySystems: [] } };

export function patientHistorySuite(ports: () => Ports): void {
  describe('what was done for a patient', () => {
    test('Of two claims each sees the other from the moment that it is committed, and neither itself', async () => {
      const { history, patients, commit } = ports();
      const [one, other] = twoClaims();
      expect(await historyOf(one, nobodyKnows, { history, patients })).toEqual({
        services: [],
        knownFrom: undefined,
      });
      await commit.apply([{ kind: 'create-claim', claim: one }]);
      await commit.apply([{ kind: 'create-claim', claim: other }]);
      const seen = await historyOf(one, nobodyKnows, { history, patients });
      expect(seen.services.map(({ claimId, code }) => [claimId, code])).toEqual(
        other.lines.map(({ code }) => [other.claimId, code]),
      );
      expect(seen.services[0]).toMatchObject({
        renderingNpi: other.renderingNpi,
        serviceDate: other.lines[0]?.serviceDate,
        isSubmitted: false,
      });
      expect(
        (await historyOf(other, nobodyKnows, { history, patients })).services.map(({ claimId }) => claimId),
      ).toEqual(one.lines.map(() => one.claimId));
    });

    test('A correction replaces what the claim said, and a void takes it back', async () => {
      const { history, patients, commit } = ports();
      const [one, other] = twoClaims();
      await commit.apply([{ kind: 'create-claim', claim: one }]);
      const lines = one.lines.slice(0, 1).map((line) => ({ ...line, units: 7 }));
      const corrected = moveClaim(one, {
        move: 'scrubbed-clean',
        at,
        by: 'test',
        origin: 'leg',
        changes: { lines },
      });
      await commit.apply(corrected.writes);
      const seen = await historyOf(other, nobodyKnows, { history, patients });
      expect(seen.services.map(({ units }) => units)).toEqual([7]);
      const voided = { ...corrected.claim, version: corrected.claim.version + 1, voidedAt: at };
      const services = [{ patientKey: patientKeyOf(one), services: [] }];
      await commit.apply([
        { kind: 'save-claim', claim: voided, expectedVersion: corrected.claim.version, services },
      ]);
      expect((await historyOf(other, nobodyKnows, { history, patients })).services).toEqual([]);
    });

    test('A claim that is saved without a word about services leaves them as they are', async () => {
      const { history, patients, commit } = ports();
      const [one, other] = twoClaims();
      await commit.apply([{ kind: 'create-claim', claim: one }]);
      await commit.apply([{ kind: 'save-claim', claim: { ...one, version: 2 }, expectedVersion: 1 }]);
      expect((await historyOf(other, nobodyKnows, { history, patients })).services).toHaveLength(
        one.lines.length,
      );
    });

    test('A person is found under every number, where somebody knows that they are one', async () => {
      const { history, patients, commit } = ports();
      const [one, other] = twoClaims();
      const elsewhere: Claim = { ...other, patient: { ...other.patient, sourcePatientId: 'P-ELSEWHERE' } };
      await commit.apply([{ kind: 'create-claim', claim: elsewhere }]);
      expect((await historyOf(one, nobodyKnows, { history, patients })).services).toEqual([]);
      const [key, otherKey] = [patientKeyOf(one), patientKeyOf(elsewhere)];
      for (const patientKey of [key, otherKey]) {
        await commit.apply([
          {
            kind: 'save-person',
            practiceId: one.practiceId,
            patientKey,
            person: {
              version: 1,
              at,
              personId: key,
              samePerson: [key, otherKey].toSorted(),
              links: [],
              alike: [],
              asked: [],
            },
            expectedVersion: 0,
          },
        ]);
      }
      const seen = await historyOf(one, nobodyKnows, { history, patients });
      expect(new Set(seen.services.map(({ claimId }) => claimId))).toEqual(new Set([elsewhere.claimId]));
    });

    test('Another practice sees nothing of it', async () => {
      const { history, commit } = ports();
      const [one] = twoClaims();
      await commit.apply([{ kind: 'create-claim', claim: one }]);
      expect(await history.services(newPracticeId(), patientKeyOf(one))).toEqual([]);
    });

    test('The practice says from when its services are known', async () => {
      const { history, patients } = ports();
      const [one] = twoClaims();
      const servicesKnownFrom = PlainDate.parse('2024-01-01');
      const practice = { cutover: { legacySystems: [], servicesKnownFrom } };
      expect((await historyOf(one, practice, { history, patients })).knownFrom).toBe(servicesKnownFrom);
    });
  });
}
