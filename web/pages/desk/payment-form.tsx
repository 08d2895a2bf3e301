import { DollarText } from '#contracts/cents.ts';
import type { NameKey } from '#contracts/identifiers.ts';
import { frontDeskRoutes } from '#contracts/staff-api/front-desk.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { routeNamed } from '../../api/api-client.ts';
import { useDesk } from '../../api/use-api.tsx';
import fields from '../../forms/fields/fields.module.css';
import css from './desk.module.css';
import { InputField } from './input-field.tsx';
import type { Method, PaymentDraft, Purpose } from './payment-draft.ts';

export const takePayment = routeNamed(frontDeskRoutes, 'take-desk-payment');

/** Takes money once, however often it is pressed: what is typed anew is another payment. */
export function useTakePayment(patientKey: NameKey) {
  const { api, practice } = useDesk();
  const queries = useQueryClient();
  const attempt = useRef<{ readonly text: string; readonly key: string }>(undefined);
  return useMutation({
    mutationFn: async ({ purpose, method, amount, number }: PaymentDraft) => {
      const amountCents = DollarText.safeParse(amount.trim()).data;
      if (amountCents === undefined || amountCents <= 0) {
        throw new Error('Type the amount in dollars, for example 25.00.');
      }
      const typed = {
        patientKey,
        purpose,
        method,
        amountCents,
        ...(number.trim() !== '' && { number: number.trim() }),
      };
      const text = JSON.stringify(typed);
      if (attempt.current?.text !== text) {
        attempt.current = { text, key: crypto.randomUUID() };
      }
      const entryKey = attempt.current.key;
      const { receipt } = await api.call(
        takePayment,
        { practiceId: practice.practiceId },
        { payment: { ...typed, entryKey } },
        { idempotencyKey: entryKey },
      );
      return receipt;
    },
    onSuccess: async () => {
      // The same amount again is a second payment, if somebody means it.
      attempt.current = undefined;
      await queries.invalidateQueries({ queryKey: ['show-patient-account'] });
      await queries.invalidateQueries({ queryKey: ['list-check-ins'] });
    },
  });
}

const purposes: Readonly<Record<Purpose, string>> = {
  copay: 'Copay',
  balance: 'Balance of earlier visits',
  deposit: 'Deposit for a visit to come',
};
const methods: Readonly<Record<Method, string>> = { cash: 'Cash', check: 'Check', card: 'Card' };

export const purposeInWords = (purpose: Purpose): string => purposes[purpose];
export const methodInWords = (method: Method): string => methods[method];

/** What money is for, how it came and how much it is. No number of a card is asked for, and none is taken. */
export function PaymentFields({
  draft,
  onDraft,
}: {
  readonly draft: PaymentDraft;
  readonly onDraft: (draft: PaymentDraft) => void;
}) {
  return (
    <div className={css['money']}>
      <Choice
        id="payment-purpose"
        label="For"
        options={purposes}
        value={draft.purpose}
        onChange={(purpose) => onDraft({ ...draft, purpose })}
      />
      <InputField
        id="payment-amount"
        label="Amount"
        hint="In dollars. Empty where nothing is paid."
        inputMode="decimal"
        value={draft.amount}
        onChange={(amount) => onDraft({ ...draft, amount })}
      />
      <Choice
        id="payment-method"
        label="By"
        options={methods}
        value={draft.method}
        onChange={(method) => onDraft({ ...draft, method })}
      />
      {draft.method !== 'cash' && (
        <InputField
          id="payment-number"
          label={draft.method === 'check' ? 'Check number' : 'Slip number'}
          hint={
            draft.method === 'check'
              ? 'As printed on the check.'
              : 'Of the slip that the terminal printed. Never the number of the card.'
          }
          value={draft.number}
          onChange={(number) => onDraft({ ...draft, number })}
        />
      )}
    </div>
  );
}

function Choice<Value extends string>({
  id,
  label,
  options,
  value,
  onChange,
}: {
  readonly id: string;
  readonly label: string;
  readonly options: Readonly<Record<Value, string>>;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}) {
  const values = Object.keys(options) as Value[];
  return (
    <div className={fields['field']}>
      <label htmlFor={id} className={fields['label']}>
        {label}
      </label>
      <select
        id={id}
        className={fields['input']}
        value={value}
        onChange={({ target }) => onChange(values.find((each) => each === target.value) ?? value)}
      >
        {values.map((each) => (
          <option key={each} value={each}>
            {options[each]}
          </option>
        ))}
      </select>
    </div>
  );
}
