import { describe, expect, test } from 'vitest';
import { Instant } from '#contracts/dates.ts';
import type { PracticeId, VisitId } from '#contracts/identifiers.ts';
import { contentHashOf } from '#domain/identity/content-hash.ts';
import { nameKeyFor, visitIdFor } from '#domain/identity/ids.ts';
import type { SharedThing } from '#domain/intake/read/intake-record.ts';
import type { PartContent, VisitPart } from '#domain/intake/visit/part.ts';
import type { Ports } from './ports.ts';
import { newPracticeId, newUploadId } from './samples.ts';

const source = 'ehr';

function note(text: string, order = '1', changes: Partial<VisitPart> = {}): VisitPart {
  const content: PartContent = { kind: 'note', text, signed: true };
  const hash = contentHashOf(content);
  return {
    sourceSystem: source,
    encounterId: 'V1',
    partKey: 'document:1',
    order,
    hash,
    content,
    refs: [],
    ...changes,
  };
}

function thing(kind: SharedThing['kind'], names: string[], changes: Partial<SharedThing> = {}): SharedThing {
  const fields = { said: names.join(' ') };
  return {
    sourceSystem: source,
    names,
    kind,
    order: '1',
    hash: contentHashOf(fields),
    fields,
    refs: [],
    ...changes,
  };
}

const visitOf = (practiceId: PracticeId): VisitId => visitIdFor(practiceId, source, 'V1');

