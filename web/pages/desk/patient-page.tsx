import type { DeskQueryAnswer } from '#contracts/front-desk.ts';
import { frontDeskRoutes } from '#contracts/staff-api/front-desk.ts';
import { useMemo, useRef } from 'react';
import { Link, useLocation } from 'wouter';
import { routeNamed } from '../../api/api-client.ts';
import { mayCall, useAnswer, useDesk } from '../../api/use-api.tsx';
import type { KeyBinding } from '../../keys/key-sequence.ts';
import { useKeys } from '../../keys/keys.tsx';
import { useRowKeys } from '../../keys/use-row-keys.ts';
import { Button } from '../../parts/button.tsx';
import { Amount, Chip, Code, Facts } from '../../parts/figures.tsx';
import { useToday } from '../../parts/now.tsx';
import { Explains, Page, Panel, Stack } from '../../parts/page.tsx';
import parts from '../../parts/parts.module.css';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { dayInWords, dayOfInstant } from '../../words/days.ts';
import { dollars } from '../../words/dollars.ts';
import { CardImages } from './card-images.tsx';
import { methodInWords, purposeInWords } from './payment-form.tsx';

const showAccount = routeNamed(frontDeskRoutes, 'show-patient-account');
const registerPatient = routeNamed(frontDeskRoutes, 'register-patient');
const enterVisit = routeNamed(frontDeskRoutes, 'enter-visit');
const checkIn = routeNamed(frontDeskRoutes, 'check-in');

type Account = Extract<DeskQueryAnswer, { outcome: 'account' }>;

/** A patient as on file: coverages, claims, balance, payments and pictures of cards. */
export function PatientPage({ patientKey }: { readonly patientKey: string }) {
  const { practice } = useDesk();
  const [, go] = useLocation();
  const today = useToday();
  const answer = useAnswer(showAccount, { patientKey }, {}, { everySeconds: 20 });
  const actions = useMemo(
    () => [
      ...(mayCall(registerPatient, practice)
        ? [
            { keys: 'e', does: 'Registration', path: `/patients/${patientKey}/registration` },
            { keys: 'v', does: 'Coverages', path: `/patients/${patientKey}/coverages` },
          ]
        : []),
      ...(mayCall(enterVisit, practice)
        ? [{ keys: 'x', does: 'Enter charges', path: `/patients/${patientKey}/charges` }]
        : []),
      ...(mayCall(checkIn, practice)
        ? [{ keys: 'h', does: 'Check in', path: `/check-in/${today}/${patientKey}/walk-in` }]
        : []),
    ],
    [practice, patientKey, today],
  );
  useKeys(
    useMemo<readonly KeyBinding[]>(
      () => [
        ...actions.map(({ keys, does, path }) => ({ keys, does, group: 'Patient', run: () => go(path) })),
        { keys: 'Escape', does: 'Back to the patients', group: 'Patient', run: () => go('/patients') },
      ],
      [actions, go],
    ),
  );
  return (
    <Page
      title="Patient"
      crumb={<Link href="/patients">Patients</Link>}
      actions={actions.map(({ keys, does, path }) => (
        <Button key={keys} hotKey={keys} onPress={() => go(path)}>
          {does}
        </Button>
      ))}
    >
      {answer.data !== undefined ? (
        <Stack>
          <OnFile account={answer.data} />
          <Claims account={answer.data} />
          <Receipts account={answer.data} />
          <CardImages
            patientKey={patientKey}
            cards={answer.data.cards}
            onAdded={() => void answer.refetch()}
          />
        </Stack>
      ) : answer.isError ? (
        <Failed error={answer.error} onRetry={() => void answer.refetch()} />
      ) : (
        <Loading rows={10} />
      )}
    </Page>
  );
}

