// Which etcd, and who asks it: options of the command line and of the library, checked all at once.
import { readFile } from "node:fs/promises";
import { ConfigError, messageOf, type Problem } from "../../common/errors.ts";
import type { EtcdAccess } from "../../coordinator/store/etcd/members.ts";

export interface EtcdOptions {
  /** "http://HOST:PORT" or "https://HOST:PORT" of each member, by commas. */
  readonly etcd?: string;
  /** PEM file with the authority of etcd's certificate. Default: what the system trusts. */
  readonly etcdCa?: string;
  /** PEM files with this client's certificate and key. */
  readonly etcdCert?: string;
  readonly etcdKey?: string;
  /** With the password in ELASTUNE_ETCD_PASSWORD: a command line is seen by others. */
  readonly etcdUser?: string;
}

const PASSWORD = "ELASTUNE_ETCD_PASSWORD";

/** @throws ConfigError naming all that is wrong */
export async function readEtcdOptions(
  options: EtcdOptions & { readonly etcd: string },
  env: Readonly<Record<string, string | undefined>>,
): Promise<EtcdAccess> {
  const problems: Problem[] = [];
  const endpoints = options.etcd.split(",").map((endpoint) => endpoint.trim());
  problems.push(...endpoints.filter((endpoint) => !isEndpoint(endpoint)).map(notAnEndpoint));
  const read = async (option: string, file: string): Promise<Buffer> =>
    readFile(file).catch((error: unknown) => {
      problems.push({ path: option, message: messageOf(error) });
      return Buffer.alloc(0);
    });
  const { etcdCa, etcdCert, etcdKey, etcdUser } = options;
  if ((etcdCert === undefined) !== (etcdKey === undefined))
    problems.push({ path: "--etcd-cert", message: "expected --etcd-cert and --etcd-key together" });
  if (etcdCert !== undefined && etcdCa === undefined)
    problems.push({ path: "--etcd-ca", message: "expected --etcd-ca where --etcd-cert is given" });
  const ca = etcdCa === undefined ? undefined : await read("--etcd-ca", etcdCa);
  const cert = etcdCert === undefined ? {} : { cert: await read("--etcd-cert", etcdCert) };
  const key = etcdKey === undefined ? {} : { key: await read("--etcd-key", etcdKey) };
  const password = env[PASSWORD] ?? "";
  if (etcdUser !== undefined && password === "")
    problems.push({ path: "--etcd-user", message: `expected the password in ${PASSWORD}, found nothing` });
  if (problems.length > 0) throw new ConfigError("etcd", problems);
  return {
    endpoints,
    ...(ca === undefined ? {} : { tls: { ca, ...cert, ...key } }),
    ...(etcdUser === undefined ? {} : { user: { name: etcdUser, password } }),
  };
}

function isEndpoint(text: string): boolean {
  return /^https?:\/\/(\[[0-9a-f:]+\]|[^\s/:@]+):\d{1,5}$/i.test(text);
}

function notAnEndpoint(text: string): Problem {
  return { path: "--etcd", message: `expected http://HOST:PORT or https://HOST:PORT, found ${JSON.stringify(text)}` };
}
