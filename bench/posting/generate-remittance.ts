import { claimIdFor } from '#domain/identity/ids.ts';
import { PracticeId } from '#contracts/identifiers.ts';
import type { ClaimId } from '#contracts/identifiers.ts';

const practiceId = PracticeId.parse('cedar-hill');
const chunkCharacters = 65_536;
const surnames = ['ALDER', 'BIRCH', 'CEDAR', 'DRAKE', 'EGRET', 'FINCH', 'GORSE', 'HERON', 'IBIS', 'JUNIPER'];

/** What the payer pays of each claim: $150.00 and $50.00 were billed. */
export const paidDollars = 120;

/** The claim of ours that the nth CLP decides. */
export function benchClaimId(number: number): ClaimId {
  return claimIdFor(practiceId, 'bench-posting', String(number));
}

/**
 * An 835 of one transaction over so many claims of two lines, in pieces of about 64 KiB; it balances.
 * @param passedOver claims of earlier files: this one begins with the next.
 */
export function* generateRemittance(claims: number, passedOver = 0): Generator<string> {
  const control = String(passedOver + 1).padStart(9, '0');
  let pending =
    `ISA*00*          *00*          *ZZ*OPENFIELD      *ZZ*CEDARHILL      *260320*0900*^*00501*${control}*0*T*:~\n` +
    'GS*HP*OPENFIELD*CEDARHILL*20260320*0900*1*X*005010X221A1~\n' +
    'ST*835*0001~\n' +
    `BPR*I*${claims * paidDollars}*C*CHK************20260320~\n` +
    `TRN*1*BENCH${claims}*1990009999~\nDTM*405*20260319~\n` +
    'N1*PR*JUNIPER MUTUAL HEALTH*XV*JUNIP~\nN3*1 CLAIMS WAY~\nN4*LARKSPUR*OR*970990002~\n' +
    'PER*BL*CLAIMS OFFICE*TE*5035550199~\n' +
    'N1*PE*CEDAR HILL FAMILY MEDICINE*XX*2000000010~\nREF*TJ*990001234~\nLX*1~\n';
  let segments = count(pending) - 2;
  for (let number = passedOver + 1; number <= passedOver + claims; number += 1) {
    const claim = decided(number);
    segments += count(claim);
    pending += claim;
    if (pending.length >= chunkCharacters) {
      yield pending;
      pending = '';
    }
  }
  yield `${pending}SE*${segments + 1}*0001~\nGE*1*1~\nIEA*1*${control}~\n`;
}

/** How many claims make a file of about so many bytes. */
export function claimsFor(bytes: number): number {
  const sample = Array.from({ length: 1000 }, (_, index) => decided(index * 97).length);
  return Math.round(bytes / (sample.reduce((sum, length) => sum + length, 0) / sample.length));
}

/** The contract takes $60.00 off, the patient owes $20.00. */
function decided(number: number): string {
  const claimId = benchClaimId(number);
  const surname = surnames[number % surnames.length] ?? '';
  return (
    `CLP*${claimId}-1*1*200*${paidDollars}*20*12*${2_026_000_000 + number}*11*1~\n` +
    `NM1*QC*1*${surname}*BENCH****MI*W${100_000_000 + number}~\n` +
    'NM1*82*1*ROWAN*ADA****XX*2000001018~\nREF*1L*GROUP7~\nDTM*232*20260301~\nDTM*050*20260306~\n' +
    'SVC*HC:99213:25*150*90**1~\nDTM*472*20260301~\nCAS*CO*45*40~\nCAS*PR*3*20~\n' +
    `REF*6R*${claimId}-1-1~\nAMT*B6*110~\n` +
    'SVC*HC:81002*50*30**1~\nDTM*472*20260301~\nCAS*CO*45*20~\n' +
    `REF*6R*${claimId}-1-2~\nAMT*B6*30~\nLQ*HE*N130~\n`
  );
}

function count(text: string): number {
  return text.split('~').length - 1;
}
