import { documentsWorld, tablesWorld } from '#adapters/lambda/aws-world.ts';
import { claimsHandler } from '#adapters/lambda/claims-handler.ts';
import { codeSearch } from '#ports/search-codes.ts';
import { readCodeSetsStep } from './read-code-sets-step.ts';

const stores = tablesWorld();
const world = { ...stores, ...documentsWorld(), codeSearch: codeSearch(stores.codeSets) };

export const handler = claimsHandler('read-code-sets', (event: unknown) => readCodeSetsStep(event, world));
