import { uploadContents } from '#adapters/archive/open-upload.ts';
import { memoryCodeSetStore } from '#adapters/memory/memory-code-set-store.ts';
import { actionsOf } from '#adapters/dynamodb/dynamodb-commit.ts';
import { memoryDocumentStore } from '#adapters/memory/memory-document-store.ts';
import { memoryStaffMembers } from '#adapters/memory/memory-staff.ts';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import { MemoryTables } from '#adapters/memory/memory-tables.ts';
import { pdfkitStatementPrinter } from '#adapters/pdfkit/pdfkit-statement-printer.ts';
import { s3Clearinghouse } from '#adapters/s3/s3-clearinghouse.ts';
import type { Claim } from '#contracts/claim.ts';
import { Instant, PlainDate } from '#contracts/dates.ts';
import type { ClaimId, RemittanceId, UploadId } from '#contracts/identifiers.ts';
import { contractVersion, type ClaimStepInput } from '#contracts/steps.ts';
import type { Task } from '#contracts/task.ts';
import { UploadAnswer } from '#contracts/upload-answer.ts';
import { addDays } from '#domain/calendar/plain-date.ts';
import { seedTables } from '#domain/code-sets/seed-tables.ts';
import { trialBalance } from '#domain/ledger/balances.ts';
import type { Write } from '#domain/writes/write.ts';
import { pricesInForce } from '#ports/prices-in-force.ts';
import { tablesInForce } from '#ports/tables-in-force.ts';
import { closeRemittanceStep } from '../../functions/close-remittance/close-remittance-step.ts';
import { gatherVisitsStep } from '../../functions/gather-visits/gather-visits-step.ts';
import { loadPracticeStep } from '../../functions/load-practice/load-practice-step.ts';
import { postClaimPaymentsStep } from '../../functions/post-claim-payments/post-claim-payments-step.ts';
import { receiveExchangeFileStep } from '../../functions/receive-exchange-file/receive-exchange-file-step.ts';
import { registerUploadStep } from '../../functions/register-upload/register-upload-step.ts';
import { requestEligibilityStep } from '../../functions/request-eligibility/request-eligibility-step.ts';
import { scrubClaimStep } from '../../functions/scrub-claim/scrub-claim-step.ts';
import { splitUploadStep } from '../../functions/split-upload/split-upload-step.ts';
import { submitClaimStep } from '../../functions/submit-claim/submit-claim-step.ts';
import { takeInEncountersStep } from '../../functions/take-in-encounters/take-in-encounters-step.ts';
import { takeInVisitsStep } from '../../functions/take-in-visits/take-in-visits-step.ts';
import { validateRemittanceStep } from '../../functions/validate-remittance/validate-remittance-step.ts';
import { workTaskStep } from '../../functions/work-task/work-task-step.ts';
import { writeUploadAnswerStep } from '../../functions/write-upload-answer/write-upload-answer-step.ts';
import { encounterJson, practice } from '../domain/samples/encounters.ts';
import { answerTo270, filesFor, type PayerFiles } from './payer-files.ts';

const { practiceId } = practice;

/** What every step is given, over maps; the practice of the samples is loaded. */
export type MemoryWorld = Awaited<ReturnType<typeof memoryWorld>>;

const tableNames = { claims: 'claims', ledger: 'ledger', work: 'work', practice: 'practice' };

/** Maps take what a table would not: a transaction of more than a hundred actions, or with two on one item. */
function refuseWhatDynamoDbRefuses(writes: readonly Write[]): void {
  const actions = actionsOf(writes, tableNames).flat();
  const items = actions.map(({ Put, Update, Delete, ConditionCheck }) => {
    const { TableName, Key } = Update ?? Delete ?? ConditionCheck ?? {};
    return JSON.stringify([
      Put?.TableName ?? TableName,
      Put?.Item?.['pk'] ?? Key?.['pk'],
      Put?.Item?.['sk'] ?? Key?.['sk'],
    ]);
  });
  const twice = items.filter((item, index) => items.indexOf(item) !== index);
  if (actions.length > 100 || twice.length > 0) {
    throw new Error(
      `A table refuses ${writes.map(({ kind }) => kind).join(', ')}: ${actions.length} actions, twice ${twice.join(' ')}`,
    );
  }
}

