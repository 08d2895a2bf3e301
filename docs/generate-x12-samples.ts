import type { Finding } from '#domain/x12/findings.ts';
import { type Judgement, judgements } from './x12-sample-judgements.ts';
import { type Judged, judge, type Sample, samples, validators } from './x12-samples.ts';

/** How many findings of a sample the page shows. */
const shownFindings = 3;

/** Code, loop, segment and element of a finding; nothing of the file's own text. */
function placeOf(finding: Finding): string {
  const { loop, segment, element, component, position } = finding;
  const name = [
    segment ?? 'file',
    element === undefined ? '' : String(element).padStart(2, '0'),
    component === undefined ? '' : `-${component}`,
  ].join('');
  const where = [loop === undefined ? '' : `${loop} `, name].join('');
  return `\`${finding.code}\` \`${where}\`${position === undefined ? '' : ` (segment ${position})`}`;
}

function findingsOf(judged: Judged): string {
  const sorted = [
    ...judged.findings.filter(({ severity }) => severity === 'error'),
    ...judged.findings.filter(({ severity }) => severity === 'warning'),
  ];
  const shown = sorted
    .slice(0, shownFindings)
    .map((finding) => (finding.severity === 'warning' ? `warning: ${placeOf(finding)}` : placeOf(finding)));
  const more = sorted.length - shown.length;
  return [...shown, ...(more > 0 ? [`${more} more`] : [])].join('<br>');
}

function row(sample: Sample, judged: Judged, judgement: Judgement | undefined): string {
  const others = validators.map((validator) => sample.verdicts.get(validator) ?? 'not asked');
  const cells = [`\`${sample.name}\``, judged.verdict, findingsOf(judged), ...others, judgement?.why ?? ''];
  return `| ${cells.join(' | ')} |`;
}

/**
 * The page that says of every third-party sample what we make of it, what the independent validators say, and why we
 * say otherwise where we do. Undefined where the samples are absent: it cannot be made there.
 */
export function x12SamplesPage(): string | undefined {
  if (samples.length === 0) return undefined;
  const judged = samples.map((sample) => ({ sample, judged: judge(sample) }));
  const count = (verdict: Judged['verdict']): number =>
    judged.filter((one) => one.judged.verdict === verdict).length;
  const otherwise = judgements.filter((judgement) => judgement.otherwise.length > 0).length;
  return [
    '# X12 samples',
    '',
    'Made by `npm run docs` from the third-party sample files, which lie beside the repository on some machines and are never part of it; do not edit.',
    '',
    `${samples.length} files: ${count('accepted')} accepted, ${count('rejected')} rejected, ${count('unreadable')} unreadable. Of ${otherwise} a validator says otherwise than we do; the last column says why. A file that no validator rejects and that we reject has a real fault, named there.`,
    '',
    'The column "envelope" is a check of the interchange, its groups and the counts alone. "Not asked" is a validator that does not know the guide. A warning rejects nothing.',
    '',
    `| file | we | first findings | ${validators.join(' | ')} | why |`,
    `|---|---|---|${'---|'.repeat(validators.length + 1)}`,
    ...judged.map((one) =>
      row(
        one.sample,
        one.judged,
        judgements.find(({ sample }) => sample === one.sample.name),
      ),
    ),
    '',
  ].join('\n');
}
