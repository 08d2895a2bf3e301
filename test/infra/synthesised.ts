import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as z from 'zod';
import { synthesise } from '../../infra/synthesise.ts';
import type { Acknowledgement } from '../../infra/nag-acknowledgements.ts';
import type { StageSettings } from '../../infra/stages/stage-settings.ts';

const Resource = z.looseObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  Metadata: z.record(z.string(), z.unknown()).default({}),
  DeletionPolicy: z.string().optional(),
  UpdateReplacePolicy: z.string().optional(),
});
type Resource = z.infer<typeof Resource>;

const Template = z.looseObject({
  Resources: z.record(z.string(), Resource),
  Outputs: z.record(z.string(), z.looseObject({ Value: z.unknown() })).default({}),
});

export interface FoundResource extends Resource {
  readonly logicalId: string;
  readonly stackName: string;
  /** Its place in the construct tree: what a person calls it. */
  readonly path: string;
}

export interface SynthesisedStage {
  readonly stacks: readonly {
    readonly name: string;
    readonly template: z.infer<typeof Template>;
    readonly tags: Readonly<Record<string, string>>;
  }[];
  readonly resources: readonly FoundResource[];
  readonly unused: readonly Acknowledgement[];
  ofType(type: string): FoundResource[];
}

/** Synthesises a stage in this process, with the context of cdk.json, into a folder that is gone afterwards. */
export function synthesisedStage(settings: StageSettings): SynthesisedStage {
  const outdir = mkdtempSync(path.join(tmpdir(), 'claimwright-synth-'));
  try {
    const { assembly, unused } = synthesise({
      settings,
      app: {
        outdir,
        context: { 'aws:cdk:disable-stack-trace': true },
      },
    });
    const stacks = assembly.stacks.map(({ stackName, template, tags }) => ({
      name: stackName,
      template: Template.parse(template),
      tags,
    }));
    const resources = stacks.flatMap(({ name, template }) =>
      Object.entries(template.Resources).map(([logicalId, resource]) => ({
        ...resource,
        logicalId,
        stackName: name,
        path: String(resource.Metadata['aws:cdk:path']),
      })),
    );
    return {
      stacks,
      resources,
      unused,
      ofType: (type) => resources.filter((resource) => resource.Type === type),
    };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** Whether a property refers to a resource: by Ref, GetAtt or an import of its export. */
export function refersTo(value: unknown, { logicalId }: Pick<FoundResource, 'logicalId'>): boolean {
  return JSON.stringify(value ?? null).includes(logicalId);
}
