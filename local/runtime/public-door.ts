import type { IncomingHttpHeaders } from 'node:http';

/** A request of a browser or of another client that signs nothing, with everything as it was sent. */
export interface PublicRequest {
  readonly method: string;
  /** Path and query, still percent-encoded. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** The address that the connection came from. */
  readonly sourceAddress: string;
  /** For example HTTP/1.1. */
  readonly protocol: string;
}

export interface PublicResponse {
  readonly status: number;
  /** Names in lower case; a header that is sent several times has a list. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Buffer | string;
}

/** What answers unsigned requests at some paths or host names: the pages of a user pool, an HTTP API. */
export interface PublicDoor {
  /** Origins, beside the door's own, whose pages may call. */
  readonly origins: readonly string[];
  handle(request: PublicRequest): Promise<PublicResponse>;
}

/** The path and the query of a request's URL, neither decoded. */
export function splitUrl(url: string): { readonly path: string; readonly query: string } {
  const mark = url.indexOf('?');
  return mark < 0 ? { path: url, query: '' } : { path: url.slice(0, mark), query: url.slice(mark + 1) };
}

/** One value of a header, several of them joined as HTTP joins them. */
export function headerOf(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value.join(',') : value;
}

/** The cookies of a request, in their order, each `name=value`. */
export function cookiesOf(headers: IncomingHttpHeaders): string[] {
  return (headers.cookie ?? '')
    .split(';')
    .map((cookie) => cookie.trim())
    .filter((cookie) => cookie !== '');
}
