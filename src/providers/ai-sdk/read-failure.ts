/** What the errors of clients say, whatever their class: they hold headers and bodies, so none of them is kept. */

export interface Failure {
  /** HTTP status from 400 on; `undefined` where the server did not say so. */
  readonly status: number | undefined;
  /** The provider's own words for it, e.g. `insufficient_quota`. */
  readonly types: readonly string[];
  readonly message: string;
  /** Of the response, names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly network: "broken" | "timeout" | undefined;
  /** Whether there was no connection to send anything through. */
  readonly isNotSent: boolean;
}

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null;

/** Reads an error, its causes and the body it came with. */
export function readFailure(error: unknown): Failure {
  const chain = listCauses(error);
  const bodies = chain.flatMap(readBody);
  const all = [...chain, ...bodies];
  const headers = chain.map((link) => link["responseHeaders"]).find(isFields) ?? {};
  const network = readNetwork(chain);
  // Of a broken connection the innermost error tells most. Elsewhere the body comes first: where a client does not
  // know its shape, the client's own message is only "Bad Request".
  const messages = network === undefined ? [...bodies, ...chain] : chain.toReversed();
  return {
    status: all.map(readStatus).find((status) => status !== undefined),
    types: all
      .flatMap((link) => [link["type"], link["code"], readInnerCode(link)])
      .filter((type) => typeof type === "string"),
    message: messages.map(readMessage).find((message) => message !== "") ?? "",
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
    ),
    network,
    isNotSent: chain.some(isConnecting),
  };
}

function listCauses(error: unknown): readonly Fields[] {
  const chain: Fields[] = [];
  let link = error;
  while (isFields(link) && !chain.includes(link)) {
    chain.push(link);
    link = link["cause"];
  }
  return typeof link === "string" ? [...chain, { message: link }] : chain;
}

/** The error object in a response's body: `{ error: { message } }`, `{ error: "…" }`, `{ message }`, `{ detail }`. */
function readBody({ responseBody }: Fields): readonly Fields[] {
  if (typeof responseBody !== "string") return [];
  let body: unknown;
  try {
    body = JSON.parse(responseBody);
  } catch {
    return [];
  }
  if (!isFields(body)) return [];
  const error = body["error"] ?? body["detail"];
  if (typeof error === "string") return [{ message: error }, body];
  return isFields(error) ? [error, body] : [body];
}

/** Azure says there what its `content_filter` means. */
const readInnerCode = ({ innererror }: Fields): unknown =>
  isFields(innererror) ? innererror["code"] : undefined;

const readMessage = ({ message }: Fields): string => (typeof message === "string" ? message : "");

function readStatus(link: Fields): number | undefined {
  const candidates = [link["statusCode"], link["status_code"], link["status"], link["code"]];
  return candidates
    .map(Number)
    .find((status) => Number.isInteger(status) && status >= 400 && status < 600);
}

const SYSTEM_ERROR = /^(?:E[A-Z]+|UND_ERR_\w+)$/;
const TIMEOUT = /^UND_ERR_(?:HEADERS|BODY)_TIMEOUT$/;
const FETCH_MESSAGE = /^(?:terminated|fetch failed|failed to fetch)$/i;

function readNetwork(chain: readonly Fields[]): Failure["network"] {
  const codes = chain.map((link) => String(link["code"]));
  if (codes.some((code) => TIMEOUT.test(code))) return "timeout";
  // An API call that failed and has no status never got one.
  const isUnanswered = chain.some(
    (link) => link["name"] === "AI_APICallError" && link["statusCode"] === undefined,
  );
  const isBroken =
    codes.some((code) => SYSTEM_ERROR.test(code)) ||
    chain.some((link) => FETCH_MESSAGE.test(readMessage(link)));
  return isUnanswered || isBroken ? "broken" : undefined;
}

/** Names that cannot be resolved, servers that do not listen or cannot prove who they are, ports that are barred. */
const CONNECTING =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_\w+|UND_ERR_CONNECT_TIMEOUT|ERR_TLS_CERT_\w+|\w*(?:CERT|SELF_SIGNED)\w*|UNABLE_TO_\w+|ERR_SSL_\w*(?:WRONG_VERSION_NUMBER|HANDSHAKE_FAILURE|UNSUPPORTED_PROTOCOL|PROTOCOL_VERSION))$/;
const CONNECTING_MESSAGE = /^bad port$|before secure TLS connection was established/;

function isConnecting(link: Fields): boolean {
  const { code, syscall, errors } = link;
  if (syscall === "connect" || syscall === "getaddrinfo") return true;
  if (typeof code === "string" && CONNECTING.test(code)) return true;
  if (CONNECTING_MESSAGE.test(readMessage(link))) return true;
  // One error for each address that was tried.
  return Array.isArray(errors) && errors.length > 0 && errors.filter(isFields).every(isConnecting);
}
