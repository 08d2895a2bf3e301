import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { read278Request } from '#domain/x12/guides/005010X217-278-request/read.ts';
import { write278Request } from '#domain/x12/guides/005010X217-278-request/write.ts';
import { read278Response } from '#domain/x12/guides/005010X217-278-response/read.ts';
import { write278Response } from '#domain/x12/guides/005010X217-278-response/write.ts';
import { type ReadTransaction, readInterchanges } from '#domain/x12/read-interchanges.ts';
import { envelope, plainEnvelope } from './arbitraries.ts';
import { authorizationRequest, authorizationResponse } from './authorization-arbitraries.ts';

const controlNumbers = { interchange: 12, group: 34 };

function transactionsIn(text: string): readonly ReadTransaction[] {
  const result = readInterchanges(new TextEncoder().encode(text));
  expect(result).toMatchObject({ readable: true, findings: [] });
  return result.interchanges.flatMap((one) => one.groups).flatMap((group) => group.transactions);
}

const errorsOf = (transaction: ReadTransaction | undefined) =>
  (transaction?.findings ?? []).filter((finding) => finding.severity === 'error');

/** One transaction of the body's segments, one a line. */
function readBody(body: string): ReadTransaction | undefined {
  const segments = body
    .trim()
    .split('\n')
    .map((line) => line.trim());
  const file = [
    'ISA*00*          *00*          *ZZ*PRACTICE1      *ZZ*HOUSE          *260304*0512*^*00501*000000001*0*T*:',
    'GS*HI*PRACTICE1*HOUSE*20260304*0512*1*X*005010X217',
    'ST*278*0001*005010X217',
    ...segments,
    `SE*${segments.length + 2}*0001`,
    'GE*1*1',
    'IEA*1*000000001',
  ];
  return transactionsIn(file.map((segment) => `${segment}~`).join('\n'))[0];
}

const admission = `
  BHT*0007*13*REQ-2026-17*20260304*0512
  HL*1**20*1
  NM1*X3*2*NORTHERN MUTUAL REVIEW*****PI*NM001
  HL*2*1*21*1
  NM1*1P*1*OKAFOR*ADA****XX*1234567893
  REF*ZH*77001
  PER*IC*RITA*TE*6145550100*EX*12
  PRV*AT*PXC*207R00000X
  HL*3*2*22*1
  NM1*IL*1*LINDQUIST*MAJA****MI*MBR00417
  DMG*D8*19610722*F
  HL*4*3*EV*1
  TRN*1*PRE-0417*9OURGROUP1
  UM*AR*I*2*21:B**U
  DTP*435*D8*20260310
  DTP*096*D8*20260313
  HI*ABK:M1711*ABF:E119
  HSD*DY*3
  CL1*3*1
  PWK*OB*EL***AC*ATT-88
  MSG*TOTAL KNEE ARTHROPLASTY, RIGHT
  NM1*71*1*OKAFOR*ADA****XX*1234567893
  NM1*FA*2*LAKESIDE HOSPITAL*****XX*1093817462
  N3*1 SHORE DRIVE
  N4*COLUMBUS*OH*43215
  HL*5*4*SS*0
  TRN*1*PRE-0417-1*9OURGROUP1
  DTP*472*D8*20260310
  SV2*0120*HC:27447:RT*41000*DA*3`;

/** A response with what the reviewer says in the event, and below it. */
const response = (event: string, below = ''): string => `
  BHT*0007*11*REQ-2026-17*20260305*0901*18
  HL*1**20*1
  NM1*X3*2*NORTHERN MUTUAL REVIEW*****PI*NM001
  PER*IC*REVIEW DESK*TE*8005550100
  HL*2*1*21*1
  NM1*1P*1*OKAFOR*ADA****XX*1234567893
  HL*3*2*22*1
  NM1*IL*1*LINDQUIST*MAJA****MI*MBR00417
  HL*4*3*EV*${below === '' ? 0 : 1}
  TRN*2*PRE-0417*9OURGROUP1
  UM*AR*I*2*21:B
  ${event}${below}`;

