import type { PlainDate } from '#contracts/dates.ts';
import type { VisitPart } from '../../visit/part.ts';
import type { SharedThing } from '../intake-record.ts';
import { coverageName, personName, visitPart, type MessageOrigin, type PartOrigin } from './compose-parts.ts';
import { readCharges, readDiagnoses, type ReadCharge } from './read-charges.ts';
import { readCoverages, type ReadCoverages } from './read-coverages.ts';
import {
  patientThing,
  readPatient,
  readPatientId,
  readVisitNumber,
  addCoverageMissing,
} from './read-patient.ts';
import { given } from './read-person.ts';
import { providerIn, readAccident, readGuarantor, readPlace, readReferringProvider } from './read-visit.ts';
import { addMissing, addWrong, resolvedOr, valuesFor, type Reading } from './reading.ts';

/** What a message gives, when nothing in it is wrong. */
export interface ReadParts {
  readonly encounterId: string | undefined;
  readonly parts: readonly VisitPart[];
  readonly things: readonly SharedThing[];
  /** What the charges of a refused message are, as far as they could be read. */
  readonly charged?: readonly unknown[];
}

/**
 * Reads a DFT: the charges of one visit or some of them, with as much of the patient, the visit, the diagnoses and the
 * insurance as the sender puts beside them.
 */
export function readChargeMessage(reading: Reading, origin: MessageOrigin, today: PlainDate): ReadParts {
  const sourcePatientId = readPatientId(reading);
  const encounterId = readVisitNumber(reading, true);
  const patient = readPatient(reading, sourcePatientId);
  const insurance = readCoverages(reading, patient);
  const charges = readCharges(reading);
  const visit = readVisit(reading, charges, sourcePatientId, insurance, today);
  const diagnoses = readDiagnoses(reading);
  const note = [...valuesFor(reading, 'note')].map(({ text }) => text).join('\n');
  if (insurance.coverages === undefined) {
    addCoverageMissing(reading);
  }
  if (sourcePatientId === undefined || encounterId === undefined || reading.wrong.length > 0) {
    const charged = charges.flatMap(({ line, isCredit }) => (isCredit ? [] : [line.charge]));
    return { encounterId, parts: [], things: [], charged };
  }
  if (charges.length === 0 && note === '') {
    return { encounterId, parts: [], things: [] };
  }
  const ofVisit: PartOrigin = { ...origin, encounterId };
  const parts = [
    visitPart(
      ofVisit,
      'head:charges',
      { kind: 'fields', fields: visit },
      [personName(sourcePatientId)],
      'charged',
    ),
    coveragePart(ofVisit, sourcePatientId, insurance),
    ...lineParts(reading, ofVisit, charges),
    ...diagnoses.map((diagnosis) =>
      visitPart(ofVisit, `diagnosis:${diagnosis.code}`, { kind: 'diagnosis', ...diagnosis }),
    ),
    ...(note === ''
      ? []
      : [visitPart(ofVisit, 'document:charge-note', { kind: 'note', text: note, signed: true })]),
  ];
  const isDemographic = reading.settings.mapping.demographicsBy === 'every-message';
  return {
    encounterId,
    parts,
    things: isDemographic ? [patientThing(origin, sourcePatientId, patient)] : [],
  };
}

/** The insurance of the visit where the message tells it, else the patient's as an admission tells it. */
export function coveragePart(
  origin: PartOrigin,
  sourcePatientId: string,
  { coverages, authorizationNumber }: ReadCoverages,
): VisitPart {
  if (coverages === undefined) {
    const refs = [coverageName(sourcePatientId, 'primary')];
    return visitPart(origin, 'coverage:list', { kind: 'fields', fields: {} }, refs, 'lacking');
  }
  const fields = given<Record<string, unknown>>({ coverages, authorizationNumber });
  const weight = coverages.length === 0 ? 'lacking' : 'usual';
  return visitPart(origin, 'coverage:list', { kind: 'fields', fields }, [], weight);
}

