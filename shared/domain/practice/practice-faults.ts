import type { Practice, SourceAlias } from '#contracts/practice.ts';
import { wantedOfControlNumberPattern } from './control-number-pattern.ts';
import { codeMappingFault } from './code-mapping-fault.ts';
import { forEachKeyedList, keyOf, keyTextOf } from './keyed-lists.ts';
import type { PracticeFault } from './practice-fault.ts';
import { scrubSettingsFaults } from '../scrub/rules/settings-faults.ts';
import { trainingFaults } from './training.ts';
import { hasValidCheckDigit } from '../identity/npi.ts';
import { unsendableCharacter } from '../intake/sendable-text.ts';

type Path = PracticeFault['path'];

/**
 * What is wrong with a practice document beyond its form: check digits, characters that no file to a payer can carry,
 * things that stand twice or are named and not there. Found later, they would stop every claim of the practice or the
 * payer.
 */
export function practiceFaults(practice: Practice): PracticeFault[] {
  return [
    ...npiFaults(practice),
    ...textFaults(practice),
    ...repetitions(practice),
    ...spanFaults(practice, []),
    ...referenceFaults(practice),
    ...aliasFaults(practice),
    ...practice.codeMappings.flatMap((mapping, index) => {
      const fault = codeMappingFault(mapping);
      return fault === undefined ? [] : [{ ...fault, path: ['codeMappings', index, ...fault.path] }];
    }),
    ...patternFaults(practice),
    ...trainingFaults(practice),
    ...scrubSettingsFaults(practice),
  ];
}

function npiFaults(practice: Practice): PracticeFault[] {
  const npis: [path: Path, npi: string | undefined][] = [
    [['npi'], practice.npi],
    ...practice.providers.map(({ npi }, index): [Path, string] => [['providers', index, 'npi'], npi]),
    ...practice.locations.map(({ npi }, index): [Path, string | undefined] => [
      ['locations', index, 'npi'],
      npi,
    ]),
  ];
  return npis.flatMap(([path, npi]) =>
    npi === undefined || hasValidCheckDigit(npi)
      ? []
      : [
          {
            path,
            found: `${npi}, whose check digit is wrong`,
            expected: 'an NPI',
            howToFix: 'Copy the NPI again from NPPES.',
          },
        ],
  );
}

function textFaults(practice: Practice): PracticeFault[] {
  const { name, billingContact, address, clearinghouse, providers, payers, locations } = practice;
  const texts: [path: Path, text: string | undefined][] = [
    [['name'], name],
    [['billingContact'], billingContact],
    [['address', 'line1'], address.line1],
    [['address', 'line2'], address.line2],
    [['address', 'city'], address.city],
    [['clearinghouse', 'name'], clearinghouse.name],
    ...providers.flatMap(({ firstName, middleName, lastName }, index): [Path, string | undefined][] => [
      [['providers', index, 'firstName'], firstName],
      [['providers', index, 'middleName'], middleName],
      [['providers', index, 'lastName'], lastName],
    ]),
    ...payers.map((payer, index): [Path, string] => [['payers', index, 'name'], payer.name]),
    ...locations.flatMap((location, index): [Path, string | undefined][] => [
      [['locations', index, 'name'], location.name],
      [['locations', index, 'address', 'line1'], location.address.line1],
      [['locations', index, 'address', 'line2'], location.address.line2],
      [['locations', index, 'address', 'city'], location.address.city],
    ]),
  ];
  return texts.flatMap(([path, text = '']) => {
    const character = unsendableCharacter(text);
    return character === undefined
      ? []
      : [
          {
            path,
            found: `"${character}", which no file to a payer can carry`,
            expected: 'letters, digits and punctuation of ASCII other than * : ^ ~',
            howToFix: 'Write it without that character.',
          },
        ];
  });
}

function repetitions(practice: Practice): PracticeFault[] {
  const faults: PracticeFault[] = [];
  forEachKeyedList(practice, (entries, fields, path) => {
    const seen = new Set<string>();
    entries.forEach((entry, index) => {
      const key = keyOf(entry, fields);
      if (seen.has(key)) {
        faults.push({
          path: [...path, index],
          found: `${keyTextOf(entry, fields)} a second time`,
          expected: `one entry for each ${fields.join(', ')}`,
          howToFix: 'Remove one of the two, or give it its own dates.',
        });
      }
      seen.add(key);
    });
  });
  return faults;
}

