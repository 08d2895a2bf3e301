import { development } from './development.ts';
import { production } from './production.ts';
import type { StageSettings } from './stage-settings.ts';

const stages: Readonly<Record<string, StageSettings>> = { development, production };

/**
 * The settings of a stage by its name (`npx cdk synth -c stage=production`).
 * @throws Error when there is no such stage.
 */
export function selectStage(name: unknown): StageSettings {
  const settings = typeof name === 'string' ? stages[name] : undefined;
  if (settings === undefined) {
    throw new Error(
      `There is no stage "${String(name)}". Stages are ${Object.keys(stages).join(', ')}; choose one with -c stage=NAME, or add infra/stages/NAME.ts.`,
    );
  }
  return settings;
}
