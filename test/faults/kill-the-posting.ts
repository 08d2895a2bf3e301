import type { Claim } from '#contracts/claim.ts';
import type { ClaimId, RemittanceId } from '#contracts/identifiers.ts';
import { PlainDate } from '#contracts/dates.ts';
import { contractVersion } from '#contracts/steps.ts';
import { dateOf } from '#domain/calendar/plain-date.ts';
import { claimIdFor, patientControlNumberFor } from '#domain/identity/ids.ts';
import { cents, subtractCents, sumCents } from '#domain/money/cents.ts';
import type { Claim835, ProviderAdjustment835 } from '#domain/x12/guides/005010X221A1-835/model.ts';
import { closeRemittanceStep } from '../../functions/close-remittance/close-remittance-step.ts';
import { postClaimPaymentsStep } from '../../functions/post-claim-payments/post-claim-payments-step.ts';
import { receiveExchangeFileStep } from '../../functions/receive-exchange-file/receive-exchange-file-step.ts';
import { validateRemittanceStep } from '../../functions/validate-remittance/validate-remittance-step.ts';
import { memoryWorld, type MemoryWorld } from '../functions/memory-world.ts';
import { remittanceFile, reversalOf } from '../functions/payer-files.ts';
import { seededNumbers } from './kill-the-demo.ts';
import { mortalWorld, type Death } from './mortal-world.ts';

/** Chunks that are posted at the same time, as the state machine does. */
const chunksAtOnce = 5;
const trace = { number: 'KILLED-835', originatingCompanyId: '1990009999' };

/** A practice that waits for its payer's decisions, and the file that brings them. */
export interface PostingScenario {
  readonly world: MemoryWorld;
  readonly claims: number;
  readonly payment: number;
  readonly adjustments: number;
  /** The message that the file is there; it may come as often as it likes. */
  readonly message: string;
  /** Makes the world what it was before the file came. */
  rewind(): void;
}

/** How a scenario ended. */
export interface PostedThroughKills {
  /** Deaths while claims were posted: the first was by then, and the last was not. */
  readonly amongClaims: number;
  /** Deaths while the file was registered, checked and laid out, or the run closed. */
  readonly elsewhere: number;
  /** Of all lives together: more than an undisturbed one makes, for what was not stored is done again. */
  readonly writes: number;
}

/**
 * A remittance over so many claims: most are paid, one in twenty is denied, one in fifty is nobody's, one in twenty-five
 * takes an earlier decision back and the next decides that claim anew; and three provider adjustments.
 */
export async function postingScenario(count: number): Promise<PostingScenario> {
  const world = await memoryWorld();
  const paid = await world.acceptedByPayer(visit('ENC-P', 'JHM1'));
  const denied = await world.acceptedByPayer(visit('ENC-D', 'JHM2-D204'));
  const [payer, denying] = [await world.payerOf(paid.claimId), await world.payerOf(denied.claimId)];
  const [decision, denial] = [payer.decision(), denying.decision()];
  const again = payer.secondDecision();

  const [copyOfPaid, copyOfDenied] = [copier(paid, world), copier(denied, world)];
  const former: Claim835[] = [];
  const clps: Claim835[] = [];
  for (let index = 1; index <= count; index += 1) {
    if (index % 50 === 7) {
      clps.push({ ...decision, patientControlNumber: `NOT-OURS-${index}` });
    } else if (index % 20 === 3) {
      clps.push(of(copyOfDenied(index), denial));
    } else if (index % 25 === 1 && index < count) {
      const claimId = copyOfPaid(index);
      former.push(of(claimId, decision));
      clps.push(reversalOf(of(claimId, decision)), of(claimId, again));
      index += 1;
    } else {
      clps.push(of(copyOfPaid(index), decision));
    }
  }
  await world.remit(remittanceFile(former, world.clock.now()));
  const providerAdjustments = adjustmentsOf(world);
  const amountCents = subtractCents(
    sumCents(clps, ({ paidCents }) => paidCents),
    sumCents(providerAdjustments, (adjustment) => adjustment.amountCents),
  );
  const date = dateOf(world.clock.now());
  const message = await world.putInbound(
    remittanceFile(clps, world.clock.now(), {
      trace,
      providerAdjustments,
      payment: { handling: 'I', amountCents, creditOrDebit: 'C', method: 'CHK', date },
    }),
  );
  const before = structuredClone(Object.entries(world.stored));
  return {
    world,
    claims: clps.length,
    payment: amountCents,
    adjustments: providerAdjustments.length,
    message,
    rewind: () => putBack(world, structuredClone(before)),
  };
}

/**
 * Takes the file in and posts it although the process is killed again and again, at seeded writes: so many times while
 * claims are posted, and beside that before every fifth of these while the file is registered, checked and laid out, and a
 * few times while the run is closed. After each the file's message comes again, and every step is taken from the first.
 * @param kills while claims are posted; there are more than three claims for each.
 */
