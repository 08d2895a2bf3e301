import type { DocumentSaying } from '#contracts/visit-document.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { NamedVisit } from './document-part.ts';

/** What is said of a document's place, as far as it is to be believed. */
export interface Directions {
  /** Every visit that is named, each once; of a source that nobody names, in each source of the practice. */
  readonly visits: readonly NamedVisit[];
  /** Of these, those that more than the name of a file names: a scanner's counter looks like a visit's number. */
  readonly surely: readonly NamedVisit[];
  /** The patients and days that are named where no visit is surely. */
  readonly days: readonly {
    readonly sourceSystem: string;
    readonly sourcePatientId: string;
    readonly day: PlainDate;
  }[];
}

/**
 * What is said of a document's place and to be believed. An index is made by whoever knows the document: where there is one, what its name
 * and its text say does not count.
 */
export function believedOf(sayings: readonly DocumentSaying[]): readonly DocumentSaying[] {
  const byIndex = sayings.filter(({ from }) => from === 'index');
  return byIndex.length > 0 ? byIndex : sayings;
}

/**
 * Where a document is said to belong.
 * @param sources the source systems of the practice, for sayings that name none.
 */
export function directionsOf(sayings: readonly DocumentSaying[], sources: readonly string[]): Directions {
  const believed = believedOf(sayings);
  const sourcesOf = ({ sourceSystem }: DocumentSaying): readonly string[] =>
    sourceSystem === undefined ? sources : [sourceSystem];
  const visitsIn = (some: readonly DocumentSaying[]): readonly NamedVisit[] =>
    distinct(
      some.flatMap((saying) => {
        const { visitNumber: encounterId } = saying;
        return encounterId === undefined
          ? []
          : sourcesOf(saying).map((sourceSystem) => ({ sourceSystem, encounterId }));
      }),
    );
  const surely = visitsIn(believed.filter(({ from }) => from !== 'name'));
  const days = believed.flatMap((saying) => {
    const { patientNumber: sourcePatientId, serviceDate: day } = saying;
    return sourcePatientId === undefined || day === undefined
      ? []
      : sourcesOf(saying).map((sourceSystem) => ({ sourceSystem, sourcePatientId, day }));
  });
  return { visits: visitsIn(believed), surely, days: surely.length > 0 ? [] : distinct(days) };
}

function distinct<One>(all: readonly One[]): readonly One[] {
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
}

/** Whether two names are of one visit. */
export function isSameVisit(one: NamedVisit, other: NamedVisit): boolean {
  return one.sourceSystem === other.sourceSystem && one.encounterId === other.encounterId;
}
