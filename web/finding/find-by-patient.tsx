import { frontDeskRoutes } from '#contracts/staff-api/front-desk.ts';
import { useState } from 'react';
import { routeNamed } from '../api/api-client.ts';
import { useAnswer } from '../api/use-api.tsx';
import { Button } from '../parts/button.tsx';
import { Amount, Code } from '../parts/figures.tsx';
import { Explains, Stack } from '../parts/page.tsx';
import parts from '../parts/parts.module.css';
import { Empty, Failed, Loading, Notice } from '../parts/states.tsx';
import { dayInWords } from '../words/days.ts';
import { PatientSearchForm, usePatientSearch, type PatientSearch } from './patient-search.tsx';

const showAccount = routeNamed(frontDeskRoutes, 'show-patient-account');

/** What is looked for: a claim, or the account of whoever is billed. */
export type Sought = 'claim' | 'guarantor';

interface FindByPatientProps {
  readonly sought: Sought;
  readonly onFound: (id: string) => void;
}

/** Goes from what is known of a patient to the id that a field wants. */
export function FindByPatient({ sought, onFound }: FindByPatientProps) {
  const search = usePatientSearch();
  const [patientKey, setPatientKey] = useState<string>();
  return (
    <Stack>
      <PatientSearchForm search={search} />
      {search.isError && <Failed error={search.error} />}
      {search.data !== undefined && (
        <Patients found={search.data} chosen={patientKey} onChoose={setPatientKey} />
      )}
      {patientKey !== undefined && (
        <OfPatient key={patientKey} patientKey={patientKey} sought={sought} onFound={onFound} />
      )}
    </Stack>
  );
}

function Patients({
  found: { patients, hasMore },
  chosen,
  onChoose,
}: {
  readonly found: NonNullable<PatientSearch['data']>;
  readonly chosen: string | undefined;
  readonly onChoose: (patientKey: string) => void;
}) {
  if (patients.length === 0) {
    return <Empty title="Nobody was found">Search by less of the name, or by another number.</Empty>;
  }
  return (
    <>
      {hasMore && (
        <Notice tone="warning" title="More patients have this than are shown. Say more of the patient." />
      )}
      <table className={parts['table']}>
        <thead>
          <tr>
            <th>Patient</th>
            <th>Born</th>
            <th>Number</th>
          </tr>
        </thead>
        <tbody>
          {patients.map(({ patientKey, name, birthDate, patientNumber }) => (
            <tr key={patientKey} aria-current={patientKey === chosen}>
              <td>
                <Button isSmall label={`Patient ${name}`} onPress={() => onChoose(patientKey)}>
                  {name}
                </Button>
              </td>
              <td>{dayInWords(birthDate)}</td>
              <td>
                <Code>{patientNumber}</Code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function OfPatient({ patientKey, sought, onFound }: FindByPatientProps & { readonly patientKey: string }) {
  const answer = useAnswer(showAccount, { patientKey }, {});
  if (answer.data === undefined) {
    return answer.isError ? (
      <Failed error={answer.error} onRetry={() => void answer.refetch()} />
    ) : (
      <Loading rows={2} />
    );
  }
  const { onFile, claims, balanceCents } = answer.data;
  if (sought === 'guarantor') {
    const { guarantorId, guarantor, patient } = onFile;
    const { lastName, firstName } = guarantor ?? patient;
    return (
      <p>
        {`${firstName} ${lastName} is billed, and owes`} <Amount of={balanceCents} />.{' '}
        <Button look="primary" isSmall onPress={() => onFound(guarantorId)}>
          Take account {guarantorId}
        </Button>
      </p>
    );
  }
  return claims.length === 0 ? (
    <Explains>The patient has no claim yet.</Explains>
  ) : (
    <table className={parts['table']}>
      <thead>
        <tr>
          <th>Claim</th>
          <th>Service</th>
          <th>Payer</th>
          <th className={parts['number']}>Charge</th>
        </tr>
      </thead>
      <tbody>
        {claims.map(({ claimId, serviceDate, payerId, totalChargeCents }) => (
          <tr key={claimId}>
            <td>
              <Button isSmall look="primary" label={`Take claim ${claimId}`} onPress={() => onFound(claimId)}>
                {claimId}
              </Button>
            </td>
            <td>{dayInWords(serviceDate)}</td>
            <td>{payerId ?? 'The patient'}</td>
            <td className={parts['number']}>
              <Amount of={totalChargeCents} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
