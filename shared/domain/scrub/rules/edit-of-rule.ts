import type { ClaimLine } from '#contracts/claim.ts';
import type { ClaimField, ScrubRule } from '#contracts/scrub-rule.ts';
import { withoutDot } from '../../code-sets/code-tables.ts';
import type { Edit, EditFinding, ScrubFacts } from '../edit.ts';
import type { ScrubbedClaim } from '../scrubbed-claim.ts';
import { asksFor, claimMeets, lineMeets } from './meets.ts';

/** The edits that a practice's own rules make; a rule that is off makes none. */
export function editsOfRules(rules: readonly ScrubRule[]): Edit[] {
  return rules.flatMap((rule) => {
    const edit = editOfRule(rule);
    return edit === undefined ? [] : [edit];
  });
}

/** The edit that a rule makes; undefined when it is off. */
export function editOfRule(rule: ScrubRule): Edit | undefined {
  const { ruleId, version, title, mode, fixer, source, effectiveFrom, effectiveTo } = rule;
  return mode === 'off'
    ? undefined
    : {
        id: `rule-${ruleId}`,
        title: `${title} (version ${version})`,
        snipType: 7,
        severity: mode,
        fixer,
        source,
        effectiveFrom,
        ...(effectiveTo === undefined ? {} : { effectiveTo }),
        check: (claim, facts) => check(rule, claim, facts),
      };
}

function check(rule: ScrubRule, claim: ScrubbedClaim, facts: ScrubFacts): EditFinding[] {
  const { payerIds, when, forEachLine, expected, howToFix } = rule;
  // What somebody attested of one version says nothing of the next.
  const title = `${rule.title} (version ${rule.version})`;
  const { payer } = facts;
  if (payerIds !== undefined && (payer === undefined || !payerIds.includes(payer.payerId))) {
    return [];
  }
  const unknown = notTold(claim).find((field) => asksFor(when, field));
  if (unknown !== undefined) {
    return [
      {
        result: 'not-checked',
        where: 'claim',
        found: `${title}: the file tells no ${unknown}`,
        expected,
        fix: 'Compare with the chart.',
      },
    ];
  }
  if (!claimMeets(claim, when, facts)) {
    return [];
  }
  const said = { result: 'fail', expected, fix: howToFix } as const;
  return forEachLine === undefined
    ? [
        {
          ...said,
          where: 'claim',
          codes: codesOf(claim.lines, claim.diagnoses),
          found: `${title}: ${[...new Set(claim.lines.map(({ code }) => code))].toSorted().join(', ')}`,
        },
      ]
    : claim.lines
        .filter((line) => lineMeets(line, forEachLine, claim))
        .map((line) => {
          const { lineNumber, code, modifiers, units } = line;
          return {
            ...said,
            where: `line ${lineNumber}`,
            codes: codesOf([line], diagnosesOf(line, claim)),
            found: `${title}: ${[code, ...modifiers].join(' ')}, ${units} ${units === 1 ? 'unit' : 'units'}`,
          };
        });
}

/** Whatever a rule may have looked at: codes and modifiers of lines, and diagnoses. */
function codesOf(lines: readonly ClaimLine[], diagnoses: readonly string[]): readonly string[] {
  const all = [...lines.flatMap(({ code, modifiers }) => [code, ...modifiers]), ...diagnoses.map(withoutDot)];
  return [...new Set(all)].toSorted();
}

function diagnosesOf(
  { diagnosisPointers }: ClaimLine,
  { diagnoses }: Pick<ScrubbedClaim, 'diagnoses'>,
): string[] {
  return diagnosisPointers.flatMap((pointer) => diagnoses[pointer - 1] ?? []);
}

/** What a claim has and a file does not tell; what is simply not there is no condition's fault. */
function notTold({ patient, accident }: ScrubbedClaim): ClaimField[] {
  return [
    ...(patient.birthDate === undefined ? (['patientAgeYears'] as const) : []),
    ...(accident !== undefined && accident.date === undefined ? (['accidentDate'] as const) : []),
  ];
}
