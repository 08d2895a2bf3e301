import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GlueClient } from '@aws-sdk/client-glue';
import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import type { Environment } from '#contracts/environment.ts';
import type { DocumentStore } from '#ports/document-store.ts';
import { rememberPractices } from '#ports/remember-practices.ts';
import { dynamoDbAppointmentStore } from '../dynamodb/dynamodb-appointment-store.ts';
import { dynamoDbBankBook } from '../dynamodb/dynamodb-bank-book.ts';
import { dynamoDbClaimStore } from '../dynamodb/dynamodb-claim-store.ts';
import { dynamoDbCodeSetStore } from '../dynamodb/dynamodb-code-set-store.ts';
import { dynamoDbCommit } from '../dynamodb/dynamodb-commit.ts';
import { dynamoDbCodingAudits } from '../dynamodb/dynamodb-coding-audits.ts';
import { dynamoDbContactLog } from '../dynamodb/dynamodb-contact-log.ts';
import { dynamoDbControlNumbers } from '../dynamodb/dynamodb-control-numbers.ts';
import { dynamoDbCostBook } from '../dynamodb/dynamodb-cost-book.ts';
import { dynamoDbDeskBook } from '../dynamodb/dynamodb-desk-book.ts';
import { dynamoDbExportBook } from '../dynamodb/dynamodb-export-book.ts';
import { dynamoDbHoldBook } from '../dynamodb/dynamodb-hold-book.ts';
import { dynamoDbIntakeAgenda } from '../dynamodb/dynamodb-intake-agenda.ts';
import { dynamoDbIntakePermits } from '../dynamodb/dynamodb-intake-permits.ts';
import { dynamoDbJournal } from '../dynamodb/dynamodb-journal.ts';
import { dynamoDbLedgerDays } from '../dynamodb/dynamodb-ledger-days.ts';
import { dynamoDbLedgerStore } from '../dynamodb/dynamodb-ledger-store.ts';
import { dynamoDbOutbox } from '../dynamodb/dynamodb-outbox.ts';
import { dynamoDbPatientAccounts } from '../dynamodb/dynamodb-patient-accounts.ts';
import { dynamoDbPatientHistory } from '../dynamodb/dynamodb-patient-history.ts';
import { dynamoDbPatientRegister } from '../dynamodb/dynamodb-patient-register.ts';
import { dynamoDbPaymentBatches } from '../dynamodb/dynamodb-payment-batches.ts';
import { dynamoDbPeriods } from '../dynamodb/dynamodb-periods.ts';
import { dynamoDbPracticeStore } from '../dynamodb/dynamodb-practice-store.ts';
import { dynamoDbReportSchedules } from '../dynamodb/dynamodb-report-schedules.ts';
import { dynamoDbRemittanceRegister } from '../dynamodb/dynamodb-remittance-register.ts';
import { dynamoDbTaskStore } from '../dynamodb/dynamodb-task-store.ts';
import { dynamoDbUploadRegister } from '../dynamodb/dynamodb-upload-register.ts';
import { dynamoDbVisitDocumentStore } from '../dynamodb/dynamodb-visit-document-store.ts';
import { dynamoDbVisitStore } from '../dynamodb/dynamodb-visit-store.ts';
import { glueWarehouseCatalog } from '../glue/glue-warehouse-catalog.ts';
import { gatheredMetrics } from '../powertools/gathered-metrics.ts';
import { measuredCommit } from '../powertools/measured-commit.ts';
import { s3Clearinghouse } from '../s3/s3-clearinghouse.ts';
import { s3DocumentStore } from '../s3/s3-document-store.ts';
import { parquetWarehouseFiles } from '../parquet/parquet-warehouse-files.ts';
import { s3WarehouseBytes } from '../s3/s3-warehouse-bytes.ts';
import { stepFunctionsExecutions, type MachineArns } from '../step-functions/step-functions-executions.ts';
import { systemClock } from '../system/system-clock.ts';
import { readEnvironment } from './environment.ts';

