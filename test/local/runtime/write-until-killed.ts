// A process of its own for store.test.ts: writes pairs, prints the id of each acknowledged one, until it is killed.
import { writeSync } from 'node:fs';
import { openStore } from '../../../local/runtime/store.ts';

const [, , file] = process.argv;
if (file === undefined) {
  throw new Error('The path of the store is missing.');
}
const store = openStore(file);
const insert = store.database.prepare('INSERT INTO fact (id, text) VALUES (?, ?)');
for (let id = 1; ; id += 2) {
  const first = id;
  await store.write(() => {
    insert.run(first, 'first half');
    insert.run(first + 1, 'second half');
  });
  writeSync(1, `${first}\n`);
}
