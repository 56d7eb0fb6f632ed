import axios from "axios";

export const load = () => axios.get("https://example.com");
