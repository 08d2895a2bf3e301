import type { App } from 'aws-cdk-lib';
import { DataStack } from './stacks/data-stack.ts';
import { PipelineStack } from './stacks/pipeline-stack.ts';
import type { StageSettings } from './stages/stage-settings.ts';

interface ClaimwrightProps {
  readonly settings: StageSettings;
  readonly bundleFolder: string;
}

/** The stacks of one stage. What holds data and what works on it are apart: the one never moves, the other may. */
export function claimwright(app: App, { settings, bundleFolder }: ClaimwrightProps): void {
  const data = new DataStack(app, `claimwright-${settings.stage}-data`, settings);
  new PipelineStack(app, `claimwright-${settings.stage}-pipeline`, { settings, data, bundleFolder });
}
