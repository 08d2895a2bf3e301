import { describe, expect, test } from 'vitest';
import { PracticeId } from '#contracts/identifiers.ts';
import { PublishedDimensions, PublishedMonth } from '#contracts/warehouse/export-book.ts';
import { publicationsIn } from '#ports/see-publications.ts';

const practiceId = PracticeId.parse('cedar-hill');

function month(through: string, publishedAt: string): PublishedMonth {
  return PublishedMonth.parse({
    practiceId,
    month: through.slice(0, 7),
    version: 1,
    inputsHash: 'h',
    schema: 'v1',
    through,
    publishedAt,
    final: false,
    facts: {},
  });
}

const dimensions = PublishedDimensions.parse({
  practiceId,
  version: 1,
  inputsHash: 'h',
  schema: 'v1',
  asOf: '2026-03-20',
  publishedAt: '2026-03-21T06:05:00.000Z',
  dimensions: {},
});

const seen = (months: readonly PublishedMonth[]) =>
  publicationsIn({
    months: (asked) => Promise.resolve(asked === practiceId ? months : []),
    dimensions: () => Promise.resolve(dimensions),
  }).published(practiceId);

describe('How far a practice is published', () => {
  test('is the last day of its last month, since the last of it was moved', async () => {
    expect(
      await seen([
        month('2026-02-28', '2026-03-21T06:01:00.000Z'),
        month('2026-03-20', '2026-03-21T06:02:00.000Z'),
      ]),
    ).toEqual({ through: '2026-03-20', at: '2026-03-21T06:05:00.000Z' });
  });

  test('changes when an earlier month is published anew', async () => {
    expect(
      await seen([
        month('2026-02-28', '2026-03-22T06:01:00.000Z'),
        month('2026-03-20', '2026-03-21T06:02:00.000Z'),
      ]),
    ).toEqual({ through: '2026-03-20', at: '2026-03-22T06:01:00.000Z' });
  });

  test('ends where a month is not whole that others follow', async () => {
    expect(
      await seen([
        month('2026-01-31', '2026-03-21T06:01:00.000Z'),
        month('2026-02-12', '2026-02-13T06:01:00.000Z'),
        month('2026-03-20', '2026-03-21T06:02:00.000Z'),
      ]),
    ).toMatchObject({ through: '2026-02-12' });
  });

  test('is nothing before a month and the dimensions are there', async () => {
    expect(await seen([])).toBeUndefined();
    const none = publicationsIn({
      months: () => Promise.resolve([month('2026-02-28', '2026-03-21T06:01:00.000Z')]),
      dimensions: () => Promise.resolve(undefined),
    });
    expect(await none.published(practiceId)).toBeUndefined();
  });
});
