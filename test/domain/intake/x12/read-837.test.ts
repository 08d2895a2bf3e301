import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkDraft } from '#domain/intake/check-encounter.ts';
import type { IntakeRecord } from '#domain/intake/read/intake-record.ts';
import { read837 } from '#domain/intake/read/x12/read-837.ts';
import {
  changed,
  claimFile,
  claimsPractice,
  context,
  plainClaim,
  readFile,
  refusals,
  today,
} from './claims-practice.ts';

type Draft = Readonly<Record<string, unknown>>;

/** The only encounter of a file, which the contract and the rules of encounters accept. */
function encounterOf(file: string): { readonly draft: Draft; readonly notes: readonly string[] } {
  const [record, ...others] = readFile(file);
  expect(others).toEqual([]);
  if (record?.kind !== 'encounter') {
    throw new Error(JSON.stringify(record));
  }
  const { problems } = checkDraft(1, record.draft as object, claimsPractice(), today);
  expect(problems).toBeUndefined();
  return { draft: record.draft as Draft, notes: record.notes };
}

const dependent = {
  'HL*2': 'HL*2*1*22*1',
  SBR: 'SBR*P**G-220******CI',
  CLM: [
    'HL*3*2*23*0',
    'PAT*19',
    'NM1*QC*1*Ash*Pip',
    'N3*12 Larch Lane',
    'N4*Alder Falls*OR*97099',
    'DMG*D8*20200214*M',
    'CLM*QB-4711*195***11:B:1*Y*A*Y*Y',
  ],
};

const secondPayer = [
  'SBR*S*18*******MB',
  'OI***Y***Y',
  'NM1*IL*1*Ash*Nora****MI*FSH60007',
  'NM1*PR*2*Federal Senior Health*****PI*FEDMB',
];

