import { describe, expect, test } from 'vitest';
import type { CodingAudit } from '#contracts/coding-audit.ts';
import { PlainDate } from '#contracts/dates.ts';
import { TaskId, type PracticeId } from '#contracts/identifiers.ts';
import type { Ports } from './ports.ts';
import { claim, minutesLater, newPracticeId } from './samples.ts';

/** An audit of the coding of one coder, closed so many minutes after the others' beginning, or open. */
export function sampleAudit(practiceId: PracticeId, coder: string, minutes?: number): CodingAudit {
  const of = claim({ practiceId });
  return {
    practiceId,
    taskId: TaskId.parse(`${of.claimId}-coding-audit-2`),
    claimId: of.claimId,
    version: 1,
    when: 'post-bill',
    coders: [coder],
    drawnFor: ['random'],
    coder,
    openedAt: minutesLater(0),
    serviceDate: of.serviceDateFrom,
    coding: { diagnoses: of.diagnoses, lines: of.lines },
    ...(minutes === undefined
      ? {}
      : {
          closed: {
            by: 'otto',
            at: minutesLater(minutes),
            outcome: 'no-change' as const,
            reason: 'As found',
            judgements: [],
            accuracy: [],
          },
        }),
  };
}

export function codingAuditsSuite(ports: () => Ports): void {
  describe('Audits of codings', () => {
    test('are kept under their version, and listed by coder and by day once they are closed', async () => {
      const { commit, codingAudits } = ports();
      const practiceId = newPracticeId();
      const open = sampleAudit(practiceId, 'ida');
      await commit.apply([{ kind: 'save-coding-audit', audit: open, expectedVersion: 0 }]);
      expect(await codingAudits.load(practiceId, open.taskId)).toEqual(open);
      expect(await codingAudits.ofCoder(practiceId, 'ida', 5)).toEqual([]);
      const closed = [1, 2, 60 * 24 * 40].map((minutes) => sampleAudit(practiceId, 'ida', minutes));
      const other = sampleAudit(practiceId, 'provider 2000001018', 3);
      for (const audit of [...closed, other]) {
        await commit.apply([{ kind: 'save-coding-audit', audit, expectedVersion: 0 }]);
      }
      expect(await codingAudits.ofCoder(practiceId, 'ida', 2)).toEqual(closed.toReversed().slice(0, 2));
      expect(await codingAudits.ofCoder(practiceId, other.coder, 5)).toEqual([other]);
      const first = PlainDate.parse(minutesLater(1).slice(0, 10));
      const last = PlainDate.parse(minutesLater(60 * 24 * 40).slice(0, 10));
      expect(await codingAudits.closedIn(practiceId, first, first)).toEqual([closed[0], closed[1], other]);
      expect((await codingAudits.closedIn(practiceId, first, last)).length).toBe(4);
      expect(await codingAudits.closedIn(newPracticeId(), first, last)).toEqual([]);
      expect(await codingAudits.load(newPracticeId(), open.taskId)).toBeUndefined();
    });
  });
}
