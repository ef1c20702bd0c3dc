// The import rules of docs/architecture.md. test/unit/tooling/boundaries.test.ts plants a violation of each and expects a failure.
const PURE =
  "^(common/(program|sampling|tree|plan|first-shares|pieces|backoff)|coordinator/membership|worker/model/(network|cut|head|initial-values)\\.|worker/compute/graph/(ir|lower|gradients|passes)|worker/collective/(block-bound|chunks|exchange|frame|gathering|handshake|rounds|sum-tree)\\.|coordinator/store/(decide|deadlines|history|state)\\.)";

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: "no-circular", severity: "error", from: {}, to: { circular: true } },
    {
      name: "common-knows-nobody",
      severity: "error",
      from: { path: "^(common|proto)/" },
      to: { path: "^(coordinator|worker|operator|cli|dashboard|test)/" },
    },
    {
      name: "processes-do-not-import-each-other",
      severity: "error",
      from: { path: "^(coordinator|worker|operator)/" },
      to: { path: "^(coordinator|worker|operator|cli)/", pathNot: "^$1/" },
    },
    {
      name: "pure-cores-import-no-package",
      comment: "Time, randomness and ids come in as arguments; nothing from npm, node: or generated code.",
      severity: "error",
      from: { path: PURE },
      to: { dependencyTypes: ["npm", "npm-dev", "npm-optional", "npm-peer", "core"] },
    },
    {
      name: "tensorflow-only-in-compute-and-model",
      severity: "error",
      from: { pathNot: "^(worker/(compute|model)|test)/" },
      to: { path: "node_modules/@tensorflow/" },
    },
    {
      name: "generated-code-only-in-proto",
      severity: "error",
      from: { pathNot: "^proto/" },
      to: { path: "^proto/gen/" },
    },
    {
      name: "grpc-only-at-the-edges",
      comment: "Whatever decides knows nothing of the wire.",
      severity: "error",
      from: { pathNot: "^(proto/|coordinator/server|worker/coordination|cli/.*client\\.ts$|test/)" },
      to: { path: "node_modules/(@grpc/|grpc-health-check|protobufjs)" },
    },
    { name: "nothing-imports-tests", severity: "error", from: { pathNot: "^test/" }, to: { path: "^test/" } },
    { name: "no-unresolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(dist|node_modules/.*/node_modules)/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "types", "node", "default"],
      extensions: [".ts", ".js", ".mjs", ".cjs"],
    },
  },
};
