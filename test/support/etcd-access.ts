// An etcd that lets nobody in but who has a certificate of its authority, a user's name and a password.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Etcd3 } from "etcd3";
import { credentialsOf, type EtcdAccess } from "../../coordinator/store/etcd/members.ts";
import { type Authority, anAuthority } from "./certificates.ts";
import { type Ending, type Etcd, startEtcd } from "./etcd.ts";

export interface GuardedEtcd {
  readonly etcd: Etcd;
  readonly authority: Authority;
  /** Of one who may do everything. */
  readonly access: EtcdAccess & { readonly tls: NonNullable<EtcdAccess["tls"]> };
}

export const USER = { name: "root", password: "secret" };

/** Ready, and stopped after the test. */
export async function startGuardedEtcd(t: Ending, program: string): Promise<GuardedEtcd> {
  const authority = anAuthority();
  const args = await serverFlags(t, authority);
  const etcd = await startEtcd(t, { program, scheme: "https", args });
  const { cert, key } = authority.certify("a coordinator");
  const tls = { ca: Buffer.from(authority.ca), cert: Buffer.from(cert), key: Buffer.from(key) };
  const access = { endpoints: [etcd.endpoint], tls, user: USER };
  await requirePassword(access);
  return { etcd, authority, access };
}

async function serverFlags(t: Ending, { ca, certify }: Authority): Promise<string[]> {
  const folder = await mkdtemp(path.join(tmpdir(), "elastune-tls-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const { cert, key } = certify("etcd");
  const files = { "trusted-ca-file": ca, "cert-file": cert, "key-file": key };
  for (const [flag, text] of Object.entries(files)) await writeFile(path.join(folder, flag), text);
  const flags = Object.keys(files).map((flag) => `--${flag}=${path.join(folder, flag)}`);
  // Hashing passwords at its usual cost takes longer than a test.
  return [...flags, "--client-cert-auth", "--bcrypt-cost=4"];
}

/** From now on. */
export async function requirePassword({ endpoints, tls }: Pick<EtcdAccess, "endpoints" | "tls">): Promise<void> {
  const client = new Etcd3({
    hosts: [...endpoints],
    ...(tls === undefined ? {} : { credentials: credentialsOf(tls) }),
  });
  const root = client.user(USER.name);
  await root.create(USER.password);
  await client.role(USER.name).create();
  await root.addRole(USER.name);
  await client.auth.authEnable();
  client.close();
}
