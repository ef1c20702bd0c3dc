// The TensorFlow builds that set-up knows, pinned byte for byte (the CUDA build was unpacked and loaded, never run on a GPU).
// One wheel serves every Python: only its C library is used.
export const TENSORFLOW_VERSION = "2.21.0";

/**
 * @typedef {{ readonly package: string, readonly wheelBytes: number, readonly sha256: string, readonly libraries: Record<string, number>,
 *   readonly neededBytes: number }} TensorFlowBuild
 *   libraries: their sizes; neededBytes: free space that set-up takes at its peak.
 */

/** @type {Record<"cpu" | "gpu", TensorFlowBuild>} */
export const TENSORFLOW_BUILDS = {
  cpu: {
    package: "tensorflow-cpu",
    wheelBytes: 273_829_956,
    sha256: "2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c",
    libraries: { "libtensorflow_cc.so.2": 788_086_608, "libtensorflow_framework.so.2": 65_222_328 },
    neededBytes: 1.5e9,
  },
  gpu: {
    package: "tensorflow",
    wheelBytes: 572_440_367,
    sha256: "9056fbc9ba04235810b71ae6cbd958a196e8804fb53bbcffbf3e23b56155f124",
    libraries: { "libtensorflow_cc.so.2": 1_096_372_272, "libtensorflow_framework.so.2": 162_648_808 },
    neededBytes: 9e9,
  },
};
