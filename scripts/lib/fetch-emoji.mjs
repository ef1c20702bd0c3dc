// The example data set: Twemoji pictures from npm, sorted into one folder per class, in the cache.
import { existsSync } from "node:fs";
import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { extractFiles } from "./archive.mjs";
import { npm } from "./dependencies.mjs";
import { chosenPictures } from "./emoji-pictures.mjs";
import { writeFileAtomic } from "./files.mjs";
import { requireTree, treeIsIntact } from "./manifest-hash.mjs";
import { cacheDir } from "./paths.mjs";
import { say, withProgress } from "./progress.mjs";
import { publishFolder } from "./publish.mjs";
import { requireSha256 } from "./sha256.mjs";

const PACKAGE = "emoji-datasource-twitter@16.0.0";
const TARBALL = "emoji-datasource-twitter-16.0.0.tgz";
const TARBALL_SHA256 = "f64a530c63bca463bd8317fdc4615ce63a53a0c65018e4ce2d848aaba7a28877";
const PICTURES_SHA256 = "83abc44f2c3f395675dc828f0ce810fa787ecbf39ab8c407883880072c52a422";
const LICENCE = `The pictures in emoji-twitter-16.0.0 are Twemoji, copyright Twitter, Inc. and other contributors,
licensed under CC BY 4.0: https://creativecommons.org/licenses/by/4.0/
They come from the npm package ${PACKAGE} (Cal Henderson, MIT); only their names and folders were changed.
`;

/** Fetches the pictures unless they are there and intact. Returns their folder: one folder per class. */
export async function fetchEmoji() {
  const destination = join(cacheDir(), "data", "emoji-twitter-16.0.0");
  await publishFolder({
    destination,
    identity: PICTURES_SHA256,
    check: () => treeIsIntact(destination, PICTURES_SHA256),
    build: unpackPictures,
  });
  const licence = `${destination}.LICENSE.txt`;
  if (!existsSync(licence)) await writeFileAtomic(licence, LICENCE);
  say(`data: ${destination}\n  Twemoji pictures, CC BY 4.0, by Twitter, Inc. and other contributors (${licence})`);
  return destination;
}

async function unpackPictures(folder) {
  const download = join(folder, ".download");
  await mkdir(download);
  await withProgress(`${PACKAGE}: download`, () =>
    npm(["pack", PACKAGE, "--silent", "--pack-destination", download], download),
  );
  const tarball = join(download, TARBALL);
  await requireSha256(tarball, TARBALL_SHA256, TARBALL);
  await withProgress(`${PACKAGE}: unpack`, async () => {
    await extractFiles(tarball, download, { "package/emoji.json": "emoji.json" });
    const emoji = JSON.parse(await readFile(join(download, "emoji.json"), "utf8"));
    await extractFiles(tarball, folder, chosenPictures(emoji));
  });
  await rm(download, { recursive: true });
  await requireTree(folder, PICTURES_SHA256, "the emoji pictures");
}
