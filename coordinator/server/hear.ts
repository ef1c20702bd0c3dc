// What a worker says over its session, as the membership's machine takes it.
import type { Run, SessionRequest } from "../../proto/messages.ts";
import { parseObject } from "./json.ts";
import type { Happened } from "../membership/watches.ts";

/** In order; nothing for what is no matter of the membership's. @throws InvalidRequestError */
export function happenedOf(workerId: string, message: SessionRequest): readonly Happened[] {
  if (message.run) return [...message.run.before, message.run].map((run) => runOf(workerId, run));
  const one = otherOf(workerId, message);
  return one === undefined ? [] : [one];
}

function runOf(workerId: string, { round, lo, hi, done }: Run): Happened {
  return { kind: "run", workerId, run: { round, lo, hi }, done };
}

function otherOf(workerId: string, message: SessionRequest): Happened | undefined {
  const { ready, report, leaving, drain, peerLost, diverged, wrongNumbers } = message;
  if (ready) {
    const numerics = parseObject("the numerics fingerprint", ready.numericsJson);
    return { kind: "ready", workerId, info: { address: ready.linkAddress, device: ready.device, numerics } };
  }
  if (report) {
    const { generation, round, stateHash, fresh, placed, leaves } = report;
    const held = report.held.map(({ lo, hi }) => ({ lo, hi }));
    return { kind: "reported", workerId, report: { generation, round, stateHash, fresh, placed, leaves, held } };
  }
  if (drain) return { kind: "drain", workerId, reason: drain.reason };
  if (diverged) return { kind: "diverged", generation: diverged.generation, reason: diverged.reason };
  if (peerLost) return { kind: "peer-lost", workerId, peer: peerLost.workerId, generation: peerLost.generation };
  if (wrongNumbers) {
    const { workerId: peer, generation, reason } = wrongNumbers;
    return { kind: "wrong-numbers", peer, generation, reason };
  }
  if (leaving) return { kind: "left", workerId, reason: leaving.reason === "" ? undefined : leaving.reason };
  return undefined;
}
