import { describe, expect, test } from 'vitest';
import type { PracticeId } from '#contracts/identifiers.ts';
import type { PartnerNumbers } from '#contracts/exchange-numbers.ts';
import { reviewNumbers } from '#domain/submission/control-numbers.ts';
import type { Ports } from './ports.ts';
import { at, minutesLater, newClaimId, newPracticeId } from './samples.ts';

const pair = { ourId: 'CEDARHILL', partnerId: 'OPENFIELD' };
const otherPair = { ourId: 'CEDARHILL', partnerId: 'STATE#1' };

export function controlNumbersSuite(ports: () => Ports): void {
  const issue = (practiceId: PracticeId, fileName: string, to = pair): Promise<number> =>
    ports().controlNumbers.issue(practiceId, to, fileName, at);
  const send = (practiceId: PracticeId, interchangeNumber: number, to = pair): Promise<unknown> =>
    ports().commit.apply([
      { kind: 'record-interchange', practiceId, pair: to, interchangeNumber, sentAt: minutesLater(1) },
    ]);
  const note = (practiceId: PracticeId, controlNumber: string, fileKey: string, interchangeIndex = 0) =>
    ports().controlNumbers.noteReceived(practiceId, pair, {
      controlNumber,
      fileKey,
      interchangeIndex,
      receivedAt: at,
      verdict: 'accepted',
    });
  const review = async (practiceId: PracticeId): Promise<PartnerNumbers[]> =>
    (await ports().controlNumbers.records(practiceId, pair)).map(reviewNumbers);

  describe('control numbers', () => {
    test('Numbers rise from 1 for each practice and each of its partners', async () => {
      const [one, other] = [newPracticeId(), newPracticeId()];
      expect(await issue(one, 'a.edi')).toBe(1);
      expect(await issue(one, 'b.edi')).toBe(2);
      expect(await issue(one, 'a.edi', otherPair)).toBe(1);
      expect(await issue(other, 'a.edi')).toBe(1);
    });

    test('The same file has the same number however often it is asked for', async () => {
      const practiceId = newPracticeId();
      const first = await issue(practiceId, 'a.edi');
      await issue(practiceId, 'b.edi');
      expect(await issue(practiceId, 'a.edi')).toBe(first);
      expect(await issue(practiceId, 'c.edi')).toBe(3);
    });

    test('Many who ask at the same moment get different numbers, none left out', async () => {
      const practiceId = newPracticeId();
      const numbers = await Promise.all(
        Array.from({ length: 40 }, (_, index) => issue(practiceId, `${index}.edi`)),
      );
      expect(numbers.toSorted((one, other) => one - other)).toEqual(
        Array.from({ length: 40 }, (_, index) => index + 1),
      );
    });

    test('Two steps that ask for the same file at the same moment send one number; a second is void and says why', async () => {
      const practiceId = newPracticeId();
      const numbers = await Promise.all(Array.from({ length: 6 }, () => issue(practiceId, 'a.edi')));
      const [number = 0, ...others] = new Set(numbers);
      expect(others).toEqual([]);
      await send(practiceId, number);
      const [partner] = await review(practiceId);
      for (const unsent of partner?.unsent ?? []) {
        expect(unsent).toMatchObject({
          fileName: 'a.edi',
          voidReason: `a.edi was given ${number} at the same moment`,
        });
      }
    });

    test('A number is unsent until its file is recorded as sent', async () => {
      const practiceId = newPracticeId();
      await issue(practiceId, 'a.edi');
      await issue(practiceId, 'b.edi');
      await send(practiceId, 1);
      expect(await review(practiceId)).toEqual([
        {
          ...pair,
          lastIssued: 2,
          reviewed: 2,
          unsent: [{ number: 2, fileName: 'b.edi', issuedAt: at }],
          received: 0,
          gaps: [],
          repeated: [],
          refused: [],
        },
      ]);
    });

    test('Every partner is reviewed, also one to which nothing was sent yet', async () => {
      const practiceId = newPracticeId();
      await issue(practiceId, 'a.edi', otherPair);
      const partners = await review(practiceId);
      expect(new Map(partners.map(({ partnerId, lastIssued }) => [partnerId, lastIssued]))).toEqual(
        new Map([
          ['OPENFIELD', undefined],
          ['STATE#1', 1],
        ]),
      );
    });

    test('An interchange is known by the claim it carried; any other number says nothing', async () => {
      const practiceId = newPracticeId();
      const claim = { claimId: newClaimId(), submissionSequence: 3 };
      const number = await issue(practiceId, 'a.edi');
      const text = String(number).padStart(9, '0');
      const { commit, controlNumbers } = ports();
      expect(await controlNumbers.sentAs(practiceId, pair, text)).toBeUndefined();
      await commit.apply([
        { kind: 'record-interchange', practiceId, pair, interchangeNumber: number, sentAt: at, claim },
      ]);
      expect(await controlNumbers.sentAs(practiceId, pair, text)).toEqual(claim);
      // A 999 names the group, whose number has no zeros in front.
      expect(await controlNumbers.sentAs(practiceId, pair, String(number))).toEqual(claim);
      expect(await controlNumbers.sentAs(practiceId, otherPair, text)).toBeUndefined();
      expect(await controlNumbers.sentAs(practiceId, pair, '999999999')).toBeUndefined();
      expect(await controlNumbers.sentAs(practiceId, pair, 'X1')).toBeUndefined();
      expect(await controlNumbers.sentAs(newPracticeId(), pair, text)).toBeUndefined();
    });

    test('An interchange that comes is new, again the same, or a repeat of another', async () => {
      const practiceId = newPracticeId();
      expect(await note(practiceId, '000000007', 'inbound/1.edi')).toEqual({});
      expect(await note(practiceId, '000000007', 'inbound/1.edi')).toEqual({});
      expect(await note(practiceId, '000000007', 'inbound/2.edi')).toEqual({ firstFileKey: 'inbound/1.edi' });
      expect(await note(practiceId, '000000007', 'inbound/2.edi')).toEqual({ firstFileKey: 'inbound/1.edi' });
      expect(await note(practiceId, '000000008', 'inbound/3.edi')).toEqual({});
      expect(await note(practiceId, '000000008', 'inbound/3.edi', 1)).toEqual({
        firstFileKey: 'inbound/3.edi',
      });
      expect(await note(newPracticeId(), '000000007', 'inbound/2.edi')).toEqual({});
      const [partner] = await review(practiceId);
      expect(partner).toMatchObject({
        lastReceived: '000000008',
        received: 2,
        repeated: [
          { controlNumber: '000000008', firstFileKey: 'inbound/3.edi', fileKey: 'inbound/3.edi' },
          { controlNumber: '000000007', firstFileKey: 'inbound/1.edi', fileKey: 'inbound/2.edi' },
        ],
      });
    });

    test('Numbers of a partner that never came are gaps, in whatever order the others came', async () => {
      const practiceId = newPracticeId();
      for (const number of [12, 3, 4, 8, 7]) {
        await note(practiceId, String(number).padStart(9, '0'), `inbound/${number}.edi`);
      }
      const [partner] = await review(practiceId);
      expect(partner?.gaps).toEqual([
        { from: 5, to: 6 },
        { from: 9, to: 11 },
      ]);
    });
  });
}
