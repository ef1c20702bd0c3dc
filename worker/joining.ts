// How a worker process joins the others: it opens its end of the links, tells the coordinator that it is ready, and is a member from then on.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Job } from "../common/job/schema.ts";
import type { ReadyWorker } from "./agent-options.ts";
import { Collective } from "./collective/collective.ts";
import { loadKernels } from "./compute/kernels/kernels.ts";
import type { Registration } from "./coordination/registration.ts";
import type { Transport } from "./links/link.ts";
import { unixTransport } from "./links/unix.ts";
import { Member } from "./member.ts";
import type { ProtocolPoints } from "./protocol-points.ts";

export interface JoiningOptions {
  readonly registration: Pick<Registration, "session" | "jobUid">;
  readonly job: Job;
  /** World size at most. */
  readonly maxWorkers: number;
  readonly points: ProtocolPoints;
  /** What the links go over, from what they would. */
  readonly transport: (own: Transport) => Transport;
  /** The coordinator has no more use for this worker. */
  readonly signal: AbortSignal;
}

/** This worker's links to the others: they stand from `join` until `close`, or until the coordinator ends this worker. */
export class Links {
  readonly #options: JoiningOptions;
  #folder: string | undefined;
  #collective: Collective | undefined;
  #member: Member | undefined;

  constructor(options: JoiningOptions) {
    this.#options = options;
    options.signal.addEventListener("abort", () => void this.#collective?.close(), { once: true });
  }

  /** This worker was to leave, and has done its part. */
  get drained(): boolean {
    return this.#member?.drained ?? false;
  }

  async join({ loaded, numerics }: ReadyWorker): Promise<Member> {
    const { registration, job, maxWorkers, signal, transport, points } = this.#options;
    const { session, jobUid } = registration;
    const { arena, device } = loaded;
    this.#folder = await mkdtemp(path.join(tmpdir(), "elastune-"));
    const { phaseParameters: floats } = arena.plan;
    const collective = await Collective.open({
      jobUid,
      memory: arena.memory,
      at: arena.exchange,
      plan: { floats, ranks: maxWorkers, leaves: job.spec.training.microBatches },
      kernels: loadKernels(arena.memory),
      listen: { kind: "given", transport: transport(unixTransport(this.#folder)) },
    });
    this.#collective = collective;
    const member = new Member({ collective, session, signal, points });
    this.#member = member;
    session.ready(
      { address: collective.address, device, numerics },
      {
        enter: (generation) => member.reconfigure(generation),
        reported: () => {
          points.reach("after-report");
        },
      },
    );
    return member;
  }

  async close(): Promise<void> {
    await this.#collective?.close();
    if (this.#folder !== undefined) await rm(this.#folder, { recursive: true, force: true });
  }
}
