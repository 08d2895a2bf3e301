import { SettleRefundRequest } from '#contracts/refunds.ts';
import { ledgerRoutes } from '#contracts/staff-api/ledger.ts';
import type { Refund } from '#domain/credit-balances/refunds.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { routeNamed } from '../../api/api-client.ts';
import { useChange } from '../../api/use-change.ts';
import { SchemaForm } from '../../forms/schema-form.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { DoneNotice } from '../../parts/done-notice.tsx';
import { Amount, Chip } from '../../parts/figures.tsx';
import { payeeInWords, refundStateWords } from './refund-words.ts';

const settleRefund = routeNamed(ledgerRoutes, 'settle-refund');
const [paid, voided] = SettleRefundRequest.options;
const paidForm = paid.pick({ checkNumber: true, reason: true }).strict();
const voidForm = voided.pick({ reason: true }).strict();

interface SettleRefundProps {
  readonly refund: Refund | undefined;
  readonly payerName: (payerId: string) => string;
  readonly onClose: () => void;
}

/** Records the check of a refund, or makes the refund void. */
export function SettleRefund({ refund, payerName, onClose }: SettleRefundProps) {
  return (
    <Dialog title="Settle a refund" isOpen={refund !== undefined} onClose={onClose}>
      {refund !== undefined && (
        <Settling key={refund.refundId} refund={refund} payerName={payerName} onClose={onClose} />
      )}
    </Dialog>
  );
}

function Settling({
  refund,
  payerName,
  onClose,
}: Omit<SettleRefundProps, 'refund'> & { readonly refund: Refund }) {
  const queries = useQueryClient();
  const [action, setAction] = useState<'paid' | 'void'>(refund.state === 'approved' ? 'paid' : 'void');
  const [isSent, setSent] = useState(false);
  const change = useChange(settleRefund, () => {
    void queries.invalidateQueries({ queryKey: ['list-refunds'] });
    void queries.invalidateQueries({ queryKey: ['list-tasks'] });
  });
  if (change.data !== undefined) {
    return <DoneNotice words={change.data.summary} onClose={onClose} />;
  }
  const { name, tone, means } = refundStateWords[refund.state];
  const shared = {
    root: 'refund',
    isWaiting: change.isPending,
    error: change.error,
    onCancel: onClose,
  };
  const place = { refund: refund.refundId };
  return (
    <>
      <p>
        <Amount of={refund.amountCents} /> to {payeeInWords(refund.payee, payerName)}:{' '}
        <Chip tone={tone}>{name}</Chip> {means}
      </p>
      <fieldset>
        <legend>What happened</legend>
        <label>
          <input type="radio" name="settle" checked={action === 'paid'} onChange={() => setAction('paid')} />{' '}
          Its check was written
        </label>
        <br />
        <label>
          <input type="radio" name="settle" checked={action === 'void'} onChange={() => setAction('void')} />{' '}
          It is void: no check was sent, it was stopped, or it came back
        </label>
      </fieldset>
      {action === 'paid' ? (
        <SchemaForm
          key="paid"
          {...shared}
          schema={paidForm}
          submit="Record the check"
          onHandIn={(form) =>
            change.mutate({ place, request: { action: 'paid', ...form, ...(isSent && { isSent }) } })
          }
        >
          <label>
            <input type="checkbox" checked={isSent} onChange={() => setSent(!isSent)} /> The check is out
            already, though the payer has taken the money or the refund is void
          </label>
        </SchemaForm>
      ) : (
        <SchemaForm
          key="void"
          {...shared}
          schema={voidForm}
          submit="Make it void"
          onHandIn={(form) => change.mutate({ place, request: { action: 'void', ...form } })}
        />
      )}
    </>
  );
}
