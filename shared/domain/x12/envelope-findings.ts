import type { Finding } from './findings.ts';
import type { SegmentCursor } from './segment-cursor.ts';

/** Findings of one envelope beyond which the rest is not listed: memory stays bounded. */
const findingLimit = 1000;

/** Adds a finding, up to a limit; beyond it an error takes the place of a warning, so that it is never lost. */
export function note(findings: Finding[], finding: Finding): void {
  if (findings.length >= findingLimit) {
    if (finding.severity !== 'error' || findings.at(-1)?.severity === 'error') return;
    findings.pop();
  }
  findings.push(finding);
}

/** Bytes between interchanges. */
export function strayBytesFinding(offset: number, length: number): Finding {
  return {
    snip: 1,
    severity: 'warning',
    code: 'stray-bytes',
    offset,
    sentence: `${length} bytes from offset ${offset} on stand outside any interchange and were not read`,
  };
}

/** A segment between the envelopes of what it should be in. */
export function outsideTransactionFinding(segment: string, offset: number, inGroup: boolean): Finding {
  return {
    snip: 1,
    severity: 'error',
    code: 'segment-outside-transaction',
    ...(inGroup ? { groupErrorCode: '5' } : { interchangeNoteCode: '022' }),
    segment,
    offset,
    sentence: `The segment ${segment} stands outside any transaction`,
  };
}

/** An ISA before the IEA of the interchange that is open. */
export function interchangeNotClosedFinding(controlNumber: string, offset: number): Finding {
  return {
    snip: 1,
    severity: 'error',
    code: 'interchange-not-closed',
    interchangeNoteCode: '022',
    segment: 'IEA',
    offset,
    sentence: `Another interchange starts before the IEA of interchange ${controlNumber}`,
  };
}

/**
 * ISA13 that the same sender used for the same receiver before in the file. A warning: payers join interchanges of one
 * number and different content in one file, and refusing them would lose payments. Whoever uses what interchanges hold
 * must see to it that nothing is used twice; this says where to look.
 */
export function interchangeRepeatedFinding(controlNumber: string, offset: number): Finding {
  return {
    snip: 1,
    severity: 'warning',
    code: 'interchange-control-number-repeated',
    interchangeNoteCode: '025',
    segment: 'ISA',
    element: 13,
    value: controlNumber,
    offset,
    sentence: `ISA13 "${controlNumber}" of this sender stands more than once in the file`,
  };
}

/** More TA1 segments than are kept. */
export function tooManyAcknowledgementsFinding(limit: number, offset: number): Finding {
  return {
    snip: 1,
    severity: 'error',
    code: 'too-many-acknowledgements',
    interchangeNoteCode: '024',
    segment: 'TA1',
    offset,
    sentence: `The interchange has more than ${limit} TA1 segments; those from here on were not read`,
  };
}

/** A file that cannot be read further than into this interchange. */
export function cutOffFinding(controlNumber: string, offset: number): Finding {
  return {
    snip: 1,
    severity: 'error',
    code: 'interchange-cut-off',
    interchangeNoteCode: '023',
    segment: 'IEA',
    offset,
    sentence: `Interchange ${controlNumber} breaks off or cannot be read from byte ${offset} on; nothing of it is used`,
  };
}

/** IEA against what it closes. */
export function checkInterchangeEnd(
  cursor: SegmentCursor,
  controlNumber: string,
  groupCount: number,
  findings: Finding[],
): void {
  const control = cursor.text(2).trim();
  if (control !== controlNumber) {
    note(findings, {
      snip: 1,
      severity: 'error',
      code: 'interchange-control-number',
      interchangeNoteCode: '001',
      segment: 'IEA',
      element: 2,
      value: control,
      offset: cursor.offset,
      sentence: `IEA02 holds "${control}"; ISA13 holds "${controlNumber}"`,
    });
  }
  const count = cursor.text(1).trim();
  if (!isCount(count, groupCount)) {
    note(findings, {
      snip: 1,
      severity: 'error',
      code: 'group-count',
      interchangeNoteCode: '021',
      segment: 'IEA',
      element: 1,
      value: count,
      offset: cursor.offset,
      sentence: `IEA01 holds "${count}"; the interchange has ${groupCount} groups`,
    });
  }
  if (cursor.terminated) return;
  note(findings, {
    snip: 1,
    severity: 'warning',
    code: 'terminator-missing',
    segment: 'IEA',
    offset: cursor.offset,
    sentence: 'The last segment terminator of the file is missing',
  });
}

