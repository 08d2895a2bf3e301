import { parseArgs } from 'node:util';
import { checkLedger } from './check-ledger.ts';

/** The long version of `ledger.property.test.ts`. */
const help = `npm run property:ledger -- [--runs N] [--seed N]
  --runs  stories of a payer to try; 1000 unless given
  --seed  makes the same stories again; 1 unless given
`;

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  process.stdout.write(help);
} else {
  const [runs, seed] = [Number(values.runs), Number(values.seed)];
  const start = performance.now();
  await checkLedger(runs, seed);
  const seconds = Math.round((performance.now() - start) / 1000);
  process.stdout.write(`${runs} stories of seed ${seed} hold, in ${seconds} s.\n`);
}
