/** How a simple data element is written: text, a code, whole or decimal number, date, time. */
export type DataType = 'AN' | 'ID' | 'N0' | 'N2' | 'R' | 'DT' | 'TM';

/** A data element of the X12 standard, release 5010: its number, type and lengths. */
export interface DataElement {
  readonly number: string;
  readonly type: DataType;
  readonly minimumLength: number;
  readonly maximumLength: number;
  /** Our own short label. */
  readonly label: string;
}

// number: type minimum maximum label
// 447 is wider than the standard's 4, for senders name loops such as 2010AA in a 999; we write no more than 4.
const table = `
2: N0 1 6 accepted transactions
19: AN 2 30 city
26: ID 2 3 country
28: N0 1 9 group control number
66: ID 1 2 id qualifier
67: AN 2 80 identifier
81: R 1 10 weight
93: AN 1 60 name
96: N0 1 10 segment count
97: N0 1 6 included transactions
98: ID 2 3 entity code
100: ID 3 3 currency
116: ID 3 15 postal code
118: R 1 9 rate
123: N0 1 6 received transactions
127: AN 1 50 reference
128: ID 2 3 reference qualifier
143: ID 3 3 transaction set
156: ID 2 2 state
166: AN 1 55 address line
202: AN 4 12 certificate
212: R 1 17 unit price
234: AN 1 48 product or service code
235: ID 2 2 product or service qualifier
236: ID 3 3 price code
280: R 4 10 exchange rate
305: ID 1 2 handling
306: ID 1 2 action
309: ID 1 2 location qualifier
310: AN 1 30 location
329: AN 4 9 transaction control number
332: R 1 6 percent
337: TM 4 8 time
338: R 1 6 discount percent
340: ID 1 1 quality
350: AN 1 20 assigned identification
352: AN 1 80 description
353: ID 2 2 purpose
355: ID 2 2 unit of measure
363: ID 3 3 note kind
364: AN 1 256 contact number
365: ID 2 2 contact number qualifier
366: ID 2 2 contact function
373: DT 8 8 date
374: ID 3 3 date qualifier
380: R 1 15 quantity
423: ID 1 1 basis
426: ID 2 2 adjustment reason
429: AN 1 16 cheque number
443: AN 1 20 contact reference
447: AN 1 6 loop
449: AN 1 80 fixed format information
478: ID 1 1 credit or debit
479: ID 2 2 functional code
480: AN 1 12 version
481: ID 1 2 trace kind
506: ID 2 2 bank qualifier
507: AN 3 12 bank number
508: AN 1 35 account number
509: AN 10 10 originating company
510: AN 9 9 originating company supplement
522: ID 1 3 amount qualifier
554: N0 1 6 assigned number
559: ID 2 2 agency
569: ID 1 3 account qualifier
584: ID 2 2 employment status
591: ID 3 3 payment method
594: ID 1 1 frequency
609: N0 1 9 count
610: N2 1 15 amount
615: ID 1 2 time period
616: N0 1 3 periods
618: ID 1 3 transaction error
620: ID 1 3 segment error
621: ID 1 3 element error
623: ID 2 2 time zone
628: AN 1 12 hierarchical id
640: ID 2 2 transaction kind
659: ID 1 2 verification basis
673: ID 2 2 quantity qualifier
678: ID 1 2 delivery pattern
679: ID 1 1 delivery time
687: ID 2 2 trade class
704: ID 2 2 paperwork response
706: ID 2 2 entity relationship
715: ID 1 1 group acknowledgement
716: ID 1 3 group error
717: ID 1 1 transaction acknowledgement
719: N0 1 10 segment position
721: ID 2 3 segment id
722: N0 1 2 element position
724: AN 1 99 bad value
725: N0 1 4 data element number
734: AN 1 12 hierarchical parent
735: ID 1 2 hierarchical level
736: ID 1 1 hierarchical child
737: ID 2 2 measurement reference
738: ID 1 3 measurement qualifier
739: R 1 20 measurement
752: ID 2 2 surface
755: ID 2 2 report kind
756: ID 1 2 report transmission
757: N0 1 2 report copies
782: R 1 18 amount
799: AN 1 30 version
812: ID 1 10 payment format
875: ID 3 3 maintenance kind
889: ID 1 1 follow-up action
901: ID 2 2 reject reason
923: ID 1 1 prognosis
933: AN 1 264 message
934: ID 2 2 printer carriage control
954: R 1 10 percentage
1005: ID 4 4 hierarchical structure
1028: AN 1 38 claim identifier
1029: ID 1 2 claim status
1032: ID 1 2 claim filing indicator
1033: ID 1 2 adjustment group
1034: ID 1 5 adjustment reason
1035: AN 1 60 last or organization name
1036: AN 1 35 first name
1037: AN 1 25 middle name
1038: AN 1 10 name prefix
1039: AN 1 10 name suffix
1048: ID 1 3 business function
1065: ID 1 1 entity type
1066: ID 1 2 citizenship
1067: ID 1 1 marital status
1068: ID 1 1 sex
1069: ID 2 2 relationship
1073: ID 1 1 yes or no
1109: ID 1 1 race
1136: ID 2 2 condition category
1137: AN 1 15 medical code
1138: ID 1 1 payer responsibility
1143: ID 1 1 coordination of benefits
1165: ID 1 1 confidentiality
1166: ID 2 2 contract kind
1167: R 1 6 sample frequency
1201: ID 1 1 information status
1203: ID 2 3 maintenance reason
1204: AN 1 50 plan description
1207: ID 3 3 coverage level
1213: ID 1 1 health condition
1216: ID 1 1 benefit status
1218: ID 1 2 Medicare plan
1219: ID 1 2 COBRA event
1220: ID 1 1 student status
1221: ID 1 3 provider role
1222: AN 1 3 provider specialty
1223: ID 3 3 provider organization
1250: ID 2 3 date format
1251: AN 1 35 date or period
1270: ID 1 3 code list
1271: AN 1 30 industry code
1314: ID 1 1 admission source
1315: ID 1 1 admission type
1316: ID 1 1 ambulance transport
1317: ID 1 1 ambulance reason
1321: ID 2 3 condition
1322: ID 1 1 certification kind
1325: ID 1 1 claim frequency
1327: ID 1 1 copay status
1328: N0 1 2 diagnosis pointer
1331: AN 1 2 facility code
1332: ID 1 2 facility qualifier
1333: ID 1 2 record format
1334: ID 1 1 professional shortage area
1335: ID 1 1 insulin dependence
1336: ID 1 3 insurance type
1337: ID 1 1 level of care
1338: ID 1 3 level of service
1339: AN 2 2 procedure modifier
1340: ID 1 1 multiple procedure
1341: ID 1 1 national or local review
1342: ID 1 1 nature of condition
1343: ID 1 2 non-institutional claim kind
1345: ID 1 1 nursing home status
1348: ID 1 1 oxygen equipment
1349: ID 1 1 oxygen test condition
1350: ID 1 1 oxygen test findings
1351: ID 1 1 patient signature source
1352: ID 1 2 patient status
1354: ID 1 4 diagnosis related group
1358: ID 1 1 prosthesis, crown or inlay
1359: ID 1 1 assignment
1360: ID 2 2 provider agreement
1361: ID 1 3 oral cavity
1362: ID 2 3 related cause
1363: ID 1 1 release of information
1364: ID 1 1 review code
1365: ID 1 2 service type
1366: ID 2 3 special program
1367: ID 2 3 subluxation level
1369: ID 1 2 tooth surface
1371: R 1 10 unit rate
1382: ID 1 1 oxygen delivery system
1383: ID 2 2 submission reason
1384: ID 1 1 patient location
1390: ID 1 2 eligibility or benefit
1470: N0 1 9 number
1473: ID 2 2 pricing methodology
1514: ID 1 2 delay reason
1525: ID 1 2 request category
1526: ID 1 2 policy compliance
1527: ID 1 2 exception
1528: N0 1 2 component position
1595: ID 1 1 service affiliation
1596: ID 2 2 service rank
1686: N0 1 4 repetition position
1705: AN 1 35 guide
1715: ID 1 3 country subdivision
9998: AN 1 35 context reference
9999: AN 1 35 context name
`;

function parseTable(): ReadonlyMap<string, DataElement> {
  const elements = new Map<string, DataElement>();
  for (const line of table.trim().split('\n')) {
    const found = /^(\d+): (AN|ID|N0|N2|R|DT|TM) (\d+) (\d+) (.+)$/.exec(line);
    if (found === null) throw new Error(`The table of data elements has a line that is no row: "${line}"`);
    const [, number = '', type = '', minimum, maximum, label = ''] = found;
    elements.set(number, {
      number,
      type: type as DataType,
      minimumLength: Number(minimum),
      maximumLength: Number(maximum),
      label,
    });
  }
  return elements;
}

/** Every data element that a guide of ours uses, by number. */
export const dataElements: ReadonlyMap<string, DataElement> = parseTable();
