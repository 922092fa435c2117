// Reads an AsyncAPI document with AsyncAPI's own parser and ends with 1 if it has anything to say.
//   node tests/protos/asyncapi_check.js FILE

const { execSync } = require("node:child_process");
const { readFileSync } = require("node:fs");

// deploy/deps.sh installs it globally, where a script does not look by itself.
const modules = execSync("npm root --global", { stdio: ["ignore", "pipe", "ignore"] });
const { Parser } = require(`${modules.toString().trim()}/@asyncapi/parser`);

async function main(file) {
  const { document, diagnostics } = await new Parser().parse(readFileSync(file, "utf8"));
  for (const { message, path } of diagnostics) console.error(`${path.join("/")}: ${message}`);
  if (!document || diagnostics.length > 0) process.exitCode = 1;
  else console.log(`${document.channels().length} channels, ${document.messages().length} messages`);
}

main(process.argv[2]);
