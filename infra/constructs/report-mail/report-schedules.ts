import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Environment } from '#contracts/environment.ts';
import { ClaimsFunction } from '../../defaults/claims-function.ts';
import type { Foundation } from '../../defaults/foundation.ts';

interface ReportSchedulesProps {
  readonly foundation: Foundation;
}

const reportMail: keyof Environment = 'REPORT_MAIL';

/** Who is told of which report when, as staff say it. */
export class ReportSchedules extends Construct {
  readonly manager: ClaimsFunction;

  constructor(scope: Construct, id: string, { foundation }: ReportSchedulesProps) {
    super(scope, id);
    const { settings, records } = foundation;
    this.manager = new ClaimsFunction(this, 'manage-report-schedules', {
      foundation,
      does: 'Lists, makes, changes and removes the schedules by which reports are announced',
      timeout: Duration.seconds(29),
      perPractice: true,
    });
    this.manager.addEnvironment(reportMail, settings.reportMail === undefined ? 'off' : 'on');
    records.practices.open(this.manager, ['GetItem', 'Query', 'PutItem']);
    records.ledger.open(this.manager, ['GetItem', 'Query']);
    records.staff.open(this.manager, ['Query']);
  }
}
