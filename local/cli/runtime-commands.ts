import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, Option } from 'commander';
import * as z from 'zod';
import { claimStates } from '#contracts/claim.ts';
import type { Task } from '#contracts/task.ts';
import { stateTable } from '#domain/claims/claim-lifecycle.ts';
import { explainApplication, type Runtime } from '../runtime/runtime.ts';
import { CommandFailed } from './command-failed.ts';
import { factsOf, type Facts } from './facts.ts';
import { openRuntime, type OpenedRuntime } from './open-runtime.ts';
import { globalOptions, openSession, parseOptions } from './options.ts';
import { createHumanWork, paceClock } from './pace-clock.ts';
import { printJson, printLine, printTable } from './print.ts';
import { loadSampleStaff, roleWords, type SampleStaff } from './sample-staff.ts';
import { loadSamples, samplePractice } from './samples.ts';
import { synthesised } from './synthesised.ts';
import type { Control, Target } from './target.ts';

const Port = z
  .string()
  .regex(/^\d{1,5}$/, 'a number from 0 to 65535')
  .transform(Number)
  .refine((port) => port <= 65_535, 'a number from 0 to 65535');

const StartOptions = z.object({
  port: Port,
  webPort: Port.optional(),
  seed: z.string(),
  payer: z.enum(['on', 'off']),
  samples: z.enum(['on', 'off']),
  clock: z.enum(['wall', 'jump']),
  explain: z.boolean().default(false),
});

const progressMilliseconds = 1_000;
const restMilliseconds = 250;

/** `start`, `stop`, `reset` and `clock`. */
export function addRuntimeCommands(program: Command): void {
  const onOff = (flags: string, description: string, value: string): Option =>
    new Option(flags, description).choices(['on', 'off']).default(value);
  program
    .command('start')
    .description('run the templates on this machine, and stay up')
    .option('--port <port>', 'the loopback port to listen on; 0 takes any', '4510')
    .option('--web-port <port>', 'the loopback port of the staff application; the next one unless given')
    .option('--seed <seed>', 'decides how punctual the synthetic payer is', '1')
    .addOption(onOff('--payer <on|off>', 'the synthetic payer', 'on'))
    .addOption(onOff('--samples <on|off>', 'load the sample practice and its encounters', 'on'))
    .addOption(
      new Option(
        '--clock <wall|jump>',
        'wall: real time. jump: straight on to what is due next, resting while only people are waited for',
      )
        .choices(['wall', 'jump'])
        .default('wall'),
    )
    .option('--explain', 'print how each resource type of the templates is treated, and end')
    .action(async (given: unknown, command: Command) => {
      const options = parseOptions(StartOptions, given);
      if (options.explain) {
        await explain(globalOptions(command).json);
        return;
      }
      await start(options, globalOptions(command).data);
    });
  program
    .command('stop')
    .description('stop the runtime; its data stays')
    .action(async (_given: unknown, command: Command) => {
      await controlOf(await openSession(command)).call('stop', {});
      printLine('stopped; the data stays');
    });
  program
    .command('reset')
    .description('remove the data of this machine; the runtime must be stopped')
    .action(async (_given: unknown, command: Command) => {
      const { data } = globalOptions(command);
      await reset(data);
      printLine(`removed ${data}`);
    });
  const clock = program.command('clock').description('the clock that everything on this machine reads');
  clock
    .command('now')
    .description('print the time')
    .action(async (_given: unknown, command: Command) => {
      const session = await openSession(command);
      const now = Time.parse(await controlOf(session).call('clock'));
      if (session.options.json) {
        printJson(now);
      } else {
        printLine(now.time);
      }
    });
  clock
    .command('advance')
    .description('turn the clock on; everything that falls due on the way happens')
    .argument('<duration>', 'for example 30d, 12h, 45m')
    .action(async (duration: string, _given: unknown, command: Command) => {
      const session = await openSession(command);
      const milliseconds = durationOf(duration);
      const now = Time.parse(await controlOf(session).call('clock/advance', { milliseconds }));
      if (session.options.json) {
        printJson(now);
      } else {
        printLine(now.time);
      }
    });
}

const Time = z.object({ now: z.number(), time: z.string() });

function controlOf({ target }: { target: { readonly control?: Control } }): Control {
  if (target.control === undefined) {
    throw new CommandFailed('This works on one machine only; AWS has its own clock and never stops.');
  }
  return target.control;
}

const units: Readonly<Record<string, number>> = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000 };

function durationOf(text: string): number {
  const [, amount, unit = ''] = /^(\d{1,5})([dhms])$/.exec(text) ?? [];
  const milliseconds = units[unit];
  if (amount === undefined || milliseconds === undefined) {
    throw new CommandFailed(
      `duration: found "${text}"; expected a number and a unit, for example 30d, 12h, 45m or 10s.`,
    );
  }
  return Number(amount) * milliseconds;
}

async function explain(isJson: boolean): Promise<void> {
  const explanation = explainApplication(await synthesised());
  if (isJson) {
    printJson(explanation);
    return;
  }
  for (const treatment of ['served', 'inert', 'refused'] as const) {
    printLine(`${treatment}:`);
    for (const row of explanation[treatment]) {
      printLine(`  ${row.type} (${row.count}): ${row.detail}`);
    }
  }
}