export async function postThroughKills(
  scenario: PostingScenario,
  kills: number,
  seed: number,
): Promise<PostedThroughKills> {
  const next = seededNumbers(seed);
  const between = (least: number, most: number): number =>
    least + Math.floor(next() * (Math.max(least, most) - least + 1));
  const chunks = Math.ceil(scenario.claims / 10);
  let amongClaims = 0;
  let elsewhere = 0;
  let writes = 0;
  const live = async (death: Pick<Death, 'phase' | 'atWrite'> | undefined): Promise<void> => {
    const process = mortalWorld(
      scenario.world,
      death === undefined ? undefined : { ...death, isStored: next() < 0.5 },
    );
    try {
      await postRemittance(scenario, process);
    } catch (error) {
      if (!process.isDead()) {
        throw error;
      }
    }
    writes += process.writes();
    if (process.isDead() !== (death !== undefined)) {
      throw new Error(
        death === undefined ? 'A process died that nobody killed' : 'A process outlived its kill',
      );
    }
  };
  for (let kill = 0; kill < kills; kill += 1) {
    if (kill % 5 === 0) {
      await live({ phase: 'taking in', atWrite: between(1, chunks) });
      elsewhere += 1;
    }
    const open = scenario.claims - doneOf(scenario);
    // Enough stay open for the kills that follow, and the last claim for the last life.
    const share = Math.min(open - 1, Math.floor((1.8 * open) / (kills - kill)));
    await live({ phase: 'posting claims', atWrite: between(2, share) });
    const done = doneOf(scenario);
    amongClaims += done > 0 && done < scenario.claims ? 1 : 0;
  }
  for (let kill = 0; kill < Math.min(6, Math.ceil(kills / 3)); kill += 1) {
    await live({ phase: 'closing', atWrite: between(1, 4) });
    elsewhere += 1;
  }
  await live(undefined);
  return { amongClaims, elsewhere, writes };
}

/** Every step from the message to the closed run, as the queue and the state machine take them. */
async function postRemittance(
  { message }: PostingScenario,
  { world, ended }: ReturnType<typeof mortalWorld>,
): Promise<void> {
  const { practiceId } = world;
  await receiveExchangeFileStep(message, world);
  const remittanceId = remittanceOf(world);
  const input = { contractVersion, practiceId, remittanceId };
  const { outcome, claims } = await validateRemittanceStep(input, world);
  if (outcome !== 'balanced') {
    throw new Error(`The remittance is ${outcome}`);
  }
  ended('posting claims');
  const chunkNumbers = Array.from({ length: Math.ceil(claims / 10) }, (_, index) => index + 1).values();
  const workers = await Promise.allSettled(
    Array.from({ length: chunksAtOnce }, async () => {
      for (const chunkNumber of chunkNumbers) {
        await postClaimPaymentsStep({ ...input, chunkNumber }, world);
      }
    }),
  );
  for (const worker of workers) {
    if (worker.status === 'rejected') {
      throw worker.reason;
    }
  }
  ended('closing');
  await closeRemittanceStep(input, world);
  ended();
}

/** The id of the scenario's remittance, once it is registered. */
export function remittanceOf({ stored }: MemoryWorld): RemittanceId {
  const run = [...stored.remittances.values()].find(({ traceNumber }) => traceNumber === trace.number);
  if (run === undefined) {
    throw new Error('The remittance is not registered');
  }
  return run.remittanceId;
}

function doneOf({ world }: PostingScenario): number {
  const run = [...world.stored.remittances.values()].find(({ traceNumber }) => traceNumber === trace.number);
  return run === undefined
    ? 0
    : (world.stored.remittanceClaims.get(`${world.practiceId}#${run.remittanceId}`)?.size ?? 0);
}

function visit(encounterId: string, memberId: string) {
  return {
    encounterId,
    coverages: [{ order: 'primary', payerId: 'JUNIP', memberId, relationship: 'self' }],
  };
}

/** Makes copies of a claim under other ids, with all that is stored about it. */
function copier({ claimId: former }: Claim, { stored, practiceId }: MemoryWorld): (index: number) => ClaimId {
  const tables: readonly Map<string, unknown>[] = [stored.claims, stored.events, stored.postings];
  const rows = tables.flatMap((table) =>
    [...table]
      .filter(([path]) => path.includes(former))
      .map(([path, one]) => ({ table, path, text: JSON.stringify(one) })),
  );
  return (index) => {
    const claimId = claimIdFor(practiceId, 'killed-posting', String(index));
    for (const { table, path, text } of rows) {
      table.set(path.replaceAll(former, claimId), JSON.parse(text.replaceAll(former, claimId)));
    }
    return claimId;
  };
}

function of(claimId: ClaimId, clp: Claim835): Claim835 {
  const patientControlNumber = patientControlNumberFor(claimId, 1);
  return { ...clp, patientControlNumber, payerControlNumber: `JUNIP${claimId}` };
}

/** An overpayment that is taken, interest, and money carried forward. */
function adjustmentsOf(world: MemoryWorld): ProviderAdjustment835[] {
  const fiscalPeriodEnd = PlainDate.parse(`${dateOf(world.clock.now()).slice(0, 4)}-12-31`);
  const pair = (reasonCode: string, reference: string, amountCents: number): ProviderAdjustment835 => ({
    providerId: '2000000010',
    fiscalPeriodEnd,
    reasonCode,
    reference,
    amountCents: cents(amountCents),
  });
  return [pair('WO', 'OLD-CLAIM-1', 5000), pair('L6', 'INTEREST-1', -1234), pair('FB', 'FORWARD-1', -700)];
}

function putBack(
  { stored }: MemoryWorld,
  before: readonly (readonly [string, Map<string, unknown> | Set<unknown>])[],
): void {
  const contents = new Map(before);
  for (const [name, table] of Object.entries(stored) as [string, Map<string, unknown> | Set<unknown>][]) {
    table.clear();
    const content = contents.get(name);
    if (table instanceof Map && content instanceof Map) {
      for (const [key, value] of content) {
        table.set(key, value);
      }
    } else if (table instanceof Set && content instanceof Set) {
      for (const value of content) {
        table.add(value);
      }
    }
  }
}
