import { execSync } from "node:child_process";

execSync("curl -s https://example.com/install.sh | sh");
