import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalJson } from '../identity/content-hash.ts';
import type { Claim835, Remittance835 } from '../x12/guides/005010X221A1-835/model.ts';

/**
 * The content hash of a remittance whose claims are given one by one: the same as that of the whole, which names it, for
 * a remittance of any length. In canonical JSON its batches come before its claims, and everything else behind them.
 */
export class RemittanceContentHash {
  readonly #hash = sha256.create();
  readonly #rest: string;
  #claims = 0;

  /** @param remittance what stands around the claims; claims of its own are not looked at. */
  constructor({ batches, claims: _claims, ...rest }: Remittance835) {
    this.#add(`{"batches":${canonicalJson(batches)},"claims":[`);
    this.#rest = canonicalJson(rest);
  }

  /** Claims that were added. */
  get claims(): number {
    return this.#claims;
  }

  /** Adds the next claims, in the order of the file. */
  add(claims: readonly Claim835[]): void {
    for (const claim of claims) {
      this.#add(`${this.#claims === 0 ? '' : ','}${canonicalJson(claim)}`);
      this.#claims += 1;
    }
  }

  /** When every claim was added; then no more. */
  digest(): string {
    this.#add(`],${this.#rest.slice(1)}`);
    return bytesToHex(this.#hash.digest());
  }

  #add(text: string): void {
    this.#hash.update(utf8ToBytes(text));
  }
}
