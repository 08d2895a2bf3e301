import type { Claim } from '#contracts/claim.ts';
import { VisitForm, type PatientOnFile } from '#contracts/front-desk.ts';
import { claimRoutes } from '#contracts/staff-api/claims.ts';
import { frontDeskRoutes } from '#contracts/staff-api/front-desk.ts';
import type { UploadAnswer } from '#contracts/upload-answer.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { routeNamed } from '../../api/api-client.ts';
import { useAnswer, useDesk } from '../../api/use-api.tsx';
import { deskForm } from '../../forms/desk-forms.ts';
import { draftOf, type Draft } from '../../forms/draft.ts';
import { Button } from '../../parts/button.tsx';
import { useToday } from '../../parts/now.tsx';
import { Explains, Page, Stack } from '../../parts/page.tsx';
import { Failed, Loading, Notice, NoticeRow } from '../../parts/states.tsx';
import { dollarText } from '../../words/dollars.ts';
import { DeskFormPanel } from './desk-form-panel.tsx';

const enterVisit = routeNamed(frontDeskRoutes, 'enter-visit');
const showAccount = routeNamed(frontDeskRoutes, 'show-patient-account');
const showClaim = routeNamed(claimRoutes, 'show-claim');
/** In the order in which a superbill has them; what a visit seldom has comes behind. */
const firstFields = [
  'serviceDateFrom',
  'renderingNpi',
  'placeOfService',
  'authorizationNumber',
  'diagnoses',
  'lines',
];
const rankOf = (name: string): number =>
  firstFields.includes(name) ? firstFields.indexOf(name) : firstFields.length;
const visit = deskForm(VisitForm);
const shape = {
  ...visit,
  fields: visit.fields.toSorted((one, other) => rankOf(one.name) - rankOf(other.name)),
};

interface ChargesPageProps {
  readonly patientKey: string;
  readonly claimId: string | undefined;
}

/** Charge entry: a visit that nobody has sent, or the charges of a claim, corrected. */
export function ChargesPage({ patientKey, claimId }: ChargesPageProps) {
  const account = useAnswer(showAccount, { patientKey }, {});
  const claim = useAnswer(showClaim, { claimId: claimId ?? '' }, {}, { isAsked: claimId !== undefined });
  const failed = [account, claim].find(({ isError }) => isError);
  const isThere = account.data !== undefined && (claimId === undefined || claim.data !== undefined);
  return (
    <Page
      title={claimId === undefined ? 'Charge entry' : 'Correct charges'}
      crumb={<Link href={`/patients/${patientKey}`}>Patient</Link>}
    >
      {isThere ? (
        <ChargeEntry onFile={account.data.onFile} claim={claim.data?.claim} />
      ) : failed !== undefined ? (
        <Failed error={failed.error} onRetry={() => void failed.refetch()} />
      ) : (
        <Loading rows={10} />
      )}
    </Page>
  );
}

function ChargeEntry({
  onFile,
  claim,
}: {
  readonly onFile: PatientOnFile;
  readonly claim: Claim | undefined;
}) {
  const { api, practice } = useDesk();
  const queries = useQueryClient();
  const today = useToday();
  const [records, setRecords] = useState<UploadAnswer['records']>();
  const { patientKey, patient } = onFile;
  const [beginning] = useState<Draft>(() =>
    claim === undefined
      ? { serviceDateFrom: today, placeOfService: '11', diagnoses: [''] }
      : (claimDraft(claim) ?? {}),
  );
  if (records !== undefined) {
    return <TakenIn records={records} patientKey={patientKey} />;
  }
  return (
    <Stack>
      <Explains>
        {patient.lastName}, {patient.firstName}.{' '}
        {claim === undefined
          ? 'The coverages of the date of service go with it.'
          : 'Before it is billed the claim is corrected at once; after that a task asks a biller whether the correction replaces it.'}
      </Explains>
      <DeskFormPanel
        title={claim === undefined ? 'Visit' : `Claim ${claim.claimId}`}
        draftId={`charges ${patientKey} ${claim?.claimId ?? 'new'}`}
        shape={shape}
        beginning={beginning}
        submit={claim === undefined ? 'Enter charges' : 'Correct charges'}
        send={async (form, entryKey) =>
          await api.call(
            enterVisit,
            { practiceId: practice.practiceId },
            { entryKey, patientKey, form, ...(claim !== undefined && { claimId: claim.claimId }) },
            { idempotencyKey: entryKey },
          )
        }
        onTakenIn={(taken) => {
          void queries.invalidateQueries({ queryKey: ['show-patient-account'] });
          setRecords(taken);
        }}
      />
    </Stack>
  );
}

/** What became of the charges, and where to look next. */
function TakenIn({
  records,
  patientKey,
}: {
  readonly records: UploadAnswer['records'];
  readonly patientKey: string;
}) {
  const [, go] = useLocation();
  const [record] = records;
  return (
    <Notice tone={record?.outcome === 'held' ? 'warning' : 'good'} title={outcomeWords(record?.outcome)}>
      {record?.waitsFor?.map((words) => (
        <p key={words}>It waits {words}.</p>
      ))}
      <NoticeRow>
        {record?.taskId !== undefined && (
          <Button onPress={() => go(`/tasks/${record.taskId ?? ''}`)}>See the task</Button>
        )}
        {record?.claimId !== undefined && (
          <Button look="primary" takesFocus onPress={() => go(`/claims/${record.claimId ?? ''}`)}>
            See the claim
          </Button>
        )}
        <Button onPress={() => go(`/patients/${patientKey}`)}>Back to the patient</Button>
      </NoticeRow>
    </Notice>
  );
}

function outcomeWords(outcome: UploadAnswer['records'][number]['outcome'] | undefined): string {
  switch (outcome) {
    case 'accepted':
      return 'The visit is a claim now and on its way.';
    case 'updated':
      return 'The claim has the corrected charges and is checked anew.';
    case 'unchanged':
      return 'The claim says this already; nothing was changed.';
    case 'changed-after-billing':
      return 'The claim was billed: a task asks a biller what to do with the correction.';
    case 'held':
      return 'The charges are kept, and wait.';
    default:
      return 'The charges were taken in.';
  }
}

/** The visit of a claim as the form shows it. */
function claimDraft(claim: Claim): Draft | undefined {
  const lines = claim.lines.map(({ chargeCents, ...line }) => ({ ...line, charge: dollarText(chargeCents) }));
  const { serviceDateTo, serviceDateFrom } = claim;
  return draftOf(
    { kind: 'group', fields: shape.fields, look: 'plain' },
    { ...claim, lines, serviceDateTo: serviceDateTo === serviceDateFrom ? undefined : serviceDateTo },
  );
}
