import type { PlainDate } from '#contracts/dates.ts';
import { isInForce, type CodeTables, type DatedTable, type Edition, type TableName } from './code-tables.ts';
import type { TableContent } from './packed/table-contents.ts';
import { compareTexts } from './text-order.ts';

/** A loaded edition of some table, and its content. */
export type LoadedEdition = {
  readonly [Name in TableName]: Edition & { readonly table: Name } & TableContent<Name>;
}[TableName];

type EditionOf<Name extends TableName> = Extract<LoadedEdition, { readonly table: Name }>;

/**
 * What an edition says of days before its own period, where no edition of that period is loaded. It never says anything
 * of days after it: what the next one changes, nobody knows.
 *
 * - `all`: the official file keeps every row that ever was, with its days. NCCI pairs do, back to 1996.
 * - `its-rows`: rows carry the day that they began, but those that ended long ago are dropped. What the edition has is
 *   judged by its own days; what it lacks may have existed, so the edition does not count as whole.
 *
 * Every other table is made anew for its period: diagnoses (whose order file has no days), fees, unit limits, notes.
 */
const looksBack: Partial<Record<TableName, 'all' | 'its-rows'>> = {
  'ncci-ptp-practitioner': 'all',
  'ncci-ptp-outpatient': 'all',
  hcpcs: 'its-rows',
  modifiers: 'its-rows',
};

/** Tables that are made anew for each fiscal year: an edition that does not say when it ends does so on 30 September. */
const yearly: ReadonlySet<TableName> = new Set(['icd-10-cm', 'icd-10-cm-notes', 'mce']);

/** Days whose edition is remembered; claims of a day come together. */
const keptDays = 1024;

/**
 * The tables that decisions are made with: for a day of service the loaded edition that governs it, else what comes with
 * the code. Of two editions that govern a day the later one does: an April edition of ICD-10-CM replaces that of October
 * for its half of the year. What an edition lacks that is not whole (a slice, a practice's own list, modifiers without
 * those of CPT), the seed is asked for.
 */
export function composeTables(editions: readonly LoadedEdition[], seed: CodeTables): CodeTables {
  const of = <Name extends TableName>(name: Name): readonly EditionOf<Name>[] =>
    editions
      .filter((edition): edition is EditionOf<Name> => edition.table === name)
      .toSorted((one, other) => compareTexts(one.from ?? '', other.from ?? ''));
  return {
    diagnoses: dated(of('icd-10-cm'), seed.diagnoses),
    diagnosisNotes: dated(of('icd-10-cm-notes'), seed.diagnosisNotes),
    diagnosisLimits: dated(of('mce'), seed.diagnosisLimits),
    cptCodes: dated(of('cpt'), seed.cptCodes),
    hcpcsCodes: dated(of('hcpcs'), seed.hcpcsCodes),
    modifiers: dated(of('modifiers'), seed.modifiers),
    placesOfService: dated(of('place-of-service'), seed.placesOfService),
    practitionerPairs: dated(of('ncci-ptp-practitioner'), seed.practitionerPairs),
    outpatientPairs: dated(of('ncci-ptp-outpatient'), seed.outpatientPairs),
    practitionerUnits: dated(of('mue-practitioner'), seed.practitionerUnits),
    outpatientUnits: dated(of('mue-outpatient'), seed.outpatientUnits),
    equipmentUnits: dated(of('mue-equipment'), seed.equipmentUnits),
    addOns: dated(of('ncci-add-on'), seed.addOns),
    physicianFees: dated(of('mpfs'), seed.physicianFees),
  };
}

/** Whatever a table is asked by: a code, a code and a modifier, two codes and a day. */
interface Content<Asked extends readonly unknown[], Row> {
  find(this: void, ...asked: Asked): Row | undefined;
}

/** Editions from the earliest to the latest. */
function dated<Asked extends readonly unknown[], Row>(
  editions: readonly (Edition & Content<Asked, Row>)[],
  seed: DatedTable<Content<Asked, Row>>,
): DatedTable<Content<Asked, Row>> {
  if (editions.length === 0) {
    return seed;
  }
  const governing = new Map<PlainDate, (Edition & Content<Asked, Row>) | undefined>();
  const withSeed = new Map<Edition, Edition & Content<Asked, Row>>();
  const inForceOn = (day: PlainDate): (Edition & Content<Asked, Row>) | undefined => {
    const edition = governingEdition(editions, day);
    const seeded = seed.inForceOn(day);
    if (edition === undefined || edition.isWhole || seeded === undefined) {
      return edition ?? seeded;
    }
    const known = withSeed.get(edition);
    if (known !== undefined) {
      return known;
    }
    // The seed is the same whatever the day: it has one edition.
    const completed = {
      ...edition,
      find: (...asked: Asked) => edition.find(...asked) ?? seeded.find(...asked),
    };
    withSeed.set(edition, completed);
    return completed;
  };
  return {
    inForceOn: (day) => {
      if (governing.has(day)) {
        return governing.get(day);
      }
      if (governing.size >= keptDays) {
        governing.clear();
      }
      const edition = inForceOn(day);
      governing.set(day, edition);
      return edition;
    },
  };
}

/** The edition that governs a day, of editions from the earliest to the latest. */
export function governingEdition<Loaded extends Edition>(
  editions: readonly Loaded[],
  day: PlainDate,
): Loaded | undefined {
  const own = editions.findLast(({ from }) => from === undefined || from <= day);
  // Once the latest has ended nothing governs: what came before it was replaced by it for good.
  if (own !== undefined && isInForce({ ...own, ...lastDayOf(own) }, day)) {
    return own;
  }
  const next = editions.find(({ from }) => from !== undefined && from > day);
  switch (next === undefined ? undefined : looksBack[next.table]) {
    case 'all':
      return next;
    case 'its-rows':
      return next === undefined ? undefined : { ...next, isWhole: false };
    case undefined:
      return undefined;
  }
}

function lastDayOf({ table, from, to }: Edition): { readonly to?: PlainDate } {
  if (to !== undefined || from === undefined || !yearly.has(table)) {
    return to === undefined ? {} : { to };
  }
  const year = Number(from.slice(0, 4)) + (from.slice(5) >= '10-01' ? 1 : 0);
  return { to: `${year}-09-30` as PlainDate };
}
