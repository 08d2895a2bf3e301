import * as z from 'zod';
import { Claim, ClaimEvent, ClaimState } from '#contracts/claim.ts';
import { KeepLogAnswer, type KeepLogRequest } from '#contracts/contact-log.ts';
import { ExchangeNumbersAnswer, type PartnerNumbers } from '#contracts/exchange-numbers.ts';
import { PlainDate, type Instant } from '#contracts/dates.ts';
import type { ClaimId, NameKey, PracticeId, TaskId, UploadId } from '#contracts/identifiers.ts';
import type { SeenLedgerDay } from '#contracts/ledger-days.ts';
import { Posting } from '#contracts/ledger.ts';
import { PatientAccount } from '#contracts/patient-account.ts';
import {
  LinkPatientsAnswer,
  PatientQueryAnswer,
  type LinkPatientsRequest,
  type PatientQuery,
} from '#contracts/patient-queries.ts';
import {
  LedgerDaysAnswer,
  RestartLegAnswer,
  ResumeRunAnswer,
  UploadQueryAnswer,
  WorkTaskAnswer,
  type RestartLegRequest,
  type ResumeRunRequest,
  type AccountQuery,
  type ExchangeQuery,
  type ClaimQuery,
  type LedgerQuery,
  type TaskListing,
  type TaskQuery,
  type UploadQuery,
  type WorkTaskRequest,
} from '#contracts/queries.ts';
import { RemittanceRun } from '#contracts/remittance-run.ts';
import { ReportAnswer, type ReportQuery } from '#contracts/reports.ts';
import { Task } from '#contracts/task.ts';
import { HandleTasksAnswer, type HandleTasksRequest } from '#contracts/task-handling.ts';
import type { Upload } from '#contracts/upload.ts';
import { CommandFailed } from './command-failed.ts';
import type { Target } from './target.ts';

/** Which posting days, and as they were known when. */
export interface DaysWanted {
  readonly from?: PlainDate;
  readonly to?: PlainDate;
  readonly knownAt?: Instant;
}

