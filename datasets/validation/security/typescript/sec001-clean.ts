// const apiKey = "k3y-9f8a77b1c2";
enum Kind {
  AccessToken = "access-token-kind",
}
const password = process.env["DB_PASSWORD"];
const passwordLabel = "Enter your password:";
const tokenUrl = "https://auth.example.com/oauth/token";
const maxTokens = "2048";
type Token = "identifier" | "punctuation";
const token: Token = "punctuation";
const text = 'const apiKey = "k3y-9f8a77b1c2"';
export { Kind, password, passwordLabel, tokenUrl, maxTokens, token, text };
