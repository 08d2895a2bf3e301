import { readFileSync } from 'node:fs';
import path from 'node:path';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import { MemoryTables } from '#adapters/memory/memory-tables.ts';
import { s3Clearinghouse } from '#adapters/s3/s3-clearinghouse.ts';
import type { Claim } from '#contracts/claim.ts';
import { Instant, PlainDate } from '#contracts/dates.ts';
import { Practice } from '#contracts/practice.ts';
import type { RemittanceRun } from '#contracts/remittance-run.ts';
import { contractVersion } from '#contracts/steps.ts';
import { dateOf } from '#domain/calendar/plain-date.ts';
import { legacyClaimId } from '#domain/cutover/legacy-numbers.ts';
import { trialBalance } from '#domain/ledger/balances.ts';
import { postCharge } from '#domain/ledger/post-charge.ts';
import { procedureWeSent } from '#domain/remittance/match-line.ts';
import { chunkClaims } from '#domain/remittance/remittance-chunk.ts';
import { check835Balance, type BalanceReport } from '#domain/x12/balance.ts';
import type { Claim835, Remittance835 } from '#domain/x12/guides/005010X221A1-835/model.ts';
import { read835 } from '#domain/x12/guides/005010X221A1-835/read.ts';
import { closeRemittanceStep } from '../functions/close-remittance/close-remittance-step.ts';
import { postClaimPaymentsStep } from '../functions/post-claim-payments/post-claim-payments-step.ts';
import {
  ExchangeFileRefused,
  receiveExchangeFileStep,
} from '../functions/receive-exchange-file/receive-exchange-file-step.ts';
import { validateRemittanceStep } from '../functions/validate-remittance/validate-remittance-step.ts';
import { sampleClaim } from './sample-claim.ts';
import { bytesOf, judge, samples, type Sample } from './x12-samples.ts';

/** What became of one file of remittances. */
export interface PostedSample {
  readonly sample: Sample;
  /** In the file, those that repeat another one included. */
  readonly transactions: number;
  readonly written: WrittenBalances;
  /** The balances as the posting finds them, of each transaction that can be read. */
  readonly balances: readonly BalanceReport[];
  /** Where every claim is ours, with lines as the file has them; and where none is. */
  readonly known: Outcome;
  readonly unknown: Outcome;
}

export interface Outcome {
  /** Why the file was refused, where it was. */
  readonly refused?: string;
  readonly runs: readonly RemittanceRun[];
  /** Why each parked claim payment waits for a person. */
  readonly parked: readonly string[];
  /** The states of our claims afterwards. */
  readonly states: readonly string[];
  /** Debits minus credits of all that was posted. */
  readonly differenceCents: number;
}

const at = Instant.parse('2026-11-20T15:04:05.000Z');

/** Every 835 among the samples. */
export const remittanceSamples: readonly Sample[] = samples.filter(({ name }) => name.startsWith('835/'));

/** Takes every sample file in, once with its claims known to the practice and once without, by the steps of the pipeline. */
export async function postedSamples(): Promise<readonly PostedSample[]> {
  const posted: PostedSample[] = [];
  for (const sample of remittanceSamples) {
    const remittances = remittancesOf(sample);
    const distinct = [...new Map(remittances.map((one) => [JSON.stringify(one), one])).values()];
    const ours = distinct.flatMap(({ claims }) => claims);
    posted.push({
      sample,
      transactions: judge(sample).transactions.length,
      written: writtenBalances(new TextDecoder().decode(bytesOf(sample))),
      balances: remittances.map(check835Balance),
      known: await take(sample, ours),
      unknown: await take(sample, []),
    });
  }
  return posted;
}

function remittancesOf(sample: Sample): Remittance835[] {
  return judge(sample).transactions.flatMap((transaction) => {
    try {
      return [read835(transaction)];
    } catch {
      // It says too little to be read as a remittance, and is refused below.
      return [];
    }
  });
}

async function take(sample: Sample, ours: readonly Claim835[]): Promise<Outcome> {
  const practice = practiceOfSamples();
  const { practiceId } = practice;
  const tables = new MemoryTables();
  const ports = memoryPorts(tables);
  const { documents } = ports;
  const world = {
    ...ports,
    clock: { now: () => at },
    clearinghouse: s3Clearinghouse(ports.documents),
    // Whoever the file is addressed to: the practice is made for it.
    practices: {
      load: () => Promise.resolve(practice),
      findBySubmitterId: () => Promise.resolve(practiceId),
    },
  };
  for (const clps of Map.groupBy(ours, ({ patientControlNumber }) => patientControlNumber).values()) {
    const claim = claimFor(practice, clps);
    const charged = postCharge(claim, { at, postingDate: dateOf(at), by: 'sample', postings: [] });
    await world.commit.apply([
      { kind: 'create-claim', claim: { ...claim, postedChargeCents: charged.postedChargeCents } },
      ...charged.writes,
    ]);
  }
  const key = `inbound/samples/${path.basename(sample.name)}`;
  await documents.put('exchange', key, bytesOf(sample), 'application/edi-x12');
  const message = JSON.stringify({
    detail: { bucket: { name: 'exchange' }, object: { key, size: 1, 'version-id': 'v1' } },
  });
  const refused = await refusal(() => receiveExchangeFileStep(message, world));
  for (const { remittanceId } of await world.remittances.list(practiceId)) {
    const input = { contractVersion, practiceId, remittanceId };
    const { outcome, claims } = await validateRemittanceStep(input, world);
    if (outcome === 'balanced') {
      for (let chunkNumber = 1; chunkNumber <= Math.ceil(claims / chunkClaims); chunkNumber += 1) {
        await postClaimPaymentsStep({ ...input, chunkNumber }, world);
      }
      await closeRemittanceStep(input, world);
    }
  }
  const { tasks } = await world.tasks.list(practiceId, { list: 'open', order: 'due', limit: 500 });
  return {
    ...(refused === undefined ? {} : { refused }),
    runs: await world.remittances.list(practiceId),
    parked: tasks.filter(({ kind }) => kind === 'unmatched-remittance').map(({ why }) => why),
    states: [...tables.claims.values()].map(({ state }) => state).toSorted(),
    differenceCents: trialBalance(tables.postings.values()).differenceCents,
  };
}

