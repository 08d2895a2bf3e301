import * as fc from 'fast-check';
import { write276 } from '#domain/x12/guides/005010X212-276/write.ts';
import { write277 } from '#domain/x12/guides/005010X212-277/write.ts';
import { write277CA } from '#domain/x12/guides/005010X214-277CA/write.ts';
import { write278Request } from '#domain/x12/guides/005010X217-278-request/write.ts';
import { write278Response } from '#domain/x12/guides/005010X217-278-response/write.ts';
import { write835 } from '#domain/x12/guides/005010X221A1-835/write.ts';
import { write837P } from '#domain/x12/guides/005010X222A1-837P/write.ts';
import { write837I } from '#domain/x12/guides/005010X223A2-837I/write.ts';
import { write999 } from '#domain/x12/guides/005010X231A1-999/write.ts';
import { write270 } from '#domain/x12/guides/005010X279A1-270/write.ts';
import { write271 } from '#domain/x12/guides/005010X279A1-271/write.ts';
import type { Envelope } from '#domain/x12/interchange.ts';
import { acknowledgement277CA, acknowledgement999 } from '../domain/x12/acknowledgement-arbitraries.ts';
import { envelope } from '../domain/x12/arbitraries.ts';
import { authorizationRequest, authorizationResponse } from '../domain/x12/authorization-arbitraries.ts';
import { claims } from '../domain/x12/claim-arbitraries.ts';
import { inquiries, response } from '../domain/x12/eligibility-arbitraries.ts';
import { institutionalClaim } from '../domain/x12/institutional-arbitraries.ts';
import { remittance } from '../domain/x12/remittance-arbitraries.ts';
import { statusInquiries, statusResponse } from '../domain/x12/status-arbitraries.ts';

const numbers = { interchange: 12, group: 34 };

/** What is written of each guide, by the guide's short name. */
const written: Readonly<Record<string, (to: Envelope) => fc.Arbitrary<string>>> = {
  '837P': (to) => claims.map((models) => write837P(to, models, numbers, { claimsPerTransaction: 2 })),
  '837I': (to) => institutionalClaim.map((model) => write837I(to, [model], numbers)),
  '835': (to) => remittance.map((model) => write835(to, [model], numbers)),
  '270': (to) => inquiries.map((models) => write270(to, models, numbers)),
  '271': (to) => response.map((model) => write271(to, [model], numbers)),
  '276': (to) => statusInquiries.map((models) => write276(to, models, numbers)),
  '277': (to) => statusResponse.map((model) => write277(to, [model], numbers)),
  '277CA': (to) => acknowledgement277CA.map((model) => write277CA(to, [model], numbers)),
  '278 request': (to) => authorizationRequest.map((model) => write278Request(to, [model], numbers)),
  '278 response': (to) => authorizationResponse.map((model) => write278Response(to, [model], numbers)),
  '999': (to) => acknowledgement999.map((model) => write999(to, [model], numbers)),
};

/** The guides of which there are files to spoil. */
export const spoiledGuides: readonly string[] = Object.keys(written);

/** Good files of every guide, so many of each, with any delimiters; the same for the same seed. */
export function seedFiles(seed: number, ofEachGuide: number): Uint8Array[] {
  const encoder = new TextEncoder();
  return Object.values(written).flatMap((write, index) =>
    fc
      .sample(envelope.chain(write), { seed: seed + index, numRuns: ofEachGuide })
      .map((text) => encoder.encode(text)),
  );
}
