import type { ClaimAcknowledgement277CA } from './005010X214-277CA/model.ts';
import type { StatusInquiry276 } from './005010X212-276/model.ts';
import type { StatusResponse277 } from './005010X212-277/model.ts';
import type { AuthorizationRequest278 } from './005010X217-278-request/model.ts';
import type { AuthorizationResponse278 } from './005010X217-278-response/model.ts';
import type { Claim835, Remittance835 } from './005010X221A1-835/model.ts';
import type { Claim837P, Transaction837P } from './005010X222A1-837P/model.ts';
import type { Claim837I, Transaction837I } from './005010X223A2-837I/model.ts';
import type { Acknowledgement999 } from './005010X231A1-999/model.ts';
import type { EligibilityInquiry270 } from './005010X279A1-270/model.ts';
import type { EligibilityResponse271 } from './005010X279A1-271/model.ts';

/** The typed model of a transaction, by the short name of its guide. */
export interface ModelByGuide {
  readonly '837P': Transaction837P;
  readonly '837I': Transaction837I;
  readonly '835': Remittance835;
  readonly '270': readonly EligibilityInquiry270[];
  readonly '271': readonly EligibilityResponse271[];
  readonly '276': readonly StatusInquiry276[];
  readonly '277': StatusResponse277;
  readonly '277CA': ClaimAcknowledgement277CA;
  readonly '278 request': AuthorizationRequest278;
  readonly '278 response': AuthorizationResponse278;
  readonly '999': Acknowledgement999;
}

/** A typed model with the guide that it was read by. */
export type ReadModel = {
  readonly [Name in keyof ModelByGuide]: { readonly guide: Name; readonly value: ModelByGuide[Name] };
}[keyof ModelByGuide];

/** A piece of a transaction that is whole in itself and handed on as soon as its loop closes: a claim. */
export type ReadPart =
  | { readonly guide: '837P'; readonly value: Claim837P }
  | { readonly guide: '837I'; readonly value: Claim837I }
  | { readonly guide: '835'; readonly value: Claim835 };
