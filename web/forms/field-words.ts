/** How a field is called and what to fill in. */
export interface FieldWords {
  readonly label: string;
  /** Shown under the field, where the label does not say it all. */
  readonly hint?: string;
}

const reason: FieldWords = {
  label: 'Reason',
  hint: 'One sentence of your own. It stays in the history under your name.',
};
const account: FieldWords = { label: 'Account', hint: 'Where the money belongs in the ledger.' };
const holders: FieldWords = {
  label: 'Remittances or batches',
  hint: 'Their ids, R or B and 16 letters or digits, in the order in which the money is put to them.',
};

/** Words of fields by their name, wherever they stand. */
const byName: Readonly<Record<string, FieldWords>> = {
  reason,
  account,
  holders,
  by: { label: 'Come back on', hint: 'A day within the next sixty.' },
  until: { label: 'Until', hint: 'The last day. Leave it empty where there is none.' },
  coverages: { label: 'Coverages', hint: 'In the order in which they pay. They replace what the claim has.' },
  diagnoses: {
    label: 'Diagnoses',
    hint: 'ICD-10-CM, the most important first. Charge lines point at them by their numbers.',
  },
  lines: { label: 'Charge lines', hint: 'One line a service. They replace the lines that the claim has.' },
  correction: {
    label: 'What to change',
    hint: 'Only what you open is changed; each field replaces the old one.',
  },
  findings: { label: 'Findings that are right as they are' },
  writeOffReason: { label: 'Why it is written off' },
  target: {
    label: 'Means',
    hint: 'An NPI, a payer id or a location id of the practice, or the code that is meant.',
  },
  visit: { label: 'Visit', hint: 'A claim id, or the number that the visit has in its system.' },
  sourceSystem: { label: 'System', hint: 'Only where several systems have a visit of that number.' },
  stays: { label: 'Goes by', hint: 'Which of the two numbers the person keeps, as the evidence lists them.' },
  claimId: { label: 'Claim', hint: 'C and 12 letters or digits.' },
  claim: { label: 'Claim', hint: 'C and 12 letters or digits.' },
  to: { label: 'Paid to', hint: 'As the task says it, once more.' },
  amount: { label: 'Amount', hint: 'In dollars, for example 125.00.' },
  consent: { label: 'Consent', hint: 'Who of the family agreed, when and how.' },
  adjustments: { label: 'Adjustments', hint: 'What the payer had left out, so that the payment adds up.' },
  line: { label: 'Line', hint: 'Of the remittance; of the whole claim when left out.' },
  groupCode: { label: 'Group', hint: 'CO contractual, PR patient, OA other, PI payer.' },
  reasonCode: { label: 'Reason code', hint: 'The claim adjustment reason code (CARC).' },
  system: { label: 'Old system', hint: 'As the practice names it.' },
  entry: { label: 'Bank entry', hint: 'K and 16 letters or digits: by which the money came back.' },
  holder: { label: 'Remittance or batch', hint: 'R or B and 16 letters or digits.' },
  patient: { label: 'Patient', hint: 'As the insurance card has it.' },
  placeOfService: {
    label: 'Place of service',
    hint: 'Two digits: 11 office, 02 or 10 telehealth, 22 outpatient.',
  },
  renderingNpi: { label: 'Rendering provider', hint: 'The NPI of who saw the patient.' },
  sentOn: { label: 'Sent on', hint: 'Today or earlier.' },
  way: { label: 'How it was sent' },
  reference: {
    label: 'Reference',
    hint: 'Tracking or confirmation number of the carrier, the portal or the payer.',
  },
  authorizationNumber: { label: 'Authorization number', hint: 'As the payer gave it.' },
  authorizationLimits: { label: 'Authorization limits', hint: 'What the authorization grants.' },
  from: { label: 'From', hint: 'First day of service.' },
  units: { label: 'Units' },
  locationId: { label: 'Location', hint: 'The practice’s id of the place.' },
  admissionDate: { label: 'Admission date', hint: 'Of a patient who is in a hospital.' },
  accident: {
    label: 'Accident',
    hint: 'What the visit is a consequence of; another insurance may have to pay.',
  },
  kind: { label: 'Kind' },
  date: { label: 'Date' },
  state: { label: 'State', hint: 'Two letters.' },
  referringProvider: { label: 'Referring provider' },
  npi: { label: 'NPI', hint: 'Ten digits.' },
  lastName: { label: 'Last name' },
  firstName: { label: 'First name' },
  middleName: { label: 'Middle name' },
  suffix: { label: 'Suffix', hint: 'Jr, III.' },
  birthDate: { label: 'Date of birth' },
  deathDate: { label: 'Date of death' },
  sex: { label: 'Sex', hint: 'As the payer has it.' },
  address: { label: 'Address' },
  line1: { label: 'Street' },
  line2: { label: 'Apartment, suite' },
  city: { label: 'City' },
  zip: { label: 'ZIP code', hint: 'Five or nine digits, without a dash.' },
  phone: { label: 'Phone', hint: 'Ten digits.' },
  email: { label: 'Email' },
  sourcePatientId: { label: 'Patient number', hint: 'In the practice’s own system.' },
  order: { label: 'Pays' },
  payerId: { label: 'Payer id', hint: 'The payer’s electronic id.' },
  memberId: { label: 'Member id', hint: 'As printed on the card.' },
  groupNumber: { label: 'Group number' },
  relationship: { label: 'Patient is', hint: 'The patient’s relationship to the subscriber.' },
  subscriber: { label: 'Subscriber', hint: 'Unless the patient is the subscriber.' },
  medicareSecondaryReason: {
    label: 'Before Medicare',
    hint: 'Where Medicare does not pay first: 12 employer plan of the aged, 43 disability.',
  },
  code: { label: 'Code', hint: 'CPT or HCPCS, five characters.' },
  modifiers: { label: 'Modifiers', hint: 'Two characters each, with a space between.' },
  charge: { label: 'Charge', hint: 'In dollars, for all units together.' },
  diagnosisPointers: {
    label: 'Diagnoses',
    hint: 'Numbers of the diagnoses that it was done for, the most important first.',
  },
  serviceDate: { label: 'Date', hint: 'When it differs from the first day of the visit.' },
  description: { label: 'Description', hint: 'For unlisted procedures.' },
  sourceLineId: { label: 'Line number', hint: 'In the practice’s own system.' },
  drug: { label: 'Drug' },
  ndc: { label: 'NDC', hint: 'Eleven digits, without dashes.' },
  quantity: { label: 'Quantity' },
  unit: { label: 'Unit', hint: 'ML, GR, ME, UN or F2.' },
  question: {
    label: 'Question',
    hint: 'What you want to know, without an answer in it and without a word of money.',
  },
  indicators: {
    label: 'What the note says',
    hint: 'One finding a row, in the very words of the note.',
  },
  options: {
    label: 'Answers to choose from',
    hint: 'Two or more that the findings support. "Other" and "unable to determine" are added by themselves.',
  },
  answer: { label: 'Answer', hint: 'As the question lists them.' },
  addendumOn: { label: 'Addendum of', hint: 'Where you wrote one to the note: its day.' },
  judgements: { label: 'Who is right', hint: 'Of each difference, by its number.' },
  difference: { label: 'Difference', hint: 'Its number in the list.' },
  judgement: {
    label: 'Who is right',
    hint: 'Agreed where both codings can be defended.',
  },
  editId: { label: 'Edit' },
  guarantor: {
    label: 'Guarantor',
    hint: 'Who receives the bills, where that is not the patient. A patient under 18 needs one.',
  },
  copay: { label: 'Copay', hint: 'What the card asks for a visit, in dollars.' },
  serviceDateFrom: { label: 'Date of service' },
  serviceDateTo: { label: 'Last day', hint: 'Only where the visit went on for several days.' },
  onsetDate: { label: 'Onset', hint: 'When the illness began.' },
  supervisingProvider: { label: 'Supervising provider' },
  note: { label: 'Note', hint: 'For the coder, where the visit is not coded here.' },
  where: { label: 'Where' },
  text: { label: 'What was said', hint: 'In your own words. It is kept under your name, and never changed.' },
  direction: { label: 'Who began' },
  with: { label: 'With' },
  dialled: { label: 'Number dialled' },
  representative: { label: 'Representative', hint: 'The name of whoever answered.' },
  callReference: { label: 'Call reference number', hint: 'As the other side gave it.' },
  letterReference: { label: 'Number on the letter' },
  promised: { label: 'Promised', hint: 'What the other side said it would do.' },
  promisedAmount: { label: 'Amount promised', hint: 'In dollars, for example 125.00.' },
  promisedBy: { label: 'Promised by', hint: 'The day by which it was promised.' },
  followUpOn: { label: 'Follow-up date', hint: 'On this day the matter is back in the queue.' },
  words: { label: 'In your own words', hint: 'One sentence. It is kept under your name.' },
  owner: { label: 'Owner', hint: 'The user name of who sees to it that the hold ends.' },
  reviewOn: { label: 'Review date', hint: 'The owner is asked then. Within 90 days.' },
  guarantorId: { label: 'Patient account', hint: 'Its number, as the list of patient accounts shows it.' },
  method: { label: 'Paid by' },
  number: {
    label: 'Check or EFT number',
    hint: 'Of a card: the slip’s number. Never the number of the card.',
  },
  status: { label: 'Claim status', hint: 'What the paper says that the payer did.' },
  payerControlNumber: { label: 'Payer’s claim number', hint: 'The payer’s own number of the claim (ICN).' },
  paid: { label: 'Paid', hint: 'In dollars. Below zero where it was taken back.' },
  patientResponsibility: {
    label: 'Patient responsibility',
    hint: 'In dollars, where the paper says what the patient owes.',
  },
  remarkCodes: { label: 'Remark codes', hint: 'RARC, one a row.' },
  providerAdjustments: {
    label: 'Provider adjustments',
    hint: 'What the payer kept back or added for no single claim (PLB). A positive amount lowers the payment.',
  },
  count: { label: 'Items stated', hint: 'How many payments there are, counted before they are typed.' },
  total: { label: 'Total stated', hint: 'In dollars, as the adding machine or the deposit slip says.' },
  postingDate: { label: 'Posting date', hint: 'Today, unless you say another day, which must be open.' },
  image: { label: 'Picture', hint: 'Where the picture of the check or of the lockbox list lies.' },
  letterDate: { label: 'Date of the letter' },
  checkNumber: { label: 'Check number', hint: 'Of the check that pays the refund.' },
};