async function reset(data: string): Promise<void> {
  if (!existsSync(data)) {
    return;
  }
  if (!existsSync(join(data, 'claimwright.sqlite'))) {
    throw new CommandFailed(`${data} holds no data of Claimwright; nothing was removed.`);
  }
  if (existsSync(join(data, 'runtime.json')) && (await isUp(data))) {
    throw new CommandFailed(`The runtime still works on ${data}. Stop it first: npx claimwright stop.`);
  }
  rmSync(data, { recursive: true, force: true });
}

async function isUp(data: string): Promise<boolean> {
  try {
    const { openTarget } = await import('./target.ts');
    await openTarget({ data });
    return true;
  } catch (error) {
    if (error instanceof CommandFailed) {
      return false;
    }
    throw error;
  }
}

async function start(options: z.infer<typeof StartOptions>, data: string): Promise<void> {
  process.stderr.write('Synthesising the templates and starting ...\n');
  const { runtime, target, ...opened } = await openRuntime({
    data,
    port: options.port,
    ...(options.webPort === undefined ? {} : { webPort: options.webPort }),
    seed: options.seed,
    payer: options.payer === 'on',
    clock: options.clock,
  });
  const stop = () => {
    runtime.stop().catch((error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exitCode = 1;
    });
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  const hold = options.clock === 'jump' ? runtime.scheduler.hold('start', 86_400) : undefined;
  printLine(`ready ${runtime.url}`);
  if (runtime.webUrl !== undefined) {
    printLine(`staff ${runtime.webUrl}`);
  }
  if (options.samples === 'on') {
    const { uploaded } = await loadSamples(target);
    process.stderr.write(
      uploaded === 0 ? 'The samples are loaded already; going on.\n' : `Uploaded ${uploaded} sample files.\n`,
    );
    const staff = await loadSampleStaff(runtime, target);
    if (staff !== undefined) {
      printSampleStaff(staff);
    }
  }
  await Promise.race([runtime.stopped, accompany(runtime, target, hold === undefined ? undefined : opened)]);
  await runtime.stopped;
}

function printSampleStaff({ users, password }: SampleStaff): void {
  printLine(`Sample users, each with the password ${password}`);
  printTable(users, [
    { title: 'user', cell: ({ username }) => username },
    { title: 'name', cell: ({ name }) => name },
    { title: 'role', cell: ({ role }) => roleWords(role) },
    { title: 'practice', cell: ({ practiceName }) => practiceName },
  ]);
}

/**
 * Goes along with a running machine: paces its clock, where there is a payer to wait for, and tells how the claims
 * stand. It never ends by itself; a machine that stops leaves it behind, whatever it was waiting for.
 */
async function accompany(
  runtime: Runtime,
  target: Target,
  paced: Pick<OpenedRuntime, 'payerDueAt'> | undefined,
): Promise<never> {
  let isUp = true;
  void runtime.stopped.finally(() => {
    isUp = false;
  });
  const facts = factsOf(target);
  const humanWork = createHumanWork(() => openTasks(facts), Date.now);
  let told = '';
  let toldAt = 0;
  let isResting = false;
  for (;;) {
    try {
      const moved = paced !== undefined && (await paceClock(runtime, paced.payerDueAt(), humanWork));
      if (Date.now() - toldAt > progressMilliseconds) {
        toldAt = Date.now();
        told = await tell(runtime, facts, told);
      }
      if (paced !== undefined && isResting === moved) {
        isResting = !moved;
        if (isResting) {
          await tellWhatIsLeft(facts);
        }
      }
      if (!moved) {
        await new Promise((resolve) => setTimeout(resolve, restMilliseconds).unref());
      }
    } catch (error) {
      // A machine that is stopping answers nobody any more; that is no fault of this question.
      if (isUp && runtime.status().state !== 'settled') {
        throw error;
      }
      await new Promise<never>(() => undefined);
    }
  }
}

async function openTasks(facts: Facts): Promise<readonly Task[]> {
  const practiceIds = await facts.practices();
  return (await Promise.all(practiceIds.map((practiceId) => facts.tasks(practiceId)))).flat();
}

/** When the clock rests, nothing but people's work is left: says how to do it. */
async function tellWhatIsLeft(facts: Facts): Promise<void> {
  const tasks = await openTasks(facts);
  if (tasks.length > 0) {
    process.stderr.write(
      `The clock rests: ${tasks.length} tasks wait for people. In another terminal: npx claimwright tasks, then tasks show TASK and tasks work TASK --as USER --outcome JSON. Ctrl+C stops; the data stays.\n`,
    );
  }
}

/** Prints where the claims stand when that has changed. */
async function tell(runtime: Runtime, facts: Facts, told: string): Promise<string> {
  const practiceIds = await facts.practices();
  if (practiceIds.length === 0) {
    return told;
  }
  const [practiceId = samplePractice().practiceId] = practiceIds;
  const counts = await facts.counts(practiceId);
  const words = claimStates
    .filter((state) => counts[state] > 0)
    .map((state) => `${counts[state]} ${stateTable[state].meaning.toLowerCase()}`)
    .join(', ');
  if (words !== told && words !== '') {
    process.stderr.write(`${runtime.status().time.slice(0, 16)}  ${words}\n`);
  }
  return words;
}
