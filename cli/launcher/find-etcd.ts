// Where the program etcd is: on PATH, else in the cache, where set-up puts it (scripts/lib/etcd.mjs).
import { access, constants } from "node:fs/promises";
import path from "node:path";
import { cacheDir as defaultCacheDir } from "../../common/cache-dir.js";

/** @returns its path; undefined where there is none */
export async function findEtcd(cacheDir = defaultCacheDir()): Promise<string | undefined> {
  const folders = [
    ...(process.env["PATH"] ?? "").split(path.delimiter),
    ...["shared", "pypi"].map((source) => path.join(cacheDir, "etcd", source)),
  ];
  for (const folder of folders) {
    const file = path.join(folder, "etcd");
    if (folder !== "" && (await isProgram(file))) return file;
  }
  return undefined;
}

function isProgram(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}
