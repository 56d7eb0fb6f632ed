const apiKey = "k3y-9f8a77b1c2";
const options = { password: "Tr0ub4dor&3xyz", user: "app" };
export const isRight = (given: { clientSecret: string }) => given.clientSecret === "q8Zr-41bTx90Lm";
export { apiKey, options };
