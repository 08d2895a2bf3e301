import { suggestCodes } from '#domain/coding/suggest/suggest-codes.ts';
import type { CodeSuggester } from '#ports/code-suggester.ts';
import type { CodeSearch } from '#ports/search-codes.ts';
import type { TablesInForce } from '#ports/tables-in-force.ts';

/** Reads notes by rules of its own, and looks what it finds up in the code sets that are loaded. Nothing leaves the function. */
export function embeddedCodeSuggester(
  codeSearch: Pick<CodeSearch, 'indexes'>,
  tables: TablesInForce,
): CodeSuggester {
  return {
    name: 'embedded',
    suggest: async ({ texts, ...asked }) => {
      const indexes = await codeSearch.indexes(['icd-10-cm', 'cpt', 'hcpcs'], asked.on);
      return await tables.decide((inForce) => suggestCodes(texts, indexes, inForce, asked));
    },
  };
}