describe('a 278 that is written is read back the same, with any legal delimiters', () => {
  it('as requests', () => {
    fc.assert(
      fc.property(envelope, authorizationRequest, (envelope, request) => {
        const text = write278Request(envelope, [request], controlNumbers);
        expect(transactionsIn(text).map(read278Request)).toEqual([request]);
      }),
      { numRuns: 60 },
    );
  });

  it('as responses', () => {
    fc.assert(
      fc.property(envelope, authorizationResponse, (envelope, response) => {
        const text = write278Response(envelope, [response], controlNumbers);
        expect(transactionsIn(text).map(read278Response)).toEqual([response]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a 278 request', () => {
  it('asks for an inpatient admission', () => {
    const transaction = readBody(admission);
    expect(errorsOf(transaction)).toEqual([]);
    if (transaction === undefined) return;
    expect(transaction.guide?.name).toBe('278 request');
    const request = read278Request(transaction);
    expect(request).toMatchObject({
      header: { purpose: '13', reference: 'REQ-2026-17' },
      reviewer: { role: 'X3', name: { identifier: { qualifier: 'PI', value: 'NM001' } } },
      requester: { contact: { name: 'RITA' }, taxonomy: { role: 'AT', code: '207R00000X' } },
      event: {
        review: {
          category: 'AR',
          certification: 'I',
          facility: { code: '21', qualifier: 'B' },
          levelOfService: 'U',
        },
        dates: [
          { qualifier: '435', from: '2026-03-10' },
          { qualifier: '096', from: '2026-03-13' },
        ],
        diagnoses: [
          { qualifier: 'ABK', code: 'M1711' },
          { qualifier: 'ABF', code: 'E119' },
        ],
        delivery: { quantityQualifier: 'DY', quantity: 3 },
        admission: { admissionType: '3', admissionSource: '1' },
        attachments: [{ reportType: 'OB', transmission: 'EL', controlNumber: 'ATT-88' }],
        services: [
          {
            service: {
              kind: 'institutional',
              revenueCode: '0120',
              procedure: { qualifier: 'HC', code: '27447', modifiers: ['RT'] },
              amountCents: 4_100_000,
              unit: 'DA',
              quantity: 3,
            },
          },
        ],
      },
    });
    expect(request.dependent).toBeUndefined();
    expect(request.event.providers.map((provider) => provider.role)).toEqual(['71', 'FA']);
    const again = transactionsIn(write278Request(plainEnvelope, [request], controlNumbers));
    expect(again.map(read278Request)).toEqual([request]);
  });

  it('asks for services of a dependent with units', () => {
    const transaction = readBody(`
      BHT*0007*13*REQ-2026-18*20260304*0512
      HL*1**20*1
      NM1*PR*2*NORTHERN MUTUAL*****PI*NM001
      HL*2*1*21*1
      NM1*1P*2*LAKESIDE THERAPY*****XX*1093817462
      HL*3*2*22*1
      NM1*IL*1*LINDQUIST*MAJA****MI*MBR00417
      HL*4*3*23*1
      NM1*QC*1*LINDQUIST*NILS
      DMG*D8*20150301*M
      INS*N*19
      HL*5*4*EV*1
      UM*HS*I*PT*11:B
      DTP*AAH*RD8*20260310-20260610
      HI*ABK:M2551
      HL*6*5*SS*0
      SV1*HC:97110:GP**UN*24***1
      HSD*VS*2*WK**34*3
      HL*7*5*SS*0
      SV1*HC:97140:GP**UN*12***1`);
    expect(errorsOf(transaction)).toEqual([]);
    if (transaction === undefined) return;
    const request = read278Request(transaction);
    expect(request.dependent).toMatchObject({
      name: { firstName: 'NILS' },
      relationship: { relationship: '19' },
    });
    expect(request.event.services).toMatchObject([
      {
        service: { kind: 'professional', procedure: { code: '97110' }, unit: 'UN', quantity: 24 },
        delivery: { quantityQualifier: 'VS', quantity: 2, unit: 'WK', timePeriod: '34', periodCount: 3 },
      },
      { service: { procedure: { code: '97140' }, quantity: 12 } },
    ]);
  });

  it.each([
    [
      'an event without a review',
      (body: string) => body.replace(/ *UM\*AR.*\n/, ''),
      'required-segment-missing',
    ],
    [
      'a decision, which only an answer has',
      (body: string) => body.replace('  HI*ABK', '  HCR*A1*1\n  HI*ABK'),
      'unexpected-segment',
    ],
    ['an HL04 that denies the levels below', (body: string) => body.replace('EV*1', 'EV*0'), 'hierarchy'],
    ['a service of two kinds', (body: string) => `${body}\n  SV3*AD:D7140****1`, 'service-kind'],
    [
      'a tooth without a dental service',
      (body: string) => `${body}\n  TOO*JP*14`,
      'tooth-without-dental-service',
    ],
    [
      'a pointer at no diagnosis',
      (body: string) => body.replace(/SV2\*.*/, 'SV1*HC:27447**UN*1***3'),
      'diagnosis-pointer',
    ],
    [
      'specialty care in an event that is none',
      (body: string) => body.replace('  DTP*472', '  UM*SC*I\n  DTP*472'),
      'review-category',
    ],
    [
      'a second event, of the dependent',
      (body: string) =>
        `${body}\n  HL*6*3*23*1\n  NM1*QC*1*LINDQUIST*NILS\n  HL*7*6*EV*0\n  UM*AR*I\n  DTP*435*D8*20260310`,
      'more-than-one-event',
    ],
  ])('is refused when it has %s', (_, changed, code) => {
    expect(errorsOf(readBody(changed(admission))).map((finding) => finding.code)).toContain(code);
  });

  it('says that the day of an admission is missing, and does not refuse it', () => {
    const transaction = readBody(admission.replace(/ *DTP\*435.*\n/, ''));
    expect(transaction?.accepted).toBe(true);
    expect(transaction?.findings.map((finding) => finding.code)).toEqual(['admission-date-missing']);
  });

  it('is not written when the guide forbids it, and the error names the place', () => {
    const transaction = readBody(admission);
    if (transaction === undefined) throw new Error('The example was not read');
    const request = read278Request(transaction);
    const wrong = {
      ...request,
      event: { ...request.event, review: { ...request.event.review, category: 'XX' } },
    };
    expect(() => write278Request(plainEnvelope, [wrong], controlNumbers)).toThrow(/2000E UM 1/);
  });
});

describe('a 278 response', () => {
  it.each([
    [
      'certified',
      'HCR*A1*AUTH-99120\n  DTP*102*D8*20260305\n  DTP*036*D8*20260401\n  DTP*007*RD8*20260310-20260313',
      {
        decision: { action: 'A1', authorizationNumber: 'AUTH-99120', reasonCodes: [] },
        certificationIssueDate: '2026-03-05',
        certificationExpirationDate: '2026-04-01',
        certificationEffective: { from: '2026-03-10', to: '2026-03-13' },
      },
    ],
    [
      'modified',
      'HCR*A6*AUTH-99121*0Q\n  HSD*DY*2',
      {
        decision: { action: 'A6', authorizationNumber: 'AUTH-99121', reasonCodes: ['0Q'] },
        delivery: { quantityQualifier: 'DY', quantity: 2 },
      },
    ],
    [
      'denied for two reasons',
      'HCR*A3**0F^01\n  REF*NT*ADM-5\n  MSG*NOT MEDICALLY NECESSARY',
      {
        decision: { action: 'A3', reasonCodes: ['0F', '01'] },
        administrativeReferenceNumber: 'ADM-5',
        message: 'NOT MEDICALLY NECESSARY',
      },
    ],
    [
      'pended for documents',
      'HCR*A4**0U\n  REF*NT*ADM-6\n  HI*ABK:M1711*LOI:18657-7\n  PWK*OB*FX\n  NM1*L5*2*REVIEW DESK\n  PER*IC**FX*8005550101',
      {
        decision: { action: 'A4', reasonCodes: ['0U'] },
        diagnoses: [
          { qualifier: 'ABK', code: 'M1711' },
          { qualifier: 'LOI', code: '18657-7' },
        ],
        attachments: [{ reportType: 'OB', transmission: 'FX' }],
        informationContact: { name: { name: 'REVIEW DESK' } },
      },
    ],
    [
      'rejected in the event',
      'AAA*N**33*C',
      { rejections: [{ valid: false, reasonCode: '33', followUpCode: 'C' }] },
    ],
  ])('reads an event that is %s', (_, said, expected) => {
    const body = said.startsWith('AAA')
      ? response('').replace('  UM*AR', `  ${said}\n  UM*AR`).trimEnd()
      : response(said);
    const transaction = readBody(body);
    expect(transaction?.findings).toEqual([]);
    if (transaction === undefined) return;
    expect(transaction.guide?.name).toBe('278 response');
    const answer = read278Response(transaction);
    expect(answer.subscriber?.events).toHaveLength(1);
    expect(answer.subscriber?.events[0]).toMatchObject(expected);
    const again = transactionsIn(write278Response(plainEnvelope, [answer], controlNumbers));
    expect(again.map(read278Response)).toEqual([answer]);
  });

  it('decides service by service', () => {
    const transaction = readBody(
      response(
        'HCR*A2',
        `
  HL*5*4*SS*0
  HCR*A1*AUTH-1
  SV1*HC:97110**UN*12
  HL*6*4*SS*0
  AAA*N**57*C
  SV1*HC:97140**UN*12
  HL*7*4*SS*0
  HCR*A4**0U
  HI*LOI:11506-3*LOI:18657-7
  SV1*HC:97530**UN*12`,
      ),
    );
    expect(transaction?.findings).toEqual([]);
    if (transaction === undefined) return;
    expect(read278Response(transaction).subscriber?.events[0]?.services).toMatchObject([
      { decision: { action: 'A1', authorizationNumber: 'AUTH-1' } },
      { rejections: [{ reasonCode: '57' }] },
      { decision: { action: 'A4' }, requestedInformation: ['11506-3', '18657-7'] },
    ]);
  });

  it('reads a rejection at every level above the event', () => {
    const transaction = readBody(`
      BHT*0007*11*REQ-2026-17*20260305*0901
      HL*1**20*1
      AAA*Y**42*P
      NM1*X3*2*NORTHERN MUTUAL REVIEW*****PI*NM001
      AAA*N**80*N
      HL*2*1*21*1
      NM1*1P*1*OKAFOR*ADA****XX*1234567893
      AAA*N**51*C
      HL*3*2*22*1
      NM1*IL*1*LINDQUIST*MAJA****MI*MBR00417
      AAA*N**75*C
      HL*4*3*23*0
      NM1*QC*1*LINDQUIST*NILS
      AAA*N**58*C`);
    expect(transaction?.findings).toEqual([]);
    if (transaction === undefined) return;
    const answer = read278Response(transaction);
    const reasons = [
      answer.rejections,
      answer.reviewer.rejections,
      answer.requesters[0]?.rejections,
      answer.subscriber?.rejections,
      answer.subscriber?.dependent?.rejections,
    ].map((rejections) => rejections?.map((rejection) => rejection.reasonCode));
    expect(reasons).toEqual([['42'], ['80'], ['51'], ['75'], ['58']]);
    expect(answer.rejections[0]?.valid).toBe(true);
  });

  it.each([
    ['certified without an authorization number', 'HCR*A1', 'authorization-number-missing'],
    ['modified without an authorization number', 'HCR*A6**0Q', 'authorization-number-missing'],
    ['neither decided nor rejected', 'REF*NT*ADM-7', 'decision-missing'],
    ['certified with an unknown action', 'HCR*A9*1', 'code-not-in-guide'],
  ])('is refused when an event is %s', (_, said, code) => {
    expect(errorsOf(readBody(response(said))).map((finding) => finding.code)).toContain(code);
  });

  it('is refused when a rejection has no reason', () => {
    const body = response('HCR*A1*1').replace('HL*2*1', 'AAA*N\n  HL*2*1');
    expect(errorsOf(readBody(body)).map((finding) => finding.code)).toContain('reject-reason-missing');
  });

  it('says that the reason of a denial is missing, and does not refuse it', () => {
    const transaction = readBody(response('HCR*A3'));
    expect(transaction?.accepted).toBe(true);
    expect(transaction?.findings.map((finding) => finding.code)).toEqual(['decision-reason-missing']);
  });
});

describe('a 278 is told by its purpose', () => {
  it.each([
    ['13', '278 request'],
    ['01', '278 request'],
    ['36', '278 request'],
    ['11', '278 response'],
    ['99', '278 request'],
  ])('with BHT02 %s as a %s', (purpose, name) => {
    expect(readBody(`BHT*0007*${purpose}*1*20260304*0512`)?.guide?.name).toBe(name);
  });

  it('as a request when nothing follows ST', () => {
    const transaction = readBody('');
    expect(transaction?.guide?.name).toBe('278 request');
    expect(transaction?.accepted).toBe(false);
  });

  it('within one group', () => {
    const [first] = fc.sample(authorizationRequest, { numRuns: 1, seed: 3 });
    const [second] = fc.sample(authorizationResponse, { numRuns: 1, seed: 3 });
    if (first === undefined || second === undefined) throw new Error('Nothing was generated');
    const requestFile = write278Request(plainEnvelope, [first], controlNumbers);
    const responseFile = write278Response(plainEnvelope, [second], {
      ...controlNumbers,
      firstTransaction: 2,
    });
    const body = (file: string): string => file.slice(file.indexOf('ST*278'), file.indexOf('GE*'));
    const both = requestFile.replace(/GE\*1/, `${body(responseFile)}GE*2`);
    expect(transactionsIn(both).map((one) => one.guide?.name)).toEqual(['278 request', '278 response']);
  });
});
