import type { Npi } from '#contracts/identifiers.ts';
import type { Practice } from '#contracts/practice.ts';
import { hasValidCheckDigit } from '../../identity/npi.ts';
import { entryByAlias } from './aliases.ts';

/**
 * The NPI of a provider who goes by several ids and names: of the practice's provider with one of them as an alias, ids
 * before names; else an NPI of its own, `us-npi|<number>`, whose check digit is right.
 */
export function providerAmong(
  { providers }: Pick<Practice, 'providers'>,
  sourceSystem: string,
  { ids, names }: { readonly ids: readonly string[]; readonly names: readonly string[] },
): Npi | undefined {
  const byId = entryByAlias(providers, sourceSystem, { ids });
  const found =
    byId.length > 0
      ? byId
      : names.flatMap((name) => entryByAlias(providers, sourceSystem, { ids: [], name }));
  const [only, other] = new Set(found.map(({ npi }) => npi));
  if (only !== undefined && other === undefined) {
    return only;
  }
  return ids
    .map((id) => /^us-npi\|([12]\d{9})$/.exec(id)?.[1])
    .find((npi): npi is Npi => npi !== undefined && hasValidCheckDigit(npi));
}
