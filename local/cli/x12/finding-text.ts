import type { Finding } from '#domain/x12/findings.ts';
import { whatToDo } from '#domain/x12/code-words/what-to-do.ts';

/** Where a finding lies and what it says, in lines for a person; the first is not indented. */
export function findingLines(finding: Finding): string[] {
  const { severity, sentence, code } = finding;
  const place = placeOf(finding);
  const lines = [`${severity}${place === '' ? '' : `: ${place}`} [${code}]`, `  ${onOneLine(sentence)}`];
  const advice = whatToDo(code);
  return advice === undefined ? lines : [...lines, `  To do: ${advice}`];
}

function placeOf(finding: Finding): string {
  const { loop, segment, position, element, businessUnit } = finding;
  return [
    loop === undefined || loop === '' ? '' : `loop ${loop}`,
    segment === undefined ? '' : `segment ${position === undefined ? '' : `${position} `}${segment}`,
    segment === undefined || element === undefined ? '' : `element ${elementName(segment, element, finding)}`,
    businessUnit === undefined ? '' : `${businessUnit.name} ${onOneLine(businessUnit.value)}`,
  ]
    .filter((part) => part !== '')
    .join(', ');
}

function elementName(segment: string, element: number, finding: Finding): string {
  const component = finding.component === undefined ? '' : `-${finding.component}`;
  const repetition = finding.repetition === undefined ? '' : `, repetition ${finding.repetition}`;
  return `${segment}${String(element).padStart(2, '0')}${component}${repetition}`;
}

/** A text from a file as a terminal may show it: without signs that would move the cursor or colour the line. */
export function onOneLine(text: string): string {
  if (!/[^ -~]/.test(text)) return text;
  return text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '\uFFFD');
}
