import { describe, expect, test } from 'vitest';
import type { PermitBook } from '#contracts/intake-permits.ts';
import type { Ports } from './ports.ts';
import { at, minutesLater, newPracticeId, newUploadId } from './samples.ts';

export function intakePermitsSuite(ports: () => Ports): void {
  const filled = (book: PermitBook): PermitBook => ({
    ...book,
    held: [{ uploadId: newUploadId(), kind: 'large', execution: 'e', until: minutesLater(15) }],
    waiting: [
      {
        uploadId: newUploadId(),
        kind: 'small',
        registeredAt: at,
        askedAt: at,
        place: 0,
        waitSeconds: 5,
      },
    ],
  });

  describe('intake permits', () => {
    test('A practice of which nothing is stored has an empty book; what is saved comes back', async () => {
      const practiceId = newPracticeId();
      const { permits } = ports();
      const empty = await permits.load(practiceId);
      expect(empty).toEqual({ practiceId, version: 0, held: [], waiting: [] });
      const book = filled(empty);
      expect(await permits.save(book)).toBe(true);
      expect(await permits.load(practiceId)).toEqual({ ...book, version: 1 });
      expect(await permits.load(newPracticeId())).toMatchObject({ version: 0, held: [] });
    });

    test('A book that was read before another was saved is not saved', async () => {
      const practiceId = newPracticeId();
      const { permits } = ports();
      const empty = await permits.load(practiceId);
      await permits.save(filled(empty));
      expect(await permits.save(filled(empty))).toBe(false);
      const first = await permits.load(practiceId);
      expect(await permits.save({ ...first, held: [] })).toBe(true);
      expect(await permits.save(first)).toBe(false);
      expect(await permits.load(practiceId)).toMatchObject({ version: 2, held: [] });
    });

    test('Of many who save at the same moment one does', async () => {
      const empty = await ports().permits.load(newPracticeId());
      const saved = await Promise.all(Array.from({ length: 8 }, () => ports().permits.save(filled(empty))));
      expect(saved.filter(Boolean)).toHaveLength(1);
    });
  });
}
