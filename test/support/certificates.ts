// Certificates for tests, made on the spot: an authority, and whom it vouches for at 127.0.0.1, as server and as client alike. X.509 in DER,
// no more than that takes.
import { generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";

/** PEM. */
export interface Certified {
  readonly cert: string;
  readonly key: string;
}

export interface Authority {
  /** PEM. */
  readonly ca: string;
  /** @param name its common name */
  readonly certify: (name: string) => Certified;
}

const [BOOLEAN, INTEGER, BITS, BYTES, TEXT, TIME, SEQUENCE, SET] = [1, 2, 3, 4, 0x0c, 0x17, 0x30, 0x31];
/** The context's own, by number. */
const [VERSION, EXTENSIONS, ADDRESS] = [0xa0, 0xa3, 0x87];
/** Object identifiers, in DER. */
const OID = {
  ecdsaWithSha256: "06082a8648ce3d040302",
  commonName: "0603550403",
  basicConstraints: "0603551d13",
  alternativeName: "0603551d11",
  extendedUsage: "0603551d25",
  serverAuth: "06082b06010505070301",
  clientAuth: "06082b06010505070302",
};
const DAY_MS = 24 * 3600 * 1000;

/** Trusted by nobody who is not told to. */
export function anAuthority(): Authority {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const issuer = "a test's authority";
  const isAuthority = extension(OID.basicConstraints, der(SEQUENCE, der(BOOLEAN, Buffer.of(0xff))));
  const ca = certificate({ subject: issuer, publicKey, issuer, issuerKey: privateKey, extensions: [isAuthority] });
  const certify: Authority["certify"] = (subject) => {
    const own = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
    const extensions = [
      extension(OID.extendedUsage, der(SEQUENCE, oid(OID.serverAuth), oid(OID.clientAuth))),
      extension(OID.alternativeName, der(SEQUENCE, der(ADDRESS, Buffer.of(127, 0, 0, 1)))),
    ];
    const cert = certificate({ subject, publicKey: own.publicKey, issuer, issuerKey: privateKey, extensions });
    return { cert, key: own.privateKey.export({ type: "pkcs8", format: "pem" }).toString() };
  };
  return { ca, certify };
}

interface Content {
  readonly subject: string;
  readonly publicKey: KeyObject;
  readonly issuer: string;
  readonly issuerKey: KeyObject;
  readonly extensions: readonly Buffer[];
}

/** Valid since yesterday, until tomorrow. */
function certificate({ subject, publicKey, issuer, issuerKey, extensions }: Content): string {
  const algorithm = der(SEQUENCE, oid(OID.ecdsaWithSha256));
  const serial = Buffer.concat([Buffer.of(1), randomBytes(8)]);
  const signed = der(
    SEQUENCE,
    der(VERSION, der(INTEGER, Buffer.of(2))),
    der(INTEGER, serial),
    algorithm,
    name(issuer),
    der(SEQUENCE, time(Date.now() - DAY_MS), time(Date.now() + DAY_MS)),
    name(subject),
    publicKey.export({ type: "spki", format: "der" }),
    der(EXTENSIONS, der(SEQUENCE, ...extensions)),
  );
  const signature = Buffer.concat([Buffer.of(0), sign("sha256", signed, issuerKey)]);
  const text = der(SEQUENCE, signed, algorithm, der(BITS, signature)).toString("base64");
  return `-----BEGIN CERTIFICATE-----\n${text.replace(/(.{64})/g, "$1\n")}\n-----END CERTIFICATE-----\n`;
}

function extension(id: string, value: Buffer): Buffer {
  return der(SEQUENCE, oid(id), der(BYTES, value));
}

function name(commonName: string): Buffer {
  return der(SEQUENCE, der(SET, der(SEQUENCE, oid(OID.commonName), der(TEXT, Buffer.from(commonName)))));
}

/** YYMMDDHHMMSSZ. */
function time(ms: number): Buffer {
  const digits = new Date(ms).toISOString().replace(/[-:T]/g, "");
  return der(TIME, Buffer.from(`${digits.slice(2, 14)}Z`));
}

function oid(hex: string): Buffer {
  return Buffer.from(hex, "hex");
}

/** Tag, length, content. */
function der(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  return Buffer.concat([Buffer.of(tag), lengthOf(content.length), content]);
}

function lengthOf(bytes: number): Buffer {
  if (bytes < 0x80) return Buffer.of(bytes);
  return bytes < 0x100 ? Buffer.of(0x81, bytes) : Buffer.of(0x82, bytes >> 8, bytes & 0xff);
}
