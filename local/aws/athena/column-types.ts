import type { DuckDBValue } from '@duckdb/node-api';

/** The type of DuckDB that holds what a column of the catalogue does; undefined for a type that is not served. */
export function engineType(hiveType: string): string | undefined {
  const type = hiveType.toLowerCase().replaceAll(' ', '');
  const decimal = /^decimal\((\d+),(\d+)\)$/.exec(type);
  return decimal === null ? engineTypes[type] : `DECIMAL(${decimal[1]},${decimal[2]})`;
}

const engineTypes: Readonly<Record<string, string>> = {
  string: 'VARCHAR',
  varchar: 'VARCHAR',
  date: 'DATE',
  timestamp: 'TIMESTAMP',
  int: 'INTEGER',
  integer: 'INTEGER',
  bigint: 'BIGINT',
  double: 'DOUBLE',
  boolean: 'BOOLEAN',
};

/** A type as Athena names it in the description of a result. */
export interface AthenaType {
  readonly type: string;
  readonly precision: number;
  readonly scale: number;
}

const text: AthenaType = { type: 'varchar', precision: 2_147_483_647, scale: 0 };
const bigint: AthenaType = { type: 'bigint', precision: 19, scale: 0 };
const timestamp: AthenaType = { type: 'timestamp', precision: 3, scale: 0 };
const athenaTypes: Readonly<Record<string, AthenaType>> = {
  VARCHAR: text,
  DATE: { type: 'date', precision: 0, scale: 0 },
  TIMESTAMP: timestamp,
  TIMESTAMP_MS: timestamp,
  TIMESTAMP_S: timestamp,
  TINYINT: { type: 'tinyint', precision: 3, scale: 0 },
  SMALLINT: { type: 'smallint', precision: 5, scale: 0 },
  INTEGER: { type: 'integer', precision: 10, scale: 0 },
  BIGINT: bigint,
  UBIGINT: bigint,
  UINTEGER: bigint,
  // DuckDB sums whole numbers in 128 bits, Athena in 64.
  HUGEINT: bigint,
  FLOAT: { type: 'float', precision: 17, scale: 0 },
  DOUBLE: { type: 'double', precision: 17, scale: 0 },
  BOOLEAN: { type: 'boolean', precision: 0, scale: 0 },
  '"NULL"': { type: 'unknown', precision: 0, scale: 0 },
};

/** How Athena names a type of DuckDB; undefined for one that this machine does not hand out. */
export function athenaType(engineTypeText: string): AthenaType | undefined {
  const decimal = /^DECIMAL\((\d+),(\d+)\)$/.exec(engineTypeText);
  return decimal === null
    ? athenaTypes[engineTypeText]
    : { type: 'decimal', precision: Number(decimal[1]), scale: Number(decimal[2]) };
}

function doubleText(value: number): string {
  if (Number.isNaN(value)) {
    return 'NaN';
  }
  if (!Number.isFinite(value)) {
    return value > 0 ? 'Infinity' : '-Infinity';
  }
  const written = String(value);
  const [mantissa = '', exponent] = written.split('e');
  const whole = mantissa.includes('.') ? mantissa : `${mantissa}.0`;
  return exponent === undefined ? whole : `${whole}E${exponent.replace('+', '')}`;
}

/** A value as Athena writes it. */
export function athenaText(value: DuckDBValue, type: string): string | null {
  if (value === null) {
    return null;
  }
  if (typeof value === 'number' && (type === 'double' || type === 'float')) {
    return doubleText(value);
  }
  const written = value.toString();
  if (type !== 'timestamp') {
    return written;
  }
  const [seconds = '', fraction = ''] = written.split('.');
  return `${seconds}.${fraction.slice(0, 3).padEnd(3, '0')}`;
}
