import { describe, expect, test } from 'vitest';
import { PlainDate } from '#contracts/dates.ts';
import { TaskId } from '#contracts/identifiers.ts';
import type { TaskProposal } from '#contracts/task.ts';
import { openOf } from '#domain/bank/bank-entries.ts';
import { nameKeyFor } from '#domain/identity/ids.ts';
import { cents } from '#domain/money/cents.ts';
import { patientEntry } from '#domain/patients/patient-identity.ts';
import type { Write } from '#domain/writes/write.ts';
import { awaitedDeposit, bankEntry } from './bank-book-suite.ts';
import { sampleAudit } from './coding-audits-suite.ts';
import { noteOf } from './contact-log-suite.ts';
import { sampleHold } from './hold-book-suite.ts';
import type { Ports } from './ports.ts';
import {
  at,
  claim,
  event,
  minutesLater,
  newClaimId,
  newGuarantorId,
  newPracticeId,
  newRemittanceId,
  posting,
  run,
  signal,
  task,
} from './samples.ts';

const practiceId = claim().practiceId;

interface KindRow {
  /** What must be there before. */
  readonly before?: readonly Write[];
  readonly write: Write;
  /** What writing it again comes to; `conflict` is thrown. */
  readonly again: 'duplicate' | 'conflict' | 'committed';
}

const proposal: TaskProposal = {
  by: 'maria',
  at,
  decision: { outcome: 'post-it-too', reason: 'Two payments of one number' },
};

const day = (text: string): PlainDate => PlainDate.parse(text);

