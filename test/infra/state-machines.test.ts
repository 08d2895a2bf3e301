import { getLanguageService, TextDocument } from 'amazon-states-language-service';
import validate from 'asl-validator';
import { beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { claimStates, type ClaimState } from '#contracts/claim.ts';
import { allows, moveTable, stateTable, type MoveName } from '#domain/claims/claim-lifecycle.ts';
import { development } from '../../infra/stages/development.ts';
import {
  definitionsOf,
  statesOf,
  type ChoiceRule,
  type Definition,
  type NamedState,
  type State,
} from '../../infra/state-machine-definitions.ts';
import { synthesisedStage, type SynthesisedStage } from './synthesised.ts';

const machines = [
  'ClaimPipeline',
  'EncounterIntake',
  'RemittancePosting',
  'PatientAccount',
  'WarehouseExport',
] as const;

const MessageOf = z.object({ MessageBody: z.record(z.string(), z.union([z.string(), z.number()])) });

/** All that the defect queue may be told: more people read it than may read an execution. */
const reportMembers = new Set([
  'contractVersion',
  'machine',
  'execution.$ = $$.Execution.Name',
  'error.$ = $.defect.Error',
  ...[
    'practiceId',
    'claimId',
    'leg',
    'uploadId',
    'remittanceId',
    'chunkNumber',
    'guarantorId',
    'cycle',
    'statement',
    'holds',
    'day',
    'month',
  ].map((id) => `${id}.$ = $.${id}`),
]);

let stage: SynthesisedStage;
let definitions: ReadonlyMap<string, Definition>;
beforeAll(() => {
  stage = synthesisedStage(development);
  definitions = new Map(stage.stacks.flatMap(({ template }) => [...definitionsOf(template)]));
});

function definitionOf(machine: string): Definition {
  const [, definition] = [...definitions].find(([logicalId]) => logicalId.includes(machine)) ?? [];
  if (definition === undefined) {
    throw new Error(`There is no state machine ${machine}`);
  }
  return definition;
}

function stateNamed(definition: Definition, name: string | undefined): State {
  const state = definition.States[name ?? ''];
  if (state === undefined) {
    throw new Error(`There is no state "${name}"`);
  }
  return state;
}

const tasksOf = (machine: string): NamedState[] =>
  statesOf(definitionOf(machine)).filter(({ state }) => state.Type === 'Task');
const isWait = ({ state }: NamedState) => state.Resource?.endsWith('.waitForTaskToken') === true;
const names = (states: readonly NamedState[]) => states.map(({ name }) => name);

describe.each(machines)('The state machine %s', (machine) => {
  test('is found good by asl-validator', () => {
    const { isValid, errorsText } = validate(definitionOf(machine));
    expect({ isValid, errors: errorsText('\n') }).toMatchObject({ isValid: true });
  });

  test('is found good by the language service of the Amazon States Language', async () => {
    const document = TextDocument.create(
      'memory://machine.asl.json',
      'asl',
      1,
      JSON.stringify(definitionOf(machine)),
    );
    const service = getLanguageService({});
    const diagnostics = await service.doValidation(document, service.parseJSONDocument(document));
    expect(diagnostics.map(({ message }) => message)).toEqual([]);
  });

  test('retries every task by the name of its error, never everything', () => {
    const blind = tasksOf(machine).filter(({ state }) =>
      (state.Retry ?? []).every(({ ErrorEquals }) =>
        ErrorEquals.some((error) => error === 'States.ALL' || error === 'States.TaskFailed'),
      ),
    );
    expect(names(blind)).toEqual([]);
    expect(tasksOf(machine)).not.toEqual([]);
  });

  test('catches whatever a task cannot get over', () => {
    const working = statesOf(definitionOf(machine)).filter(({ state }) =>
      ['Task', 'Map'].includes(state.Type),
    );
    const open = working.filter(
      ({ state }) => state.Catch?.at(-1)?.ErrorEquals.includes('States.ALL') !== true,
    );
    expect(names(open)).toEqual([]);
  });

  test('gives every task a limit in time', () => {
    const endless = tasksOf(machine).filter(
      ({ state }) => state.TimeoutSeconds === undefined && state.TimeoutSecondsPath === undefined,
    );
    expect(names(endless)).toEqual([]);
  });

  test('gives every wait a way out when it is overdue, and does not retry that', () => {
    const stuck = tasksOf(machine)
      .filter(isWait)
      .filter(
        ({ state }) =>
          state.Catch?.some(({ ErrorEquals }) => ErrorEquals[0] === 'States.Timeout') !== true ||
          state.Retry?.some(({ ErrorEquals }) => ErrorEquals.includes('States.Timeout')) === true,
      );
    expect(names(stuck)).toEqual([]);
  });

  test('says at every choice what happens otherwise', () => {
    const open = statesOf(definitionOf(machine)).filter(
      ({ state }) => state.Type === 'Choice' && state.Default === undefined,
    );
    expect(names(open)).toEqual([]);
  });

  test('ends within the year that an execution may live', () => {
    expect(definitionOf(machine).TimeoutSeconds).toBeLessThanOrEqual(365 * 86_400);
  });

  test('takes what it works on from its input, so that an execution of another name goes on with it', () => {
    const named = statesOf(definitionOf(machine)).filter(
      ({ name, state }) =>
        !name.startsWith('Report a defect') &&
        // Names for the alarm what is to be looked at.
        name !== 'Tell of a refusal' &&
        // Says only who holds the permit; the upload is that of the input.
        name !== 'Ask for the permit of the practice' &&
        state.ItemProcessor === undefined &&
        JSON.stringify(state).includes('$$.Execution'),
    );
    expect(names(named)).toEqual([]);
  });

  test('reports a defect by ids and the name of the error, never by its text', () => {
    const reports = tasksOf(machine).filter(
      ({ state }) => state.Resource?.endsWith(':sqs:sendMessage') === true,
    );
    expect(reports).not.toEqual([]);
    const said = reports.flatMap(({ state }) => {
      const { MessageBody } = MessageOf.parse(state['Parameters']);
      return Object.entries(MessageBody).map(([member, value]) =>
        member.endsWith('.$') ? `${member} = ${value}` : member,
      );
    });
    const unknown = said.filter((one) => !reportMembers.has(one));
    expect(unknown).toEqual([]);
    expect(said).toContain('error.$ = $.defect.Error');
  });

  test('keeps what it caught where no other state reads it', () => {
    const readers = statesOf(definitionOf(machine)).filter(({ name, state }) => {
      const { ItemProcessor: _inner, Catch: _caught, ...own } = state;
      const reads = JSON.stringify(own).matchAll(/\$\.(?:defect|missed)\b[.\w]*/g);
      return [...reads].some(
        ([read]) =>
          !(name.startsWith('Report a defect') && read === '$.defect.Error') && own['ResultPath'] !== read,
      );
    });
    expect(names(readers)).toEqual([]);
    const kept = statesOf(definitionOf(machine))
      .flatMap(({ state }) => state.Catch ?? [])
      .filter((handler) => !['$.defect', '$.missed'].includes(String(handler['ResultPath'])));
    expect(kept).toEqual([]);
  });

  test('waits longer for a function than the function may run', () => {
    const limits = new Map(
      stage
        .ofType('AWS::Lambda::Function')
        .map(({ logicalId, Properties }) => [logicalId, Number(Properties['Timeout'])]),
    );
    const steps = tasksOf(machine).filter(({ state }) => state.Resource?.endsWith(':lambda:invoke') === true);
    expect(steps).not.toEqual([]);
    const tooShort = steps.filter(({ state }) => {
      const { FunctionName } = state['Parameters'] as { readonly FunctionName: string };
      const limit = limits.get(FunctionName.split(':').at(-1) ?? '') ?? Number.POSITIVE_INFINITY;
      return (state.TimeoutSeconds ?? 0) <= limit;
    });
    expect(names(tooShort)).toEqual([]);
  });

  test('does the chunks of a map in Express executions, whose steps end before those do', () => {
    // Days and months of a list are few and have no file: their steps are states of the execution itself.
    const maps = statesOf(definitionOf(machine)).filter(
      ({ state }) => state.Type === 'Map' && state['ItemsPath'] === undefined,
    );
    const others = maps.filter(
      ({ state }) =>
        JSON.stringify(state.ItemProcessor?.['ProcessorConfig']) !==
        '{"Mode":"DISTRIBUTED","ExecutionType":"EXPRESS"}',
    );
    expect(names(others)).toEqual([]);
    const inner = maps.flatMap(({ state }) =>
      state.ItemProcessor === undefined ? [] : statesOf(state.ItemProcessor),
    );
    expect(names(inner.filter(({ state }) => (state.TimeoutSeconds ?? 0) >= 300))).toEqual([]);
  });
});

/** Which outcomes or states of a row a choice names, and where each leads. */
function routes(choice: State, variable: string): Map<string, string> {
  const found = new Map<string, string>();
  const read = (rule: ChoiceRule, next: string): void => {
    for (const part of [...(rule.And ?? []), ...(rule.Or ?? [])]) {
      read(part, next);
    }
    if (rule['Variable'] === variable && typeof rule['StringEquals'] === 'string') {
      found.set(rule['StringEquals'], next);
    }
  };
  for (const rule of choice.Choices ?? []) {
    read(rule, rule.Next ?? '');
  }
  return found;
}

describe('The claim pipeline', () => {
  const standing = () => {
    const definition = definitionOf('ClaimPipeline');
    return routes(stateNamed(definition, 'Where does the claim stand?'), '$.step.state');
  };
  const isMove = (outcome: string): outcome is MoveName => outcome in moveTable;

  test('can resume from every state that a claim can be in, and no other', () => {
    expect([...standing().keys()].toSorted()).toEqual([...claimStates].toSorted());
  });

  test('starts with the row', () => {
    expect(definitionOf('ClaimPipeline').StartAt).toBe('Resume where the claim stands');
  });

  test.each(claimStates)('leads from "%s" only where the lifecycle leads', (claimState) => {
    const definition = definitionOf('ClaimPipeline');
    const name = standing().get(claimState) ?? '';
    const next = stateNamed(definition, name).Next;
    const wrong = [
      ...(next === undefined ? [] : routes(stateNamed(definition, next), '$.step.outcome')),
    ].filter(
      ([outcome, target]) =>
        !isMove(outcome) || !allows(claimState, outcome) || target !== standing().get(moveTable[outcome].to),
    );
    expect(wrong).toEqual([]);
  });

  const waiting = claimStates.filter((state) => stateTable[state].wait !== undefined);

  test.each(waiting)('knows every answer that can end the wait in "%s"', (claimState: ClaimState) => {
    const definition = definitionOf('ClaimPipeline');
    const wait = stateNamed(definition, standing().get(claimState));
    const known = routes(stateNamed(definition, wait.Next), '$.step.outcome');
    const overdue = wait.Catch?.find(({ ErrorEquals }) => ErrorEquals.includes('States.Timeout'))?.Next;
    const afterwards = stateNamed(definition, overdue).Next;
    const whenOverdue =
      afterwards === undefined || stateNamed(definition, afterwards).Type !== 'Choice'
        ? new Map<string, string>()
        : routes(stateNamed(definition, afterwards), '$.step.outcome');
    const possible = (Object.keys(moveTable) as MoveName[]).filter((move) => allows(claimState, move));
    expect(possible.filter((move) => !known.has(move) && !whenOverdue.has(move))).toEqual([]);
  });

  test.each(waiting)('names the wait in "%s" as the lifecycle names it', (claimState: ClaimState) => {
    const wait = stateTable[claimState].wait;
    const name = wait?.kind === 'task' ? wait.task : wait?.from;
    const state = stateNamed(definitionOf('ClaimPipeline'), standing().get(claimState));
    expect(JSON.stringify(state['Parameters'])).toContain(
      wait?.kind === 'task' ? `"waitName":"${name}"` : `signal#${name}#`,
    );
    expect(state.Resource).toBe(
      wait?.kind === 'task'
        ? 'arn:aws:states:::sqs:sendMessage.waitForTaskToken'
        : 'arn:aws:states:::aws-sdk:dynamodb:updateItem.waitForTaskToken',
    );
  });
});
