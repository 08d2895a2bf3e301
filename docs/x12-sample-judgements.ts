import type { Validator } from './x12-samples.ts';

/** Where a finding stands and what it is called, without anything of the file's own text. */
export interface ExpectedFinding {
  readonly code: string;
  readonly loop?: string;
  readonly segment: string;
  /** Place of the segment in its transaction; ST is 1. */
  readonly position: number;
  readonly element?: number;
  readonly component?: number;
}

/** A sample that we reject, or of which a validator says otherwise than we do: what decides it, and why. */
export interface Judgement {
  /** The file's path among the samples. */
  readonly sample: string;
  readonly verdict: 'accepted' | 'rejected';
  /** The finding that rejects it. */
  readonly finding?: ExpectedFinding;
  /** The validators that say otherwise. */
  readonly otherwise: readonly Validator[];
  readonly why: string;
}

/** The publisher's files whose header names another component separator than the data use. */
const wrongSeparator =
  '`ISA16` names `:` as the component separator and the data use `>`: whoever trusts `ISA16`, as the standard demands, reads one long code; LinuxForHealth takes the first component it can use.';

/** Files that only pyx12 refuses; it gives a verdict and no reason. */
const unexplained =
  'Neither we nor stupidedi and LinuxForHealth find anything in it that the guide forbids; the verdict of pyx12 comes without its reason.';