function OnFile({ account }: { readonly account: Account }) {
  const { onFile, copay, balanceCents, unappliedCents } = account;
  const { patient, guarantor, guarantorId, coverages, version, sourceSystem } = onFile;
  const { address } = patient;
  return (
    <>
      <Panel
        title={`${patient.lastName}, ${patient.firstName}`}
        aside={
          <Explains>
            {version === 0 ? `Known from visits of ${sourceSystem}` : `Registered, version ${version}`}
          </Explains>
        }
      >
        <Facts
          facts={[
            { name: 'Born', value: dayInWords(patient.birthDate) },
            { name: 'Number', value: <Code>{patient.sourcePatientId}</Code> },
            { name: 'Phone', value: patient.phone ?? 'Not known' },
            {
              name: 'Address',
              value: `${address.line1}, ${address.city}, ${address.state} ${address.zip}`,
            },
            {
              name: 'Bills go to',
              value:
                guarantor === undefined ? 'The patient' : `${guarantor.lastName}, ${guarantor.firstName}`,
            },
            {
              name: 'Balance',
              value: <Link href={`/accounts/${guarantorId}`}>{dollars(balanceCents)}</Link>,
            },
            unappliedCents === 0
              ? undefined
              : { name: 'Paid and not used yet', value: <Amount of={unappliedCents} /> },
            copay === undefined ? undefined : { name: 'Copay', value: <Amount of={copay.amountCents} /> },
          ]}
        />
      </Panel>
      <Panel title="Coverages" isFlush>
        {coverages.length === 0 ? (
          <Empty title="No insurance on file">
            <p>The patient pays for every visit.</p>
          </Empty>
        ) : (
          <table className={parts['table']}>
            <thead>
              <tr>
                <th>Pays</th>
                <th>Payer</th>
                <th>Member id</th>
                <th>Group</th>
                <th>In force</th>
              </tr>
            </thead>
            <tbody>
              {coverages.map((coverage) => (
                <tr key={`${coverage.order} ${coverage.payerId} ${coverage.memberId} ${coverage.from ?? ''}`}>
                  <td>{orders[coverage.order]}</td>
                  <td>{coverage.payerId}</td>
                  <td>
                    <Code>{coverage.memberId}</Code>
                  </td>
                  <td>{coverage.groupNumber ?? ''}</td>
                  <td>{periodInWords(coverage)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Panel>
    </>
  );
}

const orders = { primary: 'First', secondary: 'Second', tertiary: 'Third' } as const;

function periodInWords({ from, to }: Account['onFile']['coverages'][number]): string {
  return (
    [from === undefined ? '' : `from ${dayInWords(from)}`, to === undefined ? '' : `until ${dayInWords(to)}`]
      .filter(Boolean)
      .join(' ') || 'Always'
  );
}

function Claims({ account }: { readonly account: Account }) {
  const table = useRef<HTMLTableElement>(null);
  const { practice } = useDesk();
  useKeys(useRowKeys(table, 'Claims of the patient'));
  const mayCorrect = mayCall(enterVisit, practice);
  return (
    <Panel title="Claims" isFlush>
      {account.claims.length === 0 ? (
        <Empty title="No claim yet">
          <p>A claim is made of each visit, as soon as its charges are entered or uploaded.</p>
        </Empty>
      ) : (
        <table ref={table} className={parts['table']}>
          <thead>
            <tr>
              <th>Service</th>
              <th>Claim</th>
              <th>Payer</th>
              <th>Stands at</th>
              <th className={parts['number']}>Charge</th>
              <th>
                <span className={parts['hidden']}>Do</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {account.claims.map((claim) => (
              <tr key={claim.claimId}>
                <td>
                  <Link href={`/claims/${claim.claimId}`} data-row={claim.claimId}>
                    {dayInWords(claim.serviceDate)}
                  </Link>
                </td>
                <td>
                  <Code>{claim.claimId}</Code>
                </td>
                <td>{claim.payerId ?? 'The patient'}</td>
                <td>{claim.summary}</td>
                <td className={parts['number']}>
                  <Amount of={claim.totalChargeCents} />
                </td>
                <td>
                  {mayCorrect && (
                    <Link href={`/patients/${account.onFile.patientKey}/charges/${claim.claimId}`}>
                      Correct charges
                    </Link>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

function Receipts({ account: { receipts } }: { readonly account: Account }) {
  return (
    <Panel title="Payments at the desk" isFlush>
      {receipts.length === 0 ? (
        <Empty title="Nothing was paid here">
          <p>What is paid by mail or through the bank stands with the patient’s account.</p>
        </Empty>
      ) : (
        <table className={parts['table']}>
          <thead>
            <tr>
              <th>Day</th>
              <th>Receipt</th>
              <th>For</th>
              <th>By</th>
              <th className={parts['number']}>Amount</th>
              <th className={parts['number']}>Not used yet</th>
            </tr>
          </thead>
          <tbody>
            {receipts.map((receipt) => (
              <tr key={receipt.number}>
                <td>{dayInWords(dayOfInstant(receipt.at))}</td>
                <td>
                  <Link href={`/receipts/${receipt.number}`}>{receipt.number}</Link>{' '}
                  {receipt.isVoid && <Chip tone="danger">Void</Chip>}
                </td>
                <td>{purposeInWords(receipt.purpose)}</td>
                <td>{methodInWords(receipt.method)}</td>
                <td className={parts['number']}>
                  <Amount of={receipt.amountCents} />
                </td>
                <td className={parts['number']}>
                  <Amount of={receipt.unappliedCents} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
