import { type DataElement, dataElements } from './data-elements.ts';

/** An element of a segment in the standard: simple, or a composite of simple ones. */
export interface ElementShape {
  readonly label: string;
  /** Absent for a composite. */
  readonly simple?: DataElement;
  /** Only for a composite. */
  readonly components?: readonly DataElement[];
  /** Whether the standard lets it repeat. */
  readonly repeats: boolean;
}

/** A segment of the standard, before a guide restricts it. */
export interface SegmentShape {
  readonly id: string;
  readonly label: string;
  readonly elements: readonly ElementShape[];
}

const composites: Readonly<Record<string, readonly [label: string, components: string]>> = {
  C001: ['unit of measure', '355 1018 649 355 1018 649 355 1018 649 355 1018 649 355 1018 649'],
  C002: ['actions', '704 704 704 704 704'],
  C003: ['procedure', '235 234 1339 1339 1339 1339 352 234'],
  C004: ['diagnosis pointers', '1328 1328 1328 1328'],
  C005: ['tooth surfaces', '1369 1369 1369 1369 1369'],
  C006: ['oral cavity', '1361 1361 1361 1361 1361'],
  C022: ['health care code', '1270 1271 1250 1251 782 380 799 1271 1073'],
  C023: ['place of service', '1331 1332 1325'],
  C024: ['related causes', '1362 1362 1362 156 26'],
  C030: ['position in segment', '722 1528 1686'],
  C035: ['provider specialty', '1222 559 1073'],
  C040: ['further reference', '128 127 128 127 128 127'],
  C042: ['adjustment', '426 127'],
  C043: ['claim status', '1271 1271 98 1270'],
  C052: ['Medicare status', '1218 1701 1701 1701'],
  C056: ['race', '1109 1270 1271'],
  C998: ['context', '9999 9998'],
  C999: ['data element', '725 725'],
};

