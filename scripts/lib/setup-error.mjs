// What went wrong in a way that its reader can mend: shown as it is, without a stack.
export class SetupError extends Error {
  name = "SetupError";
}

/**
 * Runs a script's main function; turns what it throws into a message and an exit code.
 * @param {() => Promise<number | void>} main returns the exit code (0 when it returns nothing).
 */
export async function runMain(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    const text = error instanceof SetupError ? error.message : error instanceof Error ? error.stack : String(error);
    process.stderr.write(`\n${text}\n`);
    process.exitCode = 1;
  }
}
