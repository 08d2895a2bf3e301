import type { PlainDate } from '#contracts/dates.ts';
import { sumCents } from '#domain/money/cents.ts';
import type { Claim837P } from '#domain/x12/guides/005010X222A1-837P/model.ts';
import type {
  ClaimAcknowledgement277CA,
  ClaimStatus277CA,
  StatusCode277CA,
} from '#domain/x12/guides/005010X214-277CA/model.ts';
import type { EntityName } from '#domain/x12/party.ts';
import type { Behaviour } from './behaviour.ts';

/** What a 277CA says of one claim. */
export type Verdict =
  | { readonly accepted: true; readonly payerControlNumber: string }
  | { readonly accepted: false; readonly code: StatusCode277CA };

/** Whether the payer takes a claim into adjudication. */
export function examine(
  claim: Claim837P,
  behaviour: Behaviour,
  payerControlNumber: string,
  knowsControlNumber: (payerControlNumber: string) => boolean,
): Verdict {
  const rejected = (category: string, status: string, entity?: string): Verdict => ({
    accepted: false,
    code: { category, status, ...(entity === undefined ? {} : { entity }) },
  });
  if (claim.frequencyCode === '7' || claim.frequencyCode === '8') {
    if (claim.payer.name.identifier?.value === 'FEDMB') {
      return rejected('A7', '535');
    }
    if (!knowsControlNumber(claim.payerClaimControlNumber ?? '')) {
      return rejected('A7', '464');
    }
  }
  switch (behaviour) {
    case 'A3':
      return rejected('A3', '21');
    case 'A7':
      return rejected('A7', '164', 'IL');
    case 'A249':
      return claim.placeOfService === '11' ? { accepted: true, payerControlNumber } : rejected('A7', '249');
    default:
      return { accepted: true, payerControlNumber };
  }
}

interface Occasion {
  readonly reference: string;
  readonly date: PlainDate;
  readonly time: string;
  /** BHT03 of the 837 that is answered. */
  readonly batchReference: string;
  readonly source: { readonly role: 'AY' | 'PR'; readonly name: EntityName };
}

/** The clearinghouse's 277CA: every claim received, and forwarded to its payer. */
export function clearinghouseAcknowledgement(
  claims: readonly Claim837P[],
  occasion: Occasion,
): ClaimAcknowledgement277CA {
  return compose(
    claims.map((claim) => ({
      claim,
      codes: [
        { category: 'A1', status: '19', entity: 'PR' },
        { category: 'A0', status: '16', entity: 'PR' },
      ],
      accepted: true,
    })),
    occasion,
  );
}

/** The payer's 277CA: each claim accepted into adjudication, or rejected with its reason. */
export function payerAcknowledgement(
  examined: readonly { readonly claim: Claim837P; readonly verdict: Verdict }[],
  occasion: Occasion,
): ClaimAcknowledgement277CA {
  return compose(
    examined.map(({ claim, verdict }) => ({
      claim,
      codes: [verdict.accepted ? { category: 'A2', status: '20' } : verdict.code],
      accepted: verdict.accepted,
      ...(verdict.accepted ? { payerControlNumber: verdict.payerControlNumber } : {}),
    })),
    occasion,
  );
}

interface Answered {
  readonly claim: Claim837P;
  readonly codes: readonly StatusCode277CA[];
  readonly accepted: boolean;
  readonly payerControlNumber?: string;
}

function compose(answered: readonly Answered[], occasion: Occasion): ClaimAcknowledgement277CA {
  const { reference, date, time, batchReference, source } = occasion;
  const [first] = answered;
  if (first === undefined) {
    throw new Error(`The file ${batchReference} holds no claim to acknowledge`);
  }
  const accepted = answered.filter((answer) => answer.accepted);
  const rejected = answered.filter((answer) => !answer.accepted);
  const sum = (list: readonly Answered[]) => sumCents(list, ({ claim }) => claim.totalChargeCents);
  return {
    reference,
    date,
    time,
    source: {
      role: source.role,
      name: source.name,
      trace: reference,
      receivedDate: date,
      processedDate: date,
    },
    receivers: [
      {
        name: first.claim.submitter.name,
        trace: batchReference,
        statuses: [
          {
            codes: [{ category: 'A1', status: '19', entity: 'PR' }],
            date,
            action: 'WQ',
            chargeCents: sum(answered),
          },
        ],
        totals: {
          ...(accepted.length > 0 ? { acceptedCount: accepted.length, acceptedCents: sum(accepted) } : {}),
          ...(rejected.length > 0 ? { rejectedCount: rejected.length, rejectedCents: sum(rejected) } : {}),
        },
        providers: [
          {
            name: first.claim.billingProvider.name,
            statuses: [],
            references: [],
            totals: {},
            claims: answered.map((answer) => statusOf(answer, date)),
          },
        ],
      },
    ],
  };
}

function statusOf(answer: Answered, date: PlainDate): ClaimStatus277CA {
  const { claim } = answer;
  const [line] = claim.lines;
  return {
    patient: claim.patient?.name ?? claim.subscriber.name,
    patientControlNumber: claim.patientControlNumber,
    statuses: answer.codes.map((code) => ({
      codes: [code],
      date,
      action: answer.accepted ? 'WQ' : 'U',
      chargeCents: claim.totalChargeCents,
    })),
    ...(answer.payerControlNumber === undefined ? {} : { payerControlNumber: answer.payerControlNumber }),
    references: [],
    ...(line === undefined ? {} : { serviceDates: { from: line.serviceDates.from } }),
    lines: [],
  };
}
