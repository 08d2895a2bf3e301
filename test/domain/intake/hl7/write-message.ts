import type { Hl7Preset } from '#contracts/intake-settings/hl7-mapping.ts';

/** A visit as the tests know it, to be written as senders write it. */
export interface WrittenVisit {
  readonly encounterId: string;
  readonly patient: {
    readonly sourcePatientId: string;
    readonly lastName: string;
    readonly firstName: string;
    readonly middleName?: string;
    readonly birthDate: string;
    readonly sex: string;
    readonly address: {
      readonly line1: string;
      readonly line2?: string;
      readonly city: string;
      readonly state: string;
      readonly zip: string;
    };
  };
  readonly coverages: readonly {
    readonly payerId: string;
    readonly memberId: string;
    readonly groupNumber?: string;
  }[];
  readonly renderingNpi: string;
  readonly lines: readonly {
    readonly sourceLineId: string;
    readonly code: string;
    readonly modifiers: readonly string[];
    readonly units: number;
    readonly charge: string;
    readonly serviceDate: string;
    readonly diagnoses: readonly string[];
  }[];
}

/** A segment with the given fields; what stands between is empty. */
export function segment(name: string, fields: Readonly<Record<number, string>>): string {
  const last = Math.max(0, ...Object.keys(fields).map(Number));
  return [name, ...Array.from({ length: last }, (_, index) => fields[index + 1] ?? '')].join('|');
}

/** A text as it is put into a message. */
export function escaped(text: string): string {
  const names: Readonly<Record<string, string>> = { '\\': 'E', '|': 'F', '^': 'S', '&': 'T', '~': 'R' };
  return text.replaceAll(/[\\|^&~]/g, (character) => `\\${names[character]}\\`);
}

interface MessageHeader {
  readonly type: string;
  readonly version?: string;
  readonly time?: string;
  readonly controlId?: string;
}

export function header({
  type,
  version = '2.5',
  time = '20261105120000',
  controlId = '1',
}: MessageHeader): string {
  return `MSH|^~\\&|SENDER|SITE|CLAIMS|CHFM|${time}||${type}|${controlId}|P|${version}`;
}

const digits = (date: string): string => date.replaceAll('-', '');

function patientSegment(visit: WrittenVisit, preset: Hl7Preset): string {
  const { patient } = visit;
  const { address } = patient;
  const name = [patient.lastName, patient.firstName, patient.middleName ?? '', '', '', '', 'L'];
  const place = [address.line1, address.line2 ?? '', address.city, address.state, address.zip, 'USA', 'H'];
  return segment('PID', {
    1: '1',
    3: `X${patient.sourcePatientId}^^^LAB^PI~${escaped(patient.sourcePatientId)}^^^SITE^MR`,
    5: name.map(escaped).join('^'),
    7: digits(patient.birthDate),
    8: patient.sex,
    11: place.map(escaped).join('^'),
    18: preset === 'cerner' ? visit.encounterId : '',
  });
}

function insuranceSegments(visit: WrittenVisit, preset: Hl7Preset): readonly string[] {
  return visit.coverages.flatMap(({ payerId, memberId, groupNumber = '' }, index) => [
    segment('IN1', {
      1: String(index + 1),
      2: 'PLAN',
      3: payerId,
      8: escaped(groupNumber),
      17: 'SEL',
      ...(preset === 'cerner' ? { 49: memberId } : preset === 'epic' ? {} : { 36: memberId }),
    }),
    ...(preset === 'epic' ? [segment('IN2', { 61: memberId })] : []),
  ]);
}

/** One DFT^P03 of the visit with the given lines of it, in the shape of a vendor's interface. */
export function writeCharges(
  visit: WrittenVisit,
  preset: Hl7Preset,
  version: string,
  options: {
    readonly lines?: WrittenVisit['lines'];
    readonly time?: string;
    readonly controlId?: string;
  } = {},
): string {
  const { lines = visit.lines } = options;
  const isPeriod = version >= '2.5';
  const codes = [...new Set(lines.flatMap(({ diagnoses }) => diagnoses))];
  const diagnosis = (code: string, index: number): string =>
    segment('DG1', { 1: String(index + 1), 3: `${code}^^I10`, 6: 'F' });
  const charges = lines.flatMap((line, index) => [
    segment('FT1', {
      1: String(index + 1),
      2: line.sourceLineId,
      4: isPeriod ? `${digits(line.serviceDate)}^${digits(line.serviceDate)}` : digits(line.serviceDate),
      6: 'CG',
      7: preset === 'allscripts' ? `${line.code}^^CPT` : 'CDM-77^OFFICE^CDM',
      10: String(line.units),
      11: `${line.charge}&USD`,
      19:
        preset === 'cerner' || preset === 'epic'
          ? line.diagnoses.map((code) => `${code}^^I10`).join('~')
          : '',
      20: `${visit.renderingNpi}^ROWAN^ADA^^^^^^NPI`,
      25: preset === 'allscripts' ? '' : `${line.code}^^CPT`,
      26: line.modifiers.join('~'),
    }),
    // With one charge the diagnoses behind it are the message's; with several they are each charge's own.
    ...(preset === 'allscripts' || preset === 'standard' ? line.diagnoses.map(diagnosis) : []),
  ]);
  const segments = [
    header({
      type: version >= '2.3.1' ? 'DFT^P03^DFT_P03' : 'DFT^P03',
      version,
      ...(options.time === undefined ? {} : { time: options.time }),
      ...(options.controlId === undefined ? {} : { controlId: options.controlId }),
    }),
    segment('EVN', { 1: 'P03', 2: options.time ?? '20261105115900' }),
    patientSegment(visit, preset),
    segment('PV1', {
      2: 'O',
      3: 'CLINIC^1^^CHFM',
      ...(preset === 'standard' || preset === 'epic' ? { 19: visit.encounterId } : {}),
    }),
    ...(preset === 'allscripts' ? [segment('ZVN', { 1: visit.encounterId })] : []),
    ...charges,
    ...(preset === 'epic' ? codes.map(diagnosis) : []),
    ...insuranceSegments(visit, preset),
  ];
  return segments.join('\r');
}

/** ADT of the visit's patient, with the visit's number. */
export function writeAdmission(
  visit: WrittenVisit,
  preset: Hl7Preset,
  version: string,
  options: { readonly trigger?: string; readonly time?: string; readonly controlId?: string } = {},
): string {
  const { trigger = 'A04', time = '20261105080000', controlId = '0' } = options;
  return [
    header({ type: `ADT^${trigger}`, version, time, controlId }),
    segment('EVN', { 1: trigger, 2: time }),
    patientSegment(visit, preset),
    segment('PV1', {
      2: 'O',
      3: 'CLINIC^1^^CHFM',
      7: `${visit.renderingNpi}^ROWAN^ADA`,
      19: preset === 'standard' || preset === 'epic' ? visit.encounterId : '',
    }),
    ...(preset === 'allscripts' ? [segment('ZVN', { 1: visit.encounterId })] : []),
    ...insuranceSegments(visit, preset),
  ].join('\r');
}
