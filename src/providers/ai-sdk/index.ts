/** Models behind the AI SDK's interface: hosted services, Ollama, and endpoints that speak OpenAI's chat completions. */

import type { Provider } from "../../ports/provider.ts";
import { hostedProvider } from "./hosted-provider.ts";
import { anthropic, openai } from "./hosted-services.ts";
import { ollama } from "./ollama.ts";

export { endpointProviders } from "./endpoint-provider.ts";
export { fromLanguageModelV4, type LanguageModelFacts } from "./from-language-model-v4.ts";
export { toLanguageModelV4 } from "./to-language-model-v4.ts";

/** All that need no configuration. */
export const aiSdkProviders: readonly Provider[] = [
  hostedProvider(anthropic),
  hostedProvider(openai),
  ollama,
];
