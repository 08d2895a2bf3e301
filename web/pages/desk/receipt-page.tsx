import { frontDeskRoutes } from '#contracts/staff-api/front-desk.ts';
import { paymentRoutes } from '#contracts/staff-api/payments.ts';
import { useMutation } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Link } from 'wouter';
import { routeNamed } from '../../api/api-client.ts';
import { mayCall, useAnswer, useDesk } from '../../api/use-api.tsx';
import type { KeyBinding } from '../../keys/key-sequence.ts';
import { useKeys } from '../../keys/keys.tsx';
import { Button } from '../../parts/button.tsx';
import { Dialog, DialogActions } from '../../parts/dialog.tsx';
import { Amount } from '../../parts/figures.tsx';
import { Explains, Page, Panel, Stack } from '../../parts/page.tsx';
import { Failed, Loading } from '../../parts/states.tsx';
import { momentInWords } from '../../words/days.ts';
import { personName } from '../../words/people.ts';
import css from './desk.module.css';
import { InputField } from './input-field.tsx';
import { methodInWords, purposeInWords } from './payment-form.tsx';

const showReceipt = routeNamed(frontDeskRoutes, 'show-receipt');
const takeBack = routeNamed(paymentRoutes, 'take-back-payments');

/** A receipt as it stands, to be printed as often as it is needed. */
export function ReceiptPage({ receiptNumber }: { readonly receiptNumber: string }) {
  const { practice } = useDesk();
  const answer = useAnswer(showReceipt, { receiptNumber }, {});
  const [isVoiding, setVoiding] = useState(false);
  useKeys(
    useMemo<readonly KeyBinding[]>(
      () => [{ keys: 'p', does: 'Print the receipt', group: 'Receipt', run: () => window.print() }],
      [],
    ),
  );
  const shown = answer.data;
  const mayVoid = shown !== undefined && !shown.receipt.isVoid && mayCall(takeBack, practice);
  return (
    <Page
      title="Receipt"
      crumb={
        shown === undefined ? (
          <Link href="/patients">Patients</Link>
        ) : (
          <Link href={`/patients/${shown.receipt.patientKey}`}>Patient</Link>
        )
      }
      actions={
        <>
          {mayVoid && (
            <Button look="dangerous" onPress={() => setVoiding(true)}>
              Void
            </Button>
          )}
          <Button look="primary" hotKey="p" onPress={() => window.print()}>
            Print
          </Button>
        </>
      }
    >
      {shown === undefined ? (
        answer.isError ? (
          <Failed error={answer.error} onRetry={() => void answer.refetch()} />
        ) : (
          <Loading rows={6} />
        )
      ) : (
        <Stack>
          <Panel title={`Receipt ${shown.receipt.number}`}>
            <div className={css['receipt']}>
              <strong>{shown.practiceName}</strong>
              {shown.receipt.isVoid && <span className={css['void']}>VOID: this payment was taken back</span>}
              <dl>
                <dt>Receipt</dt>
                <dd>{shown.receipt.number}</dd>
                <dt>Received from or for</dt>
                <dd>{shown.patientName}</dd>
                <dt>On</dt>
                <dd>{momentInWords(shown.receipt.at)}</dd>
                <dt>For</dt>
                <dd>{purposeInWords(shown.receipt.purpose)}</dd>
                <dt>By</dt>
                <dd>
                  {methodInWords(shown.receipt.method)}
                  {shown.receipt.reference === undefined ? '' : ` ${shown.receipt.reference}`}
                </dd>
                <dt>Amount</dt>
                <dd>
                  <strong>
                    <Amount of={shown.receipt.amountCents} />
                  </strong>
                </dd>
                <dt>Left to pay of earlier visits</dt>
                <dd>
                  <Amount of={shown.balanceCents} />
                </dd>
                <dt>Taken by</dt>
                <dd>{personName(shown.receipt.by)}</dd>
              </dl>
            </div>
          </Panel>
          <Explains>
            A payment is never changed. Where it was wrong a payment poster voids it, which books the
            contrary, and it is taken anew.
          </Explains>
          {isVoiding && (
            <VoidDialog
              batchId={shown.receipt.batchId}
              onClose={() => setVoiding(false)}
              onVoid={() => {
                setVoiding(false);
                void answer.refetch();
              }}
            />
          )}
        </Stack>
      )}
    </Page>
  );
}

function VoidDialog({
  batchId,
  onClose,
  onVoid,
}: {
  readonly batchId: string;
  readonly onClose: () => void;
  readonly onVoid: () => void;
}) {
  const { api, practice } = useDesk();
  const [reason, setReason] = useState('');
  const [key] = useState(() => crypto.randomUUID());
  const taking = useMutation({
    mutationFn: async () =>
      await api.call(
        takeBack,
        { practiceId: practice.practiceId, batchId },
        { reason },
        { idempotencyKey: `${key}-${reason.length}` },
      ),
    onSuccess: onVoid,
  });
  return (
    <Dialog title="Void this payment" isOpen onClose={onClose}>
      <InputField
        id="void-reason"
        label="Reason"
        hint="One sentence of your own. It stays in the history under your name."
        value={reason}
        onChange={setReason}
      />
      {taking.isError && <Failed error={taking.error} />}
      <DialogActions>
        <Button onPress={onClose}>Leave it</Button>
        <Button
          look="dangerous"
          isDisabled={taking.isPending || reason.trim().length < 3}
          onPress={() => taking.mutate()}
        >
          Void the payment
        </Button>
      </DialogActions>
    </Dialog>
  );
}
