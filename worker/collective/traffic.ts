/** Bytes over all links of a worker since it began, headers included. */
export interface Traffic {
  sentBytes: number;
  receivedBytes: number;
}
