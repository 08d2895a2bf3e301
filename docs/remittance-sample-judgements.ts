/** What should become of a sample of remittances, judged by hand from the file and the rules. */
export interface RemittanceJudgement {
  /** The file's path among the samples. */
  readonly sample: string;
  /** How lines, claims and payments balance. */
  readonly balances: readonly [lines: string, claims: string, payment: string];
  /** What posting does where its claims are ours, and where none is. */
  readonly known: string;
  readonly unknown: string;
  readonly why: string;
}

const noContact = 'the technical contact (`PER*BL`), without which a payer cannot be asked about its file';
const retired =
  "was retired in 2008 or before (`CO` `45` took its place): a reason that is not in force on the day of posting is nobody's to take off by itself";
/** Three files with the same three claims. */
const threeOfOneNumber = {
  known: '2 of 3 posted, 1 parked, ours then: 1 awaiting-remittance',
  unknown: '0 of 3 posted, 3 parked',
  why: 'All three claims have one control number. The first pays ours in full. The second denies two lines that ours does not have, and is parked. The third says to follow another payer, tells nothing of that one (`OA` `23`) and decides the whole charge again: the patient is credited nothing, and the claim waits for a person to ask what holds.',
} as const;

/** Every judgement, in the order of the samples. */
export const remittanceJudgements: readonly RemittanceJudgement[] = [
  {
    sample: '835/linuxforhealth--cob-contractural-adjustment.edi',
    balances: ['1 held', '1 held', '1 held'],
    known:
      'refused, nothing posted: `required-element-missing` `BPR16`, `required-segment-missing` `PER`, `too-long` `SVC01`',
    unknown:
      'refused, nothing posted: `required-element-missing` `BPR16`, `required-segment-missing` `PER`, `too-long` `SVC01`',
    why: `It balances, but lacks the day of the payment (\`BPR16\`) and ${noContact}, and its procedures are glued together by a wrong separator.`,
  },
  {
    sample: '835/linuxforhealth--managed-care.edi',
    balances: ['2 held', '2 held', '1 held'],
    known: 'refused, nothing posted: `invalid-date` `BPR16`, `required-segment-missing` `PER`',
    unknown: 'refused, nothing posted: `invalid-date` `BPR16`, `required-segment-missing` `PER`',
    why: `It balances, but \`BPR16\` is no day of the calendar, and it lacks ${noContact}.`,
  },
  {
    sample: '835/linuxforhealth--medicare-part-a.edi',
    balances: ['none in the file', '2 held', '1 held'],
    known:
      'refused, nothing posted: `required-segment-missing` `PER`, `element-not-used` `TS309`, `element-not-used` `TS311`',
    unknown:
      'refused, nothing posted: `required-segment-missing` `PER`, `element-not-used` `TS309`, `element-not-used` `TS311`',
    why: `It balances, but lacks ${noContact}, and has amounts where release 5010 has none.`,
  },
  {
    sample: '835/linuxforhealth--secondary-payment.edi',
    balances: ['2 held', '2 held', '1 held'],
    known:
      'refused, nothing posted: `required-element-missing` `BPR16`, `required-segment-missing` `PER`, `too-long` `SVC01`',
    unknown:
      'refused, nothing posted: `required-element-missing` `BPR16`, `required-segment-missing` `PER`, `too-long` `SVC01`',
    why: `It balances, but lacks the day of the payment and ${noContact}, and its procedures are glued together by a wrong separator.`,
  },
  {
    sample: '835/linuxforhealth--tertiary-payment.edi',
    balances: ['0 held, 1 off by -$21,253.50', '1 held', '1 held'],
    known:
      'refused, nothing posted: `required-element-missing` `BPR16`, `required-segment-missing` `PER`, `required-element-missing` `SVC01`',
    unknown:
      'refused, nothing posted: `required-element-missing` `BPR16`, `required-segment-missing` `PER`, `required-element-missing` `SVC01`',
    why: 'An element separator stands inside `SVC01`, so that every amount of the line is one place off: what is read as the charge is the procedure. It would be held for its line, were it not refused before.',
  },
  {
    sample: '835/stupidedi--dollars-and-data-sent-separate.edi',
    balances: ['2 held', '2 held', '1 held'],
    known: '2 of 2 posted, ours then: 2 awaiting-denial-work',
    unknown: '0 of 2 posted, 2 parked',
    why: `\`CO\` \`A2\` ${retired}. The rest is posted, and a person looks at these amounts.`,
  },
  {
    sample: '835/stupidedi--dollars-and-data-sent-together.edi',
    balances: ['none in the file', '2 held', '1 held'],
    known: '2 of 2 posted, ours then: 2 ready-for-patient',
    unknown: '0 of 2 posted, 2 parked',
    why: 'Decisions of whole claims, without lines: the contract and the patient explain every amount.',
  },
  {
    sample: '835/stupidedi--era-sample.edi',
    balances: ['5 held', '1 held', '1 held'],
    known: '1 of 1 posted, ours then: 1 ready-for-patient',
    unknown: '0 of 1 posted, 1 parked',
    why: 'A negotiated discount (`CO` `131`) explains all that was not paid.',
  },
  {
    sample: '835/stupidedi--multiple-claims-single-check.edi',
    balances: ['33 held', '9 held', '1 held'],
    known: '6 of 9 posted, 3 parked, ours then: 1 awaiting-remittance',
    unknown: '0 of 9 posted, 9 parked',
    why: 'Nine patients have one control number in it. Decisions with lines that ours does not have are parked; the six others decide on more than was billed, so that the claim goes no further by itself.',
  },
  {
    sample: '835/stupidedi--secondary-payment-with-higher-fee-schedule.edi',
    balances: ['1 held', '1 held', '1 held'],
    known: '1 of 1 posted, ours then: 1 awaiting-remittance',
    unknown: '0 of 1 posted, 1 parked',
    why: 'A secondary payer, which decides on what the first left: the decision of the first is still awaited.',
  },
  {
    sample: '835/stupidedi--secondary-payments.edi',
    balances: ['2 held', '2 held', '1 held'],
    known: '2 of 2 posted, ours then: 1 awaiting-denial-work, 1 awaiting-remittance',
    unknown: '0 of 2 posted, 2 parked',
    why: `A secondary payer. Of the first claim the decision of the first payer is still awaited; of the other \`CO\` \`42\` ${retired}, and a person looks at it.`,
  },
  {
    sample: '835/stupidedi--tertiary-payments.edi',
    balances: ['1 held', '1 held', '1 held'],
    known: '1 of 1 posted, ours then: 1 awaiting-remittance',
    unknown: '0 of 1 posted, 1 parked',
    why: 'A tertiary payer: the decisions of the payers before it are still awaited.',
  },
  {
    sample: '835/tastypackets--multi-line-not-delimited.edi',
    balances: ['10 held', '3 held', '1 held'],
    ...threeOfOneNumber,
  },
  {
    sample: '835/tastypackets--profee-multiple.edi',
    balances: ['1560 held', '468 held', '156 held'],
    ...threeOfOneNumber,
    why: `The same remittance 156 times: it is posted once. ${threeOfOneNumber.why}`,
  },
  {
    sample: '835/tastypackets--profee-one-line.edi',
    balances: ['10 held', '3 held', '1 held'],
    ...threeOfOneNumber,
  },
];
