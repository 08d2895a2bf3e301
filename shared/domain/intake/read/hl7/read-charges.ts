import type { Hl7Field } from '#contracts/intake-settings/hl7-mapping.ts';
import type { PlainDate } from '#contracts/dates.ts';
import { diagnosisFor } from '../../map/read-diagnosis.ts';
import { modifierFor, procedureFor } from '../../map/read-procedure.ts';
import type { Resolved } from '../../map/resolved.ts';
import { describeText } from '../../mask-value.ts';
import { componentOf, repetitionsOf, whereOf, type FieldPath, type Repetition } from './field-path.ts';
import { readMessageTime } from './message-time.ts';
import {
  addMissing,
  addWrong,
  everyRepetition,
  placeFor,
  repetitionsFor,
  resolvedOr,
  valueFor,
  type Reading,
  type Scope,
} from './reading.ts';
import { chargeScopes, segmentScopes } from './scopes.ts';

/** One charge, or the credit that takes one back. */
export interface ReadCharge {
  readonly scope: Scope;
  readonly isCredit: boolean;
  /** The line that a credit takes back, where it says so. */
  readonly reversedLineId: string | undefined;
  /** In the shape of the encounter. Of a credit, amounts and units as they were charged. */
  readonly line: {
    readonly sourceLineId?: string;
    readonly code?: string;
    readonly modifiers: readonly string[];
    readonly units: number;
    readonly charge?: string;
    readonly serviceDate?: PlainDate;
    readonly drug?: { readonly ndc: string; readonly quantity: number; readonly unit: string };
  };
  readonly lastServiceDate: PlainDate | undefined;
  readonly diagnoses: readonly string[];
}

interface ReadDiagnosis {
  readonly code: string;
  readonly rank?: number;
}

/** A line points at four diagnoses at most. */
const pointerLimit = 4;

/** The charges of a message; payments and adjustments are no business of a claim. */
export function readCharges(reading: Reading): readonly ReadCharge[] {
  const charges: ReadCharge[] = [];
  for (const scope of chargeScopes(reading.message)) {
    const type = valueFor(reading, 'lines.transactionType', scope);
    switch (type?.text.toUpperCase()) {
      case 'PY':
      case 'AJ':
      case 'CO':
        reading.notes.add('payment-not-taken');
        break;
      case undefined:
      case 'CG':
        charges.push(readCharge(reading, scope, false));
        break;
      case 'CD':
        charges.push(readCharge(reading, scope, true));
        break;
      default:
        addWrong(reading, type?.where ?? '', {
          code: 'field-invalid',
          found: describeText(type?.text ?? '', /^[A-Za-z]{1,3}$/),
          expected: 'a transaction type of HL7 table 0017: CG, CD, PY or AJ',
          howToFix: 'Correct FT1-6, or map its values.',
        });
    }
  }
  return charges;
}

function readCharge(reading: Reading, scope: Scope, isCredit: boolean): ReadCharge {
  const days = readServiceDays(reading, scope);
  const units = readUnits(reading, scope);
  const charge = readAmount(reading, scope, units);
  const code = readCode(reading, scope, days?.first);
  const drug = readDrug(reading, scope);
  const sourceLineId = valueFor(reading, 'lines.sourceLineId', scope)?.text.slice(0, 50);
  return {
    scope,
    isCredit,
    reversedLineId: valueFor(reading, 'lines.reversedLineId', scope)?.text,
    line: {
      ...(sourceLineId === undefined ? {} : { sourceLineId }),
      ...(code === undefined ? {} : { code }),
      modifiers: readModifiers(reading, scope, days?.first),
      units: units ?? 1,
      ...(charge === undefined ? {} : { charge }),
      ...(days === undefined ? {} : { serviceDate: days.first }),
      ...(drug === undefined ? {} : { drug }),
    },
    lastServiceDate: days?.last,
    diagnoses: readLineDiagnoses(reading, scope, days?.first),
  };
}

