/** What becomes of each third-party sample of an 837. */
interface ExpectedAnswer {
  /** `code field` of everything that each claim of the file is refused for as it is. */
  readonly asItIs: readonly (readonly string[])[];
  /** What a claim is still refused for when it is the practice's own, of today. */
  readonly stillRefused?: readonly (readonly string[])[];
  /** What its sender is told when it is then taken. */
  readonly notes?: readonly string[];
}

const test = 'test-message ISA^15';
const notOurs = ['billing-provider-differs 2010AA NM1^9', 'billing-provider-differs 2010AA REF^2'];
const institutional = 'claim-kind-not-billed ST^3';

/** The samples were made before 2015. */
function icd9(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `diagnosis-icd-9 2300 HI^${index + 1}^2`);
}

export const expectedSampleAnswers: Readonly<Record<string, ExpectedAnswer>> = {
  '837i/linuxforhealth--institutional-claim.edi': {
    asItIs: [[institutional]],
    stillRefused: [[institutional]],
  },
  '837i/linuxforhealth--out-of-network-repriced-claim.edi': {
    asItIs: [[institutional]],
    stillRefused: [[institutional]],
  },
  '837i/linuxforhealth--ppo-repriced-claim.edi': {
    asItIs: [[institutional]],
    stillRefused: [[institutional]],
  },
  '837i/linuxforhealth--two-claims-single-provider.edi': {
    asItIs: [[institutional], [institutional]],
    stillRefused: [[institutional], [institutional]],
  },
  '837i/stupidedi--837-institutional-claim.edi': {
    asItIs: [[institutional]],
    stillRefused: [[institutional]],
  },
  '837i/stupidedi--automobile-accident.edi': {
    asItIs: [[institutional]],
    stillRefused: [[institutional]],
  },
  '837i/stupidedi--out-of-network-repriced-claim.edi': {
    asItIs: [[institutional]],
    stillRefused: [[institutional]],
  },
  '837i/stupidedi--ppo-repriced-claim.edi': {
    asItIs: [[institutional]],
    stillRefused: [[institutional]],
  },
  '837i/stupidedi--two-claims-for-the-same-provider.edi': {
    asItIs: [[institutional], [institutional]],
    stillRefused: [[institutional], [institutional]],
  },
  '837p/linuxforhealth--demo.ambulance.example5.edi': {
    asItIs: [
      ['transaction-invalid 2300 CLM^5^2', test, ...notOurs, 'payer-unmapped 2010BB NM1^9', ...icd9(4)],
    ],
    stillRefused: [['transaction-invalid 2300 CLM^5^2']],
  },
  '837p/linuxforhealth--demo.autoaccident.edi': {
    asItIs: [
      [
        test,
        ...notOurs,
        'payer-unmapped 2010BB NM1^9',
        'field-missing 2010BA DMG^2',
        'field-missing 2010BA DMG^3',
        'field-missing 2010BA N3^1',
        'provider-unmapped 2310B NM1^9',
        'location-unmapped 2310C NM1^9',
        ...icd9(1),
      ],
    ],
    stillRefused: [['field-missing 2010BA DMG^2', 'field-missing 2010BA DMG^3', 'field-missing 2010BA N3^1']],
  },
  '837p/linuxforhealth--demo.cob.example3.A.edi': {
    asItIs: [['transaction-invalid 2330B NM1']],
    stillRefused: [['transaction-invalid 2330B NM1']],
  },
  '837p/linuxforhealth--demo.cob.example3.B.edi': {
    asItIs: [
      [
        test,
        ...notOurs,
        'decided-by-other-payer 2320',
        'payer-unmapped 2010BB NM1^9',
        'field-missing 2010BA N3^1',
        'payer-unmapped 2330B NM1^9',
        'field-missing 2330A DMG^2',
        'field-missing 2330A DMG^3',
        'provider-unmapped 2310B NM1^9',
        'location-unmapped 2310C NM1^9',
        ...icd9(4),
      ],
    ],
    stillRefused: [
      [
        'decided-by-other-payer 2320',
        'field-missing 2010BA N3^1',
        'field-missing 2330A DMG^2',
        'field-missing 2330A DMG^3',
      ],
    ],
  },
  '837p/linuxforhealth--demo.cob.example3.C.edi': {
    asItIs: [
      [
        test,
        ...notOurs,
        'decided-by-other-payer 2320',
        'payer-unmapped 2010BB NM1^9',
        'field-missing 2010BA N3^1',
        'payer-unmapped 2330B NM1^9',
        'field-missing 2330A DMG^2',
        'field-missing 2330A DMG^3',
        'provider-unmapped 2310B NM1^9',
        'location-unmapped 2310C NM1^9',
        ...icd9(4),
      ],
    ],
    stillRefused: [
      [
        'decided-by-other-payer 2320',
        'field-missing 2010BA N3^1',
        'field-missing 2330A DMG^2',
        'field-missing 2330A DMG^3',
      ],
    ],
  },
  '837p/linuxforhealth--demo.cob.example4.edi': {
    asItIs: [
      [
        'transaction-invalid 2320 AMT',
        'transaction-invalid 2320 AMT^1',
        test,
        ...notOurs,
        'decided-by-other-payer 2320',
        'payer-unmapped 2010BB NM1^9',
        'payer-unmapped 2330B NM1^9',
        'provider-unmapped 2310B NM1^9',
        'provider-unmapped 2310A NM1^9',
        ...icd9(2),
      ],
    ],
    stillRefused: [
      [
        'transaction-invalid 2320 AMT',
        'transaction-invalid 2320 AMT^1',
        'decided-by-other-payer 2320',
        'provider-unmapped 2310A NM1^9',
      ],
    ],
  },
  '837p/linuxforhealth--demo.drug.example10.1.edi': {
    asItIs: [[test, ...notOurs, 'payer-unmapped 2010BB NM1^9', ...icd9(1)]],
    notes: ['not-carried: 2400 AMT*T', 'patient-id-derived'],
  },
  '837p/linuxforhealth--demo.drug.example10.2.edi': {
    asItIs: [[test, ...notOurs, 'payer-unmapped 2010BB NM1^9', 'field-missing 2310B NM1^9', ...icd9(1)]],
    notes: ['not-carried: 2400 DTP, 2400 DTP*472, its last day, 2410 REF, 2420E', 'patient-id-derived'],
  },
  '837p/linuxforhealth--demo.drug.example10.3.edi': {
    asItIs: [[test, ...notOurs, 'payer-unmapped 2010BB NM1^9', 'field-missing 2310B NM1^9', ...icd9(1)]],
    notes: ['not-carried: 2400 DTP, 2400 DTP*472, its last day, 2410 REF, 2420E', 'patient-id-derived'],
  },
  '837p/linuxforhealth--demo.example1.edi': {
    asItIs: [
      [
        test,
        ...notOurs,
        'payer-unmapped 2010BB NM1^9',
        'field-missing 2010BA DMG^2',
        'field-missing 2010BA DMG^3',
        'field-missing 2010BA N3^1',
        'field-missing 2310B NM1^9',
        ...icd9(2),
      ],
    ],
    stillRefused: [['field-missing 2010BA DMG^2', 'field-missing 2010BA DMG^3', 'field-missing 2010BA N3^1']],
  },
  '837p/linuxforhealth--demo.example11.edi': {
    asItIs: [
      [
        'transaction-invalid 2300 CLM^5^1',
        'transaction-invalid 2300 CLM^5^2',
        'transaction-invalid 2300 CLM^5^3',
        'transaction-invalid 2300 HI^1^1',
        'transaction-invalid 2300 HI^1^2',
        'transaction-invalid 2300 HI^2^1',
        'transaction-invalid 2300 HI^2^2',
        'transaction-invalid 2400 SV1^1^1',
        'transaction-invalid 2400 SV1^1^2',
        'transaction-invalid 2400 SV1^7^1',
        'transaction-invalid 2400 SV1^1^1',
        'transaction-invalid 2400 SV1^1^2',
      ],
    ],
    stillRefused: [
      [
        'transaction-invalid 2300 CLM^5^1',
        'transaction-invalid 2300 CLM^5^2',
        'transaction-invalid 2300 CLM^5^3',
        'transaction-invalid 2300 HI^1^1',
        'transaction-invalid 2300 HI^1^2',
        'transaction-invalid 2300 HI^2^1',
        'transaction-invalid 2300 HI^2^2',
        'transaction-invalid 2400 SV1^1^1',
        'transaction-invalid 2400 SV1^1^2',
        'transaction-invalid 2400 SV1^7^1',
        'transaction-invalid 2400 SV1^1^1',
        'transaction-invalid 2400 SV1^1^2',
      ],
    ],
  },
  '837p/linuxforhealth--demo.example12.edi': {
    asItIs: [
      [
        'transaction-invalid 2300 CLM^5^1',
        'transaction-invalid 2300 CLM^5^2',
        'transaction-invalid 2300 CLM^5^3',
        'transaction-invalid 2300 HI^1^1',
        'transaction-invalid 2300 HI^1^2',
        'transaction-invalid 2400 SV1^1^1',
        'transaction-invalid 2400 SV1^1^2',
      ],
    ],
    stillRefused: [
      [
        'transaction-invalid 2300 CLM^5^1',
        'transaction-invalid 2300 CLM^5^2',
        'transaction-invalid 2300 CLM^5^3',
        'transaction-invalid 2300 HI^1^1',
        'transaction-invalid 2300 HI^1^2',
        'transaction-invalid 2400 SV1^1^1',
        'transaction-invalid 2400 SV1^1^2',
      ],
    ],
  },
  '837p/linuxforhealth--demo.example2.edi': {
    asItIs: [
      [
        test,
        ...notOurs,
        'claim-kind-not-billed BHT^6',
        'payer-unmapped 2010BB NM1^9',
        'field-missing 2310B NM1^9',
        'location-unmapped 2310C NM1^9',
        ...icd9(2),
      ],
    ],
    stillRefused: [['claim-kind-not-billed BHT^6']],
  },
  '837p/linuxforhealth--demo.example6.edi': {
    asItIs: [
      [
        'transaction-invalid 2300 CLM^5^1',
        'transaction-invalid 2300 CLM^5^2',
        'transaction-invalid 2300 CLM^5^3',
        'transaction-invalid 2300 HI^1^1',
        'transaction-invalid 2300 HI^1^2',
        'transaction-invalid 2400 SV1^1^1',
        'transaction-invalid 2400 SV1^1^2',
      ],
    ],
    stillRefused: [
      [
        'transaction-invalid 2300 CLM^5^1',
        'transaction-invalid 2300 CLM^5^2',
        'transaction-invalid 2300 CLM^5^3',
        'transaction-invalid 2300 HI^1^1',
        'transaction-invalid 2300 HI^1^2',
        'transaction-invalid 2400 SV1^1^1',
        'transaction-invalid 2400 SV1^1^2',
      ],
    ],
  },
  '837p/linuxforhealth--demo.example7.edi': {
    asItIs: [[test, ...notOurs, 'payer-unmapped 2010BB NM1^9', 'field-missing 2310B NM1^9', ...icd9(3)]],
    notes: [
      'not-carried: 2400 CR3, 2400 DTP, 2400 PWK, 2420E, 2440',
      'patient-id-derived',
      'visit-number-derived',
    ],
  },
  '837p/linuxforhealth--demo.example8.edi': {
    asItIs: [[test, ...notOurs, 'payer-unmapped 2010BB NM1^9', 'field-missing 2310B NM1^9', ...icd9(2)]],
    notes: [
      'not-carried: 2000B PAT, 2400 CR3, 2400 DTP, 2400 MEA, 2400 PWK, 2420E, 2440',
      'patient-id-derived',
    ],
  },
  '837p/linuxforhealth--demo.example9.edi': {
    asItIs: [
      [
        'transaction-invalid 2300 CLM^5^1',
        'transaction-invalid 2300 CLM^5^2',
        'transaction-invalid 2300 CLM^5^3',
        'transaction-invalid 2300 HI^1^1',
        'transaction-invalid 2300 HI^1^2',
        'transaction-invalid 2400 SV1^1^1',
        'transaction-invalid 2400 SV1^1^2',
        'transaction-invalid 2400 SV1^7^1',
      ],
    ],
    stillRefused: [
      [
        'transaction-invalid 2300 CLM^5^1',
        'transaction-invalid 2300 CLM^5^2',
        'transaction-invalid 2300 CLM^5^3',
        'transaction-invalid 2300 HI^1^1',
        'transaction-invalid 2300 HI^1^2',
        'transaction-invalid 2400 SV1^1^1',
        'transaction-invalid 2400 SV1^1^2',
        'transaction-invalid 2400 SV1^7^1',
      ],
    ],
  },
  '837p/stupidedi--COB-claim-from-billing-provider-to-payer-a.edi': {
    asItIs: [
      [
        ...notOurs,
        'payer-unmapped 2010BB NM1^9',
        'field-missing 2010BA N3^1',
        'provider-unmapped 2310B NM1^9',
        'location-unmapped 2310C NM1^9',
        ...icd9(4),
      ],
    ],
    stillRefused: [['field-missing 2010BA N3^1']],
  },
  '837p/stupidedi--COB-claim-from-billing-provider-to-payer-b.edi': {
    asItIs: [
      [
        ...notOurs,
        'decided-by-other-payer 2320',
        'payer-unmapped 2010BB NM1^9',
        'field-missing 2010BA N3^1',
        'payer-unmapped 2330B NM1^9',
        'field-missing 2330A DMG^2',
        'field-missing 2330A DMG^3',
        'provider-unmapped 2310B NM1^9',
        'location-unmapped 2310C NM1^9',
        ...icd9(4),
      ],
    ],
    stillRefused: [
      [
        'decided-by-other-payer 2320',
        'field-missing 2010BA N3^1',
        'field-missing 2330A DMG^2',
        'field-missing 2330A DMG^3',
      ],
    ],
  },
  '837p/stupidedi--COB-claim-from-payer-a-to-payer-b-in-payer-to-payer.edi': {
    asItIs: [
      [
        ...notOurs,
        'decided-by-other-payer 2320',
        'payer-unmapped 2010BB NM1^9',
        'field-missing 2010BA N3^1',
        'payer-unmapped 2330B NM1^9',
        'field-missing 2330A DMG^2',
        'field-missing 2330A DMG^3',
        'provider-unmapped 2310B NM1^9',
        'location-unmapped 2310C NM1^9',
        ...icd9(4),
      ],
    ],
    stillRefused: [
      [
        'decided-by-other-payer 2320',
        'field-missing 2010BA N3^1',
        'field-missing 2330A DMG^2',
        'field-missing 2330A DMG^3',
      ],
    ],
  },
  '837p/stupidedi--ambulance.edi': {
    asItIs: [[test, ...notOurs, 'payer-unmapped 2010BB NM1^9', 'field-missing 2310B NM1^9', ...icd9(4)]],
    notes: [
      'not-carried: 2300 CLM^10, 2300 CR1, 2300 CRC, 2310E, 2310F, 2400 NTE, 2400 QTY*PT, 2400 SV1^9',
      'patient-id-derived',
    ],
  },
  '837p/stupidedi--anesthesia.edi': {
    asItIs: [
      [
        test,
        ...notOurs,
        'payer-unmapped 2010BB NM1^9',
        'provider-unmapped 2310B NM1^9',
        'location-unmapped 2310C NM1^9',
        ...icd9(1),
      ],
    ],
    notes: ['minutes-to-coder', 'patient-id-derived'],
  },
  '837p/stupidedi--chiropractic.edi': {
    asItIs: [[test, ...notOurs, 'payer-unmapped 2010BB NM1^9', 'field-missing 2310B NM1^9', ...icd9(1)]],
    notes: ['not-carried: 2300 CR2, 2300 DTP*453, 2300 DTP*454, 2300 DTP*455', 'patient-id-derived'],
  },
  '837p/stupidedi--commercial-health-insurance.edi': {
    asItIs: [
      [
        test,
        ...notOurs,
        'payer-unmapped 2010BB NM1^9',
        'field-missing 2010BA N3^1',
        'field-missing 2310B NM1^9',
        ...icd9(2),
      ],
    ],
    stillRefused: [['field-missing 2010BA N3^1']],
  },
  '837p/stupidedi--drug-administered-in-the-physician-office.edi': {
    asItIs: [[test, ...notOurs, 'payer-unmapped 2010BB NM1^9', ...icd9(1)]],
    notes: ['not-carried: 2400 AMT*T', 'patient-id-derived'],
  },
  '837p/stupidedi--encounter.edi': {
    asItIs: [
      [
        test,
        ...notOurs,
        'claim-kind-not-billed BHT^6',
        'payer-unmapped 2010BB NM1^9',
        'field-missing 2310B NM1^9',
        'location-unmapped 2310C NM1^9',
        ...icd9(2),
      ],
    ],
    stillRefused: [['claim-kind-not-billed BHT^6']],
  },
  '837p/stupidedi--home-infusion-therapy-pharmacy-adjudicated-with-HCPCS-in-loop-2400-or-NDC-in-loop-2410.edi':
    {
      asItIs: [[test, ...notOurs, 'payer-unmapped 2010BB NM1^9', 'field-missing 2310B NM1^9', ...icd9(1)]],
      notes: ['not-carried: 2400 DTP, 2400 DTP*472, its last day, 2410 REF, 2420E', 'patient-id-derived'],
    },
  '837p/stupidedi--home-infusion-therapy-pharmacy-adjudicated-with-NDC-in-loop-2410.edi': {
    asItIs: [[test, ...notOurs, 'payer-unmapped 2010BB NM1^9', 'field-missing 2310B NM1^9', ...icd9(1)]],
    notes: ['not-carried: 2400 DTP, 2400 DTP*472, its last day, 2410 REF, 2420E', 'patient-id-derived'],
  },
  '837p/stupidedi--medicare-secondary-payer-COB.edi': {
    asItIs: [
      [
        test,
        ...notOurs,
        'decided-by-other-payer 2320',
        'payer-unmapped 2010BB NM1^9',
        'payer-unmapped 2330B NM1^9',
        'field-missing 2330A DMG^2',
        'field-missing 2330A DMG^3',
        'provider-unmapped 2310B NM1^9',
        'provider-unmapped 2310A NM1^9',
        ...icd9(2),
      ],
    ],
    stillRefused: [
      [
        'decided-by-other-payer 2320',
        'field-missing 2330A DMG^2',
        'field-missing 2330A DMG^3',
        'provider-unmapped 2310A NM1^9',
      ],
    ],
  },
  '837p/stupidedi--out-of-network-repriced-claim.edi': {
    asItIs: [
      [
        test,
        ...notOurs,
        'payer-unmapped 2010BB NM1^9',
        'payer-unmapped 2330B NM1^9',
        'provider-unmapped 2310B NM1^9',
        ...icd9(1),
      ],
    ],
    notes: ['guarantor-is-subscriber', 'not-carried: 2300 CLM^10, 2300 HCP, 2300 REF', 'patient-id-derived'],
  },
  '837p/stupidedi--oxygen.edi': {
    asItIs: [[test, ...notOurs, 'payer-unmapped 2010BB NM1^9', 'field-missing 2310B NM1^9', ...icd9(3)]],
    notes: [
      'not-carried: 2400 CR3, 2400 DTP, 2400 PWK, 2420E, 2440',
      'patient-id-derived',
      'visit-number-derived',
    ],
  },
  '837p/stupidedi--ppo-repriced-claim.edi': {
    asItIs: [
      [
        test,
        ...notOurs,
        'payer-unmapped 2010BB NM1^9',
        'provider-unmapped 2310A NM1^9',
        'location-unmapped 2310C NM1^9',
        ...icd9(2),
      ],
    ],
    notes: ['not-carried: 2300 CLM^10, 2300 HCP, 2300 REF, 2400 HCP', 'patient-id-derived'],
  },
  '837p/stupidedi--wheelchair.edi': {
    asItIs: [[test, ...notOurs, 'payer-unmapped 2010BB NM1^9', 'field-missing 2310B NM1^9', ...icd9(2)]],
    notes: [
      'not-carried: 2000B PAT, 2400 CR3, 2400 DTP, 2400 MEA, 2400 PWK, 2420E, 2440',
      'patient-id-derived',
    ],
  },
};
