import { PlainDate } from '#contracts/dates.ts';
import { patientRoutes } from '#contracts/staff-api/patients.ts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { routeNamed } from '../api/api-client.ts';
import { useDesk } from '../api/use-api.tsx';
import css from '../pages/desk/desk.module.css';
import { InputField } from '../pages/desk/input-field.tsx';
import { Button } from '../parts/button.tsx';

const findPatients = routeNamed(patientRoutes, 'find-patients');

type Sought = Readonly<Record<'lastName' | 'born' | 'memberId' | 'phone' | 'patientNumber', string>>;
const nothing: Sought = { lastName: '', born: '', memberId: '', phone: '', patientNumber: '' };

export type PatientSearch = ReturnType<typeof usePatientSearch>;

/** A search for patients and what it found. Nothing of it stands in the address. */
export function usePatientSearch() {
  const { api, practice } = useDesk();
  return useMutation({
    mutationFn: async (asked: Sought) =>
      await api.call(findPatients, { practiceId: practice.practiceId }, requestOf(asked)),
  });
}

/** Asks for what a person says of a patient, or what a letter says. */
export function PatientSearchForm({ search }: { readonly search: PatientSearch }) {
  const [sought, setSought] = useState(nothing);
  const field = (name: keyof Sought, label: string, hint: string) => (
    <InputField
      id={`search-${name}`}
      label={label}
      hint={hint}
      value={sought[name]}
      onChange={(value) => setSought({ ...sought, [name]: value })}
    />
  );
  return (
    <form
      className={css['search']}
      onSubmit={(event) => {
        event.preventDefault();
        // A form over which it stands is not handed in by it.
        event.stopPropagation();
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
