import type { ClaimId } from '#contracts/identifiers.ts';
import type { Posting } from '#contracts/ledger.ts';
import { ProofRequest, type ProofClaim, type ProofPrinted, type ProofSheet } from '#contracts/proof.ts';
import { problemsOf, type QueryRefused } from '#contracts/queries.ts';
import type { RemittanceRun } from '#contracts/remittance-run.ts';
import { claimIdOfControlNumber } from '#domain/identity/ids.ts';
import { balancesOf } from '#domain/ledger/balances.ts';
import { proofBlocks } from '#domain/remittance/proof/proof-blocks.ts';
import { claimIndexOf, proveClaim } from '#domain/remittance/proof/proof-claim.ts';
import { proofPage } from '#domain/remittance/proof/proof-page.ts';
import { ProofSums, proofSheet } from '#domain/remittance/proof/proof-sheet.ts';
import type { Claim835 } from '#domain/x12/guides/005010X221A1-835/model.ts';
import type { Clock } from '#ports/clock.ts';
import type { DocumentStore } from '#ports/document-store.ts';
import type { LedgerStore } from '#ports/ledger-store.ts';
import { StoredRemittance } from '#ports/read-remittance.ts';
import type { RemittanceRegister } from '#ports/remittance-register.ts';
import type { StatementPrinter } from '#ports/statement-printer.ts';

export interface ProveRemittanceWorld {
  readonly clock: Clock;
  readonly documents: Pick<DocumentStore, 'stream' | 'put' | 'bucketOf'>;
  readonly ledger: Pick<LedgerStore, 'ofClaim' | 'ofHolder'>;
  readonly remittances: Pick<RemittanceRegister, 'load' | 'claimsOfPayerNumber'>;
  readonly printer: StatementPrinter;
}

export type ProveRemittanceAnswer =
  | QueryRefused
  | { readonly outcome: 'proof'; readonly sheet: ProofSheet }
  | ProofPrinted;

/** Claims that a sheet shows line by line: a person reads it, and an answer has its limit. The sums are those of all. */
const claimsShown = 200;
/** Claims whose postings are asked for at the same time. */
const claimsAtOnce = 20;

/**
 * Proves a remittance from the file as it came and the postings as they stand, whatever was worked out between the two:
 * each line, each claim, the payment, what was posted where, and the deposit. Printed, it lies in the document bucket.
 */
export async function proveRemittanceStep(
  event: unknown,
  world: ProveRemittanceWorld,
): Promise<ProveRemittanceAnswer> {
  const read = ProofRequest.safeParse(event);
  if (!read.success) {
    return { outcome: 'refused', problems: problemsOf(read.error) };
  }
  const { practiceId, remittanceId, print } = read.data;
  const run = await world.remittances.load(practiceId, remittanceId);
  if (run === undefined) {
    return {
      outcome: 'refused',
      problems: [`remittanceId: practice ${practiceId} has no ${remittanceId}`],
      because: 'not-found',
    };
  }
  const ofRemittance = await world.ledger.ofHolder(practiceId, remittanceId);
  const sums = new ProofSums(claimsShown);
  const remittance = await new StoredRemittance(run, world.documents).read(async (claims, firstIndex) => {
    for (let start = 0; start < claims.length; start += claimsAtOnce) {
      const some = claims.slice(start, start + claimsAtOnce);
      for (const claim of await proveSome(run, some, firstIndex - 1 + start, ofRemittance, world)) {
        sums.add(claim);
      }
    }
  });
  const sheet = proofSheet(run, remittance, sums, ofRemittance);
  return print === 'no' ? { outcome: 'proof', sheet } : await printed(run, sheet, print, world);
}

async function proveSome(
  run: RemittanceRun,
  clps: readonly Claim835[],
  start: number,
  ofRemittance: readonly Posting[],
  world: ProveRemittanceWorld,
): Promise<ProofClaim[]> {
  const { practiceId, remittanceId } = run;
  const known = new Map<ClaimId, Promise<readonly Posting[]>>();
  const ofClaim = (claimId: ClaimId): Promise<readonly Posting[]> => {
    const asked = known.get(claimId) ?? world.ledger.ofClaim(practiceId, claimId);
    known.set(claimId, asked);
    return asked;
  };
  return await Promise.all(
    clps.map(async (clp, offset) => {
      const claimIndex = start + offset + 1;
      const own = (postings: readonly Posting[]): Posting[] =>
        postings.filter((posting) => claimIndexOf(posting, remittanceId) === claimIndex);
      const claimId = claimIdOfControlNumber(clp.patientControlNumber);
      const found = [...own(ofRemittance), ...(claimId === undefined ? [] : own(await ofClaim(claimId)))];
      // A claim of an old system, or one that a person chose, is found by the payer's number.
      const number = clp.payerControlNumber ?? '';
      if (run.state === 'posted' && number !== '' && balancesOf(found)['cash-in-transit'] !== clp.paidCents) {
        for (const other of await world.remittances.claimsOfPayerNumber(practiceId, number)) {
          if (other !== claimId) {
            found.push(...own(await ofClaim(other)));
          }
        }
      }
      return proveClaim(clp, claimIndex, found, run.state === 'posted');
    }),
  );
}

async function printed(
  { practiceId, remittanceId }: RemittanceRun,
  sheet: ProofSheet,
  print: 'html' | 'pdf',
  { clock, documents, printer }: ProveRemittanceWorld,
): Promise<ProofPrinted> {
  const key = `proofs/${practiceId}/${remittanceId}.${print}`;
  if (print === 'html') {
    await documents.put('documents', key, proofPage(sheet), 'text/html; charset=utf-8');
  } else {
    const pdf = await printer.print(proofBlocks(sheet), {
      title: `Proof of remittance ${sheet.traceNumber}`,
      createdAt: new Date(clock.now()),
    });
    await documents.put('documents', key, pdf, 'application/pdf');
  }
  return { outcome: 'printed', bucket: documents.bucketOf('documents'), key };
}