// Composites by their number (C...), simple elements by theirs; a star marks what may repeat.
const table = `
ST transaction start: 143 329 1705
SE transaction end: 96 329
BHT transaction beginning: 1005 353 127 373 337 640
HL level: 628 734 735 736
NM1 name: 98 1065 1035 1036 1037 1038 1039 66 67 706 98 1035
N1 name: 98 93 66 67 706 98
N2 further name: 93 93
N3 street address: 166 166
N4 city, state, ZIP: 19 156 116 26 309 310 1715
PER contact: 366 93 365 364 365 364 365 364 443
REF reference: 128 127 352 C040
PRV provider: 1221 128 127 156 C035 1223
CUR currency: 98 100 280 98 100 669 374 373 337 374 373 337 374 373 337 374 373 337 374 373 337
SBR subscriber: 1138 1069 127 93 1336 1143 1073 584 1032
PAT patient: 1069 1384 584 1220 1250 1251 355 81 1073
DMG demographics: 1250 1251 1068 1067 C056* 1066 26 659 380 1270 1271
CLM claim: 1028 782 1032 1343 C023 1073 1359 1073 1363 1351 C024 1366 1073 1338 1073 1360 1029 1073 1383 1514
DTP date: 374 1250 1251
DTM date: 374 373 337 623 1250 1251
PWK paperwork: 755 756 757 98 66 67 352 C002 1525
CN1 contract: 1166 782 332 127 338 799
AMT amount: 522 782 478
K3 file information: 449 1333 C001
NTE note: 363 352
CR1 ambulance transport: 355 81 1316 1317 355 380 166 166 352 352
CR2 spinal manipulation: 609 380 1367 1367 355 380 380 1342 1073 352 352 1073
CR3 equipment certification: 1322 355 380 1335 352
CR5 home oxygen: 1322 380 1348 1348 352 380 380 380 352 380 380 1349 1350 1350 1350 380 1382 1348
CR6 home health care: 923 373 1250 1251 373 1073 1073 1322 373 235 1137 373 373 373 1250 1251 1384 373 373 373 373
CRC conditions: 1136 1073 1321 1321 1321 1321 1321
HI health care codes: C022 C022 C022 C022 C022 C022 C022 C022 C022 C022 C022 C022
HCP repricing: 1473 782 782 127 118 127 782 234 235 234 355 380 901 1526 1527
OI other coverage: 1032 1383 1073 1351 1360 1363
CAS adjustments: 1033 1034 782 380 1034 782 380 1034 782 380 1034 782 380 1034 782 380 1034 782 380
MOA outpatient adjudication: 954 782 127 127 127 127 127 782 782
MIA inpatient adjudication: 380 782 380 782 127 782 782 782 782 782 782 782 782 782 380 782 782 782 782 127 127 127 127 782
LX line counter: 554
SV1 professional service: C003 782 355 380 1331 1365 C004 782 1073 1340 1073 1073 1364 1341 1327 1334 127 116 782 1337 1360
SV2 institutional service: 234 C003 782 355 380 1371 782 1073 1345 1337
SV3 dental service: C003 782 1331 C006 1358 380 352 1327 1360 1073 C004
TOO tooth: 1270 1271 C005
SV5 durable equipment: C003 355 380 782 782 594 923
CL1 institutional claim: 1315 1314 1352 1345
QTY quantity: 673 380 C001 61
MEA measurement: 737 738 739 C001 740 741 935 936 752 1373 1271 1271
PS1 purchased service: 127 782 156
LIN item: 350 235 234 235 234
CTP pricing: 687 236 212 380 C001 648 649 782 639 499 289
SVD line adjudication: 67 782 C003 234 380 554
LQ code: 1270 1271
FRM form answer: 350 1073 127 373 332
BPR payment: 305 782 478 591 812 506 507 569 508 509 510 506 507 569 508 373 1048 506 507 569 508
TRN trace: 481 127 509 127
RDM remittance delivery: 756 93 364 C040 C040
TS3 provider summary: 127 1331 373 380 782 782 782 782 782 782 782 782 782 782 782 782 782 782 782 782 782 782 380 782
TS2 supplemental summary: 782 782 782 782 782 782 380 782 782 380 380 380 380 380 782 380 782 782 782
CLP claim payment: 1028 1029 782 782 782 1032 127 1331 1325 1352 1354 380 954 1073
SVC service payment: C003 782 782 234 380 C003 380
PLB provider adjustments: 127 373 C042 782 C042 782 C042 782 C042 782 C042 782 C042 782
EQ question: 1365* C003 1207 1336 C004
EB benefit: 1390 1207 1365* 1336 1204 615 782 954 673 380 1073 1073 C003 C004
HSD delivery: 673 380 355 1167 615 616 678 679
AAA rejection: 1073 559 901 889
INS insured: 1073 1069 875 1203 1216 C052 1219 584 1220 1073 1250 1251 1165 19 156 26 1470
III information: 1270 1271 1136 933 380 C001 752 752 752
MSG message: 933 934 1470
UM review: 1525 1322 1365 C023 C024 1338 1213 923 1363 1514
HCR review decision: 306 127 1271* 1073
MPI military: 1201 584 1595 352 1596 1250 1251
LS loop start: 447
LE loop end: 447
STC status: C043 373 306 782 782 373 591 373 429 C043 C043 933
AK1 answered group: 479 28 480
AK2 answered transaction: 143 329 1705
IK3 segment error: 721 719 447 620
CTX context: C998* 721 719 447 C030 C999
IK4 element error: C030 725 621 724
IK5 transaction answer: 717 618 618 618 618 618
AK9 group answer: 715 97 123 2 716 716 716 716 716
`;

/** Elements the standard has and no guide of ours uses: known by number alone. */
function unused(number: string): DataElement {
  return { number, type: 'AN', minimumLength: 1, maximumLength: 80, label: 'not used' };
}

function elementShape(token: string): ElementShape {
  const repeats = token.endsWith('*');
  const number = repeats ? token.slice(0, -1) : token;
  const composite = composites[number];
  if (composite !== undefined) {
    const [label, components] = composite;
    const simple = components.split(' ').map((component) => dataElements.get(component) ?? unused(component));
    return { label, components: simple, repeats };
  }
  const simple = dataElements.get(number) ?? unused(number);
  return { label: simple.label, simple, repeats };
}

function parseTable(): ReadonlyMap<string, SegmentShape> {
  const shapes = new Map<string, SegmentShape>();
  for (const line of table.trim().split('\n')) {
    const [head = '', tokens = ''] = line.split(': ');
    const id = head.slice(0, head.indexOf(' '));
    const label = head.slice(id.length + 1);
    shapes.set(id, { id, label, elements: tokens.split(' ').map(elementShape) });
  }
  return shapes;
}

/** Every segment that a guide of ours uses, by id. */
export const segmentShapes: ReadonlyMap<string, SegmentShape> = parseTable();
