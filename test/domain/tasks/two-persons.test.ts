import { describe, expect, it } from 'vitest';
import { Instant } from '#contracts/dates.ts';
import type { Task } from '#contracts/task.ts';
import {
  proposalVersionOf,
  rejectProposal,
  ruleOn,
  takesTwoPersons,
  type Ruling,
} from '#domain/tasks/two-persons.ts';

type Proposed = Pick<Task, 'kind' | 'decidedByTwo' | 'proposals'>;
const at = Instant.parse('2026-11-20T10:00:00.000Z');
const bare: Proposed = { kind: 'out-of-balance-remittance' };
const decision = (outcome: string, reason = 'Seen at the bank') => ({ outcome, reason });

/** The task with what was noted. */
function after(task: Proposed, ruling: Ruling): Proposed {
  return ruling.ruling === 'refused' || ruling.proposals === undefined
    ? task
    : { ...task, proposals: [...ruling.proposals] };
}

describe('what takes two persons', () => {
  it.each([
    ['out-of-balance-remittance', 'post-the-rest', true],
    ['out-of-balance-remittance', 'post-it-too', true],
    ['out-of-balance-remittance', 'ask-the-payer', false],
    ['unmatched-remittance', 'post-as-corrected', true],
    ['unmatched-remittance', 'belongs-to', false],
    ['missing-charge', 'no-charge', false],
  ] as const)('%s, %s: %s', (kind, outcome, expected) => {
    expect(takesTwoPersons({ kind }, outcome)).toBe(expected);
  });

  it('is also what the task itself says, for example above an amount', () => {
    const task: Proposed = { kind: 'missing-charge', decidedByTwo: ['no-charge'] };
    expect(takesTwoPersons(task, 'no-charge')).toBe(true);
    expect(ruleOn(task, decision('no-charge'), 'maria', at).ruling).toBe('noted');
  });

  it('is noted first, refused to the same person again, and carried out when another says the same', () => {
    const proposed = after(bare, ruleOn(bare, decision('post-it-too'), 'maria', at));
    const again = ruleOn(proposed, decision('post-it-too', 'Other words'), 'maria', at);
    expect(again).toMatchObject({
      ruling: 'refused',
      problem: expect.stringMatching(/takes another person/),
    });
    expect(ruleOn(proposed, decision('post-it-too', 'Other words'), 'tomas', at)).toMatchObject({
      ruling: 'carry-out',
      decidedBy: { proposedBy: 'maria', confirmedBy: 'tomas', reason: 'Other words' },
      proposals: [{ by: 'maria', ended: { how: 'confirmed', by: 'tomas' } }],
    });
  });

  it('is not confirmed by another decision, which takes its place and says so', () => {
    const task: Proposed = { kind: 'unmatched-remittance' };
    const first = { ...decision('post-as-corrected'), claim: 'C000000000001' };
    const proposed = after(task, ruleOn(task, first, 'maria', at));
    const other = ruleOn(proposed, { ...first, claim: 'C000000000002' }, 'tomas', at);
    expect(other).toMatchObject({
      ruling: 'noted',
      summary: expect.stringMatching(/in the place of what maria had proposed/),
      proposals: [{ by: 'maria', ended: { how: 'replaced', by: 'tomas' } }, { by: 'tomas' }],
    });
    expect(ruleOn(after(proposed, other), first, 'tomas', at)).toMatchObject({ ruling: 'noted' });
  });

  it('does not keep anybody from deciding what one person may', () => {
    const proposed = after(bare, ruleOn(bare, decision('post-it-too'), 'maria', at));
    expect(ruleOn(proposed, decision('ask-the-payer'), 'maria', at)).toEqual({ ruling: 'carry-out' });
  });

  it('can be rejected, by whoever made it too, and proposed anew', () => {
    const proposed = after(bare, ruleOn(bare, decision('post-it-too'), 'maria', at));
    const rejected = rejectProposal(proposed, 'It is the same payment', 'tomas', at);
    if (rejected.refused !== undefined) {
      throw new Error(rejected.refused);
    }
    const task = { ...bare, proposals: [...rejected.proposals] };
    expect(task.proposals).toMatchObject([{ ended: { how: 'rejected', by: 'tomas' } }]);
    expect(rejectProposal(task, 'Once more', 'tomas', at).refused).toMatch(/Nothing is proposed/);
    expect(ruleOn(task, decision('post-it-too'), 'tomas', at).ruling).toBe('noted');
  });

  it('once confirmed can only be decided so again, should it not have been carried out', () => {
    const proposed = after(bare, ruleOn(bare, decision('post-it-too'), 'maria', at));
    const confirmed = after(proposed, ruleOn(proposed, decision('post-it-too', 'I saw it'), 'tomas', at));
    // Whoever does, the same two have decided it.
    for (const user of ['anna', 'maria', 'tomas']) {
      expect(ruleOn(confirmed, decision('post-it-too'), user, at)).toEqual({
        ruling: 'carry-out',
        decidedBy: { proposedBy: 'maria', confirmedBy: 'tomas', reason: 'I saw it' },
      });
    }
    expect(ruleOn(confirmed, decision('ask-the-payer'), 'anna', at)).toMatchObject({ ruling: 'refused' });
  });

  it('has a version that rises with every change', () => {
    const proposed = after(bare, ruleOn(bare, decision('post-it-too'), 'maria', at));
    const confirmed = after(proposed, ruleOn(proposed, decision('post-it-too'), 'tomas', at));
    expect([bare, proposed, confirmed].map(proposalVersionOf)).toEqual([0, 1, 2]);
  });
});
