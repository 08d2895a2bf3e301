import type { Npi, PayerId, PracticeId } from '#contracts/identifiers.ts';
import { Practice, type Payer } from '#contracts/practice.ts';
import type { Claim837P } from '#domain/x12/guides/005010X222A1-837P/model.ts';
import type { EntityName, PostalAddress } from '#domain/x12/party.ts';
import { zeroCents } from '../../money/cents.ts';

/** The location that stands for the service facility of a file. */
export const facilityOfFile = 'facility-of-the-file';

/** Days to file of a payer of whom nothing is known: so many that nothing is held for them. */
const unknownLimitDays = 1095;

/**
 * The practice that a claim comes from, as far as its file tells. What no file tells (contracts, filing limits,
 * licences, enrollments) is not known, and so is not checked.
 */
export function practiceOf837(model: Claim837P): Practice {
  const { billingProvider, renderingProvider, payer, subscriber, otherSubscribers = [] } = model;
  const npi = (billingProvider.name.identifier?.value ?? '') as Npi;
  const taxonomy = billingProvider.taxonomy ?? '207Q00000X';
  const rendering = renderingProvider?.name;
  const facility = model.serviceFacility;
  const settings = Practice.pick({ intake: true, cutover: true, scrub: true }).parse({});
  return {
    ...settings,
    practiceId: 'file' as PracticeId,
    edition: 1,
    name: billingProvider.name.name ?? '',
    mode: 'training',
    npi,
    taxId: billingProvider.taxId.value,
    taxonomy,
    address: addressOf(billingProvider.address),
    timeZone: 'America/New_York',
    phone: '0000000000',
    billingContact: model.submitter.contacts[0]?.name ?? 'billing',
    submitterId: 'FILE',
    clearinghouse: { receiverId: 'FILE', name: 'file' },
    providers: [
      {
        npi: (rendering?.identifier?.value ?? npi) as Npi,
        lastName: rendering?.name ?? billingProvider.name.name ?? '',
        firstName: rendering?.firstName ?? '',
        taxonomy: renderingProvider?.taxonomy ?? taxonomy,
        aliases: [],
        licences: [],
        enrollments: [],
      },
    ],
    locations:
      facility === undefined
        ? []
        : [
            {
              locationId: facilityOfFile,
              name: facility.name.name ?? '',
              placeOfService: model.placeOfService,
              address: addressOf(facility.address),
              aliases: [],
            },
          ],
    payers: [
      payerOf(payer.name, subscriber.claimFilingIndicator),
      ...otherSubscribers.map((other) => payerOf(other.payer.name, other.claimFilingIndicator)),
    ],
    feeSchedules: [],
    codeMappings: [],
    statementPolicy: { minimumBalanceCents: zeroCents, intervalDays: 30, statementLimit: 3, dueDays: 30 },
    writeOffLimitCents: zeroCents,
  };
}

function payerOf({ name = '', identifier }: EntityName, filing: string | undefined): Payer {
  const indicators = ['CI', 'MB', 'MC', 'BL', 'HM', '12', 'ZZ'] as const;
  return {
    payerId: (identifier?.value ?? '') as PayerId,
    name,
    claimFilingIndicator: indicators.find((known) => known === filing) ?? 'ZZ',
    filingLimitDays: unknownLimitDays,
    appealLimitDays: 90,
    acknowledgementDeadlineHours: 48,
    remittanceDeadlineDays: 45,
    takesReplacementClaims: filing !== 'MB',
    contract: [],
    contracts: [],
    transactionIds: { remittances: [] },
    aliases: [],
    filingLimits: [],
  };
}

function addressOf({
  line1 = '',
  line2,
  city = '',
  state = '',
  zip = '',
}: PostalAddress): Practice['address'] {
  return { line1, ...(line2 === undefined ? {} : { line2 }), city, state, zip };
}
