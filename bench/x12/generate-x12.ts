/** Text of X12 files for measuring: varied, valid, invented, the same for the same seed. */

const surnames = ['ALDER', 'BIRCH', 'CEDAR', 'DRAKE', 'EGRET', 'FINCH', 'GORSE', 'HERON', 'IBIS', 'JUNIPER'];
const names = ['ADA', 'BRUNO', 'CLARA', 'DAVID', 'ELENA', 'FELIX', 'GRETA', 'HUGO'];
const procedures = ['99213', '99214', '99203', '36415', '80053', '85025', '93000', '71046'];
const diagnoses = ['I10', 'E1165', 'E785', 'E039', 'M5459', 'J0190', 'R0600', 'K219'];
const chunkCharacters = 65_536;

/** Which file to make. */
export interface FileToGenerate {
  readonly kind: '835' | '837P';
  /** The file is the first whole claim longer than this. */
  readonly bytes: number;
  /** Claims of one transaction; Infinity puts all into one. */
  readonly claimsPerTransaction: number;
}

/** The file in pieces of about 64 KiB, never whole in memory. */
export function* generateX12({ kind, bytes, claimsPerTransaction }: FileToGenerate): Generator<string> {
  const random = seeded(20_261_121);
  const version = kind === '835' ? '005010X221A1' : '005010X222A1';
  let pending =
    'ISA*00*          *00*          *ZZ*BENCHSENDER    *ZZ*BENCHRECEIVER  *261121*0900*^*00501*000000001*0*T*:~\n' +
    `GS*${kind === '835' ? 'HP' : 'HC'}*BENCHSENDER*BENCHRECEIVER*20261121*0900*1*X*${version}~\n`;
  let written = 0;
  let transactions = 0;
  let claims = 0;
  while (written + pending.length < bytes) {
    transactions++;
    const control = String(transactions).padStart(4, '0');
    const start = kind === '835' ? remittanceStart(control) : claimsStart(control, version);
    let segments = countOf(start);
    pending += start;
    for (let count = 0; count < claimsPerTransaction && written + pending.length < bytes; count++) {
      claims++;
      const claim = kind === '835' ? paidClaim(claims, random) : billedClaim(claims, count * 2 + 2, random);
      segments += countOf(claim);
      pending += claim;
      if (pending.length >= chunkCharacters) {
        written += pending.length;
        yield pending;
        pending = '';
      }
    }
    pending += `SE*${segments + 1}*${control}~\n`;
  }
  yield `${pending}GE*${transactions}*1~\nIEA*1*000000001~\n`;
}

function countOf(text: string): number {
  let count = 0;
  for (let at = text.indexOf('~'); at >= 0; at = text.indexOf('~', at + 1)) count++;
  return count;
}

/** Numbers from 0 to below the bound, in an order that looks random (a linear congruential generator). */
function seeded(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * bound);
  };
}

function dollars(cents: number): string {
  const whole = Math.floor(cents / 100);
  const rest = cents % 100;
  if (rest === 0) return String(whole);
  return `${whole}.${rest % 10 === 0 ? rest / 10 : String(rest).padStart(2, '0')}`;
}

function remittanceStart(control: string): string {
  return (
    `ST*835*${control}~\n` +
    'BPR*I*0*C*NON************20261120~\n' +
    `TRN*1*TRACE${control}*1512345678~\n` +
    'DTM*405*20261119~\n' +
    'N1*PR*JUNIPER HEALTH PLAN~\nN3*1 ORCHARD WAY~\nN4*SPRINGFIELD*IL*627010001~\n' +
    'PER*BL*PROVIDER SERVICES*TE*2175550100~\n' +
    'N1*PE*HARBOR FAMILY MEDICINE*XX*1234567893~\nREF*TJ*123456789~\n' +
    'LX*1~\n'
  );
}

