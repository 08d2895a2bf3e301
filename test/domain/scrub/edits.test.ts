import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { PlainDate } from '#contracts/dates.ts';
import { notLoaded, withoutDot } from '#domain/code-sets/code-tables.ts';
import { seedTables } from '#domain/code-sets/seed-tables.ts';
import { primaryCoverage } from '#domain/eligibility/primary-coverage.ts';
import { noHistory, type Edit } from '#domain/scrub/edit.ts';
import { caseToday, cleanClaim, type EditCase } from '#domain/scrub/edit-case.ts';
import { edits } from '#domain/scrub/edits.ts';
import { scrubFacts } from '#domain/scrub/scrub-facts.ts';
import { practice } from '../samples/encounters.ts';
import { editCases } from './edit-cases.ts';

const folder = new URL('../../../shared/domain/scrub/edits/', import.meta.url);
const names = readdirSync(folder).toSorted();

const folders = names.map((id) => ({
  id,
  cases: editCases[id] ?? [],
  edit: edits.find((known) => known.id === id),
}));

function findingsOf(
  edit: Edit,
  { claim, practice: changed, payer, provider, today, tables, history }: EditCase,
): ReturnType<Edit['check']> {
  const changedClaim = { ...cleanClaim, ...claim };
  const payerId = primaryCoverage(changedClaim)?.payerId;
  const { payers, providers } = practice;
  const changedPractice = {
    ...practice,
    payers: payers.map((known) => (known.payerId === payerId ? { ...known, ...payer } : known)),
    providers: providers.map((known) =>
      known.npi === changedClaim.renderingNpi ? { ...known, ...provider } : known,
    ),
    ...changed,
  };
  const facts = scrubFacts(changedClaim, {
    practice: changedPractice,
    payer: changedPractice.payers.find((known) => known.payerId === payerId),
    tables: { ...seedTables, ...tables },
    history: { ...noHistory, ...history },
    today: today === undefined ? caseToday : PlainDate.parse(today),
  });
  return edit.check(changedClaim, facts);
}

function resultsOf(findings: ReturnType<Edit['check']>): string[] {
  return findings.map(({ result }) => result);
}

const noTables = Object.fromEntries(Object.keys(seedTables).map((name) => [name, notLoaded]));
/** The visit of another claim is reported where that claim is scrubbed: a schedule that is missing is told there. */
const saysNothingWithout: ReadonlySet<string> = new Set(['earlier-visit-in-global-period']);

const isAsked = {
  inForceOn: (): never => {
    throw new Error('A table was asked that no professional claim is judged by.');
  },
};
const forOthers = { outpatientPairs: isAsked, outpatientUnits: isAsked, equipmentUnits: isAsked };

/** Procedure codes, modifiers and diagnoses of the claim of a case and of the person's other claims. */
function codesOf({ claim, history }: EditCase): Set<string> {
  const { lines, diagnoses } = { ...cleanClaim, ...claim };
  const services = [...lines, ...(history?.services ?? [])];
  return new Set([
    ...services.flatMap(({ code, modifiers }) => [code, ...modifiers]),
    ...diagnoses.map(withoutDot),
  ]);
}

test('every folder of an edit is on the list, its cases are run, and every edit of the list has its folder', () => {
  expect(edits.map(({ id }) => id).toSorted()).toEqual(names);
  expect(Object.keys(editCases).toSorted()).toEqual(names);
});

