import { hash } from 'node:crypto';
import type { Sha256 } from '#domain/identity/content-hash.ts';

/** SHA-256 as Node reckons it. */
export const sha256Hex: Sha256 = (text) => hash('sha256', text, 'hex');