function readVisit(
  reading: Reading,
  charges: readonly ReadCharge[],
  sourcePatientId: string | undefined,
  insurance: ReadCoverages,
  today: PlainDate,
): Readonly<Record<string, unknown>> {
  const days = charges.flatMap(({ line, lastServiceDate }) => [
    ...(line.serviceDate === undefined ? [] : [line.serviceDate]),
    ...(lastServiceDate === undefined ? [] : [lastServiceDate]),
  ]);
  const [from] = days.toSorted();
  const to = days.toSorted().at(-1);
  const [first] = charges;
  return given<Record<string, unknown>>({
    renderingNpi: readRenderingNpi(reading, charges),
    referringProvider: readReferringProvider(reading),
    ...readPlace(reading, true, first?.scope),
    serviceDateFrom: from,
    serviceDateTo: to === from ? undefined : to,
    accident: readAccident(reading),
    guarantor: readGuarantor(reading, sourcePatientId, today),
    authorizationNumber: insurance.authorizationNumber,
  });
}

/** A visit has one rendering provider: charges of two are two visits to a payer. */
function readRenderingNpi(reading: Reading, charges: readonly ReadCharge[]): string | undefined {
  const found = (charges.length === 0 ? [undefined] : charges.map(({ scope }) => scope)).map((scope) => ({
    provider: providerIn(reading, 'renderingProvider', scope),
  }));
  const npis = new Map<string, string>();
  const refused = new Set<string>();
  for (const { provider } of found) {
    if (provider?.resolved.problem !== undefined && !refused.has(provider.where)) {
      refused.add(provider.where);
      resolvedOr(reading, provider.where, provider.resolved);
    } else if (provider?.resolved.value !== undefined && !npis.has(provider.resolved.value)) {
      npis.set(provider.resolved.value, provider.where);
    }
  }
  const [npi, other] = npis.keys();
  if (npi !== undefined && other !== undefined) {
    addWrong(reading, npis.get(other) ?? '', {
      code: 'field-invalid',
      found: `charges of ${npis.size} rendering providers, ${[...npis.keys()].join(', ')}`,
      expected: 'one rendering provider in a visit',
      howToFix: 'Send what each provider charges under a visit number of its own.',
    });
  }
  const usual = reading.settings.defaults.renderingNpi;
  if (npi === undefined && refused.size === 0 && usual === undefined) {
    addMissing(
      reading,
      'renderingProvider',
      'the NPI or the id of the rendering provider',
      charges[0]?.scope,
    );
  }
  return npi ?? (refused.size === 0 ? usual : undefined);
}

/**
 * A part for each line. A credit takes its charge back: the line of the number that it names, else of its own number,
 * else the line with the same content.
 */
function lineParts(
  reading: Reading,
  origin: PartOrigin,
  charges: readonly ReadCharge[],
): readonly VisitPart[] {
  const parts = new Map<string, { part: VisitPart; charge: ReadCharge }>();
  for (const charge of charges) {
    if (charge.isCredit) {
      const key = creditedKey(origin, charge, parts);
      parts.set(key, { part: visitPart(origin, key, { kind: 'void' }), charge });
      continue;
    }
    let key = lineKey(origin, charge);
    const before = parts.get(key);
    if (before !== undefined && before.part.content.kind === 'line') {
      if (contentOf(before.charge) === contentOf(charge)) {
        reading.notes.add('line-repeated');
      } else {
        // Some senders write the number of the transaction on each of its lines: the content tells them apart.
        key = `${key}-${shortHash(origin, contentOf(charge))}`;
      }
    }
    const line = { kind: 'line', line: charge.line, diagnoses: charge.diagnoses } as const;
    parts.set(key, { part: visitPart(origin, key, line), charge });
  }
  return [...parts.values()].map(({ part }) => part);
}

function creditedKey(
  origin: PartOrigin,
  charge: ReadCharge,
  parts: ReadonlyMap<string, { readonly charge: ReadCharge }>,
): string {
  if (charge.reversedLineId !== undefined) {
    return `line:${charge.reversedLineId}`;
  }
  const own = lineKey(origin, charge);
  const content = contentOf(charge);
  const sameContent = [...parts].find(([, one]) => contentOf(one.charge) === content)?.[0];
  return parts.has(own) ? own : (sameContent ?? own);
}

/** A line without a number of its own is known by its content. */
function lineKey(origin: PartOrigin, charge: ReadCharge): string {
  return `line:${charge.line.sourceLineId ?? `content-${shortHash(origin, contentOf(charge))}`}`;
}

/** All that a charge says but its number, as text. */
function contentOf({ line }: ReadCharge): string {
  const { sourceLineId: _, ...said } = line;
  return JSON.stringify(said);
}

function shortHash({ sha256 }: PartOrigin, content: string): string {
  return sha256(JSON.stringify(content)).slice(0, 16);
}
