/** Members of a list of structures, as the query protocol numbers them: `Tags.member.1.Key`. */
export function listOf(input: URLSearchParams, name: string): readonly Readonly<Record<string, string>>[] {
  const members = new Map<number, Record<string, string>>();
  for (const [parameter, value] of input) {
    const [list, , number = '', member = ''] = parameter.split('.');
    if (list === name) {
      members.set(Number(number), { ...members.get(Number(number)), [member]: value });
    }
  }
  return [...members].sort(([left], [right]) => left - right).map(([, member]) => member);
}

interface XmlTree {
  readonly [name: string]: string | XmlTree;
}

const namespace = 'https://sts.amazonaws.com/doc/2011-06-15/';

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function written(tree: XmlTree): string {
  return Object.entries(tree)
    .map(
      ([name, value]) => `<${name}>${typeof value === 'string' ? escaped(value) : written(value)}</${name}>`,
    )
    .join('');
}

/** What an operation answers. */
export function xmlAnswer(operation: string, result: XmlTree): string {
  return `<${operation}Response xmlns="${namespace}">${written({ [`${operation}Result`]: result })}</${operation}Response>`;
}

/** An error, as the SDK reads it. */
export function xmlError(code: string, message: string, status: number, requestId: string): string {
  const error = { Type: status < 500 ? 'Sender' : 'Receiver', Code: code, Message: message };
  return `<ErrorResponse xmlns="${namespace}">${written({ Error: error, RequestId: requestId })}</ErrorResponse>`;
}
