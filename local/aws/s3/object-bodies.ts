import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';

/**
 * Up to this size a body is a row: it becomes durable with the transaction of its object, where a file of its own
 * would wait three times for the disk. Beyond it a file is the better place.
 */
const largestRowBytes = 65_536;
const rowPrefix = 'row-';

/** A body on its way into the store: a file that is on the disk already, or bytes that are kept with the object. */
export interface StagedBody {
  /** The name by which the object's row finds it. */
  readonly name: string;
  readonly rowBytes: Buffer | undefined;
}

const schema = `
  CREATE TABLE IF NOT EXISTS s3_body (name TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
`;

/**
 * The bodies of objects: small ones as rows, large ones as files of one folder, each under a name of its own; a
 * body never changes. A body is whole or absent: a file is written beside, forced to the disk and only then given
 * its name, and the row that names it comes after. What a kill leaves without a row is removed at the next start.
 */
export function openObjectBodies(database: DatabaseSync, folder: string) {
  const incoming = path.join(folder, 'incoming');
  mkdirSync(incoming, { recursive: true });
  database.exec(schema);
  const insert = database.prepare('INSERT INTO s3_body (name, bytes) VALUES (?, ?)');
  const select = database.prepare('SELECT bytes FROM s3_body WHERE name = ?');
  const remove = database.prepare('DELETE FROM s3_body WHERE name = ?');
  const place = (name: string): string => path.join(folder, name);

  const syncNow = async (): Promise<void> => {
    const directory = await open(folder, 'r');
    try {
      await directory.sync();
    } finally {
      await directory.close();
    }
  };
  let nextSync: Promise<void> | undefined;
  let lastSync: Promise<void> = Promise.resolve();
  /** Forces the names in the folder to the disk; all that ask while one is under way share the next. */
  const syncFolder = (): Promise<void> => {
    nextSync ??= lastSync
      .catch(() => undefined)
      .then(() => {
        lastSync = nextSync ?? Promise.resolve();
        nextSync = undefined;
        return syncNow();
      });
    return nextSync;
  };

  const writeFile = async (name: string, body: Buffer): Promise<void> => {
    const temporary = path.join(incoming, name);
    const handle = await open(temporary, 'wx');
    try {
      await handle.writeFile(body);
      await handle.datasync();
    } finally {
      await handle.close();
    }
    await rename(temporary, place(name));
    await syncFolder();
  };

  const readFile = async (name: string, start: number, length: number): Promise<Buffer | undefined> => {
    const handle = await open(place(name), 'r').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') {
        return undefined;
      }
      throw error;
    });
    if (handle === undefined) {
      return undefined;
    }
    try {
      const body = Buffer.allocUnsafe(length);
      let filled = 0;
      while (filled < length) {
        const { bytesRead } = await handle.read(body, filled, length - filled, start + filled);
        if (bytesRead === 0) {
          throw new Error(
            `The object file ${name} ends after ${start + filled} bytes; expected ${start + length}.`,
          );
        }
        filled += bytesRead;
      }
      return body;
    } finally {
      await handle.close();
    }
  };

  return {
    /** Takes a body; a large one is durable as a file when this resolves. */
    async stage(body: Buffer): Promise<StagedBody> {
      const name = randomUUID();
      if (body.length <= largestRowBytes) {
        return { name: `${rowPrefix}${name}`, rowBytes: body };
      }
      await writeFile(name, body);
      return { name, rowBytes: undefined };
    },

    /** Keeps a staged body, inside the change that makes the row that names it. */
    keep({ name, rowBytes }: StagedBody): void {
      if (rowBytes !== undefined) {
        insert.run(name, rowBytes);
      }
    },

    /** Lets bodies go, inside the change that removes their names; gives the files to remove after it. */
    drop(names: readonly string[]): string[] {
      for (const name of names) {
        if (name.startsWith(rowPrefix)) {
          remove.run(name);
        }
      }
      return names.filter((name) => !name.startsWith(rowPrefix));
    },

    /** Reads `length` bytes from `start`; undefined when the body is gone, because its version was just replaced. */
    async read(name: string, start: number, length: number): Promise<Buffer | undefined> {
      if (!name.startsWith(rowPrefix)) {
        return readFile(name, start, length);
      }
      const bytes = select.get(name)?.['bytes'];
      return bytes instanceof Uint8Array
        ? Buffer.from(bytes.buffer, bytes.byteOffset + start, length)
        : undefined;
    },

    async removeFiles(names: readonly string[]): Promise<void> {
      await Promise.all(names.map((name) => rm(place(name), { force: true })));
    },

    /** Undoes the staging of a body whose object was not made. */
    async unstage({ name, rowBytes }: StagedBody): Promise<void> {
      if (rowBytes === undefined) {
        await rm(place(name), { force: true });
      }
    },

    /** Removes the files that no row names: the traces of a kill. Called once, before anything is served. */
    removeStrays(isKnown: (name: string) => boolean): void {
      for (const name of readdirSync(incoming)) {
        rmSync(path.join(incoming, name), { force: true });
      }
      for (const name of readdirSync(folder)) {
        if (name !== 'incoming' && !isKnown(name)) {
          rmSync(place(name), { force: true });
        }
      }
    },
  };
}
