import { tableNames, type TableName } from './code-tables.ts';
import type { ModifierRow } from './code-tables.ts';
import { pack } from './packed/pack.ts';
import { writePackedFile } from './packed/packed-file.ts';
import type { ReadEdition } from './read/read-code-sets.ts';
import type { CodeSetKind, HcpcsModifierRow } from './rows.ts';
import { packSearchIndex } from './search/pack-search-index.ts';
import { seedModifiers } from './seed-modifiers.ts';

/** Whether a kind is a table that claims are checked by; the others are lists that people and prices ask. */
export function isTable(kind: CodeSetKind): kind is CodeSetKind & TableName {
  return (tableNames as readonly string[]).includes(kind);
}

/** The bytes of an edition as they are kept: a packed table, or for a plain list its rows as JSON. */
export function packEdition({ content, edition, from, to, isWhole, rowCount }: ReadEdition): Uint8Array {
  const facts = { edition, from, ...(to === undefined ? {} : { to }), isWhole };
  if ('sections' in content) {
    return writePackedFile({ holds: 'table', table: content.kind, ...facts, rowCount }, content.sections);
  }
  switch (content.kind) {
    case 'icd-10-cm':
      return pack({ table: content.kind, ...facts }, content.rows);
    case 'icd-10-cm-notes':
      return pack({ table: content.kind, ...facts }, content.rows);
    case 'mce':
      return pack({ table: content.kind, ...facts }, content.rows);
    case 'cpt':
      return pack({ table: content.kind, ...facts }, content.rows);
    case 'hcpcs':
      return pack({ table: content.kind, ...facts }, content.rows);
    case 'modifiers':
      return pack({ table: content.kind, ...facts }, withBypasses(content.rows));
    case 'place-of-service':
      return pack({ table: content.kind, ...facts }, content.rows);
    case 'mue-practitioner':
    case 'mue-outpatient':
    case 'mue-equipment':
      return pack({ table: content.kind, ...facts }, content.rows);
    case 'ncci-add-on':
      return pack({ table: content.kind, ...facts }, content.rows);
    case 'mpfs':
      return pack({ table: content.kind, ...facts }, content.rows);
    case 'poa-exempt':
    case 'gpci':
    case 'localities':
    case 'anesthesia':
    case 'zip-locality':
    case 'carc':
    case 'rarc':
    case 'taxonomy':
      return new TextEncoder().encode(JSON.stringify({ kind: content.kind, ...facts, rows: content.rows }));
  }
}

/** What people search an edition by, beside its table; undefined where codes are not looked for by words. */
export function packSearch({ content, edition, from, to, isWhole }: ReadEdition): Uint8Array | undefined {
  const facts = { edition, from, ...(to === undefined ? {} : { to }), isWhole };
  switch (content.kind) {
    case 'icd-10-cm':
    case 'hcpcs':
      return packSearchIndex(
        { table: content.kind, ...facts },
        content.rows.map((row) => ({ ...row, label: row.longLabel === '' ? row.label : row.longLabel })),
      );
    case 'cpt':
      return packSearchIndex({ table: content.kind, ...facts }, content.rows);
    default:
      return undefined;
  }
}

const bypassing = new Set(seedModifiers.filter(({ bypassesPairs }) => bypassesPairs).map(({ code }) => code));

/** The file does not say which modifiers bypass an NCCI pair; the policy manual does, and we keep its list. */
function withBypasses(rows: readonly HcpcsModifierRow[]): ModifierRow[] {
  return rows.map((row) => ({ ...row, bypassesPairs: bypassing.has(row.code) }));
}
