import { createHash } from 'node:crypto';
import { Instant } from '#contracts/dates.ts';
import type { Payer } from '#contracts/practice.ts';
import { dateOf, timeOf } from '#domain/calendar/plain-date.ts';
import { cents } from '#domain/money/cents.ts';
import { write277CA } from '#domain/x12/guides/005010X214-277CA/write.ts';
import type { Claim835 } from '#domain/x12/guides/005010X221A1-835/model.ts';
import { write835 } from '#domain/x12/guides/005010X221A1-835/write.ts';
import type { Claim837P } from '#domain/x12/guides/005010X222A1-837P/model.ts';
import { read837P } from '#domain/x12/guides/005010X222A1-837P/read.ts';
import { write999 } from '#domain/x12/guides/005010X231A1-999/write.ts';
import type { EligibilityInquiry270 } from '#domain/x12/guides/005010X279A1-270/model.ts';
import { read270 } from '#domain/x12/guides/005010X279A1-270/read.ts';
import { write271 } from '#domain/x12/guides/005010X279A1-271/write.ts';
import type { Envelope } from '#domain/x12/interchange.ts';
import { readInterchanges } from '#domain/x12/read-interchanges.ts';
import type { ReadInterchange } from '#domain/x12/read-result.ts';
import type { CreateParticipant, ParticipantAccess } from '../runtime/runtime.ts';
import { clearinghouseAcknowledgement, examine, payerAcknowledgement } from './acknowledge-claim.ts';
import { adjudicate, reconsider, reverse } from './adjudicate-claim.ts';
import { answerInquiry } from './answer-inquiry.ts';
import { behaviourOf } from './behaviour.ts';
import { composeRemittance } from './compose-remittance.ts';
import { adjudicationDelay, answerDelays, reconsiderationDelay, remittanceRun } from './delays.ts';
import { openPayerBook, type Job, type PayerBook } from './payer-book.ts';

/** Whom a file came from and goes back to: the practice's and the clearinghouse's ids of the interchange. */
interface Route {
  readonly practice: string;
  readonly clearinghouse: string;
  readonly usageIndicator: 'P' | 'T';
}

interface ClaimFile {
  readonly route: Route;
  readonly groupControlNumber: string;
  readonly transactionControlNumber: string;
  readonly version: string;
  readonly reference: string;
  readonly claims: readonly Claim837P[];
}

interface RemittanceRun {
  readonly route: Route;
  readonly payerId: string;
}

/**
 * A payer and its clearinghouse in a box: takes what a practice sends from `outbound/` of the exchange bucket and puts
 * its answers under `inbound/`, after delays on the virtual clock. What it decides follows from member ids, and what it
 * remembers survives a kill: a job that was interrupted is done again, so an answer may be delivered twice.
 */
export function syntheticPayer(payers: readonly Payer[]): CreateParticipant {
  return (access) => {
    const book = openPayerBook(access.store);
    const bucket = exchangeBucketOf(access);
    access.objects.onObjectCreated((created) => {
      if (created.bucket === bucket && created.key.startsWith('outbound/')) {
        book.addJob({ dueAt: access.clock.now(), kind: 'read', payload: { key: created.key } });
        access.wake();
      }
    });
    const worker = new PayerWork(
      access,
      book,
      bucket,
      new Map(payers.map((payer) => [payer.payerId, payer])),
    );
    return {
      name: 'synthetic-payer',
      nextDueAt: () => book.nextDueAt(),
      runDue: (now) => worker.run(now),
      busy: () => worker.busy(),
    };
  };
}

function exchangeBucketOf({ application }: ParticipantAccess): string {
  for (const outputs of Object.values(application.outputs)) {
    const name = outputs['ExchangeBucketName'];
    if (typeof name === 'string') {
      return name;
    }
  }
  throw new Error(
    'The templates have no output ExchangeBucketName: the payer does not know where files are exchanged',
  );
}

class PayerWork {
  readonly #access: ParticipantAccess;
  readonly #book: PayerBook;
  readonly #bucket: string;
  readonly #payers: ReadonlyMap<string, Payer>;
  #running = false;

  constructor(
    access: ParticipantAccess,
    book: PayerBook,
    bucket: string,
    payers: ReadonlyMap<string, Payer>,
  ) {
    this.#access = access;
    this.#book = book;
    this.#bucket = bucket;
    this.#payers = payers;
  }

