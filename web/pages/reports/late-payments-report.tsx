import { Month } from '#contracts/periods.ts';
import { remittanceRoutes } from '#contracts/staff-api/remittances.ts';
import { latePaymentLetter } from '#domain/expected-payment/late-payment-letter.ts';
import type { InterestOnPayment } from '#domain/expected-payment/late-payments.ts';
import { firstOfMonth, lastOfMonth } from '#domain/reports/month-end.ts';
import { useEffect, useMemo, useRef, useState } from 'react';
import { textFile } from '../../api/bytes.ts';
import { routeNamed } from '../../api/api-client.ts';
import { saveFile } from '../../api/save-file.ts';
import { useWhole } from '../../api/use-whole.ts';
import type { KeyBinding } from '../../keys/key-sequence.ts';
import { useKeys } from '../../keys/keys.tsx';
import { Button } from '../../parts/button.tsx';
import { useToday } from '../../parts/now.tsx';
import { Notice } from '../../parts/states.tsx';
import { claimLook } from './claim-look.tsx';
import { MonthField } from './month-field.tsx';
import { NotWhole } from './not-whole.tsx';
import { ReportPage } from './report-page.tsx';
import css from './reports.module.css';
import { useBackKey } from './use-back-key.ts';
import {
  lateClaimColumns,
  latePayerColumns,
  latePayerRows,
  latePayers,
  latePayerTotals,
  type LatePayerRow,
} from './variance-tables.ts';

const route = routeNamed(remittanceRoutes, 'list-late-payments');

/** What payers paid later than they may, and the interest that they owe for it; behind each payer its claims. */
export function LatePaymentsReportPage() {
  const today = useToday();
  const [typed, setTyped] = useState(today.slice(0, 7));
  const [chosen, setChosen] = useState<string>();
  const month = Month.safeParse(typed).data;
  const answer = useWhole(
    route,
    {
      from: month === undefined ? today : firstOfMonth(month),
      to: month === undefined ? today : lastOfMonth(month),
    },
    { isAsked: month !== undefined },
  );
  const seen = useMemo(() => {
    const [first] = answer.data?.pages ?? [];
    if (answer.data === undefined || first === undefined) {
      return undefined;
    }
    const payers = latePayers(answer.data.pages);
    return { isWhole: answer.data.isWhole, practice: first.practice, payers, rows: latePayerRows(payers) };
  }, [answer.data]);
  useBackKey(chosen !== undefined, () => setChosen(undefined));
  const formula = (
    <div className={css['formula']}>
      <p>
        Interest = what a law or the payer’s contract gives for the days between the last day on which the
        payer may pay and the day on which it paid, of first decisions only. Received is what a remittance
        added for it (PLB L6); Still open = Interest owed − Interest received.
      </p>
      <p>
        Until when a payer must pay stands with it in the practice’s settings; a payer without it is not
        shown.
      </p>
    </div>
  );
  const payer = seen?.payers.find(({ payerId }) => payerId === chosen);
  const letter =
    seen === undefined || payer?.interest.some(({ owed }) => owed.openCents > 0) !== true
      ? undefined
      : latePaymentLetter(seen.practice, payer, payer.interest, typed);
  const saveLetter = () => {
    if (letter !== undefined && payer !== undefined) {
      const text = [...letter, ''].join('\r\n');
      saveFile(`late-payments-${payer.payerId}-${typed}.txt`, textFile(text, 'text/plain'));
    }
  };
  const latest = useRef(saveLetter);
  useEffect(() => {
    latest.current = saveLetter;
  });
  const hasLetter = letter !== undefined;
  useKeys(
    useMemo<readonly KeyBinding[]>(
      () =>
        hasLetter
          ? [
              {
                keys: 'l',
                does: 'Save the letter to the payer',
                group: 'Report',
                run: () => latest.current(),
              },
            ]
          : [],
      [hasLetter],
    ),
  );
  if (payer !== undefined && seen !== undefined) {
    return (
      <ReportPage<InterestOnPayment>
        key="claims"
        title="Late payments"
        fileName={`late-payments-${payer.payerId}-${typed}`}
        formula={formula}
        answer={answer}
        parameters={
          <>
            <Button isSmall hotKey="u" onPress={() => setChosen(undefined)}>
              All payers
            </Button>
            <Button isSmall hotKey="l" isDisabled={letter === undefined} onPress={saveLetter}>
              Save the letter to the payer
            </Button>
          </>
        }
        summary={
          <>
            <h2>{payer.name}</h2>
            {payer.unknown.length > 0 && (
              <Notice tone="note" title="Of some payments nobody can say when they were due">
                <ul>
                  {[...new Set(payer.unknown)].map((why) => (
                    <li key={why}>{why}</li>
                  ))}
                </ul>
              </Notice>
            )}
          </>
        }
        table={{
          label: 'Claims that were paid late',
          columns: lateClaimColumns,
          rows: payer.interest,
          idOf: ({ payment }) => `${payment.claimId} ${payment.remittanceId}`,
          looks: { claim: ({ payment }) => claimLook(payment) },
          empty: { title: 'Nothing was paid late', words: 'Of the payments posted in this month.' },
        }}
      />
    );
  }
  return (
    <ReportPage<LatePayerRow>
      key="payers"
      title="Late payments"
      fileName={`late-payments-${typed}`}
      formula={formula}
      answer={answer}
      parameters={<MonthField value={typed} onChange={setTyped} />}
      summary={seen !== undefined && <NotWhole isWhole={seen.isWhole} />}
      table={
        seen && {
          label: 'Payers that paid late',
          columns: latePayerColumns,
          rows: seen.rows,
          idOf: ({ payerId, name }) => payerId ?? name,
          totals: latePayerTotals(seen.rows),
          onOpen: ({ payerId }) => setChosen(payerId),
          empty: {
            title: 'For no payer it is known until when it must pay',
            words: 'Say in the practice’s settings which law or contract holds for a payer (promptPay).',
          },
        }
      }
    />
  );
}
