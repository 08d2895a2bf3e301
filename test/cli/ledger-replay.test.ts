import { Readable } from 'node:stream';
import { S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { PostingId } from '#contracts/identifiers.ts';
import { addDays, dateOf } from '#domain/calendar/plain-date.ts';
import { cents } from '#domain/money/cents.ts';
import { enterPaymentsStep } from '../../functions/enter-payments/enter-payments-step.ts';
import { readBankStep } from '../../functions/read-bank/read-bank-step.ts';
import { readClaimsStep } from '../../functions/read-claims/read-claims-step.ts';
import { readLedgerStep } from '../../functions/read-ledger/read-ledger-step.ts';
import { readPracticesStep } from '../../functions/read-practices/read-practices-step.ts';
import { readReportsStep } from '../../functions/read-reports/read-reports-step.ts';
import { receiveBankFileStep } from '../../functions/receive-bank-file/receive-bank-file-step.ts';
import { totalLedgerDaysStep } from '../../functions/total-ledger-days/total-ledger-days-step.ts';
import { factsOf } from '../../local/cli/facts.ts';
import { runLedgerReplay } from '../../local/cli/ledger-replay.ts';
import type { Session } from '../../local/cli/options.ts';
import type { Target } from '../../local/cli/target.ts';
import { memoryWorld, type MemoryWorld } from '../functions/memory-world.ts';
import { remittanceFile } from '../functions/payer-files.ts';

interface AskedOfS3 {
  readonly path: string;
  readonly query?: Readonly<Record<string, unknown>>;
}

/** The buckets of a world as S3 answers for them; each object has the one version that its message names. */
function bucketsOf({ stored }: MemoryWorld): S3Client {
  const answer = (statusCode: number, body: string | Uint8Array) => ({
    response: { statusCode, headers: {}, body: Readable.from([body]) },
  });
  return new S3Client({
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    endpoint: 'http://buckets.example',
    forcePathStyle: true,
    requestHandler: {
      handle: ({ path, query = {} }: AskedOfS3) => {
        const name = decodeURIComponent(path.slice(1));
        if ('versions' in query) {
          const prefix = `${name.replace(/\/$/, '')}/${String(query['prefix'])}`;
          const versions = [...stored.documents]
            .filter(([one]) => one.startsWith(prefix))
            .map(
              ([one, body]) =>
                `<Version><Key>${one.slice(one.indexOf('/') + 1)}</Key><VersionId>v1</VersionId><Size>${body.byteLength}</Size></Version>`,
            );
          return Promise.resolve(
            answer(200, `<ListVersionsResult>${versions.join('')}</ListVersionsResult>`),
          );
        }
        const body = stored.documents.get(name);
        return Promise.resolve(
          body === undefined
            ? answer(404, '<Error><Code>NoSuchKey</Code><Message>It is not there</Message></Error>')
            : answer(200, body),
        );
      },
    },
  });
}

/** The command line beside a world: its functions run here. */
function sessionOf(world: MemoryWorld, s3: S3Client): Session {
  const functions: Readonly<Record<string, (request: unknown) => Promise<unknown>>> = {
    'read-bank': (request) => readBankStep(request, world),
    'read-claims': (request) => readClaimsStep(request, world),
    'read-ledger': (request) => readLedgerStep(request, world),
    'read-practices': (request) => readPracticesStep(request, world),
    'read-reports': (request) => readReportsStep(request, world),
  };
  const target: Target = {
    invoke: async (name, request) => await functions[name]?.(request),
    s3,
    bucket: (shelf) => ({ Upload: 'uploads', Exchange: 'exchange', Document: 'documents' })[shelf],
    warehouse: () => {
      throw new Error('The replay asks no warehouse');
    },
  };
  return { options: { data: 'nowhere', json: false }, target, facts: factsOf(target) };
}

/** A claim that is paid, money at the desk, and a deposit that nothing explains. */
async function smallPractice(): Promise<MemoryWorld> {
  const world = await memoryWorld();
  const { claimId } = await world.acceptedByPayer();
  const decision = (await world.payerOf(claimId)).decision();
  const at = world.clock.now();
  await world.remit(remittanceFile([decision], at));
  const { practiceId } = world;
  const items = [
    { kind: 'unapplied', method: 'cash', amountCents: 4000, words: 'Left at the desk' },
  ] as const;
  const batch = {
    name: 'desk',
    kind: 'desk',
    control: { count: 1, amountCents: 4000 },
    items: [...items],
  } as const;
  await enterPaymentsStep({ action: 'enter', practiceId, user: 'maria', batch }, world);
  const key = `bank/${practiceId}/account-6789/month.csv`;
  const text = `Posting Date,Description,Type,Amount\n${dateOf(at)},DEPOSIT,Deposit,30.00\n`;
  await world.documents.put('uploads', key, text, 'text/csv');
  await receiveBankFileStep(world.arrived('uploads', key, text.length), world);
  return world;
}

describe('ledger replay', () => {
  let world: MemoryWorld;
  let s3: S3Client;

  beforeAll(async () => {
    world = await smallPractice();
    s3 = bucketsOf(world);
  });
  afterAll(() => s3.destroy());

  /** What it prints, and the sentence with which it fails, if it does. */
  async function replay(): Promise<{ readonly printed: string; readonly failed: string | undefined }> {
    let printed = '';
    let failed: string | undefined;
    const spy = vi.spyOn(process.stdout, 'write').mockImplementation((part) => {
      printed += String(part);
      return true;
    });
    try {
      await runLedgerReplay(sessionOf(world, s3));
    } catch (error) {
      failed = error instanceof Error ? error.message : String(error);
    } finally {
      spy.mockRestore();
    }
    return { printed, failed };
  }

  test('reads every claim, file, batch and entry, and says that all is equal to the cent', async () => {
    const { printed, failed } = await replay();
    expect(failed).toBeUndefined();
    expect(printed).toContain(
      '1 claims, 1 decisions of 1 remittances, 1 batches and 1 entries of the bank rebuilt: equal to the cent',
    );
    expect(printed).toMatch(/^charges +-175\.00 +-175\.00 +0\.00$/m);
    expect(printed).toMatch(/^bank +30\.00 +30\.00 +0\.00$/m);
  });

  test.each([
    ['charge', 'charges', /837/],
    ['adjudication', 'remittances', /835/],
    ['payment', 'payments-entered', /batches as they were entered/],
    ['deposit', 'bank-entries', /of the bank/],
  ])(
    'shows a %s that is a cent off, with its posting and where it comes from',
    async (cause, source, record) => {
      const [path, posting] = [...world.stored.postings].find(([, one]) => one.cause === cause) ?? [];
      if (path === undefined || posting === undefined) {
        throw new Error(`There is no ${cause}`);
      }
      const legs = posting.legs.map((leg, index) => ({
        ...leg,
        amountCents: cents(leg.amountCents + (index === 0 ? 1 : index === 1 ? -1 : 0)),
      }));
      world.stored.postings.set(path, { ...posting, legs });
      const { printed, failed } = await replay();
      world.stored.postings.set(path, posting);
      expect(failed).toBe(
        `The ledger of ${world.practiceId} is not what its sources lead to: 2 differences, 0 faults.`,
      );
      const rows = printed.split('\n').filter((row) => row.includes(posting.postingId));
      expect(rows).toHaveLength(2);
      expect(rows.every((row) => row.includes(` ${source} `))).toBe(true);
      expect(printed).toMatch(record);
    },
  );

  test('reads a day too that was totalled as one without postings', async () => {
    const [path, posting] = [...world.stored.postings].find(([, one]) => one.cause === 'charge') ?? [];
    if (path === undefined || posting === undefined) {
      throw new Error('There is no charge');
    }
    world.advance(2 * 86_400_000);
    await totalLedgerDaysStep(world);
    const { practiceId, postingDate } = posting;
    const later = addDays(postingDate, 1);
    const day = await world.ledgerDays.load(practiceId, later);
    expect(day).toMatchObject({ postings: 0 });
    const postingId = PostingId.parse(`${posting.postingId}9`);
    world.stored.postings.set(`${path}9`, { ...posting, postingId, postingDate: later });
    const { failed } = await replay();
    world.stored.postings.delete(`${path}9`);
    expect(failed).toMatch(/2 differences/);
  });

  test('tells of a file that is gone', async () => {
    const { documents } = world.stored;
    const sent = [...documents.keys()].filter((one) => one.includes('837P'));
    const bodies = sent.map((one) => [one, documents.get(one)] as const);
    expect(sent).toHaveLength(1);
    sent.forEach((one) => documents.delete(one));
    const { printed, failed } = await replay();
    for (const [one, former] of bodies) {
      documents.set(one, former ?? new Uint8Array());
    }
    expect(failed).toMatch(/0 differences, 1 faults/);
    expect(printed).toMatch(/^The file outbound\/.* of submission 1 of claim C\w+ does not have it\.$/m);
  });
});
