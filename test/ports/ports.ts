import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GlueClient } from '@aws-sdk/client-glue';
import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { partitionColumns } from '#contracts/warehouse/column.ts';
import { tablePrefix } from '#contracts/warehouse/places.ts';
import { warehouseTables } from '#contracts/warehouse/tables.ts';
import { dynamoDbAppointmentStore } from '#adapters/dynamodb/dynamodb-appointment-store.ts';
import { dynamoDbBankBook } from '#adapters/dynamodb/dynamodb-bank-book.ts';
import { dynamoDbClaimStore } from '#adapters/dynamodb/dynamodb-claim-store.ts';
import { dynamoDbCodeSetStore } from '#adapters/dynamodb/dynamodb-code-set-store.ts';
import { dynamoDbCommit } from '#adapters/dynamodb/dynamodb-commit.ts';
import { dynamoDbCodingAudits } from '#adapters/dynamodb/dynamodb-coding-audits.ts';
import { dynamoDbContactLog } from '#adapters/dynamodb/dynamodb-contact-log.ts';
import { dynamoDbControlNumbers } from '#adapters/dynamodb/dynamodb-control-numbers.ts';
import { dynamoDbCostBook } from '#adapters/dynamodb/dynamodb-cost-book.ts';
import { dynamoDbDeskBook } from '#adapters/dynamodb/dynamodb-desk-book.ts';
import { dynamoDbExportBook } from '#adapters/dynamodb/dynamodb-export-book.ts';
import { dynamoDbHoldBook } from '#adapters/dynamodb/dynamodb-hold-book.ts';
import { dynamoDbIntakeAgenda } from '#adapters/dynamodb/dynamodb-intake-agenda.ts';
import { dynamoDbIntakePermits } from '#adapters/dynamodb/dynamodb-intake-permits.ts';
import { dynamoDbJournal } from '#adapters/dynamodb/dynamodb-journal.ts';
import { dynamoDbLedgerDays } from '#adapters/dynamodb/dynamodb-ledger-days.ts';
import { dynamoDbLedgerStore } from '#adapters/dynamodb/dynamodb-ledger-store.ts';
import { dynamoDbOutbox } from '#adapters/dynamodb/dynamodb-outbox.ts';
import { dynamoDbPatientAccounts } from '#adapters/dynamodb/dynamodb-patient-accounts.ts';
import { dynamoDbPatientHistory } from '#adapters/dynamodb/dynamodb-patient-history.ts';
import { dynamoDbPatientRegister } from '#adapters/dynamodb/dynamodb-patient-register.ts';
import { dynamoDbPaymentBatches } from '#adapters/dynamodb/dynamodb-payment-batches.ts';
import { dynamoDbPeriods } from '#adapters/dynamodb/dynamodb-periods.ts';
import { dynamoDbPracticeStore } from '#adapters/dynamodb/dynamodb-practice-store.ts';
import { dynamoDbRemittanceRegister } from '#adapters/dynamodb/dynamodb-remittance-register.ts';
import { dynamoDbTaskStore } from '#adapters/dynamodb/dynamodb-task-store.ts';
import { dynamoDbUploadRegister } from '#adapters/dynamodb/dynamodb-upload-register.ts';
import { dynamoDbVisitDocumentStore } from '#adapters/dynamodb/dynamodb-visit-document-store.ts';
import { dynamoDbVisitStore } from '#adapters/dynamodb/dynamodb-visit-store.ts';
import { glueWarehouseCatalog } from '#adapters/glue/glue-warehouse-catalog.ts';
import { memoryAppointmentStore } from '#adapters/memory/memory-appointment-store.ts';
import { memoryBankBook } from '#adapters/memory/memory-bank-book.ts';
import { memoryCodeSetStore } from '#adapters/memory/memory-code-set-store.ts';
import { memoryCommit } from '#adapters/memory/memory-commit.ts';
import { memoryCodingAudits } from '#adapters/memory/memory-coding-audits.ts';
import { memoryContactLog } from '#adapters/memory/memory-contact-log.ts';
import { memoryControlNumbers } from '#adapters/memory/memory-control-numbers.ts';
import { memoryCostBook } from '#adapters/memory/memory-cost-book.ts';
import { memoryDeskBook } from '#adapters/memory/memory-desk-book.ts';
import { memoryDocumentStore } from '#adapters/memory/memory-document-store.ts';
import { memoryExecutions } from '#adapters/memory/memory-executions.ts';
import { memoryPaymentBatches, memoryPeriods } from '#adapters/memory/memory-payment-batches.ts';
import { memoryJournal } from '#adapters/memory/memory-journal.ts';
import { memoryLedgerDays } from '#adapters/memory/memory-ledger-days.ts';
import { memoryPatientHistory } from '#adapters/memory/memory-patient-history.ts';
import { memoryHoldBook } from '#adapters/memory/memory-hold-book.ts';
import { memoryIntakeAgenda } from '#adapters/memory/memory-intake-agenda.ts';
import { memoryIntakePermits } from '#adapters/memory/memory-intake-permits.ts';
import {
  memoryClaimStore,
  memoryLedgerStore,
  memoryOutbox,
  memoryPatientAccounts,
  memoryPracticeStore,
  memoryRemittanceRegister,
  memoryUploadRegister,
} from '#adapters/memory/memory-stores.ts';
import { memoryTaskStore } from '#adapters/memory/memory-task-store.ts';
import { memoryPatientRegister } from '#adapters/memory/memory-patient-register.ts';
import { MemoryTables } from '#adapters/memory/memory-tables.ts';
import { memoryVisitDocumentStore } from '#adapters/memory/memory-visit-document-store.ts';
import { memoryVisitStore } from '#adapters/memory/memory-visit-store.ts';
import {
  memoryExportBook,
  memoryWarehouseCatalog,
  memoryWarehouseBytes,
} from '#adapters/memory/memory-warehouse.ts';
import { s3Clearinghouse } from '#adapters/s3/s3-clearinghouse.ts';
import { s3DocumentStore } from '#adapters/s3/s3-document-store.ts';
import { parquetWarehouseFiles } from '#adapters/parquet/parquet-warehouse-files.ts';
import { s3WarehouseBytes } from '#adapters/s3/s3-warehouse-bytes.ts';
import { stepFunctionsExecutions } from '#adapters/step-functions/step-functions-executions.ts';
import type { AppointmentStore } from '#ports/appointment-store.ts';
import type { BankBook } from '#ports/bank-book.ts';
import type { ClaimStore } from '#ports/claim-store.ts';
import type { Clearinghouse } from '#ports/clearinghouse.ts';
import type { CodeSetStore } from '#ports/code-set-store.ts';
import type { Commit } from '#ports/commit.ts';
import type { CodingAudits } from '#ports/coding-audits.ts';
import type { ContactLog } from '#ports/contact-log.ts';
import type { ControlNumbers } from '#ports/control-numbers.ts';
import type { CostBook } from '#ports/cost-book.ts';
import type { DeskBook } from '#ports/desk-book.ts';
import type { DocumentStore } from '#ports/document-store.ts';
import type { Executions } from '#ports/executions.ts';
import type { ExportBook } from '#ports/export-book.ts';
import type { HoldBook } from '#ports/hold-book.ts';
import type { IntakeAgenda } from '#ports/intake-agenda.ts';
import type { IntakePermits } from '#ports/intake-permits.ts';
import type { Journal } from '#ports/journal.ts';
import type { LedgerDays } from '#ports/ledger-days.ts';
import type { LedgerStore } from '#ports/ledger-store.ts';
import type { Outbox } from '#ports/outbox.ts';
import type { PatientAccounts } from '#ports/patient-accounts.ts';
import type { PatientHistory } from '#ports/patient-history.ts';
import type { PatientRegister } from '#ports/patient-register.ts';
import type { PaymentBatches } from '#ports/payment-batches.ts';
import type { Periods } from '#ports/periods.ts';
import type { PracticeStore } from '#ports/practice-store.ts';
import type { RemittanceRegister } from '#ports/remittance-register.ts';
import type { TaskStore } from '#ports/task-store.ts';
import type { UploadRegister } from '#ports/upload-register.ts';
import type { VisitDocumentStore } from '#ports/visit-document-store.ts';
import type { VisitStore } from '#ports/visit-store.ts';
import type { WarehouseCatalog } from '#ports/warehouse-catalog.ts';
import type { WarehouseFiles } from '#ports/warehouse-files.ts';
import { createDynamoDb } from '../../local/aws/dynamodb/dynamodb.ts';
import type { TableDefinition } from '../../local/aws/dynamodb/table-definition.ts';
import { createGlue } from '../../local/aws/glue/glue.ts';
import { createS3 } from '../../local/aws/s3/s3.ts';
import { createStepFunctions } from '../../local/aws/step-functions/service.ts';
import type { JsonService, RestService } from '../../local/runtime/service.ts';
import { account, clientOptions, openTestWorld, region, serveForTest } from '../local/aws-test-world.ts';

