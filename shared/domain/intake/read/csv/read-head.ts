import type { PlainDate } from '#contracts/dates.ts';
import { contentHashOf } from '../../../identity/content-hash.ts';
import { accidentFor } from '../../map/accident.ts';
import { placeOfServiceFor } from '../../map/place-of-service.ts';
import { readPhone } from '../../map/read-phone.ts';
import { resolveLocation } from '../../map/resolve-location.ts';
import { resolveProvider } from '../../map/resolve-provider.ts';
import { usualPlaceUnmapped } from '../../map/resolved.ts';
import { usState } from '../../map/us-state.ts';
import { describeText } from '../../mask-value.ts';
import { fieldIn, known, type CsvRow } from './csv-row.ts';
import { readCoverages } from './read-coverages.ts';
import { readDay } from './read-day.ts';
import { readAddress, readName, readPerson } from './read-person.ts';

/** The day in a field; undefined when it is empty or, after that was told, none. */
export function dayIn(row: CsvRow, field: string): PlainDate | undefined {
  const { compiled, today } = row.setting;
  const text = row.text(field);
  return text === '' ? undefined : row.take(field, readDay(text, compiled.mapping.dateFormat, today));
}

const flags: Readonly<Record<string, boolean>> = {
  Y: true,
  YES: true,
  TRUE: true,
  '1': true,
  X: true,
  N: false,
  NO: false,
  FALSE: false,
  '0': false,
};

function flagIn(row: CsvRow, field: string): boolean | undefined {
  const text = row.text(field);
  const flag = flags[text.toUpperCase()];
  if (text !== '' && flag === undefined) {
    row.object(field, {
      code: 'field-invalid',
      found: describeText(text, /^[A-Za-z\d]{1,5}$/),
      expected: 'yes or no',
      howToFix: 'Write Y or N.',
    });
  }
  return flag;
}

/** What a row says of the visit as a whole: everything but its lines and diagnoses. */
export function readHead(row: CsvRow, on: PlainDate | undefined): Record<string, unknown> {
  const patient = readPatient(row);
  return (
    known({
      patient,
      guarantor: readGuarantor(row),
      coverages: readCoverages(row, on),
      renderingNpi: readRendering(row),
      referringProvider: readNamedProvider(row, 'referringProvider'),
      supervisingProvider: readNamedProvider(row, 'supervisingProvider'),
      ...readPlace(row, on),
      admissionDate: dayIn(row, 'admissionDate'),
      onsetDate: dayIn(row, 'onsetDate'),
      accident: readAccident(row),
      authorizationNumber: row.optional('authorizationNumber'),
      signatureOnFile: flagIn(row, 'signatureOnFile'),
      assignmentOfBenefits: flagIn(row, 'assignmentOfBenefits'),
      releaseOfInformation: flagIn(row, 'releaseOfInformation'),
    }) ?? {}
  );
}

function readPatient(row: CsvRow): Record<string, unknown> {
  const phoneText = row.text('patient.phone');
  return {
    ...known({
      sourcePatientId: row.required('patient.sourcePatientId', "the patient's number in your system"),
      deathDate: dayIn(row, 'patient.deathDate'),
      // For staff alone: what is no telephone number is not worth a refusal.
      phone: readPhone(phoneText),
      email: /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(row.text('patient.email'))
        ? row.text('patient.email')
        : undefined,
    }),
    ...readPerson(row, 'patient'),
  };
}

function readGuarantor(row: CsvRow): Record<string, unknown> | undefined {
  const isGiven = ['name', 'lastName'].some((field) => row.text(fieldIn('guarantor', field)) !== '');
  if (!isGiven) {
    return undefined;
  }
  const { lastName, firstName } = readName(row, 'guarantor');
  const address = readAddress(row, 'guarantor');
  // Exports seldom number guarantors: the same person at the same address is the same one.
  const derived = `G-${contentHashOf({ lastName, firstName, address }).slice(0, 12)}`;
  return known({
    sourceGuarantorId: row.optional('guarantor.sourceGuarantorId') ?? derived,
    lastName,
    firstName,
    address,
  });
}

function readRendering(row: CsvRow): string | undefined {
  const { practice, sourceSystem } = row.setting;
  const text = row.text('renderingProvider');
  if (text !== '') {
    return row.take('renderingProvider', resolveProvider(practice, sourceSystem, text));
  }
  const npi = sourceOf(row)?.defaults.renderingNpi;
  if (npi === undefined) {
    row.missing('renderingProvider', 'the NPI or the id of the provider who saw the patient');
  }
  return npi;
}

function sourceOf(row: CsvRow): (typeof row.setting.practice.intake.sources)[number] | undefined {
  const { practice, sourceSystem } = row.setting;
  return practice.intake.sources.find((source) => source.sourceSystem === sourceSystem);
}

function readNamedProvider(row: CsvRow, field: string): Record<string, unknown> | undefined {
  const { practice, sourceSystem } = row.setting;
  const text = row.text(fieldIn(field, 'npi'));
  if (text === '') {
    return undefined;
  }
  const npi = row.take(fieldIn(field, 'npi'), resolveProvider(practice, sourceSystem, text));
  const own = practice.providers.find((provider) => provider.npi === npi);
  return known({
    npi,
    lastName:
      row.optional(fieldIn(field, 'lastName')) ??
      own?.lastName ??
      row.required(fieldIn(field, 'lastName'), 'the name'),
    firstName:
      row.optional(fieldIn(field, 'firstName')) ??
      own?.firstName ??
      row.required(fieldIn(field, 'firstName'), 'the name'),
  });
}

/** The place of service: what the row says, else the location's, else the source's. */
function readPlace(row: CsvRow, on: PlainDate | undefined): Record<string, unknown> {
  const { practice, sourceSystem } = row.setting;
  const defaults = sourceOf(row)?.defaults ?? {};
  const locationText = row.text('location');
  const location =
    locationText === ''
      ? practice.locations.find(({ locationId }) => locationId === defaults.locationId)
      : row.take('location', resolveLocation(practice, sourceSystem, locationText));
  const text = row.text('placeOfService');
  const placeOfService =
    text === ''
      ? (location?.placeOfService ?? defaults.placeOfService)
      : row.take('placeOfService', placeOfServiceFor(practice, { sourceSystem, text, on }));
  if (text === '' && locationText === '' && placeOfService === undefined) {
    row.object('placeOfService', {
      ...usualPlaceUnmapped(sourceSystem),
      code: 'place-of-service-unmapped',
      found: 'neither a place of service nor a location',
      expected: 'a CMS place of service code of two digits, for example "11" for an office',
      howToFix: 'Add a column for it, or set the default of the source in the practice.',
    });
  }
  return { locationId: location?.locationId, placeOfService };
}

function readAccident(row: CsvRow): Record<string, unknown> | undefined {
  const text = row.text('accident.kind');
  if (text === '' || /^(?:N|NO|NONE)$/i.test(text)) {
    return undefined;
  }
  const { practice, sourceSystem } = row.setting;
  const kind = row.take('accident.kind', accidentFor(practice, { sourceSystem, text }));
  if (row.text('accident.date') === '') {
    row.missing('accident.date', 'the day of the accident');
  }
  const state = row.text('accident.state');
  return known({
    kind,
    date: dayIn(row, 'accident.date'),
    state: state === '' ? undefined : (usState(state) ?? state),
  });
}
