import { segmentShapes } from '#domain/x12/segments/dictionary.ts';

/** One way in which a file that was read and written again may differ from what it was, and still say the same. */
export interface AcceptedDifference {
  readonly name: string;
  readonly why: string;
  /** The segments with that difference taken away. */
  readonly level: (segments: readonly string[][]) => string[][];
}

/** Blanks elements of some segments, for they are compared no further. */
const blank =
  (places: Readonly<Record<string, readonly number[]>>): AcceptedDifference['level'] =>
  (segments) =>
    segments.map((segment) => {
      const elements = places[segment[0] ?? ''];
      return elements === undefined
        ? [...segment]
        : segment.map((value, index) => (elements.includes(index) ? '' : value));
    });

const numeric = new Set(['R', 'N0', 'N2']);

/** A number without needless zeros: `.5` and `0.50` are `0.5`, `12.00` is `12`. */
function plainNumber(text: string): string {
  return /^-?(?:\d+\.?\d*|\.\d+)$/.test(text) ? String(Number(text)) : text;
}

function plainNumbers(segments: readonly string[][]): string[][] {
  return segments.map(([id = '', ...elements]) => [
    id,
    ...elements.map((value, index) => {
      const shape = segmentShapes.get(id)?.elements[index];
      return shape?.simple !== undefined && numeric.has(shape.simple.type) ? plainNumber(value) : value;
    }),
  ]);
}

/** Every adjustment a segment of its own; and no count of segments, which then differs. */
function singleAdjustments(segments: readonly string[][]): string[][] {
  return blank({ SE: [1] })(segments).flatMap((segment) => {
    if (segment[0] !== 'CAS') return [segment];
    const [id = '', group = '', ...rest] = segment;
    const single: string[][] = [];
    for (let at = 0; at < rest.length; at += 3) single.push([id, group, ...rest.slice(at, at + 3)]);
    return single.map((one) => one.join('*').replace(/\*+$/, '').split('*'));
  });
}

/** Neighbours with the same id in one order. */
function sortedNeighbours(segments: readonly string[][]): string[][] {
  const runs: string[][][] = [];
  for (const segment of segments) {
    const run = runs.at(-1);
    if (run?.[0]?.[0] === segment[0]) run?.push([...segment]);
    else runs.push([[...segment]]);
  }
  return runs.flatMap((run) => run.toSorted((a, b) => (a.join('*') < b.join('*') ? -1 : 1)));
}

const differences = [
  {
    name: 'authorization',
    why: 'ISA01 to ISA04, a password of a partner, is nothing that we keep or send.',
    level: blank({ ISA: [1, 2, 3, 4] }),
  },
  {
    name: 'moment',
    why: 'Who writes stamps interchange, group and claims with the moment of writing, to the minute.',
    level: blank({ GS: [4, 5], BHT: [4, 5] }),
  },
  {
    name: 'edition',
    why: 'We write the newest edition of a guide, whatever edition came.',
    level: (segments) =>
      segments.map((segment) =>
        segment[0] === 'GS' || segment[0] === 'ST'
          ? segment.map((value) => value.replace(/^(\d{6}X\d{3})A\d$/, '$1'))
          : [...segment],
      ),
  },
  {
    name: 'functional code',
    why: 'GS01 was wrong (a warning says so) and is written right.',
    level: blank({ GS: [1] }),
  },
  {
    name: 'decimal',
    why: 'A number is a number: zeros that add nothing are not kept.',
    level: plainNumbers,
  },
  {
    name: 'control number',
    why: 'ST02 is counted up with four digits at least; other leading zeros are not kept.',
    level: (segments) =>
      segments.map((segment) =>
        segment[0] === 'ST' || segment[0] === 'SE'
          ? segment.map((value, index) => (index === 2 ? String(Number(value)) : value))
          : [...segment],
      ),
  },
  {
    name: 'level below',
    why: 'HL04 is written as the levels below are; a file may leave it out, or announce what does not come.',
    level: (segments) =>
      segments.map((segment) => (segment[0] === 'HL' ? segment.slice(0, 4) : [...segment])),
  },
  {
    name: 'adjustments',
    why: 'Adjustments of one group share a segment as far as they fit.',
    level: singleAdjustments,
  },
  {
    name: 'order of neighbours',
    why: 'The guide leaves the order among identifiers of one place open, and we have one of our own.',
    level: sortedNeighbours,
  },
] as const satisfies readonly AcceptedDifference[];

/** Every accepted difference. */
export const acceptedDifferences: readonly AcceptedDifference[] = differences;

type DifferenceName = (typeof differences)[number]['name'];

/**
 * How each sample differs; one that is not named does not. A test fails for a difference that is missing here, and for
 * one that is no longer there.
 */
