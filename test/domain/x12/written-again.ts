import { read276 } from '#domain/x12/guides/005010X212-276/read.ts';
import { write276 } from '#domain/x12/guides/005010X212-276/write.ts';
import { read277 } from '#domain/x12/guides/005010X212-277/read.ts';
import { write277 } from '#domain/x12/guides/005010X212-277/write.ts';
import { read277CA } from '#domain/x12/guides/005010X214-277CA/read.ts';
import { write277CA } from '#domain/x12/guides/005010X214-277CA/write.ts';
import { read835 } from '#domain/x12/guides/005010X221A1-835/read.ts';
import { write835 } from '#domain/x12/guides/005010X221A1-835/write.ts';
import { read837P } from '#domain/x12/guides/005010X222A1-837P/read.ts';
import { write837P } from '#domain/x12/guides/005010X222A1-837P/write.ts';
import { read837I } from '#domain/x12/guides/005010X223A2-837I/read.ts';
import { write837I } from '#domain/x12/guides/005010X223A2-837I/write.ts';
import { read999 } from '#domain/x12/guides/005010X231A1-999/read.ts';
import { write999 } from '#domain/x12/guides/005010X231A1-999/write.ts';
import { read270 } from '#domain/x12/guides/005010X279A1-270/read.ts';
import { write270 } from '#domain/x12/guides/005010X279A1-270/write.ts';
import { read271 } from '#domain/x12/guides/005010X279A1-271/read.ts';
import { write271 } from '#domain/x12/guides/005010X279A1-271/write.ts';
import type { ControlNumbers, Envelope } from '#domain/x12/interchange.ts';
import {
  type ReadGroup,
  type ReadInterchange,
  readInterchanges,
  type ReadTransaction,
} from '#domain/x12/read-interchanges.ts';

type Rewrite = (
  transactions: readonly ReadTransaction[],
  envelope: Envelope,
  controlNumbers: ControlNumbers,
) => string;

/** What each guide's typed models of one group are written as. */
const rewrites: Readonly<Record<string, Rewrite>> = {
  '837P': (transactions, envelope, controlNumbers) => {
    const models = transactions.map(read837P);
    const claims = models.flatMap((model) => model.claims);
    return write837P(envelope, claims, controlNumbers, headerOf(models));
  },
  '837I': (transactions, envelope, controlNumbers) => {
    const models = transactions.map(read837I);
    const claims = models.flatMap((model) => model.claims);
    return write837I(envelope, claims, controlNumbers, headerOf(models));
  },
  '835': (transactions, ...rest) => write835(rest[0], transactions.map(read835), rest[1]),
  '270': (transactions, ...rest) => write270(rest[0], transactions.flatMap(read270), rest[1]),
  '271': (transactions, ...rest) => write271(rest[0], transactions.flatMap(read271), rest[1]),
  '276': (transactions, ...rest) => write276(rest[0], transactions.flatMap(read276), rest[1]),
  '277': (transactions, ...rest) => write277(rest[0], transactions.map(read277), rest[1]),
  '277CA': (transactions, ...rest) => write277CA(rest[0], transactions.map(read277CA), rest[1]),
  '999': (transactions, ...rest) => write999(rest[0], transactions.map(read999), rest[1]),
};

type Models837 = readonly Pick<ReturnType<typeof read837P>, 'header'>[];

function headerOf(models: Models837): Parameters<typeof write837P>[3] {
  const header = models[0]?.header;
  return header === undefined
    ? {}
    : {
        purpose: header.purpose,
        kind: header.kind,
        reference: (index) => models[index]?.header.reference ?? '',
      };
}

/** A whole file read into typed models and written from them: its segments, in one spelling. */
export function segmentsWrittenAgain(bytes: Uint8Array): string[][] {
  return readInterchanges(bytes).interchanges.flatMap((interchange) =>
    interchange.groups.flatMap((group) => {
      const rewrite = rewrites[group.transactions[0]?.guide?.name ?? ''];
      if (rewrite === undefined) throw new Error(`No writer for group ${group.controlNumber}`);
      const text = rewrite(group.transactions, envelopeOf(interchange, group), {
        interchange: Number(interchange.controlNumber),
        group: Number(group.controlNumber),
        firstTransaction: Number(group.transactions[0]?.controlNumber),
      });
      return segmentsOfFile(new TextEncoder().encode(text));
    }),
  );
}

function envelopeOf(interchange: ReadInterchange, group: ReadGroup): Envelope {
  const { date, time, usageIndicator } = interchange;
  return {
    senderQualifier: interchange.senderQualifier,
    senderId: interchange.senderId,
    receiverQualifier: interchange.receiverQualifier,
    receiverId: interchange.receiverId,
    senderCode: group.senderCode,
    receiverCode: group.receiverCode,
    date: `20${date.slice(0, 2)}-${date.slice(2, 4)}-${date.slice(4, 6)}`,
    time,
    usageIndicator: usageIndicator === 'P' ? 'P' : 'T',
    acknowledgementRequested: interchange.acknowledgementRequested,
  };
}

/**
 * The segments of a whole file, from the first ISA to the last IEA, each split at its elements and with the usual signs
 * for component and repetition. It knows nothing of the reader under test: only the places of ISA.
 */
export function segmentsOfFile(bytes: Uint8Array): string[][] {
  const text = new TextDecoder().decode(bytes).trimStart();
  const [element = '', repetition = '', component = '', terminator = ''] = [3, 82, 104, 105].map((at) =>
    text.charAt(at),
  );
  return text
    .split(terminator)
    .map((segment) => segment.trimStart())
    .filter((segment) => segment !== '')
    .map((segment) =>
      segment.split(element).map((value) =>
        value
          .replaceAll(component, ':')
          .replaceAll(repetition, '^')
          .replace(/[\r\n]+$/, ''),
      ),
    );
}
