import type { PlainDate } from '#contracts/dates.ts';
import type { Practice } from '#contracts/practice.ts';
import { describeText } from '../mask-value.ts';
import { codeSystemOf } from './code-system.ts';
import { mapCode } from './map-code.ts';
import { ifNamed, type Resolved } from './resolved.ts';

/** CPT: four digits and a digit, or `A`, `F`, `M`, `T`, `U` for its special categories. HCPCS: a letter and four digits. */
const billableShape = /^(?:\d{4}[0-9AFMTU]|[A-V]\d{4})$/;
/** A word of the source's own for a service. A number is an amount, or a code with a digit lost or added. */
const ownShape = /^(?=.*[A-Z])[A-Z0-9.:_-]{1,15}$/;
const codeShape = /^[A-Za-z0-9.: -]{1,15}$/;

/**
 * A procedure, service or supply as a CPT or HCPCS code. A feed that calls a code of this shape ICD has the label wrong,
 * which happens a lot: the code is taken and the sender told. Codes of clinical code systems, and of systems that
 * nobody knows, are not billed as they are.
 * @param system the code system in the feed's own words, when it names one.
 * @param sourceSystem whose code it is, for the person who maps it.
 */
export function readProcedure(text: string, system?: string, sourceSystem?: string): Resolved<string> {
  const code = text.replaceAll(/\s/g, '').toUpperCase();
  const known = codeSystemOf(system);
  const isLabelWrong = known === 'ICD-9-CM' || known === 'ICD-10-CM';
  const isBillableSystem = known === 'CPT' || known === 'HCPCS' || isLabelWrong;
  if (system !== undefined && system.trim() !== '' && !isBillableSystem) {
    return {
      problem: {
        ...ifNamed({ kind: 'procedure', alias: text, sourceSystem }),
        code: 'code-unmapped',
        found: `${describeText(text, codeShape)}, a code of ${known ?? "the source's own"}`,
        expected: 'a CPT or HCPCS code, or a code that the practice has mapped to one',
        howToFix: 'Have the practice administrator map the code, or have the visit coded.',
      },
    };
  }
  if (!billableShape.test(code)) {
    return {
      problem: {
        ...(ownShape.test(code) ? ifNamed({ kind: 'procedure', alias: text, sourceSystem }) : {}),
        code: 'procedure-code-invalid',
        found: describeText(text, codeShape),
        expected: 'a CPT or HCPCS code of five characters, for example "99213"',
        howToFix: 'Correct the code, or have the practice administrator map it.',
      },
    };
  }
  return isLabelWrong ? { value: code, note: 'label-ignored' } : { value: code };
}

/** A procedure as {@link readProcedure} reads it, where the practice has not said that it means another. */
export function procedureFor(
  practice: Pick<Practice, 'codeMappings'>,
  sought: {
    readonly sourceSystem: string;
    readonly text: string;
    readonly system?: string | undefined;
    readonly on?: PlainDate | undefined;
  },
): Resolved<string> {
  const mapped = mapCode(practice, 'procedure', { ...sought, code: sought.text });
  return mapped === undefined
    ? readProcedure(sought.text, sought.system, sought.sourceSystem)
    : readProcedure(mapped);
}

/** A modifier as two letters or digits. */
export function modifierFor(
  practice: Pick<Practice, 'codeMappings'>,
  sought: { readonly sourceSystem: string; readonly text: string; readonly on?: PlainDate | undefined },
): Resolved<string> {
  const text = sought.text.trim().toUpperCase();
  const code = mapCode(practice, 'modifier', { ...sought, code: text }) ?? text;
  if (/^[A-Z0-9]{2}$/.test(code)) {
    return { value: code };
  }
  return {
    problem: {
      code: 'modifier-invalid',
      found: describeText(sought.text, codeShape),
      expected: 'a modifier of two letters or digits, for example "25"',
      howToFix: 'Correct the modifier, or have the practice administrator map it.',
    },
  };
}
