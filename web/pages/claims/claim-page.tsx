import { claimRoutes } from '#contracts/staff-api/claims.ts';
import { useMemo, useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components/Tabs';
import { Link, useLocation } from 'wouter';
import { routeNamed } from '../../api/api-client.ts';
import { useAnswer } from '../../api/use-api.tsx';
import type { KeyBinding } from '../../keys/key-sequence.ts';
import { useKeys } from '../../keys/keys.tsx';
import { Chip } from '../../parts/figures.tsx';
import { Explains, Page, Panel, Stack } from '../../parts/page.tsx';
import { Failed, Loading } from '../../parts/states.tsx';
import { toneOfState, wordsOfState } from '../../words/claim-words.ts';
import { ClaimFacts, ClaimLines } from './claim-parts.tsx';
import { ClaimDocuments } from './claim-documents.tsx';
import { ClaimMoney } from './claim-money.tsx';
import { ClaimPayer } from './claim-payer.tsx';
import { ClaimScrub } from './claim-scrub.tsx';
import { ClaimTimeline } from './claim-timeline.tsx';
import { LogPanel } from '../log/log-panel.tsx';
import { PlaceHold } from '../holds/place-hold.tsx';
import { holdTargetsOf } from './hold-targets.ts';
import css from './claims.module.css';

const showClaim = routeNamed(claimRoutes, 'show-claim');

const tabs = [
  { id: 'timeline', name: 'Timeline' },
  { id: 'money', name: 'Money' },
  { id: 'scrub', name: 'Scrub report' },
  { id: 'payer', name: 'Files and answers' },
  { id: 'documents', name: 'Documents' },
  { id: 'log', name: 'Notes and calls' },
] as const;

/** A claim with all that is known of it. */
export function ClaimPage({ claimId }: { readonly claimId: string }) {
  const [, go] = useLocation();
  const [tab, setTab] = useState<string>('timeline');
  const answer = useAnswer(showClaim, { claimId }, {}, { everySeconds: 15 });
  const found = answer.data?.claim.claimId === claimId ? answer.data : undefined;
  useKeys(
    useMemo<readonly KeyBinding[]>(
      () => [
        { keys: 'Escape', does: 'Back to the claims', group: 'Claim', run: () => go('/claims') },
        ...tabs.map(({ id, name }, index): KeyBinding => ({
          keys: String(index + 1),
          does: name,
          group: 'Claim',
          run: () => setTab(id),
        })),
      ],
      [go],
    ),
  );
  if (found === undefined) {
    return (
      <Page title={claimId} crumb={<Link href="/claims">Claims</Link>}>
        {answer.isError ? (
          <Failed error={answer.error} onRetry={() => void answer.refetch()} />
        ) : (
          <Loading rows={8} />
        )}
      </Page>
    );
  }
  const { claim, history } = found;
  const { meaning, expects } = wordsOfState(claim.state);
  return (
    <Page
      title={claimId}
      crumb={<Link href="/claims">Claims</Link>}
      actions={<Chip tone={toneOfState(claim.state)}>{meaning}</Chip>}
    >
      <Stack>
        <Panel
          title="Claim"
          aside={
            <>
              <Explains>Expected next: {expects}.</Explains>
              <PlaceHold targets={holdTargetsOf(claim)} />
            </>
          }
          isFlush
        >
          <div className={css['note']}>
            <Stack>
              <p className={css['summary']}>{claim.summary}</p>
              <ClaimFacts claim={claim} />
            </Stack>
          </div>
          <ClaimLines claim={claim} />
        </Panel>
        <Tabs
          selectedKey={tab}
          onSelectionChange={(key) => setTab(String(key))}
          keyboardActivation="automatic"
        >
          <TabList className={css['tabList'] ?? ''} aria-label="What is known of the claim">
            {tabs.map(({ id, name }) => (
              <Tab key={id} id={id} className={css['tab'] ?? ''}>
                {name}
              </Tab>
            ))}
          </TabList>
          <TabPanel id="timeline" className={css['tabPanel'] ?? ''}>
            <ClaimTimeline claim={claim} history={history} />
          </TabPanel>
          <TabPanel id="money" className={css['tabPanel'] ?? ''}>
            <ClaimMoney claim={claim} />
          </TabPanel>
          <TabPanel id="scrub" className={css['tabPanel'] ?? ''}>
            <ClaimScrub claim={claim} />
          </TabPanel>
          <TabPanel id="payer" className={css['tabPanel'] ?? ''}>
            <ClaimPayer claim={claim} />
          </TabPanel>
          <TabPanel id="documents" className={css['tabPanel'] ?? ''}>
            <ClaimDocuments claim={claim} />
          </TabPanel>
          <TabPanel id="log" className={css['tabPanel'] ?? ''}>
            <LogPanel subject={{ about: 'claim', claimId: claim.claimId }} />
          </TabPanel>
        </Tabs>
      </Stack>
    </Page>
  );
}
