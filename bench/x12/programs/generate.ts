import { pipeline } from 'node:stream/promises';
import { generateX12 } from '../generate-x12.ts';

const [kind, bytes, claimsPerTransaction] = process.argv.slice(2);
if (kind !== '835' && kind !== '837P') throw new Error(`Kind: found "${kind}", expected 835 or 837P.`);
await pipeline(
  generateX12({ kind, bytes: Number(bytes), claimsPerTransaction: Number(claimsPerTransaction) }),
  process.stdout,
);
