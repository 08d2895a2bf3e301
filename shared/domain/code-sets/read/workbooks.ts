/** What CMS and others put beside a workbook, by the names that they give it. */
const besideWorkbook: readonly (readonly [name: RegExp, instead: string])[] = [
  [/ccipra|cciop[hc]/i, 'the text of the same part (.TXT) from its archive'],
  [/^AOC_V/i, 'the text of the same archive (AOC_V...-MCR.txt), or save the sheet as CSV'],
  [/^HCPC20/i, 'the text of the same name from its archive (HCPC..._ANWEB....txt)'],
  [/MUE/i, 'the CSV of the same name from its archive'],
  [/PPRRVU|GPCI|LOCCO|ANES/i, 'the CSV of the same name from its archive'],
  [/POAexempt/i, 'the text of the same name from its archive'],
  [/icd10cm|icd-10-cm/i, 'the order file (icd10cm-order-....txt) from the archive of code descriptions'],
  [/nucc|taxonomy/i, 'the CSV of the same version'],
];

/** Which file to load instead of a workbook; undefined where the file is none. */
export function insteadOfWorkbook(name: string): string | undefined {
  if (!/\.xls[xmb]?$/i.test(name)) {
    return undefined;
  }
  const file = name.split('/').at(-1) ?? name;
  const instead = besideWorkbook.find(([form]) => form.test(file))?.[1];
  return `Instead of ${file} load ${instead ?? 'the text or the CSV that lies beside it, or save the sheet as CSV'}.`;
}
