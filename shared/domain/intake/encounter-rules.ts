import type { Cents } from '#contracts/cents.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { Coverage, Encounter } from '#contracts/encounter.ts';
import type { Practice } from '#contracts/practice.ts';
import { ageInYears } from '../calendar/plain-date.ts';
import { hasValidCheckDigit } from '../identity/npi.ts';
import { formatDollars, sumCents } from '../money/cents.ts';
import { chargeOf } from './charged-lines.ts';
import type { Finding } from './describe-issue.ts';
import type { EncounterRule } from './encounter-rule.ts';
import { describeText } from './mask-value.ts';
import { sendableTextRule } from './sendable-text.ts';

/** The age from which a person may be sent a bill. */
const majority = 18;

const npiRule: EncounterRule = ({ renderingNpi, referringProvider, supervisingProvider }) =>
  [
    { field: 'renderingNpi', npi: renderingNpi },
    { field: 'referringProvider.npi', npi: referringProvider?.npi },
    { field: 'supervisingProvider.npi', npi: supervisingProvider?.npi },
  ].flatMap(({ field, npi }): Finding[] =>
    npi === undefined || hasValidCheckDigit(npi)
      ? []
      : [
          {
            field,
            code: 'npi-check-digit',
            found: `NPI ${npi}, whose last digit does not fit the others`,
            expected: 'an NPI with a valid check digit',
            howToFix: 'Look the provider up in NPPES; most often two digits were exchanged.',
          },
        ],
  );

const providerRule: EncounterRule = ({ renderingNpi }, { name, providers }) =>
  !hasValidCheckDigit(renderingNpi) || providers.some(({ npi }) => npi === renderingNpi)
    ? []
    : [
        {
          field: 'renderingNpi',
          code: 'provider-unknown',
          found: `NPI ${renderingNpi}`,
          expected: `a provider of ${name}: ${providers.map(({ npi }) => npi).join(', ')}`,
          howToFix: 'Correct the NPI, or have the practice administrator add the provider to the practice.',
        },
      ];

const locationRule: EncounterRule = ({ locationId }, { name, locations }) =>
  locationId === undefined || locations.some((location) => location.locationId === locationId)
    ? []
    : [
        {
          field: 'locationId',
          code: 'location-unmapped',
          found: describeText(locationId, /^[a-z0-9-]{1,32}$/),
          expected: `a location of ${name}: ${locations.map((location) => location.locationId).join(', ')}`,
          howToFix: 'Correct the location, or have the practice administrator add it to the practice.',
        },
      ];

const coverageRule: EncounterRule = ({ coverages }, practice) => {
  const orders = ['primary', 'secondary', 'tertiary'] as const;
  return coverages.flatMap((coverage, index): Finding[] => {
    const field = `coverages[${index + 1}]`;
    return [
      ...payerFindings(field, coverage, practice),
      ...(coverage.order === orders[index]
        ? []
        : [
            {
              field: `${field}.order`,
              code: 'coverage-order' as const,
              found: `"${coverage.order}" in place ${index + 1}`,
              expected: 'primary, then secondary, then tertiary, each once and without a gap',
              howToFix: 'List the coverages in the order in which the payers pay.',
            },
          ]),
      ...subscriberFindings(field, coverage),
    ];
  });
};

/** A payer that the practice does not have. */
export function payerFindings(
  field: string,
  { payerId }: Pick<Coverage, 'payerId'>,
  { name, payers }: Pick<Practice, 'name' | 'payers'>,
): Finding[] {
  return payers.some((payer) => payer.payerId === payerId)
    ? []
    : [
        {
          field: `${field}.payerId`,
          code: 'payer-unknown',
          found: `payer ${payerId}`,
          expected: `a payer of ${name}: ${payers.map((payer) => payer.payerId).join(', ')}`,
          howToFix: 'Correct the payer id, or have the practice administrator add the payer to the practice.',
        },
      ];
}

/** A subscriber who is missing, or one too many. */
export function subscriberFindings(
  field: string,
  { relationship, subscriber }: Pick<Coverage, 'relationship' | 'subscriber'>,
): Finding[] {
  if (relationship !== 'self' && subscriber === undefined) {
    return [
      {
        field: `${field}.subscriber`,
        code: 'subscriber-missing',
        found: `relationship "${relationship}" and no subscriber`,
        expected: 'the subscriber with name, birth date, sex and address',
        howToFix: 'Add the person who holds the policy, as printed on the card.',
      },
    ];
  }
  return relationship === 'self' && subscriber !== undefined
    ? [
        {
          field: `${field}.subscriber`,
          code: 'subscriber-superfluous',
          found: 'relationship "self" and another person as subscriber',
          expected: 'no subscriber, since the patient holds the policy; or another relationship',
          howToFix: 'Remove the subscriber, or correct the relationship.',
        },
      ]
    : [];
}

