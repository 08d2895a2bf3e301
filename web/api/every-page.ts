/** So many pages are asked for: what is longer is not held in the memory of a browser. */
const mostPages = 400;

export interface EveryPage<Page> {
  readonly pages: readonly Page[];
  /** There was no more. */
  readonly isWhole: boolean;
}

/** Asks for page after page until one names none that follows, or there are as many as a browser should hold. */
export async function everyPage<Page extends { readonly next?: string | undefined }>(
  read: (next: string | undefined) => Promise<Page>,
): Promise<EveryPage<Page>> {
  const pages: Page[] = [];
  let next: string | undefined;
  do {
    const page = await read(next);
    pages.push(page);
    ({ next } = page);
  } while (next !== undefined && pages.length < mostPages);
  return { pages, isWhole: next === undefined };
}
