import type { Claim } from '#contracts/claim.ts';
import { Instant, PlainDate } from '#contracts/dates.ts';
import { ClaimId, GuarantorId, PracticeId, RemittanceId, TaskId, UploadId } from '#contracts/identifiers.ts';
import { Posting } from '#contracts/ledger.ts';
import { RemittanceRun } from '#contracts/remittance-run.ts';
import { Task } from '#contracts/task.ts';
import type { Upload } from '#contracts/upload.ts';
import type { Write } from '#domain/writes/write.ts';
import { sampleClaim } from '../domain/ledger/sample-claim.ts';

export const at = Instant.parse('2026-03-20T15:00:00.000Z');
export const minutesLater = (minutes: number): Instant =>
  Instant.parse(new Date(Date.parse(at) + minutes * 60_000).toISOString());

let made = 0;
const digits = (length: number): string => {
  made += 1;
  return String(made).padStart(length, '0');
};

/* Every test has ids of its own: the tables are shared and never emptied. */
export const newClaimId = (): ClaimId => ClaimId.parse(`C${digits(12)}`);
export const newGuarantorId = (): GuarantorId => GuarantorId.parse(`G${digits(12)}`);
export const newRemittanceId = (): RemittanceId => RemittanceId.parse(`R${digits(16)}`);
export const newUploadId = (): UploadId => UploadId.parse(`U${digits(16)}`);
export const newPracticeId = (): PracticeId => PracticeId.parse(`practice-${digits(6)}`);

export function claim(changes: Partial<Claim> = {}): Claim {
  return { ...sampleClaim(), claimId: newClaimId(), version: 1, ...changes };
}

export function event(of: Claim, version = of.version): Extract<Write, { kind: 'record-event' }>['event'] {
  return {
    practiceId: of.practiceId,
    claimId: of.claimId,
    version,
    event: 'received',
    to: of.state,
    at,
    by: 'test',
    words: `Version ${version}`,
    leg: 1,
  };
}

export function posting(of: Pick<Claim, 'practiceId' | 'claimId'>, changes: object = {}): Posting {
  return Posting.parse({
    practiceId: of.practiceId,
    claimId: of.claimId,
    postingId: 'charge-1',
    cause: 'charge',
    postingDate: '2026-03-20',
    knownAt: at,
    by: 'test',
    words: 'Charged',
    legs: [
      { account: 'payer-receivable', amountCents: 20_000 },
      { account: 'charges', amountCents: -20_000 },
    ],
    ...changes,
  });
}

export function task(of: Pick<Claim, 'practiceId' | 'claimId'>, changes: Partial<Task> = {}): Task {
  return Task.parse({
    practiceId: of.practiceId,
    taskId: TaskId.parse(`${of.claimId}-denial-7`),
    kind: 'denial',
    claimId: of.claimId,
    waitSequence: 7,
    status: 'open',
    openedAt: at,
    dueOn: '2026-03-25',
    why: 'Denied.',
    evidence: ['One sentence.'],
    dollarsAtStakeCents: 20_000,
    outcomes: ['appeal'],
    ...changes,
  });
}

export function signal(
  of: Pick<Claim, 'practiceId' | 'claimId'>,
  changes: Partial<Extract<Write, { kind: 'signal' }>['signal']> = {},
): Extract<Write, { kind: 'signal' }> {
  return {
    kind: 'signal',
    signal: {
      practiceId: of.practiceId,
      claimId: of.claimId,
      waitName: 'denial',
      waitSequence: 7,
      output: { outcome: 'appealed', waitSequence: 8, deadlineSeconds: 60 },
      at,
      ...changes,
    },
  };
}

export function upload(changes: Partial<Upload> = {}): Upload {
  return {
    practiceId: PracticeId.parse('cedar-hill'),
    uploadId: newUploadId(),
    key: 'upload/cedar-hill/a.ndjson',
    sizeBytes: 10,
    registeredAt: at,
    state: 'registered',
    fileProblems: [],
    records: 0,
    chunks: 0,
    ...changes,
  };
}

export function run(changes: Partial<RemittanceRun> = {}): RemittanceRun {
  return RemittanceRun.parse({
    practiceId: 'cedar-hill',
    remittanceId: newRemittanceId(),
    fileKey: 'inbound/cedar-hill/a.edi',
    interchangeIndex: 0,
    transactionIndex: 0,
    traceNumber: 'T1',
    payerName: 'Juniper Mutual Health',
    paymentCents: 100,
    paymentDate: PlainDate.parse('2026-03-20'),
    claims: 2,
    receivedAt: at,
    state: 'received',
    ...changes,
  });
}