/** Every port, as one way of storing things implements it. */
export interface Ports {
  readonly commit: Commit;
  readonly claims: ClaimStore;
  readonly ledger: LedgerStore;
  readonly ledgerDays: LedgerDays;
  readonly journal: Journal;
  readonly exportBook: ExportBook;
  readonly warehouse: WarehouseFiles;
  readonly catalog: WarehouseCatalog;
  readonly bank: BankBook;
  readonly batches: PaymentBatches;
  readonly periods: Periods;
  readonly tasks: TaskStore;
  readonly practices: PracticeStore;
  readonly codingAudits: CodingAudits;
  readonly contactLog: ContactLog;
  readonly holds: HoldBook;
  readonly controlNumbers: ControlNumbers;
  readonly costs: CostBook;
  readonly uploads: UploadRegister;
  readonly appointments: AppointmentStore;
  readonly history: PatientHistory;
  readonly visits: VisitStore;
  readonly agenda: IntakeAgenda;
  readonly visitDocuments: VisitDocumentStore;
  readonly permits: IntakePermits;
  readonly remittances: RemittanceRegister;
  readonly outbox: Outbox;
  readonly accounts: PatientAccounts;
  readonly patients: PatientRegister;
  readonly desk: DeskBook;
  readonly documents: DocumentStore;
  readonly codeSets: CodeSetStore;
  readonly clearinghouse: Clearinghouse;
  readonly executions: Executions;
  /** Starts an execution that waits, and gives its token. */
  openWait(): Promise<string>;
  /** How an execution of the claim pipeline names itself. */
  nameOfExecution(name: string): string;
  endExecution(name: string): Promise<void>;
  close(): Promise<void>;
}