export function visitStoreSuite(ports: () => Ports): void {
  describe('visit store', () => {
    const keep = (
      practiceId: PracticeId,
      parts: readonly VisitPart[],
      things: readonly SharedThing[] = [],
      uploadId = newUploadId(),
    ) => ports().visits.keep(practiceId, uploadId, { parts, things });

    test('Of two versions of a part the newer is kept, whichever comes first and however often', async () => {
      const [older, newer] = [note('older', '1'), note('newer', '2')];
      for (const order of [[older, newer], [newer, older], [[older, newer, older].flat(), newer].flat()]) {
        const practiceId = newPracticeId();
        for (const part of order) {
          await keep(practiceId, [part]);
        }
        expect(await ports().visits.parts(practiceId, visitOf(practiceId))).toEqual([newer]);
      }
    });

    test('A part says which record said it first, and when anything first came into its place', async () => {
      const practiceId = newPracticeId();
      const uploads = [newUploadId(), newUploadId(), newUploadId()];
      const [first, , third] = uploads;
      const came = (part: VisitPart, index: number): VisitPart => ({
        ...part,
        arrived: {
          uploadId: uploads[index] ?? newUploadId(),
          recordNumber: index + 7,
          firstSeenAt: Instant.parse(`2026-11-0${index + 1}T00:00:00.000Z`),
        },
      });
      const arrivals = [];
      for (const [index, part] of [note('one', '1'), note('one', '2'), note('two', '3')].entries()) {
        await keep(practiceId, [came(part, index)], [], uploads[index]);
        const [kept] = await ports().visits.parts(practiceId, visitOf(practiceId));
        arrivals.push(kept?.arrived);
      }
      const firstSeenAt = '2026-11-01T00:00:00.000Z';
      expect(arrivals).toEqual([
        { uploadId: first, recordNumber: 7, firstSeenAt },
        { uploadId: first, recordNumber: 7, firstSeenAt },
        { uploadId: third, recordNumber: 9, firstSeenAt },
      ]);
    });

    test('Of two versions of the same moment the same one is kept, whichever comes first', async () => {
      const versions = [note('one'), note('other'), note('one', '1', { refs: ['person/1'] })];
      const kept = [];
      for (const order of [versions, versions.toReversed()]) {
        const practiceId = newPracticeId();
        await keep(practiceId, order.slice(0, 1));
        await keep(practiceId, order.slice(1));
        kept.push(await ports().visits.parts(practiceId, visitOf(practiceId)));
      }
      expect(kept[0]).toEqual(kept[1]);
      expect(kept[0]).toHaveLength(1);
    });

    test('Of two readings of one version the one by the later edition of the practice is kept', async () => {
      // By its hash alone the earlier one would be kept.
      const earlier = note('earlier', '1', { hash: 'f', readBy: 9 });
      const later = note('later', '1', { hash: 'a', readBy: 10 });
      for (const order of [
        [earlier, later],
        [later, earlier],
      ]) {
        const practiceId = newPracticeId();
        for (const part of order) {
          await keep(practiceId, [part]);
        }
        expect(await ports().visits.parts(practiceId, visitOf(practiceId))).toEqual([later]);
      }
    });

    test('Many parts are kept at once, each visit has its own, and a practice sees none of another', async () => {
      const practiceId = newPracticeId();
      const parts = Array.from({ length: 130 }, (_, index) =>
        note(`note ${index}`, '1', { partKey: `document:${index}`, encounterId: `V${index % 2}` }),
      );
      await keep(practiceId, parts);
      const kept = await ports().visits.parts(practiceId, visitOf(practiceId));
      expect(kept.map(({ partKey }) => partKey).toSorted()).toEqual(
        parts.flatMap(({ partKey, encounterId }) => (encounterId === 'V1' ? [partKey] : [])).toSorted(),
      );
      expect(await ports().visits.parts(newPracticeId(), visitOf(practiceId))).toEqual([]);
    });

    test('Every kind of content comes back as it was kept, also one that is too long for an item', async () => {
      const practiceId = newPracticeId();
      const contents: readonly PartContent[] = [
        { kind: 'void' },
        { kind: 'fields', fields: { patient: { lastName: 'Larch' }, coverages: [] } },
        { kind: 'line', line: { code: '99213', charge: '160.00' }, diagnoses: ['I10'] },
        {
          kind: 'charges',
          lines: [{ line: { code: '99213' }, diagnoses: ['I10'] }],
          diagnoses: ['I10'],
        },
        { kind: 'diagnosis', code: 'I10', rank: 2 },
        { kind: 'diagnosis', code: 'E11.9' },
        { kind: 'clinical', system: 'SNOMED CT', code: '44054006', display: 'Diabetes' },
        { kind: 'note', text: 'é'.repeat(250_000), signed: false },
      ];
      const parts = contents.map((content, index) =>
        note('', '1', { partKey: `part:${index}`, content, hash: contentHashOf(content) }),
      );
      await keep(practiceId, parts);
      const kept = await ports().visits.parts(practiceId, visitOf(practiceId));
      expect(kept.toSorted((one, other) => (one.partKey < other.partKey ? -1 : 1))).toEqual(parts);
    });

    test('Two writers at the same moment leave the newest of what both have', async () => {
      const practiceId = newPracticeId();
      const versions = (offset: number): VisitPart[] =>
        Array.from({ length: 30 }, (_, index) =>
          note(`${offset}`, String((index + offset) % 2), { partKey: `document:${index}` }),
        );
      await Promise.all([keep(practiceId, versions(0)), keep(practiceId, versions(1))]);
      const kept = await ports().visits.parts(practiceId, visitOf(practiceId));
      expect(new Set(kept.map(({ order }) => order))).toEqual(new Set(['1']));
      expect(kept).toHaveLength(30);
    });

    test('A thing is found by each of its names, and a coverage by the person it belongs to', async () => {
      const practiceId = newPracticeId();
      const person = thing('person', ['person/1', 'person/mrn-1']);
      const coverage = thing('coverage', ['coverage/9', 'coverage/member'], {
        of: 'person/mrn-1',
        inForce: { from: '2026-01-01' },
      });
      await keep(practiceId, [], [person, coverage]);
      const { visits } = ports();
      for (const name of person.names) {
        expect((await visits.named(practiceId, source, [name])).things).toEqual([person]);
      }
      expect(await visits.named(practiceId, source, ['person/mrn-1', 'coverage/member'])).toEqual({
        things: [person, coverage],
        belonging: ['coverage/9'],
      });
      expect(await visits.named(practiceId, 'other', ['person/1'])).toEqual({ things: [], belonging: [] });
    });

    test('An upload is told the names of which it says something new, again when it is taken again', async () => {
      const practiceId = newPracticeId();
      const [first, second] = [newUploadId(), newUploadId()];
      const person = thing('person', ['person/1']);
      const location = thing('location', ['location/1']);
      const coverage = thing('coverage', ['coverage/1'], { of: 'person/1' });
      const key = (name: string) => nameKeyFor(practiceId, source, name);
      const told = async (uploadId: typeof first, ...things: SharedThing[]) =>
        (await keep(practiceId, [], things, uploadId)).map(({ key: name, reach }) => `${name} ${reach}`);
      const all = [
        `${key('person/1')} person`,
        `${key('location/1')} directory`,
        `${key('coverage/1')} person`,
        `${key('person/1')} person`,
      ];
      expect(await told(first, person, location, coverage)).toEqual(all);
      expect(await told(first, person, location, coverage)).toEqual(all);
      expect(await told(second, person)).toEqual([]);
      expect(await told(second, { ...person, order: '2' })).toEqual([]);
      expect(await told(first, person)).toEqual([`${key('person/1')} person`]);
      expect(await told(second, { ...person, order: '3', hash: contentHashOf('other') })).toEqual([
        `${key('person/1')} person`,
      ]);
      expect(await told(first, person)).toEqual([]);
    });

    test('Marks of visits are found by name, page by page, and taken away', async () => {
      const practiceId = newPracticeId();
      const { visits } = ports();
      const ids = Array.from({ length: 7 }, (_, index) =>
        visitIdFor(practiceId, source, `V${index}`),
      ).toSorted();
      await keep(practiceId, [], [thing('person', ['person/1'])]);
      for (const visitId of [...ids, ...ids.slice(0, 2)]) {
        await visits.mark(practiceId, source, ['person/1', 'person/2'], visitId);
      }
      const key = nameKeyFor(practiceId, source, 'person/1');
      expect(await visits.marked(practiceId, key, 3)).toEqual(ids.slice(0, 3));
      expect(await visits.marked(practiceId, key, 10, ids[2])).toEqual(ids.slice(3));
      await visits.unmark(practiceId, key, ids.slice(1));
      expect(await visits.marked(practiceId, key, 10)).toEqual(ids.slice(0, 1));
      expect(await visits.marked(practiceId, nameKeyFor(practiceId, source, 'person/2'), 10)).toEqual(ids);
      expect((await visits.named(practiceId, source, ['person/1'])).things).toHaveLength(1);
    });
  });
}
