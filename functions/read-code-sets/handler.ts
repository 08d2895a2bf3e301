import { documentsWorld, tablesWorld } from '#adapters/lambda/aws-world.ts';
import { staffHandler } from '#adapters/lambda/staff-handler.ts';
import { codeRoutes } from '#contracts/staff-api/codes.ts';
import { codeSearch } from '#ports/search-codes.ts';
import { readCodeSetsStep } from './read-code-sets-step.ts';

const stores = tablesWorld();
const world = { ...stores, ...documentsWorld(), codeSearch: codeSearch(stores.codeSets) };

export const handler = staffHandler('read-code-sets', codeRoutes, (event: unknown) =>
  readCodeSetsStep(event, world),
);
