import { AppointmentId } from '#contracts/appointment.ts';
import { PlainDate } from '#contracts/dates.ts';
import type { DeskReceipt } from '#contracts/desk-receipt.ts';
import type { DeskQueryAnswer } from '#contracts/front-desk.ts';
import { NameKey } from '#contracts/identifiers.ts';
import { frontDeskRoutes } from '#contracts/staff-api/front-desk.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { routeNamed } from '../../api/api-client.ts';
import { mayCall, useAnswer, useDesk } from '../../api/use-api.tsx';
import type { KeyBinding } from '../../keys/key-sequence.ts';
import { useKeys } from '../../keys/keys.tsx';
import { Button } from '../../parts/button.tsx';
import { Amount, Facts } from '../../parts/figures.tsx';
import { Explains, Page, Panel, Stack } from '../../parts/page.tsx';
import { Empty, Failed, Loading, Notice, NoticeRow } from '../../parts/states.tsx';
import { dayInWords } from '../../words/days.ts';
import { dollars } from '../../words/dollars.ts';
import { paymentBeginning } from './payment-draft.ts';
import { PaymentFields, takePayment, useTakePayment } from './payment-form.tsx';

const showAccount = routeNamed(frontDeskRoutes, 'show-patient-account');
const checkInRoute = routeNamed(frontDeskRoutes, 'check-in');

type Account = Extract<DeskQueryAnswer, { outcome: 'account' }>;

interface ArrivalPageProps {
  readonly day: string;
  readonly patientKey: string;
  /** The appointment, or `walk-in`. */
  readonly appointment: string;
}

/** One patient who has come: what is on file, what is to be asked for, and the money that is taken. */
export function ArrivalPage({ day, patientKey, appointment }: ArrivalPageProps) {
  const answer = useAnswer(showAccount, { patientKey }, {});
  return (
    <Page title="Check in" crumb={<Link href="/check-in">Check-in</Link>}>
      {answer.data !== undefined ? (
        <Arrival account={answer.data} day={PlainDate.parse(day)} appointment={appointment} />
      ) : answer.isError ? (
        <Stack>
          <Failed error={answer.error} onRetry={() => void answer.refetch()} />
          <Empty title="The patient is not on file yet">
            <p>
              The schedule knows the patient by a number that no visit and no registration has:{' '}
              <Link href="/patients/new">register the patient</Link>.
            </p>
          </Empty>
        </Stack>
      ) : (
        <Loading rows={8} />
      )}
    </Page>
  );
}

function Arrival({
  account,
  day,
  appointment,
}: {
  readonly account: Account;
  readonly day: PlainDate;
  readonly appointment: string;
}) {
  const { api, practice } = useDesk();
  const [, go] = useLocation();
  const queries = useQueryClient();
  const { onFile, balanceCents, copay } = account;
  const patientKey = NameKey.parse(onFile.patientKey);
  const [payment, setPayment] = useState(() => paymentBeginning(copay?.amountCents, balanceCents));
  const [receipt, setReceipt] = useState<DeskReceipt>();
  const taking = useTakePayment(patientKey);
  const appointmentId = AppointmentId.safeParse(appointment).data;
  const noting = useMutation({
    mutationFn: async () =>
      await api.call(
        checkInRoute,
        { practiceId: practice.practiceId },
        { patientKey, day, ...(appointmentId !== undefined && { appointmentId }) },
      ),
    onSuccess: async () => await queries.invalidateQueries({ queryKey: ['list-check-ins'] }),
  });
  const mayCheckIn = mayCall(checkInRoute, practice);
  const mayTake = mayCall(takePayment, practice);
  const isWorking = taking.isPending || noting.isPending;
  const handIn = async () => {
    if (isWorking || noting.isSuccess) {
      return;
    }
    // The money first: who is checked in without it would be asked for it again.
    if (mayTake && payment.amount.trim() !== '' && receipt === undefined) {
      setReceipt(await taking.mutateAsync(payment));
    }
    await noting.mutateAsync();
  };
  const latest = useRef(handIn);
  useEffect(() => {
    latest.current = handIn;
  });
  // What is refused is shown where it was refused.
  const press = () => void latest.current().catch(() => undefined);
  useKeys(
    useMemo<readonly KeyBinding[]>(
      () => [
        {
          keys: 'mod+Enter',
          does: 'Check the patient in',
          group: 'Check-in',
          whileTyping: true,
          run: () => void latest.current().catch(() => undefined),
        },
      ],
      [],
    ),
  );
  const { patient, coverages } = onFile;
  if (noting.isSuccess) {
    return (
      <Notice tone="good" title={`${patient.firstName} ${patient.lastName} is checked in.`}>
        {receipt !== undefined && (
          <p>
            {dollars(receipt.amountCents)} taken, receipt {receipt.number}.
          </p>
        )}
        <NoticeRow>
          {receipt !== undefined && (
            <Button look="primary" takesFocus onPress={() => go(`/receipts/${receipt.number}`)}>
              Show the receipt
            </Button>
          )}
          <Button onPress={() => go(`/patients/${patientKey}/charges`)}>Enter charges</Button>
          <Button takesFocus={receipt === undefined} onPress={() => go('/check-in')}>
            Back to the day
          </Button>
        </NoticeRow>
      </Notice>
    );
  }
  return (
    <Stack>
      <Panel
        title={`${patient.lastName}, ${patient.firstName}`}
        aside={<Link href={`/patients/${patientKey}`}>See the patient</Link>}
      >
        <Facts
          facts={[
            { name: 'Born', value: dayInWords(patient.birthDate) },
            { name: 'Phone', value: patient.phone ?? 'Not known' },
            {
              name: 'Insurance',
              value:
                coverages.map(({ payerId, memberId }) => `${payerId} ${memberId}`).join(', ') ||
                'The patient pays',
            },
            {
              name: 'Copay expected',
              value:
                copay === undefined
                  ? 'Neither the payer nor the card says one'
                  : `${dollars(copay.amountCents)}, ${copay.from === 'card' ? 'as the card says' : 'as the payer answered'}`,
            },
            { name: 'Balance of earlier visits', value: <Amount of={balanceCents} /> },
            account.unappliedCents === 0
              ? undefined
              : { name: 'Paid and not used yet', value: <Amount of={account.unappliedCents} /> },
          ]}
        />
      </Panel>
      {mayTake && (
        <Panel title="Payment">
          <Stack>
            <PaymentFields draft={payment} onDraft={setPayment} />
            <Explains>
              A copay belongs to no claim until the charges of the visit are there; a balance goes to the
              oldest visits at once.
            </Explains>
          </Stack>
        </Panel>
      )}
      {taking.isError && <Failed error={taking.error} />}
      {receipt !== undefined && <Notice tone="good" title={`Receipt ${receipt.number} is taken already.`} />}
      {noting.isError && <Failed error={noting.error} />}
      {mayCheckIn && (
        <div>
          <Button look="primary" isDisabled={isWorking} onPress={press}>
            {isWorking ? 'Checking in…' : 'Check in'}
          </Button>
        </div>
      )}
    </Stack>
  );
}
