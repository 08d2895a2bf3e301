import { DollarText, type Cents } from '#contracts/cents.ts';
import { PlainDate } from '#contracts/dates.ts';
import { reportRoutes } from '#contracts/staff-api/reports.ts';
import { useState } from 'react';
import { routeNamed } from '../../api/api-client.ts';
import { useAnswer } from '../../api/use-api.tsx';
import { Button } from '../../parts/button.tsx';
import { useToday } from '../../parts/now.tsx';
import { Panel, Stack } from '../../parts/page.tsx';
import { Failed, Notice } from '../../parts/states.tsx';
import { dayInWords } from '../../words/days.ts';
import { InputField } from '../desk/input-field.tsx';
import { whatKeepsOpen } from './closing-words.ts';
import { useClosing } from './use-closing.ts';

const daySheet = routeNamed(reportRoutes, 'report-day-sheet');

/** The cents of an amount that was typed; none where the field is empty, undefined where it is no amount. */
function typedCents(text: string): Cents | undefined {
  return text.trim() === '' ? (0 as Cents) : DollarText.safeParse(text.trim()).data;
}

/** Closes a day by its deposit slip; what keeps it open is said while the slip is typed. */
export function CloseDay({ firstOpen }: { readonly firstOpen: PlainDate | undefined }) {
  const today = useToday();
  const [day, setDay] = useState<string>(firstOpen ?? today);
  const [cash, setCash] = useState('');
  const [check, setCheck] = useState('');
  const [card, setCard] = useState('');
  const [checks, setChecks] = useState('');
  const change = useClosing();
  const isDay = PlainDate.safeParse(day).success;
  const answer = useAnswer(daySheet, { day }, {}, { isAsked: isDay, everySeconds: 30 });
  const sheet = answer.data?.sheet.day === day ? answer.data.sheet : undefined;
  const [cashCents, checkCents, cardCents] = [cash, check, card].map(typedCents);
  const slip =
    cashCents === undefined || checkCents === undefined || cardCents === undefined
      ? undefined
      : { cashCents, checkCents, cardCents, remittanceChecks: checks.split(/[\s,]+/).filter(Boolean) };
  const keeps =
    slip === undefined
      ? ['An amount of the slip is not in dollars, such as 125.00.']
      : sheet === undefined
        ? []
        : whatKeepsOpen(sheet, slip);
  return (
    <Panel title="Close a day">
      <Stack>
        <p>Every open day before it is closed with it; each of them must tie, too.</p>
        <InputField
          id="close-day"
          label="Day to close"
          hint="The first open day, unless you say a later one, as YYYY-MM-DD"
          value={day}
          onChange={setDay}
        />
        <InputField
          id="slip-cash"
          label="Cash on the deposit slip"
          inputMode="decimal"
          value={cash}
          onChange={setCash}
        />
        <InputField
          id="slip-checks"
          label="Checks on the deposit slip"
          inputMode="decimal"
          value={check}
          onChange={setCheck}
        />
        <InputField
          id="slip-cards"
          label="Card payments"
          inputMode="decimal"
          value={card}
          onChange={setCard}
        />
        <InputField
          id="slip-remittance-checks"
          label="Numbers of payers’ checks on the slip"
          hint="Only those whose remittance came as a file; commas between them"
          value={checks}
          onChange={setChecks}
        />
        {answer.isError && isDay && <Failed error={answer.error} onRetry={() => void answer.refetch()} />}
        {sheet !== undefined &&
          (sheet.closed ? (
            <Notice tone="note" title={`${dayInWords(sheet.day)} is closed already`} />
          ) : keeps.length === 0 ? (
            <Notice tone="good" title="Nothing on its day sheet keeps the day open" />
          ) : (
            <Notice tone="note" title={`What keeps ${dayInWords(sheet.day)} open`}>
              <ul>
                {keeps.map((sentence) => (
                  <li key={sentence}>{sentence}</li>
                ))}
              </ul>
            </Notice>
          ))}
        {change.error !== null && <Failed error={change.error} />}
        <div>
          <Button
            look="primary"
            isDisabled={!isDay || slip === undefined || sheet?.closed === true || change.isPending}
            onPress={() => {
              if (slip !== undefined) {
                change.mutate({ place: {}, request: { action: 'close-day', day, slip } });
              }
            }}
          >
            {change.isPending ? 'Closing…' : 'Close the day'}
          </Button>
        </div>
      </Stack>
    </Panel>
  );
}