/** GE against what it closes. */
export function checkGroupEnd(
  cursor: SegmentCursor,
  controlNumber: string,
  transactionCount: number,
  findings: Finding[],
): void {
  const count = cursor.text(1).trim();
  if (!isCount(count, transactionCount)) {
    note(findings, {
      snip: 1,
      severity: 'error',
      code: 'transaction-count',
      groupErrorCode: '5',
      segment: 'GE',
      element: 1,
      value: count,
      offset: cursor.offset,
      sentence: `GE01 holds "${count}"; the group has ${transactionCount} transactions`,
    });
  }
  const control = cursor.text(2).trim();
  if (control === controlNumber) return;
  note(findings, {
    snip: 1,
    severity: 'error',
    code: 'group-control-number',
    groupErrorCode: '4',
    segment: 'GE',
    element: 2,
    value: control,
    offset: cursor.offset,
    sentence: `GE02 holds "${control}"; GS06 holds "${controlNumber}"`,
  });
}

/** A group whose GE did not come. */
export function groupNotClosedFinding(controlNumber: string, offset: number): Finding {
  return {
    snip: 1,
    severity: 'error',
    code: 'group-not-closed',
    groupErrorCode: '3',
    segment: 'GE',
    offset,
    sentence: `The GE segment of group ${controlNumber} is missing`,
  };
}

/** GS06 that stood in the interchange before. */
export function groupRepeatedFinding(controlNumber: string, offset: number): Finding {
  return {
    snip: 1,
    severity: 'error',
    code: 'group-control-number-repeated',
    groupErrorCode: '19',
    segment: 'GS',
    element: 6,
    value: controlNumber,
    offset,
    sentence: `GS06 "${controlNumber}" stands twice in the interchange`,
  };
}

/** GS01 that does not belong to the transactions in the group. Tolerated, for real payers send it. */
export function functionalCodeFinding(
  found: string,
  setCode: string,
  expected: string,
  offset: number,
): Finding {
  return {
    snip: 1,
    severity: 'warning',
    code: 'functional-code',
    segment: 'GS',
    element: 1,
    value: found,
    offset,
    sentence: `GS01 holds "${found}"; a ${setCode} belongs in a group "${expected}"`,
  };
}

/** A transaction set or version that no guide of ours reads. */
export function notSupportedFinding(setCode: string, version: string, offset: number): Finding {
  return {
    snip: 1,
    severity: 'error',
    code: 'transaction-not-supported',
    transactionErrorCode: '1',
    segment: 'ST',
    position: 1,
    value: `${setCode} ${version}`,
    offset,
    sentence: `No guide reads transaction set "${setCode}" of version "${version}"`,
  };
}

/**
 * ST03 against GS08. Two guides of one group are an error: what is in the group is not what its header says, and one of
 * the two was not meant. Two editions of one guide (`005010X222` and `005010X222A1`) are read alike, and only told.
 */
export function guideMismatchFinding(
  version: string,
  groupVersion: string,
  isSameGuide: boolean,
  offset: number,
): Finding {
  return {
    snip: 1,
    severity: isSameGuide ? 'warning' : 'error',
    code: 'guide-mismatch',
    ...(isSameGuide ? {} : { transactionErrorCode: '19' }),
    segment: 'ST',
    position: 1,
    element: 3,
    value: version,
    offset,
    sentence: `ST03 holds "${version}"; the group is of "${groupVersion}" by GS08`,
  };
}

/** ST02 that stood in the group before. */
export function transactionRepeatedFinding(controlNumber: string, offset: number): Finding {
  return {
    snip: 1,
    severity: 'error',
    code: 'transaction-control-number-repeated',
    transactionErrorCode: '23',
    segment: 'ST',
    position: 1,
    element: 2,
    value: controlNumber,
    offset,
    sentence: `ST02 "${controlNumber}" stands twice in the group`,
  };
}

/** SE against what it closes. */
export function checkTransactionEnd(
  cursor: SegmentCursor,
  controlNumber: string,
  segmentCount: number,
  findings: Finding[],
): void {
  const count = cursor.text(1).trim();
  const control = cursor.text(2).trim();
  if (!isCount(count, segmentCount)) {
    note(findings, {
      snip: 1,
      severity: 'error',
      code: 'segment-count',
      transactionErrorCode: '4',
      segment: 'SE',
      position: segmentCount,
      element: 1,
      value: count,
      offset: cursor.offset,
      sentence: `SE01 holds "${count}"; the transaction has ${segmentCount} segments`,
    });
  }
  if (control === controlNumber) return;
  note(findings, {
    snip: 1,
    severity: 'error',
    code: 'transaction-control-number',
    transactionErrorCode: '3',
    segment: 'SE',
    position: segmentCount,
    element: 2,
    value: control,
    offset: cursor.offset,
    sentence: `SE02 holds "${control}"; ST02 holds "${controlNumber}"`,
  });
}

/** A transaction whose SE did not come. */
export function transactionNotClosedFinding(controlNumber: string, offset: number): Finding {
  return {
    snip: 1,
    severity: 'error',
    code: 'transaction-not-closed',
    transactionErrorCode: '2',
    segment: 'SE',
    offset,
    sentence: `The SE segment of transaction ${controlNumber} is missing`,
  };
}

function isCount(text: string, expected: number): boolean {
  return /^\d+$/.test(text) && Number(text) === expected;
}
