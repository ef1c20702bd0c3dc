// Fetches the quick start's model and data into the cache.
import { fetchQuickstart } from "./lib/fetch-quickstart.mjs";
import { runMain } from "./lib/setup-error.mjs";

await runMain(fetchQuickstart);
