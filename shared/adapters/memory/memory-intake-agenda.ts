import { agendaSubjectText } from '#contracts/intake-agenda.ts';
import type { IntakeAgenda } from '#ports/intake-agenda.ts';
import type { MemoryTables } from './memory-tables.ts';

/** {@link IntakeAgenda} over a map. */
export function memoryIntakeAgenda({ intakeAgenda }: MemoryTables): IntakeAgenda {
  return {
    enter(practiceId, entry) {
      const path = `${practiceId}#${agendaSubjectText(entry)}`;
      const known = intakeAgenda.get(path);
      intakeAgenda.set(path, { entry: known?.entry ?? entry, times: (known?.times ?? 0) + 1 });
      return Promise.resolve();
    },
    move(practiceId, subject, day) {
      const path = `${practiceId}#${agendaSubjectText(subject)}`;
      const known = intakeAgenda.get(path);
      if (known !== undefined) {
        intakeAgenda.set(path, { entry: { ...known.entry, day }, times: known.times + 1 });
      }
      return Promise.resolve();
    },
    rest(practiceId, subject, until) {
      const path = `${practiceId}#${agendaSubjectText(subject)}`;
      const known = intakeAgenda.get(path);
      if (known !== undefined) {
        intakeAgenda.set(path, { ...known, restsUntil: until });
      }
      return Promise.resolve();
    },
    due: (practiceId, through) =>
      Promise.resolve(
        [...intakeAgenda]
          .filter(
            ([path, { entry, restsUntil }]) =>
              path.startsWith(`${practiceId}#`) &&
              entry.day <= through &&
              (restsUntil === undefined || restsUntil <= through),
          )
          .map(([, { entry, times }]) => ({ entry, times })),
      ),
    cross(practiceId, { entry, times }) {
      const path = `${practiceId}#${agendaSubjectText(entry)}`;
      if (intakeAgenda.get(path)?.times === times) {
        intakeAgenda.delete(path);
      }
      return Promise.resolve();
    },
  };
}
