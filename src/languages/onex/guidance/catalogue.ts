/** The shapes and ready parts of nodes, from the package's own data files. */

import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import { NODE_KINDS } from "../../../domain/node-contract.ts";

const FOLDER = new URL("../../../../datasets/onex/", import.meta.url);

const names = z.array(z.string());
const kinds = z.array(z.enum(NODE_KINDS));

const variant = z.strictObject({
  id: z.string(),
  kinds,
  operations: z.strictObject({ min: z.int(), max: z.int().nullable() }),
  complexity: z.int().min(1).max(5),
  purpose: z.string(),
  features: names,
  mixins: names,
  /** Blocks of the contract that go with it. */
  blocks: names,
  patterns: names,
  target: z.string(),
  /** A category of features; null for what is for any work. */
  specialises: z.string().nullable(),
  /** What kinds that may touch nothing outside leave to the node around them. */
  impure: z.string().optional(),
});

const variantFile = z.strictObject({
  synonyms: z.record(z.string(), z.string()),
  categories: z.record(z.string(), names),
  variants: z.array(variant),
});

const mixin = z.strictObject({
  id: z.string(),
  /** `class`: it can be imported; the others are names for what is done otherwise. */
  realisation: z.enum(["class", "contract", "code"]),
  module: z.string().nullable(),
  kinds,
  category: z.string(),
  purpose: z.string(),
  /** The methods that it gives, or what realises it. */
  by: z.string(),
  features: names,
  keywords: names,
  /** Other mixins, or facts listed under `given`. */
  needs: names,
  /** Other mixins, or features that it cannot stand. */
  conflicts: names,
  includes: names,
  isInBase: z.boolean(),
});

const wrapper = z.strictObject({
  id: z.string(),
  kind: z.enum(NODE_KINDS),
  module: z.string(),
  includes: names,
});

const mixinFile = z.strictObject({
  given: z.record(z.string(), z.string()),
  wrappers: z.array(wrapper),
  mixins: z.array(mixin),
});

export type Variant = Readonly<z.output<typeof variant>>;
export type VariantCatalogue = Readonly<z.output<typeof variantFile>>;
export type Mixin = Readonly<z.output<typeof mixin>>;
export type MixinWrapper = Readonly<z.output<typeof wrapper>>;
export type MixinCatalogue = Readonly<z.output<typeof mixinFile>>;

export interface Catalogue {
  readonly variants: VariantCatalogue;
  readonly mixins: MixinCatalogue;
  /** Members of the core's enum of error codes, as last probed. */
  readonly errorCodes: ReadonlySet<string>;
}

let catalogue: Catalogue | undefined;

/** Read once; what is broken in our own files is our own mistake. */
export function readCatalogue(): Catalogue {
  catalogue ??= {
    variants: variantFile.parse(parse(readData("variants.yaml"))),
    mixins: mixinFile.parse(parse(readData("mixins.yaml"))),
    errorCodes: new Set(
      Object.keys(errorCodeFile.parse(JSON.parse(readData("error-codes.json"))).codes),
    ),
  };
  return catalogue;
}

const errorCodeFile = z.looseObject({ codes: z.record(z.string(), z.string()) });

const readData = (name: string): string => readFileSync(new URL(name, FOLDER), "utf8");
