import type { Practice } from '#contracts/practice.ts';
import { practiceRoutes } from '#contracts/staff-api/practice.ts';
import { Link } from 'wouter';
import { routeNamed } from '../../api/api-client.ts';
import { useAnswer } from '../../api/use-api.tsx';
import { Amount, Chip, Code, Facts } from '../../parts/figures.tsx';
import { Explains, Page, Panel, Stack } from '../../parts/page.tsx';
import parts from '../../parts/parts.module.css';
import { Failed, Loading } from '../../parts/states.tsx';

const showPractice = routeNamed(practiceRoutes, 'show-practice');

/** The practice as claims are made with it. It is read here; a practice document changes it. */
export function PracticePage() {
  const answer = useAnswer(showPractice, {}, {}, { everySeconds: 60 });
  const practice = answer.data?.practice;
  return (
    <Page title="Practice">
      {practice !== undefined && practice !== null ? (
        <PracticeView practice={practice} />
      ) : answer.isError ? (
        <Failed error={answer.error} onRetry={() => void answer.refetch()} />
      ) : (
        <Loading rows={8} />
      )}
    </Page>
  );
}

function PracticeView({ practice }: { readonly practice: Practice }) {
  const { address, statementPolicy } = practice;
  return (
    <Stack>
      <Panel
        title={practice.name}
        aside={
          practice.mode === 'training' ? <Chip tone="warning">Training</Chip> : <Chip tone="good">Live</Chip>
        }
      >
        <Stack>
          <Explains>
            Edition {practice.edition}. Settings change with a practice document, whose every edition is kept
            with who saved it.
          </Explains>
          <Facts
            facts={[
              { name: 'NPI', value: <Code>{practice.npi}</Code> },
              { name: 'Tax id', value: <Code>{practice.taxId}</Code> },
              { name: 'Taxonomy', value: <Code>{practice.taxonomy}</Code> },
              {
                name: 'Address',
                value: `${address.line1}, ${address.city}, ${address.state} ${address.zip}`,
              },
              { name: 'Time zone', value: practice.timeZone },
              { name: 'Clearinghouse', value: practice.clearinghouse.name },
              { name: 'Submitter', value: <Code>{practice.submitterId}</Code> },
            ]}
          />
        </Stack>
      </Panel>
      <Panel title="Who decides up to what">
        <Facts
          facts={[
            { name: 'Write-off without a manager', value: <Amount of={practice.writeOffLimitCents} /> },
            {
              name: 'Refund by one person',
              value:
                practice.refundLimitCents === undefined ? (
                  'Always two persons'
                ) : (
                  <Amount of={practice.refundLimitCents} />
                ),
            },
            { name: 'Smallest balance billed', value: <Amount of={statementPolicy.minimumBalanceCents} /> },
            { name: 'Days between statements', value: statementPolicy.intervalDays },
            { name: 'Statements of a cycle', value: statementPolicy.statementLimit },
          ]}
        />
      </Panel>
      <Panel title="Providers" aside={<Chip>{practice.providers.length}</Chip>} isFlush>
        <div className={parts['scroller']}>
          <table className={parts['table']}>
            <thead>
              <tr>
                <th>Provider</th>
                <th>NPI</th>
                <th>Taxonomy</th>
                <th>Enrollments</th>
              </tr>
            </thead>
            <tbody>
              {practice.providers.map((provider) => (
                <tr key={provider.npi}>
                  <td>
                    {provider.lastName}, {provider.firstName}
                  </td>
                  <td>
                    <Code>{provider.npi}</Code>
                  </td>
                  <td>
                    <Code>{provider.taxonomy}</Code>
                  </td>
                  <td>
                    {provider.enrollments.length === 0
                      ? 'Not told'
                      : provider.enrollments.map(({ payerId, status }) => `${payerId} ${status}`).join(', ')}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Panel>
      <Panel title="Payers" aside={<Chip>{practice.payers.length}</Chip>} isFlush>
        <div className={parts['scroller']}>
          <table className={parts['table']}>
            <thead>
              <tr>
                <th>Payer</th>
                <th>Payer id</th>
                <th className={parts['number']}>Filing limit</th>
                <th className={parts['number']}>Appeal limit</th>
                <th>Corrected claims</th>
                <th className={parts['number']}>Contracts</th>
              </tr>
            </thead>
            <tbody>
              {practice.payers.map((payer) => (
                <tr key={payer.payerId}>
                  <td>
                    <Link href={`/payers/${payer.payerId}`}>{payer.name}</Link>
                  </td>
                  <td>
                    <Code>{payer.payerId}</Code>
                  </td>
                  <td className={parts['number']}>{payer.filingLimitDays} days</td>
                  <td className={parts['number']}>{payer.appealLimitDays} days</td>
                  <td>{payer.takesReplacementClaims ? 'As a replacement' : 'As a new claim'}</td>
                  <td className={parts['number']}>{payer.contracts.length}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Panel>
      {practice.locations.length > 0 && (
        <Panel title="Locations" aside={<Chip>{practice.locations.length}</Chip>} isFlush>
          <table className={parts['table']}>
            <thead>
              <tr>
                <th>Location</th>
                <th>Id</th>
                <th>Place of service</th>
                <th>Address</th>
              </tr>
            </thead>
            <tbody>
              {practice.locations.map((location) => (
                <tr key={location.locationId}>
                  <td>{location.name}</td>
                  <td>
                    <Code>{location.locationId}</Code>
                  </td>
                  <td>
                    <Code>{location.placeOfService}</Code>
                  </td>
                  <td>
                    {location.address.line1}, {location.address.city}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Panel>
      )}
    </Stack>
  );
}
