import type { PlainDate } from '#contracts/dates.ts';

/** An identifier with the qualifier that says whose it is (NM108 and NM109, REF01 and REF02). */
export interface QualifiedId {
  /** For names: `XX` NPI, `MI` member id, `PI` payer id, `46` electronic transmitter id, `FI` tax id, `24` employer id. */
  readonly qualifier: string;
  readonly value: string;
}

/** A name segment (NM1): a person or an organization, with the identifier it is known by. */
export interface EntityName {
  readonly entityType: 'person' | 'organization';
  /** A person's last name, or the name of the organization. */
  readonly name?: string;
  readonly firstName?: string;
  readonly middleName?: string;
  readonly prefix?: string;
  readonly suffix?: string;
  readonly identifier?: QualifiedId;
}

/** N3 and N4. Every part may be missing in what others send; the guide decides what we must write. */
export interface PostalAddress {
  readonly line1?: string;
  readonly line2?: string;
  readonly city?: string;
  /** State or province, two letters. */
  readonly state?: string;
  /** Postal code; in the United States 5 or 9 digits without a dash. */
  readonly zip?: string;
  /** Only outside the United States. */
  readonly country?: string;
  readonly countrySubdivision?: string;
}

/** One number of a contact: `TE` telephone, `EX` its extension, `FX` facsimile, `EM` e-mail, `UR` web address. */
export interface ContactNumber {
  readonly qualifier: string;
  readonly value: string;
}

/** PER: whom to call. */
export interface Contact {
  /** PER01: `IC` information contact, `CX` claims office, `BL` technical, `IC` web site in an 835. */
  readonly functionCode?: string;
  readonly name?: string;
  readonly numbers: readonly ContactNumber[];
}

/** REF: an identifier beside a name or a claim. */
export interface Reference {
  readonly qualifier: string;
  readonly value: string;
  /** REF03. */
  readonly description?: string;
  /** REF04: whose identifier it is, for example the other payer's (`2U`). */
  readonly related?: QualifiedId;
}

/** A day, or the first and last day of a period. */
export interface DatePeriod {
  readonly from: PlainDate;
  /** Only when the file states a period (format RD8), even one of a single day. */
  readonly to?: PlainDate;
}

/** DTP or DTM: a day or a period, with the code of what happened then. */
export interface QualifiedDate extends DatePeriod {
  readonly qualifier: string;
  /** Hours and minutes, `HHMM`, where the guide has a time. */
  readonly time?: string;
}

/** DMG: birth date and sex. */
export interface Demographics {
  readonly birthDate?: PlainDate;
  /** `F`, `M` or `U`. */
  readonly sex?: string;
}