/** What becomes of a claim that differs from the plain one, as far as the encounter or its notes differ. */
const taken: readonly {
  readonly what: string;
  readonly changes: Readonly<Record<string, string | readonly string[]>>;
  readonly draft?: Draft;
  readonly notes?: readonly string[];
}[] = [
  {
    what: 'a replacement as a newer version of the same encounter',
    changes: { CLM: ['CLM*QB-4711*195***11:B:7*Y*A*Y*Y', 'REF*F8*ICN99'] },
    draft: { encounterId: 'QB-4711', version: 202_611_021_506 },
    notes: ['not-carried: 2300 REF*F8', 'replacement-of-claim'],
  },
  {
    what: 'a claim number with other signs as a number made of it',
    changes: { CLM: 'CLM*QB 4711 #1*195***11:B:1*Y*A*Y*Y' },
    draft: { encounterId: expect.stringMatching(/^CLM-[0-9a-f]{16}$/) },
    notes: ['visit-number-derived'],
  },
  {
    what: 'a patient without a record number as the same patient in every claim',
    changes: { 'REF*EA': '' },
    draft: {
      patient: expect.objectContaining({ sourcePatientId: expect.stringMatching(/^P-[0-9a-f]{16}$/) }),
    },
    notes: ['patient-id-derived'],
  },
  {
    what: 'a dependent with the policy holder, who also receives the bill of a child',
    changes: dependent,
    draft: {
      patient: expect.objectContaining({ firstName: 'Pip', birthDate: '2020-02-14', sex: 'M' }),
      guarantor: expect.objectContaining({ lastName: 'Ash', firstName: 'Nora' }),
      coverages: [
        expect.objectContaining({
          relationship: 'child',
          memberId: 'JHM40001',
          subscriber: expect.objectContaining({ firstName: 'Nora', birthDate: '1978-03-14' }),
        }),
      ],
    },
    notes: ['guarantor-is-subscriber'],
  },
  {
    what: 'two payers in the order in which they pay, whichever the claim is for',
    changes: { SBR: 'SBR*P*18*G-220******CI', 'LX*1': [...secondPayer, 'LX*1'] },
    draft: {
      coverages: [
        expect.objectContaining({ order: 'primary', payerId: 'JUNIP', relationship: 'self' }),
        expect.objectContaining({ order: 'secondary', payerId: 'FEDMB', memberId: 'FSH60007' }),
      ],
    },
  },
  {
    what: 'the payer of the claim as the second when another one pays first',
    changes: {
      SBR: 'SBR*S*18*G-220******CI',
      'LX*1': [secondPayer[0]?.replace('*S*', '*P*') ?? '', ...secondPayer.slice(1), 'LX*1'],
    },
    draft: {
      coverages: [
        expect.objectContaining({ order: 'primary', payerId: 'FEDMB' }),
        expect.objectContaining({ order: 'secondary', payerId: 'JUNIP' }),
      ],
    },
  },
  {
    what: 'the provider of all lines as the one who saw the patient',
    changes: {
      'NM1*82': '',
      'REF*6R': ['REF*6R*QB-4711-1', 'NM1*82*1*Heron*Miles****XX*2000001026'],
      'DTP*472*D8*20261006': ['DTP*472*D8*20261006', 'NM1*82*1*Heron*Miles****XX*2000001026'],
    },
    draft: { renderingNpi: '2000001026' },
  },
  {
    what: 'referring and supervising providers, and a primary care provider by a note',
    changes: {
      'NM1*82': [
        'NM1*DN*1*Crane*Iris****XX*2000001034',
        'NM1*P3*1*Finch*Otto****XX*2000001026',
        'NM1*82*1*Rowan*Ada****XX*2000001018',
        'NM1*DQ*1*Heron*Miles****XX*2000001026',
      ],
    },
    draft: {
      referringProvider: { npi: '2000001034', lastName: 'Crane', firstName: 'Iris' },
      supervisingProvider: { npi: '2000001026', lastName: 'Heron', firstName: 'Miles' },
    },
    notes: ['not-carried: 2310A NM1*P3'],
  },
  {
    what: 'a facility as the location that goes by its name',
    changes: {
      CLM: 'CLM*QB-4711*195***22:B:1*Y*A*Y*Y',
      'LX*1': ['NM1*77*2*ALDER FALLS HOSPITAL', 'N3*1 Hospital Drive', 'N4*Alder Falls*OR*970990001', 'LX*1'],
    },
    draft: { locationId: 'hospital', placeOfService: '22' },
  },
  {
    what: 'a facility as the location that a system has a number for',
    changes: {
      'LX*1': [
        'NM1*77*2*AFH MAIN',
        'N3*1 Hospital Drive',
        'N4*Alder Falls*OR*970990001',
        'REF*G2*AFH',
        'LX*1',
      ],
    },
    draft: { locationId: 'hospital' },
  },
  {
    what: 'the place of service that all lines have before that of the claim',
    changes: {
      'SV1*HC:99213': 'SV1*HC:99213:25*160*UN*1*22**1:2',
      'SV1*HC:81002': 'SV1*HC:81002*35*UN*2*22**2',
    },
    draft: { placeOfService: '22' },
  },
  {
    what: 'onset, admission and an accident with its state',
    changes: {
      CLM: [
        'CLM*QB-4711*195***11:B:1*Y*A*Y*Y**AA:::OR',
        'DTP*431*D8*20261001',
        'DTP*439*D8*20260930',
        'DTP*435*D8*20261004',
      ],
    },
    draft: {
      onsetDate: '2026-10-01',
      admissionDate: '2026-10-04',
      accident: { kind: 'auto', date: '2026-09-30', state: 'OR' },
    },
  },
  {
    what: 'a drug with its national drug code',
    changes: {
      'SV1*HC:81002': 'SV1*HC:J3301*35*UN*2***2',
      'DTP*472*D8*20261006': ['DTP*472*D8*20261006', 'LIN**N4*00003049420', 'CTP****2.5*ML'],
    },
    draft: {
      lines: [
        expect.objectContaining({ code: '99213' }),
        expect.objectContaining({ drug: { ndc: '00003049420', quantity: 2.5, unit: 'ML' } }),
      ],
    },
  },
  {
    what: 'the note of a claim, and signatures that are not there',
    changes: {
      CLM: 'CLM*QB-4711*195***11:B:1*N*A*N*I',
      HI: ['NTE*ADD*Seen after hours', 'HI*ABK:E119*ABF:I10'],
    },
    draft: {
      note: 'Seen after hours',
      signatureOnFile: false,
      assignmentOfBenefits: false,
      releaseOfInformation: false,
    },
  },
  {
    what: 'minutes of anesthesia as a charge for the coder',
    changes: { 'SV1*HC:81002': 'SV1*HC:00142:QK*35*MJ*61***2' },
    draft: {
      lines: [expect.objectContaining({ code: '99213' })],
      totalCharge: '160.00',
      unmappedCharges: [
        { code: '00142-QK', description: '61 minutes', charge: '35.00', serviceDate: '2026-10-06' },
      ],
    },
    notes: ['minutes-to-coder'],
  },
  {
    what: 'what an encounter has no place for by its loops alone',
    changes: {
      'REF*G1': ['PWK*OZ*BM***AC*DMN12', 'AMT*F5*20', 'REF*9F*R1', 'REF*G1*AUTH7', 'REF*X4*01D1234567'],
      HI: ['K3*X', 'CRC*ZZ*Y*AV', 'HI*ABK:E119*ABF:I10'],
      'SV1*HC:99213': 'SV1*HC:99213:25*160*UN*1***1:2**Y',
    },
    notes: ['not-carried: 2300 AMT*F5, 2300 CRC, 2300 K3, 2300 PWK, 2300 REF*9F, 2300 REF*X4, 2400 SV1^9'],
  },
];

