export interface RemarkRow {
  /** RARC. */
  readonly code: string;
  /**
   * `unprocessable`: the claim counts as never processed, a new one is sent instead of a replacement. `no-appeal`: the
   * decision cannot be appealed. `qmb`: the patient's share may not be
   * asked of the patient. `crossover`: the payer passed the claim on to the next payer itself. `excluded-by-law`: no plan
   * of this kind covers the service, and no notice is needed to ask it of the patient.
   */
  readonly marks: readonly ('unprocessable' | 'no-appeal' | 'qmb' | 'crossover' | 'excluded-by-law')[];
  /** What to fix, in our own words. */
  readonly sentence: string;
}

const rows: readonly (readonly [code: string, sentence: string, ...marks: RemarkRow['marks']])[] = [
  [
    'MA130',
    'The claim could not be processed: send a new claim, there is no appeal.',
    'unprocessable',
    'no-appeal',
  ],
  ['N211', 'This decision cannot be appealed.', 'no-appeal'],
  ['N781', "The patient is a Qualified Medicare Beneficiary: the deductible is not the patient's.", 'qmb'],
  ['N782', "The patient is a Qualified Medicare Beneficiary: the coinsurance is not the patient's.", 'qmb'],
  ['N783', "The patient is a Qualified Medicare Beneficiary: the copay is not the patient's.", 'qmb'],
  ['MA07', 'The claim was also sent to Medicaid.', 'crossover'],
  ['MA18', 'The claim was also sent to the supplemental insurer.', 'crossover'],
  ['N89', 'The claim was also sent to the other insurers that are on file.', 'crossover'],
  ['N290', "The rendering provider's NPI is missing or wrong."],
  ['N257', "The billing provider's NPI is missing or wrong."],
  ['N265', "The ordering provider's NPI is missing or wrong."],
  ['N286', "The referring provider's NPI is missing or wrong."],
  ['N95', 'A provider of this type or specialty may not bill this service.'],
  ['N56', 'The procedure code was not valid for the service or its date.'],
  ['N122', 'An add-on code stands without its primary procedure.'],
  ['N519', 'The procedure code and the modifier do not go together.'],
  ['N657', 'Another code describes the service better.'],
  ['N822', 'A modifier is missing.'],
  ['N823', 'A modifier is incomplete or wrong.'],
  ['M20', 'The procedure code is missing or wrong.'],
  ['M51', 'The procedure code is missing or wrong.'],
  ['M76', 'A diagnosis is missing or wrong.'],
  ['M77', 'The place of service is missing or wrong.'],
  ['M119', 'The drug code (NDC) is missing or wrong.'],
  ['MA120', 'The laboratory certificate number (CLIA) is missing or wrong.'],
  ['MA27', 'The member id or the name on the card is missing or wrong.'],
  ['MA61', 'The member id or social security number is missing or wrong.'],
  ['N382', "The patient's identifier is missing or wrong."],
  ['MA04', "The prior payer's decision is missing or could not be read."],
  ['N4', "The prior payer's explanation of benefits is missing or incomplete."],
  ['N479', 'The explanation of benefits for the coordination of benefits is missing.'],
  ['N197', 'The patient must bring the insurance information up to date.'],
  ['N418', 'The claim went to the wrong payer.'],
  ['N425', 'The law excludes the service from coverage.', 'excluded-by-law'],
  ['N130', "The plan's documents say what is covered."],
  ['N179', 'Information was asked of the patient.'],
  ['M62', 'The authorization number is missing or wrong.'],
  ['N54', 'The claim does not agree with what was authorized.'],
  ['N522', 'A duplicate of a claim that came, or will come, from another payer.'],
  ['N702', 'Decided from claims that were processed before.'],
  ['N115', 'Decided by a local coverage determination.'],
  ['N386', 'Decided by a national coverage determination.'],
  ['M127', "The patient's medical record is missing."],
  ['N706', 'Documentation is missing.'],
  ['M15', 'Services billed apart are bundled: they are parts of one procedure.'],
  ['M80', 'Not covered when done in the same session as another service.'],
  ['M86', 'A similar service was paid for the same time.'],
  ['N19', 'The procedure is incidental to the main one.'],
  ['N20', 'Not payable together with another service of the same day.'],
  ['N525', 'Included in the global period of another service.'],
  ['N362', 'More units or days than acceptable.'],
  ['N640', 'More often than is covered for the time.'],
  ['N830', 'The law on surprise bills limits what the patient owes.'],
];

const table: ReadonlyMap<string, RemarkRow> = new Map(
  rows.map(([code, sentence, ...marks]) => [code, { code, sentence, marks }]),
);

/** The row of a remark code (RARC), where it matters to the pipeline. */
export function remarkRow(code: string): RemarkRow | undefined {
  return table.get(code);
}

/** Whether any of the remarks carries the mark. */
export function hasMark(remarkCodes: Iterable<string>, mark: RemarkRow['marks'][number]): boolean {
  for (const code of remarkCodes) {
    if (table.get(code)?.marks.includes(mark) === true) {
      return true;
    }
  }
  return false;
}
