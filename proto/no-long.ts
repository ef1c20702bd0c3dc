// The generator's --force-number changes only the types: without this, 64-bit fields arrive as Long objects. Ours stay below 2^53.
import protobuf from "protobufjs/minimal.js";

Object.assign(protobuf.util, { Long: undefined });
protobuf.configure();
