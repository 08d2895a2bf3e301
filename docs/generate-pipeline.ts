import {
  definitionsOf,
  type ChoiceRule,
  type Definition,
  type State,
} from '../infra/state-machine-definitions.ts';

const titles = [
  { match: /ClaimPipeline/, title: 'Claim pipeline', file: 'claim-pipeline' },
  { match: /EncounterIntake/, title: 'Encounter intake', file: 'encounter-intake' },
  { match: /RemittancePosting/, title: 'Remittance posting', file: 'remittance-posting' },
  { match: /PatientAccount/, title: 'Patient account', file: 'patient-account' },
] as const;

/** The page with a drawing of every state machine, from the synthesised template. */
export function pipelinePage(template: unknown): string {
  const definitions = [...definitionsOf(template)];
  const sections = titles.map(({ match, title, file }) => {
    const found = definitions.find(([logicalId]) => match.test(logicalId));
    if (found === undefined) {
      throw new Error(`The template has no state machine like ${String(match)}`);
    }
    const [, definition] = found;
    return [
      `## ${title}`,
      '',
      `${definition.Comment ?? ''}. Written in \`infra/constructs/${file}/definition.ts\`.`,
      '',
      '```mermaid',
      ...drawing(definition),
      '```',
    ].join('\n');
  });
  return [
    '# The state machines',
    '',
    'Made by `npm run docs` from the synthesised templates; do not edit.',
    '',
    'A box is a step, a box with round ends is a wait (it ends with an answer or, dashed, when it is overdue), a rhombus asks.',
    `Left out: an outcome that no arrow names leads to "${lookAgain}" and back to the claim's row; every step and wait is retried by the name of its error, and what fails for good leads to "Report a defect".`,
    '',
    sections.join('\n\n'),
    '',
  ].join('\n');
}

function drawing(definition: Definition): string[] {
  const ids = new Map<string, string>();
  const nodes: string[] = [];
  const edges: string[] = [];
  collect(definition, ids, nodes, edges, '  ');
  return ['flowchart TD', ...nodes, ...edges];
}

function collect(
  definition: Definition,
  ids: Map<string, string>,
  nodes: string[],
  edges: string[],
  indent: string,
): void {
  const shown = inOrder(definition).filter(([name]) => !isDefect(name));
  for (const [name] of shown) {
    ids.set(name, `s${ids.size + 1}`);
  }
  const idOf = (name: string) => ids.get(name) ?? name;
  for (const [name, state] of shown) {
    nodes.push(`${indent}${idOf(name)}${shape(name, state)}`);
    for (const { to, label, dashed } of exits(state)) {
      if (!isDefect(to)) {
        const arrow = dashed ? '-.->' : '-->';
        edges.push(`  ${idOf(name)} ${arrow}${label === '' ? '' : `|"${label}"|`} ${idOf(to)}`);
      }
    }
    if (state.ItemProcessor !== undefined) {
      nodes.push(`${indent}subgraph ${idOf(name)}each["for every chunk"]`);
      collect(state.ItemProcessor, ids, nodes, edges, `${indent}  `);
      nodes.push(`${indent}end`);
      edges.push(`  ${idOf(name)} === ${idOf(state.ItemProcessor.StartAt)}`);
    }
  }
}

/** States in the order in which one comes to them from the start. */
function inOrder({ StartAt, States }: Definition): [string, State][] {
  const order = new Map<string, State>();
  const queue = [StartAt];
  for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
    const state = States[name];
    if (state !== undefined && !order.has(name)) {
      order.set(name, state);
      queue.push(...exits(state).map(({ to }) => to));
    }
  }
  // Reached only by what is not drawn.
  for (const [name, state] of Object.entries(States)) {
    order.set(name, order.get(name) ?? state);
  }
  return [...order];
}

/** The way every failure takes; drawn, it would cover everything else. */
function isDefect(name: string): boolean {
  return /defect/.test(name);
}

function shape(name: string, state: State): string {
  const text = name.replaceAll('"', "'");
  switch (state.Type) {
    case 'Choice':
      return `{"${text}"}`;
    case 'Succeed':
    case 'Fail':
      return `((("${text}")))`;
    case 'Wait':
      return `(["${text}"])`;
    case 'Map':
      return `[["${text}"]]`;
    default:
      return state.Resource?.endsWith('.waitForTaskToken') === true ? `(["${text}"])` : `["${text}"]`;
  }
}

/** Where a claim goes when a choice does not know its outcome; said once, in words. */
const lookAgain = 'How often was the claim resumed?';

interface Exit {
  readonly to: string;
  readonly label: string;
  readonly dashed: boolean;
}

function exits(state: State): Exit[] {
  const exits: Exit[] = [];
  if (state.Next !== undefined) {
    exits.push({ to: state.Next, label: '', dashed: false });
  }
  for (const rule of state.Choices ?? []) {
    exits.push({ to: rule.Next ?? '', label: words(rule), dashed: false });
  }
  if (state.Default !== undefined && state.Default !== lookAgain) {
    exits.push({ to: state.Default, label: 'anything else', dashed: false });
  }
  for (const { ErrorEquals, Next } of state.Catch ?? []) {
    if (Next !== undefined && ErrorEquals.includes('States.Timeout')) {
      exits.push({ to: Next, label: 'overdue', dashed: true });
    }
  }
  return exits;
}

const isGuard = (rule: ChoiceRule): boolean =>
  rule['IsPresent'] === true ||
  // How often a step may be called again; beyond that it is "anything else".
  rule['NumericLessThan'] !== undefined ||
  (rule['NumericGreaterThan'] === 0 && rule['Variable'] === '$.step.deadlineSeconds');

function words(rule: ChoiceRule): string {
  if (isGuard(rule)) {
    return '';
  }
  if (rule.And !== undefined) {
    return rule.And.map(words)
      .filter((part) => part !== '')
      .join(' and ');
  }
  if (rule.Or !== undefined) {
    return rule.Or.map(words).join(' or ');
  }
  if (rule.Not !== undefined) {
    return words(rule.Not).replace(' is ', ' is not ');
  }
  const variable = String(rule['Variable']).replace(/^\$\.(?:step\.)?/, '');
  const [operator, value] =
    Object.entries(rule).find(([name]) => name !== 'Variable' && name !== 'Next') ?? [];
  switch (operator) {
    case 'StringEquals':
      return String(value);
    case 'BooleanEquals':
      return value === true ? 'yes' : 'no';
    case 'NumericEqualsPath':
      return `${variable} of the row is that of the execution`;
    case 'NumericGreaterThan':
      return `${variable} above ${String(value)}`;
    case 'NumericGreaterThanEquals':
      return `${variable} ${String(value)} or more`;
    case 'IsPresent':
      return value === true ? `${variable} known` : `no ${variable} yet`;
    default:
      throw new Error(
        `There are no words for the rule ${JSON.stringify(rule)}; add them to ${import.meta.filename}`,
      );
  }
}
