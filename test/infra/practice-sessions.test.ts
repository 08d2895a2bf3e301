import { beforeAll, describe, expect, test } from 'vitest';
import type { StaffRoute } from '#contracts/staff-api/route.ts';
import { staffRoutes } from '#contracts/staff-api/routes.ts';
import { platformKeys } from '../../infra/constructs/practice-records/practice-records.ts';
import { pascalCase } from '../../infra/defaults/claims-function.ts';
import { development } from '../../infra/stages/development.ts';
import { codeSetRegisters, practiceDirectoryPartition, submitterKey } from '#adapters/dynamodb/keys.ts';
import { synthesisedStage, type FoundResource, type SynthesisedStage } from './synthesised.ts';

const routes: readonly StaffRoute[] = staffRoutes;
const names = [...new Set(routes.map((route) => route.function))].toSorted();

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

let stage: SynthesisedStage;
beforeAll(() => {
  stage = synthesisedStage(development);
}, 300_000);

const list = <One>(value: One | readonly One[]): readonly One[] =>
  Array.isArray(value) ? (value as readonly One[]) : [value as One];
const statementsIn = (document: unknown): readonly Statement[] =>
  list((document as { readonly Statement: Statement | readonly Statement[] }).Statement);

function roleOf(name: string): FoundResource {
  const found = stage
    .ofType('AWS::IAM::Role')
    .find(({ path }) => path.endsWith(`/${pascalCase(name)}Role/Resource`));
  if (found === undefined) {
    throw new Error(`${name} has no role`);
  }
  return found;
}

function permissionsOf(name: string): readonly Statement[] {
  return stage
    .ofType('AWS::IAM::ManagedPolicy')
    .filter(({ path }) => path.includes(`/${pascalCase(name)}Role/`))
    .flatMap(({ Properties }) => statementsIn(Properties['PolicyDocument']));
}

const about = (service: string, statements: readonly Statement[]): readonly Statement[] =>
  statements.filter(({ Action }) => list(Action).some((action) => action.startsWith(`${service}:`)));

const ofThePractice = '${aws:PrincipalTag/practice}#*';
const ofNone: ReadonlySet<string> = new Set(Object.values(platformKeys));

/** The partition keys that a statement about items allows; none where it allows all. */
const keysAllowed = ({ Condition }: Statement): readonly string[] =>
  Condition?.['Null']?.['dynamodb:LeadingKeys'] === 'false'
    ? list(Condition['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'] ?? []).map(String)
    : [];

describe('A function that staff call', () => {
  test.each(names)('%s reaches items by the practice of its session, or what belongs to none', (name) => {
    for (const statement of about('dynamodb', permissionsOf(name))) {
      const keys = keysAllowed(statement);
      expect(keys).not.toEqual([]);
      expect(keys.filter((key) => key !== ofThePractice && !ofNone.has(key))).toEqual([]);
    }
  });

  test.each(names)(
    '%s may take itself, under the tag of a practice and from no session that has one',
    (name) => {
      const { RoleName } = roleOf(name).Properties;
      const [asks, ...more] = about('sts', permissionsOf(name));
      expect(more).toEqual([]);
      expect(asks).toMatchObject({
        Condition: {
          StringLike: { 'aws:RequestTag/practice': '?*' },
          'ForAllValues:StringEquals': { 'aws:TagKeys': ['practice'] },
          Null: { 'aws:PrincipalTag/practice': 'true' },
        },
      });
      const itself = asks?.Resource;
      expect(JSON.stringify(itself)).toContain(`:role/${String(RoleName)}"`);
      const trust = statementsIn(roleOf(name).Properties['AssumeRolePolicyDocument']);
      expect(trust).toHaveLength(2);
      expect(trust[1]?.Condition).toEqual({ ...asks?.Condition, ArnEquals: { 'aws:PrincipalArn': itself } });
    },
  );

  test.each(names)('%s knows the role that it takes', (name) => {
    const lambda = stage
      .ofType('AWS::Lambda::Function')
      .find(({ path }) => path.endsWith(`/${pascalCase(name)}/Resource`));
    expect(JSON.stringify(lambda?.Properties['Environment'])).toContain(
      `"PRACTICE_ROLE_ARN":{"Fn::GetAtt":["${roleOf(name).logicalId}","Arn"]}`,
    );
  });

  test('has a role whose name no account refuses for its length', () => {
    const longest = Math.max(...names.map((name) => String(roleOf(name).Properties['RoleName']).length));
    // The names of the other stage and of the longest region are longer by so much.
    expect(longest + 'production-us-gov-west-1'.length - 'development-us-east-1'.length).toBeLessThanOrEqual(
      64,
    );
  });
});

test('What belongs to no practice is known to the templates by the keys that it has in the table', () => {
  const start = (pattern: string): string => pattern.replace(/\*$/, '');
  expect(codeSetRegisters).toContain(start(platformKeys.codeSets));
  expect(practiceDirectoryPartition).toContain(start(platformKeys.directory));
  expect(submitterKey('X1').pk).toContain(start(platformKeys.submitters));
});
