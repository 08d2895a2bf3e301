/** What a person does about a finding, by the code of its rule. */
const table = `
accident-date-missing: Ask the practice for the day of the accident and add it to the claim.
accident-state-missing: Add the state in which the car accident happened.
adjustment-repeated: Ask the payer which is meant: an adjustment belongs to the claim or to its lines, never to both.
admission-date-missing: Add the day of admission: an inpatient stay cannot be billed without it.
authorization-number-missing: Ask the payer for the number of the authorization it granted.
claim-balance: Do not post this claim. Ask the payer for a corrected remittance, with the numbers above.
claim-charge: Compare the charge with the claim that was sent: the payer may have left out or divided lines.
claim-coordination: Compare the other payer's remittance with the claim: charge less adjustments must be what was paid.
claim-total: Correct the claim's charge or its lines so that the lines add up to it.
code-not-in-guide: Put a code that the guide allows here, or ask whoever made the file which one is meant.
component-not-allowed: Remove the component separator from the value.
decision-missing: Ask the payer: the answer decides nothing.
decision-reason-missing: Ask the payer why it decided so.
delimiter-in-data: Remove the character from the data, or choose other delimiters.
diagnosis-code: Write the code as ICD-10-CM has it, without the point; the scrubber says whether there is such a code.
diagnosis-pointer: Point the line to a diagnosis that the claim has.
diagnosis-repeated: Leave the repeated diagnosis out, and point the lines at the one that stays.
element-condition: Fill in or empty the elements that are named: they depend on each other.
element-not-used: Leave the element empty.
envelope: Correct the sender, receiver or control number that the file is written with.
functional-code: Nothing needs to be done to read the file; tell the sender that GS01 is wrong.
group-control-number: Have the file made again: GE02 must repeat GS06.
group-control-number-repeated: Have the file made again with a number of its own for each group.
group-count: Have the file made again: groups may have been lost on the way.
group-header: Correct the setting of the trading partner that this element comes from, and have the group made again.
group-not-closed: Have the file made or sent again: its GE segment is missing.
group-version: Nothing needs to be done to read the file; tell the sender that GS08 must name the guide.
guide-mismatch: Have the file made again: ST03 must name the guide of its group, and groups hold one kind of transaction.
hierarchy: Number the levels from 1 without gaps, each with the number of the level above it.
interchange-acknowledgement: Ask the sender of the TA1 what was meant: it cannot be understood.
interchange-control-number: Have the file made again: IEA02 must repeat ISA13.
interchange-control-number-repeated: See whether the file holds the same interchange twice; its content must be used once.
interchange-cut-off: Have the file sent again: it breaks off, and nothing of this interchange is used.
interchange-header: Correct the setting of the trading partner that this element comes from.
interchange-header-blank: Nothing needs to be done to read the file; tell the sender to put 00 before a blank element.
interchange-header-length: Nothing needs to be done to read the file; tell the sender to fill ISA up to its fixed length.
interchange-not-closed: Have the file made or sent again: its IEA segment is missing.
invalid-character: Remove the character that cannot stand in X12.
invalid-date: Correct the date.
invalid-number: Correct the number: digits, perhaps a sign and a point, nothing else.
invalid-time: Correct the time.
line-balance: Do not post this claim. Ask the payer for a corrected remittance, with the numbers above.
line-coordination: Compare the other payer's remittance with the line: charge less adjustments must be what was paid.
line-counter: Number the lines from 1 without gaps.
more-than-one-event: Send each event in a request of its own.
negative-charge: Correct the charge: it cannot be less than nothing.
npi: Look the provider up in the register of NPIs and correct the number.
original-reference-missing: Add the payer's number of the claim that is replaced or voided.
patient-responsibility: Bill the patient by the adjustments of group PR; ask the payer where CLP05 comes from.
reject-reason-missing: Ask the payer why it refused.
relationship: Correct the relationship, or the level that the patient stands in.
repetition-separator: Nothing needs to be done to read the file; tell the sender to put a separator into ISA11.
required-element-missing: Fill in the element.
required-loop-missing: Add the loop: whatever it describes is missing.
required-segment-missing: Add the segment.
review-category: Correct what kind of review is asked for.
same-delimiter: Nothing needs to be done to read the file; tell the sender to use different separators.
segment-count: Have the file made again: segments may have been lost on the way.
segment-out-of-order: Put the segments in the order of the guide.
segment-outside-transaction: Have the file made again: the segment belongs into a transaction.
service-kind: Say which service is meant, in one of the ways the guide has.
stray-bytes: Look at the bytes between the interchanges: two files may have been joined wrongly.
subscriber-as-patient: Put what is said about the patient where the guide has it: with the subscriber, or with the dependent.
terminator-missing: Nothing needs to be done to read the file; tell the sender that the last terminator is missing.
too-long: Shorten the value.
too-long-to-read: Have the sender divide the transaction.
too-many-acknowledgements: Have the sender divide the interchange: what came after the limit was not read.
too-many-batches: Have the sender divide the remittance: batches after the limit were not read.
too-many-components: Remove what is too much, or look for a separator inside the data.
too-many-elements: Remove what is too much, or look for a separator inside the data.
too-many-loops: Divide the claim or request: the guide does not allow so many.
too-many-repetitions: Remove what is too much, or look for a separator inside the data.
too-many-segments: Remove what is too much: the guide does not allow so many.
too-short: Correct the value: something of it is missing.
tooth-without-dental-service: Remove the tooth, or name the dental service.
trailing-separator: Nothing needs to be done to read the file; tell the sender to leave out the separator.
transaction-balance: Do not post this remittance. Ask the payer for a corrected one, with the numbers above.
transaction-control-number: Have the file made again: SE02 must repeat ST02.
transaction-control-number-repeated: Have the file made again with a number of its own for each transaction.
transaction-count: Have the file made again: transactions may have been lost on the way.
transaction-not-closed: Have the file made or sent again: its SE segment is missing.
transaction-not-supported: Ask the sender for a version that is read here, and see whether the file is meant for you.
unexpected-segment: Remove the segment, or put it into the loop that has a place for it.
unrecognized-segment: Remove the segment, or look for a segment terminator inside the data.
unusable: Correct the segment that is named; without it the transaction has no meaning.
`;

const sentences: ReadonlyMap<string, string> = new Map(
  table
    .trim()
    .split('\n')
    .map((line): [string, string] => {
      const end = line.indexOf(': ');
      return [line.slice(0, end), line.slice(end + 2)];
    }),
);

/** What to do about findings of a rule; nothing where the rule is unknown. */
export function whatToDo(code: string): string | undefined {
  return sentences.get(code);
}
