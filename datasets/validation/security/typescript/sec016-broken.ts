export const load = () => fetch("http://example.com/prices", { signal: AbortSignal.timeout(5000) });
