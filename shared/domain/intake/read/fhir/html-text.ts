/** Elements that begin a line of their own, and those whose content is nothing that a person reads. */
const blocks = /<\/?(?:p|div|br|hr|li|ul|ol|tr|table|h[1-6]|section|header|footer|blockquote|pre)\b[^<>]*>/gi;
const unread = ['script', 'style', 'head', 'title'];
const entities: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', ' '],
]);

/** The text of a page of HTML, a line for each paragraph. Nothing of it is run or fetched. */
export function htmlText(html: string): string {
  let read = html.replaceAll(/<!--|-->/g, (mark) => (mark === '<!--' ? '<comment>' : '</comment>'));
  for (const element of [...unread, 'comment']) {
    read = without(read, element);
  }
  return read
    .replaceAll(blocks, '\n')
    .replaceAll(/<[^<>]*>/g, '')
    .replaceAll(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi, (whole, decimal, hexadecimal, name) =>
      entityText(whole, decimal, hexadecimal, name),
    )
    .split('\n')
    .map((line) => line.replaceAll(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n');
}

/** The text without an element and all that is in it; one that is never closed goes on to the end. */
function without(html: string, element: string): string {
  const kept: string[] = [];
  const lower = html.toLowerCase();
  let at = 0;
  for (;;) {
    const start = lower.indexOf(`<${element}`, at);
    const isElement = start !== -1 && /[\s/>]/.test(lower.charAt(start + element.length + 1));
    if (start !== -1 && !isElement) {
      kept.push(html.slice(at, start + 1));
      at = start + 1;
      continue;
    }
    kept.push(html.slice(at, start === -1 ? undefined : start));
    const end = start === -1 ? -1 : lower.indexOf(`</${element}`, start);
    const close = end === -1 ? -1 : lower.indexOf('>', end);
    if (close === -1) {
      return kept.join('');
    }
    at = close + 1;
  }
}

function entityText(
  whole: string,
  decimal: string | undefined,
  hexadecimal: string | undefined,
  name: string | undefined,
): string {
  if (name !== undefined) {
    return entities.get(name.toLowerCase()) ?? whole;
  }
  const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal);
  return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : '';
}