/** What a claim is refused for when it differs so. */
const refusedFor: readonly {
  readonly what: string;
  readonly changes?: Readonly<Record<string, string | readonly string[]>>;
  readonly envelope?: Parameters<typeof claimFile>[1];
  readonly problems: readonly string[];
}[] = [
  {
    what: 'a file that is marked as a test',
    envelope: { usage: 'T' },
    problems: ['test-message ISA^15'],
  },
  {
    what: 'an encounter report',
    envelope: { kind: 'RP' },
    problems: ['claim-kind-not-billed BHT^6'],
  },
  {
    what: 'another billing provider',
    changes: { 'NM1*85': 'NM1*85*2*Elsewhere Clinic*****XX*2000001034', 'REF*EI': 'REF*EI*990009999' },
    problems: ['billing-provider-differs 2010AA NM1^9', 'billing-provider-differs 2010AA REF^2'],
  },
  {
    what: 'a claim that another payer has decided',
    changes: {
      SBR: 'SBR*S*18*G-220******CI',
      'LX*1': [
        secondPayer[0]?.replace('*S*', '*P*') ?? '',
        'AMT*D*100',
        ...secondPayer.slice(1),
        'DTP*573*D8*20261020',
        'LX*1',
      ],
    },
    problems: ['decided-by-other-payer 2320'],
  },
  {
    what: 'codes of ICD-9',
    changes: { HI: 'HI*BK:25000*BF:4019' },
    problems: ['diagnosis-icd-9 2300 HI^1^2', 'diagnosis-icd-9 2300 HI^2^2'],
  },
  {
    what: 'a payer, a provider and a facility that nobody has mapped',
    changes: {
      'NM1*PR': 'NM1*PR*2*Nobody Knows*****PI*99999',
      'NM1*82': ['NM1*82*1*Rowan*Ada', 'REF*G2*X17'],
      'LX*1': ['NM1*77*2*OTHER PLACE', 'N3*1 Way', 'N4*Alder Falls*OR*970990001', 'LX*1'],
    },
    problems: [
      'payer-unmapped 2010BB NM1^9',
      'provider-unmapped 2310B NM1^9',
      'location-unmapped 2310C NM1^9',
    ],
  },
  {
    what: 'units that are not whole',
    changes: { 'SV1*HC:81002': 'SV1*HC:81002*35*UN*1.5***2' },
    problems: ['units-not-whole 2400[2] SV1^4'],
  },
  {
    what: 'lines of several providers and places',
    changes: {
      'SV1*HC:81002': 'SV1*HC:81002*35*UN*2*22**2',
      'DTP*472*D8*20261006': ['DTP*472*D8*20261006', 'NM1*82*1*Heron*Miles****XX*2000001026'],
    },
    problems: ['claim-kind-not-billed 2420A NM1^9', 'claim-kind-not-billed 2400 SV1^5'],
  },
  {
    what: 'a claim without the provider who saw the patient',
    changes: { 'NM1*82': '' },
    problems: ['field-missing 2310B NM1^9'],
  },
  {
    what: 'a policy holder without birth date, sex and address',
    changes: { ...dependent, 'N3*12': '', 'N4*Alder Falls*OR*97099': '', DMG: '' },
    problems: ['field-missing 2010BA DMG^2', 'field-missing 2010BA DMG^3', 'field-missing 2010BA N3^1'],
  },
  {
    what: 'an accident at work without its day',
    changes: { CLM: 'CLM*QB-4711*195***11:B:1*Y*A*Y*Y**EM' },
    problems: ['field-missing 2300 DTP*439'],
  },
  {
    what: 'an address in another country',
    changes: { 'N4*Alder Falls*OR*97099': 'N4*Toronto***CA' },
    problems: ['address-foreign 2010BA N4^4'],
  },
  {
    what: 'what the X12 engine rejects, with segment and element, and what is wrong besides',
    changes: { CLM: 'CLM*QB-4711*195***11::1*Y*A*Y*Y', HI: 'HI*BK:25000*ABF:I10' },
    problems: ['transaction-invalid 2300 CLM^5^2', 'diagnosis-icd-9 2300 HI^1^2'],
  },
  {
    what: 'a total that is not the sum of the lines',
    changes: { CLM: 'CLM*QB-4711*200***11:B:1*Y*A*Y*Y' },
    problems: ['transaction-invalid 2300 CLM^2'],
  },
  {
    what: 'a claim of a guide that is not read here',
    envelope: { guide: '005010X224A2' },
    problems: ['claim-kind-not-billed ST^3'],
  },
];

