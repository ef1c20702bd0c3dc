// A process that a launcher started ends with it, and leaves Ctrl-C, which a terminal sends to both, to it.

/** Ends this process once its stdin is closed, which the kernel does when the launcher dies. */
export function endWithParent(): void {
  process.on("SIGINT", () => undefined);
  process.stdin.on("end", () => process.exit(1)).on("error", () => process.exit(1));
  process.stdin.resume();
  // Waiting for that must not keep alive a process that is done.
  process.stdin.unref();
}
