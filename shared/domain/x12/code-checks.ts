/** Whether the text is an NPI: ten digits starting with 1 or 2, the last the Luhn check digit over `80840` and the NPI. */
export function isNpi(text: string): boolean {
  if (!/^[12]\d{9}$/.test(text)) return false;
  let sum = 24; // What the prefix 80840 adds.
  for (let at = 0; at < 10; at++) {
    const digit = text.charCodeAt(9 - at) - 0x30;
    const doubled = at % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