const kindOfError: FieldWords = {
  label: 'Kind of error',
  hint: 'Only where it is another than the list says.',
};

/** Words of a field where it means something else than elsewhere, by the path of its names from its task. */
const byPlace: Readonly<Record<string, FieldWords>> = {
  'correction.attested.until': {
    label: 'Until',
    hint: 'The last day on which your word counts. As long as the claim lives, when left empty.',
  },
  'hold.reason': { label: 'Reason' },
  'dispute.type': { label: 'What is wrong' },
  'dispute.claimId': { label: 'Visit', hint: 'Its claim id; the whole account, when left empty.' },
  'dispute.reviewOn': { label: 'Review date', hint: 'Within the next sixty days.' },
  'batch.name': {
    label: 'Name',
    hint: 'Your own name of it, such as lockbox 2026-11-20. Entered again under it, it is the same batch.',
  },
  'batch.kind': {
    label: 'What it is',
    hint: 'One check, a deposit slip, a list of the lockbox, or the desk.',
  },
  'batch.apply.claim': { label: 'Claim', hint: 'C and 12 letters or digits: which one the money is for.' },
  'batch.apply.amount': {
    label: 'Amount',
    hint: 'In dollars. As much as is left and owed, when left empty.',
  },
  'batch.apply.postingDate': {
    label: 'Posting date',
    hint: 'Today, unless you say another open day. Not before the money came.',
  },
  'payment.payer-payment.date': { label: 'Date', hint: 'Of the check or the transfer.' },
  'payment.payer-payment.claims': { label: 'Claims', hint: 'Each claim of the EOB, as the paper has it.' },
  'payment.payer-payment.claims.claim': {
    label: 'Claim',
    hint: 'C and 12 letters or digits, or the patient control number on the paper.',
  },
  'payment.payer-payment.claims.patient': { label: 'Patient', hint: 'As the paper writes the name.' },
  'payment.payer-payment.claims.charge': { label: 'Charge', hint: 'In dollars, of the whole claim.' },
  'payment.payer-payment.claims.adjustments': {
    label: 'Adjustments of the claim',
    hint: 'Only what stands at no service. A positive amount lowers the payment.',
  },
  'payment.payer-payment.claims.lines': {
    label: 'Services',
    hint: 'One row a service, as the paper has them.',
  },
  'payment.payer-payment.claims.lines.adjustments': {
    label: 'Adjustments',
    hint: 'What was not paid, and why. A positive amount lowers the payment.',
  },
  'payment.payer-payment.providerAdjustments.code': {
    label: 'Code',
    hint: 'WO takeback, FB forwarded balance, L6 interest, 72 refund acknowledged.',
  },
  'payment.payer-payment.providerAdjustments.reference': {
    label: 'Reference',
    hint: 'As the payer writes it: a claim number, the number of a former payment.',
  },
  'payment.patient-payment.claims': {
    label: 'Claims',
    hint: 'Which are paid, in their order. Without any: the oldest visits of the account first.',
  },
  'payment.unapplied.words': { label: 'What is known of it', hint: 'So that whose it is can be found out.' },
  'payment.unapplied.payerId': { label: 'Payer', hint: 'Only where it is known that a payer sent it.' },
  'takeback.amount': { label: 'Amount', hint: 'In dollars: what the payer says it will take.' },
  'takeback.reference': {
    label: 'Reference',
    hint: 'The number of the letter or of the claim, as the payer writes it.',
  },
  'takeback.reason': { label: 'What the letter says', hint: 'In a few words.' },
  'hold-review.keep-holding.until': {
    label: 'Next review date',
    hint: 'The owner is asked again then. Within 90 days.',
  },
  'desk.coverages': {
    label: 'Coverages',
    hint: 'In the order in which they pay, also those that have ended: each with the days on which it holds.',
  },
  'desk.coverages.from': { label: 'In force from', hint: 'First day. Leave it empty where it is not known.' },
  'desk.coverages.to': { label: 'In force until', hint: 'Last day. Leave it empty where it goes on.' },
  'desk.patient': { label: 'Patient', hint: 'As the insurance card has it.' },
  'desk.lines': {
    label: 'Charge lines',
    hint: 'One line a service. Leave a charge empty, and it is the one of the fee schedule.',
  },
  'desk.authorizationLimits.to': { label: 'Until', hint: 'Last day of service.' },
  'credit-balance.investigate.until': {
    label: 'Until',
    hint: 'No later than 180 days from the day on which it was identified.',
  },
  'coding-audit.no-change.judgements.kind': kindOfError,
  'coding-audit.corrected.judgements.kind': kindOfError,
  'coding-audit.replacement-needed.judgements.kind': kindOfError,
  'coding.query-provider.to': {
    label: 'Provider',
    hint: 'An NPI of the practice. The rendering provider, when left empty.',
  },
  'physician-query.answered.reason': {
    label: 'In your own words',
    hint: 'What you found and what it means. It is kept with the visit under your name.',
  },
  'unmatched-remittance.belongs-to.lines': {
    label: 'Lines',
    hint: 'Only where they are not plain: which line of ours each line of the payer decides.',
  },
  'unmatched-remittance.post-as-corrected.lines': {
    label: 'Lines',
    hint: 'Only where they are not plain: which line of ours each line of the payer decides.',
  },
};

