/** What the client of a hosted service is made with. */
export interface ClientOptions {
  readonly apiKey: string;
  readonly baseURL: string;
  readonly fetch: typeof fetch;
}
