import type { App } from 'aws-cdk-lib';
import { DataStack } from './stacks/data-stack.ts';
import { PipelineStack } from './stacks/pipeline-stack.ts';
import type { StageSettings } from './stages/stage-settings.ts';

/** The stacks of one stage. What holds data and what works on it are apart: the one never moves, the other may. */
export function claimwright(app: App, settings: StageSettings): { data: DataStack; pipeline: PipelineStack } {
  const data = new DataStack(app, `claimwright-${settings.stage}-data`, settings);
  const pipeline = new PipelineStack(app, `claimwright-${settings.stage}-pipeline`, settings, data);
  return { data, pipeline };
}
