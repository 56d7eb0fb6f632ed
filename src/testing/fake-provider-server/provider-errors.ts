/** How providers word their errors: status and body of each, as they were seen. */

export type ProviderError =
  | "rate-limited"
  | "overloaded"
  | "server-error"
  | "unauthorized"
  | "no-credit"
  | "context-too-long"
  | "refused"
  | "bad-request"
  | "unknown-model";

export interface WrittenError {
  readonly status: number;
  readonly body: { readonly error: unknown };
}

type ErrorTable = Readonly<Record<ProviderError, WrittenError>>;

const ofAnthropic = (status: number, type: string, message: string): WrittenError => ({
  status,
  body: { error: { type, message } },
});

/** @see https://platform.claude.com/docs/en/api/errors */
export const ANTHROPIC_ERRORS: ErrorTable = {
  "rate-limited": ofAnthropic(
    429,
    "rate_limit_error",
    "This request would exceed your organization's rate limit of 50 requests per minute",
  ),
  overloaded: ofAnthropic(529, "overloaded_error", "Overloaded"),
  "server-error": ofAnthropic(500, "api_error", "Internal server error"),
  unauthorized: ofAnthropic(401, "authentication_error", "invalid x-api-key"),
  "no-credit": ofAnthropic(
    400,
    "invalid_request_error",
    "Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing",
  ),
  "context-too-long": ofAnthropic(
    400,
    "invalid_request_error",
    "prompt is too long: 210000 tokens > 200000 maximum",
  ),
  refused: ofAnthropic(400, "invalid_request_error", "Output blocked by content filtering policy"),
  "bad-request": ofAnthropic(
    400,
    "invalid_request_error",
    "messages: at least one message is required",
  ),
  "unknown-model": ofAnthropic(404, "not_found_error", "model: what-is-this"),
};

const ofOpenAI = (
  status: number,
  type: string | null,
  code: string | null,
  message: string,
  more: object = {},
): WrittenError => ({ status, body: { error: { message, type, param: null, code, ...more } } });

/** @see https://platform.openai.com/docs/guides/error-codes */
export const RESPONSES_ERRORS: ErrorTable = {
  "rate-limited": ofOpenAI(
    429,
    "requests",
    "rate_limit_exceeded",
    "Rate limit reached for the model on requests per min. Please try again in 6s",
  ),
  overloaded: ofOpenAI(
    503,
    "service_unavailable_error",
    "server_is_overloaded",
    "Our servers are currently overloaded. Please try again later",
  ),
  "server-error": ofOpenAI(
    500,
    "server_error",
    null,
    "The server had an error while processing your request",
  ),
  unauthorized: ofOpenAI(
    401,
    "invalid_request_error",
    "invalid_api_key",
    "Incorrect API key provided",
  ),
  "no-credit": ofOpenAI(
    429,
    "insufficient_quota",
    "insufficient_quota",
    "You exceeded your current quota, please check your plan and billing details",
  ),
  "context-too-long": ofOpenAI(
    400,
    "invalid_request_error",
    "context_length_exceeded",
    "Your input exceeds the context window of this model",
  ),
  refused: ofOpenAI(
    400,
    "invalid_request_error",
    "content_policy_violation",
    "Your request was rejected as a result of our safety system",
  ),
  "bad-request": ofOpenAI(400, "invalid_request_error", null, "Unknown parameter: 'wish'"),
  "unknown-model": ofOpenAI(
    404,
    "invalid_request_error",
    "model_not_found",
    "The model 'what-is-this' does not exist or you do not have access to it",
  ),
};

/** As OpenAI's, but for Azure's words on content. @see https://learn.microsoft.com/azure/ai-foundry/openai/concepts/content-filter */
export const CHAT_ERRORS: ErrorTable = {
  ...RESPONSES_ERRORS,
  refused: ofOpenAI(
    400,
    null,
    "content_filter",
    "The response was filtered due to the prompt triggering the content management policy",
    { innererror: { code: "ResponsibleAIPolicyViolation" } },
  ),
};

const ofOllama = (status: number, error: string): WrittenError => ({ status, body: { error } });

/** @see https://docs.ollama.com/api/errors */
export const OLLAMA_ERRORS: ErrorTable = {
  "rate-limited": ofOllama(429, "too many requests"),
  overloaded: ofOllama(503, "server busy, please try again. maximum pending requests exceeded"),
  "server-error": ofOllama(500, "llama runner process has terminated"),
  unauthorized: ofOllama(401, "unauthorized"),
  "no-credit": ofOllama(402, "you have reached your usage limit"),
  "context-too-long": ofOllama(400, "the input length exceeds the context length"),
  refused: ofOllama(403, "blocked by content policy"),
  "bad-request": ofOllama(400, "invalid format"),
  "unknown-model": ofOllama(404, "model 'what-is-this' not found"),
};
