import { documentsWorld, tablesWorld } from '#adapters/lambda/aws-world.ts';
import { practiceHandler } from '#adapters/lambda/practice-handler.ts';
import { codeRoutes } from '#contracts/staff-api/codes.ts';
import { codeSearch } from '#ports/search-codes.ts';
import { readCodeSetsStep } from './read-code-sets-step.ts';

// All of it belongs to no practice, and is read once for all.
const stores = tablesWorld();
const world = { ...stores, ...documentsWorld(), codeSearch: codeSearch(stores.codeSets) };

export const handler = practiceHandler('read-code-sets', codeRoutes, () => world, readCodeSetsStep);
