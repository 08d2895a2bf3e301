import type { Command } from 'commander';
import * as z from 'zod';
import { CommandFailed } from './command-failed.ts';
import { factsOf, type Facts } from './facts.ts';
import { openTarget, type Target } from './target.ts';
import type { PracticeId } from '#contracts/identifiers.ts';

const GlobalOptions = z.object({
  data: z.string().default('.claimwright'),
  stage: z.string().optional(),
  json: z.boolean().default(false),
  practice: z.string().optional(),
});
export type GlobalOptions = z.infer<typeof GlobalOptions>;

/** The options that every command shares, wherever on the line they stand. */
export function globalOptions(command: Command): GlobalOptions {
  return GlobalOptions.parse(command.optsWithGlobals());
}

export interface Session {
  readonly options: GlobalOptions;
  readonly target: Target;
  readonly facts: Facts;
}

export async function openSession(command: Command): Promise<Session> {
  const options = globalOptions(command);
  const target = await openTarget(options);
  return { options, target, facts: factsOf(target) };
}

/** The practice that is meant: the one named, or the only one there is. */
export async function practiceOf({
  options,
  facts,
}: Pick<Session, 'options'> & { readonly facts: Pick<Facts, 'practices'> }): Promise<PracticeId> {
  const known = await facts.practices();
  if (options.practice !== undefined) {
    const found = known.find((practiceId) => practiceId === options.practice);
    if (found === undefined) {
      throw new CommandFailed(
        `There is no practice ${options.practice}. Loaded: ${known.join(', ') || 'none'}.`,
      );
    }
    return found;
  }
  const [only, ...others] = known;
  if (only === undefined) {
    throw new CommandFailed('No practice is loaded. Load one with "npx claimwright practice load FILE".');
  }
  if (others.length > 0) {
    throw new CommandFailed(`There are several practices: ${known.join(', ')}. Name one with --practice.`);
  }
  return only;
}

/** Parses one argument with its schema; a wrong one is refused in a sentence that repeats what was found. */
export function parseArgument<Schema extends z.ZodType>(
  schema: Schema,
  name: string,
  found: string,
): z.output<Schema> {
  const read = schema.safeParse(found);
  if (!read.success) {
    throw new CommandFailed(
      `${name}: found "${found}"; expected ${read.error.issues.map((issue) => issue.message).join('; ')}.`,
    );
  }
  return read.data;
}

/** Parses the options of a command; wrong ones are refused together, each by its name. */
export function parseOptions<Schema extends z.ZodType>(schema: Schema, given: unknown): z.output<Schema> {
  const read = schema.safeParse(given);
  if (!read.success) {
    throw new CommandFailed(
      read.error.issues.map((issue) => `--${issue.path.join('.')}: expected ${issue.message}.`).join('\n'),
    );
  }
  return read.data;
}
