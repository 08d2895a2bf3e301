import type * as z from 'zod';
import { KeepLogRequest, type KeepLogAnswer, type LogSubject } from '#contracts/contact-log.ts';
import type { Cents } from '#contracts/cents.ts';
import type { PracticeId } from '#contracts/identifiers.ts';
import { problemsOf } from '#contracts/queries.ts';
import type { Task } from '#contracts/task.ts';
import { taskIdOf } from '#domain/claims/move-claim.ts';
import { followUpTaskId } from '#domain/contact-log/follow-up-task.ts';
import { recordEntry, type EntryFacts } from '#domain/contact-log/record-entry.ts';
import { openDispute } from '#domain/patient-billing/disputes.ts';
import { sumCents, zeroCents } from '#domain/money/cents.ts';
import type { ClaimStore } from '#ports/claim-store.ts';
import type { Clock } from '#ports/clock.ts';
import type { Commit } from '#ports/commit.ts';
import type { ContactLog } from '#ports/contact-log.ts';
import type { PatientAccounts } from '#ports/patient-accounts.ts';
import type { PracticeStore } from '#ports/practice-store.ts';
import type { TaskStore } from '#ports/task-store.ts';
import { decideAgainOnConflict } from '#ports/work-on-claim.ts';

interface KeepLogWorld {
  readonly clock: Clock;
  readonly commit: Commit;
  readonly contactLog: ContactLog;
  readonly claims: Pick<ClaimStore, 'load'>;
  readonly accounts: Pick<PatientAccounts, 'load'>;
  readonly practices: Pick<PracticeStore, 'load'>;
  readonly tasks: Pick<TaskStore, 'load' | 'ofClaim'>;
}

type Recording = Extract<z.output<typeof KeepLogRequest>, { action: 'record' }>;
type Disputing = Extract<z.output<typeof KeepLogRequest>, { action: 'open-dispute' }>;
type Refused = Extract<KeepLogAnswer, { outcome: 'refused' }>;

/** What is there about the subject, beside the log. */
type SubjectFacts = Pick<EntryFacts, 'openTask' | 'dollarsAtStakeCents'> & {
  /** Follow-up dates of the claim that are open. */
  readonly followUps: readonly Task[];
};

/** Lists what was noted about a claim, an account or a payer, keeps one entry more, or opens a dispute of a balance. */
export async function keepLogStep(event: unknown, world: KeepLogWorld): Promise<KeepLogAnswer> {
  const read = KeepLogRequest.safeParse(event);
  if (!read.success) {
    return { outcome: 'refused', problems: problemsOf(read.error) };
  }
  const request = read.data;
  if (request.action === 'record') {
    return await decideAgainOnConflict(() => record(request, world));
  }
  if (request.action === 'open-dispute') {
    return await decideAgainOnConflict(() => dispute(request, world));
  }
  const { practiceId, subject, limit, next } = request;
  const facts = await factsAbout(practiceId, subject, world);
  return 'outcome' in facts
    ? facts
    : { outcome: 'entries', ...mutable(await world.contactLog.list(practiceId, subject, { limit, next })) };
}

async function record(request: Recording, world: KeepLogWorld): Promise<KeepLogAnswer> {
  const { practiceId, subject, content, corrects, user, role } = request;
  const facts = await factsAbout(practiceId, subject, world);
  if ('outcome' in facts) {
    return facts;
  }
  const corrected =
    corrects === undefined ? undefined : await world.contactLog.load(practiceId, subject, corrects);
  const ofCorrected =
    corrects === undefined || corrected === undefined
      ? undefined
      : await world.tasks.load(practiceId, followUpTaskId(corrects));
  const earlier = new Map(
    [
      ...(content.followUpOn === undefined ? [] : facts.followUps),
      ...(ofCorrected === undefined ? [] : [ofCorrected]),
    ].map((task) => [task.taskId, task]),
  );
  const recorded = recordEntry(
    { practiceId, subject, content, corrects, user, role, at: world.clock.now() },
    {
      corrected,
      openTask: facts.openTask,
      earlier: [...earlier.values()],
      dollarsAtStakeCents: facts.dollarsAtStakeCents,
    },
  );
  if (recorded.refused !== undefined) {
    return { outcome: 'refused', problems: [recorded.refused] };
  }
  // The same entry within one millisecond is the same call, delivered twice.
  await world.commit.apply(recorded.writes);
  return { outcome: 'recorded', entryId: recorded.entry.entryId, summary: recorded.summary };
}

