import { describe, expect, test } from 'vitest';
import { embeddedCodeSuggester } from '#adapters/embedded/embedded-code-suggester.ts';
import type { Claim } from '#contracts/claim.ts';
import {
  CodeSuggestions,
  CodingView,
  DraftScrubbed,
  ModifiersExplained,
  VisitLeveled,
} from '#contracts/coding.ts';
import { StaffAuthority } from '#contracts/staff-member.ts';
import { codeSearch } from '#ports/search-codes.ts';
import { assistCodingStep } from '../../functions/assist-coding/assist-coding-step.ts';
import { memoryWorld } from './memory-world.ts';

const note = 'HPI: Cough for a week, no fever.\nAssessment: hypertension, at goal.';
const drafted = {
  diagnoses: ['I10'],
  lines: [{ code: '99213', diagnosisPointers: [1] }],
};

/** A visit that came without codes, and one of the same person a year before. */
async function codingWorld() {
  const started = await memoryWorld();
  const earlier = await started.received({
    encounterId: 'ENC-0',
    serviceDateFrom: '2025-11-03',
    diagnoses: ['E11.9'],
    lines: [{ code: '99214', charge: '210.00', diagnosisPointers: [1] }],
    totalCharge: '210.00',
  });
  const uncoded = await started.received({ diagnoses: [], lines: [], totalCharge: undefined, note });
  const world = {
    ...started,
    suggester: embeddedCodeSuggester(codeSearch(started.codeSets), started.tables),
  };
  const { practiceId } = started;
  return {
    world,
    earlier,
    uncoded,
    ask: (asked: object, claim: Pick<Claim, 'claimId'> = uncoded) =>
      assistCodingStep({ practiceId, claimId: claim.claimId, ...asked }, world),
  };
}

describe('a coder', () => {
  test('sees the notes of a visit, and what was done and found before', async () => {
    const { ask, earlier, world } = await codingWorld();
    const before = world.snapshot();
    const shown = CodingView.parse(await ask({ query: 'show' }));
    expect(shown.texts).toEqual([{ textId: 'note', kind: 'note', signed: true, text: note }]);
    expect(shown.earlier.services).toMatchObject([
      { claimId: earlier.claimId, code: '99214', description: 'Office visit', serviceDate: '2025-11-03' },
    ]);
    expect(shown.earlier.diagnoses).toEqual([
      {
        code: 'E11.9',
        description: 'Type 2 diabetes without complications',
        on: '2025-11-03',
        claimId: earlier.claimId,
      },
    ]);
    expect(shown.newOrEstablished).toMatchObject({ is: 'established', seenOn: '2025-11-03' });
    expect(shown.payer?.name).toBeDefined();
    expect(world.snapshot()).toEqual(before);
  });

  test('is suggested the codes that the note speaks for, and told what it denies', async () => {
    const { ask } = await codingWorld();
    const told = CodeSuggestions.parse(await ask({ query: 'suggest' }));
    expect(told.by).toBe('embedded');
    expect(told.suggestions.map(({ code }) => code)).toEqual(['I10', 'R05.9']);
    const [evidence] = told.suggestions[0]?.evidence ?? [];
    expect(note.slice(evidence?.start, evidence?.end)).toBe('hypertension');
    expect(told.setAside.map(({ assertion }) => assertion)).toEqual(['negated']);
  });

  test('is told so where there is no note', async () => {
    const { ask, earlier } = await codingWorld();
    expect(await ask({ query: 'suggest' }, earlier)).toMatchObject({
      suggestions: [],
      notes: ['There is no note to read: ask the provider.'],
    });
  });

  test('levels the visit of a patient who is known by the history', async () => {
    const { ask } = await codingWorld();
    const visit = { family: 'office', problems: { stableChronic: 2 }, risks: ['prescription'] };
    const leveled = VisitLeveled.parse(await ask({ query: 'level', visit }));
    expect(leveled).toMatchObject({ code: '99214', newOrEstablished: { is: 'established' } });
  });

  test('is told what NCCI bundles of a draft', async () => {
    const { ask } = await codingWorld();
    const lines = [{ code: '99213' }, { code: '20610' }];
    const explained = ModifiersExplained.parse(await ask({ query: 'modifiers', lines }));
    expect(explained.pairs).toMatchObject([{ lines: [1, 2], column1: '20610', column2: '99213' }]);
  });

  test('is refused what cannot be understood', async () => {
    const { ask } = await codingWorld();
    expect(await ask({ query: 'level', visit: { family: 'spaceship' } })).toMatchObject({
      outcome: 'refused',
    });
  });
});

