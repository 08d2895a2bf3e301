import { readJsonRecord } from '../../read-json-record.ts';
import type { Place, Reader } from '../intake-record.ts';

/**
 * A record of encounter JSON: a line of NDJSON, an element of a list, or a whole file that is one encounter; or the
 * registration of a patient, which says so. Already in the shape of the contract, which checks it next.
 */
export const readJson: Reader = (frame) => {
  const place: Place = frame.line === undefined ? {} : { line: frame.line };
  if (frame.problem !== undefined) {
    return [{ kind: 'refused', problems: [frame.problem], place }];
  }
  const { json, problem } = readJsonRecord(frame.text);
  if (problem !== undefined) {
    return [{ kind: 'refused', problems: [problem], place }];
  }
  return 'record' in json && json.record === 'registration'
    ? [{ kind: 'registration', draft: json, place }]
    : [{ kind: 'encounter', draft: json, place, notes: [] }];
};
