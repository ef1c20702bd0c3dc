// npm run build: compiles into dist/.
import { buildProject } from "./lib/build-project.mjs";
import { runMain } from "./lib/setup-error.mjs";

await runMain(buildProject);
