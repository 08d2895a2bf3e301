/** Where a file lies: what practices upload and are answered, what goes to and comes from the clearinghouse, our own documents. */
export type Shelf = 'uploads' | 'exchange' | 'documents';

export interface StoredDocument {
  readonly body: Uint8Array;
  readonly size: number;
}

export interface DocumentStore {
  /** The bucket behind a shelf, for messages that name a place. */
  bucketOf(shelf: Shelf): string;
  put(shelf: Shelf, key: string, body: string | Uint8Array, contentType: string): Promise<void>;
  /** Writes unless the key exists; answers whether it wrote. */
  putOnce(shelf: Shelf, key: string, body: string | Uint8Array, contentType: string): Promise<boolean>;
  /**
   * Writes a document of any size as its bytes come, in the memory of one piece; nothing is there before the last one.
   * With `once` it writes unless the key exists. Answers whether it wrote. An error of the body leaves nothing behind.
   */
  putStream(
    shelf: Shelf,
    key: string,
    body: AsyncIterable<Uint8Array>,
    contentType: string,
    options: { readonly once: boolean },
  ): Promise<boolean>;
  /** Replaces the tags of an object and nothing else of it; false when there is no such object any more. */
  tag(
    shelf: Shelf,
    key: string,
    tags: Readonly<Record<string, string>>,
    versionId?: string,
  ): Promise<boolean>;
  get(shelf: Shelf, key: string, versionId?: string): Promise<StoredDocument | undefined>;
  /**
   * The bytes as they arrive, for files of any size; undefined when there is no such file. From `fromByte` on (else the
   * first) and before `beforeByte` (else to the end); none where the file is shorter.
   */
  stream(
    shelf: Shelf,
    key: string,
    versionId?: string,
    fromByte?: number,
    beforeByte?: number,
  ): Promise<AsyncIterable<Uint8Array> | undefined>;
}
