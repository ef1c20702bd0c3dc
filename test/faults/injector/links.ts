// Links between workers that can be cut, swallow what is sent, deliver late, or deliver a wrong bit. A worker reads from the links that
// it dialed and writes to those that others dialed.
import type { Accept, DirectAccess, Link, LinkEvents, Transport } from "../../../worker/links/link.ts";
import type { LinkFault } from "./faults.ts";

/** Longer than the first read of any frame, with its header: what is longer goes straight into a payload, of a chunk or of State. */
const FIRST_BYTES = 4096;
/** Of a float32: the byte with the upper half of the mantissa, and a bit in it. */
const BYTE = 2;
const BIT = 0x40;

interface Reading {
  link: Link | undefined;
  wrongBit: boolean;
}

interface Writing {
  isSwallowed: boolean;
  delayMs: number;
}

export class FaultyLinks {
  readonly #reading: Reading[] = [];
  readonly #writing: Writing[] = [];
  /** The link that is being read from. */
  #heard: Reading | undefined;

  happen(fault: LinkFault): void {
    const reading = this.#reading[fault.link];
    const writing = this.#writing[fault.link];
    if (reading === undefined || writing === undefined) throw new RangeError(`no link ${fault.link}`);
    switch (fault.kind) {
      case "cut-link":
        reading.link?.destroy("cut by a test");
        break;
      case "wrong-bit-on-link":
        reading.wrongBit = true;
        break;
      case "blackhole-link":
        writing.isSwallowed = true;
        break;
      case "delay-link":
        writing.delayMs = fault.ms;
        break;
    }
  }

  transport(inner: Transport): Transport {
    return {
      ...inner,
      direct: inner.direct && this.#direct(inner.direct),
      listen: (accept) => inner.listen((link) => this.#accept(link, accept)),
      dial: (address, events, signal) => this.#dial(inner, address, events, signal),
    };
  }

  /** What is read directly of a link's peer is part of what comes over that link; the offer comes with it. */
  #direct(inner: DirectAccess): DirectAccess {
    return {
      offer: (memory) => inner.offer(memory),
      open: (offer) => {
        const reading = this.#heard;
        const read = inner.open(offer);
        return (
          read &&
          ((at, target) => {
            const isRead = read(at, target);
            if (reading !== undefined) spoil(reading, target, target.length);
            return isRead;
          })
        );
      },
    };
  }

  #accept(link: Link, accept: Accept): LinkEvents {
    const state: Writing = { isSwallowed: false, delayMs: 0 };
    this.#writing.push(state);
    return accept(slowed(link, state));
  }

  async #dial(inner: Transport, address: string, events: LinkEvents, signal: AbortSignal): Promise<Link> {
    const reading: Reading = { link: undefined, wrongBit: false };
    let target = new Uint8Array(0);
    const watched: LinkEvents = {
      buffer: () => (target = events.buffer() as Uint8Array<ArrayBuffer>),
      read: (bytes) => {
        spoil(reading, target, bytes);
        this.#heard = reading;
        return events.read(bytes);
      },
      drain: () => {
        events.drain();
      },
      closed: (reason) => {
        events.closed(reason);
      },
    };
    reading.link = await inner.dial(address, watched, signal);
    this.#reading.push(reading);
    return reading.link;
  }
}

/** Once, in what is longer than a message. */
function spoil(reading: Reading, bytes: Uint8Array, length: number): void {
  if (!reading.wrongBit || length <= FIRST_BYTES) return;
  reading.wrongBit = false;
  const at = (BYTE - (bytes.byteOffset % 4) + 4) % 4;
  bytes[at] = (bytes[at] ?? 0) ^ BIT;
}

/** The order of what is sent stays. */
function slowed(link: Link, state: Writing): Link {
  return {
    get isFull() {
      return link.isFull;
    },
    send: (parts) => {
      late(state, () => {
        link.send(parts);
      });
    },
    lend: (head, payload) => {
      late(state, () => {
        link.lend(head, payload);
      });
    },
    resume: () => {
      link.resume();
    },
    end: () => {
      link.end();
    },
    destroy: (reason) => {
      link.destroy(reason);
    },
  };
}

function late(state: Writing, send: () => void): void {
  if (state.isSwallowed) return;
  if (state.delayMs === 0) send();
  else setTimeout(send, state.delayMs);
}
