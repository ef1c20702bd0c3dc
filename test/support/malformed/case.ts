// A file that is not what it should be: how it is made, who reads it, and what the refusal has to say.
export interface Malformed {
  readonly what: string;
  /** Makes it in an empty folder. @returns its path. */
  readonly make: (folder: string) => Promise<string>;
  readonly read: (file: string) => unknown;
  /** The reason. The file's name has to be in the message too. */
  readonly says: RegExp;
  /** What is named, where it is another than the file that was given: the file of weights, say. */
  readonly names?: string;
}
