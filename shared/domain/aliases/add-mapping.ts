import type { CodeMapping } from '#contracts/code-mapping.ts';
import type { SourceSystem } from '#contracts/intake-settings/source-system.ts';
import type { Practice, SourceAlias } from '#contracts/practice.ts';
import type { Unmapped } from '#contracts/task.ts';
import { accidentFor } from '../intake/map/accident.ts';
import { appointmentStatusFor } from '../intake/map/appointment-status.ts';
import { placeOfServiceFor } from '../intake/map/place-of-service.ts';
import { procedureFor } from '../intake/map/read-procedure.ts';
import { relationshipFor } from '../intake/map/relationship.ts';
import type { Resolved } from '../intake/map/resolved.ts';
import { sexFor } from '../intake/map/sex.ts';
import { targetWords } from './unmapped-task.ts';

export type Mapped =
  | { readonly practice: Practice; readonly refused?: never }
  | { readonly practice?: never; readonly refused: string };

const mostIdCharacters = 60;
const mostNameCharacters = 100;

/**
 * The practice as it is when a name of a source's own means one of its providers, payers or locations, or a code.
 * Refused in words where there is no such thing.
 */
export function addMapping(practice: Practice, unmapped: Unmapped, target: string): Mapped {
  const { kind } = unmapped;
  const added = sourceAliasOf(unmapped);
  switch (kind) {
    case 'provider':
      return within(practice, unmapped, target, 'providers', ({ npi }) => npi, added);
    case 'payer':
      return within(practice, unmapped, target, 'payers', ({ payerId }) => payerId, added);
    case 'location':
      return within(practice, unmapped, target, 'locations', ({ locationId }) => locationId, added);
    case 'usual-place':
      return withUsualPlace(practice, unmapped, target);
    case 'procedure':
    case 'place-of-service':
    case 'relationship':
    case 'sex':
    case 'accident':
    case 'appointment-status':
      return withCode(practice, { ...unmapped, kind }, target);
  }
}

function sourceAliasOf({ alias, sourceSystem }: Unmapped): SourceAlias {
  return {
    ...(sourceSystem === undefined ? {} : { sourceSystem }),
    ...(alias.length <= mostIdCharacters ? { id: alias } : {}),
    name: alias.slice(0, mostNameCharacters),
  };
}

/** The same alias again, after a decision that was carried out by half, adds nothing. */
function withoutIt(aliases: readonly SourceAlias[], { sourceSystem, id, name }: SourceAlias): SourceAlias[] {
  return aliases.filter(
    (alias) => alias.sourceSystem !== sourceSystem || alias.id !== id || alias.name !== name,
  );
}

type ListName = 'providers' | 'payers' | 'locations';

function within<Name extends ListName>(
  practice: Practice,
  { kind }: Unmapped,
  target: string,
  list: Name,
  idOf: (entry: Practice[Name][number]) => string,
  added: SourceAlias,
): Mapped {
  const entries: readonly Practice[Name][number][] = practice[list];
  const wanted = target.toUpperCase();
  if (!entries.some((entry) => idOf(entry).toUpperCase() === wanted)) {
    return {
      refused: `target: found "${target}"; expected ${targetWords(kind)}: ${entries.map(idOf).join(', ') || 'there is none yet'}`,
    };
  }
  return {
    practice: {
      ...practice,
      [list]: entries.map((entry) =>
        idOf(entry).toUpperCase() === wanted
          ? { ...entry, aliases: [...withoutIt(entry.aliases, added), added] }
          : entry,
      ),
    },
  };
}

/** Says where visits of a source took place that do not tell: at a location of the practice, or a kind of place. */
function withUsualPlace(practice: Practice, { kind, sourceSystem }: Unmapped, target: string): Mapped {
  const location = practice.locations.find(
    ({ locationId }) => locationId.toUpperCase() === target.toUpperCase(),
  );
  const { value } = placeOfServiceFor({ codeMappings: [] }, { sourceSystem: '', text: target });
  if (location === undefined && value === undefined) {
    return {
      refused: `target: found "${target}"; expected ${targetWords(kind)}: ${practice.locations.map(({ locationId }) => locationId).join(', ')}`,
    };
  }
  const sources = sourcesWith(practice, sourceSystem);
  if (sources === undefined) {
    return {
      refused: `The practice does not list ${sourceSystem ?? 'the source'} under intake.sources; import it there with this place among its defaults`,
    };
  }
  const usual = location === undefined ? { placeOfService: value } : { locationId: location.locationId };
  return {
    practice: {
      ...practice,
      intake: {
        ...practice.intake,
        sources: sources.map((source) =>
          source.sourceSystem === sourceSystem
            ? { ...source, defaults: { ...source.defaults, ...usual } }
            : source,
        ),
      },
    },
  };
}

/** The sources, this one among them; undefined where nothing tells whether its records are visits or parts of them. */
function sourcesWith({ intake }: Practice, sourceSystem: string | undefined): SourceSystem[] | undefined {
  const { sources, hl7Mappings, fhirMappings } = intake;
  if (sources.some((source) => source.sourceSystem === sourceSystem)) {
    return sources;
  }
  const isOfParts = [...hl7Mappings, ...fhirMappings].some(
    (mapping) => mapping.sourceSystem === sourceSystem,
  );
  return sourceSystem === undefined || !isOfParts
    ? undefined
    : [...sources, { sourceSystem, kind: 'parts', defaults: {} }];
}

function saysTheSame(former: CodeMapping, mapping: CodeMapping): boolean {
  return (
    former.kind === mapping.kind &&
    former.sourceSystem === mapping.sourceSystem &&
    former.system === undefined &&
    former.from === mapping.from &&
    former.to === mapping.to
  );
}

/** What each kind of code is read by. */
const readers: Readonly<
  Record<CodeKind, (practice: Practice, sought: { sourceSystem: string; text: string }) => Resolved<string>>
> = {
  procedure: procedureFor,
  'place-of-service': placeOfServiceFor,
  relationship: relationshipFor,
  sex: sexFor,
  accident: accidentFor,
  'appointment-status': (practice, sought) => appointmentStatusFor(practice, sought, new Map()),
};
type CodeKind = Extract<CodeMapping['kind'], Unmapped['kind']>;

function withCode(
  practice: Practice,
  { kind, alias, sourceSystem }: Omit<Unmapped, 'kind'> & { readonly kind: CodeKind },
  target: string,
): Mapped {
  if (alias.length > mostIdCharacters) {
    return { refused: `"${alias}" is too long to be mapped; correct it at its source` };
  }
  const mapping: CodeMapping = {
    kind,
    ...(sourceSystem === undefined ? {} : { sourceSystem }),
    from: alias,
    to: target,
  };
  const next = {
    ...practice,
    codeMappings: [...practice.codeMappings.filter((former) => !saysTheSame(former, mapping)), mapping],
  };
  const read = readers[kind](next, { sourceSystem: sourceSystem ?? '', text: alias });
  return read.value === undefined
    ? { refused: `target: found "${target}"; expected ${targetWords(kind)}` }
    : { practice: next };
}