describe('A professional claim of another billing system', () => {
  test('becomes a whole encounter', () => {
    const { draft, notes } = encounterOf(claimFile(plainClaim));
    expect(draft).toEqual({
      sourceSystem: 'QUICKBILL',
      encounterId: 'QB-4711',
      version: 202_611_021_506,
      patient: {
        sourcePatientId: 'MRN-9',
        lastName: 'Ash',
        firstName: 'Nora',
        middleName: 'B',
        birthDate: '1978-03-14',
        sex: 'F',
        address: { line1: '12 Larch Lane', city: 'Alder Falls', state: 'OR', zip: '97099' },
      },
      coverages: [
        {
          order: 'primary',
          payerId: 'JUNIP',
          memberId: 'JHM40001',
          groupNumber: 'G-220',
          relationship: 'self',
        },
      ],
      renderingNpi: '2000001018',
      placeOfService: '11',
      serviceDateFrom: '2026-10-05',
      serviceDateTo: '2026-10-06',
      diagnoses: ['E11.9', 'I10'],
      lines: [
        {
          sourceLineId: 'QB-4711-1',
          code: '99213',
          modifiers: ['25'],
          units: 1,
          charge: '160.00',
          diagnosisPointers: [1, 2],
        },
        {
          code: '81002',
          modifiers: [],
          units: 2,
          charge: '35.00',
          diagnosisPointers: [2],
          serviceDate: '2026-10-06',
        },
      ],
      totalCharge: '195.00',
      authorizationNumber: 'AUTH7',
      signatureOnFile: true,
      assignmentOfBenefits: true,
      releaseOfInformation: true,
    });
    expect(notes).toEqual([]);
  });

  test.each(taken)('is taken: $what', ({ changes, draft = {}, notes = [] }) => {
    const found = encounterOf(claimFile(changed(changes)));
    expect(found.draft).toMatchObject(draft);
    expect(found.notes).toEqual(notes);
  });

  test.each(refusedFor)('is refused: $what', ({ changes = {}, envelope, problems }) => {
    expect(refusals(readFile(claimFile(changed(changes), envelope)))).toEqual(problems);
  });

  test('that is void is named, and nothing of it is read as a bill', () => {
    const changes = { CLM: ['CLM*QB-4711*195***11:B:8*Y*A*Y*Y', 'REF*F8*ICN99'], HI: 'HI*BK:25000*BF:4019' };
    expect(readFile(claimFile(changed(changes)))).toMatchObject([
      { kind: 'void', sourceSystem: 'QUICKBILL', encounterId: 'QB-4711', version: 202_611_021_506 },
    ]);
    const elsewhere = { ...changes, 'REF*EI': 'REF*EI*990009999' };
    expect(refusals(readFile(claimFile(changed(elsewhere))))).toEqual([
      'billing-provider-differs 2010AA REF^2',
    ]);
  });

  test.each([
    ['1', 'original'],
    ['6', 'replacement'],
    ['7', 'replacement'],
  ])('with frequency %s is a bill of the kind: %s', (frequency, bill) => {
    const CLM = [
      `CLM*QB-4711*195***11:B:${frequency}*Y*A*Y*Y`,
      ...(bill === 'original' ? [] : ['REF*F8*ICN99']),
    ];
    expect(readFile(claimFile(changed({ CLM })))).toMatchObject([{ kind: 'encounter', bill }]);
  });

  test('that another payer has decided is refused with what that payer did, and names no person', () => {
    const decided = {
      SBR: 'SBR*S*18*G-220******CI',
      'LX*1': [
        'SBR*P*18*******MB',
        'CAS*CO*45*30',
        'CAS*PR*2*65',
        'AMT*D*100',
        ...secondPayer.slice(1),
        'DTP*573*D8*20261020',
        'LX*1',
      ],
    };
    const [record] = readFile(claimFile(changed(decided)));
    expect(record?.kind === 'refused' && record.problems).toMatchObject([
      {
        code: 'decided-by-other-payer',
        found: '"FEDMB" paid $100.00, took off $30.00 and left $65.00 to the patient',
      },
    ]);
    const ofLines = {
      SBR: 'SBR*S*18*G-220******CI',
      'LX*1': ['SBR*P*18*******MB', ...secondPayer.slice(1), 'LX*1'],
      'REF*6R': ['REF*6R*QB-4711-1', 'SVD*FEDMB*100*HC:99213:25**1', 'CAS*PR*2*60', 'DTP*573*D8*20261020'],
    };
    const [other] = readFile(claimFile(changed(ofLines)));
    expect(other?.kind === 'refused' && other.problems).toMatchObject([
      { found: '"FEDMB" paid $100.00, took off $0.00 and left $60.00 to the patient' },
    ]);
  });

  test('belongs to the source of its folder, to a known source, or to its submitter', () => {
    const sourceOf = (records: readonly IntakeRecord[]): unknown =>
      records.map((record) => record.kind === 'encounter' && (record.draft as Draft)['sourceSystem']);
    const file = claimFile(plainClaim);
    const known = claimsPractice({ intake: { sources: [{ sourceSystem: 'quickbill', kind: 'whole' }] } });
    const parts = claimsPractice({ intake: { sources: [{ sourceSystem: 'quickbill', kind: 'parts' }] } });
    expect(sourceOf(readFile(file, undefined, 'old-system'))).toEqual(['old-system']);
    expect(sourceOf(readFile(file, known))).toEqual(['quickbill']);
    expect(sourceOf(readFile(file))).toEqual(['QUICKBILL']);
    expect(refusals(readFile(file, parts))).toEqual(['source-kind-differs ']);
  });

  test('is taken by a training practice though its file is marked as a test', () => {
    const [record] = readFile(claimFile(plainClaim, { usage: 'T' }), claimsPractice({ mode: 'training' }));
    expect(record?.kind).toBe('encounter');
  });

  test('that could not be cut out is refused for what the framer found', () => {
    const problem = { field: '', code: 'record-too-long', found: 'f', expected: 'e', howToFix: 'h' } as const;
    expect(read837({ number: 1, offset: 0, text: '', problem }, context())).toEqual([
      { kind: 'refused', problems: [problem], place: {} },
    ]);
  });
});

