import * as z from 'zod';
import { describe, expect, test } from 'vitest';
import { PlainDate } from '#contracts/dates.ts';
import { Encounter } from '#contracts/encounter.ts';
import { Practice } from '#contracts/practice.ts';
import { ClaimCorrection, taskOutcomes, writeOffReasons } from '#contracts/claim-task-outcomes.ts';
import { claimTaskKinds, TaskKind } from '#contracts/task-kinds.ts';
import { RecordProblem } from '#contracts/upload-answer.ts';
import { outcomeNames } from '#domain/claims/move-claim.ts';
import { checkEncounter } from '#domain/intake/check-encounter.ts';
import { codeBlocks, pageText, sectionOf, tableRows } from './markdown.ts';

interface Field {
  readonly path: string;
  readonly isRequired: boolean;
}

/** Every field below a schema by its path, as the guide writes it: `lines[].charge`. */
function fieldsOf(schema: z.ZodType, path = ''): Field[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) {
    return fieldsOf(schema.unwrap() as z.ZodType, path);
  }
  if (schema instanceof z.ZodArray) {
    return fieldsOf(schema.element as z.ZodType, `${path}[]`);
  }
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.shape as Record<string, z.ZodType>).flatMap(([name, field]) => {
      const fieldPath = path === '' ? name : `${path}.${name}`;
      const isRequired = !(field instanceof z.ZodOptional || field instanceof z.ZodDefault);
      return [{ path: fieldPath, isRequired }, ...fieldsOf(field, fieldPath)];
    });
  }
  return [];
}

describe('The guide for practices', () => {
  const page = pageText('docs/guides/for-practices.md');
  const rows = tableRows(sectionOf(page, '## The fields'));
  // A subscriber and a guarantor's address are described once, where the patient's are.
  const fields = fieldsOf(Encounter).filter(
    ({ path }) => !/^(?:coverages\[\]\.subscriber|guarantor\.address)\./.test(path),
  );

  test('names every field of an encounter, and no other', () => {
    expect(fields.length).toBeGreaterThan(40);
    expect(new Set(rows.map(([path]) => path))).toEqual(new Set(fields.map(({ path }) => path)));
    expect(rows.length).toBe(fields.length);
  });

  test('says of every field whether it is required', () => {
    const said = new Map(rows.map(([path, required]) => [path, required === 'yes']));
    expect(said).toEqual(new Map(fields.map(({ path, isRequired }) => [path, isRequired])));
    expect(rows.filter(([, required]) => !/^(?:yes|no|no \(.+\))$/.test(required ?? ''))).toEqual([]);
  });

  test('describes a subscriber as what it is: a patient without number and date of death', () => {
    const below = (prefix: string) =>
      fieldsOf(Encounter)
        .filter(({ path }) => path.startsWith(prefix))
        .map(({ path, isRequired }) => ({ path: path.slice(prefix.length), isRequired }));
    const ofPatient = below('patient.').filter(
      ({ path }) => !['sourcePatientId', 'deathDate', 'phone', 'email'].includes(path),
    );
    expect(below('coverages[].subscriber.')).toEqual(ofPatient);
    expect(below('guarantor.address.')).toEqual(below('patient.address.'));
  });

  test('shows an encounter that the sample practice could upload', () => {
    const [example = ''] = codeBlocks(sectionOf(page, '## The fields'), 'json');
    const practice = Practice.parse(JSON.parse(pageText('events/practice.json')));
    const checked = checkEncounter(
      { recordNumber: 1, text: JSON.stringify(JSON.parse(example)) },
      practice,
      PlainDate.parse('2026-11-20'),
    );
    expect(checked.problems).toBeUndefined();
    expect(checked.accepted?.encounterId).toBe('ENC-2001');
  });

  test('shows a problem as an answer has it', () => {
    const [example = '{}'] = codeBlocks(sectionOf(page, '## The answer'), 'json');
    expect(RecordProblem.safeParse(JSON.parse(example)).error).toBeUndefined();
  });
});

describe('The guide for staff', () => {
  const page = pageText('docs/guides/for-staff.md');

  test.each(claimTaskKinds)('names the outcomes of a %s task, and no other', (kind) => {
    const rows = tableRows(sectionOf(page, `## ${kind}`));
    expect(rows.map(([outcome]) => outcome)).toEqual(outcomeNames(kind));
  });

  test.each(claimTaskKinds)('says what is given with each outcome of a %s task', (kind) => {
    const rows = tableRows(sectionOf(page, `## ${kind}`));
    const given = rows.map(([, fields = '']) =>
      [...fields.matchAll(/`(\w+)`|^(\w+)$/g)].map(([, a, b]) => a ?? b),
    );
    const asked = taskOutcomes[kind].options.map(({ shape }) =>
      Object.keys(shape).filter((field) => field !== 'outcome'),
    );
    expect(given).toEqual(asked);
  });

  test.each(claimTaskKinds)('shows a decision of a %s task that would be read', (kind) => {
    const examples = codeBlocks(sectionOf(page, `## ${kind}`), 'json');
    expect(examples.length).toBe(1);
    for (const example of examples) {
      expect(taskOutcomes[kind].safeParse(JSON.parse(example)).error).toBeUndefined();
    }
  });

  test('shows a command whose decision would be read', () => {
    const [, decision = ''] = /--outcome '([^']+)'/.exec(page) ?? [];
    expect(taskOutcomes.denial.safeParse(JSON.parse(decision)).error).toBeUndefined();
  });

  test('says when each reason of a write-off is right', () => {
    const rows = tableRows(sectionOf(page, '## Write-offs'));
    expect(rows.map(([reason]) => reason)).toEqual([...writeOffReasons]);
  });

  test('names the fields that may be corrected', () => {
    const [, sentence = ''] = /Fields that may be corrected: ([^.]*)\./.exec(page) ?? [];
    expect([...sentence.matchAll(/`(\w+)`/g)].map(([, field]) => field)).toEqual(
      Object.keys(ClaimCorrection.shape),
    );
  });

  test('names every kind of task', () => {
    expect(
      TaskKind.options.filter((kind) => !page.includes(`## ${kind}\n`) && !page.includes(`\`${kind}\``)),
    ).toEqual([]);
  });
});