/** Every judgement, in the order of the samples. */
export const judgements: readonly Judgement[] = [
  {
    sample: '270/kartik--batch_with_one_bad_transaction.edi',
    verdict: 'rejected',
    finding: { code: 'code-not-in-guide', loop: '2100C', segment: 'NM1', position: 9, element: 2 },
    otherwise: [],
    why: 'One of its transactions has an entity type other than 1 and 2; the others are accepted, and the 999 says so.',
  },
  {
    sample: '271/kartik--271_ls_le_wrapper.edi',
    verdict: 'rejected',
    finding: { code: 'segment-out-of-order', loop: '2110C', segment: 'REF', position: 13 },
    otherwise: ['LinuxForHealth'],
    why: 'Between `LS` and `LE` only a benefit entity (`NM1`) may stand, and the `REF` and `DTP` of a benefit come before `LS`; LinuxForHealth does not look at the order within a loop.',
  },
  {
    sample: '271/kartik--271_rejected_subscriber.edi',
    verdict: 'accepted',
    otherwise: ['LinuxForHealth'],
    why: 'LinuxForHealth checks the `AAA` of the subscriber by the reasons of the information receiver, which lack `72` (member id wrong or missing).',
  },
  {
    sample: '271/linuxforhealth--subscriber-health-benefit-check-error.edi',
    verdict: 'rejected',
    finding: { code: 'transaction-control-number', segment: 'SE', position: 8, element: 2 },
    otherwise: ['LinuxForHealth'],
    why: '`SE02` is not `ST02`; LinuxForHealth does not compare them.',
  },
  {
    sample: '277/linuxforhealth--provider-level-status.edi',
    verdict: 'accepted',
    otherwise: ['stupidedi'],
    why: 'The status names the billing provider (`85`) as the entity; stupidedi allows there only the five entities of the receiver level.',
  },
  {
    sample: '277ca/imsweb--x12_277CA_accepted.edi',
    verdict: 'accepted',
    otherwise: ['pyx12'],
    why: 'Its date of service lies in the year 1001, which is a day of the calendar; pyx12 refuses every day before 1800.',
  },
  {
    sample: '835/linuxforhealth--cob-contractural-adjustment.edi',
    verdict: 'rejected',
    finding: { code: 'required-element-missing', loop: 'ST', segment: 'BPR', position: 2, element: 16 },
    otherwise: ['LinuxForHealth'],
    why: '`BPR16`, the date of the payment, is missing by one separator too few, as are the technical contact and the right component separator; LinuxForHealth wants none of the three.',
  },
  {
    sample: '835/linuxforhealth--managed-care.edi',
    verdict: 'rejected',
    finding: { code: 'invalid-date', loop: 'ST', segment: 'BPR', position: 2, element: 16 },
    otherwise: ['LinuxForHealth'],
    why: '`BPR16` is no day of the calendar, and the technical contact is missing; LinuxForHealth looks at neither.',
  },
  {
    sample: '835/linuxforhealth--medicare-part-a.edi',
    verdict: 'rejected',
    finding: { code: 'element-not-used', loop: '2000', segment: 'TS3', position: 11, element: 9 },
    otherwise: ['LinuxForHealth'],
    why: 'The technical contact (`PER*BL`) is missing, and `TS3` has amounts in elements that release 5010 no longer uses; LinuxForHealth refuses every 835 that does have a contact.',
  },
  {
    sample: '835/linuxforhealth--secondary-payment.edi',
    verdict: 'rejected',
    finding: { code: 'required-element-missing', loop: 'ST', segment: 'BPR', position: 2, element: 16 },
    otherwise: ['LinuxForHealth'],
    why: '`BPR16` and the technical contact are missing, and the data use `>` where `ISA16` names `:`; LinuxForHealth wants none of the three.',
  },
  {
    sample: '835/linuxforhealth--tertiary-payment.edi',
    verdict: 'rejected',
    finding: {
      code: 'required-element-missing',
      loop: '2110',
      segment: 'SVC',
      position: 18,
      element: 1,
      component: 2,
    },
    otherwise: ['LinuxForHealth'],
    why: 'An element separator stands where the component separator belongs, so that `SVC01` has no code and every amount is one place off; LinuxForHealth does not look into composites.',
  },
  {
    sample: '835/tastypackets--profee-multiple.edi',
    verdict: 'accepted',
    otherwise: ['pyx12', 'stupidedi'],
    why: 'The file holds one interchange 156 times under one control number, which a validator of files refuses; here each after the first has a warning (`interchange-control-number-repeated`), for each is right by itself, and the posting takes only once what it has posted before.',
  },
  {
    sample: '837i/linuxforhealth--institutional-claim.edi',
    verdict: 'rejected',
    finding: { code: 'element-not-used', loop: '2300', segment: 'CLM', position: 20, element: 6 },
    otherwise: ['LinuxForHealth'],
    why: '`CLM06` is not used in an institutional claim, and the statement period must be a range (`RD8`); LinuxForHealth does not check elements that are not used.',
  },
  {
    sample: '837i/linuxforhealth--out-of-network-repriced-claim.edi',
    verdict: 'rejected',
    finding: { code: 'element-not-used', loop: '2300', segment: 'CLM', position: 18, element: 6 },
    otherwise: ['LinuxForHealth'],
    why: 'The data use `>` where `ISA16` names `:`, and `CLM06` is not used in an institutional claim.',
  },
  {
    sample: '837i/linuxforhealth--ppo-repriced-claim.edi',
    verdict: 'rejected',
    finding: { code: 'element-not-used', loop: '2300', segment: 'CLM', position: 24, element: 6 },
    otherwise: ['LinuxForHealth'],
    why: 'The data use `>` where `ISA16` names `:`, and `CLM06` is not used in an institutional claim.',
  },
  {
    sample: '837i/linuxforhealth--two-claims-single-provider.edi',
    verdict: 'rejected',
    finding: { code: 'element-not-used', loop: '2300', segment: 'CLM', position: 19, element: 6 },
    otherwise: ['LinuxForHealth'],
    why: '`CLM06` is not used in an institutional claim; LinuxForHealth does not check elements that are not used.',
  },
  {
    sample: '837i/stupidedi--837-institutional-claim.edi',
    verdict: 'rejected',
    finding: { code: 'invalid-date', loop: '2300', segment: 'DTP', position: 21, element: 3 },
    otherwise: ['stupidedi'],
    why: 'The statement period is announced as a range (`RD8`) and holds one day; stupidedi does not look at the date itself.',
  },
  {
    sample: '837i/stupidedi--automobile-accident.edi',
    verdict: 'accepted',
    otherwise: ['pyx12'],
    why: unexplained,
  },
  {
    sample: '837i/stupidedi--two-claims-for-the-same-provider.edi',
    verdict: 'accepted',
    otherwise: ['pyx12'],
    why: unexplained,
  },
  {
    sample: '837p/linuxforhealth--demo.ambulance.example5.edi',
    verdict: 'rejected',
    finding: {
      code: 'required-element-missing',
      loop: '2300',
      segment: 'CLM',
      position: 21,
      element: 5,
      component: 2,
    },
    otherwise: ['LinuxForHealth'],
    why: '`CLM05-2` says which list the place of service is of, and is missing; LinuxForHealth does not look into composites.',
  },
  {
    sample: '837p/linuxforhealth--demo.cob.example3.A.edi',
    verdict: 'rejected',
    finding: { code: 'required-loop-missing', loop: '2330B', segment: 'NM1', position: 42 },
    otherwise: ['LinuxForHealth'],
    why: 'Another subscriber is named and no other payer (loop 2330B); LinuxForHealth does not ask for the loop.',
  },
  {
    sample: '837p/linuxforhealth--demo.cob.example4.edi',
    verdict: 'rejected',
    finding: { code: 'code-not-in-guide', loop: '2320', segment: 'AMT', position: 29, element: 1 },
    otherwise: ['LinuxForHealth'],
    why: 'An amount of the other payer has the qualifier `F2` of release 4010; 5010 has `D`, `A8` and `EAF` there.',
  },
  {
    sample: '837p/linuxforhealth--demo.example11.edi',
    verdict: 'rejected',
    finding: {
      code: 'required-element-missing',
      loop: '2300',
      segment: 'CLM',
      position: 19,
      element: 5,
      component: 2,
    },
    otherwise: ['LinuxForHealth'],
    why: wrongSeparator,
  },
  {
    sample: '837p/linuxforhealth--demo.example12.edi',
    verdict: 'rejected',
    finding: {
      code: 'required-element-missing',
      loop: '2300',
      segment: 'CLM',
      position: 24,
      element: 5,
      component: 2,
    },
    otherwise: ['LinuxForHealth'],
    why: wrongSeparator,
  },
  {
    sample: '837p/linuxforhealth--demo.example6.edi',
    verdict: 'rejected',
    finding: {
      code: 'required-element-missing',
      loop: '2300',
      segment: 'CLM',
      position: 19,
      element: 5,
      component: 2,
    },
    otherwise: ['LinuxForHealth'],
    why: wrongSeparator,
  },
  {
    sample: '837p/linuxforhealth--demo.example9.edi',
    verdict: 'rejected',
    finding: {
      code: 'required-element-missing',
      loop: '2300',
      segment: 'CLM',
      position: 18,
      element: 5,
      component: 2,
    },
    otherwise: ['LinuxForHealth'],
    why: wrongSeparator,
  },
  {
    sample: '837p/stupidedi--oxygen.edi',
    verdict: 'accepted',
    otherwise: ['LinuxForHealth'],
    why: 'The certificate of medical necessity is in the claim itself (`PWK02` is `AD`), as the guide has it for a line of equipment; LinuxForHealth knows only the ways to send a paper.',
  },
  {
    sample: '837p/stupidedi--wheelchair.edi',
    verdict: 'accepted',
    otherwise: ['LinuxForHealth'],
    why: 'The certificate of medical necessity is in the claim itself (`PWK02` is `AD`), as the guide has it for a line of equipment; LinuxForHealth knows only the ways to send a paper.',
  },
];
