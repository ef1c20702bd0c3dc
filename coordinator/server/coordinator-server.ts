// The server of a coordinator process. While the process leads it passes calls on to whoever serves; while it stands by it answers each
// of them with NotLeader and, where that is known, the leader's address.
import { Server, type UntypedServiceImplementation } from "@grpc/grpc-js";
import { HealthImplementation } from "grpc-health-check";
import type { Clock } from "../../common/clock.ts";
import { NotLeaderError } from "../../common/errors.ts";
import { adminService, coordinatorService, datasetService } from "../../proto/services.ts";
import { SERVER_OPTIONS } from "../../proto/settings.ts";
import { toStatus } from "../../proto/status.ts";
import { closeServer, listen, type ListenAddress } from "./listen.ts";

const SERVICES = { coordinator: coordinatorService, dataset: datasetService, admin: adminService };
type ServiceName = keyof typeof SERVICES;

/** What a leader serves. */
export interface Serving extends Readonly<Record<ServiceName, UntypedServiceImplementation>> {
  /** Asked at each call: a leader that was stopped for a while may not lead any more. */
  readonly leads: () => boolean;
}

/** A service whose health says whether this process leads. */
const LEADING = "elastune.v1.CoordinatorService";

/** To be closed. */
export class CoordinatorServer {
  readonly #clock: Clock;
  readonly #server = new Server(SERVER_OPTIONS);
  readonly #health = new HealthImplementation({ "": "SERVING", [LEADING]: "NOT_SERVING" });
  #address = "";
  #serving: Serving | undefined;
  #leader: string | undefined;

  private constructor(clock: Clock) {
    this.#clock = clock;
    for (const [name, service] of Object.entries(SERVICES))
      this.#server.addService(service, this.#passedOn(name as ServiceName));
    this.#health.addToServer(this.#server);
  }

  /** @throws ConfigError when it cannot listen there */
  static async listen(where: ListenAddress, clock: Clock): Promise<CoordinatorServer> {
    const opened = new CoordinatorServer(clock);
    try {
      opened.#address = await listen(opened.#server, where);
      return opened;
    } catch (error) {
      await opened.close();
      throw error;
    }
  }

  /** "HOST:PORT" as a client takes it. */
  get address(): string {
    return this.#address;
  }

  serve(serving: Serving): void {
    this.#serving = serving;
    this.#health.setStatus(LEADING, "SERVING");
  }

  /** Calls under way are left to whoever served them. */
  endServing(): void {
    this.#serving = undefined;
    this.#health.setStatus(LEADING, "NOT_SERVING");
  }

  /** Who is named to those who ask while this process does not lead. */
  follow(leader: string | undefined): void {
    this.#leader = leader === this.#address ? undefined : leader;
  }

  async close(): Promise<void> {
    this.endServing();
    this.#health.setStatus("", "NOT_SERVING");
    await closeServer(this.#server, this.#clock);
  }

  #passedOn(name: ServiceName): UntypedServiceImplementation {
    const methods = Object.keys(SERVICES[name]);
    return Object.fromEntries(methods.map((method) => [method, this.#handler(name, method)]));
  }

  #handler(name: ServiceName, method: string): UntypedServiceImplementation[string] {
    return ((call: Call, reply?: Reply) => {
      const serving = this.#serving?.leads() === true ? this.#serving[name][method] : undefined;
      if (serving !== undefined) (serving as Handler)(call, reply);
      else refuse(new NotLeaderError(this.#leader, "this coordinator does not lead"), call, reply);
    }) as UntypedServiceImplementation[string];
  }
}

interface Call {
  emit(name: "error", thrown: unknown): unknown;
}
type Reply = (error: unknown) => void;
type Handler = (call: Call, reply: Reply | undefined) => void;

/** A unary call has a callback, a stream has not. */
function refuse(error: Error, call: Call, reply: Reply | undefined): void {
  if (reply === undefined) call.emit("error", toStatus(error));
  else reply(toStatus(error));
}
