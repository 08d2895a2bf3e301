import { syntheticPayer } from '../payer/synthetic-payer.ts';
import type { ClockMode } from '../runtime/clock.ts';
import { startRuntime, type Runtime, type RuntimeOptions } from '../runtime/runtime.ts';
import type { Participant } from '../runtime/scheduler.ts';
import { CommandFailed } from './command-failed.ts';
import { samplePractice, samplesStartAt } from './samples.ts';
import { synthesised } from './synthesised.ts';
import { recordTarget, type Target } from './target.ts';

export interface OpenRuntimeOptions {
  readonly data: string;
  readonly port: number;
  /** Of the staff application; the next one unless given. */
  readonly webPort?: number;
  readonly seed: string;
  readonly payer: boolean;
  readonly clock: ClockMode;
}

export interface OpenedRuntime {
  readonly runtime: Runtime;
  readonly target: Target;
  /** When the synthetic payer sends something next. */
  payerDueAt(): number | undefined;
}

/** Starts the runtime on the synthesised templates, with the synthetic payer beside it, and opens the command line's way in. */
export async function openRuntime(options: OpenRuntimeOptions): Promise<OpenedRuntime> {
  const cdkOut = await synthesised();
  let payer: Participant | undefined;
  const runtime = await startedOrRefused({
    cdkOut,
    dataFolder: options.data,
    port: options.port,
    ...(options.webPort === undefined ? {} : { webPort: options.webPort }),
    clock: options.clock,
    seed: options.seed,
    ...(options.clock === 'jump' ? { startAt: samplesStartAt } : {}),
    participants: options.payer
      ? [
          async (access) => {
            payer = await syntheticPayer(samplePractice())(access);
            return payer;
          },
        ]
      : [],
  });
  const { accessKeyId, secretAccessKey } = runtime.operatorCredentials;
  const target = await recordTarget({
    url: runtime.url,
    region: runtime.region,
    operatorToken: runtime.operatorToken,
    accessKeyId,
    secretAccessKey,
  });
  return { runtime, target, payerDueAt: () => payer?.nextDueAt() };
}

/** What keeps the runtime from starting (a folder or port in use, a resource that is not served) is told in its own sentence. */
async function startedOrRefused(options: RuntimeOptions): Promise<Runtime> {
  try {
    return await startRuntime(options);
  } catch (error) {
    throw new CommandFailed(error instanceof Error ? error.message : String(error));
  }
}