async function dispute(
  { practiceId, guarantorId, user, type, claimId, words, reviewOn, entryId }: Disputing,
  world: KeepLogWorld,
): Promise<KeepLogAnswer> {
  const account = await world.accounts.load(practiceId, guarantorId);
  if (account === undefined) {
    return notFound(`guarantorId: practice ${practiceId} has no account ${guarantorId}`);
  }
  const entry =
    entryId === undefined
      ? undefined
      : await world.contactLog.load(practiceId, { about: 'account', guarantorId }, entryId);
  if (entryId !== undefined && entry === undefined) {
    return notFound(`entryId: the log of account ${guarantorId} has no entry ${entryId}`);
  }
  const opened = {
    type,
    words,
    reviewOn,
    ...(claimId === undefined ? {} : { claimId }),
    ...(entryId === undefined ? {} : { entryId }),
  };
  const done = openDispute(account, opened, { user, at: world.clock.now() });
  if (done.refused !== undefined) {
    return { outcome: 'refused', problems: [done.refused] };
  }
  await world.commit.apply(done.writes);
  return { outcome: 'disputed', taskId: done.dispute.taskId, summary: done.summary };
}

/** What there is to know about a subject; or that the practice has none of it. */
async function factsAbout(
  practiceId: PracticeId,
  subject: LogSubject,
  world: KeepLogWorld,
): Promise<SubjectFacts | Refused> {
  switch (subject.about) {
    case 'claim': {
      const claim = await world.claims.load(practiceId, subject.claimId);
      if (claim === undefined) {
        return notFound(`subject.claimId: practice ${practiceId} has no claim ${subject.claimId}`);
      }
      const taskId = taskIdOf(claim);
      const tasks = await world.tasks.ofClaim(practiceId, subject.claimId);
      // The list of a claim's tasks may be a moment behind; the task itself never is.
      const openTask = taskId === undefined ? undefined : await world.tasks.load(practiceId, taskId);
      return {
        openTask: openTask?.status === 'open' ? openTask : undefined,
        followUps: tasks.filter(({ kind, status }) => kind === 'follow-up-date' && status === 'open'),
        dollarsAtStakeCents: claim.state === 'closed' ? zeroCents : chargesOf(claim.lines),
      };
    }
    case 'account': {
      const account = await world.accounts.load(practiceId, subject.guarantorId);
      return account === undefined
        ? notFound(`subject.guarantorId: practice ${practiceId} has no account ${subject.guarantorId}`)
        : {
            openTask: undefined,
            followUps: [],
            dollarsAtStakeCents: sumCents(account.visits, ({ balanceCents }) => balanceCents),
          };
    }
    case 'payer': {
      const practice = await world.practices.load(practiceId);
      return practice?.payers.some(({ payerId }) => payerId === subject.payerId) === true
        ? { openTask: undefined, followUps: [], dollarsAtStakeCents: zeroCents }
        : notFound(`subject.payerId: practice ${practiceId} has no payer ${subject.payerId}`);
    }
  }
}

function chargesOf(lines: readonly { readonly chargeCents: Cents }[]): Cents {
  return sumCents(lines, ({ chargeCents }) => chargeCents);
}

function notFound(problem: string): Refused {
  return { outcome: 'refused', problems: [problem], because: 'not-found' };
}

function mutable<Entry>({ entries, next }: { readonly entries: readonly Entry[]; readonly next?: string }) {
  return next === undefined ? { entries: [...entries] } : { entries: [...entries], next };
}
