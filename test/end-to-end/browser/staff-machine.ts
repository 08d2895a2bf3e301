import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { PracticeId } from '#contracts/identifiers.ts';
import type { TaskKind } from '#contracts/task-kinds.ts';
import { factsOf, type Facts } from '../../../local/cli/facts.ts';
import { openRuntime } from '../../../local/cli/open-runtime.ts';
import { loadSampleStaff } from '../../../local/cli/sample-staff.ts';
import { loadSamples, samplePractice } from '../../../local/cli/samples.ts';

/** Where the system's browser lies. It comes with the package `chromium`; nothing is downloaded by the tests. */
export const chromiumPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (file) => existsSync(file),
);

export interface StaffMachine {
  /** The address of the application. */
  readonly webUrl: string;
  /** Of every sample user. */
  readonly password: string;
  readonly practiceId: PracticeId;
  readonly facts: Facts;
  /** When everything that can happen at this moment has happened. */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

/** Kinds of tasks that the samples bring within their first weeks. */
const wanted: readonly TaskKind[] = ['coverage', 'coding', 'correction', 'rejection', 'denial'];
const stepLimit = 3000;

/** Starts the whole application on this machine with its samples, and lets time pass until there is work of each kind. */
export async function staffMachine(): Promise<StaffMachine> {
  const folder = mkdtempSync(path.join(tmpdir(), 'claimwright-staff-'));
  const { runtime, target } = await openRuntime({
    data: folder,
    port: 0,
    seed: '1',
    payer: true,
    clock: 'jump',
  });
  const facts = factsOf(target);
  const { practiceId } = samplePractice();
  runtime.scheduler.hold('the test', 3600);
  await loadSamples(target);
  const staff = await loadSampleStaff(runtime, target);
  if (runtime.webUrl === undefined || staff === undefined) {
    throw new Error('The templates have no distribution or no user pool: there is no application to try');
  }
  for (let step = 0; step < stepLimit; step += 1) {
    await runtime.onQuiet();
    const kinds = new Set((await facts.tasks(practiceId)).map(({ kind }) => kind));
    if (wanted.every((kind) => kinds.has(kind)) || !(await runtime.scheduler.step())) {
      break;
    }
  }
  return {
    webUrl: runtime.webUrl,
    password: staff.password,
    practiceId,
    facts,
    settle: () => runtime.onQuiet(),
    stop: async () => {
      await runtime.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
