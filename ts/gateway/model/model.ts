/** What a gateway sells: bytes in, bytes out. */
export type Model = {
  /** Name and version, told to clients. */
  name: string;
  /** What one price pays for. */
  unit: 'inference';
  /** The content type of what `run` returns. */
  contentType: string;
  /**
   * Answers a request.
   *
   * @throws {ModelInputError} if the request is at fault. Any other error is the model's own. Neither costs anything.
   */
  run: (request: Uint8Array) => Promise<Uint8Array>;
};

/** The request cannot be answered as it is. The message names value and limit. */
export class ModelInputError extends Error {
  override readonly name = 'ModelInputError';
}
