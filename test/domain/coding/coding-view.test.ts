import { describe, expect, test } from 'vitest';
import type { BilledService } from '#contracts/billed-service.ts';
import type { ClaimDocument } from '#contracts/claim.ts';
import { PlainDate } from '#contracts/dates.ts';
import type { ClaimId, DocumentId } from '#contracts/identifiers.ts';
import { codingTexts } from '#domain/coding/coding-texts.ts';
import { servicesShown } from '#domain/coding/coding-view.ts';
import { newOrEstablished } from '#domain/coding/new-or-established.ts';
import { cents } from '#domain/money/cents.ts';
import { accepted, claimIn, origin, practice } from '../samples/encounters.ts';
import { takeInEncounter } from '#domain/intake/take-in-encounter.ts';

const claim = claimIn(takeInEncounter(accepted(), practice, undefined, origin).writes);

const document = (number: number, changes: Partial<ClaimDocument>): ClaimDocument => ({
  documentId: `D${String(number).padStart(15, '0')}` as DocumentId,
  kind: 'note',
  mediaType: 'text/plain',
  signed: true,
  ...changes,
});

describe('the texts that a visit is coded from', () => {
  test('are the note and what the documents say beside it; a document without a text is none', () => {
    const documents = [
      document(1, {}),
      document(2, { kind: 'order', text: 'X-ray of the right knee' }),
      document(3, { kind: 'operative', signed: false, text: 'Dictated, not signed' }),
      document(4, { kind: 'card', mediaType: 'application/pdf', fileKey: 'somewhere' }),
    ];
    expect(
      codingTexts({ note: 'Knee pain', documents }).map(({ kind, signed, text }) => [kind, signed, text]),
    ).toEqual([
      ['note', true, 'Knee pain'],
      ['order', true, 'X-ray of the right knee'],
      ['operative', false, 'Dictated, not signed'],
    ]);
  });

  test('are unsigned where nobody signed any document that the note was put together of', () => {
    expect(codingTexts({ note: 'Draft', documents: [document(1, { signed: false })] })).toMatchObject([
      { textId: 'note', signed: false },
    ]);
    expect(codingTexts({ note: 'Whole', documents: undefined })).toMatchObject([{ signed: true }]);
  });
});

const service = (serviceDate: string, changes: Partial<BilledService> = {}): BilledService => ({
  claimId: 'C0123456789AB' as ClaimId,
  lineNumber: 1,
  code: '99213',
  modifiers: [],
  units: 1,
  chargeCents: cents(100),
  serviceDate: PlainDate.parse(serviceDate),
  renderingNpi: claim.renderingNpi,
  billingNpi: claim.billingNpi,
  placeOfService: '11',
  isSubmitted: true,
  ...changes,
});

test('what was done is shown for two years, the newest first, the lines of a claim in their order', () => {
  const services = [
    service('2024-10-04'),
    service('2026-01-10', { lineNumber: 2, code: '36415' }),
    service('2026-01-10'),
    service('2026-09-01'),
  ];
  expect(
    servicesShown({ serviceDateFrom: PlainDate.parse('2026-10-05') }, { services }).map(
      ({ serviceDate, lineNumber }) => [serviceDate, lineNumber],
    ),
  ).toEqual([
    ['2026-09-01', 1],
    ['2026-01-10', 1],
    ['2026-01-10', 2],
  ]);
});

describe('whether a patient is new', () => {
  const is = (services: readonly BilledService[], knownFrom?: string): string =>
    newOrEstablished(claim, practice, {
      services,
      knownFrom: knownFrom === undefined ? undefined : PlainDate.parse(knownFrom),
    }).is;
  const other = practice.providers.find(({ npi }) => npi !== claim.renderingNpi)?.npi ?? claim.renderingNpi;

  test.each<readonly [string, readonly BilledService[], string | undefined, string]>([
    ['seen on the same day three years before', [service('2023-10-05')], undefined, 'established'],
    ['seen a day before that, and all is known since', [service('2023-10-04')], '2020-01-01', 'new'],
    ['never seen, and all is known for three years', [], '2023-10-05', 'new'],
    ['never seen, and what was before is not known', [], '2024-01-01', 'unknown'],
    ['never seen, and nobody says since when', [], undefined, 'unknown'],
    ['only had blood drawn', [service('2026-01-05', { code: '36415' })], '2020-01-01', 'new'],
    [
      'had a test that may have been without seeing anybody',
      [service('2026-01-05', { code: '93000' })],
      '2020-01-01',
      'unknown',
    ],
    [
      'seen by another group',
      [service('2026-01-05', { renderingNpi: other, billingNpi: other })],
      '2020-01-01',
      'new',
    ],
  ])('is told of one who was %s', (_, services, knownFrom, expected) => {
    expect(is(services, knownFrom)).toBe(expected);
  });
});
