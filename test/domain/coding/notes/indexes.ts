import { memoryCodeSetStore } from '#adapters/memory/memory-code-set-store.ts';
import { MemoryTables } from '#adapters/memory/memory-tables.ts';
import type { SearchableKind } from '#contracts/code-sets.ts';
import { packSearch } from '#domain/code-sets/pack-edition.ts';
import { openSearchIndex, type SearchIndex } from '#domain/code-sets/search/search-index.ts';
import { codeSearch } from '#ports/search-codes.ts';
import { officialEditions } from '../../code-sets/official-editions.ts';
import { visitDay } from './hit-rate.ts';

/** The indexes of the codes that come with the program. */
export async function seedIndexes(): Promise<ReadonlyMap<SearchableKind, SearchIndex>> {
  return await codeSearch(memoryCodeSetStore(new MemoryTables())).indexes(
    ['icd-10-cm', 'cpt', 'hcpcs'],
    visitDay,
  );
}

export async function seedDiagnosisIndex(): Promise<SearchIndex> {
  const index = (await seedIndexes()).get('icd-10-cm');
  if (index === undefined) {
    throw new Error('There is no index of the diagnoses that come with the program');
  }
  return index;
}

/** The index of the official list of diagnoses of fiscal year 2026. */
export async function officialDiagnosisIndex(): Promise<SearchIndex> {
  const editions = await officialEditions('icd10cm/icd10cm-Code_Descriptions-2026.zip');
  const bytes = editions.map(packSearch).find((packed) => packed !== undefined);
  if (bytes === undefined) {
    throw new Error('The file has no list of diagnoses');
  }
  return openSearchIndex(bytes);
}
