import type { PlainDate } from '#contracts/dates.ts';
import type {
  Contact,
  Demographics,
  EntityName,
  PostalAddress,
  QualifiedId,
  Reference,
} from '#domain/x12/party.ts';

/** Everyone whom a claim of the 837 names. */

/** Everyone a claim names above its own loop; the same for professional and institutional claims. */
export interface ClaimParties837 {
  /** 1000A: who sends the file. */
  readonly submitter: Submitter837;
  /** 1000B: whom the file is sent to; identifier qualifier `46`. */
  readonly receiver: EntityName;
  /** 2000A and 2010AA. */
  readonly billingProvider: BillingProvider837;
  /** 2010AB: where payment goes when it is not the billing provider's address. */
  readonly payToAddress?: PayToAddress837;
  /** 2010AC: only in a subrogation demand. */
  readonly payToPlan?: Party837;
  /** 2000B and 2010BA. */
  readonly subscriber: Subscriber837;
  /** 2010BB: the payer this claim is for; identifier qualifier `PI` or `XV`. */
  readonly payer: Party837;
  /** 2000C and 2010CA: absent when the patient is the subscriber. */
  readonly patient?: Patient837;
}

export interface Submitter837 {
  /** Identifier qualifier `46`. */
  readonly name: EntityName;
  /** At least one, at most two. */
  readonly contacts: readonly Contact[];
}

/** A name with its address and identifiers. */
export interface Party837 {
  readonly name: EntityName;
  readonly address?: PostalAddress;
  readonly references?: readonly Reference[];
}

export interface BillingProvider837 {
  /** Identifier qualifier `XX`, the NPI. */
  readonly name: EntityName;
  /** A street address with a 9-digit ZIP code. */
  readonly address: PostalAddress;
  /** REF*EI or SY: nine digits. */
  readonly taxId: QualifiedId;
  /** PRV of loop 2000A. */
  readonly taxonomy?: string;
  /** CUR of loop 2000A, when not US dollars. */
  readonly currency?: string;
  /** Licence, UPIN and secondary identifiers (`0B`, `1G`, `G2`, `LU`). */
  readonly references?: readonly Reference[];
  readonly contacts?: readonly Contact[];
}

export interface PayToAddress837 {
  readonly entityType: 'person' | 'organization';
  readonly address: PostalAddress;
}

export interface Subscriber837 {
  /** SBR01: `P` primary, `S` secondary, `T` tertiary, `A` to `H` further, `U` unknown. */
  readonly payerResponsibility: string;
  /** SBR02 `18`, present only when the patient is the subscriber. */
  readonly relationship?: '18';
  /** SBR03. */
  readonly groupNumber?: string;
  /** SBR04. */
  readonly groupName?: string;
  /** SBR05: why Medicare is secondary. */
  readonly insuranceType?: string;
  /** SBR09: `CI` commercial, `MB` Medicare part B, `MC` Medicaid, `BL` Blue Cross, ... */
  readonly claimFilingIndicator?: string;
  /** PAT of loop 2000B. */
  readonly patientInformation?: PatientInformation837;
  /** Identifier qualifier `MI` or `II`. */
  readonly name: EntityName;
  readonly address?: PostalAddress;
  readonly demographics?: Demographics;
  /** REF*SY, `Y4`. */
  readonly references?: readonly Reference[];
  /** 2010BA PER of a casualty claim. */
  readonly contact?: Contact;
}

/** PAT beyond the relationship. */
export interface PatientInformation837 {
  readonly deathDate?: PlainDate;
  readonly weightPounds?: number;
  readonly pregnant?: boolean;
}

export interface Patient837 {
  /** PAT01: `01` spouse, `19` child, `20` employee, `21` unknown, `39` organ donor, `40` cadaver donor, `53` life partner, `G8` other. */
  readonly relationship: string;
  readonly patientInformation?: PatientInformation837;
  readonly name: EntityName;
  readonly address?: PostalAddress;
  readonly demographics?: Demographics;
  readonly references?: readonly Reference[];
  readonly contact?: Contact;
}

export interface Provider837 {
  /** Identifier qualifier `XX`, the NPI. */
  readonly name: EntityName;
  /** For a referring provider: `DN` (absent) or `P3` primary care provider. */
  readonly role?: 'P3';
  /** PRV03. */
  readonly taxonomy?: string;
  /** `0B` state licence, `1G` UPIN, `G2` commercial number, `LU` location. */
  readonly references?: readonly Reference[];
}

export interface OrderingProvider837 extends Provider837 {
  readonly address?: PostalAddress;
  readonly contact?: Contact;
}

export interface ServiceFacility837 {
  readonly name: EntityName;
  readonly address: PostalAddress;
  readonly references?: readonly Reference[];
  readonly contact?: Contact;
}

export interface AmbulanceDropOff837 {
  readonly name?: string;
  readonly address: PostalAddress;
}