/** Reads facts through the deployed functions, each answer checked by its schema. */
export function factsOf(target: Target) {
  const ask = async <Answer>(
    functionName: string,
    query:
      | ClaimQuery
      | TaskQuery
      | LedgerQuery
      | AccountQuery
      | ExchangeQuery
      | UploadQuery
      | PatientQuery
      | ReportQuery,
    schema: z.ZodType<Answer>,
  ): Promise<Answer> => {
    const answer = await target.invoke(functionName, query);
    const refused = Refused.safeParse(answer);
    if (refused.success) {
      throw new CommandFailed(refused.data.problems.join('\n'));
    }
    return schema.parse(answer);
  };
  return {
    async practices(): Promise<PracticeId[]> {
      return (await ask('read-claims', { query: 'practices' }, PracticesAnswer)).practiceIds;
    },
    async counts(practiceId: PracticeId): Promise<Record<ClaimState, number>> {
      return (await ask('read-claims', { query: 'count', practiceId }, CountsAnswer)).counts;
    },
    async claims(practiceId: PracticeId, state?: ClaimState): Promise<Claim[]> {
      // A claim that moves while its list is read may be met twice; the later sight of it is the truer one.
      const claims = new Map<string, Claim>();
      let next: string | undefined;
      do {
        const page = await ask(
          'read-claims',
          {
            query: 'list',
            practiceId,
            ...(state === undefined ? {} : { state }),
            ...(next === undefined ? {} : { next }),
          },
          ClaimsAnswer,
        );
        for (const claim of page.claims) {
          claims.set(claim.claimId, claim);
        }
        next = page.next;
      } while (next !== undefined);
      return [...claims.values()];
    },
    async claim(practiceId: PracticeId, claimId: ClaimId) {
      return await ask('read-claims', { query: 'show', practiceId, claimId }, ClaimAnswer);
    },
    async tasks(practiceId: PracticeId): Promise<Task[]> {
      return (await ask('read-tasks', { query: 'list', practiceId }, TasksAnswer)).tasks;
    },
    async taskPage(
      practiceId: PracticeId,
      listing: z.input<typeof TaskListing>,
    ): Promise<z.infer<typeof TasksAnswer>> {
      return await ask('read-tasks', { query: 'list', practiceId, ...listing }, TasksAnswer);
    },
    /** Of a claim, the closed ones too. */
    async tasksOfClaim(practiceId: PracticeId, claimId: ClaimId): Promise<Task[]> {
      return (await ask('read-tasks', { query: 'of-claim', practiceId, claimId }, TasksAnswer)).tasks;
    },
    async task(practiceId: PracticeId, taskId: TaskId): Promise<Task> {
      return (await ask('read-tasks', { query: 'show', practiceId, taskId }, TaskAnswer)).task;
    },
    async postingsOfClaim(practiceId: PracticeId, claimId: ClaimId): Promise<Posting[]> {
      return (await ask('read-ledger', { query: 'claim', practiceId, claimId }, PostingsAnswer)).postings;
    },
    async postingsOfDay(practiceId: PracticeId, postingDate: PlainDate): Promise<Posting[]> {
      const postings: Posting[] = [];
      let next: string | undefined;
      do {
        const page = await ask(
          'read-ledger',
          { query: 'day', practiceId, postingDate, ...(next === undefined ? {} : { next }) },
          PostingsAnswer,
        );
        postings.push(...page.postings);
        next = page.next;
      } while (next !== undefined);
      return postings;
    },
    /** Posting days with their totals, the earliest first; all of them unless it is said which. */
    async ledgerDays(practiceId: PracticeId, wanted: DaysWanted = {}): Promise<SeenLedgerDay[]> {
      const days: SeenLedgerDay[] = [];
      let next: PlainDate | undefined;
      do {
        const page = await ask(
          'read-ledger',
          { query: 'days', practiceId, ...wanted, ...(next === undefined ? {} : { from: next }) },
          LedgerDaysAnswer,
        );
        days.push(...page.days);
        next = page.next;
      } while (next !== undefined);
      return days;
    },
    async takebacks(practiceId: PracticeId): Promise<{ on: PlainDate; postings: Posting[] }> {
      return await ask('read-ledger', { query: 'takebacks', practiceId }, TakebacksAnswer);
    },
    async refunds(practiceId: PracticeId): Promise<{ on: PlainDate; postings: Posting[] }> {
      return await ask('read-ledger', { query: 'refunds', practiceId }, TakebacksAnswer);
    },
    async remittances(practiceId: PracticeId): Promise<RemittanceRun[]> {
      return (await ask('read-ledger', { query: 'remittances', practiceId }, RunsAnswer)).runs;
    },
    /** Any report; a long one page by page, with `next`. */
    async report(query: ReportQuery): Promise<ReportAnswer> {
      return await ask('read-reports', query, ReportAnswer);
    },
    async accounts(practiceId: PracticeId): Promise<PatientAccount[]> {
      return (await ask('read-accounts', { query: 'list', practiceId }, AccountsAnswer)).accounts;
    },
    async exchangeNumbers(practiceId: PracticeId): Promise<PartnerNumbers[]> {
      return (await ask('read-exchange', { query: 'numbers', practiceId }, ExchangeNumbersAnswer)).partners;
    },
    async uploads(practiceId: PracticeId, limit: number): Promise<Upload[]> {
      const answer = await ask('read-uploads', { query: 'list', practiceId, limit }, UploadQueryAnswer);
      return answer.outcome === 'uploads' ? answer.uploads : [answer.upload];
    },
    async upload(practiceId: PracticeId, uploadId: UploadId): Promise<Upload> {
      const answer = await ask('read-uploads', { query: 'show', practiceId, uploadId }, UploadQueryAnswer);
      if (answer.outcome !== 'upload') {
        throw new CommandFailed('read-uploads gave a list where one upload was asked for.');
      }
      return answer.upload;
    },
    async findPatients(practiceId: PracticeId, lastName: string, birthDate: PlainDate) {
      const answer = await ask(
        'read-patients',
        { query: 'find', practiceId, lastName, birthDate },
        PatientQueryAnswer,
      );
      return answer.outcome === 'patients' ? answer.patients : [];
    },
    async patient(practiceId: PracticeId, patientKey: NameKey) {
      const answer = await ask(
        'read-patients',
        { query: 'show', practiceId, patientKey },
        PatientQueryAnswer,
      );
      if (answer.outcome !== 'patient') {
        throw new CommandFailed('read-patients gave a list where one patient was asked for.');
      }
      return answer;
    },
    async linkPatients(request: LinkPatientsRequest): Promise<LinkPatientsAnswer> {
      return LinkPatientsAnswer.parse(await target.invoke('link-patients', request));
    },
    async openDispute(
      request: Omit<Extract<KeepLogRequest, { action: 'open-dispute' }>, 'action'>,
    ): Promise<KeepLogAnswer> {
      return KeepLogAnswer.parse(await target.invoke('keep-log', { action: 'open-dispute', ...request }));
    },
    async workTask(request: WorkTaskRequest): Promise<WorkTaskAnswer> {
      return WorkTaskAnswer.parse(await target.invoke('work-task', request));
    },
    async handleTasks(request: HandleTasksRequest): Promise<HandleTasksAnswer> {
      return HandleTasksAnswer.parse(await target.invoke('handle-tasks', request));
    },
    async restartLeg(request: RestartLegRequest): Promise<RestartLegAnswer> {
      return RestartLegAnswer.parse(await target.invoke('restart-leg', request));
    },
    async resumeRun(request: ResumeRunRequest): Promise<ResumeRunAnswer> {
      return ResumeRunAnswer.parse(await target.invoke('resume-run', request));
    },
  };
}
export type Facts = ReturnType<typeof factsOf>;

/** Every posting of a practice, day after day; for a book that fits into memory. */
export async function allPostings(
  facts: Pick<Facts, 'ledgerDays' | 'postingsOfDay'>,
  practiceId: PracticeId,
): Promise<Posting[]> {
  const postings: Posting[] = [];
  for (const day of await facts.ledgerDays(practiceId)) {
    if (day.postings > 0) {
      postings.push(...(await facts.postingsOfDay(practiceId, day.postingDate)));
    }
  }
  return postings.toSorted((one, other) =>
    one.knownAt < other.knownAt ? -1 : one.knownAt > other.knownAt ? 1 : 0,
  );
}

const Refused = z.object({ outcome: z.literal('refused'), problems: z.array(z.string()) });
const PracticesAnswer: z.ZodType<{ practiceIds: PracticeId[] }> = z.object({
  practiceIds: z.array(Claim.shape.practiceId),
});
const CountsAnswer = z.object({ counts: z.record(ClaimState, z.int()) });
const ClaimsAnswer = z.object({ claims: z.array(Claim), next: z.string().optional() });
const ClaimAnswer = z.object({ claim: Claim, history: z.array(ClaimEvent) });
const TasksAnswer = z.object({ tasks: z.array(Task), next: z.string().optional() });
const TaskAnswer = z.object({ task: Task });
const PostingsAnswer = z.object({ postings: z.array(Posting), next: z.string().optional() });
const TakebacksAnswer = z.object({ on: PlainDate, postings: z.array(Posting) });
const RunsAnswer = z.object({ runs: z.array(RemittanceRun) });
const AccountsAnswer = z.object({ accounts: z.array(PatientAccount) });
