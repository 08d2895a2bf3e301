/** A mail as it would go out. */
interface OutgoingMail {
  readonly messageId: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** Text that a header takes as it is. */
const plain = /^[\x20-\x7E]*$/;

function header(text: string): string {
  return plain.test(text) ? text : `=?UTF-8?B?${Buffer.from(text).toString('base64')}?=`;
}

/** The mail as a file that every mail program opens (RFC 5322). */
export function mailFile({ messageId, from, to, subject, text, at }: OutgoingMail): string {
  return [
    `Message-ID: <${messageId}@one-machine.invalid>`,
    `Date: ${new Date(at).toUTCString().replace('GMT', '+0000')}`,
    `From: ${from}`,
    `To: ${to.join(', ')}`,
    `Subject: ${header(subject)}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    ...text.split(/\r?\n/),
  ].join('\r\n');
}
