// A model's configuration cut before its weights are read: what is left out may be of any class, and stays unread. Pure.
import type { Problem } from "../../common/errors.ts";
import { cutNetwork } from "./cut.ts";
import type { KerasConfig } from "./keras-config.ts";

/** Keeps what leads to `cutAt`; a name that no layer has changes nothing. */
export function cutConfig(config: KerasConfig, cutAt: string | undefined): KerasConfig {
  if (cutAt === undefined || config.network.layers.every(({ name }) => name !== cutAt)) return config;
  return { ...config, network: cutNetwork(config.network, cutAt) };
}

/** What is wrong with the layers that are left. */
export function unsupportedOf({ network, unsupported }: KerasConfig): readonly Problem[] {
  return network.layers.flatMap(({ name }) => unsupported.get(name) ?? []);
}