  busy(): string | undefined {
    return this.#running ? 'the payer is writing files' : undefined;
  }

  async run(now: number): Promise<void> {
    if (this.#running) {
      return;
    }
    this.#running = true;
    try {
      for (let jobs = this.#book.due(now); jobs.length > 0; jobs = this.#book.due(now)) {
        for (const job of jobs) {
          await this.#do(job);
        }
      }
    } finally {
      this.#running = false;
      this.#access.wake();
    }
  }

  async #do(job: Job): Promise<void> {
    const payload: unknown = JSON.parse(job.payload);
    // The payloads are our own, written by this class a moment or a month ago.
    switch (job.kind) {
      case 'read':
        await this.#read(job, payload as { key: string });
        return;
      case 'eligibility':
        await this.#answerInquiry(job, payload as { route: Route; inquiry: EligibilityInquiry270 });
        return;
      case '999':
        await this.#acknowledgeFile(job, payload as ClaimFile);
        return;
      case '277ca-clearinghouse':
        await this.#acknowledgeAsClearinghouse(job, payload as ClaimFile);
        return;
      case '277ca-payer':
        await this.#acknowledgeAsPayer(job, payload as ClaimFile);
        return;
      case 'remittance':
        await this.#remit(job, payload as RemittanceRun);
        return;
      default:
        throw new Error(`The payer has a job of the unknown kind ${job.kind}`);
    }
  }

  async #read(job: Job, { key }: { key: string }): Promise<void> {
    const object = await this.#access.objects.getObject(this.#bucket, key);
    const { interchanges } = readInterchanges(object.body);
    await this.#access.store.write(() => {
      for (const interchange of interchanges) {
        this.#planAnswers(interchange, job.dueAt);
      }
      this.#book.finishJob(job.id);
    });
  }

  #planAnswers(interchange: ReadInterchange, at: number): void {
    const route: Route = {
      practice: interchange.senderId.trim(),
      clearinghouse: interchange.receiverId.trim(),
      usageIndicator: interchange.usageIndicator === 'P' ? 'P' : 'T',
    };
    for (const group of interchange.groups) {
      for (const transaction of group.transactions) {
        if (transaction.setCode === '270') {
          for (const inquiry of read270(transaction)) {
            this.#book.addJob({
              dueAt: at + answerDelays.eligibility,
              kind: 'eligibility',
              payload: { route, inquiry },
            });
          }
        } else if (transaction.setCode === '837') {
          const { header, claims } = read837P(transaction);
          const file: ClaimFile = {
            route,
            groupControlNumber: group.controlNumber,
            transactionControlNumber: transaction.controlNumber,
            version: group.version,
            reference: header.reference,
            claims,
          };
          const plan = (kind: string, delay: number) => {
            this.#book.addJob({ dueAt: at + delay, kind, payload: file });
          };
          plan('999', answerDelays.implementationAcknowledgement);
          const silent = claims.every(isLeftUnanswered);
          if (!silent) {
            plan('277ca-clearinghouse', answerDelays.clearinghouseAcknowledgement);
            plan('277ca-payer', answerDelays.payerAcknowledgement);
          }
        }
      }
    }
  }

  async #answerInquiry(
    job: Job,
    { route, inquiry }: { route: Route; inquiry: EligibilityInquiry270 },
  ): Promise<void> {
    const answer = answerInquiry(inquiry, instantOf(job.dueAt));
    await this.#finish(
      job,
      route,
      '271',
      answer && ((envelope, numbers) => write271(envelope, [answer], numbers)),
    );
  }

  async #acknowledgeFile(job: Job, file: ClaimFile): Promise<void> {
    const rejected = file.claims.some((claim) => behaviourOf(memberIdOf(claim)) === 'R999');
    await this.#finish(job, file.route, '999', (envelope, numbers) =>
      write999(
        envelope,
        [
          {
            functionalCode: 'HC',
            groupControlNumber: file.groupControlNumber,
            version: file.version,
            transactions: [
              {
                setCode: '837',
                controlNumber: file.transactionControlNumber,
                version: file.version,
                segmentErrors: [],
                code: rejected ? 'R' : 'A',
                errorCodes: rejected ? ['I5'] : [],
              },
            ],
            code: rejected ? 'R' : 'A',
            includedCount: 1,
            receivedCount: 1,
            acceptedCount: rejected ? 0 : 1,
            errorCodes: [],
          },
        ],
        numbers,
      ),
    );
  }

  async #acknowledgeAsClearinghouse(job: Job, file: ClaimFile): Promise<void> {
    const at = instantOf(job.dueAt);
    const acknowledgement = clearinghouseAcknowledgement(file.claims, {
      reference: `CH${job.id}`,
      date: dateOf(at),
      time: timeOf(at),
      batchReference: file.reference,
      source: {
        role: 'AY',
        name: {
          entityType: 'organization',
          name: 'Openfield Clearinghouse',
          identifier: { qualifier: '46', value: file.route.clearinghouse },
        },
      },
    });
    await this.#finish(job, file.route, '277CA', (envelope, numbers) =>
      write277CA(envelope, [acknowledgement], numbers),
    );
  }

  async #acknowledgeAsPayer(job: Job, file: ClaimFile): Promise<void> {
    const at = instantOf(job.dueAt);
    const [first] = file.claims;
    if (first === undefined) {
      throw new Error(`The file ${file.reference} holds no claim`);
    }
    const payerId = payerIdOf(first);
    const examined = file.claims.map((claim) => ({
      claim,
      verdict: examine(claim, behaviourOf(memberIdOf(claim)), controlNumberOf(claim), (number) =>
        this.#book.knowsControlNumber(payerId, number),
      ),
    }));
    const acknowledgement = payerAcknowledgement(examined, {
      reference: `PR${job.id}`,
      date: dateOf(at),
      time: timeOf(at),
      batchReference: file.reference,
      source: { role: 'PR', name: first.payer.name },
    });
    await this.#finish(
      job,
      file.route,
      '277CA',
      (envelope, numbers) => write277CA(envelope, [acknowledgement], numbers),
      () => {
        for (const { claim, verdict } of examined) {
          if (verdict.accepted) {
            const delay = adjudicationDelay(behaviourOf(memberIdOf(claim)));
            this.#planDecision(file.route, claim, 'first', job.dueAt + delay + this.#jitter(claim));
          }
        }
      },
    );
  }

  /** Up to a day, by the seed: payers are not punctual. */
  #jitter(claim: Claim837P): number {
    const digest = createHash('sha256').update(`${this.#access.seed} ${claim.patientControlNumber}`).digest();
    return (digest.readUInt16BE(0) % 2) * 24 * 3_600_000;
  }

  #planDecision(route: Route, claim: Claim837P, kind: 'first' | 'second', at: number): void {
    const payerId = payerIdOf(claim);
    const dueAt = remittanceRun(at);
    const run = `${payerId} ${route.practice} ${dueAt}`;
    this.#book.addDecision({ run, kind, claim });
    const payload: RemittanceRun = { route, payerId };
    this.#book.addJob({ dueAt, kind: 'remittance', payload, name: `remittance ${run}` });
  }

  async #remit(job: Job, { route, payerId }: RemittanceRun): Promise<void> {
    const run = `${payerId} ${route.practice} ${job.dueAt}`;
    const payer = this.#payers.get(payerId);
    const date = dateOf(instantOf(job.dueAt));
    const decided: Claim835[] = [];
    const standing = new Map<string, { readonly control: string; readonly decided: Claim835 | undefined }>();
    const again: Claim837P[] = [];
    let payee: Claim837P['billingProvider'] | undefined;
    for (const pending of this.#book.decisionsOf(run)) {
      const claim = JSON.parse(pending.claim) as Claim837P;
      const claimId = claimIdOf(claim);
      const stored = this.#book.standing(payerId, claimId);
      const former =
        standing.get(claimId)?.decided ??
        (stored === undefined ? undefined : (JSON.parse(stored.decided) as Claim835));
      payee = claim.billingProvider;
      const behaviour = behaviourOf(memberIdOf(claim));
      const payerControlNumber = controlNumberOf(claim);
      if (pending.kind === 'second') {
        if (former === undefined || former.patientControlNumber !== claim.patientControlNumber) {
          continue;
        }
        const corrected = reconsider(claim, payer, { behaviour, payerControlNumber });
        decided.push(reverse(former), corrected);
        standing.set(claimId, { control: payerControlNumber, decided: corrected });
        continue;
      }
      const replaces = claim.frequencyCode === '7' || claim.frequencyCode === '8';
      if (replaces && former !== undefined) {
        decided.push(reverse(former));
        standing.set(claimId, { control: payerControlNumber, decided: undefined });
      }
      if (claim.frequencyCode !== '8') {
        const isDuplicate = !replaces && former !== undefined && former.paidCents > 0;
        const decision = adjudicate(claim, payer, { behaviour, payerControlNumber, isDuplicate });
        decided.push(decision);
        if (!isDuplicate) {
          standing.set(claimId, { control: payerControlNumber, decided: decision });
        }
        if (reconsiderationDelay(behaviour) !== undefined) {
          again.push(claim);
        }
      }
    }
    const finish = (forwarded?: number) => {
      for (const [claimId, { control, decided: stands }] of standing) {
        this.#book.setStanding(
          payerId,
          claimId,
          stands === undefined ? undefined : { payerControlNumber: control, decided: JSON.stringify(stands) },
        );
      }
      for (const claim of again) {
        const delay = reconsiderationDelay(behaviourOf(memberIdOf(claim))) ?? 0;
        this.#planDecision(route, claim, 'second', job.dueAt + delay);
      }
      if (forwarded !== undefined) {
        this.#book.setForwardedCents(payerId, route.practice, forwarded);
      }
      this.#book.finishDecisions(run);
    };
    if (payee === undefined || decided.length === 0) {
      await this.#finish(job, route, '835', undefined, finish);
      return;
    }
    const composed = composeRemittance(decided, {
      payer: { payerId, name: payer?.name ?? payerId },
      payee,
      date,
      traceNumber: `${payerId}${String(job.id).padStart(8, '0')}`,
      forwardedCents: cents(this.#book.forwardedCents(payerId, route.practice)),
    });
    await this.#finish(
      job,
      route,
      '835',
      (envelope, numbers) => write835(envelope, [composed.remittance], numbers),
      () => finish(composed.forwardedCents),
    );
  }

  /** Puts the file, if there is one, and then notes in one transaction that the job is done and what follows from it. */
  async #finish(
    job: Job,
    route: Route,
    kind: string,
    write: ((envelope: Envelope, numbers: { interchange: number; group: number }) => string) | undefined,
    andThen: () => void = () => undefined,
  ): Promise<void> {
    if (write !== undefined) {
      const at = instantOf(job.dueAt);
      const envelope: Envelope = {
        senderQualifier: 'ZZ',
        senderId: route.clearinghouse,
        receiverQualifier: 'ZZ',
        receiverId: route.practice,
        date: dateOf(at),
        time: timeOf(at),
        usageIndicator: route.usageIndicator,
      };
      const text = write(envelope, { interchange: job.id, group: job.id });
      const number = String(job.id).padStart(9, '0');
      await this.#access.objects.putObject(
        this.#bucket,
        `inbound/${route.practice.toLowerCase()}/${number}-${kind}.edi`,
        text,
      );
    }
    await this.#access.store.write(() => {
      andThen();
      this.#book.finishJob(job.id);
    });
  }
}

function instantOf(milliseconds: number): Instant {
  return Instant.parse(new Date(milliseconds).toISOString());
}

/** Rejected by the 999, or lost on the way to the payer the first time it was sent. */
function isLeftUnanswered(claim: Claim837P): boolean {
  const behaviour = behaviourOf(memberIdOf(claim));
  return behaviour === 'R999' || (behaviour === 'A0' && claim.patientControlNumber.endsWith('-1'));
}

function memberIdOf(claim: Claim837P): string {
  return claim.subscriber.name.identifier?.value ?? '';
}

function payerIdOf(claim: Claim837P): string {
  return claim.payer.name.identifier?.value ?? '';
}

/** The claim that a control number belongs to: what stands before its last dash. */
function claimIdOf(claim: Claim837P): string {
  const { patientControlNumber } = claim;
  return patientControlNumber.slice(0, patientControlNumber.lastIndexOf('-'));
}

function controlNumberOf(claim: Claim837P): string {
  return `${payerIdOf(claim)}${claim.patientControlNumber.replaceAll('-', '')}`;
}