export const differencesOfSamples: Readonly<Record<string, readonly DifferenceName[]>> = {
  '270/linuxforhealth--dependent-health-benefit-check.edi': ['authorization'],
  '270/linuxforhealth--subscriber-health-benefit-check.edi': ['authorization'],
  '271/kartik--271_active_response.edi': ['functional code'],
  '271/kartik--271_multiple_eb_segments.edi': ['functional code', 'decimal'],
  '271/kartik--271_rejected_subscriber.edi': ['functional code'],
  '271/linuxforhealth--dependent-health-benefit-check.edi': ['authorization', 'decimal'],
  '271/linuxforhealth--subscriber-health-benefit-check.edi': ['authorization', 'decimal'],
  '271/stupidedi--error-response-from-payer-to-clinic-not-eligible-for-inquiries-with-payer.edi': [
    'level below',
  ],
  '271/stupidedi--response-to-generic-request-by-clinic-for-patient-subscriber-eligibility.edi': ['edition'],
  '271/stupidedi--response-to-generic-request-by-physician-for-patient-dependent-eligibility.edi': [
    'edition',
  ],
  '276/linuxforhealth--claim-level-status-ncpdp.edi': ['authorization', 'decimal'],
  '276/linuxforhealth--claim-level-status.edi': ['authorization', 'decimal', 'order of neighbours'],
  '276/linuxforhealth--information-receiver-level-status.edi': ['authorization', 'order of neighbours'],
  '276/linuxforhealth--provider-level-status.edi': ['authorization', 'decimal', 'order of neighbours'],
  '276/stupidedi--claim-request.edi': ['order of neighbours'],
  '276/stupidedi--info-receiver-request.edi': ['order of neighbours'],
  '276/stupidedi--provider-request.edi': ['order of neighbours'],
  '277/linuxforhealth--claim-level-status-ncpdp.edi': ['authorization', 'decimal'],
  '277/linuxforhealth--claim-level-status.edi': ['authorization', 'decimal', 'order of neighbours'],
  '277/linuxforhealth--information-receiver-level-status.edi': ['authorization'],
  '277/linuxforhealth--provider-level-status.edi': ['authorization', 'order of neighbours'],
  '277/stupidedi--claim-response.edi': ['order of neighbours'],
  '277/stupidedi--provider-response.edi': ['order of neighbours'],
  '277ca/imsweb--x12_277CA_accepted.edi': ['moment', 'decimal', 'control number', 'level below'],
  '277ca/imsweb--x12_277CA_rejected.edi': ['moment', 'control number', 'level below'],
  '835/stupidedi--dollars-and-data-sent-together.edi': ['moment'],
  '835/stupidedi--secondary-payment-with-higher-fee-schedule.edi': ['decimal', 'adjustments'],
  '835/stupidedi--secondary-payments.edi': ['decimal'],
  '835/stupidedi--tertiary-payments.edi': ['decimal'],
  '835/tastypackets--multi-line-not-delimited.edi': ['moment'],
  '835/tastypackets--profee-multiple.edi': ['moment'],
  '835/tastypackets--profee-one-line.edi': ['moment'],
  '837i/stupidedi--automobile-accident.edi': ['moment'],
  '837i/stupidedi--out-of-network-repriced-claim.edi': ['moment'],
  '837i/stupidedi--ppo-repriced-claim.edi': ['moment'],
  '837i/stupidedi--two-claims-for-the-same-provider.edi': ['moment'],
  '837p/linuxforhealth--demo.autoaccident.edi': ['authorization', 'moment', 'edition', 'decimal'],
  '837p/linuxforhealth--demo.cob.example3.B.edi': ['authorization', 'moment', 'edition', 'decimal'],
  '837p/linuxforhealth--demo.cob.example3.C.edi': ['authorization', 'moment', 'edition', 'decimal'],
  '837p/linuxforhealth--demo.drug.example10.1.edi': ['authorization', 'moment', 'edition', 'decimal'],
  '837p/linuxforhealth--demo.drug.example10.2.edi': ['authorization', 'moment', 'edition', 'decimal'],
  '837p/linuxforhealth--demo.drug.example10.3.edi': ['authorization', 'moment', 'edition', 'decimal'],
  '837p/linuxforhealth--demo.example1.edi': ['authorization', 'moment', 'edition', 'decimal'],
  '837p/linuxforhealth--demo.example2.edi': ['authorization', 'moment', 'edition', 'decimal'],
  '837p/linuxforhealth--demo.example7.edi': ['authorization', 'moment', 'edition', 'decimal'],
  '837p/linuxforhealth--demo.example8.edi': ['authorization', 'moment', 'edition', 'decimal'],
  '837p/stupidedi--COB-claim-from-billing-provider-to-payer-a.edi': ['moment'],
  '837p/stupidedi--COB-claim-from-billing-provider-to-payer-b.edi': ['moment'],
  '837p/stupidedi--COB-claim-from-payer-a-to-payer-b-in-payer-to-payer.edi': ['moment'],
  '837p/stupidedi--ambulance.edi': ['moment', 'decimal', 'control number'],
  '837p/stupidedi--anesthesia.edi': ['moment'],
  '837p/stupidedi--chiropractic.edi': ['moment'],
  '837p/stupidedi--commercial-health-insurance.edi': ['moment'],
  '837p/stupidedi--drug-administered-in-the-physician-office.edi': ['moment'],
  '837p/stupidedi--encounter.edi': ['moment'],
  '837p/stupidedi--home-infusion-therapy-pharmacy-adjudicated-with-HCPCS-in-loop-2400-or-NDC-in-loop-2410.edi':
    ['moment', 'decimal'],
  '837p/stupidedi--home-infusion-therapy-pharmacy-adjudicated-with-NDC-in-loop-2410.edi': [
    'moment',
    'decimal',
  ],
  '837p/stupidedi--medicare-secondary-payer-COB.edi': ['moment'],
  '837p/stupidedi--out-of-network-repriced-claim.edi': ['moment'],
  '837p/stupidedi--oxygen.edi': ['moment'],
  '837p/stupidedi--ppo-repriced-claim.edi': ['moment', 'decimal'],
  '837p/stupidedi--wheelchair.edi': ['moment'],
};
