import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';

const manifestSchema = z.object({
  artifacts: z
    .record(
      z.string(),
      z.object({
        type: z.string(),
        displayName: z.string().optional(),
        environment: z.string().optional(),
        dependencies: z.array(z.string()).optional(),
        properties: z.record(z.string(), z.unknown()).optional(),
      }),
    )
    .default({}),
});

const stackPropertiesSchema = z.object({
  templateFile: z.string(),
  stackName: z.string().optional(),
  parameters: z.record(z.string(), z.string()).optional(),
});

const resourceSchema = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).optional(),
  Metadata: z.record(z.string(), z.unknown()).optional(),
  Condition: z.string().optional(),
  DependsOn: z.union([z.string(), z.array(z.string())]).optional(),
});

const templateSchema = z.object({
  Parameters: z
    .record(z.string(), z.object({ Type: z.string(), Default: z.unknown().optional() }))
    .optional(),
  Mappings: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))).optional(),
  Conditions: z.record(z.string(), z.unknown()).optional(),
  Resources: z.record(z.string(), resourceSchema).default({}),
  Outputs: z
    .record(
      z.string(),
      z.object({
        Value: z.unknown(),
        Export: z.object({ Name: z.unknown() }).optional(),
        Condition: z.string().optional(),
      }),
    )
    .optional(),
});

type RawTemplate = z.infer<typeof templateSchema>;
export type RawResource = z.infer<typeof resourceSchema>;

/** One stack of a synthesised application, not yet resolved. */
export interface RawStack {
  readonly stackName: string;
  /** The folder from which asset paths in its metadata are counted. */
  readonly folder: string;
  readonly template: RawTemplate;
  readonly parameters: Readonly<Record<string, string>>;
  /** `account` and `region` as the application wrote them; undefined when it left them to the deployment. */
  readonly account: string | undefined;
  readonly region: string | undefined;
}

function parseFile<Schema extends z.ZodType>(file: string, schema: Schema, remedy: string): z.output<Schema> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new Error(`${file} cannot be read. ${remedy}`, { cause });
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new Error(`${file} is not JSON. ${remedy}`, { cause });
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    throw new Error(`${file} is not what was expected: ${z.prettifyError(parsed.error)} ${remedy}`);
  }
  return parsed.data;
}

/**
 * Reads a synthesised application (`cdk synth`): every stack of its manifest, and of the stages nested in it,
 * each after the stacks that it depends on.
 */
export function readAssembly(folder: string): RawStack[] {
  const remedy = 'Synthesise again: npx cdk synth';
  const { artifacts } = parseFile(path.join(folder, 'manifest.json'), manifestSchema, remedy);
  const stacks: RawStack[] = [];
  const visited = new Set<string>();

  const visit = (id: string): void => {
    const artifact = artifacts[id];
    if (artifact === undefined || visited.has(id)) {
      return;
    }
    visited.add(id);
    for (const dependency of artifact.dependencies ?? []) {
      visit(dependency);
    }
    if (artifact.type === 'cdk:cloud-assembly') {
      const directory = z.object({ directoryName: z.string() }).parse(artifact.properties).directoryName;
      stacks.push(...readAssembly(path.join(folder, directory)));
    }
    if (artifact.type === 'aws:cloudformation:stack') {
      const properties = stackPropertiesSchema.parse(artifact.properties);
      const [, account, region] = /^aws:\/\/([^/]*)\/(.*)$/.exec(artifact.environment ?? '') ?? [];
      stacks.push({
        stackName: properties.stackName ?? id,
        folder,
        template: parseFile(path.join(folder, properties.templateFile), templateSchema, remedy),
        parameters: properties.parameters ?? {},
        account: account === undefined || account.startsWith('unknown') ? undefined : account,
        region: region === undefined || region.startsWith('unknown') ? undefined : region,
      });
    }
  };
  for (const id of Object.keys(artifacts)) {
    visit(id);
  }
  if (stacks.length === 0) {
    throw new Error(`${path.join(folder, 'manifest.json')} names no stack. ${remedy}`);
  }
  return stacks;
}
