import { describe, expect, test } from 'vitest';
import { PlainDate } from '#contracts/dates.ts';
import type { IntakeAgendaEntry } from '#contracts/intake-agenda.ts';
import { documentIdFor, uploadIdFor, visitIdFor } from '#domain/identity/ids.ts';
import type { Ports } from './ports.ts';
import { newPracticeId } from './samples.ts';

const day = (text: string): PlainDate => PlainDate.parse(text);
const through = day('2026-12-31');

export function intakeAgendaSuite(ports: () => Ports): void {
  const samples = () => {
    const practiceId = newPracticeId();
    const visitId = visitIdFor(practiceId, 'clinic-ehr', 'E-1');
    const uploadId = uploadIdFor('uploads', 'a file', 'v1');
    const of = { uploadId, recordNumber: 3, day: day('2026-11-20') };
    const visit: IntakeAgendaEntry = { look: 'incomplete-visit', visitId, ...of };
    const note: IntakeAgendaEntry = { look: 'unsigned-note', visitId, ...of };
    const document: IntakeAgendaEntry = {
      look: 'document',
      documentId: documentIdFor(practiceId, 'its content'),
      ...of,
    };
    return { practiceId, visit, note, document };
  };
  const dueOf = async (practiceId: Parameters<ReturnType<typeof ports>['agenda']['due']>[0], by: PlainDate) =>
    (await ports().agenda.due(practiceId, by))
      .map(({ entry }) => entry)
      .toSorted((one, other) => (one.look < other.look ? -1 : 1));

  describe('agenda of intake', () => {
    test('What is on it is told from its day on, of its own practice', async () => {
      const { practiceId, visit, note, document } = samples();
      const { agenda } = ports();
      await agenda.enter(practiceId, visit);
      await agenda.enter(practiceId, { ...note, day: day('2026-11-21') });
      await agenda.enter(practiceId, { ...document, day: day('2026-11-22') });
      expect(await dueOf(practiceId, day('2026-11-19'))).toEqual([]);
      expect(await dueOf(practiceId, day('2026-11-20'))).toEqual([visit]);
      expect((await dueOf(practiceId, through)).map(({ look }) => look)).toEqual([
        'document',
        'incomplete-visit',
        'unsigned-note',
      ]);
      expect(await dueOf(newPracticeId(), through)).toEqual([]);
    });

    test('Entered again it keeps its day and whence it came, and stands there once', async () => {
      const { practiceId, visit } = samples();
      const { agenda } = ports();
      await agenda.enter(practiceId, visit);
      await agenda.enter(practiceId, { ...visit, day: day('2026-11-25'), recordNumber: 9 });
      expect(await dueOf(practiceId, through)).toEqual([visit]);
    });

    test('Moved it has another day, and what is not on it is not put there by that', async () => {
      const { practiceId, visit, note } = samples();
      const { agenda } = ports();
      await agenda.enter(practiceId, visit);
      await agenda.move(practiceId, visit, day('2026-12-01'));
      await agenda.move(practiceId, note, day('2026-12-01'));
      expect(await dueOf(practiceId, day('2026-11-30'))).toEqual([]);
      expect(await dueOf(practiceId, through)).toEqual([{ ...visit, day: day('2026-12-01') }]);
    });

    test('It rests until a day, or until it is entered again or moved before', async () => {
      const { practiceId, visit, note, document } = samples();
      const { agenda } = ports();
      for (const entry of [visit, note, document]) {
        await agenda.enter(practiceId, entry);
        await agenda.rest(practiceId, entry, day('2026-11-28'));
      }
      expect(await dueOf(practiceId, day('2026-11-27'))).toEqual([]);
      await agenda.enter(practiceId, note);
      await agenda.move(practiceId, document, day('2026-11-26'));
      expect(await dueOf(practiceId, day('2026-11-25'))).toEqual([note]);
      expect(await dueOf(practiceId, day('2026-11-27'))).toEqual([{ ...document, day: '2026-11-26' }, note]);
      // It is the same occasion on the same day; only the look waits.
      expect(await dueOf(practiceId, day('2026-11-28'))).toContainEqual(visit);
      await agenda.rest(newPracticeId(), visit, day('2026-12-01'));
      const [read] = await agenda.due(practiceId, day('2026-11-28'));
      expect(Object.keys(read ?? {})).toEqual(['entry', 'times']);
    });

    test('Crossed out it is gone, unless it was entered again since it was read', async () => {
      const { practiceId, visit } = samples();
      const { agenda } = ports();
      await agenda.enter(practiceId, visit);
      const [read] = await agenda.due(practiceId, through);
      await agenda.enter(practiceId, visit);
      const [again] = await agenda.due(practiceId, through);
      if (read === undefined || again === undefined) {
        throw new Error('nothing is due');
      }
      await agenda.cross(practiceId, read);
      expect(await dueOf(practiceId, through)).toEqual([visit]);
      await agenda.cross(practiceId, again);
      await agenda.cross(practiceId, again);
      expect(await dueOf(practiceId, through)).toEqual([]);
    });
  });
}
