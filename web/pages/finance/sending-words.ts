import type { MailState, ReportSending } from '#contracts/warehouse/report-schedule.ts';
import { leftOutWords, mailFaultWords } from '#domain/reports/schedules/schedule-words.ts';
import type { Tone } from '../../words/tone.ts';

/** What became of one mail, after the name of whom it was for. */
export function mailInWords(state: MailState): string {
  switch (state.is) {
    case 'to-send':
      return 'not sent yet';
    case 'being-sent':
      return 'is being sent';
    case 'sent':
      return state.attempts === 1 ? 'sent' : `sent at attempt ${state.attempts}`;
    case 'failed':
      return `${mailFaultWords[state.why]}; it is tried again within the hour`;
    case 'given-up':
      return `not sent: ${mailFaultWords[state.why]}`;
    case 'left-out':
      return `left out: ${leftOutWords[state.why]}`;
  }
}

interface SendingInShort {
  readonly words: string;
  readonly tone: Tone;
}

/** How many got it, and whether somebody did not who should have. */
export function sendingInShort({ mails }: Pick<ReportSending, 'mails'>): SendingInShort {
  const count = (...states: readonly MailState['is'][]): number =>
    mails.filter(({ state }) => states.includes(state.is)).length;
  const failed = count('given-up');
  const open = count('to-send', 'being-sent', 'failed');
  const leftOut = count('left-out');
  const parts = [
    `sent to ${count('sent')}`,
    ...(open > 0 ? [`${open} still to send`] : []),
    ...(failed > 0 ? [`${failed} not sent`] : []),
    ...(leftOut > 0 ? [`${leftOut} left out`] : []),
  ];
  return {
    words: parts.join(', '),
    tone: failed > 0 ? 'danger' : open > 0 || leftOut > 0 ? 'warning' : 'good',
  };
}
