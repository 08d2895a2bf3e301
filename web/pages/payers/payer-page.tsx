import { PayerId } from '#contracts/identifiers.ts';
import { practiceRoutes } from '#contracts/staff-api/practice.ts';
import { Link } from 'wouter';
import { routeNamed } from '../../api/api-client.ts';
import { useAnswer } from '../../api/use-api.tsx';
import { Code, Facts } from '../../parts/figures.tsx';
import { Page, Panel, Stack } from '../../parts/page.tsx';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { PlaceHold } from '../holds/place-hold.tsx';
import { LogPanel } from '../log/log-panel.tsx';

const showPractice = routeNamed(practiceRoutes, 'show-practice');

/** One payer: what the practice keeps of it, what was said with it, and the way to hold its claims. */
export function PayerPage({ payerId }: { readonly payerId: string }) {
  const answer = useAnswer(showPractice, {}, {});
  const payer = answer.data?.practice?.payers.find((known) => known.payerId === payerId);
  return (
    <Page title={payer?.name ?? payerId} crumb={<Link href="/practice">Practice</Link>}>
      {payer !== undefined ? (
        <Stack>
          <Panel title="Payer" aside={<PlaceHold targets={[{ by: 'payer', payerId: payer.payerId }]} />}>
            <Facts
              facts={[
                { name: 'Payer id', value: <Code>{payer.payerId}</Code> },
                { name: 'Filing limit', value: `${payer.filingLimitDays} days` },
                { name: 'Appeal limit', value: `${payer.appealLimitDays} days` },
                {
                  name: 'Corrected claims',
                  value: payer.takesReplacementClaims ? 'As a replacement' : 'As a new claim',
                },
              ]}
            />
          </Panel>
          <LogPanel subject={{ about: 'payer', payerId: PayerId.parse(payer.payerId) }} />
        </Stack>
      ) : answer.data !== undefined ? (
        <Empty title="There is no such payer">
          <p>The list of payers is on the page of the practice.</p>
        </Empty>
      ) : answer.isError ? (
        <Failed error={answer.error} onRetry={() => void answer.refetch()} />
      ) : (
        <Loading rows={5} />
      )}
    </Page>
  );
}
