import type { ChangedName } from '#contracts/upload.ts';
import type { VisitId } from '#contracts/identifiers.ts';
import { nameKeyFor } from '#domain/identity/ids.ts';
import type { SharedThing } from '#domain/intake/read/intake-record.ts';
import { arrivalOf, keptItems, placeText } from '#domain/intake/visit/kept-items.ts';
import type { VisitPart } from '#domain/intake/visit/part.ts';
import type { VisitStore } from '#ports/visit-store.ts';
import type { MemoryTables } from './memory-tables.ts';

/** {@link VisitStore} over maps. */
export function memoryVisitStore({ keptItems: kept, visitMarks }: MemoryTables): VisitStore {
  return {
    async keep(practiceId, uploadId, { parts, things }) {
      await Promise.resolve();
      const changed: ChangedName[] = [];
      for (const item of keptItems(practiceId, parts, things)) {
        const path = `${practiceId}#${placeText(item.place)}`;
        const stored = kept.get(path);
        if (stored === undefined || stored.item.age < item.age) {
          const saidBy = stored?.item.says === item.says ? stored.saidBy : uploadId;
          const arrived = arrivalOf(item, stored?.item);
          kept.set(path, { item: { ...item, ...(arrived === undefined ? {} : { arrived }) }, saidBy });
        }
        if (kept.get(path)?.saidBy === uploadId) {
          changed.push(...item.reaches);
        }
      }
      return changed;
    },
    async parts(practiceId, visitId) {
      await Promise.resolve();
      return [...kept]
        .filter(([path]) => path.startsWith(`${practiceId}#${visitId} `))
        .map(([, { item }]) => ({
          ...(item.document as VisitPart),
          ...(item.arrived === undefined ? {} : { arrived: item.arrived }),
        }));
    },
    async named(practiceId, sourceSystem, names) {
      await Promise.resolve();
      const things: SharedThing[] = [];
      const belonging: string[] = [];
      for (const name of new Set(names)) {
        const path = `${practiceId}#${nameKeyFor(practiceId, sourceSystem, name)}`;
        const thing = kept.get(path)?.item.document;
        if (thing !== undefined) {
          things.push(thing as SharedThing);
        }
        for (const [key, { item }] of kept) {
          if (key.startsWith(`${path} `)) {
            belonging.push((item.document as { belonging: string }).belonging);
          }
        }
      }
      return { things, belonging };
    },
    async mark(practiceId, sourceSystem, names, visitId) {
      await Promise.resolve();
      for (const name of names) {
        const path = `${practiceId}#${nameKeyFor(practiceId, sourceSystem, name)}`;
        visitMarks.set(path, new Set([...(visitMarks.get(path) ?? []), visitId]));
      }
    },
    async marked(practiceId, key, limit, after) {
      await Promise.resolve();
      const visits: VisitId[] = [...(visitMarks.get(`${practiceId}#${key}`) ?? [])].toSorted();
      return visits.filter((visitId) => after === undefined || visitId > after).slice(0, limit);
    },
    async unmark(practiceId, key, visits) {
      await Promise.resolve();
      for (const visitId of visits) {
        visitMarks.get(`${practiceId}#${key}`)?.delete(visitId);
      }
    },
  };
}
