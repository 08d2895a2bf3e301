import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Claim } from '#contracts/claim.ts';
import { Instant, type PlainDate } from '#contracts/dates.ts';
import type { ClaimId, PracticeId } from '#contracts/identifiers.ts';
import { KeepCostsAnswer } from '#contracts/costs.ts';
import { EnterPaymentsAnswer } from '#contracts/payment-batch.ts';
import { ClosePeriodAnswer, DepositSlip } from '#contracts/periods.ts';
import { SettleRefundAnswer } from '#contracts/refunds.ts';
import { addDays, dateOf } from '#domain/calendar/plain-date.ts';
import { refundsOf } from '#domain/credit-balances/refunds.ts';
import { sumCents, zeroCents } from '#domain/money/cents.ts';
import { factsOf, type Facts } from '../../../local/cli/facts.ts';
import { putFiles } from '../../../local/cli/file-commands.ts';
import { openRuntime, type OpenedRuntime } from '../../../local/cli/open-runtime.ts';
import { loadPractice } from '../../../local/cli/practice-commands.ts';
import { samplePractice } from '../../../local/cli/samples.ts';
import { repositoryFolder } from '../../../local/cli/synthesised.ts';
import { decisionOf } from './staff-of-a-year.ts';
import { drawn, visitsOfWeek } from './visits-of-a-year.ts';

export interface YearPlan {
  readonly claims: number;
  /** Weeks in which patients are seen; what they owe is waited for after the last. */
  readonly weeks: number;
  readonly weeksAfter: number;
  readonly tell?: (line: string) => void;
  /**
   * Of a year that is too short to draw everything: the payer takes back what it decided of the first patients, and the
   * first patient who pays pays too much.
   */
  readonly isEventful?: boolean;
}

export interface LivedYear {
  readonly opened: OpenedRuntime;
  readonly facts: Facts;
  readonly practiceId: PracticeId;
  /** The first and the last day that was lived. */
  readonly from: PlainDate;
  readonly to: PlainDate;
  /** What people decided that was refused, with the reason: an office would have to look into it. */
  readonly refused: readonly string[];
  stop(): Promise<void>;
}

/** Called when a month was closed: its figures are final. */
export type OnMonthClosed = (
  month: string,
  at: { readonly target: OpenedRuntime['target']; readonly practiceId: PracticeId },
) => Promise<void>;

const dayMilliseconds = 86_400_000;
/** Of the month: when patients' payments are entered, and when the month before is closed. */
const [paymentDay, closingDay] = [6, 12];

/**
 * A practice's year on this machine: visits are uploaded week by week, the synthetic payer answers, an office of one
 * mind works its tasks, patients pay once a month and some too much, refunds are sent, days and months are closed.
 */
