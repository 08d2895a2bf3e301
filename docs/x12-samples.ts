import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Finding, hasError } from '#domain/x12/findings.ts';
import { type ReadTransaction, readInterchanges } from '#domain/x12/read-interchanges.ts';

/** Third-party sample files lie beside the repository on some machines and are never part of it. */
const folder = path.join(import.meta.dirname, '../../shared/data/x12');

/** Why nothing that needs the sample files runs here. */
export const reasonForAbsence = 'the third-party sample files are not beside the repository';

/** The independent validators, under the names of the notice. `envelope` looks at ISA, GS, ST and their ends alone. */
export const validators = ['envelope', 'pyx12', 'stupidedi', 'LinuxForHealth'] as const;
export type Validator = (typeof validators)[number];

const namesInNotice: Readonly<Record<Validator, string>> = {
  envelope: 'env',
  pyx12: 'pyx12',
  stupidedi: 'stupidedi',
  LinuxForHealth: 'lfh',
};

/** One sample file and what the independent validators say of it. */
export interface Sample {
  /** `835/era-sample.edi` */
  readonly name: string;
  readonly version: string;
  /** A validator that does not know the guide has no entry. */
  readonly verdicts: ReadonlyMap<Validator, 'accept' | 'reject'>;
}

/** Every sample, none where the files are absent. */
export const samples: readonly Sample[] = existsSync(path.join(folder, 'NOTICE.tsv'))
  ? readFileSync(path.join(folder, 'NOTICE.tsv'), 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line): Sample => {
        const [name = '', , , version = '', , verdicts = ''] = line.split('\t');
        return { name, version, verdicts: verdictsFrom(verdicts) };
      })
  : [];

function verdictsFrom(text: string): ReadonlyMap<Validator, 'accept' | 'reject'> {
  const said = new Map(text.split(' ').map((one) => one.split('=') as [string, string]));
  return new Map(
    validators.flatMap((validator) => {
      const verdict = said.get(namesInNotice[validator]);
      return verdict === 'accept' || verdict === 'reject' ? [[validator, verdict] as const] : [];
    }),
  );
}

/** The bytes of a sample. */
export function bytesOf(sample: Sample): Uint8Array {
  return readFileSync(path.join(folder, sample.name));
}

/** Files in the folder that the notice does not list. */
export function unlistedFiles(): string[] {
  const listed = new Set(samples.map((sample) => sample.name));
  return globSync('*/*.edi', { cwd: folder }).filter((name) => !listed.has(name.replaceAll('\\', '/')));
}

/** What we make of a sample. */
export interface Judged {
  readonly verdict: 'accepted' | 'rejected' | 'unreadable';
  /** Whether nothing is wrong with ISA, GS, ST and their ends. */
  readonly isEnvelopeAccepted: boolean;
  /** Of the file, its interchanges, groups and transactions, in this order. */
  readonly findings: readonly Finding[];
  readonly transactions: readonly ReadTransaction[];
}

const envelopeSegments = new Set(['ISA', 'IEA', 'GS', 'GE', 'ST', 'SE']);

/** Reads a sample and says what we make of it. */
export function judge(sample: Sample): Judged {
  const result = readInterchanges(bytesOf(sample));
  const groups = result.interchanges.flatMap((interchange) => interchange.groups);
  const transactions = groups.flatMap((group) => group.transactions);
  const findings = [
    ...result.findings,
    ...result.interchanges.flatMap((interchange) => interchange.findings),
    ...groups.flatMap((group) => group.findings),
    ...transactions.flatMap((transaction) => transaction.findings),
  ];
  return {
    verdict: result.readable ? (hasError(findings) ? 'rejected' : 'accepted') : 'unreadable',
    isEnvelopeAccepted:
      result.readable && !hasError(findings.filter(({ segment }) => envelopeSegments.has(segment ?? ''))),
    findings,
    transactions,
  };
}
