export const NAMESPACE = "http://www.w3.org/2000/svg";
export const load = () => fetch("http://localhost:3000/prices", { signal: AbortSignal.timeout(5000) });
