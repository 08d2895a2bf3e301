import type { Npi, PayerId, PracticeId } from '#contracts/identifiers.ts';
import { Practice } from '#contracts/practice.ts';
import type { Claim837P } from '#domain/x12/guides/005010X222A1-837P/model.ts';
import type { EntityName, PostalAddress } from '#domain/x12/party.ts';
import { zeroCents } from '../../money/cents.ts';
import type { ScrubbedLaboratory, ScrubbedPayer, ScrubbedPractice } from '../scrubbed-claim.ts';

/**
 * The practice that a claim comes from, as far as its file tells. What no file tells (contracts, filing limits,
 * licences, enrollments) is not known, and so is not checked.
 */
export function practiceOf837(model: Claim837P): ScrubbedPractice {
  const { billingProvider, renderingProvider } = model;
  const npi = (billingProvider.name.identifier?.value ?? '') as Npi;
  const taxonomy = billingProvider.taxonomy ?? '';
  const rendering = renderingProvider?.name;
  const laboratory = laboratoryOf(model);
  const settings = Practice.pick({ intake: true, coding: true, cutover: true, scrub: true }).parse({});
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
    phone: '',
    billingContact: model.submitter.contacts[0]?.name ?? '',
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
    ...(laboratory === undefined ? {} : { laboratory }),
    locations: [],
    payers: [],
    feeSchedules: [],
    codeMappings: [],
    statementPolicy: { minimumBalanceCents: zeroCents, intervalDays: 30, statementLimit: 3, dueDays: 30 },
    writeOffLimitCents: zeroCents,
  };
}

/** The laboratory that the claim names (REF*X4, of the claim or of a line): its number, and not what it may test. */
function laboratoryOf({ cliaNumber, lines }: Claim837P): ScrubbedLaboratory | undefined {
  const number =
    cliaNumber ??
    lines.flatMap(({ references = [] }) => references).find(({ qualifier }) => qualifier === 'X4')?.value;
  return number === undefined ? undefined : { number };
}

/** The payers that a claim names. Of their contracts a file tells nothing. */
export function payersOf837({ payer, subscriber, otherSubscribers = [] }: Claim837P): ScrubbedPayer[] {
  return [
    payerOf(payer.name, subscriber.claimFilingIndicator),
    ...otherSubscribers.map((other) => payerOf(other.payer.name, other.claimFilingIndicator)),
  ];
}

function payerOf({ name = '', identifier }: EntityName, filing: string | undefined): ScrubbedPayer {
  const indicators = ['CI', 'MB', 'MC', 'BL', 'HM', '12', 'ZZ'] as const;
  return {
    payerId: (identifier?.value ?? '') as PayerId,
    name,
    claimFilingIndicator: indicators.find((known) => known === filing) ?? 'ZZ',
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

/** An address as far as it is told. */
export function addressOf({
  line1 = '',
  line2,
  city = '',
  state = '',
  zip = '',
}: PostalAddress): ScrubbedPractice['address'] {
  return { line1, ...(line2 === undefined ? {} : { line2 }), city, state, zip };
}
