import { ScrubResult, type Claim } from '#contracts/claim.ts';
import { Chip, Code } from '../../parts/figures.tsx';
import { Explains, Panel, Stack } from '../../parts/page.tsx';
import { Empty } from '../../parts/states.tsx';
import { resultWords } from '../../words/claim-words.ts';
import { momentInWords } from '../../words/days.ts';
import { Findings } from './claim-parts.tsx';
import css from './claims.module.css';

/** Which edits ran, with which tables, and everything that did not simply pass. */
export function ClaimScrub({ claim: { scrub } }: { readonly claim: Claim }) {
  if (scrub === undefined) {
    return (
      <Panel title="Scrub report">
        <Empty title="Not scrubbed yet">
          <p>The scrubber runs as soon as the visit is coded and its coverage is known.</p>
        </Empty>
      </Panel>
    );
  }
  return (
    <Stack>
      <Panel title="Scrub report" aside={<Explains>{momentInWords(scrub.scrubbedAt)}</Explains>}>
        <Stack>
          <div className={css['counts']}>
            <Chip tone={scrub.clean ? 'good' : 'danger'}>{scrub.clean ? 'Clean' : 'Held'}</Chip>
            {ScrubResult.options.map((result) => (
              <Chip key={result} tone={scrub.counts[result] === 0 ? 'plain' : resultWords[result].tone}>
                {scrub.counts[result]} {resultWords[result].name.toLowerCase()}
              </Chip>
            ))}
          </div>
          <Explains>
            An edit that is not checked had no table to check with: it says nothing about the claim. One that
            is bypassed does not apply, or somebody said that it is right as it is.
          </Explains>
          {scrub.repairs !== undefined && scrub.repairs.length > 0 && (
            <p>Repaired before: {scrub.repairs.join(' ')}</p>
          )}
        </Stack>
      </Panel>
      {scrub.findings.length > 0 && (
        <Panel title="What did not simply pass" isFlush>
          <Findings findings={scrub.findings} />
        </Panel>
      )}
      <Panel title="Tables and editions">
        <div className={css['counts']}>
          {scrub.editions.map(({ table, edition }) => (
            <Chip key={table}>
              <Code>{table}</Code> {edition}
            </Chip>
          ))}
        </div>
      </Panel>
    </Stack>
  );
}