/** FT1-4 is a day, or from 2.5 on a period from its first component to its second. */
function readServiceDays(
  reading: Reading,
  scope: Scope,
): { readonly first: PlainDate; readonly last: PlainDate } | undefined {
  const [repetition] = repetitionsFor(reading, 'lines.serviceDate', scope);
  if (repetition === undefined) {
    addMissing(reading, 'lines.serviceDate', 'the day of service', scope);
    return undefined;
  }
  const read = (component: number): PlainDate | undefined => {
    const text = componentOf(repetition, component);
    const day = readMessageTime(text, reading.settings.timeZone)?.day;
    if (text !== '' && day === undefined) {
      addWrong(reading, whereOf(repetition.segment, repetition.field, component), {
        code: 'field-invalid',
        found: describeText(text, /^[\d/.-]{4,19}$/),
        expected: 'a day of the calendar as YYYYMMDD, with or without a time',
        howToFix: 'Correct the date of service in the sending system.',
      });
    }
    return day;
  };
  const start = repetition.path.component ?? 1;
  const first = read(start);
  const last = read(start + 1) ?? first;
  if (first !== undefined && last !== undefined && last < first) {
    addWrong(reading, whereOf(repetition.segment, repetition.field), {
      code: 'dates-reversed',
      found: `from ${first} to ${last}`,
      expected: 'the first day of service not after the last',
      howToFix: 'Correct the date of service in the sending system.',
    });
  }
  return first === undefined || last === undefined ? undefined : { first, last };
}

function readUnits(reading: Reading, scope: Scope): number | undefined {
  const value = valueFor(reading, 'lines.units', scope);
  if (value === undefined) {
    return undefined;
  }
  const text = value.text.replace(/\.0+$/, '').replace(/^-/, '');
  const units = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (units < 1) {
    const isFraction = /^\d+\.\d+$/.test(text);
    addWrong(reading, value.where, {
      code: isFraction ? 'units-not-whole' : 'field-invalid',
      found: describeText(value.text, /^[-\d.]{1,10}$/),
      expected: 'a whole number of units from 1 to 9999',
      howToFix: 'Correct the units of the charge.',
    });
    return undefined;
  }
  return units;
}

/** `125.1&USD` is 125.10 dollars; cents as text, for a charge is never a floating-point number. */
function readMoney(reading: Reading, field: Hl7Field, scope: Scope): string | undefined {
  const value = valueFor(reading, field, scope);
  if (value === undefined) {
    return undefined;
  }
  const [, sign = '', dollars = '', cents = ''] = /^(-?)(\d{1,9})(?:\.(\d{1,10}))?$/.exec(value.text) ?? [];
  if (dollars === '' || /[^0]/.test(cents.slice(2))) {
    addWrong(reading, value.where, {
      code: dollars === '' ? 'field-invalid' : 'amount-not-in-cents',
      found: describeText(value.text, /^[-$\d.,]{1,14}$/),
      expected: 'an amount in dollars with two decimals, for example 125.00',
      howToFix: 'Correct the amount of the charge.',
    });
    return undefined;
  }
  return `${sign}${dollars}.${cents.slice(0, 2).padEnd(2, '0')}`;
}

function readAmount(reading: Reading, scope: Scope, units: number | undefined): string | undefined {
  const charge = readMoney(reading, 'lines.charge', scope);
  const unitCharge = readMoney(reading, 'lines.unitCharge', scope);
  const product = unitCharge === undefined ? undefined : asDollars(asCents(unitCharge) * (units ?? 1));
  if (charge !== undefined && product !== undefined && asCents(charge) !== asCents(product)) {
    addWrong(reading, placeFor(reading, 'lines.charge', scope), {
      code: 'charges-do-not-add-up',
      found: `${charge} for ${units ?? 1} units at ${unitCharge}`,
      expected: 'the charge to be units times the charge of a unit',
      howToFix: 'Correct FT1-10, FT1-11 or FT1-12.',
    });
  }
  const amount = charge ?? product;
  const isCredit = valueFor(reading, 'lines.transactionType', scope)?.text.toUpperCase() === 'CD';
  if (amount !== undefined && amount.startsWith('-')) {
    if (isCredit) {
      return amount.slice(1);
    }
    addWrong(reading, placeFor(reading, 'lines.charge', scope), {
      code: 'charge-negative',
      found: amount,
      expected: 'a charge of zero or more; a credit has the transaction type CD',
      howToFix: 'Send the charge as it was, and what is taken back as a credit.',
    });
  }
  return amount;
}

