// Where things lie: the project's folder and the user's cache.
import { fileURLToPath } from "node:url";

export { cacheDir } from "../../common/cache-dir.js";

/** The folder that holds package.json. */
export const ROOT = fileURLToPath(new URL("../../", import.meta.url)).replace(/\/$/, "");
