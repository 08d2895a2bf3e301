import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Environment } from '#contracts/environment.ts';
import { Alarms } from '../constructs/alarms/alarms.ts';
import { BankFiles } from '../constructs/bank-files/bank-files.ts';
import { ClaimPipeline } from '../constructs/claim-pipeline/claim-pipeline.ts';
import { ClearinghouseExchange } from '../constructs/clearinghouse-exchange/clearinghouse-exchange.ts';
import { CodeSets } from '../constructs/code-sets/code-sets.ts';
import { CreditBalances } from '../constructs/credit-balances/credit-balances.ts';
import { DuplicatePatients } from '../constructs/duplicate-patients/duplicate-patients.ts';
import { EncounterIntake } from '../constructs/encounter-intake/encounter-intake.ts';
import { Holds } from '../constructs/holds/holds.ts';
import { LedgerDays } from '../constructs/ledger-days/ledger-days.ts';
import { MissingCharges } from '../constructs/missing-charges/missing-charges.ts';
import { Outbox } from '../constructs/outbox/outbox.ts';
import { PatientAccount } from '../constructs/patient-account/patient-account.ts';
import { PracticeFiles } from '../constructs/practice-files/practice-files.ts';
import { RemittancePosting } from '../constructs/remittance-posting/remittance-posting.ts';
import { StaffAdministration } from '../constructs/staff-api/staff-administration.ts';
import { openDoors } from '../constructs/staff-api/staff-doors.ts';
import { StaffFunctions } from '../constructs/staff-functions/staff-functions.ts';
import { StuckIntake } from '../constructs/stuck-intake/stuck-intake.ts';
import { TaskQueue } from '../constructs/task-queue/task-queue.ts';
import { Underpayments } from '../constructs/underpayments/underpayments.ts';
import { pascalCase, type ClaimsFunction } from '../defaults/claims-function.ts';
import { DeadLetterQueue } from '../defaults/claims-queue.ts';
import type { Foundation } from '../defaults/foundation.ts';
import type { StageSettings } from '../stages/stage-settings.ts';
import type { DataStack } from './data-stack.ts';

interface PipelineStackProps {
  readonly settings: StageSettings;
  readonly data: DataStack;
  readonly bundleFolder: string;
}

/** Everything that works: queues, functions, state machines, alarms. It holds nothing and can be replaced whole. */
export class PipelineStack extends Stack {
  readonly foundation: Foundation;
  /** What people call, on the command line and over the API. */
  readonly callable: readonly ClaimsFunction[];

  constructor(scope: Construct, id: string, { settings, data, bundleFolder }: PipelineStackProps) {
    super(scope, id, {
      description: `Claimwright ${settings.stage}: from an encounter to a paid claim and a patient's bill`,
      env: { region: settings.region },
      terminationProtection: settings.deletionProtection,
      // By this the command line finds the stacks of a stage.
      tags: { 'claimwright:stage': settings.stage },
    });
    const foundation = this.makeFoundation({ settings, data, bundleFolder });
    this.foundation = foundation;

    const taskQueue = new TaskQueue(this, 'TaskQueue', { foundation });
    const claims = new ClaimPipeline(this, 'Claims', { foundation, taskQueue });
    const accounts = new PatientAccount(this, 'Accounts', { foundation });
    const remittancePosting = new RemittancePosting(this, 'Remittances', { foundation });
    const intake = new EncounterIntake(this, 'Intake', { foundation });
    new LedgerDays(this, 'LedgerDays', { foundation });
    new MissingCharges(this, 'MissingCharges', { foundation });
    new StuckIntake(this, 'StuckIntake', { foundation });
    new DuplicatePatients(this, 'DuplicatePatients', { foundation });
    new CreditBalances(this, 'CreditBalances', { foundation });
    new PracticeFiles(this, 'PracticeFiles', { foundation });
    new BankFiles(this, 'BankFiles', { foundation });
    const holds = new Holds(this, 'Holds', { foundation });
    const codeSets = new CodeSets(this, 'CodeSets', { foundation });
    const underpayments = new Underpayments(this, 'Underpayments', { foundation });
    new ClearinghouseExchange(this, 'Exchange', { foundation, remittancePosting });
    new Outbox(this, 'Outbox', {
      foundation,
      claimPipeline: claims.machine,
      patientAccount: accounts.machine,
    });
    const staff = new StaffFunctions(this, 'Staff', {
      foundation,
      resumable: [intake.machine, remittancePosting.machine],
      encounterIntake: intake.machine,
      remittancePosting: remittancePosting.machine,
    });

    // Read by the command line, on AWS and on one machine.
    const administration = new StaffAdministration(this, 'Administration', {
      foundation,
      pool: data.accounts.pool,
    });
    this.callable = [
      ...staff.all,
      ...administration.all,
      codeSets.reader,
      underpayments.reader,
      holds.manager,
    ];
    openDoors(this.callable, foundation);
    for (const callable of this.callable) {
      new CfnOutput(this, `${pascalCase(callable.verbNoun)}FunctionName`, { value: callable.functionName });
    }
  }

  private makeFoundation({ settings, data, bundleFolder }: PipelineStackProps): Foundation {
    const { key, records, evidence, documents } = data;
    const alarms = new Alarms(this, 'Alarms', { settings, key });
    const names: Partial<Record<keyof Environment, string>> = {
      CLAIMS_TABLE: records.claims.tableName,
      LEDGER_TABLE: records.ledger.tableName,
      WORK_TABLE: records.work.tableName,
      PRACTICE_TABLE: records.practices.tableName,
      STAFF_TABLE: records.staff.tableName,
      STAFF_REQUEST_TABLE: records.staffRequests.tableName,
      AUDIT_TABLE: records.audit.tableName,
      UPLOAD_BUCKET: evidence.uploads.bucketName,
      EXCHANGE_BUCKET: evidence.exchange.bucketName,
      DOCUMENT_BUCKET: documents.bucket.bucketName,
    };
    return {
      settings,
      key,
      records,
      evidence,
      documents,
      alarms,
      names,
      bundleFolder,
      defects: new DeadLetterQueue(this, 'Defects', { key, alarms, runbook: 'A step met a defect' }),
      failedInvocations: new DeadLetterQueue(this, 'FailedInvocations', {
        key,
        alarms,
        runbook: 'A call failed and nobody was told',
      }),
    };
  }
}
