import { Aws, Duration } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  MathExpression,
  TreatMissingData,
  type IMetric,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { ClaimsKey } from '../../defaults/claims-key.ts';
import type { StageSettings } from '../../stages/stage-settings.ts';
import type { RunbookHeading } from './runbook-headings.ts';

const period = Duration.minutes(5);
/** A retry heals a single error; more in five minutes need a look. */
const errorsInFiveMinutes = 5;
/** The sweeper comes every five minutes; what is older than three of its rounds is stuck. */
const outboxAgeLimit = Duration.minutes(15);
/** Missing charges are looked for every hour. */
const missingChargesLimit = Duration.hours(3);
/** And so is what came in and is not done with. */
const stuckIntakeLimit = Duration.hours(3);
/** Posting days that are over are totalled every hour. */
const ledgerDaysLimit = Duration.hours(3);
/** What payers decided on them is compared with their contracts. */
const underpaymentsLimit = Duration.hours(3);
/** Money that is owed back is looked for every six hours. */
const holdsLimit = Duration.hours(3);
const creditBalancesLimit = Duration.hours(13);
/** And patients. */
const duplicatePatientsLimit = Duration.hours(3);

/** Who is to be told of a report is looked for every hour. */
const reportMailsLimit = Duration.hours(3);

/** Tasks are gone through every three hours. */
const tidyTasksLimit = Duration.hours(7);

/** Payments without remittances, and remittances without payments, every day. */
const missingHalvesLimit = Duration.hours(26);
/** And so are exports to the warehouse started. CloudWatch looks at no longer span than a day. */
const warehouseExportsLimit = Duration.hours(24);
/** How old they are is looked at every hour. */
const warehouseAgeLimit = Duration.hours(3);

interface AlarmsProps {
  readonly settings: StageSettings;
  readonly key: ClaimsKey;
}

interface Watch {
  readonly metric: IMetric;
  readonly threshold: number;
  /** Whether less than the threshold is the fault, and so is nothing at all; otherwise the threshold and more. */
  readonly isTooLow?: boolean;
  /** What happened, one sentence. */
  readonly says: string;
  readonly runbook: RunbookHeading;
}

/** Every alarm, told to one topic; each says what happened and which heading of the runbook to open. */
export class Alarms extends Construct {
  private readonly topic: Topic;

  constructor(scope: Construct, id: string, { settings, key }: AlarmsProps) {
    super(scope, id);
    this.topic = new Topic(this, 'Topic', { masterKey: key, enforceSSL: true });
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
    if (settings.alarmEmail !== undefined) {
      this.topic.addSubscription(new EmailSubscription(settings.alarmEmail));
    }
  }

  watchDeadLetters(queue: Queue, runbook: RunbookHeading): void {
    this.watch(queue, 'NotEmpty', {
      metric: queue.metricApproximateNumberOfMessagesVisible({ period, statistic: 'max' }),
      threshold: 1,
      says: 'A dead-letter queue holds a message.',
      runbook,
    });
  }

  watchErrors(lambda: LambdaFunction, name: string): void {
    this.watch(lambda, 'Errors', {
      metric: lambda.metricErrors({ period, statistic: 'sum' }),
      threshold: errorsInFiveMinutes,
      says: `${name} failed ${errorsInFiveMinutes} times in five minutes.`,
      runbook: 'A function fails',
    });
  }

  watchExecutions(machine: StateMachine, name: string): void {
    this.watch(machine, 'Failed', {
      metric: new MathExpression({
        expression: 'failed + timedOut',
        label: `${name} executions failed or timed out`,
        period,
        usingMetrics: {
          failed: machine.metricFailed({ period, statistic: 'sum' }),
          timedOut: machine.metricTimedOut({ period, statistic: 'sum' }),
        },
      }),
      threshold: 1,
      says: `An execution of ${name} failed or lived longer than it may.`,
      runbook: 'An execution failed',
    });
  }

  /** Age of the oldest change that the relay has not read from the stream. */
  watchOutboxAge(relay: LambdaFunction): void {
    this.watch(relay, 'OutboxAge', {
      metric: relay.metric('IteratorAge', { period, statistic: 'max' }),
      threshold: outboxAgeLimit.toMilliseconds(),
      says: `The relay is ${outboxAgeLimit.toMinutes()} minutes behind the claims table.`,
      runbook: 'The outbox grew old',
    });
  }

  watchSweeper(sweeper: LambdaFunction): void {
    this.watchRounds(sweeper, {
      rounds: 'rounds of the outbox sweeper',
      within: outboxAgeLimit,
      says: `The outbox was not swept for ${outboxAgeLimit.toMinutes()} minutes.`,
      runbook: 'The outbox is not swept',
    });
  }

  watchMissingCharges(finder: LambdaFunction): void {
    this.watchRounds(finder, {
      rounds: 'looks for missing charges',
      within: missingChargesLimit,
      says: `Missing charges were not looked for within ${missingChargesLimit.toHours()} hours.`,
      runbook: 'Missing charges are not looked for',
    });
  }

  watchHolds(reviewer: LambdaFunction): void {
    this.watchRounds(reviewer, {
      rounds: 'rounds through the holds',
      within: holdsLimit,
      says: `Holds were not gone through within ${holdsLimit.toHours()} hours.`,
      runbook: 'Holds are not gone through',
    });
  }

  watchTidyTasks(tidier: LambdaFunction): void {
    this.watchRounds(tidier, {
      rounds: 'rounds through the open tasks',
      within: tidyTasksLimit,
      says: `Open tasks were not gone through within ${tidyTasksLimit.toHours()} hours.`,
      runbook: 'Tasks are not gone through',
    });
  }

