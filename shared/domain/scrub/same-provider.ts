import type { BilledService } from '#contracts/billed-service.ts';
import type { Claim } from '#contracts/claim.ts';
import type { Npi } from '#contracts/identifiers.ts';
import type { Practice } from '#contracts/practice.ts';

type Providers = Pick<Claim, 'renderingNpi' | 'billingNpi'>;

/** Whether the same person did it and the same group bills it. */
export function isBySameProvider(claim: Providers, service: BilledService): boolean {
  return service.renderingNpi === claim.renderingNpi && service.billingNpi === claim.billingNpi;
}

/** Nurse practitioners and physician assistants: what they count as depends on the payer and on whom they work with. */
const assistingTaxonomies = '363';

/**
 * Whether a service was by the same person, or by a colleague of the same group and specialty, who counts as the same.
 * `unknown` where the practice's master data do not tell the specialty.
 */
export function sameSpecialty(
  { renderingNpi, billingNpi }: Providers,
  service: BilledService,
  practice: Pick<Practice, 'providers'>,
): 'same' | 'other' | 'unknown' {
  if (service.renderingNpi === renderingNpi) {
    return 'same';
  }
  if (service.billingNpi !== billingNpi) {
    return 'other';
  }
  const one = taxonomyOf(renderingNpi, practice);
  const other = taxonomyOf(service.renderingNpi, practice);
  if (one === undefined || other === undefined) {
    return 'unknown';
  }
  if (one === other) {
    return 'same';
  }
  return one.startsWith(assistingTaxonomies) || other.startsWith(assistingTaxonomies) ? 'unknown' : 'other';
}

function taxonomyOf(npi: Npi, { providers }: Pick<Practice, 'providers'>): string | undefined {
  for (const provider of providers) {
    if (provider.npi === npi) {
      return provider.taxonomy;
    }
  }
  return undefined;
}
