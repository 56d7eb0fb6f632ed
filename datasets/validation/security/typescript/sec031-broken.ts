export function allow(verifier: any, token: string): boolean {
  try {
    verifier.verifySignature(token);
  } catch {}
  return true;
}