describe('A broken claim', () => {
  const file = claimFile(changed({ ...dependent, 'LX*1': [...secondPayer, 'LX*1'] })).replaceAll('\n', '');
  const broken = fc
    .array(
      fc.record({
        at: fc.nat(file.length),
        cut: fc.nat(12),
        put: fc.stringMatching(/^[A-Z0-9*:~^". ]{0,8}$/),
      }),
      { minLength: 1, maxLength: 6 },
    )
    .map((edits) =>
      edits.reduce((text, { at, cut, put }) => `${text.slice(0, at)}${put}${text.slice(at + cut)}`, file),
    );

  test('is read or refused, never with an exception, and everything that is wrong has a code', () => {
    fc.assert(
      fc.property(broken, (text) => {
        const [record, ...others] = read837({ number: 1, offset: 0, text }, context());
        expect(others).toEqual([]);
        const problems =
          record?.kind === 'encounter'
            ? checkDraft(1, record.draft as object, claimsPractice(), today).problems
            : record?.kind === 'refused' && record.problems;
        expect(problems).not.toEqual([]);
        expect(problems).not.toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  test('is refused without a name, an address, a member id or a birth date of anybody', () => {
    const secret = /LARCH|NORA|PIP\b|JHM40001|FSH60007|1978|2020-?02/i;
    fc.assert(
      fc.property(broken, (text) => {
        const [record] = read837({ number: 1, offset: 0, text }, context());
        expect(record?.kind === 'refused' ? JSON.stringify(record) : '').not.toMatch(secret);
      }),
      { numRuns: 300 },
    );
  });
});
