import { Instant, PlainDate } from '#contracts/dates.ts';
import type { Claim } from '#contracts/claim.ts';
import type { Encounter } from '#contracts/encounter.ts';
import type { Posting } from '#contracts/ledger.ts';
import type { Practice } from '#contracts/practice.ts';
import type { StaffAnswers } from '#contracts/staff-answers.ts';
import { dateOf, timeOf } from '#domain/calendar/plain-date.ts';
import { seedTables } from '#domain/code-sets/seed-tables.ts';
import { decideChargeChangedTask } from '#domain/charge-changes/decide-charge-changed-task.ts';
import { decideCodingTask } from '#domain/coding/decide-coding-task.ts';
import type { TaskWorked } from '#domain/coding/work-task.ts';
import { decideAppealTask } from '#domain/denials/decide-appeal-task.ts';
import { decideDenialTask } from '#domain/denials/decide-denial-task.ts';
import { returnToDenial } from '#domain/denials/return-to-denial.ts';
import { writeOffRemaining } from '#domain/denials/write-off.ts';
import { askEligibility, nextTraceNumber } from '#domain/eligibility/ask-eligibility.ts';
import { decideCoverageTask } from '#domain/eligibility/decide-coverage-task.ts';
import { missedEligibility, settleEligibility } from '#domain/eligibility/settle-eligibility.ts';
import { remittanceIdFor } from '#domain/identity/ids.ts';
import { takeInEncounter } from '#domain/intake/take-in-encounter.ts';
import { withCharges } from '#domain/ledger/with-charges.ts';
import { decideHandOver } from '#domain/patient-billing/hand-over.ts';
import { postClaimPayment } from '#domain/remittance/post-claim-payment.ts';
import { decideAuthorizationTask } from '#domain/scrub/decide-authorization-task.ts';
import { decideCorrectionTask } from '#domain/scrub/decide-correction-task.ts';
import { decideScrub } from '#domain/scrub/decide-scrub.ts';
import { noHistory } from '#domain/scrub/edit.ts';
import { scrubClaim } from '#domain/scrub/scrub-claim.ts';
import { buildClaim837P } from '#domain/submission/build-claim-837p.ts';
import { decideFollowUpTask } from '#domain/submission/decide-follow-up-task.ts';
import { decideRejectionTask } from '#domain/submission/decide-rejection-task.ts';
import { decideSubmission } from '#domain/submission/decide-submission.ts';
import { missedAcknowledgement, missedRemittance } from '#domain/submission/miss-deadline.ts';
import { receive277CA } from '#domain/submission/receive-277ca.ts';
import { receive999 } from '#domain/submission/receive-999.ts';
import type { Claim835 } from '#domain/x12/guides/005010X221A1-835/model.ts';
import type { Claim837P } from '#domain/x12/guides/005010X222A1-837P/model.ts';
import type { EligibilityInquiry270 } from '#domain/x12/guides/005010X279A1-270/model.ts';
import { taskIdOf } from '#domain/claims/move-claim.ts';
import type { Write } from '#domain/writes/write.ts';
import { claimIn } from '../domain/samples/encounters.ts';
import { examine, payerAcknowledgement } from '../../local/payer/acknowledge-claim.ts';
import { adjudicate, reconsider, reverse } from '../../local/payer/adjudicate-claim.ts';
import { answerInquiry } from '../../local/payer/answer-inquiry.ts';
import { behaviourOf, type Behaviour } from '../../local/payer/behaviour.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** What became of one encounter. */
export interface Walked {
  readonly claim: Claim;
  readonly postings: readonly Posting[];
  /** Every state the claim was in, in order. */
  readonly states: readonly string[];
  /** Why it did not get to its end; undefined when it did. */
  readonly stuck?: string;
}

interface Decision {
  readonly dueAt: number;
  readonly claims: () => Claim835[];
}

/**
 * Walks one encounter from intake to its end by the decisions of the domain alone: no runtime, no files, the synthetic
 * payer's own answers and the scripted staff.
 */
