import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import path from 'node:path';

/**
 * The bodies of objects, each a file of one folder under a name of its own; a body never changes.
 * A body is whole or absent: it is written beside, forced to the disk and only then given its name, and the row
 * that names it comes after. What a kill leaves without a row is removed at the next start.
 */
export function openObjectFiles(folder: string) {
  const incoming = path.join(folder, 'incoming');
  mkdirSync(incoming, { recursive: true });
  const place = (file: string): string => path.join(folder, file);

  return {
    /** Writes a body and gives the name of its file; durable when it resolves. */
    async write(body: Buffer): Promise<string> {
      const file = randomUUID();
      const temporary = path.join(incoming, file);
      const handle = await open(temporary, 'wx');
      try {
        await handle.writeFile(body);
        await handle.datasync();
      } finally {
        await handle.close();
      }
      await rename(temporary, place(file));
      const directory = await open(folder, 'r');
      try {
        await directory.sync();
      } finally {
        await directory.close();
      }
      return file;
    },

    /** Reads `length` bytes from `start`; undefined when the file is gone, because its version was just replaced. */
    async read(file: string, start: number, length: number): Promise<Buffer | undefined> {
      const handle = await open(place(file), 'r').catch((error: NodeJS.ErrnoException) => {
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
              `The object file ${file} ends after ${start + filled} bytes; expected ${start + length}.`,
            );
          }
          filled += bytesRead;
        }
        return body;
      } finally {
        await handle.close();
      }
    },

    async remove(files: readonly string[]): Promise<void> {
      await Promise.all(files.map((file) => rm(place(file), { force: true })));
    },

    /** Removes what no row names: the traces of a kill. Called once, before anything is served. */
    removeStrays(isKnown: (file: string) => boolean): void {
      for (const file of readdirSync(incoming)) {
        rmSync(path.join(incoming, file), { force: true });
      }
      for (const file of readdirSync(folder)) {
        if (file !== 'incoming' && !isKnown(file)) {
          rmSync(place(file), { force: true });
        }
      }
    },
  };
}

export type ObjectFiles = ReturnType<typeof openObjectFiles>;
