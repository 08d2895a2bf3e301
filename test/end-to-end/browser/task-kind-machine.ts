import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import type { Claim } from '#contracts/claim.ts';
import { codingRisks } from '#contracts/coding-settings.ts';
import { Instant, type PlainDate } from '#contracts/dates.ts';
import type { AccountKind } from '#contracts/ledger.ts';
import { Practice } from '#contracts/practice.ts';
import type { Task } from '#contracts/task.ts';
import type { TaskKind } from '#contracts/task-kinds.ts';
import { addDays, dateOf } from '#domain/calendar/plain-date.ts';
import { trialBalance } from '#domain/ledger/balances.ts';
import { allPostings, factsOf } from '../../../local/cli/facts.ts';
import { openRuntime } from '../../../local/cli/open-runtime.ts';
import { loadPractice } from '../../../local/cli/practice-commands.ts';
import { loadSampleStaff } from '../../../local/cli/sample-staff.ts';
import { hl7Practice } from '../../domain/intake/hl7/hl7-practice.ts';
import { filesFor, type PayerFiles } from '../../functions/payer-files.ts';
import type { StaffMachine } from './staff-machine.ts';

const oneDay = 86_400_000;
/** Of the practice beside those of the samples. */
export const heldProvider = '2000001042';

/** One machine on which every kind of task comes about through the doors by which the world comes in. */
export interface TaskKindMachine extends StaffMachine {
  readonly practice: Practice;
  readonly now: () => Instant;
  readonly inDays: (days: number) => PlainDate;
  /** A file of the practice. */
  readonly upload: (name: string, body: string) => Promise<void>;
  /** A statement of the bank. */
  readonly bank: (name: string, body: string) => Promise<void>;
  /** A file from the clearinghouse. */
  readonly receive: (text: string) => Promise<void>;
  /** A function that staff and operators call. */
  readonly ask: (functionName: string, request: object) => Promise<unknown>;
  readonly claimOf: (encounterId: string) => Promise<Claim>;
  /** What the payer can send about the claim's last submission. */
  readonly payerOf: (claim: Claim) => Promise<PayerFiles>;
  readonly openTasks: (kind?: TaskKind) => Promise<readonly Task[]>;
  readonly balanceOf: (account: AccountKind) => Promise<number>;
  readonly days: (count: number) => Promise<void>;
}

/**
 * The sample practice with a feed of HL7 messages, an audit of what one payer gets, and a payer that owes interest and
 * wants an authorization for the longest visits.
 */
function practiceOfAllKinds(): Practice {
  const practice = hl7Practice(
    { demographicsBy: 'admission-messages' },
    {
      coding: {
        audit: {
          randomPercent: 0,
          watchedPayerIds: ['STMCD'],
          risks: codingRisks.map((risk) => ({ risk, percent: risk === 'watched-payer' ? 100 : 0 })),
        },
      },
    },
  );
  const promptPay = { kind: 'own', days: 1, rateBasisPoints: 10_000, source: 'Contract of 2026, section 4' };
  const authorizationRequired = [{ codes: ['99215'], source: 'Contract of 2026, section 7' }];
  const [provider] = practice.providers;
  return Practice.parse({
    ...practice,
    providers: [...practice.providers, { ...provider, npi: heldProvider, lastName: 'Tern', aliases: [] }],
    payers: practice.payers.map((payer) =>
      payer.payerId === 'JUNIP' ? { ...payer, promptPay, authorizationRequired } : payer,
    ),
  });
}

let interchanges = 0;
/** Numbers far from those that the synthetic payer gives its own files. */
function numbered(text: string): string {
  const [, number = ''] = /^(?:[^*]*\*){13}(\d{9})/.exec(text) ?? [];
  interchanges += 1;
  return text.replaceAll(number, `0007${String(interchanges).padStart(5, '0')}`);
}

export async function taskKindMachine(): Promise<TaskKindMachine> {
  const folder = mkdtempSync(path.join(tmpdir(), 'claimwright-task-kinds-'));
  const { runtime, target } = await openRuntime({
    data: folder,
    port: 0,
    seed: '1',
    payer: true,
    clock: 'jump',
  });
  const facts = factsOf(target);
  const practice = practiceOfAllKinds();
  const { practiceId } = practice;
  runtime.scheduler.hold('the test', 3600);
  const document = path.join(folder, 'practice.json');
  writeFileSync(document, JSON.stringify(practice));
  await loadPractice({ target }, document);
  const staff = await loadSampleStaff(runtime, target);
  if (runtime.webUrl === undefined || staff === undefined) {
    throw new Error('The templates have no distribution or no user pool: there is no application to try');
  }
  const now = () => Instant.parse(new Date(runtime.clock.now()).toISOString());
  const put = async (shelf: 'Upload' | 'Exchange', key: string, body: string) => {
    await target.s3.send(new PutObjectCommand({ Bucket: target.bucket(shelf), Key: key, Body: body }));
  };
  let received = 0;
  return {
    webUrl: runtime.webUrl,
    password: staff.password,
    practiceId,
    practice,
    facts,
    now,
    inDays: (days) => addDays(dateOf(now()), days),
    settle: () => runtime.onQuiet(),
    upload: (name, body) => put('Upload', `upload/${practiceId}/${name}`, body),
    bank: (name, body) => put('Upload', `bank/${practiceId}/${name}`, body),
    receive: async (text) => {
      received += 1;
      await put('Exchange', `inbound/cedarhill/by-hand-${received}.835`, numbered(text));
    },
    ask: (functionName, request) => target.invoke(functionName, { practiceId, ...request }),
    claimOf: async (encounterId) => {
      const found = (await facts.claims(practiceId)).find(({ source }) => source.encounterId === encounterId);
      if (found === undefined) {
        throw new Error(`No claim came of visit ${encounterId}`);
      }
      return found;
    },
    payerOf: async (claim) => {
      const answer = await target.s3.send(
        new GetObjectCommand({
          Bucket: target.bucket('Exchange'),
          Key: claim.submissions.at(-1)?.fileKey ?? '',
        }),
      );
      return filesFor((await answer.Body?.transformToByteArray()) ?? new Uint8Array(), practice, now());
    },
    openTasks: async (kind) =>
      (await facts.tasks(practiceId)).filter((task) => kind === undefined || task.kind === kind),
    balanceOf: async (account) =>
      trialBalance(await allPostings(facts, practiceId)).rows.find((row) => row.account === account)
        ?.balanceCents ?? 0,
    days: async (count) => {
      await runtime.scheduler.advance(count * oneDay);
      await runtime.onQuiet();
    },
    stop: async () => {
      await runtime.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
