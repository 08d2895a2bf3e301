/** Headings of docs/runbook.md. Every alarm names the one that says what to do. */
export const runbookHeadings = [
  'An upload could not be registered',
  'A practice document could not be taken in',
  'A file of the bank could not be taken in',
  'A code set could not be loaded',
  'A file from the clearinghouse could not be taken in',
  'A task could not be filed',
  'The outbox could not be relayed',
  'The outbox grew old',
  'The outbox is not swept',
  'Missing charges are not looked for',
  'Holds are not gone through',
  'Tasks are not gone through',
  'Duplicate patients are not looked for',
  'Underpayments are not looked for',
  'Missing payments are not looked for',
  'Credit balances are not looked for',
  'Stuck intake is not looked at',
  'A posting day does not tie',
  'The warehouse is not exported',
  'The warehouse refuses to publish',
  'A practice is late in the warehouse',
  'Mails about reports are not sent',
  'A step met a defect',
  'A call failed and nobody was told',
  'An execution failed',
  'A function fails',
] as const;
export type RunbookHeading = (typeof runbookHeadings)[number];

/** Headings for what a command finds, which no alarm tells; they come last. */
export const commandHeadings = ['The ledger replay differs'] as const;
