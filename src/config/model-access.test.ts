import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { listProviders } from "../providers/index.ts";
import { createCheckEnvironment } from "./create-environment.ts";
import { createAccessParts } from "./model-access.ts";
import { toProviderSettings } from "./provider-settings.ts";

test("createAccessParts() tells apart the servers that configuration names", async () => {
  await using environment = await createCheckEnvironment({
    directory: mkdtempSync(join(tmpdir(), "specwright-parts-")),
    settings: {
      endpoints: { lab: { base_url: "http://lab.test/v1" } },
      ollama_url: "http://ollama.test",
    },
  });
  const { config } = environment;
  const providers = listProviders(toProviderSettings(config.settings, {}));
  const [provider] = providers as [(typeof providers)[number]];

  const { addressOf } = await createAccessParts(config, environment, {
    providers,
    provider,
    store: undefined,
  });

  const ids = ["lab/x", "ollama/x", "anthropic/x"];
  expect(ids.map((id) => addressOf?.(id))).toEqual([
    "http://lab.test/v1",
    "http://ollama.test",
    undefined,
  ]);
});