/** One row a kind of write, each about a claim of its own. */
function kindRow(kind: Write['kind']): KindRow {
  const made = claim();
  const { claimId } = made;
  const guarantorId = newGuarantorId();
  const remittanceId = newRemittanceId();
  const patientKey = nameKeyFor(practiceId, 'a patient', claimId);
  const rows: { readonly [Kind in Write['kind']]: () => KindRow } = {
    'create-claim': () => ({ write: { kind: 'create-claim', claim: made }, again: 'duplicate' }),
    'save-claim': () => ({
      before: [{ kind: 'create-claim', claim: made }],
      write: { kind: 'save-claim', claim: { ...made, version: 2 }, expectedVersion: 1 },
      again: 'conflict',
    }),
    'record-event': () => ({ write: { kind: 'record-event', event: event(made) }, again: 'conflict' }),
    post: () => ({ write: { kind: 'post', posting: posting(made) }, again: 'duplicate' }),
    signal: () => ({ write: signal(made), again: 'conflict' }),
    'start-leg': () => ({ write: { kind: 'start-leg', practiceId, claimId, leg: 2, at }, again: 'conflict' }),
    'start-account-cycle': () => ({
      write: { kind: 'start-account-cycle', practiceId, guarantorId, cycle: 1, at },
      again: 'conflict',
    }),
    'open-task': () => ({ write: { kind: 'open-task', task: task(made) }, again: 'duplicate' }),
    'close-task': () => ({
      before: [{ kind: 'open-task', task: task(made) }],
      write: {
        kind: 'close-task',
        practiceId,
        taskId: task(made).taskId,
        status: 'worked',
        outcome: 'appeal',
        closedAt: at,
        closedBy: 'user maria',
      },
      again: 'conflict',
    }),
    'save-proposals': () => ({
      before: [{ kind: 'open-task', task: task(made) }],
      write: {
        kind: 'save-proposals',
        practiceId,
        taskId: task(made).taskId,
        proposals: [proposal],
        version: 1,
        expectedVersion: 0,
      },
      again: 'conflict',
    }),
    'save-handling': () => ({
      before: [{ kind: 'open-task', task: task(made) }],
      write: {
        kind: 'save-handling',
        task: {
          ...task(made),
          handling: {
            version: 1,
            assignedTo: 'maria',
            blockedBy: [],
            priority: 5,
            workedSeconds: 0,
            changes: [],
          },
        },
        expectedVersion: 0,
      },
      again: 'conflict',
    }),
    'mark-handled': () => ({
      write: { kind: 'mark-handled', practiceId, messageKey: `message-${claimId}`, at },
      again: 'duplicate',
    }),
    'hand-over-balance': () => ({
      write: {
        kind: 'hand-over-balance',
        practiceId,
        guarantorId,
        claimId,
        balanceCents: cents(500),
        serviceDate: made.serviceDateFrom,
        at,
      },
      again: 'committed',
    }),
    'record-interchange': () => ({
      write: {
        kind: 'record-interchange',
        practiceId,
        pair: { ourId: 'CEDARHILL', partnerId: 'OPENFIELD' },
        interchangeNumber: Number(claimId.slice(-9)),
        sentAt: at,
        claim: { claimId, submissionSequence: 1 },
      },
      again: 'committed',
    }),
    'save-account': () => ({
      write: {
        kind: 'save-account',
        account: { practiceId, guarantorId, version: 1, statements: [] },
        expectedVersion: 0,
      },
      again: 'conflict',
    }),
    'count-remittance-claim': () => ({
      write: { kind: 'count-remittance-claim', practiceId, remittanceId, claimIndex: 1, outcome: 'posted' },
      again: 'duplicate',
    }),
    'save-remittance-run': () => ({
      write: { kind: 'save-remittance-run', run: run({ remittanceId, version: 1 }), expectedVersion: 0 },
      again: 'conflict',
    }),
    'name-payer-claim': () => ({
      write: { kind: 'name-payer-claim', practiceId, payerClaimControlNumber: 'ICN00001', claimId },
      again: 'committed',
    }),
    'enter-patient': () => ({
      write: { kind: 'enter-patient', practiceId, entry: patientEntry(made) },
      again: 'committed',
    }),
    'save-person': () => ({
      write: {
        kind: 'save-person',
        practiceId,
        patientKey,
        person: {
          version: 1,
          at,
          personId: patientKey,
          samePerson: [patientKey],
          links: [],
          alike: [],
          asked: [],
        },
        expectedVersion: 0,
      },
      again: 'conflict',
    }),
    'decide-patients': () => ({
      write: {
        kind: 'decide-patients',
        practiceId,
        decision: {
          one: patientKey,
          other: nameKeyFor(practiceId, 'another', claimId),
          number: 1,
          verdict: 'different',
          at,
          by: 'maria',
          reason: 'Two charts, two photographs',
        },
      },
      again: 'conflict',
    }),
    'record-log-entry': () => ({
      write: { kind: 'record-log-entry', entry: noteOf(practiceId, { about: 'claim', claimId }, 1) },
      again: 'duplicate',
    }),
    'save-hold': () => ({
      write: { kind: 'save-hold', hold: sampleHold(practiceId, claimId), expectedVersion: 0 },
      again: 'conflict',
    }),
    'save-coding-audit': () => ({
      write: { kind: 'save-coding-audit', audit: sampleAudit(practiceId, 'ida'), expectedVersion: 0 },
      again: 'conflict',
    }),
    'keep-bank-entry': () => ({
      write: {
        kind: 'keep-bank-entry',
        entry: bankEntry(practiceId, claimId),
        open: openOf(bankEntry(practiceId, claimId)),
      },
      again: 'duplicate',
    }),
    'save-open-entry': () => {
      const entry = bankEntry(practiceId, claimId);
      const open = { ...openOf(entry), openCents: cents(100), version: 2 };
      return {
        before: [{ kind: 'keep-bank-entry', entry, open: openOf(entry) }],
        write: { kind: 'save-open-entry', entry: open, expectedVersion: 1 },
        again: 'conflict',
      };
    },
    'await-deposit': () => ({
      write: { kind: 'await-deposit', deposit: awaitedDeposit(practiceId, remittanceId) },
      again: 'duplicate',
    }),
    'save-awaited-deposit': () => {
      const deposit = awaitedDeposit(practiceId, remittanceId);
      return {
        before: [{ kind: 'await-deposit', deposit }],
        write: {
          kind: 'save-awaited-deposit',
          deposit: { ...deposit, openCents: cents(100), version: 2 },
          expectedVersion: 1,
        },
        again: 'conflict',
      };
    },
    'save-bank-days': () => ({
      write: {
        kind: 'save-bank-days',
        days: {
          practiceId: newPracticeId(),
          version: 1,
          from: day('2026-11-02'),
          through: day('2026-11-06'),
        },
        expectedVersion: 0,
      },
      again: 'conflict',
    }),
  };
  return rows[kind]();
}

