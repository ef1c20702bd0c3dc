// Who may take part: names each worker's life, and refuses those that speak another protocol or expect another job.
import { InvalidRequestError } from "../../common/errors.ts";
import type { RegisterRequest } from "../../proto/messages.ts";
import { PROTOCOL_VERSION } from "../../proto/settings.ts";

export interface Registration {
  readonly workerId: string;
  /** From 1 on. */
  readonly order: number;
  readonly host: string;
  readonly pid: number;
}

export class Registrations {
  readonly #jobHash: string;
  readonly #byAttempt = new Map<string, Registration>();
  readonly #byWorker = new Map<string, Registration>();

  constructor(jobHash: string) {
    this.#jobHash = jobHash;
  }

  /** The same attempt again, because its answer was lost, gets the same worker id. @throws InvalidRequestError */
  register({ protocolVersion, jobHash, host, pid, attemptId }: RegisterRequest): Registration {
    if (protocolVersion !== PROTOCOL_VERSION)
      throw new InvalidRequestError(
        `the worker speaks protocol version ${protocolVersion}, this coordinator version ${PROTOCOL_VERSION}: use the same release`,
      );
    if (jobHash !== "" && jobHash !== this.#jobHash)
      throw new InvalidRequestError(`the worker expects job ${jobHash}, this coordinator runs job ${this.#jobHash}`);
    const known = this.#byAttempt.get(attemptId);
    if (known !== undefined) return known;
    const order = this.#byWorker.size + 1;
    const registration = { workerId: `worker-${order}`, order, host, pid };
    this.#byAttempt.set(attemptId, registration);
    this.#byWorker.set(registration.workerId, registration);
    return registration;
  }

  /** @throws InvalidRequestError for an id that this coordinator did not give */
  find(workerId: string): Registration {
    const registration = this.#byWorker.get(workerId);
    if (registration === undefined)
      throw new InvalidRequestError(`no worker "${workerId}" is registered with this coordinator`);
    return registration;
  }
}