/** A claim that pays nothing, so that BPR02 needs no sum: all goes to the deductible and the contract. */
function paidClaim(number: number, random: (bound: number) => number): string {
  const lines: string[] = [];
  let total = 0;
  let responsibility = 0;
  const count = 1 + random(4);
  for (let line = 1; line <= count; line++) {
    const charge = 2500 + random(40_000);
    const contractual = random(charge);
    const deductible = charge - contractual;
    total += charge;
    responsibility += deductible;
    const procedure = procedures[random(procedures.length)] ?? '';
    lines.push(
      `SVC*HC:${procedure}${random(4) === 0 ? ':25' : ''}*${dollars(charge)}*0**1~\n` +
        `DTM*472*202610${String(1 + random(28)).padStart(2, '0')}~\n` +
        `CAS*CO*45*${dollars(contractual)}~\nCAS*PR*1*${dollars(deductible)}~\n` +
        `REF*6R*${number}L${line}~\nAMT*B6*${dollars(deductible)}~\n` +
        (random(3) === 0 ? 'LQ*HE*N130~\n' : ''),
    );
  }
  const member = String(100_000_000 + random(899_999_999));
  return (
    `CLP*PCN${number}*1*${dollars(total)}*0*${dollars(responsibility)}*12*ICN${2_026_000_000 + number}*11*1~\n` +
    `NM1*QC*1*${surnames[random(10)]}*${names[random(8)]}****MI*W${member}~\n` +
    'NM1*82*2*HARBOR FAMILY MEDICINE*****XX*1234567893~\n' +
    (random(5) === 0 ? 'MOA***MA01*N620~\n' : '') +
    'REF*1L*GROUP7~\nDTM*232*20261001~\nDTM*050*20261012~\n' +
    lines.join('')
  );
}

function claimsStart(control: string, version: string): string {
  return (
    `ST*837*${control}*${version}~\n` +
    `BHT*0019*00*BATCH${control}*20261121*0900*CH~\n` +
    'NM1*41*2*HARBOR FAMILY MEDICINE*****46*HARBOR01~\nPER*IC*BILLING OFFICE*TE*2175550111~\n' +
    'NM1*40*2*JUNIPER HEALTH PLAN*****46*JUNIPER01~\n' +
    'HL*1**20*1~\nPRV*BI*PXC*207Q00000X~\n' +
    'NM1*85*2*HARBOR FAMILY MEDICINE*****XX*1234567893~\nN3*12 HARBOR STREET~\n' +
    'N4*SPRINGFIELD*IL*627010002~\nREF*EI*123456789~\n'
  );
}

function billedClaim(number: number, level: number, random: (bound: number) => number): string {
  const own = random(4) !== 0;
  const lines: string[] = [];
  let total = 0;
  const count = 1 + random(4);
  const codes = 1 + random(4);
  for (let line = 1; line <= count; line++) {
    const charge = 2500 + random(40_000);
    total += charge;
    const pointers = codes > 1 && random(2) === 0 ? '1:2' : '1';
    lines.push(
      `LX*${line}~\nSV1*HC:${procedures[random(procedures.length)]}${random(4) === 0 ? ':25' : ''}*${dollars(charge)}*UN*1***${pointers}~\n` +
        `DTP*472*D8*202610${String(1 + random(28)).padStart(2, '0')}~\nREF*6R*${number}L${line}~\n`,
    );
  }
  const listed = Array.from(
    { length: codes },
    (_, index) => `${index === 0 ? 'ABK' : 'ABF'}:${diagnoses[(number + index) % 8]}`,
  ).join('*');
  const person =
    `N3*${1 + random(999)} MEADOW LANE~\nN4*SPRINGFIELD*IL*62704~\n` +
    `DMG*D8*19${String(30 + random(70)).padStart(2, '0')}0${1 + random(9)}15*${random(2) === 0 ? 'F' : 'M'}~\n`;
  const member = String(100_000_000 + random(899_999_999));
  // Each patient level takes a number of its own; the next subscriber leaves a gap that the hierarchy forbids, so all
  // patients here are the subscribers.
  return (
    `HL*${level / 2 + 1}*1*22*0~\nSBR*P*18*GROUP7******CI~\n` +
    `NM1*IL*1*${surnames[random(10)]}*${names[random(8)]}****MI*W${member}~\n${person}` +
    'NM1*PR*2*JUNIPER HEALTH PLAN*****PI*JUNIP~\n' +
    `CLM*PCN${number}*${dollars(total)}***11:B:1*Y*A*Y*Y${own ? '' : '*P'}~\n` +
    (random(3) === 0 ? `REF*G1*AUTH${number}~\n` : '') +
    `HI*${listed}~\n` +
    'NM1*82*1*SHORE*MARINA****XX*1245319599~\nPRV*PE*PXC*207Q00000X~\n' +
    lines.join('')
  );
}
