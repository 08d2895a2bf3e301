import { frontDeskRoutes } from '#contracts/staff-api/front-desk.ts';
import { useMemo, useRef } from 'react';
import { Link, useLocation } from 'wouter';
import { routeNamed } from '../../api/api-client.ts';
import { mayCall, useDesk } from '../../api/use-api.tsx';
import { PatientSearchForm, usePatientSearch } from '../../finding/patient-search.tsx';
import type { KeyBinding } from '../../keys/key-sequence.ts';
import { useKeys } from '../../keys/keys.tsx';
import { useRowKeys } from '../../keys/use-row-keys.ts';
import { Button } from '../../parts/button.tsx';
import { Code } from '../../parts/figures.tsx';
import { Explains, Page, Panel, Stack } from '../../parts/page.tsx';
import parts from '../../parts/parts.module.css';
import { Empty, Failed, Notice } from '../../parts/states.tsx';
import { dayInWords } from '../../words/days.ts';

const registerPatient = routeNamed(frontDeskRoutes, 'register-patient');

/** Looks for a patient by what the person at the desk says. Nothing of it stands in the address. */
export function PatientsPage() {
  const { practice } = useDesk();
  const [, go] = useLocation();
  const search = usePatientSearch();
  const mayRegister = mayCall(registerPatient, practice);
  const table = useRef<HTMLTableElement>(null);
  useKeys(useRowKeys(table, 'Patients'));
  useKeys(
    useMemo<readonly KeyBinding[]>(
      () => [
        {
          keys: '/',
          does: 'Search for a patient',
          group: 'Patients',
          run: () => document.querySelector<HTMLElement>('#search-lastName')?.focus(),
        },
        ...(mayRegister
          ? [
              {
                keys: 'r',
                does: 'Register a patient',
                group: 'Patients',
                run: () => go('/patients/new'),
              },
            ]
          : []),
      ],
      [go, mayRegister],
    ),
  );
  const found = search.data;
  return (
    <Page
      title="Patients"
      actions={
        mayRegister && (
          <Button hotKey="r" onPress={() => go('/patients/new')}>
            Register a patient
          </Button>
        )
      }
    >
      <Stack>
        <Panel title="Search">
          <PatientSearchForm search={search} />
        </Panel>
        {search.isError && <Failed error={search.error} />}
        {found?.hasMore === true && (
          <Notice tone="warning" title="More patients have this than are shown. Say more of the patient." />
        )}
        {found === undefined ? (
          <Explains>
            A search goes by a number, or by the last name with the date or the year of birth. A patient whom
            an upload brought is found within the hour.
          </Explains>
        ) : found.patients.length === 0 ? (
          <Empty title="Nobody was found">
            <p>Search by less of the name, or by another number, before you register a new patient.</p>
          </Empty>
        ) : (
          <Panel title="Found" isFlush>
            <table ref={table} className={`${parts['table']} ${parts['links']}`}>
              <thead>
                <tr>
                  <th>Patient</th>
                  <th>Born</th>
                  <th>Number</th>
                  <th>System</th>
                </tr>
              </thead>
              <tbody>
                {found.patients.map(({ patientKey, name, birthDate, patientNumber, sourceSystem }) => (
                  <tr key={patientKey}>
                    <td>
                      <Link
                        href={`/patients/${patientKey}`}
                        className={parts['whole'] ?? ''}
                        data-row={patientKey}
                      >
                        {name}
                      </Link>
                    </td>
                    <td>{dayInWords(birthDate)}</td>
                    <td>
                      <Code>{patientNumber}</Code>
                    </td>
                    <td>{sourceSystem}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Panel>
        )}
      </Stack>
    </Page>
  );
}
