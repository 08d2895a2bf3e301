import type { PlainDate } from '#contracts/dates.ts';
import type { EditionClaim } from '../rows.ts';

/** ICD-10-CM has editions of the federal fiscal year, from 1 October before it, and of its April. */
export function fiscalEdition(year: number, isApril: boolean): EditionClaim {
  return isApril
    ? { edition: `FY${year}-April`, from: `${year}-04-01` as PlainDate }
    : { edition: `FY${year}`, from: `${year - 1}-10-01` as PlainDate };
}

/** `2026`, but not the end of `01012026`. */
const yearForm = /(?<!\d)(20\d\d)(?!\d)/g;
const april =
  /(?<![a-z])apr(?:il)?(?![a-z])|(?<!\d)04[-_. ]?01[-_. ]?20\d\d(?!\d)|(?<!\d)20\d\d-04-01(?!\d)/i;
/** NCHS puts the files of an April into a folder `2026-Update`; before 2022 there were updates of other months too. */
const update = /(?<![a-z])update(?![a-z])/i;
const firstYearOfApril = 2022;
/** A file that was given out once more, or in some other month: its name does not say for which days. */
const unsure =
  /(?<![a-z])(?:updated|jan|january|feb|february|mar|march|may|june?|july?|aug|august|sept?|september|oct|october|nov|november|dec|december)(?![a-z])/i;
/** NCHS names the files of October with dashes, `icd10cm-order-2026`, and those of April by their month. */
const namedByCenter = /(?<![a-z])(?:order|tabular)-20\d\d(?!\d)/i;
/** The archives of both publishers: `2026-code-descriptions-tabular-order`, `icd10cm-Code Descriptions-2026`. */
const namedArchive = /desc\w*tions|tabular|tables?(?![a-z])/i;

/** What the names of a file say of its edition. */
interface FileNames {
  /** Its own name. */
  readonly name: string;
  /** The name of the archive that it came in. */
  readonly archive?: string;
}

/**
 * The edition of ICD-10-CM that the names of a file and of its archive say, and what it says of itself inside. CMS
 * calls the order file of October and that of April alike (`icd10cm_order_2026.txt`): then the archive's name decides
 * (`april-1-2026-code-descriptions-tabular-order.zip`), and where that does not say it either, whoever loads it must.
 */
export function fiscalEditionOfNames({ name, archive = '' }: FileNames, inside = ''): EditionClaim {
  const names = [name, archive, inside];
  const [year, ...others] = new Set(
    names.flatMap((one) => [...one.matchAll(yearForm)].map(([, digits]) => Number(digits))),
  );
  if (year === undefined || others.length > 0) {
    return {};
  }
  const choices = [fiscalEdition(year, true), fiscalEdition(year, false)];
  if (names.some((one) => april.test(one) || (year >= firstYearOfApril && update.test(one)))) {
    return { ...fiscalEdition(year, true), choices };
  }
  const isOctober =
    !names.some((one) => unsure.test(one) || update.test(one)) &&
    (namedByCenter.test(name) || (namedArchive.test(archive) && archive.includes(String(year))));
  return isOctober ? { ...fiscalEdition(year, false), choices } : { choices };
}