/** The stores over the four tables. What a function may do with them is what its role allows. */
export function tablesWorld(client = new DynamoDBClient()) {
  const { CLAIMS_TABLE, LEDGER_TABLE, WORK_TABLE, PRACTICE_TABLE } = readEnvironment(
    'CLAIMS_TABLE',
    'LEDGER_TABLE',
    'WORK_TABLE',
    'PRACTICE_TABLE',
  );
  const practices = dynamoDbPracticeStore(client, PRACTICE_TABLE, () => documentsWorld().documents);
  return {
    clock: systemClock,
    commit: measuredCommit(
      dynamoDbCommit(client, {
        claims: CLAIMS_TABLE,
        ledger: LEDGER_TABLE,
        work: WORK_TABLE,
        practice: PRACTICE_TABLE,
      }),
      gatheredMetrics,
    ),
    claims: dynamoDbClaimStore(client, CLAIMS_TABLE),
    outbox: dynamoDbOutbox(client, CLAIMS_TABLE),
    ledger: dynamoDbLedgerStore(client, LEDGER_TABLE),
    ledgerDays: dynamoDbLedgerDays(client, LEDGER_TABLE),
    journal: dynamoDbJournal(client, { claims: CLAIMS_TABLE, work: WORK_TABLE, practice: PRACTICE_TABLE }),
    tasks: dynamoDbTaskStore(client, WORK_TABLE),
    practices: rememberPractices(practices, systemClock),
    codingAudits: dynamoDbCodingAudits(client, PRACTICE_TABLE),
    contactLog: dynamoDbContactLog(client, PRACTICE_TABLE),
    holds: dynamoDbHoldBook(client, PRACTICE_TABLE),
    controlNumbers: dynamoDbControlNumbers(client, PRACTICE_TABLE),
    costs: dynamoDbCostBook(client, PRACTICE_TABLE),
    uploads: dynamoDbUploadRegister(client, PRACTICE_TABLE),
    appointments: dynamoDbAppointmentStore(client, PRACTICE_TABLE),
    history: dynamoDbPatientHistory(client, CLAIMS_TABLE),
    codeSets: dynamoDbCodeSetStore(client, PRACTICE_TABLE, () => documentsWorld().documents),
    visits: dynamoDbVisitStore(client, PRACTICE_TABLE, () => documentsWorld().documents),
    agenda: dynamoDbIntakeAgenda(client, PRACTICE_TABLE),
    visitDocuments: dynamoDbVisitDocumentStore(client, PRACTICE_TABLE),
    permits: dynamoDbIntakePermits(client, PRACTICE_TABLE),
    remittances: dynamoDbRemittanceRegister(client, PRACTICE_TABLE),
    bank: dynamoDbBankBook(client, PRACTICE_TABLE),
    batches: dynamoDbPaymentBatches(client, PRACTICE_TABLE),
    periods: dynamoDbPeriods(client, PRACTICE_TABLE, LEDGER_TABLE),
    accounts: dynamoDbPatientAccounts(client, PRACTICE_TABLE),
    patients: dynamoDbPatientRegister(client, PRACTICE_TABLE),
    desk: dynamoDbDeskBook(client, PRACTICE_TABLE),
    schedules: dynamoDbReportSchedules(client, PRACTICE_TABLE),
  };
}

/** Made when a file is first asked, once: a client has connections of its own, and many functions ask no file. */
let shelves: DocumentStore | undefined;

/** The files on the three shelves, and the way to the clearinghouse. */
export function documentsWorld() {
  const { UPLOAD_BUCKET, EXCHANGE_BUCKET, DOCUMENT_BUCKET } = readEnvironment(
    'UPLOAD_BUCKET',
    'EXCHANGE_BUCKET',
    'DOCUMENT_BUCKET',
  );
  shelves ??= s3DocumentStore(new S3Client(), {
    uploads: UPLOAD_BUCKET,
    exchange: EXCHANGE_BUCKET,
    documents: DOCUMENT_BUCKET,
  });
  return { documents: shelves, clearinghouse: s3Clearinghouse(shelves) };
}

/** What was exported to the warehouse, for who reads none of its files. */
export function exportBookWorld(client = new DynamoDBClient()) {
  const { LEDGER_TABLE } = readEnvironment('LEDGER_TABLE');
  return { exportBook: dynamoDbExportBook(client, LEDGER_TABLE) };
}

/** The warehouse: what was exported, its files, and the catalogue by which readers find them. */
export function warehouseWorld() {
  const { LEDGER_TABLE, WAREHOUSE_BUCKET, WAREHOUSE_DATABASE, WAREHOUSE_IDENTIFIED_DATABASE } =
    readEnvironment(
      'LEDGER_TABLE',
      'WAREHOUSE_BUCKET',
      'WAREHOUSE_DATABASE',
      'WAREHOUSE_IDENTIFIED_DATABASE',
    );
  return {
    exportBook: dynamoDbExportBook(new DynamoDBClient(), LEDGER_TABLE),
    warehouse: parquetWarehouseFiles(s3WarehouseBytes(new S3Client(), WAREHOUSE_BUCKET)),
    catalog: glueWarehouseCatalog(new GlueClient(), {
      reporting: WAREHOUSE_DATABASE,
      identified: WAREHOUSE_IDENTIFIED_DATABASE,
    }),
  };
}

const machineVariables = {
  'claim-pipeline': 'CLAIM_PIPELINE_ARN',
  'encounter-intake': 'ENCOUNTER_INTAKE_ARN',
  'remittance-posting': 'REMITTANCE_POSTING_ARN',
  'patient-account': 'PATIENT_ACCOUNT_ARN',
  'warehouse-export': 'WAREHOUSE_EXPORT_ARN',
} as const satisfies Record<keyof MachineArns, keyof Environment>;

/** The state machines that a function starts or answers. */
export function executionsWorld(...machines: readonly (keyof typeof machineVariables)[]) {
  const environment = readEnvironment(...machines.map((machine) => machineVariables[machine]));
  const arns = Object.fromEntries(
    machines.map((machine) => [machine, environment[machineVariables[machine]]]),
  );
  return { executions: stepFunctionsExecutions(new SFNClient(), arns) };
}
