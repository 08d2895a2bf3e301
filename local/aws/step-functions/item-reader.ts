import type { Json, JsonObject } from '../../runtime/service.ts';
import { fillForState, type DataScope, readNumber } from './data-flow.ts';
import type { MapState } from './definition.ts';
import type { ItemReader } from './definition-schema.ts';
import { isObject, parseJson } from './json.ts';
import { StateError } from './state-error.ts';

/** Makes a call with the role of the state machine. */
export type RoleCall = (service: string, operation: string, input: JsonObject) => Promise<JsonObject>;

function readerError(reason: string): StateError {
  return new StateError('States.ItemReaderFailed', reason);
}

/**
 * Reads the items of a Distributed Map from S3: an object of JSON, JSON lines or CSV, or a listing of objects.
 *
 * @throws StateError `States.ItemReaderFailed` that says what could not be read.
 */
export async function readItems(
  state: MapState,
  reader: ItemReader,
  scope: DataScope,
  call: RoleCall,
): Promise<Json[]> {
  const values = await fillForState(state, reader.Arguments ?? reader.Parameters ?? {}, scope, 'ItemReader');
  if (!isObject(values)) {
    throw readerError(`The arguments of the ItemReader of state '${state.name}' must be an object.`);
  }
  const maximum = await readNumber(
    state,
    'MaxItems',
    reader.ReaderConfig?.MaxItems,
    reader.ReaderConfig?.MaxItemsPath,
    scope,
  );
  const items = await read(state, reader, values, call);
  return maximum === undefined || maximum === 0 ? items : items.slice(0, maximum);
}

async function read(
  state: MapState,
  reader: ItemReader,
  values: JsonObject,
  call: RoleCall,
): Promise<Json[]> {
  const operation = /:s3:([A-Za-z0-9]+)$/.exec(reader.Resource)?.[1];
  try {
    if (operation === 'listObjectsV2') {
      return await listObjects(values, call);
    }
    if (operation === 'getObject') {
      const answer = await call('s3', 'GetObject', values);
      return parseObject(bodyText(answer), reader.ReaderConfig ?? {});
    }
  } catch (error) {
    if (error instanceof StateError) {
      throw error;
    }
    throw readerError(error instanceof Error ? error.message : String(error));
  }
  throw readerError(
    `State '${state.name}' reads its items with '${reader.Resource}'; served are s3:getObject and s3:listObjectsV2.`,
  );
}

/** The text of an object that GetObject answered. */
function bodyText(answer: JsonObject): string {
  const body = answer['Body'];
  if (typeof body !== 'string') {
    throw readerError('GetObject answered no text in Body.');
  }
  return body.startsWith('\uFEFF') ? body.slice(1) : body;
}

async function listObjects(values: JsonObject, call: RoleCall): Promise<Json[]> {
  const found: Json[] = [];
  let more: JsonObject = {};
  for (;;) {
    const page = await call('s3', 'ListObjectsV2', { ...values, ...more });
    found.push(...(Array.isArray(page['Contents']) ? page['Contents'] : []));
    const next = page['NextContinuationToken'];
    if (typeof next !== 'string') {
      return found;
    }
    more = { ContinuationToken: next };
  }
}

type ReaderConfig = NonNullable<ItemReader['ReaderConfig']>;

function parseObject(text: string, config: ReaderConfig): Json[] {
  switch (config.InputType ?? 'JSON') {
    case 'JSON': {
      const document = pointed(parseText(text), config.ItemsPointer);
      if (Array.isArray(document)) {
        return document;
      }
      if (isObject(document)) {
        return Object.entries(document).map(([Key, Value]) => ({ Key, Value }));
      }
      throw readerError('The object must hold a JSON array or object.');
    }
    case 'JSONL':
      return text
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map(parseText);
    case 'CSV':
      return parseCsvItems(text, config);
  }
}

function parseText(text: string): Json {
  try {
    return parseJson(text);
  } catch {
    throw readerError(`Cannot read as JSON: ${text.slice(0, 200)}`);
  }
}

/** What a JSON pointer (RFC 6901) finds. */
function pointed(document: Json, pointer: string | undefined): Json {
  let found: Json | undefined = document;
  for (const raw of (pointer ?? '').split('/').slice(1)) {
    const name = raw.replaceAll('~1', '/').replaceAll('~0', '~');
    found = Array.isArray(found) ? found[Number(name)] : isObject(found) ? found[name] : undefined;
  }
  return found ?? null;
}

const delimiters = { COMMA: ',', PIPE: '|', SEMICOLON: ';', SPACE: ' ', TAB: '\t' } as const;

function parseCsvItems(text: string, config: ReaderConfig): Json[] {
  const rows = parseCsv(text, delimiters[config.CSVDelimiter ?? 'COMMA']);
  const given = config.CSVHeaderLocation === 'GIVEN';
  const headers = given ? config.CSVHeaders : rows[0];
  if (headers === undefined) {
    throw readerError('The CSV object has no header row.');
  }
  return (given ? rows : rows.slice(1)).map((row) =>
    Object.fromEntries(headers.map((header, column) => [header, row[column] ?? ''])),
  );
}

/** The rows of a CSV text (RFC 4180): fields may be quoted, quotes in them doubled. */
function parseCsv(text: string, delimiter: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = '';
  let quoted = false;
  const endField = (): void => {
    row.push(field);
    field = '';
  };
  const endRow = (): void => {
    if (row.length > 0 || field !== '') {
      endField();
      rows.push(row);
      row = [];
    }
  };
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index] ?? '';
    if (quoted && character === '"' && text[index + 1] === '"') {
      field += '"';
      index += 1;
    } else if (character === '"' && (quoted || field === '')) {
      quoted = !quoted;
    } else if (quoted) {
      field += character;
    } else if (character === delimiter) {
      endField();
    } else if (character === '\n') {
      endRow();
    } else if (character !== '\r') {
      field += character;
    }
  }
  endRow();
  return rows;
}
