import { readFileSync } from 'node:fs';
import { PlainDate } from '#contracts/dates.ts';
import { UploadId } from '#contracts/identifiers.ts';
import { Practice } from '#contracts/practice.ts';
import { frameX12Claims } from '#domain/intake/frame/x12-claims.ts';
import type { IntakeRecord, ReadContext } from '#domain/intake/read/intake-record.ts';
import { read837 } from '#domain/intake/read/x12/read-837.ts';
import { frameAll } from '../frame/framing.ts';

const sample: unknown = JSON.parse(readFileSync('events/practice.json', 'utf8'));

/** The sample practice with a hospital, and a payer that a billing system knows by another id. */
export function claimsPractice(more: Readonly<Record<string, unknown>> = {}): Practice {
  const known = Practice.parse(sample);
  return Practice.parse({
    ...(sample as object),
    payers: known.payers.map((payer) =>
      payer.payerId === 'JUNIP' ? { ...payer, aliases: [{ id: '60054' }] } : payer,
    ),
    locations: [
      {
        locationId: 'hospital',
        name: 'Alder Falls Hospital',
        placeOfService: '22',
        address: { ...known.address, line1: '1 Hospital Drive' },
        aliases: [{ id: 'AFH' }],
      },
    ],
    ...more,
  });
}

export const today = PlainDate.parse('2026-11-20');

export function context(practice: Practice = claimsPractice(), sourceFolder?: string): ReadContext {
  return {
    practice,
    format: 'x12-837',
    today,
    uploadId: UploadId.parse('U0000000000000001'),
    ...(sourceFolder === undefined ? {} : { sourceFolder }),
  };
}

/** Frames a file and reads each claim of it. */
export function readFile(
  file: Uint8Array | string,
  practice?: Practice,
  sourceFolder?: string,
): readonly IntakeRecord[] {
  const { frames, fileProblem } = frameAll(frameX12Claims, file);
  if (fileProblem !== undefined) {
    throw new Error(`${fileProblem.code}: ${fileProblem.found}`);
  }
  return frames.flatMap((frame) => read837(frame, context(practice, sourceFolder)));
}

/** `code field` of everything that the records were refused for. */
export function refusals(records: readonly IntakeRecord[]): readonly string[] {
  return records.flatMap((record) =>
    record.kind === 'refused' ? record.problems.map(({ code, field }) => `${code} ${field}`) : [],
  );
}

/** A claim of another billing system, segment by segment, in an envelope that fits it. */
export function claimFile(
  content: readonly string[],
  envelope: { readonly usage?: string; readonly kind?: string; readonly guide?: string } = {},
): string {
  const { usage = 'P', kind = 'CH', guide = '005010X222A1' } = envelope;
  const transaction = [
    `ST*837*0001*${guide}`,
    `BHT*0019*00*77*20261102*1506*${kind}`,
    'NM1*41*2*Quick Billing*****46*QUICKBILL',
    'PER*IC*Desk*TE*5035550177',
    'NM1*40*2*Openfield Clearinghouse*****46*OPENFIELD',
    ...content,
  ];
  return [
    `ISA*00*          *00*          *ZZ*QUICKBILL      *ZZ*OPENFIELD      *261102*1506*^*00501*000000077*0*${usage}*:`,
    `GS*HC*QUICKBILL*OPENFIELD*20261102*1506*77*X*${guide}`,
    ...transaction,
    `SE*${transaction.length + 1}*0001`,
    'GE*1*77',
    'IEA*1*000000077',
  ]
    .map((segment) => `${segment}~\n`)
    .join('');
}

/** A plain office visit: invented people. */
export const plainClaim: readonly string[] = [
  'HL*1**20*1',
  'NM1*85*2*Cedar Hill Family Medicine*****XX*2000000010',
  'N3*400 Cedar Hill Road',
  'N4*Alder Town*OR*970990001',
  'REF*EI*990001234',
  'HL*2*1*22*0',
  'SBR*P*18*G-220******CI',
  'NM1*IL*1*Ash*Nora*B***MI*JHM40001',
  'N3*12 Larch Lane',
  'N4*Alder Falls*OR*97099',
  'DMG*D8*19780314*F',
  'NM1*PR*2*Juniper Mutual Health*****PI*60054',
  'CLM*QB-4711*195***11:B:1*Y*A*Y*Y',
  'REF*G1*AUTH7',
  'REF*EA*MRN-9',
  'HI*ABK:E119*ABF:I10',
  'NM1*82*1*Rowan*Ada****XX*2000001018',
  'LX*1',
  'SV1*HC:99213:25*160*UN*1***1:2',
  'DTP*472*D8*20261005',
  'REF*6R*QB-4711-1',
  'LX*2',
  'SV1*HC:81002*35*UN*2***2',
  'DTP*472*D8*20261006',
];

/** The claim with segments replaced, left out (`''`) or several put in place of one. */
export function changed(changes: Readonly<Record<string, string | readonly string[]>>): readonly string[] {
  const unused = new Set(Object.keys(changes));
  const segments = plainClaim.flatMap((segment) => {
    const start = Object.keys(changes).find((key) => segment.startsWith(key) && unused.has(key));
    if (start === undefined) {
      return [segment];
    }
    unused.delete(start);
    return [changes[start] ?? []].flat().filter((one) => one !== '');
  });
  if (unused.size > 0) {
    throw new Error(`the claim has no segment ${[...unused].join(', ')}`);
  }
  return segments;
}
