import { RegistrationForm, type PatientOnFile } from '#contracts/front-desk.ts';
import { frontDeskRoutes } from '#contracts/staff-api/front-desk.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { routeNamed } from '../../api/api-client.ts';
import { useAnswer, useDesk } from '../../api/use-api.tsx';
import { deskForm } from '../../forms/desk-forms.ts';
import { draftOf, type Draft } from '../../forms/draft.ts';
import { Explains, Page, Stack } from '../../parts/page.tsx';
import { Failed, Loading } from '../../parts/states.tsx';
import { dollarText } from '../../words/dollars.ts';
import { DeskFormPanel } from './desk-form-panel.tsx';

const registerPatient = routeNamed(frontDeskRoutes, 'register-patient');
const showAccount = routeNamed(frontDeskRoutes, 'show-patient-account');
const shape = deskForm(RegistrationForm);

/** Registers a patient, or changes what is on file of one. */
export function RegistrationPage({ patientKey }: { readonly patientKey: string | undefined }) {
  const answer = useAnswer(
    showAccount,
    { patientKey: patientKey ?? '' },
    {},
    { isAsked: patientKey !== undefined },
  );
  const onFile = answer.data?.onFile;
  return (
    <Page
      title={patientKey === undefined ? 'Register a patient' : 'Registration'}
      crumb={
        patientKey === undefined ? (
          <Link href="/patients">Patients</Link>
        ) : (
          <Link href={`/patients/${patientKey}`}>Patient</Link>
        )
      }
    >
      {patientKey !== undefined && onFile === undefined ? (
        answer.isError ? (
          <Failed error={answer.error} onRetry={() => void answer.refetch()} />
        ) : (
          <Loading rows={10} />
        )
      ) : (
        <Registration onFile={onFile} />
      )}
    </Page>
  );
}

function Registration({ onFile: latest }: { readonly onFile: PatientOnFile | undefined }) {
  const { api, practice } = useDesk();
  // What the form began with: what others change meanwhile is not to be written over unseen.
  const [onFile] = useState(latest);
  const queries = useQueryClient();
  const [, go] = useLocation();
  return (
    <Stack>
      <Explains>
        Write the patient as the insurance card has it. Look for the patient first: who is registered twice is
        billed twice. A coverage that has ended stays, with its last day.
      </Explains>
      <DeskFormPanel
        title={onFile === undefined ? 'New patient' : 'On file'}
        draftId={`registration ${onFile === undefined ? 'new' : `${onFile.patientKey} ${onFile.version}`}`}
        shape={shape}
        beginning={onFile === undefined ? { patient: {} } : registrationDraft(onFile)}
        submit={onFile === undefined ? 'Register' : 'Save'}
        send={async (form, entryKey) =>
          await api.call(
            registerPatient,
            { practiceId: practice.practiceId },
            {
              entryKey,
              form,
              ...(onFile !== undefined && { patientKey: onFile.patientKey, seenVersion: onFile.version }),
            },
            { idempotencyKey: entryKey },
          )
        }
        onTakenIn={(_, filed) => {
          void queries.invalidateQueries({ queryKey: ['show-patient-account'] });
          go(`/patients/${filed.patientKey}`);
        }}
      />
    </Stack>
  );
}

/** What is on file as the form shows it. */
function registrationDraft({ patient, guarantor, coverages }: PatientOnFile): Draft | undefined {
  return draftOf(
    { kind: 'group', fields: shape.fields, look: 'plain' },
    {
      patient,
      guarantor,
      coverages: coverageInput(coverages),
    },
  );
}

/** Coverages on file as they are typed: amounts in dollars. */
export function coverageInput(coverages: PatientOnFile['coverages']): readonly object[] {
  return coverages.map(({ copay, ...coverage }) => ({
    ...coverage,
    ...(copay !== undefined && { copay: dollarText(copay) }),
  }));
}