export function memoryPorts(): Ports {
  const tables = new MemoryTables();
  const documents = memoryDocumentStore(tables);
  return {
    commit: memoryCommit(tables),
    claims: memoryClaimStore(tables),
    ledger: memoryLedgerStore(tables),
    ledgerDays: memoryLedgerDays(tables),
    journal: memoryJournal(tables),
    exportBook: memoryExportBook(tables),
    warehouse: parquetWarehouseFiles(memoryWarehouseBytes(tables)),
    catalog: memoryWarehouseCatalog(tables),
    bank: memoryBankBook(tables),
    batches: memoryPaymentBatches(tables),
    periods: memoryPeriods(tables),
    tasks: memoryTaskStore(tables),
    practices: memoryPracticeStore(tables),
    codingAudits: memoryCodingAudits(tables),
    contactLog: memoryContactLog(tables),
    holds: memoryHoldBook(tables),
    controlNumbers: memoryControlNumbers(tables),
    costs: memoryCostBook(tables),
    uploads: memoryUploadRegister(tables),
    appointments: memoryAppointmentStore(tables),
    history: memoryPatientHistory(tables),
    visits: memoryVisitStore(tables),
    agenda: memoryIntakeAgenda(tables),
    visitDocuments: memoryVisitDocumentStore(tables),
    permits: memoryIntakePermits(tables),
    remittances: memoryRemittanceRegister(tables),
    outbox: memoryOutbox(tables),
    accounts: memoryPatientAccounts(tables),
    patients: memoryPatientRegister(tables),
    desk: memoryDeskBook(tables),
    documents,
    codeSets: memoryCodeSetStore(tables),
    clearinghouse: s3Clearinghouse(documents),
    executions: memoryExecutions(tables),
    openWait() {
      const token = `token-${tables.waits.size}`;
      tables.waits.set(token, {});
      return Promise.resolve(token);
    },
    nameOfExecution: (name) => `claim-pipeline/${name}`,
    endExecution(name) {
      tables.endedExecutions.add(`claim-pipeline/${name}`);
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  };
}

/** A table with the keys that every table has; an index is its name and its two keys. */
export function table(
  name: string,
  indexes: readonly (readonly [string, string, string])[] = [],
): TableDefinition {
  const names = new Set(['pk', 'sk', ...indexes.flatMap(([, partition, sort]) => [partition, sort])]);
  return {
    arn: `arn:aws:dynamodb:${region}:${account}:table/${name}`,
    name,
    keySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    attributeDefinitions: [...names].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    globalSecondaryIndexes: indexes.map(([IndexName, partition, sort]) => ({
      IndexName,
      KeySchema: [
        { AttributeName: partition, KeyType: 'HASH' },
        { AttributeName: sort, KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'ALL' },
    })),
    localSecondaryIndexes: [],
    timeToLiveAttribute: 'expiresAt',
  };
}

/** The tables with the keys and indexes that the template gives them. */
const tables = [
  table('claims', [
    ['unsent-index', 'unsent', 'unsentSince'],
    ['work-index', 'listKey', 'listSort'],
    ['journal-day-index', 'journalKey', 'journalAt'],
  ]),
  table('ledger', [
    ['posting-day-index', 'dayKey', 'sk'],
    ['takeback-index', 'takebackKey', 'sk'],
  ]),
  table('work', [
    ['open-due-index', 'openKey', 'dueSort'],
    ['open-priority-index', 'openKey', 'prioritySort'],
    ['kind-due-index', 'kindKey', 'dueSort'],
    ['kind-priority-index', 'kindKey', 'prioritySort'],
    ['owner-due-index', 'ownerKey', 'dueSort'],
    ['owner-priority-index', 'ownerKey', 'prioritySort'],
    ['claim-index', 'claimKey', 'openedAt'],
    ['opened-day-index', 'openedKey', 'openedAt'],
    ['closed-day-index', 'closedKey', 'closedAt'],
  ]),
  table('practice'),
];

const machineArn = (name: string): string => `arn:aws:states:${region}:${account}:stateMachine:${name}`;

/** A machine that waits at once, so that a test can answer it. */
const waitingMachine = JSON.stringify({
  StartAt: 'Wait',
  States: {
    Wait: {
      Type: 'Task',
      Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
      Parameters: { QueueUrl: 'queue', 'MessageBody.$': '$$.Task.Token' },
      TimeoutSeconds: 600,
      End: true,
    },
  },
});

/** The real adapters with the unmodified SDK, against the services of the one-machine runtime. */
export async function awsPorts(): Promise<Ports> {
  const world = openTestWorld();
  const tokens: string[] = [];
  let onToken: (() => void) | undefined;
  world.services.set('sqs', (_operation, input) => {
    tokens.push(JSON.stringify(input['MessageBody']).slice(1, -1));
    onToken?.();
    return Promise.resolve({ MessageId: 'm' });
  });
  const dynamoDb = createDynamoDb(world.world);
  dynamoDb.provision(tables);
  const objects = path.join(world.folder, 'objects');
  mkdirSync(objects, { recursive: true });
  const s3 = createS3(world.world, objects);
  s3.provision(
    ['uploads', 'exchange', 'documents', 'warehouse'].map((name) => ({
      name,
      arn: `arn:aws:s3:::${name}`,
      versioned: true,
      eventBridgeEnabled: false,
    })),
  );
  const stepFunctions = createStepFunctions(world.world);
  stepFunctions.provision(
    ['claim-pipeline', 'encounter-intake', 'remittance-posting', 'patient-account'].map((name) => ({
      arn: machineArn(name),
      name,
      definition: waitingMachine,
      roleArn: `arn:aws:iam::${account}:role/${name}`,
      type: 'STANDARD' as const,
    })),
  );
  const serve = (service: JsonService | RestService) => serveForTest(service);
  const glue = createGlue(world.world);
  glue.provision({
    databases: [{ Name: 'reporting' }, { Name: 'identified' }],
    tables: warehouseTables.map((table) => ({
      Name: table.name,
      DatabaseName: table.mart,
      TableType: 'EXTERNAL_TABLE',
      PartitionKeys: partitionColumns
        .slice(0, table.sort === 'fact' ? 2 : 1)
        .map(({ name }) => ({ Name: name, Type: 'string' })),
      StorageDescriptor: {
        Location: `s3://warehouse/${tablePrefix(table)}`,
        Columns: table.columns.map(({ name }) => ({ Name: name, Type: 'string' })),
      },
    })),
  });
  const endpoints = [
    await serve(dynamoDb),
    await serve(s3),
    await serve(stepFunctions),
    await serve(glue),
  ] as const;
  const client = new DynamoDBClient(clientOptions(endpoints[0]));
  const s3Client = new S3Client({ ...clientOptions(endpoints[1]), forcePathStyle: true });
  const documents = s3DocumentStore(s3Client, {
    uploads: 'uploads',
    exchange: 'exchange',
    documents: 'documents',
  });
  const stepFunctionsClient = new SFNClient(clientOptions(endpoints[2]));
  const nameOfExecution = (name: string): string =>
    `arn:aws:states:${region}:${account}:execution:claim-pipeline:${name}`;
  const executions = stepFunctionsExecutions(stepFunctionsClient, {
    'claim-pipeline': machineArn('claim-pipeline'),
    'patient-account': machineArn('patient-account'),
  });
  let waits = 0;
  return {
    commit: dynamoDbCommit(client, {
      claims: 'claims',
      ledger: 'ledger',
      work: 'work',
      practice: 'practice',
    }),
    claims: dynamoDbClaimStore(client, 'claims'),
    ledger: dynamoDbLedgerStore(client, 'ledger'),
    ledgerDays: dynamoDbLedgerDays(client, 'ledger'),
    journal: dynamoDbJournal(client, { claims: 'claims', work: 'work', practice: 'practice' }),
    exportBook: dynamoDbExportBook(client, 'ledger'),
    warehouse: parquetWarehouseFiles(s3WarehouseBytes(s3Client, 'warehouse')),
    catalog: glueWarehouseCatalog(new GlueClient(clientOptions(endpoints[3])), {
      reporting: 'reporting',
      identified: 'identified',
    }),
    bank: dynamoDbBankBook(client, 'practice'),
    batches: dynamoDbPaymentBatches(client, 'practice'),
    periods: dynamoDbPeriods(client, 'practice', 'ledger'),
    tasks: dynamoDbTaskStore(client, 'work'),
    practices: dynamoDbPracticeStore(client, 'practice', () => documents),
    codingAudits: dynamoDbCodingAudits(client, 'practice'),
    contactLog: dynamoDbContactLog(client, 'practice'),
    holds: dynamoDbHoldBook(client, 'practice'),
    controlNumbers: dynamoDbControlNumbers(client, 'practice'),
    costs: dynamoDbCostBook(client, 'practice'),
    uploads: dynamoDbUploadRegister(client, 'practice'),
    appointments: dynamoDbAppointmentStore(client, 'practice'),
    history: dynamoDbPatientHistory(client, 'claims'),
    visits: dynamoDbVisitStore(client, 'practice', () => documents),
    agenda: dynamoDbIntakeAgenda(client, 'practice'),
    visitDocuments: dynamoDbVisitDocumentStore(client, 'practice'),
    permits: dynamoDbIntakePermits(client, 'practice'),
    remittances: dynamoDbRemittanceRegister(client, 'practice'),
    outbox: dynamoDbOutbox(client, 'claims'),
    accounts: dynamoDbPatientAccounts(client, 'practice'),
    patients: dynamoDbPatientRegister(client, 'practice'),
    desk: dynamoDbDeskBook(client, 'practice'),
    documents,
    codeSets: dynamoDbCodeSetStore(client, 'practice', () => documents),
    clearinghouse: s3Clearinghouse(documents),
    executions,
    async openWait() {
      waits += 1;
      const heard = new Promise<void>((resolve) => {
        onToken = resolve;
      });
      await executions.start('claim-pipeline', `waiting-${waits}`, {});
      await heard;
      return tokens.at(-1) ?? '';
    },
    nameOfExecution,
    async endExecution(name) {
      await stepFunctionsClient.send(new StopExecutionCommand({ executionArn: nameOfExecution(name) }));
    },
    async close() {
      await Promise.all(endpoints.map((endpoint) => endpoint.close()));
      world.dispose();
    },
  };
}