  /** One failed round is told at once: a day that does not balance is no fault that passes. */
  watchLedgerDays(totaller: LambdaFunction): void {
    this.watchRounds(totaller, {
      rounds: 'looks at posting days',
      within: ledgerDaysLimit,
      says: `Posting days were not totalled within ${ledgerDaysLimit.toHours()} hours.`,
      runbook: 'A posting day does not tie',
    });
    this.watch(totaller, 'Damaged', {
      metric: totaller.metricErrors({ period: Duration.hours(1), statistic: 'sum' }),
      threshold: 1,
      says: 'A round over the posting days failed: a day may not balance.',
      runbook: 'A posting day does not tie',
    });
  }

  watchUnderpayments(finder: LambdaFunction): void {
    this.watchRounds(finder, {
      rounds: 'looks for underpayments',
      within: underpaymentsLimit,
      says: `Underpayments were not looked for within ${underpaymentsLimit.toHours()} hours.`,
      runbook: 'Underpayments are not looked for',
    });
  }

  watchCreditBalances(finder: LambdaFunction): void {
    this.watchRounds(finder, {
      rounds: 'looks for credit balances',
      within: creditBalancesLimit,
      says: `Credit balances were not looked for within ${creditBalancesLimit.toHours()} hours.`,
      runbook: 'Credit balances are not looked for',
    });
  }

  watchDuplicatePatients(finder: LambdaFunction): void {
    this.watchRounds(finder, {
      rounds: 'looks for duplicate patients',
      within: duplicatePatientsLimit,
      says: `Duplicate patients were not looked for within ${duplicatePatientsLimit.toHours()} hours.`,
      runbook: 'Duplicate patients are not looked for',
    });
  }

  watchMissingHalves(finder: LambdaFunction): void {
    this.watchRounds(finder, {
      rounds: 'looks for missing payments and remittances',
      within: missingHalvesLimit,
      says: `Missing payments and remittances were not looked for within ${missingHalvesLimit.toHours()} hours.`,
      runbook: 'Missing payments are not looked for',
    });
  }

  watchWarehouseExports(starter: LambdaFunction): void {
    this.watchRounds(starter, {
      rounds: 'starts of the export to the warehouse',
      within: warehouseExportsLimit,
      says: `No export to the warehouse was started within ${warehouseExportsLimit.toHours()} hours.`,
      runbook: 'The warehouse is not exported',
    });
  }

  /** A mail that was given up is told at once: a round fails for it, and the next one does not look at it again. */
  watchReportMails(sender: LambdaFunction): void {
    this.watchRounds(sender, {
      rounds: 'looks for reports to tell of',
      within: reportMailsLimit,
      says: `Who is to be told of reports was not looked for within ${reportMailsLimit.toHours()} hours.`,
      runbook: 'Mails about reports are not sent',
    });
    this.watch(sender, 'GivenUp', {
      metric: sender.metricErrors({ period: Duration.hours(1), statistic: 'sum' }),
      threshold: 1,
      says: 'A round over the schedules of reports failed: mails may have been given up.',
      runbook: 'Mails about reports are not sent',
    });
  }

  /** One failed round is told at once: it names a practice that is late. */
  watchWarehouseAge(checker: LambdaFunction): void {
    this.watchRounds(checker, {
      rounds: 'looks at how old the warehouse is',
      within: warehouseAgeLimit,
      says: `How old the warehouse is was not looked at, or a practice was late, for ${warehouseAgeLimit.toHours()} hours.`,
      runbook: 'A practice is late in the warehouse',
    });
    this.watch(checker, 'Late', {
      metric: checker.metricErrors({ period: Duration.hours(1), statistic: 'sum' }),
      threshold: 1,
      says: 'The last published day of a practice is older than the stage allows.',
      runbook: 'A practice is late in the warehouse',
    });
  }

  watchStuckIntake(finder: LambdaFunction): void {
    this.watchRounds(finder, {
      rounds: 'looks at what came in and is not done with',
      within: stuckIntakeLimit,
      says: `What came in and is not done with was not looked at within ${stuckIntakeLimit.toHours()} hours.`,
      runbook: 'Stuck intake is not looked at',
    });
  }

  /**
   * Rounds of what a schedule calls that came to their end. It comes too seldom for its errors to be many in five
   * minutes, and one that is not called at all has none.
   */
  private watchRounds(
    called: LambdaFunction,
    { rounds, within, says, runbook }: Pick<Watch, 'says' | 'runbook'> & { rounds: string; within: Duration },
  ): void {
    const ofRounds = { period: within, statistic: 'sum' };
    this.watch(called, 'Swept', {
      metric: new MathExpression({
        expression: 'FILL(called, 0) - FILL(failed, 0)',
        label: `${rounds} that ended well`,
        period: within,
        usingMetrics: {
          called: called.metricInvocations(ofRounds),
          failed: called.metricErrors(ofRounds),
        },
      }),
      threshold: 1,
      isTooLow: true,
      says,
      runbook,
    });
  }

  private watch(
    watched: Construct,
    id: string,
    { metric, threshold, isTooLow = false, says, runbook }: Watch,
  ): void {
    const alarm = new Alarm(watched, id, {
      metric,
      threshold,
      comparisonOperator: isTooLow
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: isTooLow ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
      alarmDescription: `${says} See "${runbook}" in docs/runbook.md.`,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
  }
}
