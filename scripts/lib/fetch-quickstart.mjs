// The quick start's model and data, and links to them where examples/emoji.yaml looks.
import { join } from "node:path";
import { fetchEmoji } from "./fetch-emoji.mjs";
import { fetchModel } from "./fetch-model.mjs";
import { linkAtomic } from "./files.mjs";
import { ROOT } from "./paths.mjs";

/** Fetches what is missing and links it into examples/data. */
export async function fetchQuickstart() {
  const links = join(ROOT, "examples", "data");
  await linkAtomic(join(links, "dog_breed_mobilenetv2.h5"), await fetchModel());
  await linkAtomic(join(links, "emoji"), await fetchEmoji());
}
