/** The shape of a bundle in a file. */

import { z } from "zod";
import { evidenceSchema, verdictSchema } from "../pipeline/record/event-schema.ts";
import { maybe } from "../pipeline/record/maybe.ts";
import { specification } from "../pipeline/record/specification-schema.ts";
import { BUNDLE_VERSION } from "./bundle.ts";

const hash = z.string().regex(/^[0-9a-f]{64}$/, "must be a SHA-256 in hex");

const brittleness = z.object({
  trials: z.array(
    z.object({
      label: z.string(),
      outcome: z.enum(["held", "failed", "inconclusive"]),
      timeMs: z.number(),
    }),
  ),
});

const item = z.object({
  id: z.string(),
  specification,
  specificationSha256: hash,
  sourceSha256: hash,
  candidate: z.object({
    path: z.string(),
    text: z.string(),
    companions: z.array(z.object({ path: z.string(), text: z.string() })),
    sha256: hash,
  }),
  frozen: z.object({
    sha256: hash,
    slots: z.array(z.object({ name: z.string(), sha256: hash })),
  }),
  requestSha256: maybe(z.string()),
  model: z.object({ askedOf: z.string(), answeredBy: z.string() }),
  checker: z.object({ name: z.string(), version: z.string(), toolchain: maybe(z.string()) }),
  language: z.string(),
  profile: z.string(),
  verdict: verdictSchema,
  brittleness: maybe(brittleness),
  evidence: evidenceSchema,
  sha256: hash,
});

/** A sealed bundle as it stands in its file. */
export const bundleSchema = z.object({
  kind: z.literal("specwright-evidence"),
  schemaVersion: z.literal(BUNDLE_VERSION),
  specwrightVersion: z.string(),
  sealedAt: z.string(),
  items: z.array(item),
  sha256: hash,
});
