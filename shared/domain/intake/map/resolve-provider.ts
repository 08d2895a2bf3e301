import type { Npi } from '#contracts/identifiers.ts';
import type { Practice } from '#contracts/practice.ts';
import { hasValidCheckDigit } from '../../identity/npi.ts';
import { describeText } from '../mask-value.ts';
import { entryByAlias } from './aliases.ts';
import { rememberedOf } from './remembered.ts';
import { ifNamed, type Resolved } from './resolved.ts';

/** An id as a system numbers its staff. A word alone may be anybody's name, and is masked. */
const staffNumber = /^(?=.*\d)[A-Za-z0-9._|-]{1,20}$/;

/**
 * The NPI of a provider that a source names by an id of its own, or by the NPI itself. An NPI need not be one of the
 * practice's providers: others refer and order. That the rendering one is, the rules of the encounter check.
 * @param alias what the record has: an id, an NPI, or an id with the system before it (`us-npi|340`).
 */
export const resolveProvider: (
  practice: Pick<Practice, 'name' | 'providers'>,
  sourceSystem: string,
  alias: string,
) => Resolved<Npi> = rememberedOf((practice, sourceSystem, alias) => {
  const text = alias.trim();
  const [mapped, other] = entryByAlias(practice.providers, sourceSystem, { ids: [text], name: text });
  if (mapped !== undefined && other === undefined) {
    return { value: mapped.npi };
  }
  const npi = /(?:^|\|)([12]\d{9})$/.exec(text)?.[1];
  if (npi !== undefined && hasValidCheckDigit(npi)) {
    return { value: npi as Npi };
  }
  return {
    problem: {
      ...(other === undefined ? ifNamed({ kind: 'provider', alias: text, sourceSystem }) : {}),
      code: 'provider-unmapped',
      found: `${describeText(text, staffNumber)}${other === undefined ? '' : ', which several providers go by'}`,
      expected: `an NPI with a valid check digit, or an id that is an alias of one provider of ${practice.name}`,
      howToFix: 'Have the practice administrator add it to the aliases of the provider, or send the NPI.',
    },
  };
});
