/** Bytes under the keys of the warehouse, wherever they lie. */
export interface WarehouseBytes {
  put(key: string, body: Uint8Array, contentType: string): Promise<void>;
  get(key: string): Promise<Uint8Array | undefined>;
  /** How the catalogue names a folder. */
  locationOf(folder: string): string;
}
