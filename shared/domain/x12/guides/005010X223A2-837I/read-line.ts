import {
  attachmentsOf,
  providersOf,
  repricingOf,
} from '#domain/x12/guides/005010X222A1-837P/read-claim-parts.ts';
import { amountOf, drugOf } from '#domain/x12/guides/005010X222A1-837P/read-line.ts';
import {
  adjustmentsOf,
  centsAt,
  dateFromDtp,
  needed,
  neededCentsAt,
  neededCodeAt,
  neededNumberAt,
  numberAt,
  periodAt,
  present,
  procedureAt,
  referencesOf,
  textAt,
  unlessEmpty,
} from '#domain/x12/read-parts.ts';
import type { LoopView } from '#domain/x12/tree.ts';
import type { LineAdjudication837I, ServiceLine837I } from './model.ts';

/** One service line (2400). */
export function serviceLineFrom(loop: LoopView): ServiceLine837I {
  const service = needed(loop.first('SV2'), loop, 'The institutional service (SV2)');
  const dates = loop.first('DTP', '472');
  return present<ServiceLine837I>({
    lineNumber: neededNumberAt(needed(loop.first('LX'), loop, 'The line counter (LX)'), 1),
    revenueCode: textAt(service, 1),
    procedure: procedureAt(service, 2),
    chargeCents: neededCentsAt(service, 3),
    units: neededNumberAt(service, 5),
    unit: neededCodeAt(service, 4, ['UN', 'DA']) === 'DA' ? 'DA' : undefined,
    nonCoveredCents: centsAt(service, 7),
    attachments: unlessEmpty(attachmentsOf(loop)),
    serviceDates: dates === undefined ? undefined : periodAt(dates, 2),
    lineControlNumber: loop.first('REF', '6R')?.text(2),
    references: unlessEmpty(referencesOf(loop, '6R')),
    serviceTaxCents: amountOf(loop, 'GT'),
    facilityTaxCents: amountOf(loop, 'N8'),
    thirdPartyNote: loop.first('NTE', 'TPO')?.text(2),
    repricing: repricingOf(loop),
    drug: drugOf(loop),
    operatingPhysician: providersOf(loop, '2420A')[0],
    otherOperatingPhysician: providersOf(loop, '2420B')[0],
    renderingProvider: providersOf(loop, '2420C')[0],
    referringProvider: providersOf(loop, '2420D')[0],
    adjudications: unlessEmpty(loop.loops('2430').map(adjudicationFrom)),
  });
}

function adjudicationFrom(loop: LoopView): LineAdjudication837I {
  const segment = needed(loop.first('SVD'), loop, 'The line adjudication (SVD)');
  const date = loop.first('DTP', '573');
  return present<LineAdjudication837I>({
    payerId: textAt(segment, 1),
    paidCents: neededCentsAt(segment, 2),
    procedure: procedureAt(segment, 3),
    revenueCode: textAt(segment, 4),
    paidUnits: neededNumberAt(segment, 5),
    bundledLineNumber: numberAt(segment, 6),
    adjustments: unlessEmpty(adjustmentsOf(loop)),
    adjudicationDate: date === undefined ? undefined : dateFromDtp(date).from,
    remainingPatientLiabilityCents: amountOf(loop, 'EAF'),
  });
}