describe('a draft', () => {
  test('is scrubbed as the claim would be that it makes, and nothing is kept of it', async () => {
    const { ask, world, uncoded } = await codingWorld();
    const before = world.snapshot();
    const scrubbed = DraftScrubbed.parse(
      await ask({ query: 'scrub', diagnoses: ['I10'], lines: [{ code: '99203', charge: '150.00' }] }),
    );
    expect(world.snapshot()).toEqual(before);
    expect(scrubbed.report.clean).toBe(false);
    expect(scrubbed.report.findings.map(({ editId, result }) => [editId, result])).toContainEqual([
      'patient-not-new',
      'fail',
    ]);
    expect(scrubbed.totalChargeCents).toBe(15_000);
    expect((await world.claim(uncoded.claimId)).scrub).toBeUndefined();
  });

  test('has the same report that the scrubber makes of the claim once it is coded so', async () => {
    const { ask, world } = await codingWorld();
    const coded = await world.sent({ encounterId: 'ENC-9' });
    const draft = {
      query: 'scrub',
      diagnoses: coded.diagnoses,
      lines: coded.lines.map(({ code, modifiers, units, chargeCents, diagnosisPointers }) => ({
        code,
        modifiers,
        units,
        charge: `${chargeCents / 100}.00`,
        diagnosisPointers,
      })),
    };
    const { report } = DraftScrubbed.parse(await ask(draft, coded));
    expect({ ...report, scrubbedAt: '' }).toEqual({ ...coded.scrub, scrubbedAt: '' });
  });

  test('has the prices of the practice, and says where there is none', async () => {
    const { ask } = await codingWorld();
    const priced = DraftScrubbed.parse(await ask({ query: 'scrub', ...drafted }));
    const [charge] = priced.charges;
    expect(charge?.chargeCents === undefined ? charge?.problem : charge.isFromFeeSchedule).toBeTruthy();
    const unpriced = DraftScrubbed.parse(
      await ask({ query: 'scrub', diagnoses: ['I10'], lines: [{ code: '99999' }] }),
    );
    expect(unpriced.charges).toEqual([
      { isFromFeeSchedule: false, problem: expect.stringContaining('no price of 99999') },
    ]);
  });

  test('may be empty', async () => {
    const { ask } = await codingWorld();
    const scrubbed = DraftScrubbed.parse(await ask({ query: 'scrub', diagnoses: [], lines: [] }));
    expect(scrubbed.report.findings.map(({ editId }) => editId)).toContain('diagnosis-missing');
    expect(scrubbed.totalChargeCents).toBe(0);
  });
});

describe('whose claim it is', () => {
  const authority = (roles: readonly string[], providerNpi?: string): StaffAuthority =>
    StaffAuthority.parse({ roles, ...(providerNpi === undefined ? {} : { providerNpi }) });

  test.each(['show', 'suggest'])('is asked of a provider, who sees no other: %s', async (query) => {
    const { ask, uncoded } = await codingWorld();
    const own = authority(['provider'], uncoded.renderingNpi);
    expect(await ask({ query, authority: own })).not.toMatchObject({ outcome: 'refused' });
    for (const other of [authority(['provider'], '2000001026'), authority(['provider'])]) {
      expect(await ask({ query, authority: other })).toMatchObject({
        outcome: 'refused',
        because: 'not-found',
      });
    }
    expect(await ask({ query, authority: authority(['provider', 'coder']) })).not.toMatchObject({
      outcome: 'refused',
    });
  });

  test('makes no difference to what is said of a claim that is not there, or is of another practice', async () => {
    const { world, uncoded } = await codingWorld();
    for (const practiceId of [world.practiceId, 'birch-lane']) {
      const claimId = practiceId === 'birch-lane' ? uncoded.claimId : 'C0000000000AA';
      expect(await assistCodingStep({ query: 'show', practiceId, claimId }, world)).toEqual({
        outcome: 'refused',
        problems: [`claimId: practice ${practiceId} has no claim ${claimId}`],
        because: 'not-found',
      });
    }
  });
});
