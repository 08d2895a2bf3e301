import type { PlainDate } from '#contracts/dates.ts';
import { notLoadedFor } from '../../not-loaded-for.ts';
import type { Edit, EditFinding } from '../../edit.ts';

export const diagnosisSeventhCharacter: Edit = {
  id: 'diagnosis-seventh-character',
  title: 'A diagnosis lacks its seventh character, or has one that is not its own',
  snipType: 5,
  severity: 'blocking',
  fixer: 'coder',
  effectiveFrom: '2015-10-01' as PlainDate,
  source: 'ICD-10-CM tabular list of the CDC: seventh-character notes, those of headings included',
  check: ({ serviceDateFrom }, { firstDay, diagnoses }) => {
    if (firstDay.diagnosisNotes === undefined) {
      return [notLoadedFor('the ICD-10-CM tabular list', serviceDateFrom)];
    }
    const findings: EditFinding[] = [];
    for (const [index, { code, written, notes }] of diagnoses.entries()) {
      const characters = notes?.seventhCharacters ?? [];
      const seventh = code.charAt(6);
      if (characters.length > 0 && !characters.includes(seventh)) {
        findings.push({
          result: 'fail',
          where: `diagnosis ${index + 1}`,
          codes: [code],
          found: seventh === '' ? `${written}, without a seventh character` : written,
          expected: `one of ${characters.join(', ')} in the seventh place, after X where a place is empty`,
          fix: 'Say from the note whether this is active treatment, a later visit or what is left of it.',
        });
      }
    }
    return findings;
  },
};
