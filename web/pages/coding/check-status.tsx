import { Button } from '../../parts/button.tsx';
import { Chip } from '../../parts/figures.tsx';
import { FindingRow, weightOf } from './code-finding.tsx';
import css from './coding.module.css';
import type { DraftChecks } from './use-draft-checks.ts';

/** What the scrubber says of the draft that is not about one of its rows. */
export function CheckedDraft({ checks }: { readonly checks: DraftChecks }) {
  const { state, answer, findings } = checks;
  const ofClaim = findings.filter(({ lines, diagnoses }) => lines.length + diagnoses.length === 0);
  const own = ofClaim.filter(({ finding }) => finding.fixer === 'coder');
  const others = ofClaim.filter(({ finding }) => finding.fixer !== 'coder');
  const objections = answer?.objections ?? [];
  if (state !== 'failed' && objections.length + ofClaim.length === 0) {
    return null;
  }
  return (
    <section className={css['checks']} aria-label="Findings about the claim as a whole">
      {state === 'failed' && (
        <p>
          The draft could not be checked. You can go on: the scrubber looks at the claim again when it is
          handed in.{' '}
          <Button isSmall onPress={checks.retry}>
            Check again
          </Button>
        </p>
      )}
      {objections.length > 0 && (
        <ul className={css['rowFindings']}>
          {objections.map((objection) => (
            <li key={objection} className={css['finding']} data-weight="holds">
              {objection}
            </li>
          ))}
        </ul>
      )}
      {own.length > 0 && <FindingList findings={own.map(({ finding }) => finding)} />}
      {others.length > 0 && (
        <details className={css['choices']}>
          <summary>
            {others.length} {others.length === 1 ? 'finding' : 'findings'} for others than the coder
          </summary>
          <FindingList findings={others.map(({ finding }) => finding)} />
        </details>
      )}
    </section>
  );
}

function FindingList({
  findings,
}: {
  readonly findings: readonly Parameters<typeof FindingRow>[0]['finding'][];
}) {
  return (
    <ul className={css['rowFindings']}>
      {findings.map((finding) => (
        <FindingRow
          key={`${finding.editId} ${finding.where} ${finding.found}`}
          id={`finding-${finding.editId}`}
          finding={finding}
        />
      ))}
    </ul>
  );
}

/** What the scrubber says of the draft in a few words, where it is handed in. */
export function CheckWords({ checks }: { readonly checks: DraftChecks }) {
  return (
    <section className={css['checkWords']} aria-label="Scrub report of the draft" aria-live="polite">
      <StateWords checks={checks} />
    </section>
  );
}

function StateWords({ checks: { state, findings, answer, unread } }: { readonly checks: DraftChecks }) {
  const notChecked = answer?.report.counts['not-checked'] ?? 0;
  switch (state) {
    case 'nothing':
      return <span>The scrubber begins with the first code.</span>;
    case 'checking':
      return <span>Checking…</span>;
    case 'failed':
      return <Chip tone="warning">Not checked</Chip>;
    case 'stale':
    case 'current': {
      const weights = findings.map(({ finding }) => weightOf(finding));
      const count = (weight: string) => weights.filter((one) => one === weight).length;
      const holds = count('holds') + (answer?.objections.length ?? 0);
      const warns = count('warns');
      return (
        <span className={css['counts']} data-stale={state === 'stale'}>
          {holds > 0 && <Chip tone="danger">{holds === 1 ? '1 holds' : `${holds} hold`} the claim</Chip>}
          {warns > 0 && <Chip tone="warning">{warns === 1 ? '1 warning' : `${warns} warnings`}</Chip>}
          {holds + warns + unread === 0 && <Chip tone="good">Nothing holds the claim</Chip>}
          {unread > 0 && <Chip>{unread === 1 ? '1 row is' : `${unread} rows are`} not whole yet</Chip>}
          {count('advises') > 0 && <Chip tone="note">{count('advises')} advice</Chip>}
          {notChecked > 0 && (
            <small title="Edits that had no table to check with: they say nothing about the claim.">
              {notChecked} not checked
            </small>
          )}
        </span>
      );
    }
  }
}
