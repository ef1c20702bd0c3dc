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

/** As coordinators hand it on to those who lead after them. */
export interface KeptRegistration extends Registration {
  readonly attemptId: string;
}

export interface RegistrationsParts {
  readonly jobHash: string;
  /** Of earlier coordinators of the job. */
  readonly known?: readonly KeptRegistration[];
  /** Durable when it resolves; the worker has its answer only then. */
  readonly keep?: (registration: KeptRegistration) => Promise<void>;
}

export class Registrations {
  readonly #parts: RegistrationsParts;
  readonly #byAttempt = new Map<string, Promise<Registration>>();
  readonly #byWorker = new Map<string, Registration>();
  #lastOrder = 0;

  constructor(parts: RegistrationsParts) {
    this.#parts = parts;
    for (const { attemptId, ...registration } of parts.known ?? []) {
      this.#byAttempt.set(attemptId, Promise.resolve(registration));
      this.#byWorker.set(registration.workerId, registration);
      this.#lastOrder = Math.max(this.#lastOrder, registration.order);
    }
  }

  /** The same attempt again, because its answer was lost, gets the same worker id. @throws InvalidRequestError; what `keep` throws */
  async register({ protocolVersion, jobHash, host, pid, attemptId }: RegisterRequest): Promise<Registration> {
    if (protocolVersion !== PROTOCOL_VERSION)
      throw new InvalidRequestError(
        `the worker speaks protocol version ${protocolVersion}, this coordinator version ${PROTOCOL_VERSION}: use the same release`,
      );
    if (jobHash !== "" && jobHash !== this.#parts.jobHash)
      throw new InvalidRequestError(
        `the worker expects job ${jobHash}, this coordinator runs job ${this.#parts.jobHash}`,
      );
    const known = this.#byAttempt.get(attemptId);
    if (known !== undefined) return known;
    const order = ++this.#lastOrder;
    const kept = this.#keep({ workerId: `worker-${order}`, order, host, pid, attemptId });
    this.#byAttempt.set(attemptId, kept);
    return kept;
  }

  /** @throws InvalidRequestError for an id that no coordinator of this job gave */
  find(workerId: string): Registration {
    const registration = this.#byWorker.get(workerId);
    if (registration === undefined)
      throw new InvalidRequestError(`no worker "${workerId}" is registered with this coordinator`);
    return registration;
  }

  async #keep(kept: KeptRegistration): Promise<Registration> {
    const { attemptId, ...registration } = kept;
    try {
      await this.#parts.keep?.(kept);
    } catch (error) {
      this.#byAttempt.delete(attemptId); // its next try has another order
      throw error;
    }
    this.#byWorker.set(registration.workerId, registration);
    return registration;
  }
}
