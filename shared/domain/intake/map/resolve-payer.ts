import type { PayerId } from '#contracts/identifiers.ts';
import type { Payer, Practice } from '#contracts/practice.ts';
import { describeText } from '../mask-value.ts';
import { entryByAlias, foldedId, foldedName } from './aliases.ts';
import { ifNamed, type Resolved } from './resolved.ts';

/** A payer's or a plan's number. A word alone may have slipped in from another column, and is masked. */
const payerNumber = /^(?=.*\d)[A-Za-z0-9._|-]{1,20}$/;

/**
 * The payer that a source names by ids of its own, by a payer id, or by name. In this order: an alias of this source,
 * an alias of every source, the payer id (or the one that the payer takes in claims), the payer's name.
 * @param ids company id, plan id, whatever the record has; empty ones are passed over.
 */
export function resolvePayer(
  practice: Pick<Practice, 'name' | 'payers'>,
  sourceSystem: string,
  sought: { readonly ids: readonly string[]; readonly name?: string | undefined },
): Resolved<PayerId> {
  const ids = sought.ids.map((id) => id.trim()).filter((id) => id !== '');
  const name = sought.name?.trim() ?? '';
  const [payer, other] = payersOf(practice.payers, sourceSystem, ids, name);
  if (payer !== undefined && other === undefined) {
    return { value: payer.payerId };
  }
  const shown = [...ids, ...(name === '' ? [] : [name])].map((text) => describeText(text, payerNumber));
  return {
    problem: {
      ...(other === undefined ? ifNamed({ kind: 'payer', alias: ids[0] ?? name, sourceSystem }) : {}),
      code: 'payer-unmapped',
      found:
        shown.length === 0
          ? 'neither id nor name of a payer'
          : `${shown.join(', ')}${other === undefined ? '' : ', which several payers go by'}`,
      expected: `an id or a name that is one payer of ${practice.name}, or an alias of it`,
      howToFix: 'Have the practice administrator add the id or the name to the aliases of the payer.',
    },
  };
}

function payersOf(
  payers: readonly Payer[],
  sourceSystem: string,
  ids: readonly string[],
  name: string,
): readonly Payer[] {
  const byAlias = entryByAlias(payers, sourceSystem, { ids, name });
  if (byAlias.length > 0) {
    return byAlias;
  }
  const index = indexOf(payers);
  const byPayerId = new Set(ids.flatMap((id) => index.byPayerId.get(foldedId(id)) ?? []));
  if (byPayerId.size > 0) {
    return [...byPayerId];
  }
  // Some exports have the name where the id belongs.
  const names = [name, ...ids].filter((text) => text !== '').map(foldedName);
  return [...new Set(names.flatMap((text) => index.byName.get(text) ?? []))];
}

interface PayerIndex {
  /** By payer id, and by the one in claims. */
  readonly byPayerId: ReadonlyMap<string, readonly Payer[]>;
  readonly byName: ReadonlyMap<string, readonly Payer[]>;
}

/** Looked up for every record, and the same until the practice is loaded anew. */
const indexes = new WeakMap<readonly Payer[], PayerIndex>();

function indexOf(payers: readonly Payer[]): PayerIndex {
  const known = indexes.get(payers);
  if (known !== undefined) {
    return known;
  }
  const byPayerId = new Map<string, Payer[]>();
  for (const payer of payers) {
    for (const id of new Set([payer.payerId, payer.transactionIds.claims ?? payer.payerId])) {
      byPayerId.set(id, [...(byPayerId.get(id) ?? []), payer]);
    }
  }
  const index = { byPayerId, byName: Map.groupBy(payers, ({ name }) => foldedName(name)) };
  indexes.set(payers, index);
  return index;
}