async function refusal(work: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (error instanceof ExchangeFileRefused) {
      return error.message.replace(/^\S+ /, '');
    }
    throw error;
  }
}

/** The sample practice, which has claims of an old system under any number. */
function practiceOfSamples(): Practice {
  const file = path.join(import.meta.dirname, '../events/practice.json');
  const document: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return Practice.parse({
    ...Practice.parse(document),
    // What is not known here is nobody's: the old system is waited for no more.
    cutover: {
      legacySystems: [{ name: 'elsewhere', controlNumberPattern: '.', until: '2020-01-01' }],
    },
  });
}

/** A claim of ours, sent and accepted, that the file's first decision under its number fits line by line. */
function claimFor(practice: Practice, clps: readonly Claim835[]): Claim {
  const [clp] = clps;
  if (clp === undefined) {
    throw new Error('A claim is made for a decision');
  }
  const { patientControlNumber, chargeCents } = clp;
  const claimDate =
    clp.dates.find(({ qualifier }) => qualifier === '232')?.from ?? PlainDate.parse('2020-01-01');
  const lines = clp.lines.map((line, index) => ({
    lineNumber: index + 1,
    lineControlNumber: `LINE-${index + 1}`,
    code: procedureWeSent(line).code,
    modifiers: [...procedureWeSent(line).modifiers],
    units: 1,
    chargeCents: line.chargeCents,
    diagnosisPointers: [1],
    serviceDate:
      line.dates.find(({ qualifier }) => qualifier === '472' || qualifier === '150')?.from ?? claimDate,
  }));
  const whole = {
    lineNumber: 1,
    lineControlNumber: 'LINE-1',
    code: '99213',
    modifiers: [],
    units: 1,
    chargeCents,
    diagnosisPointers: [1],
    serviceDate: claimDate,
  };
  return sampleClaim(practice, {
    claimId: legacyClaimId(practice.practiceId, 'elsewhere', patientControlNumber),
    patientControlNumber: patientControlNumber.replaceAll(/[^A-Za-z0-9._:-]/g, '.'),
    receivedAt: at,
    serviceDateFrom: claimDate,
    lines: lines.length > 0 ? lines : [whole],
    totalChargeCents: chargeCents,
  });
}

/** By how much each of the three equations is off, each time that it does not hold. */
export interface WrittenBalances {
  readonly lines: number;
  readonly claims: number;
  readonly lineDifferences: readonly number[];
  readonly claimDifferences: readonly number[];
  readonly paymentDifferences: readonly number[];
}

/**
 * The three balances of every transaction in a file, worked out from its bare elements, so that they can be told of files
 * that break the rules of the guide too, and that the ones of the guide's own reading can be held against them.
 */
export function writtenBalances(text: string): WrittenBalances {
  const [element, terminator] = [text.charAt(3), text.charAt(105)] as const;
  const segments = text.split(terminator).map((segment) => segment.trim().split(element));
  const found = {
    lines: 0,
    claims: 0,
    lineDifferences: [] as number[],
    claimDifferences: [] as number[],
    paymentDifferences: [] as number[],
  };
  const keep = (differences: number[], difference: number | undefined): void => {
    if (difference !== undefined && difference !== 0) differences.push(difference);
  };
  let payment: number | undefined;
  let claim: number | undefined;
  let line: number | undefined;
  const endLine = (): void => {
    keep(found.lineDifferences, line);
    line = undefined;
  };
  const endClaim = (): void => {
    endLine();
    keep(found.claimDifferences, claim);
    claim = undefined;
  };
  for (const [name, ...elements] of segments) {
    const amount = (position: number): number => Math.round(Number(elements[position - 1] ?? '') * 100) || 0;
    if (name === 'BPR') {
      payment = amount(2);
    } else if (name === 'CLP') {
      endClaim();
      found.claims += 1;
      claim = amount(4) - amount(3);
      payment = (payment ?? 0) - amount(4);
    } else if (name === 'SVC') {
      endLine();
      found.lines += 1;
      line = amount(3) - amount(2);
    } else if (name === 'CAS') {
      const adjusted = [3, 6, 9, 12, 15, 18].reduce((sum, position) => sum + amount(position), 0);
      line = line === undefined ? undefined : line + adjusted;
      claim = claim === undefined ? undefined : claim + adjusted;
    } else if (name === 'PLB') {
      const adjusted = [4, 6, 8, 10, 12, 14].reduce((sum, position) => sum + amount(position), 0);
      payment = (payment ?? 0) + adjusted;
    } else if (name === 'SE') {
      endClaim();
      keep(found.paymentDifferences, payment);
      payment = undefined;
    }
  }
  return found;
}
