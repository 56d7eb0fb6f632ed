const password = "Tr0ub4dor&3xyz";
const token = Math.random();
export { password, token };
