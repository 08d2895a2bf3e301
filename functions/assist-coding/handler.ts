import { embeddedCodeSuggester } from '#adapters/embedded/embedded-code-suggester.ts';
import { tablesWorld } from '#adapters/lambda/aws-world.ts';
import { staffHandler } from '#adapters/lambda/staff-handler.ts';
import { codingRoutes } from '#contracts/staff-api/coding.ts';
import { seedTables } from '#domain/code-sets/seed-tables.ts';
import { codeSearch } from '#ports/search-codes.ts';
import { tablesInForce } from '#ports/tables-in-force.ts';
import { assistCodingStep } from './assist-coding-step.ts';

const stores = tablesWorld();
const tables = tablesInForce(stores.codeSets, seedTables, stores.clock);
const world = {
  ...stores,
  tables,
  suggester: embeddedCodeSuggester(codeSearch(stores.codeSets), tables),
};

export const handler = staffHandler('assist-coding', codingRoutes, (event: unknown) =>
  assistCodingStep(event, world),
);
