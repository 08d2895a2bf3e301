import { describe, expect, test } from 'vitest';
import { Instant, PlainDate } from '#contracts/dates.ts';
import type { DocumentSaying, VisitDocument } from '#contracts/visit-document.ts';
import { documentIdFor, nameKeyFor, uploadIdFor, visitIdFor } from '#domain/identity/ids.ts';
import type { Ports } from './ports.ts';
import { claim, newPracticeId } from './samples.ts';

const at = Instant.parse('2026-11-20T15:04:05.000Z');

export function visitDocumentStoreSuite(ports: () => Ports): void {
  const samples = () => {
    const practiceId = newPracticeId();
    const documentId = documentIdFor(practiceId, 'its content');
    const document: VisitDocument = {
      documentId,
      mediaType: 'application/pdf',
      sizeBytes: 11,
      fileKey: `visit-documents/${practiceId}/${documentId}.pdf`,
      arrivedAt: at,
    };
    const saying: DocumentSaying = {
      from: 'name',
      sourceSystem: 'clinic-ehr',
      visitNumber: 'E-1',
      documentKind: 'other',
      signed: true,
      uploadId: uploadIdFor('uploads', 'a file', 'v1'),
      recordNumber: 1,
    };
    return { practiceId, documentId, document, saying };
  };

  describe('documents of visits', () => {
    test('The first version of a document stays, and all that is said of it is gathered', async () => {
      const { practiceId, documentId, document, saying } = samples();
      const { visitDocuments } = ports();
      expect(await visitDocuments.load(practiceId, documentId)).toBeUndefined();
      const other = { ...saying, from: 'index' as const };
      await visitDocuments.keep(practiceId, document, saying);
      await visitDocuments.keep(
        practiceId,
        { ...document, arrivedAt: Instant.parse('2026-12-01T00:00:00.000Z') },
        saying,
      );
      await visitDocuments.say(practiceId, documentId, other);
      await visitDocuments.say(practiceId, documentId, other);
      const said = await visitDocuments.load(practiceId, documentId);
      expect(said).toMatchObject({ document, decision: undefined });
      expect(said?.sayings).toHaveLength(2);
      expect(said?.sayings).toEqual(expect.arrayContaining([saying, other]));
      expect(await visitDocuments.load(newPracticeId(), documentId)).toBeUndefined();
    });

    test('The last decision of a person counts', async () => {
      const { practiceId, documentId, document, saying } = samples();
      const { visitDocuments } = ports();
      await visitDocuments.keep(practiceId, document, saying);
      await visitDocuments.decide(practiceId, documentId, { outcome: 'not-needed', at, by: 'maria' });
      const decision = {
        outcome: 'belongs-to' as const,
        sourceSystem: 'clinic-ehr',
        encounterId: 'E-2',
        at,
        by: 'maria',
      };
      await visitDocuments.decide(practiceId, documentId, decision);
      expect((await visitDocuments.load(practiceId, documentId))?.decision).toEqual(decision);
    });

    test('A file and its index find each other by the name, each told once', async () => {
      const { practiceId, documentId, saying } = samples();
      const { visitDocuments } = ports();
      const name = nameKeyFor(practiceId, 'folder', 'file/scan0001.pdf');
      expect(await visitDocuments.filed(practiceId, name)).toEqual({ documents: [], sayings: [] });
      for (let time = 0; time < 2; time += 1) {
        await visitDocuments.file(practiceId, name, documentId);
        await visitDocuments.file(practiceId, name, saying);
      }
      expect(await visitDocuments.filed(practiceId, name)).toEqual({
        documents: [documentId],
        sayings: [saying],
      });
    });

    test('The visits of a patient on a day are told, claims and others, of the same source and day only', async () => {
      const practiceId = newPracticeId();
      const { commit, visitDocuments } = ports();
      const seen = claim({ practiceId });
      const patient = {
        sourceSystem: seen.source.sourceSystem,
        sourcePatientId: seen.patient.sourcePatientId,
        day: seen.serviceDateFrom,
      };
      const visitId = visitIdFor(practiceId, patient.sourceSystem, 'E-9');
      await commit.apply([{ kind: 'create-claim', claim: seen }]);
      await visitDocuments.noteVisit(practiceId, patient, { visitId, encounterId: 'E-9' });
      await visitDocuments.noteVisit(practiceId, patient, { visitId, encounterId: 'E-9' });
      expect(await visitDocuments.visitsOn(practiceId, patient)).toEqual({
        claims: [seen.claimId],
        visits: [{ visitId, encounterId: 'E-9' }],
      });
      const none = { claims: [], visits: [] };
      for (const other of [
        { ...patient, sourceSystem: 'another' },
        { ...patient, sourcePatientId: 'another' },
        { ...patient, day: PlainDate.parse('2020-01-01') },
      ]) {
        expect(await visitDocuments.visitsOn(practiceId, other)).toEqual(none);
      }
    });
  });
}
