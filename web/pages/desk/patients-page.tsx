import { patientRoutes } from '#contracts/staff-api/patients.ts';
import { frontDeskRoutes } from '#contracts/staff-api/front-desk.ts';
import { PlainDate } from '#contracts/dates.ts';
import { useMutation } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { routeNamed } from '../../api/api-client.ts';
import { mayCall, useDesk } from '../../api/use-api.tsx';
import type { KeyBinding } from '../../keys/key-sequence.ts';
import { useKeys } from '../../keys/keys.tsx';
import { useRowKeys } from '../../keys/use-row-keys.ts';
import { Button } from '../../parts/button.tsx';
import { Code } from '../../parts/figures.tsx';
import { Explains, Page, Panel, Stack } from '../../parts/page.tsx';
import parts from '../../parts/parts.module.css';
import { Empty, Failed, Notice } from '../../parts/states.tsx';
import { dayInWords } from '../../words/days.ts';
import { InputField } from './input-field.tsx';
import css from './desk.module.css';

const findPatients = routeNamed(patientRoutes, 'find-patients');
const registerPatient = routeNamed(frontDeskRoutes, 'register-patient');

type Sought = Readonly<Record<'lastName' | 'born' | 'memberId' | 'phone' | 'patientNumber', string>>;
const nothing: Sought = { lastName: '', born: '', memberId: '', phone: '', patientNumber: '' };

/** Looks for a patient by what the person at the desk says. Nothing of it stands in the address. */
export function PatientsPage() {
  const { api, practice } = useDesk();
  const [, go] = useLocation();
  const [sought, setSought] = useState(nothing);
  const search = useMutation({
    mutationFn: async (asked: Sought) =>
      await api.call(findPatients, { practiceId: practice.practiceId }, requestOf(asked)),
  });
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
  const field = (name: keyof Sought, label: string, hint: string) => (
    <InputField
      id={`search-${name}`}
      label={label}
      hint={hint}
      value={sought[name]}
      onChange={(value) => setSought({ ...sought, [name]: value })}
    />
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
          <form
            className={css['search']}
            onSubmit={(event) => {
              event.preventDefault();
              search.mutate(sought);
            }}
          >
            {field('lastName', 'Last name', 'Two letters are enough with the year of birth.')}
            {field('born', 'Born', 'The day, as 1979-04-23 or 4/23/1979, or the year.')}
            {field('memberId', 'Member id', 'As printed on the card.')}
            {field('phone', 'Phone', 'Ten digits.')}
            {field('patientNumber', 'Patient number', 'In the practice’s own system.')}
            <Button type="submit" look="primary" isDisabled={search.isPending}>
              {search.isPending ? 'Searching…' : 'Search'}
            </Button>
          </form>
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

/** What was typed as the API asks it; a year alone is a year. */
function requestOf({ born, ...asked }: Sought) {
  const known = Object.fromEntries(
    Object.entries(asked)
      .map(([name, value]) => [name, value.trim()])
      .filter(([, value]) => value !== ''),
  );
  const [, month = '', day = '', year = ''] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(born.trim()) ?? [];
  const date = year === '' ? born.trim() : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const isDate = PlainDate.safeParse(date).success;
  return {
    ...known,
    ...(isDate ? { birthDate: PlainDate.parse(date) } : date === '' ? {} : { birthYear: date }),
  };
}
