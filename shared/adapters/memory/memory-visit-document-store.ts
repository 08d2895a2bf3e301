import type { ClaimId, DocumentId, PracticeId } from '#contracts/identifiers.ts';
import { canonicalJson } from '#domain/identity/content-hash.ts';
import type { PatientDay, VisitDocumentStore } from '#ports/visit-document-store.ts';
import type { MemoryTables } from './memory-tables.ts';

/** {@link VisitDocumentStore} over maps. */
export function memoryVisitDocumentStore(tables: MemoryTables): VisitDocumentStore {
  const { visitDocuments, documentSayings, documentDecisions, documentNames, heldVisits } = tables;
  const add = <One>(lists: Map<string, Map<string, One>>, path: string, one: One): void => {
    const list = lists.get(path) ?? new Map<string, One>();
    list.set(canonicalJson(one), one);
    lists.set(path, list);
  };
  const sorted = <One>(list: ReadonlyMap<string, One> | undefined): readonly One[] =>
    [...(list ?? [])].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, one]) => one);
  const dayPath = (practiceId: PracticeId, { sourceSystem, sourcePatientId, day }: PatientDay): string =>
    JSON.stringify([practiceId, sourceSystem, sourcePatientId, day]);
  return {
    keep(practiceId, document, saying) {
      const path = `${practiceId}#${document.documentId}`;
      if (!visitDocuments.has(path)) {
        visitDocuments.set(path, document);
      }
      add(documentSayings, path, saying);
      return Promise.resolve();
    },
    say(practiceId, documentId, saying) {
      add(documentSayings, `${practiceId}#${documentId}`, saying);
      return Promise.resolve();
    },
    load(practiceId, documentId) {
      const path = `${practiceId}#${documentId}`;
      const document = visitDocuments.get(path);
      return Promise.resolve(
        document === undefined
          ? undefined
          : {
              document,
              sayings: sorted(documentSayings.get(path)),
              decision: documentDecisions.get(path),
            },
      );
    },
    decide(practiceId, documentId, decision) {
      documentDecisions.set(`${practiceId}#${documentId}`, decision);
      return Promise.resolve();
    },
    file(practiceId, name, of) {
      add(documentNames, `${practiceId}#${name}`, of);
      return Promise.resolve();
    },
    filed(practiceId, name) {
      const known = sorted(documentNames.get(`${practiceId}#${name}`));
      return Promise.resolve({
        documents: known.filter((one): one is DocumentId => typeof one === 'string'),
        sayings: known.filter((one) => typeof one !== 'string'),
      });
    },
    noteVisit(practiceId, patient, visit) {
      add(heldVisits, dayPath(practiceId, patient), visit);
      return Promise.resolve();
    },
    visitsOn(practiceId, patient) {
      const claims = [...tables.claims.values()]
        .filter(
          ({ practiceId: of, source, patient: seen, serviceDateFrom }) =>
            of === practiceId &&
            source.sourceSystem === patient.sourceSystem &&
            seen.sourcePatientId === patient.sourcePatientId &&
            serviceDateFrom === patient.day,
        )
        .map(({ claimId }): ClaimId => claimId);
      return Promise.resolve({ claims, visits: sorted(heldVisits.get(dayPath(practiceId, patient))) });
    },
  };
}