const chargeRule: EncounterRule = (encounter, practice) => {
  const { lines, totalCharge } = encounter;
  const findings: Finding[] = [];
  const charges: Cents[] = [];
  for (const [index, line] of lines.entries()) {
    const field = `lines[${index + 1}].charge`;
    const { value, problem } = chargeOf(line, encounter, practice);
    if (problem !== undefined) {
      findings.push({ field, ...problem });
    } else if (value < 0) {
      findings.push({
        field,
        code: 'charge-negative',
        found: formatDollars(value),
        expected: 'a charge of zero or more',
        howToFix: 'Send the charge as it was; a correction is a new version of the encounter.',
      });
    }
    if (value !== undefined) {
      charges.push(value);
    }
  }
  const knowsAllCharges = lines.every(({ charge }) => charge !== undefined);
  if (totalCharge === undefined && lines.length > 0 && knowsAllCharges) {
    findings.push({
      field: 'totalCharge',
      code: 'field-missing',
      found: 'nothing',
      expected: 'the sum of the lines as your system knows it',
      howToFix: 'Add totalCharge to the record.',
    });
  }
  const sum = sumCents(charges, (charge) => charge);
  const isPriced = charges.length === lines.length;
  if (totalCharge !== undefined && lines.length > 0 && isPriced && sum !== totalCharge) {
    const count = lines.length === 1 ? 'of 1 line' : `of ${lines.length} lines`;
    findings.push({
      field: 'totalCharge',
      code: 'charges-do-not-add-up',
      found: `a total of ${formatDollars(totalCharge)} and a sum ${count} of ${formatDollars(sum)}`,
      expected: 'the total to be the sum of the charges of the lines',
      howToFix: 'Compare with the superbill: a line is missing, or a charge or the total is wrong.',
    });
  }
  return findings;
};

const dateRule: EncounterRule = (encounter, _, today) => {
  const { patient, serviceDateFrom, serviceDateTo, lines } = encounter;
  const findings: Finding[] = [];
  const lastDay = serviceDateTo ?? serviceDateFrom;
  const object = (field: string, code: Finding['code'], found: string, expected: string): void => {
    findings.push({
      field,
      code,
      found,
      expected,
      howToFix: `Correct ${field} or the date it conflicts with.`,
    });
  };
  if (serviceDateFrom > lastDay) {
    object(
      'serviceDateTo',
      'dates-reversed',
      `from ${serviceDateFrom} to ${lastDay}`,
      'the first day of service not after the last',
    );
  }
  if (lastDay > today) {
    object(
      serviceDateTo === undefined ? 'serviceDateFrom' : 'serviceDateTo',
      'date-in-future',
      `service on ${lastDay}`,
      `a day not after today, ${today}`,
    );
  }
  if (serviceDateFrom < patient.birthDate) {
    object(
      'serviceDateFrom',
      'date-before-birth',
      `service on ${serviceDateFrom}, before the patient was born`,
      'service on or after the birth date',
    );
  }
  if (patient.deathDate !== undefined && lastDay > patient.deathDate) {
    object(
      'serviceDateFrom',
      'date-after-death',
      `service on ${lastDay}, after the patient had died`,
      'service on or before the date of death',
    );
  }
  for (const [field, date] of [
    ['admissionDate', encounter.admissionDate],
    ['onsetDate', encounter.onsetDate],
    ['accident.date', encounter.accident?.date],
  ] as const) {
    if (date !== undefined && date > lastDay) {
      object(field, 'dates-reversed', `${date}, after the visit`, `a day not after ${lastDay}`);
    }
  }
  for (const [index, { serviceDate }] of lines.entries()) {
    if (serviceDate !== undefined && (serviceDate < serviceDateFrom || serviceDate > lastDay)) {
      object(
        `lines[${index + 1}].serviceDate`,
        'date-outside-visit',
        `service on ${serviceDate}`,
        `a day from ${serviceDateFrom} to ${lastDay}`,
      );
    }
  }
  return findings;
};

const pointerRule: EncounterRule = ({ lines, diagnoses }) =>
  diagnoses.length === 0
    ? []
    : lines.flatMap(({ diagnosisPointers }, index) =>
        diagnosisPointers
          .filter((pointer) => pointer > diagnoses.length)
          .map((pointer): Finding => ({
            field: `lines[${index + 1}].diagnosisPointers`,
            code: 'diagnosis-pointer-unknown',
            found: `a pointer to diagnosis ${pointer}`,
            expected: `a position from 1 to ${diagnoses.length}, the number of diagnoses`,
            howToFix: 'Add the diagnosis that is missing, or correct the pointer.',
          })),
      );

const codingRule: EncounterRule = ({ lines, diagnoses, note, clinicalCodes = [], unmappedCharges = [] }) =>
  (lines.length > 0 && diagnoses.length > 0) ||
  (note ?? '').trim() !== '' ||
  clinicalCodes.length + unmappedCharges.length > 0
    ? []
    : [
        {
          field: 'note',
          code: 'uncoded-without-note',
          found: `${lines.length} lines, ${diagnoses.length} diagnoses and no note`,
          expected: 'lines and diagnoses, or a note from which a coder can code the visit',
          howToFix: "Add the provider's note, or the codes.",
        },
      ];

const guarantorRule: EncounterRule = ({ patient, guarantor, serviceDateFrom }) =>
  guarantorFindings(patient, guarantor, serviceDateFrom);

/** A minor gets no bill: somebody of age must. */
export function guarantorFindings(
  { birthDate }: Pick<Encounter['patient'], 'birthDate'>,
  guarantor: Encounter['guarantor'],
  on: PlainDate,
): Finding[] {
  return guarantor !== undefined || ageInYears(birthDate, on) >= majority
    ? []
    : [
        {
          field: 'guarantor',
          code: 'guarantor-missing',
          found: `a patient under ${majority} and no guarantor`,
          expected: 'the adult who receives the bill',
          howToFix: 'Add the guarantor, usually a parent, with name and address.',
        },
      ];
}

/** What must hold of an encounter that a schema cannot say. Each rule stands alone; a record is told all that is wrong with it. */
export const encounterRules: readonly EncounterRule[] = [
  npiRule,
  providerRule,
  locationRule,
  coverageRule,
  chargeRule,
  dateRule,
  pointerRule,
  codingRule,
  guarantorRule,
  sendableTextRule,
];
