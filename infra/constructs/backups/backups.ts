import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { BackupPlan, BackupPlanRule, BackupResource, BackupVault } from 'aws-cdk-lib/aws-backup';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import type { ClaimsKey } from '../../defaults/claims-key.ts';
import type { ClaimsTable } from '../../defaults/claims-table.ts';
import type { StageSettings } from '../../stages/stage-settings.ts';

interface BackupsProps {
  readonly settings: StageSettings;
  readonly key: ClaimsKey;
  readonly tables: readonly ClaimsTable[];
}

/**
 * Copies of the tables that outlive them. Point-in-time recovery undoes a mistake of the last 35 days; a vault also
 * survives a deleted table, and keeps what the law asks for longer.
 */
export class Backups extends Construct {
  constructor(scope: Construct, id: string, { settings, key, tables }: BackupsProps) {
    super(scope, id);
    const vault = new BackupVault(this, 'Vault', {
      encryptionKey: key,
      removalPolicy: settings.removal === 'retain' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    const plan = new BackupPlan(this, 'Plan', { backupVault: vault });
    plan.addRule(
      new BackupPlanRule({
        ruleName: 'daily',
        // After the business day of every state.
        scheduleExpression: Schedule.cron({ hour: '9', minute: '0' }),
        deleteAfter: Duration.days(settings.backup.dailyDays),
      }),
    );
    if (settings.backup.monthlyDays > 0) {
      plan.addRule(
        new BackupPlanRule({
          ruleName: 'monthly',
          scheduleExpression: Schedule.cron({ day: '1', hour: '10', minute: '0' }),
          deleteAfter: Duration.days(settings.backup.monthlyDays),
        }),
      );
    }
    plan.addSelection('Tables', {
      resources: tables.map((table) => BackupResource.fromDynamoDbTable(table)),
    });
  }
}
