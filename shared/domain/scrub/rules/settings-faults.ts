import type { Practice } from '#contracts/practice.ts';
import type { PracticeOverride } from '#contracts/scrub-override.ts';
import type { ScrubRule } from '#contracts/scrub-rule.ts';
import { daysBetween } from '../../calendar/plain-date.ts';
import { canonicalJson } from '../../identity/content-hash.ts';
import type { PracticeFault } from '../../practice/practice-fault.ts';
import { editsOf } from '../edits-of.ts';
import { whoMayOverride } from '../overrides.ts';

/** After a year somebody must look at an override again. */
const overrideLimitDays = 366;

/** What is wrong with a practice's rules and overrides beyond their form. */
export function scrubSettingsFaults(practice: Practice): PracticeFault[] {
  const { scrub, payers, providers } = practice;
  const payerIds = new Set(payers.map(({ payerId }) => payerId));
  const npis = new Set(providers.map(({ npi }) => npi));
  const known = editsOf(practice);
  return [
    ...scrub.rules.flatMap((rule, index) =>
      (rule.payerIds ?? [])
        .filter((payerId) => !payerIds.has(payerId))
        .map((payerId) => missing(['scrub', 'rules', index, 'payerIds'], payerId, 'the payerId of a payer')),
    ),
    ...scrub.overrides.flatMap((override, index): PracticeFault[] => {
      const path = ['scrub', 'overrides', index];
      const { payerId, renderingNpi } = override;
      return [
        ...(payerId === undefined || payerIds.has(payerId)
          ? []
          : [missing([...path, 'payerId'], payerId, 'the payerId of a payer')]),
        ...(renderingNpi === undefined || npis.has(renderingNpi)
          ? []
          : [missing([...path, 'renderingNpi'], renderingNpi, 'the npi of a provider')]),
        ...overrideFaults(override, known, path),
      ];
    }),
  ];
}

function missing(path: PracticeFault['path'], name: string, thing: string): PracticeFault {
  return {
    path,
    found: `${name}, which is not there`,
    expected: `${thing} of this document`,
    howToFix: `Add ${name}, or name another.`,
  };
}

function overrideFaults(
  { editId, payerId, code, renderingNpi, from, until }: PracticeOverride,
  known: readonly { readonly id: string; readonly severity: string; readonly snipType: number }[],
  path: PracticeFault['path'],
): PracticeFault[] {
  const edit = known.find(({ id }) => id === editId) as Parameters<typeof whoMayOverride>[0] | undefined;
  const faults: PracticeFault[] = [];
  if (edit === undefined) {
    faults.push({
      path: [...path, 'editId'],
      found: `${editId}, which no edit is called`,
      expected: 'the name of an edit, or "rule-" and the name of a rule that is not off',
      howToFix: 'Copy the name from the scrub report.',
    });
  } else if (whoMayOverride(edit) === 'nobody') {
    faults.push({
      path: [...path, 'editId'],
      found: `${editId}, which nobody may override`,
      expected: 'an edit that is not one of form or sum',
      howToFix: 'Remove the override: such a claim would come back.',
    });
  }
  if (payerId === undefined && code === undefined && renderingNpi === undefined) {
    faults.push({
      path,
      found: 'an override of every claim',
      expected: 'a payerId, a code or a renderingNpi',
      howToFix: 'Say which claims are meant.',
    });
  }
  const days = daysBetween(from, until);
  if (days < 0 || days > overrideLimitDays) {
    faults.push({
      path: [...path, 'until'],
      found: until,
      expected: `${from} or later, and at most ${overrideLimitDays} days later`,
      howToFix: 'Let it end within a year; it can be renewed then.',
    });
  }
  return faults;
}

/**
 * A rule that is new, or looks for something else than it did, is tried first: it comes as a trial under a version of
 * its own. What it would have held is seen before it holds anything.
 */
export function untriedRules(before: readonly ScrubRule[], after: readonly ScrubRule[]): PracticeFault[] {
  return after.flatMap((rule, index): PracticeFault[] => {
    const tried = before.find(({ ruleId }) => ruleId === rule.ruleId);
    const path = ['scrub', 'rules', index];
    if (tried !== undefined && looksFor(tried) === looksFor(rule)) {
      return tried.version === rule.version
        ? untriedMode(tried.mode === 'off' ? rule : undefined, path)
        : [
            {
              path: [...path, 'version'],
              found: `version ${rule.version} of a rule that looks for the same as version ${tried.version}`,
              expected: `version ${tried.version}`,
              howToFix: 'Keep the version, or change what the rule looks for.',
            },
          ];
    }
    if (tried !== undefined && rule.version <= tried.version) {
      return [
        {
          path: [...path, 'version'],
          found: `version ${rule.version} of a rule that looks for something else than version ${tried.version}`,
          expected: `version ${tried.version + 1}`,
          howToFix: 'Raise the version.',
        },
      ];
    }
    return untriedMode(rule, path);
  });
}

/** A rule that was off, or was not there, is tried before it holds anything. */
function untriedMode(rule: ScrubRule | undefined, path: PracticeFault['path']): PracticeFault[] {
  return rule === undefined || rule.mode === 'trial' || rule.mode === 'off'
    ? []
    : [
        {
          path: [...path, 'mode'],
          found: `${rule.mode}, of a rule that was never tried`,
          expected: 'trial',
          howToFix:
            'Import it as a trial, look at what it would have held ("scrub replay"), then switch it on.',
        },
      ];
}

function looksFor({ payerIds, when, forEachLine, effectiveFrom, effectiveTo }: ScrubRule): string {
  return canonicalJson({ payerIds, when, forEachLine, effectiveFrom, effectiveTo });
}
