import { describe, expect, test } from 'vitest';
import type { ClaimId, PracticeId } from '#contracts/identifiers.ts';
import { PlainDate } from '#contracts/dates.ts';
import { CommitConflict } from '#contracts/errors.ts';
import { TaskId } from '#contracts/identifiers.ts';
import type { TaskListing } from '#contracts/queries.ts';
import type { Task } from '#contracts/task.ts';
import type { TaskHandling } from '#contracts/task-handling.ts';
import { addDays } from '#domain/calendar/plain-date.ts';
import { cents } from '#domain/money/cents.ts';
import { queuePlaceOf } from '#domain/tasks/task-queues.ts';
import type { Write } from '#domain/writes/write.ts';
import { pagesOfDay } from '#ports/ledger-store.ts';
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
  task,
} from './samples.ts';

export function claimStoreSuite(ports: () => Ports): void {
  const createClaims = async (practiceId: PracticeId, count: number): Promise<ClaimId[]> => {
    const made = Array.from({ length: count }, (_, index) =>
      claim({ practiceId, state: index % 3 === 0 ? 'awaiting-denial-work' : 'awaiting-remittance' }),
    );
    await Promise.all(made.map((one) => ports().commit.apply([{ kind: 'create-claim', claim: one }])));
    return made.map(({ claimId }) => claimId);
  };
  const listAll = async (
    practiceId: PracticeId,
    filter: Parameters<Ports['claims']['list']>[1],
  ): Promise<{ ids: ClaimId[]; pages: number }> => {
    const ids: ClaimId[] = [];
    let pages = 0;
    let next: string | undefined;
    do {
      const page = await ports().claims.list(practiceId, {
        ...filter,
        ...(next === undefined ? {} : { next }),
      });
      expect(page.claims.length).toBeLessThanOrEqual(filter.limit ?? 200);
      ids.push(...page.claims.map(({ claimId }) => claimId));
      pages += 1;
      next = page.next;
    } while (next !== undefined);
    return { ids, pages };
  };

  describe('claim store', () => {
    test('A claim comes back as it was saved, with its latest version', async () => {
      const made = claim();
      await ports().commit.apply([{ kind: 'create-claim', claim: made }]);
      expect(await ports().claims.load(made.practiceId, made.claimId)).toEqual(made);
      const saved = { ...made, version: 2, summary: 'Saved “again” – with signs: é, 漢' };
      await ports().commit.apply([{ kind: 'save-claim', claim: saved, expectedVersion: 1 }]);
      expect(await ports().claims.load(made.practiceId, made.claimId)).toEqual(saved);
    });

    test('A claim that is not there, or is of another practice, is not found', async () => {
      const made = claim();
      await ports().commit.apply([{ kind: 'create-claim', claim: made }]);
      expect(await ports().claims.load(newPracticeId(), made.claimId)).toBeUndefined();
      expect(await ports().claims.load(made.practiceId, newClaimId())).toBeUndefined();
    });

    test('The history is told from the first move to the last, past the tenth too', async () => {
      const made = claim();
      for (let version = 1; version <= 12; version += 1) {
        await ports().commit.apply([{ kind: 'record-event', event: event(made, version) }]);
      }
      const history = await ports().claims.history(made.practiceId, made.claimId);
      expect(history.map(({ version }) => version)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
    });

    test.each([1, 3, 5, 200])(
      'Pages of %i give every claim of a practice once, and none of another',
      async (limit) => {
        const practiceId = newPracticeId();
        const ids = await createClaims(practiceId, 11);
        await createClaims(newPracticeId(), 2);
        const listed = await listAll(practiceId, { limit });
        expect(listed.ids.toSorted()).toEqual(ids.toSorted());
        expect(listed.pages).toBeGreaterThanOrEqual(Math.ceil(11 / limit));
      },
    );

    test('A list by state gives the claims in it, and follows when they move', async () => {
      const practiceId = newPracticeId();
      const ids = await createClaims(practiceId, 7);
      const denied = await listAll(practiceId, { state: 'awaiting-denial-work', limit: 2 });
      expect(denied.ids.toSorted()).toEqual(ids.filter((_, index) => index % 3 === 0).toSorted());
      expect((await listAll(practiceId, { state: 'closed' })).ids).toEqual([]);
      const moved = await ports().claims.load(practiceId, ids[0] ?? newClaimId());
      if (moved === undefined) {
        throw new Error('the claim is gone');
      }
      await ports().commit.apply([
        { kind: 'save-claim', claim: { ...moved, state: 'closed', version: 2 }, expectedVersion: 1 },
      ]);
      expect((await listAll(practiceId, { state: 'closed' })).ids).toEqual([ids[0]]);
      expect((await listAll(practiceId, { state: 'awaiting-denial-work' })).ids).not.toContain(ids[0]);
    });

    test('An empty practice has an empty list and no next page', async () => {
      expect(await ports().claims.list(newPracticeId(), {})).toEqual({ claims: [] });
    });
  });
}

export function ledgerStoreSuite(ports: () => Ports): void {
  const post = (...postings: ReturnType<typeof posting>[]) =>
    Promise.all(postings.map((one) => ports().commit.apply([{ kind: 'post', posting: one }])));

  describe('ledger store', () => {
    test('Postings of a claim come in the order in which they became known', async () => {
      const made = claim();
      await post(
        posting(made, { postingId: 'a-late', knownAt: minutesLater(9) }),
        posting(made, { postingId: 'z-early', knownAt: minutesLater(1) }),
        posting(made, { postingId: 'm-middle', knownAt: minutesLater(5) }),
      );
      await post(posting(claim(), { postingId: 'other-claim' }));
      const read = await ports().ledger.ofClaim(made.practiceId, made.claimId);
      expect(read.map(({ postingId }) => postingId)).toEqual(['z-early', 'm-middle', 'a-late']);
      expect(read[0]).toEqual(posting(made, { postingId: 'z-early', knownAt: minutesLater(1) }));
    });

    test('A posting of a claim that names its remittance is found under the claim, not the remittance', async () => {
      const made = claim();
      const remittanceId = newRemittanceId();
      await post(
        posting(made, { postingId: 'of-claim', remittanceId }),
        posting(made, { postingId: 'of-remittance', claimId: undefined, remittanceId }),
      );
      const idsOf = (list: readonly { postingId: string }[]) => list.map(({ postingId }) => postingId);
      expect(idsOf(await ports().ledger.ofClaim(made.practiceId, made.claimId))).toEqual(['of-claim']);
      expect(idsOf(await ports().ledger.ofHolder(made.practiceId, remittanceId))).toEqual(['of-remittance']);
    });

    test('A posting day gives all of a practice that was posted on it, whichever claim it is of', async () => {
      const practiceId = newPracticeId();
      const claims = Array.from({ length: 9 }, () => claim({ practiceId }));
      await post(...claims.map((one) => posting(one, { postingDate: '2026-04-01' })));
      await post(posting(claims[0] ?? claim(), { postingId: 'next-day', postingDate: '2026-04-02' }));
      const day = await ports().ledger.ofDay(practiceId, PlainDate.parse('2026-04-01'));
      expect(new Set(day.map(({ claimId }) => claimId))).toEqual(
        new Set(claims.map(({ claimId }) => claimId)),
      );
      expect(day).toHaveLength(9);
      expect(await ports().ledger.ofDay(newPracticeId(), PlainDate.parse('2026-04-01'))).toEqual([]);
    });

    test('Takebacks are all postings on that account, of claims and of remittances, and no others', async () => {
      const practiceId = newPracticeId();
      const legs = [
        { account: 'takeback-payable', amountCents: -500 },
        { account: 'cash-in-transit', amountCents: 500 },
      ];
      const remittances = Array.from({ length: 6 }, () => newRemittanceId());
      await post(
        ...remittances.map((remittanceId) =>
          posting(claim({ practiceId }), { postingId: remittanceId, claimId: undefined, remittanceId, legs }),
        ),
        posting(claim({ practiceId }), { postingId: 'of-claim', legs, knownAt: minutesLater(9) }),
        posting(claim({ practiceId }), { postingId: 'charge' }),
      );
      const found = (await ports().ledger.takebacks(practiceId)).map(({ postingId }) => postingId);
      expect(found.toSorted()).toEqual([...remittances, 'of-claim'].toSorted());
      expect(found.at(-1)).toBe('of-claim');
      expect(await ports().ledger.takebacks(newPracticeId())).toEqual([]);
    });

    test('Refunds are all postings on that account which take nothing back, and no others', async () => {
      const practiceId = newPracticeId();
      const legs = [
        { account: 'refund-payable', amountCents: -500 },
        { account: 'payer-receivable', amountCents: 500 },
      ];
      const taken = [
        { account: 'refund-payable', amountCents: -500 },
        { account: 'takeback-payable', amountCents: 500 },
      ];
      await post(
        posting(claim({ practiceId }), { postingId: 'refund-2', legs, knownAt: minutesLater(9) }),
        posting(claim({ practiceId }), { postingId: 'refund-1', legs }),
        posting(claim({ practiceId }), { postingId: 'taken', legs: taken }),
        posting(claim({ practiceId }), { postingId: 'charge' }),
      );
      const found = (await ports().ledger.refunds(practiceId)).map(({ postingId }) => postingId);
      expect(found).toEqual(['refund-1', 'refund-2']);
      expect((await ports().ledger.takebacks(practiceId)).map(({ postingId }) => postingId)).toEqual([
        'taken',
      ]);
      expect(await ports().ledger.refunds(newPracticeId())).toEqual([]);
    });

    test('A posting day comes in pages, each posting once, whatever the size of a page', async () => {
      const practiceId = newPracticeId();
      const day = PlainDate.parse('2026-04-03');
      const made = Array.from({ length: 11 }, (_, index) =>
        posting(claim({ practiceId }), { postingId: `charge-${index}`, postingDate: '2026-04-03' }),
      );
      await post(...made, posting(claim({ practiceId }), { postingDate: '2026-04-04' }));
      for (const limit of [1, 3, 11, 100]) {
        const pages: string[][] = [];
        for await (const page of pagesOfDay(ports().ledger, practiceId, day, limit)) {
          pages.push(page.map(({ postingId }) => postingId));
        }
        expect(pages.every((page) => page.length <= limit)).toBe(true);
        expect(pages.flat().toSorted()).toEqual(made.map(({ postingId }) => postingId).toSorted());
      }
    });
  });
}

/** How a task is handled that somebody touched once. */
const touched: TaskHandling = { version: 1, blockedBy: [], priority: 0, workedSeconds: 0, changes: [] };

export function taskStoreSuite(ports: () => Ports): void {
  describe('task store', () => {
    test('Open tasks come by their due date, as many as asked for', async () => {
      const practiceId = newPracticeId();
      const due = ['2026-05-09', '2026-05-01', '2026-05-30', '2026-05-02', '2026-05-11'];
      for (const dueOn of due) {
        const holder = claim({ practiceId });
        await ports().commit.apply([
          { kind: 'open-task', task: task(holder, { dueOn: PlainDate.parse(dueOn) }) },
        ]);
      }
      const byDay = { list: 'open', order: 'due', limit: 200 } as const;
      const { tasks: all } = await ports().tasks.list(practiceId, byDay);
      expect(all.map(({ dueOn }) => dueOn)).toEqual(due.toSorted());
      const first = await ports().tasks.list(practiceId, { ...byDay, limit: 2 });
      expect(first.tasks.map(({ dueOn }) => dueOn)).toEqual(['2026-05-01', '2026-05-02']);
      expect(await ports().tasks.list(newPracticeId(), byDay)).toEqual({ tasks: [] });
    });

    test.each([1, 3, 7, 100])(
      'Every filter and order gives the same tasks once, in pages of %i',
      async (limit) => {
        const practiceId = newPracticeId();
        const kinds = [
          'denial',
          'coding',
          'follow-up',
          'underpayment',
          'coverage',
          'credit-balance',
        ] as const;
        const owners = [undefined, 'maria', 'george'];
        const made = Array.from({ length: 18 }, (_, index) => {
          const opened = task(claim({ practiceId }), {
            kind: kinds[index % kinds.length] ?? 'denial',
            dueOn: addDays(PlainDate.parse('2026-03-25'), (index * 7) % 11),
            dollarsAtStakeCents: cents((index * 7919) % 100_000),
          });
          const owner = owners[index % owners.length];
          const handling =
            owner === undefined ? undefined : { ...touched, assignedTo: owner, priority: index * 1_000 };
          return { opened, handling };
        });
        for (const { opened, handling } of made) {
          await ports().commit.apply([{ kind: 'open-task', task: opened }]);
          if (handling !== undefined) {
            await ports().commit.apply([
              { kind: 'save-handling', task: { ...opened, handling }, expectedVersion: 0 },
            ]);
          }
        }
        const filters: Pick<TaskListing, 'kinds' | 'owner'>[] = [
          {},
          { kinds: ['denial'] },
          { kinds: ['denial', 'coverage'] },
          { kinds: ['denial', 'coding', 'coverage', 'underpayment', 'credit-balance'] },
          { owner: 'maria' },
          { owner: 'george', kinds: ['coding', 'credit-balance'] },
        ];
        for (const order of ['due', 'priority'] as const) {
          for (const filter of filters) {
            const expected = made
              .map(({ opened, handling }) => (handling === undefined ? opened : { ...opened, handling }))
              .filter(
                ({ kind, handling }) =>
                  (filter.kinds === undefined || filter.kinds.includes(kind)) &&
                  (filter.owner === undefined || filter.owner === handling?.assignedTo),
              )
              .map((kept) => ({
                kept,
                sort: queuePlaceOf(kept)?.[order === 'due' ? 'dueSort' : 'prioritySort'] ?? '',
              }))
              .toSorted((one, other) => (one.sort < other.sort ? -1 : 1))
              .map(({ kept }) => kept);
            const listed: Task[] = [];
            let next: string | undefined;
            do {
              const page = await ports().tasks.list(practiceId, {
                list: 'open',
                order,
                limit,
                ...filter,
                ...(next === undefined ? {} : { next }),
              });
              expect(page.tasks.length).toBeLessThanOrEqual(limit);
              listed.push(...page.tasks);
              next = page.next;
            } while (next !== undefined);
            expect(listed).toEqual(expected);
          }
        }
      },
    );

    test('A task that sleeps is in the list of those alone, and comes back when it wakes', async () => {
      const opened = task(claim({ practiceId: newPracticeId() }));
      const list = async (list: 'open' | 'asleep') =>
        (await ports().tasks.list(opened.practiceId, { list, order: 'priority', limit: 5 })).tasks;
      await ports().commit.apply([{ kind: 'open-task', task: opened }]);
      const asleep = {
        ...opened,
        handling: {
          ...touched,
          snoozed: { until: PlainDate.parse('2026-03-20'), by: 'maria', reason: 'Later.' },
        },
      };
      await ports().commit.apply([{ kind: 'save-handling', task: asleep, expectedVersion: 0 }]);
      expect([await list('open'), await list('asleep')]).toEqual([[], [asleep]]);
      const awake = { ...opened, handling: { ...touched, version: 2 } };
      await ports().commit.apply([{ kind: 'save-handling', task: awake, expectedVersion: 1 }]);
      expect([await list('open'), await list('asleep')]).toEqual([[awake], []]);
    });

    test('A task that is opened with its handling, in the place of another, is handled on from there', async () => {
      const inItsPlace = { ...task(claim()), handling: { ...touched, version: 3, assignedTo: 'maria' } };
      await ports().commit.apply([{ kind: 'open-task', task: inItsPlace }]);
      const { practiceId, taskId } = inItsPlace;
      const next = { ...inItsPlace, handling: { ...inItsPlace.handling, version: 4, assignedTo: 'ida' } };
      await ports().commit.apply([{ kind: 'save-handling', task: next, expectedVersion: 3 }]);
      expect((await ports().tasks.load(practiceId, taskId))?.handling?.assignedTo).toBe('ida');
    });

    test('Of two who handle a task at the same moment one wins, and nobody handles one that is closed', async () => {
      const opened = task(claim());
      await ports().commit.apply([{ kind: 'open-task', task: opened }]);
      const by = (assignedTo: string) =>
        ports().commit.apply([
          {
            kind: 'save-handling',
            task: { ...opened, handling: { ...touched, assignedTo } },
            expectedVersion: 0,
          },
        ]);
      const results = await Promise.allSettled([by('maria'), by('george')]);
      expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
      const kept = await ports().tasks.load(opened.practiceId, opened.taskId);
      await ports().commit.apply([
        {
          kind: 'close-task',
          practiceId: opened.practiceId,
          taskId: opened.taskId,
          status: 'worked',
          outcome: 'appeal: it was covered',
          closedAt: at,
          closedBy: 'maria',
        },
      ]);
      await expect(
        ports().commit.apply([
          {
            kind: 'save-handling',
            task: { ...opened, handling: { ...touched, version: 2 } },
            expectedVersion: 1,
          },
        ]),
      ).rejects.toThrow(CommitConflict);
      expect(await ports().tasks.load(opened.practiceId, opened.taskId)).toMatchObject({
        status: 'worked',
        handling: kept?.handling,
      });
    });

    test('A claim has all of its tasks, the closed ones too, the newest first, and none of another', async () => {
      const holder = claim();
      const older = task(holder);
      const newer = task(holder, {
        taskId: TaskId.parse(`${holder.claimId}-denial-9`),
        openedAt: minutesLater(5),
      });
      for (const one of [older, newer, task(claim({ practiceId: holder.practiceId }))]) {
        await ports().commit.apply([{ kind: 'open-task', task: one }]);
      }
      await ports().commit.apply([
        {
          kind: 'close-task',
          practiceId: older.practiceId,
          taskId: older.taskId,
          status: 'moot',
          outcome: 'paid',
          closedAt: at,
          closedBy: 'claimwright',
        },
      ]);
      const listed = await ports().tasks.ofClaim(holder.practiceId, holder.claimId);
      expect(listed.map(({ taskId, status }) => [taskId, status])).toEqual([
        [newer.taskId, 'open'],
        [older.taskId, 'moot'],
      ]);
    });

    test('A task comes back as it was opened; one of another practice is not found', async () => {
      const opened = task(claim());
      await ports().commit.apply([{ kind: 'open-task', task: opened }]);
      expect(await ports().tasks.load(opened.practiceId, opened.taskId)).toEqual(opened);
      expect(await ports().tasks.load(newPracticeId(), opened.taskId)).toBeUndefined();
      expect(await ports().tasks.load(opened.practiceId, TaskId.parse('no-such-task'))).toBeUndefined();
    });
  });
}

export function patientAccountsSuite(ports: () => Ports): void {
  const { practiceId: somePractice, serviceDateFrom } = claim();
  const handOver = (
    practiceId: PracticeId,
    guarantorId: ReturnType<typeof newGuarantorId>,
    claimId: ClaimId,
  ): Write => ({
    kind: 'hand-over-balance',
    practiceId,
    guarantorId,
    claimId,
    balanceCents: cents(1200),
    serviceDate: serviceDateFrom,
    at,
  });

  describe('patient accounts', () => {
    test('Nobody has an account before anything is handed over', async () => {
      expect(await ports().accounts.load(somePractice, newGuarantorId())).toBeUndefined();
    });

    test('An account holds its record and every visit handed over', async () => {
      const practiceId = newPracticeId();
      const guarantorId = newGuarantorId();
      const claimIds = [newClaimId(), newClaimId()];
      await ports().commit.apply([
        handOver(practiceId, guarantorId, claimIds[0] ?? newClaimId()),
        {
          kind: 'save-account',
          expectedVersion: 0,
          account: {
            practiceId,
            guarantorId,
            version: 1,
            cycle: { number: 1, state: 'running', startedAt: at },
            statements: [],
          },
        },
      ]);
      await ports().commit.apply([handOver(practiceId, guarantorId, claimIds[1] ?? newClaimId())]);
      const account = await ports().accounts.load(practiceId, guarantorId);
      expect(account).toMatchObject({ version: 1, cycle: { number: 1, state: 'running' }, statements: [] });
      expect(account?.visits.map(({ claimId }) => claimId).toSorted()).toEqual(claimIds);
      expect(await ports().accounts.list(practiceId)).toEqual([account]);
    });

    test('A visit handed over before any record gives an account of version 0', async () => {
      const practiceId = newPracticeId();
      const guarantorId = newGuarantorId();
      await ports().commit.apply([handOver(practiceId, guarantorId, newClaimId())]);
      expect(await ports().accounts.load(practiceId, guarantorId)).toMatchObject({
        version: 0,
        statements: [],
      });
    });

    test('The list gives the accounts of the practice alone', async () => {
      const practiceId = newPracticeId();
      const guarantors = [newGuarantorId(), newGuarantorId(), newGuarantorId()];
      for (const guarantorId of guarantors) {
        await ports().commit.apply([handOver(practiceId, guarantorId, newClaimId())]);
      }
      await ports().commit.apply([handOver(newPracticeId(), newGuarantorId(), newClaimId())]);
      const listed = await ports().accounts.list(practiceId);
      expect(listed.map(({ guarantorId }) => guarantorId).toSorted()).toEqual(guarantors);
    });
  });
}
