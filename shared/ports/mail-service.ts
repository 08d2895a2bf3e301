import type { MailFault } from '#contracts/warehouse/report-schedule.ts';

/** A mail to one person, in plain text and without attachments. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/**
 * `taken`: the service has it and delivers it. `not-taken`: it was certainly not sent, and why. Where nobody knows, the
 * fault is `unknown`: whoever sends it again may send it twice.
 */
export type MailOutcome =
  | { readonly is: 'taken'; readonly messageId: string }
  | { readonly is: 'not-taken'; readonly why: Exclude<MailFault, 'overtaken'> };

/** What sends mails, from the one address of the installation. */
export interface MailService {
  send(mail: Mail): Promise<MailOutcome>;
}
