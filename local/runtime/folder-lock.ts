import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** A data folder that this process alone uses. */
export interface FolderLock {
  release(): void;
}

/** The process that holds the folder, for the message; its lock alone decides. */
function holder(pidFile: string): string {
  try {
    return ` (process ${readFileSync(pidFile, 'utf8').trim()})`;
  } catch {
    return '';
  }
}

/**
 * Takes the data folder for this process; throws when another runtime has it. The lock is the operating system's,
 * held by an open transaction: it ends with the process, however that ends, and a number that another process
 * has got meanwhile deceives nobody.
 */
export function lockFolder(folder: string): FolderLock {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const pidFile = path.join(folder, 'runtime.pid');
  const database = new DatabaseSync(path.join(folder, 'runtime.lock'));
  try {
    database.exec('PRAGMA busy_timeout = 0');
    database.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    database.close();
    throw new Error(
      `${folder} is in use by another runtime${holder(pidFile)}. Stop it first (npx claimwright stop), or start with another folder (--data).`,
      { cause },
    );
  }
  writeFileSync(pidFile, `${process.pid}\n`);
  return {
    release: () => {
      database.close();
    },
  };
}