/** What a step leaves behind: every map of the world, to compare before and after. */
function snapshotOf(tables: MemoryTables): unknown {
  return structuredClone(Object.fromEntries(Object.entries(tables)));
}

export async function memoryWorld() {
  const tables = new MemoryTables();
  const documents = memoryDocumentStore(tables);
  let now = Date.parse('2026-11-20T15:04:05.000Z');
  const clock = { now: () => Instant.parse(new Date(now).toISOString()) };
  const codeSets = memoryCodeSetStore(tables);
  const inForce = tablesInForce(codeSets, seedTables, clock);
  const ports = memoryPorts(tables);
  const world = {
    ...ports,
    commit: {
      apply: (writes: readonly Write[]) => {
        refuseWhatDynamoDbRefuses(writes);
        return ports.commit.apply(writes);
      },
    },
    members: memoryStaffMembers(),
    clock,
    contents: uploadContents,
    documents,
    clearinghouse: s3Clearinghouse(documents),
    printer: pdfkitStatementPrinter,
    tables: inForce,
    codeSets,
    prices: pricesInForce(codeSets, inForce, clock),
    usageIndicator: 'T' as const,
  };
  await loadPracticeStep(practice, world);
  let files = 0;

  /** The message that S3 sends by EventBridge and SQS. */
  const arrived = (bucket: string, key: string, size = 1): string =>
    JSON.stringify({ detail: { bucket: { name: bucket }, object: { key, size, 'version-id': 'v1' } } });

  const claimIds = (): ClaimId[] => [...tables.claims.values()].map(({ claimId }) => claimId);
  const claim = async (claimId?: ClaimId): Promise<Claim> => {
    const id = claimId ?? claimIds()[0];
    const found = id === undefined ? undefined : await world.claims.load(practiceId, id);
    if (found === undefined) {
      throw new Error(`There is no claim ${id ?? 'at all'}`);
    }
    return found;
  };
  const inputOf = ({ claimId, leg }: Pick<Claim, 'claimId' | 'leg'>): ClaimStepInput => ({
    contractVersion,
    practiceId,
    claimId,
    leg,
  });
  /** Puts an inbound file where the clearinghouse would; gives the message about it. */
  const putInbound = async (text: string): Promise<string> => {
    files += 1;
    const key = `inbound/cedarhill/${String(files).padStart(6, '0')}.edi`;
    await documents.put('exchange', key, text, 'application/edi-x12');
    return arrived('exchange', key, text.length);
  };
  const receive = async (text: string) => receiveExchangeFileStep(await putInbound(text), world);
  const openTasks = async (): Promise<readonly Task[]> =>
    (await world.tasks.list(practiceId, { list: 'open', order: 'due', limit: 500 })).tasks;

  const helpers = {
    stored: tables,
    practiceId,
    arrived,
    claim,
    inputOf,
    putInbound,
    receive,
    openTasks,
    snapshot: () => snapshotOf(tables),
    advance: (milliseconds: number) => {
      now += milliseconds;
    },
    /** Uploads a file and takes it in; gives its answer. */
    upload: async (name: string, text: string | Uint8Array) => {
      const key = `upload/${practiceId}/${name}`;
      await documents.put('uploads', key, text, 'application/x-ndjson');
      await registerUploadStep(arrived('uploads', key, Buffer.byteLength(text)), world);
      const uploadId = [...tables.uploads.values()].find((one) => one.key === key)?.uploadId;
      if (uploadId === undefined) {
        throw new Error(`${key} was not registered`);
      }
      return await helpers.takeIn(uploadId);
    },
    takeIn: async (uploadId: UploadId) => {
      const input = { contractVersion, practiceId, uploadId };
      const { chunks, outcome, hasParts } = await splitUploadStep(input, world);
      const last = outcome === 'split' ? chunks : 0;
      for (let chunkNumber = 1; chunkNumber <= last; chunkNumber += 1) {
        await takeInEncountersStep({ ...input, chunkNumber }, world);
      }
      const visits = outcome === 'split' && hasParts ? (await gatherVisitsStep(input, world)).chunks : 0;
      for (let chunkNumber = 1; chunkNumber <= visits; chunkNumber += 1) {
        await takeInVisitsStep({ ...input, chunkNumber }, world);
      }
      await writeUploadAnswerStep(input, world);
      const upload = await world.uploads.load(practiceId, uploadId);
      const answer = await documents.get('uploads', upload?.answerKey ?? '');
      return UploadAnswer.parse(JSON.parse(new TextDecoder().decode(answer?.body)));
    },
    /** Takes in the sample encounter with changes; gives the claim. */
    received: async (changes: Readonly<Record<string, unknown>> = {}): Promise<Claim> => {
      const encounterId = changes['encounterId'] ?? 'ENC-1';
      const known = [...tables.claims.values()].findIndex(({ source }) => source.encounterId === encounterId);
      // Each visit has a day of its own: the same services of one day would be billed twice.
      const daysLater = known < 0 ? tables.claims.size : known;
      const serviceDateFrom = addDays(PlainDate.parse('2026-10-05'), daysLater);
      const encounter = encounterJson({ serviceDateFrom, ...changes });
      await helpers.upload(`${String(encounter['encounterId'])}.ndjson`, JSON.stringify(encounter));
      const found = [...tables.claims.values()].find(
        ({ source }) => source.encounterId === encounter['encounterId'],
      );
      return await claim(found?.claimId);
    },
    /** Takes a claim through eligibility and scrubbing and sends it. */
    sent: async (changes: Readonly<Record<string, unknown>> = {}): Promise<Claim> => {
      const received = await helpers.received(changes);
      await requestEligibilityStep(inputOf(received), world);
      const asked = await claim(received.claimId);
      await receive(await helpers.answer270(asked));
      return await helpers.resent(received.claimId);
    },
    /** Scrubs and sends a claim that is ready for it. */
    resent: async (claimId: ClaimId): Promise<Claim> => {
      await scrubClaimStep(inputOf(await claim(claimId)), world);
      await submitClaimStep(inputOf(await claim(claimId)), world);
      return await claim(claimId);
    },
    /** Takes a claim until its payer has accepted it. */
    acceptedByPayer: async (changes: Readonly<Record<string, unknown>> = {}): Promise<Claim> => {
      const { claimId } = await helpers.sent(changes);
      const payer = await helpers.payerOf(claimId);
      await receive(payer.acknowledgement999());
      await receive(payer.acknowledgement277CA('payer'));
      return await claim(claimId);
    },
    answer270: async (asked: Claim): Promise<string> => {
      const file = await documents.get('exchange', asked.eligibility.at(-1)?.fileKey ?? '');
      return answerTo270(file?.body ?? new Uint8Array(), world.clock.now());
    },
    /** What the payer can send about the claim's last submission. */
    payerOf: async (claimId: ClaimId): Promise<PayerFiles> => {
      const submission = (await claim(claimId)).submissions.at(-1);
      const file = await documents.get('exchange', submission?.fileKey ?? '');
      return filesFor(file?.body ?? new Uint8Array(), practice, world.clock.now());
    },
    /** The remittance that came last. */
    lastRemittance: async (): Promise<RemittanceId> => {
      const run = (await world.remittances.list(practiceId)).at(-1);
      if (run === undefined) {
        throw new Error('No remittance has come');
      }
      return run.remittanceId;
    },
    /** Validates, posts and closes a remittance as its state machine does; gives the outcome of the check. */
    post: async (remittanceId: RemittanceId): Promise<string> => {
      const input = { contractVersion, practiceId, remittanceId };
      const { outcome, claims } = await validateRemittanceStep(input, world);
      if (outcome === 'balanced') {
        for (let chunkNumber = 1; chunkNumber <= Math.ceil(claims / 10); chunkNumber += 1) {
          await postClaimPaymentsStep({ ...input, chunkNumber }, world);
        }
        await closeRemittanceStep(input, world);
      }
      return outcome;
    },
    /** Receives an 835 and posts it. */
    remit: async (text: string): Promise<string> => {
      await receive(text);
      return await helpers.post(await helpers.lastRemittance());
    },
    work: async (task: Task, outcome: Record<string, unknown>, role: 'staff' | 'manager' = 'staff') =>
      workTaskStep({ practiceId, taskId: task.taskId, user: 'maria', role, outcome }, world),
    /** The only open task. */
    onlyTask: async (): Promise<Task> => {
      const [task, ...others] = await openTasks();
      if (task === undefined || others.length > 0) {
        throw new Error(`${task === undefined ? 0 : others.length + 1} tasks are open; expected one`);
      }
      return task;
    },
    differenceCents: () => trialBalance([...tables.postings.values()]).differenceCents,
  };
  return { ...world, ...helpers };
}