export class SampleWalk {
  readonly #practice: Practice;
  readonly #answers: StaffAnswers;
  readonly #encounterId: string;
  #claim: Claim;
  #now: number;
  #postings: Posting[] = [];
  #states: string[] = [];
  /** The kinds of the tasks that the claim has waited for. */
  #asked: string[] = [];
  #inquiry: EligibilityInquiry270 | undefined;
  #sent: Claim837P | undefined;
  #decisions: Decision[] = [];
  /** The payer's decision that stands. */
  #standing: Claim835 | undefined;
  #remittances = 0;
  readonly #record: (writes: readonly Write[], at: Instant) => void;

  /** @param record is told of everything that is written, and when. */
  constructor(
    encounter: Encounter,
    practice: Practice,
    answers: StaffAnswers,
    now: Instant,
    record: (writes: readonly Write[], at: Instant) => void = () => undefined,
  ) {
    this.#record = record;
    this.#practice = practice;
    this.#answers = answers;
    this.#encounterId = encounter.encounterId;
    this.#now = Date.parse(now);
    const taken = takeInEncounter(encounter, practice, undefined, {
      uploadId: 'U0000000000000001',
      recordNumber: 1,
      at: now,
    });
    this.#claim = claimIn(taken.writes);
    record(taken.writes, now);
  }