describe.each(folders)('the edit $id', ({ id, cases, edit }) => {
  test('has a folder of one shape, named by what is wrong', () => {
    expect(readdirSync(new URL(`${id}/`, folder)).toSorted()).toEqual(['README.md', 'cases.ts', 'edit.ts']);
    expect(id).toMatch(/^[a-z]+(?:-[a-z]+)+$/);
  });

  test('has a page that says what it looks at, why, from where, how to fix it, and shows examples', () => {
    const page = readFileSync(new URL(`${id}/README.md`, folder), 'utf8');
    expect(page.split('\n')[0]).toBe(`# ${id}`);
    expect([...page.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)).toEqual([
      'What it looks at',
      'Why',
      'Source',
      'How to fix',
      'Examples',
    ]);
  });

  test('names a title, a source and the first day it looks at', () => {
    expect(edit?.title).toMatch(/^[A-Z].{10,}[^.]$/);
    expect(edit?.source.length).toBeGreaterThan(10);
    expect(PlainDate.safeParse(edit?.effectiveFrom).success).toBe(true);
  });

  test('shows in its cases both a pass and every result it can have', () => {
    const source = readFileSync(new URL(`${id}/edit.ts`, folder), 'utf8');
    const possible = ['fail', 'bypassed', 'not-checked'].filter((result) => source.includes(`'${result}'`));
    const shown = new Set(cases.flatMap(({ expect: findings }) => findings.map(({ result }) => result)));
    expect(possible.filter((result) => !shown.has(result as 'fail'))).toEqual([]);
    expect(cases.some(({ expect: findings }) => findings.length === 0)).toBe(true);
    expect([...shown]).toContain('fail');
  });

  test('without any table says of what it would hold that it is held or not checked, and shows so in its cases', () => {
    const held = cases.filter(({ expect: findings }) => findings.some(({ result }) => result === 'fail'));
    const without = held.map((example) => ({
      title: example.title,
      results: edit === undefined ? [] : resultsOf(findingsOf(edit, { ...example, tables: noTables })),
    }));
    const silent = without.filter(
      ({ results }) => !results.includes('fail') && !results.includes('not-checked'),
    );
    expect(saysNothingWithout.has(id) ? [] : silent).toEqual([]);
    const asks = without.some(({ results }) => !results.includes('fail') && results.includes('not-checked'));
    const shown = cases.flatMap(({ expect: findings }) => findings.map(({ result }) => result));
    expect(asks && !shown.includes('not-checked')).toBe(false);
  });

  test('never asks the tables of hospitals and of suppliers of equipment, as no such claim is billed here', () => {
    for (const example of cases) {
      expect
        .soft(
          edit === undefined
            ? []
            : resultsOf(findingsOf(edit, { ...example, tables: { ...example.tables, ...forOthers } })),
        )
        .toEqual(example.expect.map(({ result }) => result));
    }
  });

  test.each(cases)('$title', (example) => {
    const findings = edit === undefined ? [] : findingsOf(edit, example);
    expect(findings.map(({ result, where }) => ({ result, where }))).toEqual(example.expect);
  });

  test('says of every finding which codes it is about: those that it names, and none that is not there', () => {
    for (const example of cases) {
      const there = codesOf(example);
      for (const { found, codes = [] } of edit === undefined ? [] : findingsOf(edit, example)) {
        const named = found
          .replaceAll(/claim C\w{11}|place(?: of service)? \d\d|\d+ of \d+ days|\d{4}-\d\d-\d\d/g, '')
          .split(/[^A-Z0-9.]+/)
          .map((word) => withoutDot(word.replace(/\.$/, '')))
          .filter((word) => /[A-Z0-9]{2}/.test(word) && there.has(word));
        expect.soft(codes, `${id}: ${found}`).toEqual(expect.arrayContaining(named));
        expect.soft([...there], `${id}: ${found}`).toEqual(expect.arrayContaining([...codes]));
      }
    }
  });

  test('says in every finding what was found, what was expected and what to do, without naming a person', () => {
    const findings = cases.flatMap((example) => (edit === undefined ? [] : findingsOf(edit, example)));
    const sentences = findings.flatMap(({ found, expected, fix }) => [found, expected, fix]);
    expect(
      sentences.filter((words) => words.length < 5 || /Larch|Linnea|1980-04-02|JHM40001/.test(words)),
    ).toEqual([]);
    expect(findings.filter(({ fix }) => !/^[A-Z].*\.$/.test(fix))).toEqual([]);
  });
});
