import { frontDeskSystem } from '#contracts/front-desk.ts';
import { DeskEntryId, type PracticeId } from '#contracts/identifiers.ts';

const entryFile = new RegExp(`^${frontDeskSystem}/([0-9a-z]{4}(?:-[0-9a-z]{1,4}){4})\\.ndjson$`);

/**
 * Where the upload lies that is made of an entry. The id is written in groups of four small letters and digits: so no
 * number of a patient, date or name can be read into it.
 */
export function deskFileKey(practiceId: PracticeId, entryId: DeskEntryId): string {
  const grouped = (entryId.toLowerCase().match(/.{1,4}/g) ?? []).join('-');
  return `upload/${practiceId}/${frontDeskSystem}/${grouped}.ndjson`;
}

/** Where the answer to it lies. */
export function deskAnswerKey(practiceId: PracticeId, entryId: DeskEntryId): string {
  return `${deskFileKey(practiceId, entryId).replace(/^upload\//, 'answer/')}.json`;
}

/** The entry that an upload was made of, by its path below the practice's folder; undefined where a person uploaded it. */
export function deskEntryOfFile(path: string): DeskEntryId | undefined {
  const [, grouped = ''] = entryFile.exec(path) ?? [];
  return DeskEntryId.safeParse(grouped.replaceAll('-', '').toUpperCase()).data;
}
