import type { PlainDate } from '#contracts/dates.ts';
import type { Sections } from '../packed/packed-file.ts';
import type { CodeSetKind, CodeSetRows, EditionClaim } from '../rows.ts';
import type { CodeSetFormat, GiveRow } from './code-set-format.ts';
import { CodeSetRefused, faultSentence, refuseFile } from './code-set-refused.ts';
import { CollectedList, CollectedPairs, type CollectedRows } from './collected-rows.ts';
import { periodOf } from './edition-period.ts';
import { FileReading } from './file-reading.ts';
import { codeSetFormats } from './formats.ts';
import { rowBounds } from './row-bounds.ts';
import {
  checkDiagnosesEnd,
  checkPairsWhole,
  checkPartNumbers,
  checkRowCount,
  partNumberOf,
} from './whole-edition.ts';
import { insteadOfWorkbook } from './workbooks.ts';

/** A file whose bytes come: one that was given, or one of an archive. */
export interface GivenFile {
  readonly name: string;
  /** The name of the archive. */
  readonly archive?: string;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** What whoever loads the files says of them. */
export interface LoadWish {
  readonly edition?: string;
  readonly from?: PlainDate;
  readonly to?: PlainDate;
  /** For files that do not say themselves for which table they are. */
  readonly table?: CodeSetKind;
  /** Whether it is a part on purpose: then what it lacks is not checked, instead of the part being refused. */
  readonly isSlice: boolean;
}

type KindOfPairs = 'ncci-ptp-practitioner' | 'ncci-ptp-outpatient';

/** The rows of an edition: pairs come packed, since there are millions. */
export type EditionRows =
  | {
      readonly [Kind in Exclude<CodeSetKind, KindOfPairs>]: {
        readonly kind: Kind;
        readonly rows: readonly CodeSetRows[Kind][];
      };
    }[Exclude<CodeSetKind, KindOfPairs>]
  | { readonly kind: KindOfPairs; readonly sections: Sections };

/** One edition as it was read. */
export interface ReadEdition {
  readonly edition: string;
  readonly from: PlainDate;
  readonly to?: PlainDate;
  readonly isWhole: boolean;
  readonly rowCount: number;
  readonly factors?: Readonly<Record<string, number>>;
  /** What a whole edition has and this one has not. */
  readonly lacks: readonly string[];
  readonly content: EditionRows;
  readonly files: readonly string[];
}

/** A file that was not read, and why. */
export interface LeftFile {
  readonly name: string;
  readonly why: string;
}

export type CodeSetsRead =
  | {
      readonly outcome: 'read';
      readonly editions: readonly ReadEdition[];
      readonly left: readonly LeftFile[];
    }
  | { readonly outcome: 'refused'; readonly problem: string; readonly left: readonly LeftFile[] };

/** An archive may have a workbook for every sheet. */
const mostWorkbooksTold = 3;

/** Rows of one kind that came out of one file, or of several that are parts of one table. */
interface Found {
  readonly kind: CodeSetKind;
  readonly format: CodeSetFormat;
  readonly collected: CollectedRows;
  readonly files: string[];
  /** Which parts the files are, where their names number them. */
  readonly partNumbers: (number | undefined)[];
  claim: EditionClaim;
}

/**
 * Reads the files of one load: each is known by its content, each table comes out with its edition, and whatever is
 * wrong anywhere refuses the whole load. Files of no layout that is known are left and named; a load that has nothing
 * else is refused.
 *
 * Errors: those of the bytes themselves (an archive that is damaged, storage that does not answer) as they are.
 */
export async function readCodeSets(files: AsyncIterable<GivenFile>, wish: LoadWish): Promise<CodeSetsRead> {
  const found: Found[] = [];
  const left: LeftFile[] = [];
  let name: string | undefined;
  try {
    for await (const file of files) {
      name = file.name;
      await readFile(file, wish, found, left);
    }
    name = undefined;
    if (found.length === 0) {
      refuseFile(
        left.map((file) => `${file.name}: ${file.why}`).join('; ') || 'no file',
        'a file of codes as its publisher gives it',
        left
          .flatMap((file) => insteadOfWorkbook(file.name) ?? [])
          .slice(0, mostWorkbooksTold)
          .join(' ') || 'The guide lists what can be loaded.',
      );
    }
    const editions = chosen(found, left).map((one) => asEdition(one, wish));
    return { outcome: 'read', editions, left };
  } catch (error) {
    if (error instanceof CodeSetRefused) {
      const problem = faultSentence(error.fault);
      return { outcome: 'refused', problem: name === undefined ? problem : `${name}: ${problem}`, left };
    }
    throw error;
  }
}

async function readFile(file: GivenFile, wish: LoadWish, found: Found[], left: LeftFile[]): Promise<void> {
  const mine: Found[] = [];
  const reading = new FileReading(file, wish.table, (format) => giveTo(format, file, found, mine));
  for await (const piece of file.bytes) {
    reading.take(piece);
  }
  const claim = reading.end();
  if (claim === undefined) {
    left.push({ name: file.name, why: reading.left ?? 'nothing in it' });
    return;
  }
  const { format } = reading;
  const missing = format?.givesAllKinds === true && !wish.isSlice ? format.kinds : format?.kinds.slice(0, 0);
  const lacking = missing?.find((kind) => !mine.some((one) => one.kind === kind));
  if (mine.length === 0 || lacking !== undefined) {
    refuseFile(
      `${format?.name ?? 'a file'} without any row${lacking === undefined ? '' : ` of ${lacking}`}`,
      'the rows of its table',
    );
  }
  for (const one of mine) {
    if (one.files.length > 1 && one.claim.edition !== claim.edition) {
      refuseFile(
        `parts of ${one.claim.edition ?? 'no edition'} and of ${claim.edition ?? 'no edition'} together`,
        'parts of one edition',
        'Load each edition by itself.',
      );
    }
    one.claim = claim;
  }
}

/** Where the rows of a file go: to those of the part before it, or to a list of their own. */
function giveTo(format: CodeSetFormat, file: GivenFile, found: Found[], mine: Found[]): GiveRow {
  let last: Found | undefined;
  return (kind, row, line) => {
    if (last?.kind !== kind) {
      last = mine.find((one) => one.kind === kind) ?? opened(kind, format, file, found);
      if (!mine.includes(last)) {
        mine.push(last);
      }
    }
    last.collected.add(row, line);
  };
}

function opened(kind: CodeSetKind, format: CodeSetFormat, file: GivenFile, found: Found[]): Found {
  const { name, archive } = file;
  const partNumber = partNumberOf(name, archive);
  const before = format.several === 'parts' ? found.find((one) => one.kind === kind) : undefined;
  if (before !== undefined) {
    before.files.push(name);
    before.partNumbers.push(partNumber);
    return before;
  }
  const collected = isPairs(kind)
    ? new CollectedPairs()
    : new CollectedList<Exclude<CodeSetKind, KindOfPairs>>();
  const one: Found = { kind, format, collected, files: [name], partNumbers: [partNumber], claim: {} };
  found.push(one);
  return one;
}

function isPairs(kind: CodeSetKind): kind is KindOfPairs {
  return kind === 'ncci-ptp-practitioner' || kind === 'ncci-ptp-outpatient';
}

/** Of several files with the same table of the same edition, the one to take; the others are left. */
function chosen(found: readonly Found[], left: LeftFile[]): Found[] {
  const groups = Map.groupBy(found, (one) => `${one.kind} ${editionAmong(one, found) ?? ''}`);
  return [...groups.values()].map((group) => {
    const [first, second] = group.toSorted(
      (one, other) =>
        codeSetFormats.indexOf(one.format) - codeSetFormats.indexOf(other.format) ||
        other.collected.rowCount - one.collected.rowCount ||
        conversionOf(one) - conversionOf(other),
    );
    if (first === undefined || second === undefined) {
      return first ?? refuseFile('no rows', 'the rows of a table');
    }
    refuseTwoOfOne(group);
    for (const other of group) {
      if (other !== first) {
        left.push(
          ...other.files.map((name) => ({ name, why: `${first.files.join(', ')} has the same table` })),
        );
      }
    }
    return withOtherFactor({ ...first, claim: { ...claimAmong(group), ...first.claim } }, group);
  });
}

/** What a form of a table does not say of its edition, the other form beside it says. */
function editionAmong({ kind, claim }: Found, found: readonly Found[]): string | undefined {
  const [only, ...others] = new Set(
    found.filter((one) => one.kind === kind).flatMap((one) => one.claim.edition ?? []),
  );
  return claim.edition ?? (others.length === 0 ? only : undefined);
}

function claimAmong(group: readonly Found[]): EditionClaim {
  const { edition, from } = group.find((one) => one.claim.edition !== undefined)?.claim ?? {};
  return { ...(edition === undefined ? {} : { edition }), ...(from === undefined ? {} : { from }) };
}

/**
 * One table may come in two forms, with the same rows; the fee schedule also with two conversion factors. Errors: two
 * files of one form, or forms of different length, refuse the load: none of them says that it takes the other's place.
 */
function refuseTwoOfOne(group: readonly Found[]): void {
  for (const [index, one] of group.entries()) {
    for (const other of group.slice(index + 1)) {
      const [rows, otherRows] = [one.collected.rowCount, other.collected.rowCount];
      const isAnotherForm = one.format !== other.format || conversionOf(one) !== conversionOf(other);
      const isLongest = one.format === other.format && one.format.several === 'longest' && rows !== otherRows;
      if (!isLongest && (!isAnotherForm || rows !== otherRows)) {
        refuseFile(
          `the same table twice, ${one.kind} in ${one.files.join(', ')} with ${rows} rows and in ${other.files.join(', ')} with ${otherRows}`,
          'one file for each table',
          'Load the one that holds. If one corrects the other, load that one after it with --edition and --replaces.',
        );
      }
    }
  }
}

function conversionOf(one: Found): number {
  return one.claim.factors?.['conversion'] ?? 0;
}

/**
 * From 2026 on the fee schedule comes twice, with the same values and two conversion factors: the higher one for
 * clinicians who take part in an alternative payment model.
 */
function withOtherFactor(first: Found, group: readonly Found[]): Found {
  const own = conversionOf(first);
  const higher = group.map(conversionOf).find((factor) => factor > own);
  return own === 0 || higher === undefined
    ? first
    : {
        ...first,
        claim: {
          ...first.claim,
          factors: { ...first.claim.factors, conversion: own, 'conversion-alternative-model': higher },
        },
      };
}

function asEdition(one: Found, wish: LoadWish): ReadEdition {
  const { kind, claim, collected } = one;
  const file = one.files.join(', ');
  const { edition, from, to } = periodOf(kind, claim, wish, file);
  const content = contentOf(kind, collected);
  const { rowCount } = collected;
  if (!wish.isSlice) {
    checkWhole(one, content, from);
  }
  checkRowCount(kind, rowCount, wish.isSlice, file);
  const lacks = [...(claim.lacks ?? []), ...(kind === 'modifiers' ? ['modifiers of CPT'] : [])];
  return {
    edition,
    from,
    ...(to === undefined ? {} : { to }),
    isWhole: !wish.isSlice && rowCount >= rowBounds[kind].least && lacks.length === 0,
    rowCount,
    ...(claim.factors === undefined ? {} : { factors: claim.factors }),
    lacks,
    content,
    files: one.files,
  };
}

/** What shows a list that was cut off, or parts that are missing, better than the number of its rows. */
function checkWhole({ files, partNumbers, collected }: Found, content: EditionRows, from: PlainDate): void {
  const file = files.join(', ');
  if (content.kind === 'icd-10-cm' && collected.rowCount >= rowBounds['icd-10-cm'].least) {
    checkDiagnosesEnd(content.rows, from, file);
  } else if (collected instanceof CollectedPairs) {
    checkPartNumbers(partNumbers, file);
    checkPairsWhole(collected.columns1, file);
  }
}

function contentOf(kind: CodeSetKind, collected: CollectedRows): EditionRows {
  if (collected instanceof CollectedPairs) {
    return { kind: kind as KindOfPairs, sections: collected.packed().sections };
  }
  if (collected instanceof CollectedList) {
    return { kind, rows: collected.rows } as EditionRows;
  }
  return refuseFile('no rows', 'the rows of a table');
}
