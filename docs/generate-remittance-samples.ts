import { cents, formatDollars } from '#domain/money/cents.ts';
import {
  postedSamples,
  remittanceSamples,
  type Outcome,
  type PostedSample,
  type WrittenBalances,
} from './remittance-samples.ts';
import { remittanceJudgements } from './remittance-sample-judgements.ts';

/** `posted: 2 of 3 claims, 1 parked; our claims: awaiting-remittance`. */
export function outcomeInWords({ refused, runs, states }: Outcome): string {
  const said = runs.map(({ state, posted, suspended, claims, differences }) =>
    state === 'posted'
      ? [
          `${posted} of ${claims} posted`,
          ...(suspended === 0 ? [] : [`${suspended} parked`]),
          ...(posted === 0 ? [] : [`ours then: ${counted(states)}`]),
        ].join(', ')
      : `held (${state}): ${differences.join(' ')}`,
  );
  return [...said, ...(refused === undefined ? [] : [`refused, nothing posted: ${reasonsOf(refused)}`])].join(
    '<br>',
  );
}

/** Codes and places only; the first three. */
function reasonsOf(refused: string): string {
  const reasons = refused.replace(/^.* is refused: /, '').split(', ');
  return reasons
    .slice(0, 3)
    .map((reason) => {
      const [, code, segment, element] = /^(\S+) .*segment (\S+) .*?(?:element (\d+))?$/.exec(reason) ?? [];
      return `\`${code ?? reason}\` \`${segment ?? ''}${element === undefined ? '' : element.padStart(2, '0')}\``;
    })
    .join(', ');
}

function counted(values: readonly string[]): string {
  return [...Map.groupBy(values, (value) => value)]
    .map(([value, { length }]) => `${length} ${value}`)
    .join(', ');
}

/** `3 held`, or by how much they are off. */
function balanceInWords(count: number, differences: readonly number[]): string {
  if (count === 0) {
    return 'none in the file';
  }
  const held = `${count - differences.length} held`;
  const sums = [...new Set(differences)].map((difference) => formatDollars(cents(difference)));
  return differences.length === 0 ? held : `${held}, ${differences.length} off by ${sums.join(', ')}`;
}

/** The balances of lines, claims and payments. */
export function balancesInWords(written: WrittenBalances, transactions: number): readonly string[] {
  return [
    balanceInWords(written.lines, written.lineDifferences),
    balanceInWords(written.claims, written.claimDifferences),
    balanceInWords(transactions, written.paymentDifferences),
  ];
}

function row({ sample, written, transactions, known, unknown }: PostedSample): string {
  const judgement = remittanceJudgements.find((one) => one.sample === sample.name);
  const cells = [
    `\`${sample.name}\``,
    String(transactions),
    ...balancesInWords(written, transactions),
    outcomeInWords(known),
    outcomeInWords(unknown),
    judgement?.why ?? '',
  ];
  return `| ${cells.join(' | ')} |`;
}

/**
 * The page that says of every third-party 835 whether its three balances hold and what posting it does, with its claims
 * known to the practice and without. Undefined where the samples are absent: it cannot be made there.
 */
export async function remittanceSamplesPage(): Promise<string | undefined> {
  if (remittanceSamples.length === 0) return undefined;
  const posted = await postedSamples();
  const refused = posted.filter(({ known }) => known.refused !== undefined).length;
  return [
    '# Samples of remittances',
    '',
    'Made by `npm run docs` from the third-party sample files, which lie beside the repository on some machines and are never part of it; do not edit.',
    '',
    `${posted.length} files: ${posted.length - refused} posted, ${refused} refused as files that break the rules of the 835. None is held for its balances. Each file was received, validated, posted and closed by the steps of the pipeline over memory, twice: by a practice that has a claim for each control number, with the lines of the first decision under it, and by one that has none. A parked claim payment waits in suspense for a person, with a task.`,
    '',
    'The balances are worked out from the bare elements, also of files that are refused: a line holds where `SVC02` less its `CAS` is `SVC03`, a claim where `CLP03` less every `CAS` is `CLP04`, a payment where the sum of `CLP04` less `PLB` is `BPR02`. What should become of each file is written down by hand in `docs/remittance-sample-judgements.ts`.',
    '',
    '| file | transactions | lines | claims | payment | its claims are ours | none is ours | why |',
    '|---|---|---|---|---|---|---|---|',
    ...posted.map(row),
    '',
  ].join('\n');
}
