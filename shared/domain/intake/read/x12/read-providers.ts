import type { Provider837 } from '#domain/x12/guides/005010X222A1-837P/model-parties.ts';
import type { EntityName, Reference } from '#domain/x12/party.ts';
import { foldedName } from '../../map/aliases.ts';
import { placeOfServiceFor } from '../../map/place-of-service.ts';
import { resolveLocation } from '../../map/resolve-location.ts';
import { resolveProvider } from '../../map/resolve-provider.ts';
import { describeText } from '../../mask-value.ts';
import { known, type ClaimReading } from './claim-reading.ts';

/** Numbers by which a name goes: the identifier beside it first. */
function idsOf(name: EntityName, references: readonly Reference[] = []): readonly string[] {
  return [
    ...(name.identifier === undefined ? [] : [name.identifier.value]),
    ...references.map(({ value }) => value),
  ];
}

/** Bills of others are not ours: NPI and tax id of the billing provider are the practice's. */
export function checkBillingProvider(reading: ClaimReading): void {
  const { practice, claim } = reading;
  const { name, taxId } = claim.billingProvider;
  const npi = name.identifier?.value ?? '';
  const number = taxId.value.replaceAll('-', '');
  const differ = (field: string, found: string, expected: string): void =>
    reading.object(field, {
      code: 'billing-provider-differs',
      found,
      expected,
      howToFix: `Send the claims of ${practice.name} alone, or correct the practice's numbers in either system.`,
    });
  if (npi !== practice.npi) {
    differ(
      '2010AA NM1^9',
      `the billing provider ${npi === '' ? 'without an NPI' : describeText(npi, /^\d{10}$/)}`,
      `NPI ${practice.npi} of ${practice.name}`,
    );
  }
  if (number !== practice.taxId) {
    // A tax id of a person may be a social security number.
    differ('2010AA REF^2', `another tax id (REF*${taxId.qualifier})`, `the tax id of ${practice.name}`);
  }
}

function providerIn(reading: ClaimReading, field: string, provider: Provider837): string | undefined {
  const { practice, sourceSystem } = reading;
  const ids = idsOf(provider.name, provider.references);
  const found = ids.map((id) => resolveProvider(practice, sourceSystem, id));
  return reading.take(
    field,
    found.find(({ value }) => value !== undefined) ??
      found[0] ??
      resolveProvider(practice, sourceSystem, provider.name.name ?? ''),
  );
}

/**
 * Who saw the patient: the claim's rendering provider, one that all lines name, the billing provider where it is a
 * provider of the practice, or the one that the practice has set for the source.
 */
export function readRendering(reading: ClaimReading): string | undefined {
  const { claim, practice, sourceSystem } = reading;
  const ofClaim =
    claim.renderingProvider === undefined
      ? undefined
      : providerIn(reading, '2310B NM1^9', claim.renderingProvider);
  const perLine = claim.lines.map(({ renderingProvider }) =>
    renderingProvider === undefined ? ofClaim : providerIn(reading, '2420A NM1^9', renderingProvider),
  );
  const [first] = perLine;
  if (perLine.some((npi) => npi !== first)) {
    reading.object('2420A NM1^9', {
      code: 'claim-kind-not-billed',
      found: 'lines of several rendering providers',
      expected: 'one rendering provider a claim',
      howToFix: 'Send a claim for each rendering provider.',
    });
  }
  if (first !== undefined || claim.renderingProvider !== undefined) {
    return first;
  }
  const billing = claim.billingProvider.name.identifier?.value;
  const own = practice.providers.find(({ npi }) => npi === billing)?.npi;
  const source = practice.intake.sources.find((one) => one.sourceSystem === sourceSystem);
  const npi = own ?? source?.defaults.renderingNpi;
  if (npi === undefined && !claim.lines.some(({ renderingProvider }) => renderingProvider !== undefined)) {
    reading.missing('2310B NM1^9', 'the provider who saw the patient');
  }
  return npi;
}

/** A provider whom the encounter names besides: who referred or supervised. */
export function readNamedProvider(
  reading: ClaimReading,
  loop: string,
  provider: Provider837 | undefined,
): Record<string, unknown> | undefined {
  if (provider === undefined) {
    return undefined;
  }
  const npi = providerIn(reading, `${loop} NM1^9`, provider);
  const own = reading.practice.providers.find((known) => known.npi === npi);
  const lastName = provider.name.name ?? own?.lastName;
  const firstName = provider.name.firstName ?? own?.firstName;
  if (lastName === undefined || firstName === undefined) {
    reading.missing(`${loop} NM1^${lastName === undefined ? 3 : 4}`, 'a last name and a first name');
  }
  return known({ npi, lastName, firstName });
}

/** Where the patient was seen: the place of service, and the location when the claim names a facility. */
export function readPlace(reading: ClaimReading): Record<string, unknown> {
  const { claim, practice, sourceSystem, on } = reading;
  const codes = new Set(claim.lines.map(({ placeOfService }) => placeOfService ?? claim.placeOfService));
  const [code = claim.placeOfService, other] = codes;
  if (other !== undefined) {
    reading.object('2400 SV1^5', {
      code: 'claim-kind-not-billed',
      found: `lines of the places of service ${[...codes].map((one) => describeText(one, /^\d{1,2}$/)).join(', ')}`,
      expected: 'one place of service a claim',
      howToFix: 'Send a claim for each place of service.',
    });
  }
  return known({
    locationId: readLocation(reading),
    placeOfService: reading.take(
      '2300 CLM^5^1',
      placeOfServiceFor(practice, { sourceSystem, text: code, on }),
    ),
  });
}

function readLocation(reading: ClaimReading): string | undefined {
  const { claim, practice, sourceSystem } = reading;
  const { serviceFacility: facility } = claim;
  if (facility === undefined) {
    return undefined;
  }
  const ids = idsOf(facility.name, facility.references);
  const name = foldedName(facility.name.name ?? '');
  const own =
    practice.locations.find(({ npi }) => npi !== undefined && ids.includes(npi)) ??
    practice.locations.find((location) => foldedName(location.name) === name);
  if (own !== undefined) {
    return own.locationId;
  }
  const found = [...ids, facility.name.name ?? ''].map((alias) =>
    resolveLocation(practice, sourceSystem, alias),
  );
  const sought = found.find(({ value }) => value !== undefined) ?? found.at(-1);
  return sought === undefined ? undefined : reading.take('2310C NM1^9', sought)?.locationId;
}