/**
 * The words of a field that stands at this path: kind of task, outcome, then field names.
 * @throws Error for a field that nobody found words for: a test asks for each of them.
 */
export function wordsOfField(path: readonly string[]): FieldWords {
  const found = byPlace[path.join('.')] ?? byName[path.at(-1) ?? ''];
  if (found === undefined) {
    throw new Error(`The field ${path.join('.')} has no words. Name it in web/forms/field-words.ts.`);
  }
  return found;
}

const choices: Readonly<Record<string, string>> = {
  'not-mine': 'The balance is not theirs',
  amount: 'The amount is wrong',
  'insurance-should-pay': 'The insurance should pay',
  'service-quality': 'Not satisfied with the service',
  estimate: 'Another estimate was given',
  identity: 'Somebody used their name',
  F: 'Female',
  M: 'Male',
  U: 'Unknown',
  CO: 'CO contractual obligation',
  PR: 'PR patient responsibility',
  OA: 'OA other adjustment',
  PI: 'PI payer initiated',
  F2: 'F2 international unit',
  GR: 'GR gram',
  ME: 'ME milligram',
  ML: 'ML milliliter',
  UN: 'UN unit',
  self: 'The subscriber',
  spouse: 'Spouse of the subscriber',
  child: 'Child of the subscriber',
  other: 'Other',
  auto: 'Auto accident',
  work: 'Accident at work',
  primary: 'First',
  secondary: 'Second',
  tertiary: 'Third',
  first: 'The first number',
  second: 'The second number',
  payer: 'The payer',
  patient: 'The patient',
  'timely-filing': 'Timely filing',
  'not-authorized': 'Not authorized',
  'not-medically-necessary': 'Not medically necessary',
  'we-called': 'We called',
  'they-called': 'They called',
  sent: 'We wrote',
  received: 'They wrote',
  clearinghouse: 'The clearinghouse',
  guarantor: 'The guarantor',
  provider: 'The provider',
  'provider-services': 'Provider services',
  claims: 'Claims department',
  appeals: 'Appeals department',
  eligibility: 'Eligibility line',
  enrollment: 'Provider enrollment',
  'electronic-claims-help': 'Help desk for electronic claims',
  'patient-home': 'Home number',
  'patient-mobile': 'Mobile number',
  'enrollment-pending': 'Enrollment pending',
  'contract-or-fee-schedule': 'Contract or fee schedule',
  'coverage-under-review': 'Coverage under review',
  'authorization-pending': 'Authorization pending',
  'documentation-missing': 'Documentation missing',
  'coding-review': 'Coding review',
  'payer-problem': 'Payer cannot take claims',
  'compliance-review': 'Compliance review',
  bundled: 'Bundled',
  'non-covered': 'Not covered',
  'small-balance': 'Small balance',
  administrative: 'Administrative',
  'settlement-income': 'Settlement income',
  'interest-income': 'Interest income',
  'withheld-by-payer': 'Withheld by the payer',
  'takeback-payable': 'Takeback payable',
  'refund-payable': 'Refund payable',
  'other-adjustment': 'Other adjustment',
  legacy: 'Old system',
  cash: 'Cash',
  check: 'Check',
  card: 'Card',
  eft: 'EFT',
  deposit: 'Deposit slip',
  lockbox: 'Lockbox list',
  desk: 'Desk',
};

/** An option as people read it; codes stay codes. */
export function wordsOfChoice(option: string): string {
  return choices[option] ?? option;
}