function spanFaults(value: unknown, path: Path): PracticeFault[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  const inner = Array.isArray(value)
    ? value.flatMap((entry, index) => spanFaults(entry, [...path, index]))
    : Object.entries(value).flatMap(([name, entry]) => spanFaults(entry, [...path, name]));
  const { effectiveFrom, effectiveTo } = value as { effectiveFrom?: string; effectiveTo?: string };
  return effectiveFrom !== undefined && effectiveTo !== undefined && effectiveTo < effectiveFrom
    ? [
        {
          path: [...path, 'effectiveTo'],
          found: effectiveTo,
          expected: `${effectiveFrom} or later, for both days count`,
          howToFix: 'Correct one of the two dates.',
        },
        ...inner,
      ]
    : inner;
}

function referenceFaults(practice: Practice): PracticeFault[] {
  const { providers, payers, locations, feeSchedules, intake } = practice;
  const npis = new Set<string>(providers.map(({ npi }) => npi));
  const payerIds = new Set<string>(payers.map(({ payerId }) => payerId));
  const locationIds = new Set(locations.map(({ locationId }) => locationId));
  const scheduleIds = new Set(feeSchedules.map(({ feeScheduleId }) => feeScheduleId));
  const missing = (
    path: Path,
    name: string | undefined,
    known: ReadonlySet<string>,
    thing: string,
  ): PracticeFault[] =>
    name === undefined || known.has(name)
      ? []
      : [
          {
            path,
            found: `${name}, which is not there`,
            expected: `${thing} of this document`,
            howToFix: `Add ${name}, or name another.`,
          },
        ];
  return [
    ...providers.flatMap((provider, index) => [
      ...missing(
        ['providers', index, 'supervisingNpi'],
        provider.supervisingNpi,
        npis,
        'the npi of a provider',
      ),
      ...provider.enrollments.flatMap(({ payerId }, position) =>
        missing(
          ['providers', index, 'enrollments', position, 'payerId'],
          payerId,
          payerIds,
          'the payerId of a payer',
        ),
      ),
    ]),
    ...payers.flatMap(({ contracts }, index) =>
      contracts.flatMap(({ basis }, position) =>
        basis.kind === 'percent-of'
          ? missing(
              ['payers', index, 'contracts', position, 'basis', 'feeScheduleId'],
              basis.feeScheduleId,
              scheduleIds,
              'the feeScheduleId of a fee schedule',
            )
          : [],
      ),
    ),
    ...intake.sources.flatMap(({ defaults: { locationId, renderingNpi } }, index) => [
      ...missing(
        ['intake', 'sources', index, 'defaults', 'locationId'],
        locationId,
        locationIds,
        'the locationId of a location',
      ),
      ...missing(
        ['intake', 'sources', index, 'defaults', 'renderingNpi'],
        renderingNpi,
        npis,
        'the npi of a provider',
      ),
    ]),
  ];
}

/** One name for two things would send a visit to whichever stands first. */
function aliasFaults(practice: Practice): PracticeFault[] {
  const lists = [
    ['providers', practice.providers],
    ['locations', practice.locations],
    ['payers', practice.payers],
  ] as const;
  return lists.flatMap(([list, things]) => {
    const owners = new Map<string, number>();
    return things.flatMap(({ aliases }: { readonly aliases: readonly SourceAlias[] }, index) =>
      aliases.flatMap(({ sourceSystem, id, name }, position): PracticeFault[] => {
        const key = JSON.stringify([sourceSystem ?? null, id ?? null, name?.toLowerCase() ?? null]);
        const owner = owners.get(key) ?? index;
        owners.set(key, owner);
        return owner === index
          ? []
          : [
              {
                path: [list, index, 'aliases', position],
                found: `${id ?? name ?? ''}, which ${list}.${owner} is called too`,
                expected: 'a name of one of them only',
                howToFix: 'Remove it from the other.',
              },
            ];
      }),
    );
  });
}

function patternFaults({ cutover }: Practice): PracticeFault[] {
  return cutover.legacySystems.flatMap(({ controlNumberPattern }, index) => {
    const expected = wantedOfControlNumberPattern(controlNumberPattern);
    return expected === undefined
      ? []
      : [
          {
            path: ['cutover', 'legacySystems', index, 'controlNumberPattern'],
            found: `"${controlNumberPattern}"`,
            expected,
            howToFix: 'Write the shape of the old numbers, for example "^V[0-9]{6}$".',
          },
        ];
  });
}
