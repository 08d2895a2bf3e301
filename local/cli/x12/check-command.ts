import type { Command } from 'commander';
import { globalOptions } from '../options.ts';
import { checkForPeople } from './check-for-people.ts';
import { checkAsJson } from './check-as-json.ts';
import { Output } from './output.ts';

/** `x12 check`. */
export async function runCheck(files: readonly string[], command: Command): Promise<void> {
  const check = globalOptions(command).json ? checkAsJson : checkForPeople;
  const output = new Output();
  let worst = 0;
  for (const file of files) {
    worst = Math.max(worst, await check(file, output));
    await output.flush();
  }
  process.exitCode = worst;
}
