import { suggestCodes } from '#domain/coding/suggest/suggest-codes.ts';
import type { CodeSuggester } from '#ports/code-suggester.ts';
import type { CodeSearch } from '#ports/search-codes.ts';

/** Reads notes by rules of its own, and looks what it finds up in the code sets that are loaded. Nothing leaves the function. */
export function embeddedCodeSuggester(codeSearch: Pick<CodeSearch, 'indexes'>): CodeSuggester {
  return {
    name: 'embedded',
    suggest: async ({ texts, on, limit }) =>
      suggestCodes(texts, await codeSearch.indexes(['icd-10-cm', 'cpt', 'hcpcs'], on), { limit }),
  };
}