const kinds = [
  'create-claim',
  'save-claim',
  'record-event',
  'post',
  'signal',
  'start-leg',
  'start-account-cycle',
  'open-task',
  'close-task',
  'save-handling',
  'save-proposals',
  'mark-handled',
  'hand-over-balance',
  'record-interchange',
  'save-account',
  'count-remittance-claim',
  'save-remittance-run',
  'name-payer-claim',
  'enter-patient',
  'save-person',
  'decide-patients',
  'record-log-entry',
  'save-hold',
  'save-coding-audit',
  'keep-bank-entry',
  'save-open-entry',
  'await-deposit',
  'save-awaited-deposit',
  'save-bank-days',
] as const satisfies readonly Write['kind'][];

export function commitSuite(ports: () => Ports): void {
  const outcomeOf = async (writes: readonly Write[]): Promise<string> => {
    try {
      return (await ports().commit.apply(writes)).outcome;
    } catch (error) {
      if (error instanceof Error && error.name === 'CommitConflict') {
        return 'conflict';
      }
      throw error;
    }
  };

  describe('commit', () => {
    test.each(kinds)('%s is written once; written again it is found out as its row says', async (kind) => {
      const row = kindRow(kind);
      expect(await outcomeOf(row.before ?? [])).toBe('committed');
      expect(await outcomeOf([row.write])).toBe('committed');
      expect(await outcomeOf([row.write])).toBe(row.again);
    });

    test.each(kinds.filter((kind) => kindRow(kind).again !== 'committed'))(
      'A decision in which %s fails writes nothing else either',
      async (kind) => {
        const row = kindRow(kind);
        const bystander = claim();
        await ports().commit.apply(row.before ?? []);
        await ports().commit.apply([row.write]);
        const rest: Write[] = [
          { kind: 'create-claim', claim: bystander },
          { kind: 'record-event', event: event(bystander) },
          { kind: 'post', posting: posting(bystander) },
          { kind: 'open-task', task: task(bystander) },
        ];
        expect(await outcomeOf([...rest.slice(0, 2), row.write, ...rest.slice(2)])).toBe(row.again);
        expect(await ports().claims.load(practiceId, bystander.claimId)).toBeUndefined();
        expect(await ports().claims.history(practiceId, bystander.claimId)).toEqual([]);
        expect(await ports().ledger.ofClaim(practiceId, bystander.claimId)).toEqual([]);
        expect(await ports().tasks.load(practiceId, task(bystander).taskId)).toBeUndefined();
      },
    );

    test('Nothing to write is committed', async () => {
      expect(await outcomeOf([])).toBe('committed');
    });

    test('A claim that is saved without being there is a conflict', async () => {
      expect(await outcomeOf([{ kind: 'save-claim', claim: claim(), expectedVersion: 1 }])).toBe('conflict');
    });

    test('A task that was never opened cannot be closed', async () => {
      const close = kindRow('close-task').write;
      expect(await outcomeOf([close])).toBe('conflict');
    });

    test('Of two movers of one claim the second is told of a conflict, not that its work was done', async () => {
      const made = claim();
      await ports().commit.apply([{ kind: 'create-claim', claim: made }]);
      // Both open the task of version 2: the same task id, other postings.
      const mover = (postingId: string): Write[] => [
        { kind: 'save-claim', claim: { ...made, version: 2 }, expectedVersion: 1 },
        { kind: 'open-task', task: task(made, { taskId: TaskId.parse(`${made.claimId}-denial-2`) }) },
        { kind: 'post', posting: posting(made, { postingId }) },
      ];
      expect(await outcomeOf(mover('first'))).toBe('committed');
      expect(await outcomeOf(mover('second'))).toBe('conflict');
      const postings = await ports().ledger.ofClaim(practiceId, made.claimId);
      expect(postings.map(({ postingId }) => postingId)).toEqual(['first']);
    });

    test('Of many movers at once exactly one wins each version', async () => {
      const made = claim();
      await ports().commit.apply([{ kind: 'create-claim', claim: made }]);
      const outcomes = await Promise.all(
        Array.from({ length: 8 }, (_, index) =>
          outcomeOf([
            { kind: 'save-claim', claim: { ...made, version: 2 }, expectedVersion: 1 },
            { kind: 'record-event', event: { ...event(made, 2), words: `Mover ${index}` } },
          ]),
        ),
      );
      expect(outcomes.toSorted()).toEqual(['committed', ...Array.from({ length: 7 }, () => 'conflict')]);
      expect(await ports().claims.history(practiceId, made.claimId)).toHaveLength(1);
    });

    test('A decision of more than 100 writes is refused and nothing of it is written', async () => {
      const made = claim();
      const many = Array.from({ length: 101 }, (_, index): Write => ({
        kind: 'post',
        posting: posting(made, { postingId: `posting-${index}` }),
      }));
      await expect(ports().commit.apply(many)).rejects.toThrow(/101 writes at once; the limit is 100/);
      expect(await ports().ledger.ofClaim(practiceId, made.claimId)).toEqual([]);
    });

    test('A decision that writes one item twice is refused', async () => {
      const made = claim();
      const twice: Write[] = [
        { kind: 'create-claim', claim: made },
        { kind: 'save-claim', claim: made, expectedVersion: 1 },
      ];
      await expect(ports().commit.apply(twice)).rejects.toThrow(/twice|multiple operations on one item/);
      expect(await ports().claims.load(practiceId, made.claimId)).toBeUndefined();
    });

    test('A closed task keeps how it was closed and leaves the list of open ones', async () => {
      const { before = [], write } = kindRow('close-task');
      await ports().commit.apply(before);
      await ports().commit.apply([write]);
      if (write.kind !== 'close-task') {
        throw new Error('not the row of close-task');
      }
      expect(await ports().tasks.load(practiceId, write.taskId)).toMatchObject({
        status: 'worked',
        outcome: 'appeal',
        closedAt: at,
        closedBy: 'user maria',
        why: 'Denied.',
      });
      const { tasks: open } = await ports().tasks.list(practiceId, {
        list: 'open',
        order: 'due',
        limit: 500,
      });
      expect(open.map(({ taskId }) => taskId)).not.toContain(write.taskId);
    });

    test('What is proposed of a task is kept until it is closed, and nobody closes it on another version', async () => {
      const row = kindRow('save-proposals');
      const close = kindRow('close-task').write;
      if (row.write.kind !== 'save-proposals' || close.kind !== 'close-task') {
        throw new Error('not the rows that were asked for');
      }
      const { taskId } = row.write;
      const closing = { ...close, taskId };
      await ports().commit.apply(row.before ?? []);
      await ports().commit.apply([row.write]);
      expect((await ports().tasks.load(practiceId, taskId))?.proposals).toEqual([proposal]);
      expect(await outcomeOf([{ ...closing, proposalVersion: 0 }])).toBe('conflict');
      const confirmed: TaskProposal = {
        ...proposal,
        ended: { how: 'confirmed', by: 'tomas', at, reason: 'Seen at the bank' },
      };
      expect(
        await outcomeOf([{ ...row.write, proposals: [confirmed], version: 2, expectedVersion: 1 }]),
      ).toBe('committed');
      expect(await outcomeOf([{ ...closing, proposalVersion: 1 }])).toBe('conflict');
      expect(await outcomeOf([{ ...closing, proposalVersion: 2 }])).toBe('committed');
      expect(await ports().tasks.load(practiceId, taskId)).toMatchObject({
        status: 'worked',
        proposals: [confirmed],
      });
      expect(
        await outcomeOf([{ ...row.write, proposals: [confirmed], version: 3, expectedVersion: 2 }]),
      ).toBe('conflict');
    });

    test('Two visits of one guarantor are handed over in one decision', async () => {
      const guarantorId = newGuarantorId();
      const visits = [newClaimId(), newClaimId()];
      const handed = visits.map((claimId): Write => {
        const { serviceDateFrom: serviceDate } = claim();
        return {
          kind: 'hand-over-balance',
          practiceId,
          guarantorId,
          claimId,
          balanceCents: cents(700),
          serviceDate,
          at,
        };
      });
      expect(await ports().commit.apply(handed)).toEqual({ outcome: 'committed' });
      const account = await ports().accounts.load(practiceId, guarantorId);
      expect(account?.visits.map(({ claimId }) => claimId).toSorted()).toEqual(visits.toSorted());
    });

    test('What is handed over last replaces what was handed over before', async () => {
      const guarantorId = newGuarantorId();
      const claimId = newClaimId();
      for (const [balanceCents, minutes] of [
        [700, 1],
        [300, 2],
      ] as const) {
        await ports().commit.apply([
          {
            kind: 'hand-over-balance',
            practiceId,
            guarantorId,
            claimId,
            balanceCents: cents(balanceCents),
            serviceDate: claim().serviceDateFrom,
            at: minutesLater(minutes),
          },
        ]);
      }
      const account = await ports().accounts.load(practiceId, guarantorId);
      expect(account?.visits).toEqual([
        { claimId, serviceDate: '2026-03-01', balanceCents: 300, handedOverAt: minutesLater(2) },
      ]);
    });
  });
}
