import { setTimeout as pause } from 'node:timers/promises';
import { AthenaClient } from '@aws-sdk/client-athena';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { athenaWarehouseQueries } from '#adapters/athena/athena-warehouse-queries.ts';
import { dynamoDbExportBook } from '#adapters/dynamodb/dynamodb-export-book.ts';
import { readEnvironment } from '#adapters/lambda/environment.ts';
import { practiceHandler } from '#adapters/lambda/practice-handler.ts';
import { sha256Hex } from '#adapters/system/sha256.ts';
import { systemClock } from '#adapters/system/system-clock.ts';
import { financeRoutes } from '#contracts/staff-api/finance.ts';
import { publicationsIn } from '#ports/see-publications.ts';
import { runReportStep } from './run-report-step.ts';

const { LEDGER_TABLE, WAREHOUSE_DATABASE, WAREHOUSE_WORK_GROUP } = readEnvironment(
  'LEDGER_TABLE',
  'WAREHOUSE_DATABASE',
  'WAREHOUSE_WORK_GROUP',
);
const asked = { workGroup: WAREHOUSE_WORK_GROUP, database: WAREHOUSE_DATABASE };
const queries = athenaWarehouseQueries(new AthenaClient(), asked);
const worldOf = (tables: DynamoDBClient) => ({
  clock: systemClock,
  sha256: sha256Hex,
  queries,
  publications: publicationsIn(dynamoDbExportBook(tables, LEDGER_TABLE)),
  pause,
});

export const handler = practiceHandler('run-report', financeRoutes, worldOf, runReportStep);
