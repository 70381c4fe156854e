/** A refusal of a route that is no graph, with the id under which the server's log has it. */
export class RequestError extends Error {
  readonly requestId: string | undefined;

  constructor(message: string, requestId?: string) {
    super(message);
    this.name = 'RequestError';
    this.requestId = requestId;
  }
}

/** What a route says of why it refused; in words of our own where it was not the server that answered. */
export function readRefusal(text: string, otherwise: string): RequestError {
  try {
    const { message, requestId }: { message: string; requestId?: string } = JSON.parse(text);
    return new RequestError(message, requestId);
  } catch {
    return new RequestError(otherwise);
  }
}
