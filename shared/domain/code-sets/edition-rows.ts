import * as z from 'zod';
import type { CodeSetKind } from '#contracts/code-sets.ts';
import type { PlainDate } from '#contracts/dates.ts';
import { isTable } from './pack-edition.ts';
import { open } from './packed/pack.ts';

/** A row of any table, for people: its fields as they stand in it. */
export type ShownRow = Readonly<Record<string, unknown>>;

const PlainList = z.object({ rows: z.array(z.record(z.string(), z.unknown())) });

/** The rows of an edition, in the order of its table. Errors: those of a packed file that cannot be read. */
export function rowsOfEdition(kind: CodeSetKind, bytes: Uint8Array): Iterable<ShownRow> {
  return isTable(kind)
    ? (open(bytes).rows() as Iterable<object> as Iterable<ShownRow>)
    : PlainList.parse(JSON.parse(new TextDecoder().decode(bytes))).rows;
}

const feeModifiers = ['', '26', 'TC', '53'] as const;

/**
 * What an edition has of a code on a day: one row, several parts of a fee, the pair with the other code in whichever order.
 * Of the tabular list it is the nearest heading's, since codes of seven characters are not listed.
 */
export function rowsOfCode(
  kind: CodeSetKind,
  bytes: Uint8Array,
  { code, other, on }: { readonly code: string; readonly other: string | undefined; readonly on: PlainDate },
): readonly ShownRow[] {
  if (!isTable(kind)) {
    return [...rowsOfEdition(kind, bytes)].filter((row) => row['code'] === code || row['zip'] === code);
  }
  const table = open(bytes);
  switch (table.table) {
    case 'ncci-ptp-practitioner':
    case 'ncci-ptp-outpatient':
      return other === undefined ? [] : present([table.find(code, other, on)]);
    case 'mpfs':
      return present(feeModifiers.map((modifier) => table.find(code, modifier)));
    case 'icd-10-cm-notes':
    case 'icd-10-cm':
    case 'mce':
    case 'cpt':
    case 'hcpcs':
    case 'modifiers':
    case 'place-of-service':
    case 'mue-practitioner':
    case 'mue-outpatient':
    case 'mue-equipment':
    case 'ncci-add-on':
      return present([table.find(code)]);
  }
}

function present(rows: readonly (object | undefined)[]): ShownRow[] {
  return rows.filter((row) => row !== undefined).map((row) => ({ ...row }));
}