function asCents(dollars: string): number {
  return Number(dollars.replace('.', ''));
}

function asDollars(cents: number): string {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/**
 * The first place in the charge that holds a code which is billable or mapped: what its other places hold is the
 * sender's own. Procedures beside the charge (PR1) count only when the charge itself has no code at all.
 */
function readCode(reading: Reading, scope: Scope, on: PlainDate | undefined): string | undefined {
  const { practice, settings } = reading;
  let refused: { resolved: Resolved<string>; where: string } | undefined;
  for (const repetition of everyRepetition(reading, 'lines.code', scope)) {
    if (refused !== undefined && repetition.segment.name !== 'FT1') {
      break;
    }
    const component = repetition.path.component ?? 1;
    const text = componentOf(repetition, component);
    if (text !== '') {
      const resolved = procedureFor(practice, {
        sourceSystem: settings.sourceSystem,
        text: settings.fieldSource('lines.code').values?.get(text) ?? text,
        system: componentOf(repetition, component + 2),
        on,
      });
      if (resolved.problem === undefined) {
        noteOtherProcedures(reading, scope, resolved.value);
        return resolvedOr(reading, '', resolved);
      }
      refused ??= { resolved, where: whereOf(repetition.segment, repetition.field, component) };
    }
  }
  if (refused === undefined) {
    addWrong(reading, placeFor(reading, 'lines.code', scope), {
      code: 'field-missing',
      found: 'nothing',
      expected: 'a CPT or HCPCS code',
      howToFix: 'Have the sending system fill FT1-25, or map the field to where the code stands.',
    });
    return undefined;
  }
  return resolvedOr(reading, refused.where, refused.resolved);
}

/** Procedures below a charge that are not what is charged are not billed, and the sender is told. */
function noteOtherProcedures(reading: Reading, scope: Scope, code: string): void {
  const { delimiters } = reading.message;
  for (const segment of scope.own.get('PR1') ?? []) {
    for (const repetition of repetitionsOf(segment, 3, delimiters)) {
      if (componentOf(repetition, 1).toUpperCase() !== code) {
        reading.notes.add('not-carried');
      }
    }
  }
}

function readModifiers(reading: Reading, scope: Scope, on: PlainDate | undefined): readonly string[] {
  const modifiers: string[] = [];
  for (const repetition of repetitionsFor(reading, 'lines.modifiers', scope)) {
    const component = repetition.path.component ?? 1;
    const text = componentOf(repetition, component);
    if (text !== '') {
      const modifier = resolvedOr(
        reading,
        whereOf(repetition.segment, repetition.field, component),
        modifierFor(reading.practice, { sourceSystem: reading.settings.sourceSystem, text, on }),
      );
      if (modifier !== undefined && !modifiers.includes(modifier)) {
        modifiers.push(modifier);
      }
    }
  }
  return modifiers;
}

function readDiagnosisIn(
  reading: Reading,
  repetition: Repetition & { readonly path: FieldPath },
  on: PlainDate | undefined,
): string | undefined {
  const component = repetition.path.component ?? 1;
  const text = componentOf(repetition, component);
  if (text === '') {
    return undefined;
  }
  return resolvedOr(
    reading,
    whereOf(repetition.segment, repetition.field, component),
    diagnosisFor(reading.practice, {
      sourceSystem: reading.settings.sourceSystem,
      text,
      system: componentOf(repetition, component + 2),
      on,
    }),
  );
}

/** The segments of a national drug code, as labels and lists print it; a label leaves out a zero of one of them. */
const drugShapes: readonly RegExp[] = [
  /^(\d{5})(\d{4})(\d{2})$/,
  /^(\d{4})-(\d{4})-(\d{2})$/,
  /^(\d{5})-(\d{3})-(\d{2})$/,
  /^(\d{5})-(\d{4})-(\d)$/,
  /^(\d{5})-(\d{4})-(\d{2})$/,
];
const drugUnits: ReadonlySet<string> = new Set(['F2', 'GR', 'ME', 'ML', 'UN']);

/** The drug of a line. Without quantity and unit a claim cannot say it, and the sender is told. */
function readDrug(reading: Reading, scope: Scope): ReadCharge['line']['drug'] {
  const value = valueFor(reading, 'lines.drug', scope);
  if (value === undefined) {
    return undefined;
  }
  const segments = drugShapes.map((shape) => shape.exec(value.text)).find((match) => match !== null);
  if (segments === undefined) {
    addWrong(reading, value.where, {
      code: 'ndc-invalid',
      found: describeText(value.text, /^[\d-]{1,25}$/),
      expected: 'a national drug code of 11 digits, or of three groups such as 0002-8215-01',
      howToFix: 'Correct the drug code of the charge.',
    });
    return undefined;
  }
  const [, labeler = '', product = '', packaging = ''] = segments;
  const quantity = Number(valueFor(reading, 'lines.drugQuantity', scope)?.text ?? '');
  const unit = valueFor(reading, 'lines.drugUnit', scope)?.text.toUpperCase() ?? '';
  if (!(quantity > 0) || !drugUnits.has(unit)) {
    reading.notes.add('not-carried');
    return undefined;
  }
  return {
    ndc: labeler.padStart(5, '0') + product.padStart(4, '0') + packaging.padStart(2, '0'),
    quantity,
    unit,
  };
}

/** The diagnoses that a charge names itself, else those of the DG1 segments below it, else those of the message. */
function readLineDiagnoses(reading: Reading, scope: Scope, on: PlainDate | undefined): readonly string[] {
  const codes: string[] = [];
  for (const repetition of repetitionsFor(reading, 'lines.diagnoses', scope)) {
    const code = readDiagnosisIn(reading, repetition, on);
    if (code !== undefined && !codes.includes(code)) {
      codes.push(code);
    }
  }
  const named = codes.length > 0 ? codes : diagnosesOf(reading, scope).map(({ code }) => code);
  if (named.length > pointerLimit) {
    reading.notes.add('not-carried');
  }
  return named.slice(0, pointerLimit);
}

/** Every diagnosis of the message's DG1 segments, once, most important first. */
export function readDiagnoses(reading: Reading): readonly ReadDiagnosis[] {
  return diagnosesOf(reading, undefined);
}

function diagnosesOf(reading: Reading, scope: Scope | undefined): readonly ReadDiagnosis[] {
  const own = scope?.own.get('DG1');
  const isOfEachCharge = scope?.ownNames.has('DG1') === true;
  const segments = own ?? (isOfEachCharge ? [] : (reading.message.byName.get('DG1') ?? []));
  const found: (ReadDiagnosis & { readonly sortRank: number })[] = [];
  for (const one of segmentScopes(segments, 'DG1')) {
    // Why a patient was admitted is not what was treated.
    if (valueFor(reading, 'diagnoses.type', one)?.text.toUpperCase() === 'A') {
      continue;
    }
    const [repetition] = repetitionsFor(reading, 'diagnoses.code', one);
    if (repetition === undefined) {
      continue;
    }
    const system = componentOf(repetition, (repetition.path.component ?? 1) + 2);
    const code = readCoded(reading, repetition, system === '' ? codingMethod(one) : system);
    const rankText = valueFor(reading, 'diagnoses.rank', one)?.text ?? '';
    const rank = /^\d{1,3}$/.test(rankText) ? Number(rankText) : undefined;
    if (code !== undefined && !found.some((before) => before.code === code)) {
      found.push({ code, ...(rank === undefined ? {} : { rank }), sortRank: rank ?? 1000 });
    }
  }
  return found
    .toSorted((a, b) => a.sortRank - b.sortRank)
    .map(({ code, rank }) => ({ code, ...(rank === undefined ? {} : { rank }) }));
}

/** DG1-2, in which versions before 2.4 name the code system. */
function codingMethod(scope: Scope): string {
  return scope.own.get('DG1')?.[0]?.fields[2]?.trim() ?? '';
}

function readCoded(
  reading: Reading,
  repetition: Repetition & { readonly path: FieldPath },
  system: string,
): string | undefined {
  const component = repetition.path.component ?? 1;
  const text = componentOf(repetition, component);
  return text === ''
    ? undefined
    : resolvedOr(
        reading,
        whereOf(repetition.segment, repetition.field, component),
        diagnosisFor(reading.practice, {
          sourceSystem: reading.settings.sourceSystem,
          text,
          system,
        }),
      );
}