  /** Takes step after step until the claim is closed and the payer has nothing more to say. */
  run(): Walked {
    for (let step = 0; step < 100; step += 1) {
      this.#states.push(this.#claim.state);
      if (this.#claim.state === 'closed' && this.#decisions.length === 0) {
        return { claim: this.#claim, postings: this.#postings, states: this.#states };
      }
      const stuck = this.#step();
      if (stuck !== undefined) {
        return { claim: this.#claim, postings: this.#postings, states: this.#states, stuck };
      }
    }
    return { claim: this.#claim, postings: this.#postings, states: this.#states, stuck: 'it never ends' };
  }

  #step(): string | undefined {
    const claim = this.#claim;
    const practice = this.#practice;
    const at = this.#at();
    switch (claim.state) {
      case 'received': {
        const asked = askEligibility(claim, practice, { at, traceNumber: nextTraceNumber(claim) });
        this.#inquiry = asked.inquiry;
        return this.#apply(asked.writes);
      }
      case 'awaiting-eligibility':
        return this.#settleEligibility();
      case 'ready-to-scrub': {
        const report = scrubClaim(claim, practice, seedTables, { at, history: noHistory });
        const decided = decideScrub(claim, report, practice, at);
        const occasion = { at, postingDate: dateOf(at), by: 'scrub-claim', postings: this.#postings };
        const held = decided.outcome === 'held-by-scrubber';
        return this.#apply(held ? decided.writes : withCharges(decided, occasion).writes);
      }
      case 'ready-to-submit': {
        this.#sent = buildClaim837P(claim, practice);
        const file = { at, interchangeControlNumber: '000000001', fileKey: 'outbound/1' };
        return this.#apply(decideSubmission(claim, practice, file).writes);
      }
      case 'awaiting-acknowledgement':
        return this.#acknowledge();
      case 'awaiting-remittance':
      case 'closed':
        return this.#remit();
      case 'ready-for-patient':
        return this.#apply(decideHandOver(claim, undefined, this.#postings, at).writes);
      case 'awaiting-coverage':
      case 'awaiting-coding':
      case 'awaiting-audit':
      case 'on-hold':
      case 'awaiting-correction':
      case 'awaiting-rejection-work':
      case 'awaiting-follow-up':
      case 'awaiting-denial-work':
        return this.#work();
    }
  }

  #at(): Instant {
    return Instant.parse(new Date(this.#now).toISOString());
  }

  #apply(writes: readonly Write[]): string | undefined {
    if (writes.length === 0) {
      return `nothing is written in ${this.#claim.state}`;
    }
    this.#record(writes, this.#at());
    for (const write of writes) {
      if (write.kind === 'save-claim') {
        if (write.expectedVersion !== this.#claim.version) {
          return `version ${write.expectedVersion} was expected, ${this.#claim.version} found`;
        }
        this.#claim = write.claim;
      } else if (write.kind === 'post') {
        this.#postings.push(write.posting);
      } else if (write.kind === 'open-task' && write.task.taskId === taskIdOf(this.#claim)) {
        this.#asked.push(write.task.kind);
      }
    }
    return undefined;
  }

  #settleEligibility(): string | undefined {
    const response = this.#inquiry === undefined ? undefined : answerInquiry(this.#inquiry, this.#at());
    this.#now += response === undefined ? 2 * day : 5 * 60_000;
    const file = { at: this.#at(), fileKey: 'inbound/1' };
    return this.#apply(
      response === undefined
        ? missedEligibility(this.#claim, file.at).writes
        : settleEligibility(this.#claim, this.#practice, response, file).writes,
    );
  }

  #behaviour(): Behaviour {
    return behaviourOf(this.#sent?.subscriber.name.identifier?.value ?? '');
  }

  #acknowledge(): string | undefined {
    const sent = this.#sent;
    const behaviour = this.#behaviour();
    const sequence = this.#claim.submissions.length;
    if (sent === undefined) {
      return 'nothing was sent';
    }
    if (behaviour === 'A0' && sequence === 1) {
      this.#now += this.#claim.deadlineSeconds * 1000;
      return this.#apply(missedAcknowledgement(this.#claim, this.#practice, this.#at()).writes);
    }
    this.#now += day;
    const at = this.#at();
    if (behaviour === 'R999') {
      const transaction = {
        setCode: '837',
        controlNumber: '0001',
        segmentErrors: [],
        code: 'R',
        errorCodes: [],
      };
      const counts = { includedCount: 1, receivedCount: 1, acceptedCount: 0, errorCodes: [] };
      const rejected = {
        functionalCode: 'HC',
        groupControlNumber: '1',
        transactions: [transaction],
        code: 'R',
        ...counts,
      };
      const file = { sequence, at, fileKey: 'inbound/999', sender: 'OPENFIELD' };
      return this.#apply(receive999(this.#claim, this.#practice, rejected, file).writes);
    }
    const control = `ICN${sequence}`;
    const verdict = examine(
      sent,
      behaviour,
      control,
      (known) => known === this.#standing?.payerControlNumber,
    );
    const source = { role: 'PR', name: { entityType: 'organization', name: 'Payer' } } as const;
    const occasion = { reference: '1', date: dateOf(at), time: timeOf(at), batchReference: '1', source };
    const acknowledged = payerAcknowledgement([{ claim: sent, verdict }], occasion);
    const status = acknowledged.receivers[0]?.providers[0]?.claims[0];
    if (status === undefined) {
      return 'the payer acknowledged nothing';
    }
    if (verdict.accepted) {
      this.#planDecisions(sent, behaviour, control);
    }
    const file = { source: acknowledged.source, at, fileKey: 'inbound/277' };
    return this.#apply(receive277CA(this.#claim, this.#practice, status, file).writes);
  }

  /** What the payer will decide about an accepted claim, and when. */
  #planDecisions(sent: Claim837P, behaviour: Behaviour, control: string): void {
    const payer = this.#practice.payers.find(({ payerId }) => payerId === sent.payer.name.identifier?.value);
    const former = this.#standing;
    const firstDue = this.#now + (behaviour === 'LATE' ? 60 : 10) * day;
    const replaces = (next: Claim835): Claim835[] => {
      const taken = this.#standing;
      this.#standing = next;
      return taken === undefined ? [next] : [reverse(taken), next];
    };
    this.#decisions = [
      {
        dueAt: firstDue,
        claims: () => {
          const isDuplicate = sent.frequencyCode === '1' && (former?.paidCents ?? 0) > 0;
          const decided = adjudicate(sent, payer, { behaviour, payerControlNumber: control, isDuplicate });
          if (sent.frequencyCode === '7') {
            return replaces(decided);
          }
          this.#standing = decided;
          return [decided];
        },
      },
    ];
    if (behaviour === 'REV' || behaviour === 'D50') {
      this.#decisions.push({
        dueAt: firstDue + (behaviour === 'REV' ? 15 : 45) * day,
        claims: () => replaces(reconsider(sent, payer, { behaviour, payerControlNumber: `${control}B` })),
      });
    }
  }

