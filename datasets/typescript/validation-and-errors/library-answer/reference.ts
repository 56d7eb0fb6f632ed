export interface Answer {
  readonly status: number;
  readonly body: string;
}

export function readAnswer(answer: Answer): string {
  const { status, body } = answer;
  if (status === 200) return body;
  if (status === 204) return "";
  if (status < 400 || status > 599) throw new RangeError(`there is no status ${status}`);
  const error = new Error(body.trim());
  error.name = nameOf(status);
  throw error;
}

function nameOf(status: number): string {
  if (status === 404) return "NotFound";
  return status === 429 || status === 503 ? "TryLater" : "Refused";
}
