import { SendEmailCommand, SESv2ServiceException, type SESv2Client } from '@aws-sdk/client-sesv2';
import type { MailOutcome, MailService } from '#ports/mail-service.ts';

interface Sender {
  /** An address that the service knows to be ours. */
  readonly address: string;
  readonly configurationSet: string;
}

type WhyNot = Extract<MailOutcome, { is: 'not-taken' }>['why'];

/** Answers by which the service says that it did not send, by their names. */
const refusals: Readonly<Record<string, WhyNot>> = {
  MailFromDomainNotVerifiedException: 'sender-not-allowed',
  AccountSuspendedException: 'sender-not-allowed',
  SendingPausedException: 'sender-not-allowed',
  AccessDeniedException: 'sender-not-allowed',
  // Also said of a sender that is not confirmed: which of the two it is, only its sentence tells.
  MessageRejected: 'not-taken',
  TooManyRequestsException: 'too-many-at-once',
  LimitExceededException: 'too-many-at-once',
  ThrottlingException: 'too-many-at-once',
  Throttling: 'too-many-at-once',
};

/** Faults by which a connection never came about: the service has heard nothing. */
const neverReached = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/**
 * Mails by Amazon SES.
 * @param client one that tries once: the service cannot tell a second attempt from a second mail.
 */
export function sesMailService(client: SESv2Client, { address, configurationSet }: Sender): MailService {
  return {
    async send({ to, subject, text }) {
      try {
        const { MessageId } = await client.send(
          new SendEmailCommand({
            FromEmailAddress: address,
            Destination: { ToAddresses: [to] },
            ConfigurationSetName: configurationSet,
            Content: {
              Simple: {
                Subject: { Data: subject, Charset: 'UTF-8' },
                Body: { Text: { Data: text, Charset: 'UTF-8' } },
              },
            },
          }),
        );
        return { is: 'taken', messageId: MessageId ?? '' };
      } catch (error) {
        return { is: 'not-taken', why: whyNot(error) };
      }
    },
  };
}

function whyNot(error: unknown): WhyNot {
  if (error instanceof SESv2ServiceException) {
    return refusals[error.name] ?? (error.$fault === 'client' ? 'not-taken' : 'unknown');
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return neverReached.has(code) ? 'not-reached' : 'unknown';
}
