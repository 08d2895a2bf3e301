import { createHash } from 'node:crypto';
import { Instant } from '#contracts/dates.ts';
import { dateOf, timeOf } from '#domain/calendar/plain-date.ts';
import { cents } from '#domain/money/cents.ts';
import { trainingPrefix } from '#domain/practice/training.ts';
import { write277CA } from '#domain/x12/guides/005010X214-277CA/write.ts';
import { write835 } from '#domain/x12/guides/005010X221A1-835/write.ts';
import type { Claim837P } from '#domain/x12/guides/005010X222A1-837P/model.ts';
import { write999 } from '#domain/x12/guides/005010X231A1-999/write.ts';
import type { EligibilityInquiry270 } from '#domain/x12/guides/005010X279A1-270/model.ts';
import { write271 } from '#domain/x12/guides/005010X279A1-271/write.ts';
import type { Envelope } from '#domain/x12/interchange.ts';
import { readInterchanges } from '#domain/x12/read-interchanges.ts';
import type { ParticipantAccess } from '../runtime/runtime.ts';
import { examine, payerAcknowledgement } from './acknowledge-claim.ts';
import { clearinghouseFileAcknowledgement, fileAcknowledgement } from './acknowledge-file.ts';
import { answerInquiry } from './answer-inquiry.ts';
import { behaviourOf } from './behaviour.ts';
import { composeRemittance } from './compose-remittance.ts';
import { decideRun } from './decide-run.ts';
import {
  acknowledgedBefore,
  acknowledgementCheckAt,
  adjudicationDelay,
  reconsiderationDelay,
  remittanceRun,
} from './delays.ts';
import type { Job, PayerBook } from './payer-book.ts';
import { planAnswers } from './plan-answers.ts';
import type { ContractedPayer } from './price-claim.ts';
import { controlNumberOf, memberIdOf, payerIdOf, type ClaimFile, type Route } from './sent-claim.ts';

interface RemittanceRun {
  readonly route: Route;
  readonly payerId: string;
}

type WriteAnswer = (envelope: Envelope, numbers: { interchange: number; group: number }) => string;

/** Does the payer's jobs as they fall due, one after the other. */
export class PayerWork {
  readonly #access: ParticipantAccess;
  readonly #book: PayerBook;
  readonly #bucket: string;
  readonly #payers: ReadonlyMap<string, ContractedPayer>;
  #running = false;

  constructor(
    access: ParticipantAccess,
    book: PayerBook,
    bucket: string,
    payers: ReadonlyMap<string, ContractedPayer>,
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
      case 'check-acknowledgements':
        await this.#checkAcknowledgements(job);
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
        this.#complain(planAnswers(this.#book, interchange, job.dueAt, key.startsWith(trainingPrefix)));
      }
      this.#book.finishJob(job.id);
    });
  }

  /** What a practice should have acknowledged by now and did not. */
  async #checkAcknowledgements(job: Job): Promise<void> {
    await this.#access.store.write(() => {
      for (const { practice, number, kind } of this.#book.takeUnacknowledged(acknowledgedBefore(job.dueAt))) {
        this.#complain([`${practice} has not acknowledged the ${kind} ${numberText(number)} within a day`]);
      }
      this.#book.finishJob(job.id);
    });
  }

  #complain(complaints: readonly string[]): void {
    for (const complaint of complaints) {
      this.#access.report('synthetic-payer', new Error(complaint));
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
    await this.#finish(job, file.route, '999', (envelope, numbers) =>
      write999(envelope, [fileAcknowledgement(file)], numbers),
    );
  }

  async #acknowledgeAsClearinghouse(job: Job, file: ClaimFile): Promise<void> {
    const acknowledgement = clearinghouseFileAcknowledgement(file, job.id, instantOf(job.dueAt));
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
    const { decided, standing, again, payee } = decideRun(
      this.#book.decisionsOf(run),
      payerId,
      payer,
      this.#book,
    );
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
      date: dateOf(instantOf(job.dueAt)),
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
    write: WriteAnswer | undefined,
    andThen: () => void = () => undefined,
  ): Promise<void> {
    if (write !== undefined) {
      await this.#send(job, route, kind, write);
    }
    await this.#access.store.write(() => {
      andThen();
      this.#book.finishJob(job.id);
    });
  }

  /** The number is noted before the file leaves, so that a job that is done again sends it under the same. */
  async #send(job: Job, route: Route, kind: string, write: WriteAnswer): Promise<void> {
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
    const wantsAcknowledgement = kind !== '999';
    const sent = { practice: route.practice, jobId: job.id, kind, sentAt: job.dueAt, wantsAcknowledgement };
    let number = 0;
    await this.#access.store.write(() => {
      number = this.#book.numberFor(sent);
      if (wantsAcknowledgement) {
        const dueAt = acknowledgementCheckAt(job.dueAt);
        const name = `check-acknowledgements ${dueAt}`;
        this.#book.addJob({ dueAt, kind: 'check-acknowledgements', payload: {}, name });
      }
    });
    await this.#access.objects.putObject(
      this.#bucket,
      `${route.isTraining === true ? trainingPrefix : ''}inbound/${route.practice.toLowerCase()}/${numberText(number)}-${kind}.edi`,
      write(envelope, { interchange: number, group: number }),
    );
  }
}

function numberText(number: number): string {
  return String(number).padStart(9, '0');
}

function instantOf(milliseconds: number): Instant {
  return Instant.parse(new Date(milliseconds).toISOString());
}