  #remit(): string | undefined {
    const [next, ...later] = this.#decisions;
    const deadline = this.#now + this.#claim.deadlineSeconds * 1000;
    if (next === undefined || (this.#claim.state === 'awaiting-remittance' && next.dueAt > deadline)) {
      this.#now = deadline;
      return this.#apply(missedRemittance(this.#claim, this.#practice, this.#at(), this.#postings).writes);
    }
    this.#decisions = later;
    this.#now = Math.max(this.#now, next.dueAt);
    this.#remittances += 1;
    const at = this.#at();
    const { claimId } = this.#claim;
    const remittanceId = remittanceIdFor('payer', `EFT${this.#remittances}`, claimId);
    const facts = { remittanceId, traceNumber: `EFT${this.#remittances}` };
    for (const [index, decided] of next.claims().entries()) {
      const occasion = { at, postingDate: dateOf(at), postings: this.#postings };
      const posted = postClaimPayment(this.#claim, this.#practice, facts, decided, index + 1, occasion);
      if (posted.outcome !== 'posted') {
        return `a payment was ${posted.outcome}${posted.outcome === 'suspended' ? `: ${posted.why}` : ''}`;
      }
      const stuck = this.#apply(posted.writes);
      if (stuck !== undefined) {
        return stuck;
      }
    }
    return undefined;
  }

  #work(): string | undefined {
    const kind = this.#asked.at(-1);
    const occurrence = this.#asked.filter((asked) => asked === kind).length;
    const script = this.#answers.find(
      (answer) =>
        answer.encounterId === this.#encounterId && answer.task === kind && answer.occurrence === occurrence,
    );
    if (script === undefined) {
      return `no answer to ${kind} task ${occurrence}`;
    }
    this.#now += hour;
    const worked = this.#decide(script);
    return worked.refused ?? this.#apply(worked.writes);
  }

  #decide(script: StaffAnswers[number]): TaskWorked {
    const claim = this.#claim;
    const practice = this.#practice;
    const postings = this.#postings;
    const staff = { user: script.user, role: script.role, at: this.#at() };
    switch (script.task) {
      case 'coverage':
        return decideCoverageTask(claim, practice, script.outcome, staff);
      case 'coding':
        return decideCodingTask(claim, practice, script.outcome, staff);
      case 'authorization':
        return script.outcome.outcome === 'write-off'
          ? writeOffRemaining(claim, practice, postings, 'authorization', script.outcome, staff)
          : decideAuthorizationTask(claim, practice, script.outcome, staff);
      case 'correction':
        return script.outcome.outcome === 'write-off'
          ? writeOffRemaining(claim, practice, postings, 'correction', script.outcome, staff)
          : decideCorrectionTask(claim, practice, script.outcome, staff);
      case 'rejection':
        return script.outcome.outcome === 'write-off'
          ? writeOffRemaining(claim, practice, postings, 'rejection', script.outcome, staff)
          : decideRejectionTask(claim, practice, script.outcome, staff);
      case 'follow-up':
        switch (script.outcome.outcome) {
          case 'write-off':
            return writeOffRemaining(claim, practice, postings, 'follow-up', script.outcome, staff);
          case 'back-to-denial':
            return returnToDenial(claim, practice, postings, script.outcome, staff);
          case 'keep-waiting':
          case 'resubmit':
            return decideFollowUpTask(claim, practice, script.outcome, staff);
        }
      case 'appeal':
        return decideAppealTask(claim, practice, postings, script.outcome, staff);
      case 'denial':
        return decideDenialTask(claim, practice, postings, script.outcome, staff);
      case 'charge-changed':
        return decideChargeChangedTask(claim, practice, postings, script.outcome, staff, undefined);
    }
  }
}

/** The day on which the samples are walked: after the last visit, before the first filing limit. */
export const walkStart = Instant.parse('2026-11-20T09:00:00.000Z');
export const walkDay = PlainDate.parse('2026-11-20');
