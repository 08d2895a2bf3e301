import { ComprehendMedicalClient } from '@aws-sdk/client-comprehendmedical';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { comprehendMedicalCodeSuggester } from '#adapters/comprehend-medical/comprehend-medical-code-suggester.ts';
import { embeddedCodeSuggester } from '#adapters/embedded/embedded-code-suggester.ts';
import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { readEnvironment } from '#adapters/lambda/environment.ts';
import { practiceHandler } from '#adapters/lambda/practice-handler.ts';
import { codingRoutes } from '#contracts/staff-api/coding.ts';
import { seedTables } from '#domain/code-sets/seed-tables.ts';
import { codeSearch } from '#ports/search-codes.ts';
import { tablesInForce } from '#ports/tables-in-force.ts';
import { assistCodingStep } from './assist-coding-step.ts';

// Codes belong to no practice: their tables are read once for all.
const stores = tablesWorld();
const tables = tablesInForce(stores.codeSets, seedTables, stores.clock);
const search = codeSearch(stores.codeSets);
const embedded = embeddedCodeSuggester(search, tables);
const beside = { embedded, codeSearch: search, tables };
const suggester =
  readEnvironment('CODE_SUGGESTER').CODE_SUGGESTER === 'comprehend-medical'
    ? // A person waits: what fails twice is answered without the service.
      comprehendMedicalCodeSuggester(new ComprehendMedicalClient({ maxAttempts: 2 }), beside)
    : embedded;

const worldOf = (items: DynamoDBClient) => ({ ...tablesWorld(items), tables, suggester });

export const handler = practiceHandler('assist-coding', codingRoutes, worldOf, assistCodingStep);