export async function liveAYear(plan: YearPlan, onMonthClosed: OnMonthClosed): Promise<LivedYear> {
  const folder = mkdtempSync(path.join(tmpdir(), 'claimwright-year-'));
  const opened = await openRuntime({ data: folder, port: 0, seed: '1', payer: true, clock: 'jump' });
  const { runtime, target } = opened;
  runtime.scheduler.hold('the year', 86_400);
  await loadPractice({ target }, path.join(repositoryFolder, 'events', 'practice.json'));
  const office = new Office(opened, plan, onMonthClosed);
  const perWeek = Math.ceil(plan.claims / plan.weeks);
  const firstEndings = plan.isEventful === true ? ['REV', 'SHARE', 'REV', 'SHARE'] : [];
  for (let week = 0; week < plan.weeks + plan.weeksAfter; week += 1) {
    const visits = Math.min(perWeek, plan.claims - week * perWeek);
    if (week < plan.weeks && visits > 0) {
      const file = path.join(folder, `week-${String(week).padStart(2, '0')}.ndjson`);
      const now = runtime.clock.now();
      writeFileSync(file, visitsOfWeek(week, visits, now, samplePractice(), firstEndings));
      await putFiles({ target }, 'Upload', [file], `upload/${office.practiceId}`);
    }
    for (let day = 0; day < 7; day += 1) {
      await office.work();
      await runtime.scheduler.advance(dayMilliseconds);
    }
    office.say(`week ${week + 1}`);
  }
  return {
    opened,
    facts: office.facts,
    practiceId: office.practiceId,
    from: office.began,
    to: office.today(),
    refused: office.refused,
    stop: async () => {
      await runtime.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

class Office {
  readonly facts: Facts;
  readonly practiceId = samplePractice().practiceId;
  readonly refused: string[] = [];
  private readonly opened: OpenedRuntime;
  private readonly tell: (line: string) => void;
  private readonly onMonthClosed: OnMonthClosed;
  private readonly isEventful: boolean;
  private readonly paid = new Set<string>();
  /** Tasks that nobody works, so that they are not read again each day. */
  private readonly left = new Set<string>();
  private writesSeen = -1;
  /** The first day of the books. */
  readonly began: PlainDate;

  constructor(opened: OpenedRuntime, plan: YearPlan, onMonthClosed: OnMonthClosed) {
    this.isEventful = plan.isEventful === true;
    this.onMonthClosed = onMonthClosed;
    this.opened = opened;
    this.tell = plan.tell ?? (() => undefined);
    this.facts = factsOf(opened.target);
    this.began = this.today();
  }

  today(): PlainDate {
    return dateOf(Instant.parse(new Date(this.opened.runtime.clock.now()).toISOString()));
  }

  say(what: string): void {
    this.tell(`${this.today()} ${what}`);
  }

  /** What is done on one day. */
  async work(): Promise<void> {
    await this.workTasks();
    const dayOfMonth = Number(this.today().slice(8));
    if (dayOfMonth === paymentDay) {
      await this.enterPatientPayments();
    }
    if (dayOfMonth === paymentDay + 3) {
      await this.sendRefunds();
    }
    if (dayOfMonth === closingDay) {
      await this.closeMonthBefore();
    }
    await this.opened.runtime.onQuiet();
  }

  private async workTasks(): Promise<void> {
    // Where no function has written anything there is no new task.
    const { dynamodb = {} } = this.opened.runtime.counters().services;
    const writes = dynamodb['write-request-units'] ?? 0;
    if (writes === this.writesSeen) {
      return;
    }
    for (const task of await this.facts.tasks(this.practiceId)) {
      if (this.left.has(task.taskId)) {
        continue;
      }
      const decision = decisionOf(task, await this.claimOf(task.claimId));
      if (decision === undefined) {
        this.left.add(task.taskId);
        continue;
      }
      const answer = await this.facts.workTask({
        practiceId: this.practiceId,
        taskId: task.taskId,
        user: decision.user,
        role: decision.role,
        outcome: decision.outcome,
      });
      if (answer.outcome === 'refused') {
        this.refuse(`${task.kind} (${task.why})`, answer.problems);
        this.left.add(task.taskId);
      } else if (answer.outcome === 'noted') {
        await this.facts.workTask({
          practiceId: this.practiceId,
          taskId: task.taskId,
          user: 'manager.lee',
          role: 'manager',
          outcome: decision.outcome,
        });
      }
    }
    await this.opened.runtime.onQuiet();
    this.writesSeen = this.opened.runtime.counters().services['dynamodb']?.['write-request-units'] ?? 0;
  }

  private async claimOf(claimId: ClaimId | undefined): Promise<Claim | undefined> {
    return claimId === undefined ? undefined : (await this.facts.claim(this.practiceId, claimId)).claim;
  }

  /** Most patients pay what their statement asks, some half of it, some nothing, some a round sum too much. */
  private async enterPatientPayments(): Promise<void> {
    const accounts = await this.facts.accounts(this.practiceId);
    const items = accounts.flatMap(({ guarantorId, visits, statements }) => {
      const owedCents = sumCents(visits, ({ balanceCents }) => balanceCents);
      const asked = statements.at(-1);
      const key = `${guarantorId} ${statements.length}`;
      if (asked === undefined || owedCents <= 0 || this.paid.has(key)) {
        return [];
      }
      this.paid.add(key);
      const luck = this.isEventful && this.paid.size === 1 ? 80 : drawn(`pays ${key}`, 100);
      const amountCents =
        luck < 60 ? owedCents : luck < 75 ? Math.ceil(owedCents / 2) : luck < 82 ? owedCents + 20_00 : 0;
      return amountCents === 0
        ? []
        : [
            {
              kind: 'patient-payment' as const,
              guarantorId,
              claims: [],
              method: 'card' as const,
              number: `CARD${drawn(key, 1_000_000)}`,
              amountCents,
            },
          ];
    });
    for (let start = 0; start < items.length; start += 100) {
      const some = items.slice(start, start + 100);
      const batch = {
        name: `patients ${this.today()} ${start / 100 + 1}`,
        kind: 'deposit',
        control: { count: some.length, amountCents: some.reduce((sum, item) => sum + item.amountCents, 0) },
        items: some,
      };
      for (let isDone = false; !isDone;) {
        const answer = EnterPaymentsAnswer.parse(
          await this.opened.target.invoke('enter-payments', {
            action: 'enter',
            practiceId: this.practiceId,
            user: 'poster.ann',
            batch,
          }),
        );
        if (answer.outcome === 'refused') {
          this.refuse('patient payments', answer.problems);
        }
        isDone = answer.outcome !== 'entered' || answer.isDone;
      }
    }
  }

  private async sendRefunds(): Promise<void> {
    const { postings } = await this.facts.refunds(this.practiceId);
    for (const refund of refundsOf(postings).filter(({ state }) => state === 'approved')) {
      const answer = SettleRefundAnswer.parse(
        await this.opened.target.invoke('settle-refund', {
          action: 'paid',
          practiceId: this.practiceId,
          refund: refund.refundId,
          user: 'manager.kim',
          reason: 'Sent with the month’s checks.',
          checkNumber: `R${drawn(refund.refundId, 1_000_000)}`,
        }),
      );
      if (answer.outcome === 'refused') {
        this.refuse(`refund ${refund.refundId}`, answer.problems);
      }
    }
  }

  /** Each day of the month before with its deposit slip, then the month. */
  private async closeMonthBefore(): Promise<void> {
    const lastDay = addDays(this.today(), -closingDay);
    const close = async (request: Record<string, unknown>): Promise<boolean> => {
      const answer = ClosePeriodAnswer.parse(
        await this.opened.target.invoke('close-periods', {
          practiceId: this.practiceId,
          user: 'manager.kim',
          role: 'manager',
          ...request,
        }),
      );
      if (answer.outcome === 'refused') {
        this.refuse(`closing ${JSON.stringify(request)}`, answer.problems);
      }
      return answer.outcome === 'done';
    };
    const firstOfMonth = addDays(lastDay, 1 - Number(lastDay.slice(8)));
    const first = firstOfMonth < this.began ? this.began : firstOfMonth;
    for (let day = first; day <= lastDay; day = addDays(day, 1)) {
      const report = await this.facts.report({ report: 'day-sheet', practiceId: this.practiceId, day });
      const forDeposit = report.outcome === 'day-sheet' ? report.sheet.forDeposit : [];
      if (forDeposit.length === 0 && day !== lastDay) {
        continue;
      }
      const amount = (method: string) =>
        forDeposit.find((one) => one.method === method)?.amountCents ?? zeroCents;
      const slip = DepositSlip.parse({
        cashCents: amount('cash'),
        checkCents: amount('check'),
        cardCents: amount('card'),
      });
      if (!(await close({ action: 'close-day', day, slip }))) {
        return;
      }
    }
    await this.enterCosts(first.slice(0, 7));
    if (await close({ action: 'close-month', month: first.slice(0, 7) })) {
      this.say(`closed ${first.slice(0, 7)}`);
      const { target } = this.opened;
      await this.onMonthClosed(first.slice(0, 7), { target, practiceId: this.practiceId });
    }
  }

  /** What the month cost comes with its bills; that of the cloud is misread at first, every other month. */
  private async enterCosts(month: string): Promise<void> {
    const keep = async (request: object): Promise<KeepCostsAnswer> => {
      const answer = KeepCostsAnswer.parse(
        await this.opened.target.invoke('keep-costs', {
          practiceId: this.practiceId,
          user: 'manager.kim',
          ...request,
        }),
      );
      if (answer.outcome === 'refused') {
        this.refuse(`cost of ${month}`, answer.problems);
      }
      return answer;
    };
    const bill = { month, kind: 'cloud', amountCents: 120 + drawn(month, 90), reference: 'bill' };
    await keep({
      action: 'enter',
      cost: { month, kind: 'staff', amountCents: 410_000, reference: 'payroll' },
    });
    await keep({ action: 'enter', cost: { ...bill, kind: 'clearinghouse', amountCents: 9_900 } });
    if (Number(month.slice(5)) % 2 === 0) {
      const entered = await keep({ action: 'enter', cost: { ...bill, amountCents: 99_900 } });
      const number = entered.outcome === 'entered' ? entered.entry.number : 0;
      await keep({ action: 'correct', number, cost: bill, reason: 'Misread' });
    }
  }

  private refuse(what: string, problems: readonly string[]): void {
    this.refused.push(`${this.today()} ${what}: ${problems.join(' ')}`);
  }
}
